"""Quantities: a number as written, with its unit, and its value in the unit of a fact.

A value without a unit is taken only when exactly one known unit makes it plausible.
A value outside the plausible range is refused with the reason; it is never clipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from curbside.case.layout import Page
from curbside.case.model import Interval
from curbside.case.units import Unit, Units, number_at
from curbside.knowledge.model import Fact

_JOINS = frozenset({"-", "to"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written: its tokens, its interval, its unit, the part after a slash, and what it is out of."""

    first: int
    last: int
    value: Interval
    unit: Unit | None = None
    over: float | None = None
    is_grade: bool = False
    """Said to be a grade, without what it is out of ("MRC 4")."""


def _compound(words: Sequence[str], at: int, units: Units) -> Quantity | None:
    """Two numbers for one measure: 5'6", 5 ft 6 in, 12 st 4 lb."""
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


def quantity_at(page: Page, at: int, units: Units) -> Quantity | None:
    """The quantity whose number stands at token `at`."""
    words = page.words
    compound = _compound(words, at, units)
    if compound is not None:
        return compound
    low = number_at(words[at]) if at < len(words) else None
    if low is None:
        return None
    last, high, over = at + 1, low, None
    if (
        last + 1 < len(words)
        and words[last] in _JOINS
        and (following := number_at(words[last + 1])) is not None
        and following > low
    ):
        high, last = following, last + 2
    if last < len(words) and words[last] in ("+", "-") and last + 1 < len(words) and words[last + 1] == "/":
        last += 1
    if last + 1 < len(words) and words[last] == "/" and number_at(words[last + 1]) is not None:
        over, last = number_at(words[last + 1]), last + 2
    elif last + 2 < len(words) and words[last : last + 2] == ["out", "of"] and number_at(words[last + 2]) is not None:
        over, last = number_at(words[last + 2]), last + 3
    unit = units.at(words, last) if over is None else None
    if unit is not None:
        return Quantity(at, unit[1], Interval(low, high), unit[0], over)
    return Quantity(at, last, Interval(low, high), None, over)


def value_of(fact: Fact, quantity: Quantity, units: Units) -> tuple[Interval | None, str]:
    """The value in the unit of the fact, or why it cannot be used; neither when it is another measurement."""
    assert fact.range is not None
    low, high = fact.range
    if quantity.value == Interval(low, high) and low == 0:
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
