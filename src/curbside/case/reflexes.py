"""Tendon reflexes: "patellar reflexes 3+ bilat", "ankle jerk R absent", "knee jerks 2+ and symmetric"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from curbside.case.model import Finding, Status
from curbside.case.page import Page
from curbside.case.quantity import Told

_BEHIND = 7
_BEFORE = 4
_GRADES = {"0": "absent", "1": "reduced", "2": "normal", "3": "brisk", "4": "brisk"}
_OUT_OF = "4"
"""What a reflex is graded out of; "4/5" is a power."""
_ENDS = frozenset(". ; ( )".split())


@dataclass(frozen=True)
class ReflexReader:
    """The words of `knowledge/reading/reflexes.yaml`: names of each reflex, and words for how it is."""

    names: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]
    """The names of each reflex by the word with which they begin."""
    states: Mapping[str, str]
    between: frozenset[str]
    both: frozenset[str] = frozenset()
    sound: frozenset[str] = frozenset()
    not_behind: frozenset[str] = frozenset()

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> ReflexReader:
        names = {fact: _by_opening(tuple(name.split()) for name in names) for fact, names in table["names"].items()}
        states = {word: state for state, words in table["states"].items() for word in words}
        words = (frozenset(table[key]) for key in ("between", "both", "sound", "not_behind"))
        return cls(names, states, *words)

    def read(self, page: Page) -> Iterator[Told]:
        """Findings of `knee_jerk` and `ankle_jerk`; the state stands behind the name or else before it."""
        own = list(self._each(page))
        yield from own
        told = {(t.finding.fact, page.sentence_of[t.first]) for t in own}
        yield from (t for t in self._of_both(page) if (t.finding.fact, page.sentence_of[t.first]) not in told)

    def _each(self, page: Page) -> Iterator[Told]:
        for fact, names in self.names.items():
            taken = -1
            for at in page.places(names.keys()):
                own = names[page.words[at]]
                last = max((at + len(n) for n in own if tuple(page.words[at : at + len(n)]) == n), default=None)
                if last is None or at < taken:
                    continue
                taken = last
                found = self._behind(page, last) or self._before(page, at)
                if found is not None:
                    first, end, state = found
                    first, end = min(at, first), max(last, end)
                    yield Told(Finding(fact, state, Status.present, page.span(first, end)), first, end)

    def _of_both(self, page: Page) -> Iterator[Told]:
        """Knee and ankle jerks that are told sound together: "jerks symmetrical and normal"."""
        for at in page.places(self.both):
            before = page.words[at - 1] if at else ""
            is_sound = page.words[at + 1 : at + 2] != [] and page.words[at + 1] in self.sound
            if is_sound and before not in self.not_behind and page.sentence_of[at + 1] == page.sentence_of[at]:
                for fact in self.names:
                    yield Told(Finding(fact, "normal", Status.present, page.span(at, at + 2)), at, at + 2)

    def _behind(self, page: Page, start: int) -> tuple[int, int, str] | None:
        for at in range(start, min(start + _BEHIND, len(page.words))):
            if page.sentence_of[at] != page.sentence_of[start - 1] or page.words[at] in _ENDS:
                return None
            found = self._state(page.words, at)
            if found is not None:
                return at, *found
            if page.words[at] not in self.between:
                return None
        return None

    def _before(self, page: Page, name: int) -> tuple[int, int, str] | None:
        for at in range(name - 1, max(name - _BEFORE, -1), -1):
            if page.sentence_of[at] != page.sentence_of[name] or page.words[at] in _ENDS:
                return None
            found = self._state(page.words, at)
            if found is not None:
                return at, *found
            if page.words[at] in (",", "and") or (page.words[at] not in self.between and page.words[at] != "+"):
                return None
        return None

    def _state(self, words: Sequence[str], at: int) -> tuple[int, str] | None:
        if words[at] in _GRADES and (words[at + 1 : at + 2] == ["+"] or words[at + 1 : at + 3] == ["/", _OUT_OF]):
            return at + 2, _GRADES[words[at]]
        if words[at] == "+":
            return (at + 3, "brisk") if words[at : at + 3] == ["+", "+", "+"] else None
        if words[at] == "0" and words[at + 1 : at + 2] != ["/"]:
            return at + 1, "absent"
        state = self.states.get(words[at])
        return None if state is None else (at + 1, state)


def _by_opening(names: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name in names:
        found[name[0]] = (*found.get(name[0], ()), name)
    return found
