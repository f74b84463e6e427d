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
_BARE_ENDS = frozenset(", . ; : ) ( + & - and or to then with in plus at for".split())
"""What may stand behind a dose without a unit; any other word names what is counted: "3 falls", "71 kg"."""
_LOOSE = frozenset(("mL", "%", "mmol", "units"))
"""Units of results and drinks as well as of doses: taken only where nothing else stands between them and the name."""
_SIGNS = frozenset(", . : ; ( ) - +".split())
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
_REACHED = frozenset("titrated increased uptitrated built went gone worked taken brought put back now".split())
"""Before "up to 600 mg" these tell of the dose that was reached, not of the most that is allowed."""
_ONCE = frozenset("got had given gave took received".split())
_AT = frozenset("at @ by around about until till since".split())
_SUPPLIED = frozenset("supplied supply dispensed disp left remaining".split())
_MOST_AT_ONCE = 8
"""More tablets than these behind "x" or before "supplied" are those of a box."""
_MOST_BEHIND_COMMA = 4
_A_DAY = frozenset("a per / times x tablet tablets tab tabs pills capsules caps".split())


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
        self._made_of = dose_words(table) | _SIGNS
        self._links = self._made_of | _LINKS

    def read(self, page: Page, name: tuple[int, int], room: tuple[int, int]) -> Parts:
        """The parts in the tokens of `room` around the medicine named by the tokens of `name`."""
        parts = Parts()
        start = max(room[0] - _LOOK_BACK, 0)
        words = page.words[start : room[1]]
        own = name[0] - start, name[1] - start
        limits, taken = _limits(words, own[1])
        taken |= self._named(page, (name, room), parts, {at + start for at in taken}, start)
        taken |= _clocks(page, start, words, parts, own[0])
        parts.frequencies.extend(_at_night(page, start, words, self._units))
        parts.frequencies.extend(limits)
        parts.prn = parts.prn or any(words[limit.first] == "up" for limit in limits)
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
            return self._number_word(words, at, parts, taken | {name[0]}) if low is None and at not in taken else at + 1
        if low > _LARGEST:
            return at + 1
        high, stop = _range(words, at, low)
        if at > name[1] and words[at - 1] == "by":
            return stop
        if at >= 2 and list(words[at - 2 : at]) == ["up", "to"] and _REACHED.isdisjoint(words[max(at - 3, 0) : at]):
            low = 0.0
        unit = self._unit(words, stop)
        if unit is not None and not self._is_dose(words, (at, unit[1]), unit[0], name):
            return unit[1]
        if unit is not None and unit[0] in COUNTED and low > _MOST_AT_ONCE and _is_supply(words, at, unit[1]):
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
        unit = self._unit(words, at + 1)
        if unit is not None:
            parts.amounts.append(Amount(at, unit[1], Interval.point(number), unit[0]))
            return unit[1]
        if words[at] != "a" and (number_at(words[at + 1]) is not None or at + 1 in taken):
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
        if stop < len(words) and number_at(words[stop]) is not None:
            return stop + 1
        ends = stop >= len(words) or stop in taken or words[stop] in _BARE_ENDS
        is_count = is_behind_comma and _is_counted(parts, at, stop, value)
        if ends and not is_year and (is_count or not is_behind_comma):
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


def _clocks(page: Page, start: int, words: list[str], parts: Parts, name: int) -> set[int]:
    """Numbers that tell an hour: "at 8pm", "8:30"; what was got at an hour was got once."""
    hours: set[int] = set()
    for at in range(len(words) - 1):
        if number_at(words[at]) is None:
            continue
        is_clock = words[at + 1] in ("am", "pm") and (page.touches(start + at) or words[at - 1 : at] in ([w] for w in _AT))
        if is_clock:
            hours.add(at)
            if not _ONCE.isdisjoint(words[max(name - _LOOK_BACK, 0) : name]):
                parts.frequencies[:] = [f for f in parts.frequencies if f.first != at + 1]
        elif words[at + 1] == ":" and at + 2 < len(words) and number_at(words[at + 2]) is not None:
            hours.update((at, at + 2))
    return hours


def _at_night(
    page: Page, start: int, words: list[str], units: Mapping[tuple[str, ...], str]
) -> Sequence[Frequency]:
    """ "ON", every night, in capitals behind an amount and before the end of its item."""
    return [
        Frequency(at, at + 1, "per_day", "1")
        for at in range(1, len(words))
        if words[at] == "on"
        and (words[at - 1],) in units
        and (at + 1 == len(words) or words[at + 1] in _SIGNS)
        and page.span(start + at, start + at + 1).quote == "ON"
    ]


def _is_supply(words: list[str], at: int, end: int) -> bool:
    """Whether a number of tablets is that of a box: "x10 tabs", "(28 tablets)", "14 caps left"."""
    return words[at - 1 : at] in (["x"], ["#"], ["("]) or words[at] == "x" or not _SUPPLIED.isdisjoint(words[end : end + 1])


def _is_counted(parts: Parts, at: int, stop: int, value: Interval) -> bool:
    """Whether a number behind the comma counts the tablets of the strength before it: "300 mg caps, 2 tds"."""
    is_timed = any(f.first == stop for f in parts.frequencies) and all(f.first >= stop for f in parts.frequencies)
    return is_timed and bool(parts.amounts) and value.high <= _MOST_BEHIND_COMMA and at - parts.amounts[-1].last <= 2


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
        while last < len(words) and words[last] in _A_DAY:
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
