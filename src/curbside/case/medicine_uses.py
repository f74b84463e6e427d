"""What the text says of a medicine: taken, stopped, planned, refused, allergic, or only asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from curbside.case.assertion import Context
from curbside.case.dose_parts import dose_words
from curbside.case.layout import Page
from curbside.case.model import Status, Use
from curbside.case.phrases import Phrases, Said, longest
from curbside.case.tokens import TOKEN
from curbside.case.units import number_at

_SECTION_USE = {"allergies": "allergic", "past_medicines": "stopped", "medicines": "taken", "plan": "planned"}
_STOPS = frozenset((";", "but", "however", ".", "then", "now", "whose"))
_TURNS = frozenset((";", "but", "however"))
_GLUE = frozenset((",", "and", "/", "&", "+"))
_AFTER_REACH = 12
_SURGERY = (
    "back",
    "surg",
    "op",
    "operat",
    "fusion",
    "lamin",
    "disc",
    "decomp",
    "spin",
    "lumbar",
    "cervical",
    "conservative",
)
_NEAR = 3
_HABITS = frozenset("work alcohol cigarettes sport school football golf tennis".split())
_TOOK = frozenset("took takes take taking taken borrowed borrowing had given used using tried".split())
_TELLS = frozenset("on takes taking currently now meds still uses".split())
"""A sentence that opens with these speaks of now, in whatever section it stands."""
_BOTH = frozenset("were both have neither all".split())
_ENDING = frozenset(
    "stop stopping quit quitting wean weaning taper tapering reduce reducing halve cut discontinue "
    "discontinuing come coming".split()
)
"""Who asks whether a medicine may be ended takes it now."""


@dataclass(frozen=True, slots=True)
class DrugName:
    """A medicine named by tokens `first` to `last` (excluded).  `called` is its name in the tables."""

    first: int
    last: int
    drug: str | None
    kind: str = "drug"
    called: str | None = None


class UseReader:
    """Reads uses by the part `use` of `knowledge/reading/medicines.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._phrases = Phrases()
        for use, sides in table["use"].items():
            for side in ("before", "after"):
                for phrase in sides[side]:
                    self._phrases.add(TOKEN.findall(phrase.lower()), (side, use))
        self._phrases.compile()
        self._dose = dose_words(table)

    def read(
        self, page: Page, names: Sequence[DrugName], rooms: Sequence[tuple[int, int]], context: Context
    ) -> list[Use | None]:
        """The use of each medicine; None for one that is denied or is someone else's."""
        said_in = {number: self._said(page, number) for number in {page.sentence_of[name.first] for name in names}}
        after: list[str | None] = []
        for name, room in zip(names, rooms, strict=True):
            after.append(self._after(page, name, said_in.get(page.sentence_of[name.first], ()), room))
        for at in range(len(names) - 2, -1, -1):
            if after[at] is None and after[at + 1] is not None and self._are_listed(page, names, at, rooms[at + 1][1]):
                after[at] = after[at + 1]
        return [
            _use(page, name, word or _before(page, name, said_in.get(page.sentence_of[name.first], ())), context)
            for name, word in zip(names, after, strict=True)
        ]

    def _said(self, page: Page, number: int) -> list[Said]:
        """The words of use in one sentence."""
        first, last = page.sentences[number].first, page.sentences[number].last
        found = longest(self._phrases.find(page.coded_part(first, last)))
        return [Said(said.first + first, said.last + first, said.meant) for said in found]

    def _after(self, page: Page, name: DrugName, said: Sequence[Said], room: tuple[int, int]) -> str | None:
        """What is said behind the name, before the next medicine."""
        for first, last, meant in said:
            if first < name.last or last > room[1]:
                continue
            if first - name.last > _AFTER_REACH or not _STOPS.isdisjoint(page.words[name.last : first]):
                return None
            for side, use in meant:
                is_near = first - name.last <= _NEAR or use == "stopped"
                if use == "in_use":
                    is_near = last - first > 1 or self._is_behind_dose(page, name.last, first)
                if use == "stopped" and _tells_of_habit(page.words[last : last + 1]):
                    continue
                if side == "after" and is_near and use != "taken":
                    return str(use)
        return None

    def _is_behind_dose(self, page: Page, start: int, end: int) -> bool:
        """Whether nothing but a dose stands between."""
        between = page.words[start:end]
        return not between or (number_at(between[0]) is not None and self._is_made_of_dose(between))

    def _is_made_of_dose(self, words: Sequence[str]) -> bool:
        return all(word in self._dose or number_at(word) is not None for word in words)

    def _are_listed(self, page: Page, names: Sequence[DrugName], at: int, end: int) -> bool:
        """Whether what is said behind the next medicine is said of this one, too.

        So it is when nothing but "and" or a comma stands between; with a dose between only
        when it is said of more than one: "A 300 mg and B 50 mg were stopped".
        """
        one, other = names[at], names[at + 1]
        between = page.words[one.last : other.first]
        if all(word in _GLUE for word in between):
            return True
        is_list = all(word in _GLUE or word in self._dose or number_at(word) is not None for word in between)
        return is_list and between[-1] in ("and", "&") and not _BOTH.isdisjoint(page.words[other.last : end])


def _tells_of_habit(following: Sequence[str]) -> bool:
    """Whether something else was stopped: "stopped work", "had to stop driving"."""
    return any(w in _HABITS or (w.endswith("ing") and w not in ("taking", "using")) for w in following)


def _is_borrowed(page: Page, name: DrugName) -> bool:
    """Whether the patient took what belongs to someone else: "took his wife's diazepam"."""
    before = page.words[max(name.first - _NEAR - 1, 0) : name.first]
    return bool(before) and before[-1].endswith("'s") and not _TOOK.isdisjoint(before)


def _use(page: Page, name: DrugName, word: str | None, context: Context) -> Use | None:
    status = context.judge(((name.first, name.last),), standing=True).status
    sentence = page.sentences[page.sentence_of[name.first]]
    if status is Status.other_person:
        return Use.taken if _is_borrowed(page, name) else None
    if word == "in_use":
        return Use.taken
    is_told = page.words[sentence.first] in _TELLS
    if word is None or (word == "taken" and not is_told and sentence.section in ("allergies", "past_medicines")):
        word = _SECTION_USE.get(sentence.section or "", word)
    before = page.words[max(sentence.first, name.first - _NEAR) : name.first]
    if page.words[sentence.last - 1] == "?" and not _ENDING.isdisjoint(before):
        return Use.taken
    is_conditional = status is Status.hypothetical
    if word is None or word == "asked":
        is_asked = page.words[sentence.last - 1] == "?" or (word == "asked" and is_conditional)
        word = "asked" if is_asked else "taken"
    if is_conditional and word == "taken":
        word = "asked"
    return None if word == "denied" else Use(word)


def _before(page: Page, name: DrugName, said: Sequence[Said]) -> str | None:
    """The nearest thing said before the name; a list keeps what was said before it."""
    for first, last, meant in reversed(said):
        if first >= name.first or last > name.first:
            continue
        if not _TURNS.isdisjoint(page.words[last : name.first]):
            return None
        if any(use == "stopped" for _, use in meant) and not _is_list(page, last, name.first):
            continue
        if page.words[last - 1] == "from" and "to" in page.words[last : name.first]:
            return "planned"
        for side, use in meant:
            if side == "before" and (use not in ("asked", "denied") or name.first - last <= _AFTER_REACH):
                return str(use)
    return None


def _is_list(page: Page, start: int, end: int) -> bool:
    """Whether what stands between "failed" and a medicine can be other medicines: few words, and none of surgery."""
    words = [word for word in page.words[start:end] if word.isalpha()]
    return not any(word.startswith(_SURGERY) for word in words[:3])
