"""How many operations a text counts: "2 back surgeries", "third lumbar operation", "fusion x2"."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from curbside.case.model import Finding, Interval, Status
from curbside.case.page import Page
from curbside.case.surgery_details import times_behind
from curbside.case.units import number_at

_BETWEEN = frozenset(
    "previous prior past earlier back spine spinal lumbar low lower major separate open failed unsuccessful".split()
)
_COUNTED = frozenset("day week pod".split())
"""Behind these a number counts time: "day 1 XLIF"."""
_PLURALS = frozenset("ops operations surgeries procedures".split())
_ORDINALS = frozenset("second third fourth fifth sixth one single 1".split())


class OperationCounter:
    """Counts by the words of `knowledge/reading/operations.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._counts = {word: float(n) for n, words in table["counts"].items() for word in words}
        self._at_least_two = frozenset(table["at_least_two"])

    def counted(self, page: Page, name: tuple[int, int], levels: Container[int]) -> Iterator[Finding]:
        """How many operations a phrase counts: "2 back surgeries", "third lumbar operation".

        `name` are its first token and the one behind it, `levels` the tokens of levels.
        """
        first, last = name
        words = page.words
        at = first - (words[first] not in _ORDINALS)
        while at >= 0 and (words[at] in _BETWEEN or at in levels):
            at -= 1
        at -= at > 0 and words[at] == "x"
        if (times := times_behind(words, last)) is not None:
            yield _count(page, (first, last), Interval.point(times))
        if at < 0 or page.sentence_of[at] != page.sentence_of[first] or (at and page.touches(at - 1)):
            return
        plural, word = not _PLURALS.isdisjoint(words[first:last]), words[at]
        plural = plural or words[last - 1].endswith("s")
        if word in self._at_least_two and plural:
            yield _count(page, (at, last), Interval(2, 30))
        number = self._counts.get(word) or number_at(word)
        is_day = at > 0 and words[at - 1] in _COUNTED
        if number is not None and 1 <= number <= 15 and (plural or word in _ORDINALS) and not is_day:
            yield _count(page, (at, last), Interval.point(number))


def _count(page: Page, place: tuple[int, int], value: Interval) -> Finding:
    return Finding("spine_operation_count", value, Status.present, page.span(*place))
