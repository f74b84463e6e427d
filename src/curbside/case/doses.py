"""Doses: from "1-2 tabs of 5 mg q4-6h PRN" to amount, strength and times a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from curbside.case.layout import Page
from curbside.case.model import Interval
from curbside.case.phrases import Phrases, longest
from curbside.case.tokens import TOKEN
from curbside.case.units import number_at

_COUNTED = ("tablet", "capsule", "patch", "puff", "drop", "spray")
_NEAR_NAME = 3
_NUMBER_WORDS = {"one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "half": 0.5, "a": 1.0}


@dataclass(frozen=True, slots=True)
class Dose:
    """One dose as written.  `first` and `last` are the tokens that gave it."""

    first: int | None = None
    last: int | None = None
    amount: Interval | None = None
    unit: str = ""
    strength: float | None = None
    strength_unit: str = ""
    per_day: Interval | None = None
    interval_hours: float | None = None
    route: str | None = None
    form: str | None = None
    prn: bool = False


@dataclass(frozen=True, slots=True)
class Doses:
    """All doses given for one medicine, and the tokens (first, last) that were not understood."""

    doses: tuple[Dose, ...]
    left_over: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Parts:
    """What stands in the room of one medicine, from left to right."""

    amounts: list[tuple[int, int, Interval, str]] = field(default_factory=list)
    frequencies: list[tuple[int, int, str, Any]] = field(default_factory=list)
    routes: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    prn: bool = False
    bare: list[tuple[int, int, Interval]] = field(default_factory=list)


class DoseReader:
    """Reads doses by the words of `knowledge/reading/medicines.yaml`."""

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

    def read(self, page: Page, first: int, last: int, room: tuple[int, int]) -> Doses:
        """The doses in the tokens of `room` for the medicine named by tokens `first` to `last`."""
        parts = self._parts(page, first, last, room)
        after = [a for a in parts.amounts if a[0] >= last]
        if not after and parts.amounts:
            parts.amounts = (
                parts.amounts[-2:]
                if len(parts.amounts) > 1 and parts.amounts[-2][3] in _COUNTED
                else parts.amounts[-1:]
            )
        elif (
            after
            and any(a[3] in _COUNTED for a in parts.amounts if a[0] < first)
            and not any(a[3] in _COUNTED for a in after)
        ):
            parts.amounts = [*[a for a in parts.amounts if a[0] < first and a[3] in _COUNTED][-1:], *after]
        else:
            parts.amounts = after
        words = page.words
        parts.amounts = [
            amount
            for amount, following in zip_longest(parts.amounts, parts.amounts[1:])
            if not (following and words[amount[0] - 1] == "from" and words[following[0] - 1] == "to")
        ]
        return Doses(tuple(self._doses(parts, last)), tuple(self._left(parts, last)))

    def _parts(self, page: Page, first: int, last: int, room: tuple[int, int]) -> _Parts:
        words = page.words
        parts = _Parts()
        taken: set[int] = set()
        for begin, stop, meant in longest(self._phrases.find(words[room[0] : room[1]])):
            begin, stop = begin + room[0], stop + room[0]
            if (begin < last and stop > first) or (
                stop <= first and not any(k in ("forms", "routes") for k, _ in meant)
            ):
                continue
            taken.update(range(begin, stop))
            for kind, name in meant:
                _keep(parts, kind, name, begin, stop)
        at = room[0]
        while at < room[1]:
            if first <= at < last or ((at in taken and words[at] not in ("tab",)) and number_at(words[at]) is None):
                at += 1
                continue
            at = self._amount(words, at, room[1], parts, taken, before=at < first)
        return parts

    def _amount(
        self, words: Sequence[str], at: int, end: int, parts: _Parts, taken: set[int], *, before: bool
    ) -> int:  # fmt: skip
        low = number_at(words[at])
        if low is None:
            low = _NUMBER_WORDS.get(words[at])
            if low is not None and words[at] != "a" and at + 1 < end and number_at(words[at + 1]) is not None:
                parts.amounts.append((at, at + 1, Interval.point(low), "tablet"))
                return at + 1
            if low is None or at + 1 >= end or self._unit(words, at + 1, end) is None:
                return at + 1
        elif at in taken:
            return at + 1
        high, stop = low, at + 1
        if (
            stop + 1 < end
            and words[stop] in ("-", "to")
            and (n := number_at(words[stop + 1]) or _NUMBER_WORDS.get(words[stop + 1]))
            and n >= low
        ):
            high, stop = n, stop + 2
        unit = self._unit(words, stop, end)
        if unit is not None:
            low = 0.0 if at >= 2 and words[at - 2 : at] == ["up", "to"] else low
            parts.amounts.append((at, unit[1], Interval(low, high), unit[0]))
            return unit[1]
        if (
            not before
            and stop < end
            and words[stop] == "/"
            and stop + 1 < end
            and number_at(words[stop + 1]) is not None
        ):
            unit = self._unit(words, stop + 2, end)
            parts.amounts.append((at, unit[1] if unit else stop + 2, Interval(low, high), unit[0] if unit else "mg"))
            return unit[1] if unit else stop + 2
        if not before and not (
            stop < end
            and words[stop]
            in ("week", "weeks", "days", "day", "month", "months", "years", "year", "/", "x", "st", "th", "%")
        ):
            parts.bare.append((at, stop, Interval(low, high)))
        return stop

    def _unit(self, words: Sequence[str], at: int, end: int) -> tuple[str, int] | None:
        for length in (3, 2, 1):
            unit = self._units.get(tuple(words[at : min(at + length, end)]))
            if unit is not None and at + length <= end:
                return unit, at + length
        if at < end and words[at] == "x":
            return self._unit(words, at + 1, end)
        return None

    def _doses(self, parts: _Parts, last: int) -> list[Dose]:
        base = Dose(
            route=parts.routes[0] if parts.routes else None, form=parts.forms[0] if parts.forms else None, prn=parts.prn
        )
        amounts = list(parts.amounts)
        if not amounts and parts.bare and parts.bare[0][0] <= last + 1:
            amounts = [(*parts.bare.pop(0), "")]
        if not amounts:
            found = [_timed(base, frequency) for frequency in parts.frequencies[:1]]
            return found or ([base] if base != Dose() else [])
        paired = self._paired(amounts, parts)
        doses = []
        for number, (first, last, amount, unit, strength, strength_unit) in enumerate(paired):
            dose = replace(
                base, first=first, last=last, amount=amount, unit=unit, strength=strength, strength_unit=strength_unit
            )
            following = paired[number + 1][0] if number + 1 < len(paired) else 10**9
            own = [f for f in parts.frequencies if first <= f[0] < following] or (
                parts.frequencies if len(paired) == 1 else []
            )
            doses.append(_timed(dose, own[0]) if own else dose)
        return doses

    @staticmethod
    def _paired(
        amounts: list[tuple[int, int, Interval, str]], parts: _Parts
    ) -> list[tuple[int, int, Interval, str, float | None, str]]:
        """Joins "5 mg" and "2 tabs" into one dose of two tablets of 5 mg."""
        paired: list[tuple[int, int, Interval, str, float | None, str]] = []
        at = 0
        while at < len(amounts):
            first, last, amount, unit = amounts[at]
            if at + 1 < len(amounts):
                _, next_last, next_amount, next_unit = amounts[at + 1]
                counted, next_counted = unit in _COUNTED, next_unit in _COUNTED
                if counted != next_counted:
                    number, mass, mass_unit = (
                        (amount, next_amount, next_unit) if counted else (next_amount, amount, unit)
                    )
                    paired.append((first, next_last, number, unit if counted else next_unit, mass.high, mass_unit))
                    at += 2
                    continue
            if (
                unit not in _COUNTED
                and parts.bare
                and parts.bare[0][0] >= last
                and parts.frequencies
                and parts.bare[0][2].high <= 8
            ):
                _, bare_last, number = parts.bare.pop(0)
                paired.append(
                    (
                        first,
                        bare_last,
                        number,
                        parts.forms[0] if parts.forms and parts.forms[0] in _COUNTED else "tablet",
                        amount.high,
                        unit,
                    )
                )
            else:
                paired.append((first, last, amount, unit, None, ""))
            at += 1
        return paired

    @staticmethod
    def _left(parts: _Parts, last: int) -> list[tuple[int, int]]:
        """Numbers right behind the name that found no meaning."""
        return [(first, stop) for first, stop, _ in parts.bare if first - last <= _NEAR_NAME]


def _keep(parts: _Parts, kind: str, name: str, begin: int, stop: int) -> None:
    if kind == "prn":
        parts.prn = True
    elif kind == "forms":
        parts.forms.append(name)
    elif kind == "routes":
        parts.routes.append(name)
    else:
        parts.frequencies.append((begin, stop, kind, name))


def _timed(dose: Dose, frequency: tuple[int, int, str, Any]) -> Dose:
    begin, stop, kind, name = frequency
    first = begin if dose.first is None else min(dose.first, begin)
    last = stop if dose.last is None else max(dose.last, stop)
    if kind == "hours":
        return replace(dose, first=first, last=last, interval_hours=float(name))
    low, _, high = str(name).partition("..")
    return replace(dose, first=first, last=last, per_day=Interval(float(low), float(high or low)))
