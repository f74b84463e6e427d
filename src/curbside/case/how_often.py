"""How often a dose is taken, where a number says it: "8 times a day", "every 2 hours", "3-hourly", "in 24 hours".

Fixed words for it ("bd", "mane", "weekly") stand in `knowledge/reading/medicines.yaml`; so do those of which
the phrases with a number are made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from curbside.case.time_words import WORDS
from curbside.case.units import number_at

_TO = frozenset(("-", "to", "or"))
_BY_WORD = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_ROMAN = {"ii": 2.0, "iii": 3.0, "dozen": 12.0}
IN_WORDS = {word: float(number) for word, number in WORDS.items() if word not in ("a", "an")} | _BY_WORD | _ROMAN
_TWENTY_FOUR = (["twenty", "four"], ["twenty", "-", "four"])
_DAY_HOURS = 24.0
_MOST_A_DAY = 48
_OTHER = "other"
_AND = frozenset(("and", "&", "+", "/"))


class Frequency(NamedTuple):
    """How often: `kind` is per_day (a number or a range) or hours (between administrations)."""

    first: int
    last: int
    kind: str
    name: str


class Count(NamedTuple):
    """A number or a range, and the token after it."""

    low: float
    high: float
    stop: int


def count_at(words: Sequence[str], at: int) -> Count | None:
    """The number or range that begins at a token, in figures or in words: "8", "four to six", "6 (six)"."""
    low = _one(words, at)
    if low is None:
        return None
    high = _one(words, at + 2) if words[at + 1 : at + 2] and words[at + 1] in _TO else None
    if high is not None and low <= high:
        return Count(low, high, at + 3)
    is_repeated = list(words[at + 1 : at + 2]) == ["("] and list(words[at + 3 : at + 4]) == [")"]
    return Count(low, low, at + 4 if is_repeated and _one(words, at + 2) == low else at + 1)


def _one(words: Sequence[str], at: int) -> float | None:
    if at >= len(words):
        return None
    number = number_at(words[at])
    return number if number is not None else IN_WORDS.get(words[at])


class HowOften:
    """Finds frequencies with a number by the words under `often`."""

    def __init__(self, table: Mapping[str, Sequence[str]]) -> None:
        self._times = frozenset(table["times"])
        self._per = frozenset(table["per"])
        self._day = frozenset(table["day"])
        self._every = frozenset(table["every"])
        self._hour = frozenset(table["hour"])
        self._hourly = frozenset(table["hourly"])
        self._apart = frozenset(table["apart"])
        self._parts_of_day = {word: name for name in table["parts"] for word in name.split("/")}
        self._joins = frozenset(table["joins"])
        self._behind_parts = frozenset(table["behind_parts"])
        self.numberless = self._times
        """Before "a day" these tell that a number was meant: "several times a day" is not once."""
        self._opens = self._times | self._every | self._hourly | self._per | self._parts_of_day.keys() | self._hour

    def find(self, words: Sequence[str]) -> list[Frequency]:
        """Every frequency in these words, from left to right; places count from the first of them."""
        if self._opens.isdisjoint(words):
            return []
        found: list[Frequency] = []
        at = 0
        while at < len(words):
            one = self._counted(words, at) or self._hours_apart(words, at) or self._day_by_its_parts(words, at)
            if one is not None:
                found.append(one)
            at = one.last if one is not None else at + 1
        return found

    def _counted(self, words: Sequence[str], at: int) -> Frequency | None:
        """ "8 times a day", "x8 a day", "8x/day", "twice in 24 hours"; "in 24 hours" alone is once."""
        if words[at] in self._per:
            end = self._whole_day(words, at)
            return Frequency(at, end, "per_day", "1") if end is not None else None
        is_behind = words[at] in self._times and at + 1 < len(words)
        count = count_at(words, at + is_behind)
        if count is None or not 0 < count.low <= count.high <= _MOST_A_DAY:
            return None
        is_told = is_behind or words[count.stop - 1] in _BY_WORD
        stop = count.stop
        if stop < len(words) and words[stop] in self._times:
            is_told, stop = True, stop + 1
        end = self.day_behind(words, stop) if is_told else None
        return _a_day(at, end, count.low, count.high) if end is not None else None

    def _hours_apart(self, words: Sequence[str], at: int) -> Frequency | None:
        """ "every 4-6 hours", "q3h", "hourly", "2-hourly", "4 hours apart"."""
        is_every = words[at] in self._every
        if words[at] in self._hourly:
            return _every(at, at + 1, 1.0, 1.0)
        on = at + is_every
        if is_every and words[on : on + 1] == [_OTHER] and self._is_hour(words, on + 1):
            return _every(at, on + 2, 2.0, 2.0)
        if is_every and self._is_hour(words, on):
            return _every(at, on + 1, 1.0, 1.0)
        count = count_at(words, on)
        if count is None or count.low <= 0:
            return None
        stop = count.stop + (words[count.stop : count.stop + 1] == ["-"])
        if not self._is_hour(words, stop):
            return None
        is_told = is_every or words[stop] in self._hourly or not self._apart.isdisjoint(words[stop + 1 : stop + 2])
        return _every(at, stop + 1, count.low, count.high) if is_told else None

    def _day_by_its_parts(self, words: Sequence[str], at: int) -> Frequency | None:
        """ "morning, noon and night" is three times a day."""
        named: list[str] = []
        stop, on, joined = at, at, ""
        while on < len(words) and words[on] in self._parts_of_day:
            if self._parts_of_day[words[on]] in named:
                return None
            named.append(self._parts_of_day[words[on]])
            stop, on, between = on + 1, on + 1, ""
            while on < len(words) and words[on] in self._joins:
                between += words[on] if words[on] in _AND else ""
                on += 1
            joined = between if on < len(words) and words[on] in self._parts_of_day else joined
        goes_on = stop < len(words) and words[stop].isalpha() and words[stop] not in self._behind_parts
        is_list = len(named) > 1 and bool(joined) and not goes_on
        return Frequency(at, stop, "per_day", str(len(named))) if is_list else None

    def day_behind(self, words: Sequence[str], at: int) -> int | None:
        """The token behind "a day", "per day", "daily" or "in 24 hours", None where none begins at `at`."""
        if words[at : at + 1] and words[at] in self._day:
            return at + 1
        whole = self._whole_day(words, at)
        if whole is not None:
            return whole
        on = at
        while on < len(words) and words[on] in self._per and on < at + 2:
            on += 1
        return on + 1 if on > at and words[on : on + 1] and words[on] in self._day else None

    def _whole_day(self, words: Sequence[str], at: int) -> int | None:
        """The token behind "in 24 hours", "/24h"."""
        on = at
        while on < len(words) and words[on] in self._per and on < at + 2:
            on += 1
        spelt = next((len(said) for said in _TWENTY_FOUR if list(words[on : on + len(said)]) == said), 0)
        stop = on + (spelt or 1)
        is_day = on > at and (spelt or _one(words, on) == _DAY_HOURS) and self._is_hour(words, stop)
        return stop + 1 if is_day else None

    def _is_hour(self, words: Sequence[str], at: int) -> bool:
        return at < len(words) and words[at] in self._hour


def _a_day(first: int, last: int, low: float, high: float) -> Frequency:
    return Frequency(first, last, "per_day", f"{low:g}" if low == high else f"{low:g}..{high:g}")


def _every(first: int, last: int, low: float, high: float) -> Frequency:
    """One dose in so many hours: by the day where that is once or more, by hours where it is less."""
    if high > _DAY_HOURS:
        return Frequency(first, last, "hours", f"{low:g}")
    return _a_day(first, last, round(_DAY_HOURS / high, 4), round(_DAY_HOURS / low, 4))
