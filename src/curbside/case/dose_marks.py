"""Marks beside a dose: hours of the clock, the most that is allowed, boxes of tablets, "ON" for every night."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from curbside.case.dose_limits import Limit
from curbside.case.how_often import Frequency
from curbside.case.model import Interval
from curbside.case.page import Page
from curbside.case.units import number_at

SIGNS = frozenset(", . : ; ( ) - +".split())
_ONCE = frozenset("got had given gave took received".split())
_BEFORE_NAME = 2
_PARTS_OF_DAY = frozenset("night morning evening am pm".split())
_ONE_DAY = frozenset(
    "last this yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday mon tues wed thurs fri sat "
    "sun".split()
)
_AT = frozenset("at @ by around about until till since".split())
_JOINS = frozenset((",", "and", "&", "+", "/", ";", "-"))
_SUPPLIED = frozenset("supplied supply dispensed disp left remaining".split())
_MOST_BEHIND_COMMA = 30
_REACH_BEHIND_COMMA = 4


class Amount(NamedTuple):
    """A number with the unit it was given, empty when it has none."""

    first: int
    last: int
    value: Interval
    unit: str = ""


@dataclass(slots=True)
class Parts:
    """What stands in the room of one medicine, from left to right."""

    amounts: list[Amount] = field(default_factory=list)
    bare: list[Amount] = field(default_factory=list)
    frequencies: list[Frequency] = field(default_factory=list)
    routes: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    prn: bool = False

    def moved(self, by: int) -> Parts:
        """The same parts, their places counted from a token that many before."""
        return Parts(
            [Amount(a.first + by, a.last + by, a.value, a.unit) for a in self.amounts],
            [Amount(b.first + by, b.last + by, b.value, b.unit) for b in self.bare],
            [Frequency(f.first + by, f.last + by, f.kind, f.name) for f in self.frequencies],
            self.routes,
            self.forms,
            [limit._replace(first=limit.first + by, last=limit.last + by) for limit in self.limits],
            self.prn,
        )


def clocks(page: Page, start: int, words: list[str], parts: Parts, name: int) -> set[int]:
    """Numbers that tell an hour: "at 8pm", "8:30"; what was got at an hour was got once.

    Several hours in a row are as many times a day: "8am, 2pm and 8pm".
    """
    hours: set[int] = set()
    row: list[int] = []
    for at in range(len(words) - 1):
        if number_at(words[at]) is None:
            continue
        is_clock = words[at + 1] in ("am", "pm") and (
            page.touches(start + at) or words[at - 1 : at] in ([w] for w in _AT)
        )
        if is_clock:
            hours.add(at)
            row.append(at)
            if not _ONCE.isdisjoint(words[max(name - _BEFORE_NAME, 0) : name]):
                parts.frequencies[:] = [f for f in parts.frequencies if f.first != at + 1]
        elif words[at + 1] == ":" and at + 2 < len(words) and number_at(words[at + 2]) is not None:
            hours.update((at, at + 2))
    if len(row) > 1 and all(_JOINS.issuperset(words[one + 2 : other]) for one, other in pairwise(row)):
        parts.frequencies[:] = [f for f in parts.frequencies if not row[0] <= f.first <= row[-1] + 1]
        parts.frequencies.append(Frequency(row[0], row[-1] + 2, "per_day", str(len(row))))
    return hours


def is_one_day(words: Sequence[str], first: int, last: int) -> bool:
    """Whether "night" or "morning" is that of one day: "restarted last night", "Monday morning"."""
    before = words[first - 1] if first else ""
    return last == first + 1 and words[first] in _PARTS_OF_DAY and before in _ONE_DAY


def at_night(page: Page, start: int, words: list[str], units: Mapping[tuple[str, ...], str]) -> Sequence[Frequency]:
    """ "ON", every night, in capitals behind an amount and before the end of its item."""
    return [
        Frequency(at, at + 1, "per_day", "1")
        for at in range(1, len(words))
        if words[at] == "on"
        and ((words[at - 1],) in units or number_at(words[at - 1]) is not None)
        and (at + 1 == len(words) or words[at + 1] in SIGNS)
        and page.quote(start + at, start + at + 1) == "ON"
    ]


def is_supply(words: list[str], at: int, end: int) -> bool:
    """Whether a number of tablets is that of a box: "x10 tabs", "(28 tablets)", "14 caps left"."""
    return (
        words[at - 1 : at] in (["x"], ["#"], ["("])
        or words[at] == "x"
        or not _SUPPLIED.isdisjoint(words[end : end + 1])
    )


def is_counted(parts: Parts, at: int, stop: int, value: Interval) -> bool:
    """Whether a number behind the comma counts the tablets of the strength before it: "300 mg caps, 2 tds".

    Behind such a number each further one with a time does: "300 mg caps: 2 mane, 3 nocte".
    """
    times = [frequency.first for frequency in parts.frequencies]
    if stop not in times or not parts.amounts or value.high > _MOST_BEHIND_COMMA:
        return False
    if parts.bare:
        return parts.bare[-1].last in times
    return all(first >= stop for first in times) and at - parts.amounts[-1].last <= _REACH_BEHIND_COMMA
