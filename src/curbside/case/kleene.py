"""Strong Kleene logic: yes, no and unknown (`None`), over truths and over numbers known as spans.

`docs/spec/logic.md` is the definition; its tables are the tests of this module.
"""

from __future__ import annotations

from collections.abc import Iterable

from curbside.case.model import Interval
from curbside.knowledge.conditions import Operator

Kleene = bool | None
"""True, False, or None for unknown."""


def all_of(truths: Iterable[Kleene]) -> Kleene:
    """No if any is no; else unknown if any is unknown; else yes."""
    unknown = False
    for truth in truths:
        if truth is False:
            return False
        unknown |= truth is None
    return None if unknown else True


def any_of(truths: Iterable[Kleene]) -> Kleene:
    """Yes if any is yes; else unknown if any is unknown; else no."""
    unknown = False
    for truth in truths:
        if truth is True:
            return True
        unknown |= truth is None
    return None if unknown else False


def at_least(n: int, truths: Iterable[Kleene]) -> Kleene:
    """Yes once `n` are yes; no once fewer than `n` could still be; else unknown."""
    held = list(truths)
    certain = sum(truth is True for truth in held)
    open_ = sum(truth is None for truth in held)
    if certain >= n:
        return True
    return None if certain + open_ >= n else False


def negate(truth: Kleene) -> Kleene:
    return None if truth is None else not truth


def compare(value: Interval, op: Operator, limit: float) -> Kleene:
    """Whether every number of the interval, none, or only some stand in the relation to the limit."""
    match op:
        case ">=":
            return _at_or_above(value, limit)
        case "<":
            return negate(_at_or_above(value, limit))
        case ">":
            return _above(value, limit)
        case "<=":
            return negate(_above(value, limit))
        case "==":
            return True if value == Interval.point(limit) else (None if _holds(value, limit) else False)


def _at_or_above(value: Interval, limit: float) -> Kleene:
    if value.low >= limit:
        return True
    return False if value.high < limit or (value.high == limit and value.high_open) else None


def _above(value: Interval, limit: float) -> Kleene:
    if value.low > limit or (value.low == limit and value.low_open):
        return True
    return False if value.high <= limit else None


def _holds(value: Interval, limit: float) -> bool:
    above = value.low < limit or (value.low == limit and not value.low_open)
    below = value.high > limit or (value.high == limit and not value.high_open)
    return above and below


def minus(a: Interval, b: Interval) -> Interval:
    """All differences of a number of `a` and a number of `b`."""
    return Interval(a.low - b.high, a.high - b.low, a.low_open or b.high_open, a.high_open or b.low_open)
