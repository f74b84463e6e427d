"""Quantities: a number as written, with its unit, and its value in the unit of a fact.

A value without a unit is taken only when exactly one known unit makes it plausible.
A value outside the plausible range is refused with the reason; it is never clipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import NamedTuple

from curbside.case.model import CURRENT, Finding, Interval, Status
from curbside.case.page import Page
from curbside.case.units import Unit, Units, number_at
from curbside.knowledge.model import Fact

_HIGHEST_GRADE = 5
_JOINS = frozenset({"-", "to"})
_SPOKEN = {w: float(n) for n, w in enumerate("zero one two three four five six seven eight nine ten".split())}
NUMBERS_IN_WORDS = frozenset(_SPOKEN)


class Quantity(NamedTuple):
    """A number as written: its tokens, its interval, its unit, the part after a slash, and what it is out of."""

    first: int
    last: int
    value: Interval
    unit: Unit | None = None
    over: float | None = None
    is_grade: bool = False
    """Said to be a grade, without what it is out of ("MRC 4", "4+")."""
    is_spoken: bool = False
    """Given in a word, without what it is out of: a score at most."""


class Told(NamedTuple):
    """A finding and the tokens, `first` to `last` (excluded), that say it."""

    finding: Finding
    first: int
    last: int

    @property
    def is_now(self) -> bool:
        return self.finding.status in CURRENT

    @property
    def low(self) -> float:
        """The lower end of its value; 0 when it is no number."""
        return self.finding.value.low if isinstance(self.finding.value, Interval) else 0.0

    def past(self, reason: str = "an earlier value; a later one follows") -> Told:
        return self._replace(finding=replace(self.finding, status=Status.historical, reason=reason))


def told(page: Page, fact: str, value: float | Interval, first: int, last: int) -> Told:
    """A number as tokens `first` to `last` (excluded) tell it."""
    shown = value if isinstance(value, Interval) else Interval.point(value)
    return Told(Finding(fact, shown, Status.present, page.span(first, last)), first, last)


_OF_TWO = frozenset(("'", "ft", "foot", "st", "stone"))


def _compound(words: Sequence[str], at: int, units: Units) -> Quantity | None:
    """Two numbers for one measure: 5'6", 5 ft 6 in, 12 st 4 lb."""
    if at + 2 >= len(words) or words[at + 1] not in _OF_TWO:
        return None
    for sign, outer, inner in (
        ("'", "ft", "in"),
        ("ft", "ft", "in"),
        ("foot", "ft", "in"),
        ("st", "st", "lb"),
        ("stone", "st", "lb"),
    ):
        if words[at + 1 : at + 2] == [sign] and at + 2 < len(words):
            whole, part = number_at(words[at]), number_at(words[at + 2])
            if whole is not None and part is not None and part < (12 if inner == "in" else 14):
                large, small = units.by_name[outer], units.by_name[inner]
                value = whole + part * small.factor / large.factor
                after = at + 3
                while after < len(words) and words[after] in ("'", '"', "in", "inches", "ins", "lb", "lbs", "pounds"):
                    after += 1
                return Quantity(at, after, Interval.point(round(value, 4)), large)
    return None


def quantity_at(page: Page, at: int, units: Units, *, spoken: bool = False) -> Quantity | None:
    """The quantity whose number stands at token `at`, also in words when it may be `spoken`."""
    words = page.words
    low = number_at(words[at]) if at < len(words) else None
    if low is None:
        return _spoken_at(page, at) if spoken else None
    compound = _compound(words, at, units)
    if compound is not None:
        return compound
    last, high, over = at + 1, low, None
    if (
        last + 1 < len(words)
        and words[last] in _JOINS
        and (following := number_at(words[last + 1])) is not None
        and following > low
    ):
        high, last = following, last + 2
    is_grade = False
    if last < len(words) and words[last] in ("+", "-") and page.touches(last - 1):
        behind = words[last + 1] if last + 1 < len(words) else ""
        is_grade = high <= _HIGHEST_GRADE and not (behind.isalnum() and page.touches(last))
        last += behind == "/" or is_grade
    if last + 1 < len(words) and words[last] == "/" and number_at(words[last + 1]) is not None:
        over, last = number_at(words[last + 1]), last + 2
    elif last + 2 < len(words) and words[last : last + 2] == ["out", "of"] and number_at(words[last + 2]) is not None:
        over, last = number_at(words[last + 2]), last + 3
    unit = units.at(words, last) if over is None and not is_grade else None
    if unit is not None:
        return Quantity(at, unit[1], Interval(low, high), unit[0], over)
    return Quantity(at, last, Interval(low, high), None, over, is_grade)


def _spoken_at(page: Page, at: int) -> Quantity | None:
    """A small number in words: "seven out of ten", "zero"."""
    words = page.words
    low = _SPOKEN.get(words[at]) if at < len(words) else None
    if low is None:
        return None
    if words[at + 1 : at + 3] == ["out", "of"] and at + 3 < len(words):
        over = _SPOKEN.get(words[at + 3]) or number_at(words[at + 3])
        return None if over is None else Quantity(at, at + 4, Interval.point(low), None, over)
    return Quantity(at, at + 1, Interval.point(low), is_spoken=True)


def value_of(fact: Fact, quantity: Quantity, units: Units) -> tuple[Interval | None, str]:
    """The value in the unit of the fact, or why it cannot be used; neither when it is another measurement."""
    assert fact.range is not None
    low, high = fact.range
    if quantity.value == Interval(low, high) and low == 0:
        return None, ""
    if quantity.is_spoken and fact.unit not in ("point", "of 10"):
        return None, ""
    scale = 5 if fact.unit == "MRC grade" else high
    if quantity.over is not None and quantity.over != scale and fact.unit != "mmHg":
        return None, ""
    if fact.unit == "MRC grade" and quantity.over is None and not quantity.is_grade:
        return None, ""
    if ("systolic" in fact.id) and quantity.over is None and quantity.unit is None and quantity.value.low < low:
        return None, f"{quantity.value.low:g} is no plausible {fact.label}"
    if quantity.unit is not None and fact.unit != "MRC grade":
        value = units.convert(fact, quantity.value, quantity.unit)
        if value is None and quantity.unit.name == "in":  # the little word: "38.4 in the surgery"
            value = _bare(fact, quantity.value, units)
        if value is None:
            return None, ""
    else:
        value = _bare(fact, quantity.value, units)
    if not _fits(value, low, high):
        return (
            None,
            f"{quantity.value.low:g} is outside the plausible range of {fact.label} ({low:g} to {high:g} {fact.unit})",
        )
    return Interval(
        max(value.low, low),
        min(value.high, high),
        value.low_open and value.low > low,
        value.high_open and value.high < high,
    ), ""


def _fits(value: Interval, low: float, high: float) -> bool:
    return (value.low == -inf or low <= value.low <= high) and (value.high == inf or low <= value.high <= high)


def _bare(fact: Fact, value: Interval, units: Units) -> Interval:
    """A value without a unit: in the unit of the fact if that is plausible, else in the one unit that makes it so."""
    assert fact.range is not None
    low, high = fact.range
    if _fits(value, low, high):
        return value
    others = [v for u in units.candidates(fact) if (v := units.convert(fact, value, u)) and _fits(v, low, high)]
    return others[0] if len(others) == 1 else value
