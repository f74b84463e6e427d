"""The most that may be taken in a day: "max 8 in 24 hours", "up to 4 a day", "no more than 4 g/day".

A limit caps what the other words of a dose leave open; alone it is itself the dose.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from curbside.case.how_often import HowOften, count_at
from curbside.case.model import Interval

_LEADS = (
    ("up", "to"), ("max",), ("maximum",), ("no", "more", "than"), ("not", "more", "than"), ("not", "to", "exceed"),
    ("not", "exceeding"), ("not", "exceed"), ("don't", "exceed"), ("limit",), ("never", "more", "than"),
)  # fmt: skip
_OPENS = frozenset(lead[0] for lead in _LEADS)
_FILL = frozenset("of dose daily total is . : = at".split())
_COUNTED = frozenset("times time x × doses / tablet tablets tab tabs pills capsules caps".split())
_TAKEN = frozenset("titrated increased uptitrated built went gone worked taken brought put back now".split())
"""Before "up to 600 mg" these tell of the dose that was reached, not of the most that is allowed."""


class Limit(NamedTuple):
    """`value` a day, in `unit`: tablets (or doses) where it is empty.  `is_range` where "up to" said it."""

    first: int
    last: int
    value: float
    unit: str
    is_range: bool


def limits(
    words: Sequence[str], start: int, often: HowOften, unit_at: Callable[[Sequence[str], int], tuple[str, int] | None]
) -> list[Limit]:
    """Every limit behind token `start`."""
    if _OPENS.isdisjoint(words[start:]):
        return []
    found = (_limit(words, at, often, unit_at) for at in range(start, len(words)) if words[at] in _OPENS)
    return [limit for limit in found if limit is not None]


def _limit(
    words: Sequence[str], at: int, often: HowOften, unit_at: Callable[[Sequence[str], int], tuple[str, int] | None]
) -> Limit | None:
    lead = next((lead for lead in _LEADS if tuple(words[at : at + len(lead)]) == lead), None)
    if lead is None or (at and words[at - 1] in _TAKEN):
        return None
    on = at + len(lead)
    while on < len(words) and words[on] in _FILL:
        on += 1
    count = count_at(words, on)
    if count is None:
        return None
    unit, on = unit_at(words, count.stop) or ("", count.stop)
    while on < len(words) and words[on] in _COUNTED and often.day_behind(words, on) is None:
        on += 1
    end = often.day_behind(words, on)
    is_count = unit in ("", "tablet", "capsule")
    if end is None and not is_count and lead[0] != "up":
        end = on
    return Limit(at, end, count.high, "" if is_count else unit, lead[0] == "up") if end is not None else None


def capped(per_day: Interval | None, most: float, *, is_open: bool, is_range: bool) -> Interval:
    """Times a day under a limit of times.

    Only what is left open ("as needed", "every 4 to 6 hours") is capped: who takes a dose every two hours takes more
    than the box allows.  Where no times are told, as many as the limit allows; "up to" may also tell of more of them.
    """
    if per_day is None:
        return Interval(0.0, most)
    if is_open and most >= 1:
        return Interval(min(per_day.low, most), min(per_day.high, most))
    return Interval(per_day.low, max(per_day.high, most)) if is_range and most >= 1 else per_day
