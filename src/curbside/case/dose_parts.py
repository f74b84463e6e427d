"""The parts of a dose as they stand in the text: amounts, frequencies, routes, forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from curbside.case.dose_limits import limits
from curbside.case.dose_marks import (
    SIGNS,
    Amount,
    Parts,
    at_night,
    clocks,
    is_counted,
    is_one_day,
    is_supply,
)
from curbside.case.dose_times import days_told
from curbside.case.how_often import IN_WORDS, Frequency, HowOften
from curbside.case.model import Interval
from curbside.case.page import Page
from curbside.case.phrases import Phrases, longest
from curbside.case.tokens import TOKEN
from curbside.case.units import number_at

MILLIGRAMS = {"g": 1000.0, "mg": 1.0, "mcg": 0.001}
"""Milligrams in one of each unit of mass."""
COUNTED = ("tablet", "capsule", "patch", "puff", "drop", "spray")
_NUMBER_WORDS = IN_WORDS | {"half": 0.5, "a": 1.0}
_BARE_ENDS = frozenset(", . ; : ) ( + & - and or to then with in plus at for".split())
"""What may stand behind a dose without a unit; any other word names what is counted: "3 falls", "71 kg"."""
_LOOSE = frozenset(("mL", "%", "mmol", "units"))
"""Units of results and drinks as well as of doses: taken only where nothing else stands between them and the name."""
_LINKS = frozenset(
    "of at a the an in to dose doses takes take taking took now then with and or for up about was is "
    "given gave had strength total only".split()
)
_PER = frozenset(("day", "d", "24", "dose", "tablet", "tab", "cap", "capsule", "night", "week", "wk", "month"))
"""What a dose may be told for; "per" anything else is a concentration, a rate or a weight."""
_COURSES = ("7", "52", "12", "24")
"""Denominators of "3/7" and "2/52", which are lengths of time."""
_SCORES = ("5", "10")
_LARGEST = 20_000
_LOOK_BACK = 2
"""Tokens before the room that say how its first number is meant: "up to"."""
_MOST_PATCHES = 2
"""A larger number before "patch" is its rate, without a unit ("Butec 10 patch"), not a number of patches."""
_YEARS = (1900, 2100)
_NEAR_SHARE = 2
_AT_ONCE = (["to", "be", "taken"], ["at", "a", "time"], ["at", "once"], ["each", "time"], ["together"], ["of", "them"])
"""Behind a number these tell that it counts tablets."""
_REACHED = frozenset("titrated increased uptitrated built went gone worked taken brought put back now".split())
"""Before "up to 600 mg" these tell of the dose that was reached, not of the most that is allowed."""
_MOST_AT_ONCE = 8
"""More tablets than these behind "x" or before "supplied" are those of a box."""


class PartsReader:
    """Reads parts by the words of `knowledge/reading/medicines.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._units = {tuple(TOKEN.findall(w)): unit for unit, words in table["units"].items() for w in words}
        self._often = HowOften(table["often"])
        self._phrases = Phrases()
        for kind in ("forms", "routes", "per_day", "hours"):
            for name, words in table[kind].items():
                for phrase in words:
                    self._phrases.add(TOKEN.findall(phrase.lower()), (kind, name))
        for phrase in table["prn"]:
            self._phrases.add(TOKEN.findall(phrase.lower()), ("prn", "prn"))
        self._made_of = dose_words(table) | SIGNS
        self._links = self._made_of | _LINKS

    def read(self, page: Page, name: tuple[int, int], room: tuple[int, int]) -> Parts:
        """The parts in the tokens of `room` around the medicine named by the tokens of `name`."""
        parts = Parts()
        start = max(room[0] - _LOOK_BACK, 0)
        words = page.words[start : room[1]]
        own = name[0] - start, name[1] - start
        parts.limits = limits(words, own[1], self._often, self._unit)
        taken = {at for limit in parts.limits for at in range(limit.first, limit.last)}
        often = [f for f in self._often.find(words) if f.first >= room[0] - start and _is_free(f, own, taken, words)]
        parts.frequencies.extend(often)
        taken.update(at for f in often for at in range(f.first, f.last))
        taken |= self._named(page, (name, room), parts, {at + start for at in taken}, start)
        taken |= clocks(page, start, words, parts, own[0]) | days_told(words)
        nights = at_night(page, start, words, self._units)
        parts.frequencies.extend(nights)
        taken.update(night.first for night in nights)
        parts.frequencies.sort(key=lambda f: f.first)
        parts.prn = parts.prn or any(limit.is_range and not limit.unit for limit in parts.limits)
        at = room[0] - start
        while at < len(words):
            if at == own[0]:
                at = own[1]
            elif number_at(words[at]) is None and words[at] not in _NUMBER_WORDS:
                at += 1
            else:
                at = self._number(words, at, own, parts, taken)
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
            is_elsewhere = is_before and not _is_shape(found.meant) and page.words[last] != "of"
            if (first < name[1] and last > name[0]) or is_elsewhere:
                continue
            if not used.isdisjoint(range(first, last)) or is_one_day(page.words, first, last):
                continue
            if page.words[first - 1 : first] and page.words[first - 1] in self._often.numberless:
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
            return self._number_word(words, at, parts, taken | {name[0]}) if low is None and at not in taken else at + 1
        if low > _LARGEST:
            return at + 1
        is_of_each = self._is_of_each(words, at)
        high, stop = (low, at + 2) if is_of_each else _range(words, at, low)
        if at > name[1] and words[at - 1] == "by":
            return stop
        if at >= 2 and list(words[at - 2 : at]) == ["up", "to"] and _REACHED.isdisjoint(words[max(at - 3, 0) : at]):
            low = 0.0
        unit = ("tablet", stop) if is_of_each else self._unit(words, stop)
        if unit is not None and not self._is_dose(words, (at, unit[1]), unit[0], name):
            return unit[1]
        if unit is not None and unit[0] in COUNTED and low > _MOST_AT_ONCE and is_supply(words, at, unit[1]):
            return unit[1]
        if unit is not None:
            is_rate = words[stop] == "patch" and low > _MOST_PATCHES
            parts.amounts.append(Amount(at, unit[1], Interval(low, high), "" if is_rate else unit[0]))
            return unit[1]
        if at < name[0]:
            if stop == name[0]:
                form = self._unit(words, name[1])
                counted = form[0] if form is not None and form[0] in COUNTED else "tablet"
                parts.amounts.append(Amount(at, stop, Interval(low, high), counted))
            return stop
        return self._without_unit(words, (at, stop), name[1], Interval(low, high), (parts, taken))

    def _is_of_each(self, words: list[str], at: int) -> bool:
        """Whether a number counts what is weighed behind it: the 4 of "4 x 500 mg"."""
        if words[at + 1 : at + 2] not in (["x"], ["×"]) or at + 2 >= len(words) or number_at(words[at + 2]) is None:
            return False
        unit = self._unit(words, at + 3)
        return unit is not None and unit[0] not in COUNTED

    def _is_dose(self, words: list[str], place: tuple[int, int], unit: str, name: tuple[int, int]) -> bool:
        """Whether a number with a unit is a dose: no clearance ("45 mL/min"), no level, no share of relief."""
        at, end = place
        if words[end : end + 1] in (["/"], ["per"]) and end + 1 < len(words) and words[end + 1] not in _PER:
            return False
        between = words[end : name[0]] if at < name[0] else words[name[1] : at]
        if unit == "%":
            return len(between) <= _NEAR_SHARE and all(word in self._made_of for word in between)
        return unit not in _LOOSE or all(word in self._links or number_at(word) is not None for word in between)

    def _number_word(self, words: list[str], at: int, parts: Parts, taken: set[int]) -> int:
        number = _NUMBER_WORDS.get(words[at])
        if number is None or at + 1 >= len(words):
            return at + 1
        is_half_of_one = words[at] == "half" and words[at + 1] in ("a", "an")
        unit = self._unit(words, at + 1 + is_half_of_one)
        if unit is not None:
            parts.amounts.append(Amount(at, unit[1], Interval.point(number), unit[0]))
            return unit[1]
        is_at_once = any(words[at + 1 : at + 1 + len(said)] == said for said in _AT_ONCE)
        if words[at] != "a" and (number_at(words[at + 1]) is not None or at + 1 in taken or is_at_once):
            parts.amounts.append(Amount(at, at + 1, Interval.point(number), "tablet"))
        return at + 1

    def _without_unit(
        self, words: list[str], place: tuple[int, int], name_end: int, value: Interval, kept: tuple[Parts, set[int]]
    ) -> int:
        at, stop = place
        parts, taken = kept
        is_behind_comma = "," in words[name_end:at]
        series = _slashes(words, at)
        if len(series) >= 3:
            for one in series:
                parts.amounts.append(Amount(one, one + 1, Interval.point(number_at(words[one]) or 0.0)))
                parts.frequencies.append(Frequency(one, one + 1, "per_day", "1"))
            return series[-1] + 1
        if len(series) == 2 and (at > name_end + 1 or is_behind_comma or _is_fraction(words, series, taken)):
            return stop + 2
        if len(series) == 2:
            unit = self._unit(words, stop + 2) or ("mg", stop + 2)
            parts.amounts.append(Amount(at, unit[1], value, unit[0]))
            return unit[1]
        is_year = value.is_point and _YEARS[0] <= value.low <= _YEARS[1]
        if stop < len(words) and stop not in taken and number_at(words[stop]) is not None:
            return stop + 1
        ends = stop >= len(words) or stop in taken or words[stop] in _BARE_ENDS
        is_count = is_behind_comma and is_counted(parts, at, stop, value)
        if ends and not is_year and (is_count or not is_behind_comma):
            parts.bare.append(Amount(at, stop, value))
        return stop

    def _unit(self, words: Sequence[str], at: int) -> tuple[str, int] | None:
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


def dose_words(table: Mapping[str, Any]) -> frozenset[str]:
    """Every word of which doses are made."""
    phrases = [
        phrase
        for kind in ("forms", "routes", "per_day", "hours", "units")
        for p in table[kind].values()
        for phrase in p
    ]
    return frozenset(word for phrase in (*phrases, *table["prn"]) for word in TOKEN.findall(phrase.lower()))


def _is_fraction(words: list[str], series: list[int], taken: set[int]) -> bool:
    """Whether two numbers are a length of time ("3/7") or a score ("7/10") and no strengths of a product."""
    below = words[series[-1]]
    return below in _COURSES or (below in _SCORES and series[-1] + 1 not in taken)


def _is_free(frequency: Frequency, name: tuple[int, int], taken: Set[int], words: Sequence[str]) -> bool:
    """Whether a frequency may be of the medicine: it stands behind the name, or before it in "8 times a day of"."""
    if frequency.first < name[1]:
        return frequency.last < name[0] and words[frequency.last] == "of"
    return taken.isdisjoint(range(frequency.first, frequency.last))


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
