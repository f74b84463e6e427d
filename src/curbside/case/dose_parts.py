"""The parts of a dose as they stand in the text: amounts, frequencies, routes, forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from curbside.case.layout import Page
from curbside.case.model import Interval
from curbside.case.phrases import Phrases, longest
from curbside.case.tokens import TOKEN
from curbside.case.units import number_at

COUNTED = ("tablet", "capsule", "patch", "puff", "drop", "spray")
_NUMBER_WORDS = {"one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "half": 0.5, "a": 1.0}
_NO_AMOUNT = frozenset("week weeks days day month months years year / x st th % hours hour".split())
_LARGEST = 20_000
_LOOK_BACK = 2
"""Tokens before the room that say how its first number is meant: "up to"."""
_MOST_PATCHES = 2
"""A larger number before "patch" is its rate, without a unit ("Butec 10 patch"), not a number of patches."""
_YEARS = (1900, 2100)


class Amount(NamedTuple):
    """A number with the unit it was given, empty when it has none."""

    first: int
    last: int
    value: Interval
    unit: str = ""


class Frequency(NamedTuple):
    """How often: `kind` is per_day (a number or a range) or hours (between administrations)."""

    first: int
    last: int
    kind: str
    name: str


@dataclass(slots=True)
class Parts:
    """What stands in the room of one medicine, from left to right."""

    amounts: list[Amount] = field(default_factory=list)
    bare: list[Amount] = field(default_factory=list)
    frequencies: list[Frequency] = field(default_factory=list)
    routes: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    prn: bool = False

    def moved(self, by: int) -> Parts:
        """The same parts, their places counted from a token that many before."""
        return Parts(
            [a._replace(first=a.first + by, last=a.last + by) for a in self.amounts],
            [b._replace(first=b.first + by, last=b.last + by) for b in self.bare],
            [f._replace(first=f.first + by, last=f.last + by) for f in self.frequencies],
            self.routes,
            self.forms,
            self.prn,
        )


class PartsReader:
    """Reads parts by the words of `knowledge/reading/medicines.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._units = {tuple(TOKEN.findall(w)): unit for unit, words in table["units"].items() for w in words}
        self._phrases = Phrases()
        for kind in ("forms", "routes", "per_day", "hours"):
            for name, words in table[kind].items():
                for phrase in words:
                    self._phrases.add(TOKEN.findall(phrase.lower()), (kind, name))
        for phrase in table["prn"]:
            self._phrases.add(TOKEN.findall(phrase.lower()), ("prn", "prn"))
        self._phrases.compile()

    def read(self, page: Page, name: tuple[int, int], room: tuple[int, int]) -> Parts:
        """The parts in the tokens of `room` around the medicine named by the tokens of `name`."""
        parts = Parts()
        start = max(room[0] - _LOOK_BACK, 0)
        words = page.words[start : room[1]]
        own = name[0] - start, name[1] - start
        limits, taken = _limits(words, own[1])
        taken |= self._named(page, (name, room), parts, {at + start for at in taken}, start)
        parts.frequencies.extend(limits)
        at = room[0] - start
        while at < len(words):
            at = own[1] if at == own[0] else self._number(words, at, own, parts, taken)
        return parts.moved(start)

    def _named(
        self, page: Page, places: tuple[tuple[int, int], tuple[int, int]], parts: Parts, used: set[int], start: int
    ) -> set[int]:
        """Frequencies behind the name; routes and forms on both sides; places counted from token `start`."""
        name, room = places
        taken: set[int] = set()
        for found in longest(self._phrases.find(page.coded_part(*room))):
            first, last = found.first + room[0], found.last + room[0]
            is_before = last <= name[0]
            if (first < name[1] and last > name[0]) or (is_before and not _is_shape(found.meant)):
                continue
            if not used.isdisjoint(range(first, last)):
                continue
            own = range(first, last)
            taken.update(at - start for at in own if number_at(page.words[at]) is None or not is_before)
            for kind, value in found.meant:
                _keep(parts, kind, value, first - start, last - start)
        return taken

    def _number(self, words: list[str], at: int, name: tuple[int, int], parts: Parts, taken: set[int]) -> int:
        """Take what begins at a token; the token after it."""
        low = number_at(words[at])
        if at in taken or low is None:
            return self._number_word(words, at, parts) if low is None and at not in taken else at + 1
        if low > _LARGEST:
            return at + 1
        high, stop = _range(words, at, low)
        if at >= 2 and list(words[at - 2 : at]) == ["up", "to"]:
            low = 0.0
        unit = self._unit(words, stop)
        if unit is not None:
            is_rate = words[stop] == "patch" and low > _MOST_PATCHES
            parts.amounts.append(Amount(at, unit[1], Interval(low, high), "" if is_rate else unit[0]))
            return unit[1]
        if at < name[0]:
            if stop == name[0]:
                parts.amounts.append(Amount(at, stop, Interval(low, high), "tablet"))
            return stop
        return self._without_unit(words, (at, stop), name[1], Interval(low, high), parts)

    def _number_word(self, words: list[str], at: int, parts: Parts) -> int:
        number = _NUMBER_WORDS.get(words[at])
        if number is None or at + 1 >= len(words):
            return at + 1
        unit = self._unit(words, at + 1)
        if unit is not None:
            parts.amounts.append(Amount(at, unit[1], Interval.point(number), unit[0]))
            return unit[1]
        if words[at] != "a" and number_at(words[at + 1]) is not None:
            parts.amounts.append(Amount(at, at + 1, Interval.point(number), "tablet"))
        return at + 1

    def _without_unit(
        self, words: list[str], place: tuple[int, int], name_end: int, value: Interval, parts: Parts
    ) -> int:
        at, stop = place
        series = _slashes(words, at)
        if len(series) >= 3:
            for one in series:
                parts.amounts.append(Amount(one, one + 1, Interval.point(number_at(words[one]) or 0.0)))
                parts.frequencies.append(Frequency(one, one + 1, "per_day", "1"))
            return series[-1] + 1
        if len(series) == 2 and at > name_end + 1:
            return stop + 2
        if len(series) == 2:
            unit = self._unit(words, stop + 2) or ("mg", stop + 2)
            parts.amounts.append(Amount(at, unit[1], value, unit[0]))
            return unit[1]
        is_year = value.is_point and _YEARS[0] <= value.low <= _YEARS[1]
        if not is_year and not (stop < len(words) and words[stop] in _NO_AMOUNT):
            parts.bare.append(Amount(at, stop, value))
        return stop

    def _unit(self, words: list[str], at: int) -> tuple[str, int] | None:
        """The unit at a token and the token after it; a concentration ("mg/5 mL") is one unit."""
        if at < len(words) and words[at] == "x":
            at += 1
        for length in (3, 2, 1):
            unit = self._units.get(tuple(words[at : at + length])) if at + length <= len(words) else None
            if unit is not None:
                after = at + length
                if (
                    list(words[after : after + 1]) == ["/"]
                    and words[after + 2 : after + 3]
                    and words[after + 2] in ("ml", "mls")
                ):
                    return f"{unit}/{words[after + 1]}mL", after + 3
                return unit, after
        return None


def _limits(words: list[str], start: int) -> tuple[list[Frequency], set[int]]:
    """Limits of times and their tokens: "up to 4 a day", "max 8/day"."""
    limits: list[Frequency] = []
    taken: set[int] = set()
    for at in range(start, len(words) - 2):
        number = at + 2 if words[at] == "up" and words[at + 1] == "to" else at + 1
        if number == at + 1 and words[at] not in ("max", "maximum"):
            continue
        if number_at(words[number]) is None:
            continue
        last = number + 1
        while last < len(words) and words[last] in ("a", "per", "/", "times", "x"):
            last += 1
        if last < len(words) and words[last] in ("day", "daily"):
            limits.append(Frequency(at, last + 1, "per_day", f"0..{words[number]}"))
            taken.update(range(at, last + 1))
    return limits, taken


def _is_shape(meant: Sequence[tuple[str, str]]) -> bool:
    return any(kind in ("forms", "routes") for kind, _ in meant)


def _keep(parts: Parts, kind: str, value: str, first: int, last: int) -> None:
    match kind:
        case "prn":
            parts.prn = True
        case "forms":
            parts.forms.append(value)
        case "routes":
            parts.routes.append(value)
        case _:
            parts.frequencies.append(Frequency(first, last, kind, value))


def _range(words: list[str], at: int, low: float) -> tuple[float, int]:
    """The upper end of "1-2" or "1 to 2" and the token after it."""
    if at + 2 < len(words) + 0 and words[at + 1] in ("-", "to"):
        high = number_at(words[at + 2]) or _NUMBER_WORDS.get(words[at + 2])
        if high and low <= high <= _LARGEST:
            return high, at + 3
    return low, at + 1


def _slashes(words: list[str], at: int) -> list[int]:
    """The places of the numbers of "300/300/600"."""
    places = [at]
    while at + 2 < len(words) and words[at + 1] == "/" and number_at(words[at + 2]) is not None:
        at += 2
        places.append(at)
    return places
