"""Doses: from "1-2 tabs of 5 mg q4-6h PRN" to amount, strength and times a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from curbside.case.dose_marks import Amount, Frequency, Parts
from curbside.case.dose_parts import COUNTED, PartsReader
from curbside.case.model import Interval
from curbside.case.page import Page

_NEAR_NAME = 1
_MOST_UNITS = 8
_REPLACED = frozenset("increased reduced decreased titrated changed uptitrated now then to".split())
_NEXT = frozenset("increase increasing reduce reducing decrease titrate titrating uptitrate build go".split())

_SUMS = frozenset(("so", "totalling", "totaling", "altogether"))
_JOINS = frozenset(("plus", "+", "both", "together"))
_JOIN_REACH = 4
_ROUGHLY = frozenset("about around nearly roughly up near over is that that's makes".split())


class Dose(NamedTuple):
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


NO_DOSE = Dose()


class Doses(NamedTuple):
    """All doses given for one medicine, and the tokens (first, last) that were not understood."""

    doses: tuple[Dose, ...]
    left_over: tuple[tuple[int, int], ...]


class DoseReader:
    """Reads doses by the words of `knowledge/reading/medicines.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._parts = PartsReader(table)

    def read(self, page: Page, first: int, last: int, room: tuple[int, int]) -> Doses:
        """The doses in the tokens of `room` for the medicine named by tokens `first` to `last`."""
        parts = self._parts.read(page, (first, last), room)
        sums = [a for a in parts.amounts if _is_sum(page.words, a, first)]
        own = _own([a for a in parts.amounts if a not in sums], first, last)
        amounts = _current(page.words, own)
        is_left = bool(parts.bare) and page.words[parts.bare[0].first - 1] == "from"  # "cut from 120 a day to 60"
        if not amounts and parts.bare and not is_left and parts.bare[0].first <= last + _NEAR_NAME:
            amounts = [parts.bare.pop(0)]
        left = tuple((bare.first, bare.last) for bare in parts.bare if bare.first <= last + _NEAR_NAME)
        left += tuple((a.first, a.last) for a in sums)
        return Doses(tuple(_doses(amounts, parts)), left)


def _own(amounts: Sequence[Amount], first: int, last: int) -> list[Amount]:
    """The amounts behind the name and a count before it; without any behind, those right before it."""
    before = [a for a in amounts if a.first < first]
    after = [a for a in amounts if a.first >= last]
    counts = [a for a in before if a.unit in COUNTED]
    if not after:
        return before[-2:] if len(before) > 1 and before[-2].unit in COUNTED else before[-1:]
    if counts and not any(a.unit in COUNTED for a in after):
        return [counts[-1], *after]
    return after


def _is_sum(words: Sequence[str], amount: Amount, name: int) -> bool:
    """Whether an amount is what two medicines come to: "one plus the other, so about 6 g a day"."""
    at = amount.first - 1
    while words[at] in _ROUGHLY:
        at -= 1
    return words[at] in _SUMS and not _JOINS.isdisjoint(words[max(name - _JOIN_REACH, 0) : name])


def _current(words: Sequence[str], amounts: Sequence[Amount]) -> list[Amount]:
    """Without doses that the text goes on to replace: "from 20 to 60 mg", "30 mg, increased to 60 mg"."""
    ahead = next((at for at, amount in enumerate(amounts[1:], 1) if _is_ahead(words, amounts[at - 1], amount)), None)
    now = amounts[:ahead]
    return [
        amount
        for amount, following in zip_longest(now, now[1:])
        if not (following is not None and words[following.first - 1] == "to" and _is_replaced(words, amount, following))
    ]


def _is_ahead(words: Sequence[str], amount: Amount, following: Amount) -> bool:
    """Whether a dose is one to come to: "30 mg daily, increase to 60 mg"."""
    to = words[following.first - 1] == "to" and words[amount.first - 1] != "from"
    return to and words[following.first - 2] in _NEXT


def _is_replaced(words: Sequence[str], amount: Amount, following: Amount) -> bool:
    return words[amount.first - 1] == "from" or words[following.first - 2] in _REPLACED


def _doses(amounts: Sequence[Amount], parts: Parts) -> list[Dose]:
    base = Dose(
        route=parts.routes[0] if parts.routes else None,
        form=parts.forms[0] if parts.forms else None,
        prn=parts.prn,
    )
    if not amounts:
        timed = [_timed(base, frequency) for frequency in parts.frequencies[:1]]
        return timed or ([base] if base != NO_DOSE else [])
    paired = _paired(amounts, parts)
    doses = []
    for at, dose in enumerate(paired):
        following = paired[at + 1].first if at + 1 < len(paired) else None
        own = [f for f in parts.frequencies if _is_within(f, dose, following)]
        own = own or (parts.frequencies if len(paired) == 1 else [])
        whole = dose._replace(route=base.route, form=base.form, prn=base.prn)
        doses.append(_timed(whole, own[0]) if own else whole)
    return doses


def _is_within(frequency: Frequency, dose: Dose, following: int | None) -> bool:
    return (
        dose.first is not None and dose.first <= frequency.first and (following is None or frequency.first < following)
    )


def _paired(amounts: Sequence[Amount], parts: Parts) -> list[Dose]:
    """Doses of the amounts: "5 mg" and "2 tabs" are one dose of two tablets of 5 mg."""
    doses: list[Dose] = []
    at = 0
    while at < len(amounts):
        one, other = amounts[at], amounts[at + 1] if at + 1 < len(amounts) else None
        if other is not None and _is_count(one) != _is_count(other):
            number, mass = (one, other) if _is_count(one) else (other, one)
            doses.append(_counted(one.first, other.last, number, mass))
            at += 2
            continue
        doses.append(_alone(one, parts, doses[-1] if doses else None))
        at += 1
    return doses


def _alone(one: Amount, parts: Parts, previous: Dose | None) -> Dose:
    if not _is_count(one) and parts.frequencies and parts.bare and _counts_tablets(parts.bare[0], one):
        number = parts.bare.pop(0)
        form = parts.forms[0] if parts.forms and parts.forms[0] in COUNTED else "tablet"
        return _counted(one.first, number.last, number._replace(unit=form), one)
    if _is_count(one) and previous is not None and previous.strength is not None:
        return Dose(one.first, one.last, one.value, one.unit, previous.strength, previous.strength_unit)
    return Dose(one.first, one.last, one.value, one.unit)


def _counts_tablets(bare: Amount, mass: Amount) -> bool:
    """Whether "2" stands right behind "300 mg caps,"."""
    return 0 <= bare.first - mass.last <= 3 and bare.value.high <= _MOST_UNITS


def _counted(first: int, last: int, number: Amount, mass: Amount) -> Dose:
    return Dose(first, last, number.value, number.unit, mass.value.high, mass.unit)


def _is_count(amount: Amount) -> bool:
    return amount.unit in COUNTED or amount.unit == "mL"


def _timed(dose: Dose, frequency: Frequency) -> Dose:
    first = frequency.first if dose.first is None else min(dose.first, frequency.first)
    last = frequency.last if dose.last is None else max(dose.last, frequency.last)
    if frequency.kind == "hours":
        return dose._replace(first=first, last=last, interval_hours=float(frequency.name))
    low, _, high = frequency.name.partition("..")
    return dose._replace(first=first, last=last, per_day=Interval(float(low), float(high or low)))
