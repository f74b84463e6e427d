"""The calendar of one text: parts of a date as days before today."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from curbside.case.model import Interval
from curbside.knowledge.model import Region

_AHEAD = re.compile(
    r"\b(?:plan\w*|schedul\w*|book\w*|list(?:ed)?|await\w*|appointment|appt|due|until|till|by|next|follow|f/u|review|will|upcoming"
    r"|expir\w*|expected|clinic|admit|admission|slot|to come|request\w*|for)\b[^\n]*$"
)

Read = tuple[Interval, str, str] | None
"""How long ago, how it is put, and why; see `timing.TimeMention`."""


class Clock:
    """Turns parts of a date into days before today.

    Dates in figures are read in the order of the region, or in the one order that all
    dates of the text allow, when one of them settles it ("24/05/26").
    """

    def __init__(self, today: date, region: Region) -> None:
        self.today = today
        self.month_first = region == "us"

    def settle(self, dates: Iterable[re.Match[str]]) -> None:
        """Take the order of the dates that allow but one, unless they contradict each other."""
        orders = {int(found["b"]) > 12 for found in dates if (int(found["a"]) > 12) != (int(found["b"]) > 12)}
        if len(orders) == 1:
            self.month_first = orders.pop()

    def day(self, year: int, month: int, day: int) -> float | None:
        try:
            return float((self.today - date(year, month, day)).days)
        except ValueError:
            return None

    def month(self, year: int, month: int) -> Interval | None:
        first = self.day(year, month, 1)
        if first is None:
            return None
        last = first - 27 if month == 2 else first - 29
        return Interval(last, first) if last >= 0 or first < 0 else Interval(0, max(first, 0))

    def year(self, year: int) -> Interval | None:
        first, last = self.day(year, 1, 1), self.day(year, 12, 31)
        if first is None or last is None or first < 0:
            return None
        return Interval(max(last, 0), first)


def is_awaited(found: re.Match[str]) -> bool:
    """Whether the words before a date tell of something to come."""
    return _AHEAD.search(found.string, max(found.start() - 60, 0), found.start()) is not None
