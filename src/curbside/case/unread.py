"""Passages in which nothing was read though they speak of the body: named, so that nobody thinks they were heard."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from curbside.case.cues import CueMatch
from curbside.case.model import Basis, Span
from curbside.case.page import Page
from curbside.case.tokens import LITTLE_WORDS

_SIGNS = frozenset(".!?")
_SPOKEN_FOR = frozenset(("absent", "hypothetical", "other_person"))


class UnreadFinder:
    """Finds unread passages by the words of `knowledge/reading/unread.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._telling = frozenset(table["telling"])
        self._parts = frozenset(table["parts"]) | _SIGNS
        self._well = frozenset(table["well"])
        self._places = frozenset(table["places"]) | LITTLE_WORDS
        self._shortest = int(table["shortest"])

    def find(self, page: Page, read: Iterable[Basis], cues: Sequence[CueMatch]) -> tuple[Span, ...]:
        """The parts of sentences that hold a telling word and nothing that was read.

        Parts that deny, warn, speak of somebody else, say that all is well or only where something is are left out.
        """
        spans = sorted([(b.start, b.end) for b in read if isinstance(b, Span)])
        starts = [start for start, _ in spans]
        spoken = sorted([cue.first for cue in cues if cue.cue.means in _SPOKEN_FOR])
        found = []
        for first, last in self._passages(page):
            if last - first < self._shortest or bisect_left(spoken, first) != bisect_left(spoken, last):
                continue
            words = page.words[first:last]
            if not self._well.isdisjoint(words) or self._places.issuperset(words):
                continue
            start, end = page.folded.place(page.starts[first], page.ends[last - 1])
            at = bisect_right(starts, end - 1)
            ends = [end for _, end in spans[max(at - _LOOK_BACK, 0) : at]]
            if not ends or max(ends) <= start:
                found.append(page.span(first, last))
        return tuple(found)

    def _passages(self, page: Page) -> Iterator[tuple[int, int]]:
        """The parts of sentences with a telling word, each once."""
        walls = page.places(self._parts)
        done = -1
        for at in page.places(self._telling):
            if at < done:
                continue
            sentence = page.sentences[page.sentence_of[at]]
            wall = bisect_left(walls, at)
            before = walls[wall - 1] + 1 if wall else 0
            after = walls[wall] if wall < len(walls) else len(page.words)
            first, done = max(before, sentence.first), min(after, sentence.last)
            yield first, done


_LOOK_BACK = 40
"""Findings that begin before a passage and may reach into it."""
