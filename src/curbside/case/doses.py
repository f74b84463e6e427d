"""Doses: from "1-2 tabs of 5 mg q4-6h PRN" to amount, strength and times a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from curbside.case.dose_choice import (
    count_what_is_timed,
    current,
    is_sum,
    joined,
    own_amounts,
    timed_bares,
    times_a_day,
    without_totals,
)
from curbside.case.dose_limits import Limit, capped
from curbside.case.dose_marks import Amount, Parts
from curbside.case.dose_parts import COUNTED, MILLIGRAMS, PartsReader, dose_words
from curbside.case.dose_times import without_overtaken
from curbside.case.how_often import Frequency
from curbside.case.model import Interval, Span
from curbside.case.page import Page
from curbside.case.units import number_at

_NEAR_NAME = 1
_SAME = 0.5
_AS_LABELS_PUT_IT = (Interval.point(6.0),)
"""Times a day that a label caps though it gives them: "two every 4 hours, maximum 8 in 24 hours"."""
_MOST_UNITS = 8
_MOST_TIMED = 30
_MASSES = frozenset("mg mcg mgs micrograms milligrams".split())
_LITTLE = frozenset("by in a at of for the and".split())
_RATES = (["/"], ["per"])
_TOTALS = frozenset("= total totalling totaling equals".split())


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
        self._made_of = dose_words(table)

    def read(self, page: Page, first: int, last: int, room: tuple[int, int]) -> Doses:
        """The doses in the tokens of `room` for the medicine named by tokens `first` to `last`."""
        parts = self._parts.read(page, (first, last), room)
        parts.amounts = joined(page.words, parts.amounts)
        count_what_is_timed(parts)
        times_a_day(page.words, parts)
        sums = [a for a in parts.amounts if is_sum(page.words, a, first)]
        told = without_totals(page.words, [a for a in parts.amounts if a not in sums])
        amounts = _taken_now(page.words, (first, last), current(page.words, own_amounts(told, first, last)), parts)
        is_left = bool(parts.bare) and page.words[parts.bare[0].first - 1] == "from"  # "cut from 120 a day to 60"
        if not amounts and parts.bare and not is_left and parts.bare[0].first <= last + _NEAR_NAME:
            amounts = timed_bares(parts)
        left = tuple((bare.first, bare.last) for bare in parts.bare if bare.first <= last + _NEAR_NAME)
        left += tuple((a.first, a.last) for a in sums)
        doses = _without_sum(page.words, _doses(amounts, parts))
        return Doses(tuple(_limited(page.words, doses, parts.limits, self._made_of)), left)

    def of_nothing(self, page: Page, rooms: Sequence[tuple[int, int]]) -> Iterator[Span]:
        """Doses that stand in no room of a medicine: "takes 40 mg bd of something"."""
        words = page.words
        taken = {at for start, end in rooms for at in range(start, end)}
        for mass in page.places(_MASSES):
            first, last = mass - 1, mass + 1
            is_dose = first >= 0 and number_at(words[first]) is not None and words[last : last + 1] not in _RATES
            if not is_dose or first in taken:
                continue
            while last < len(words) and words[last] in self._made_of and words[last].isalnum():
                last += 1
            while words[last - 1] in _LITTLE:
                last -= 1
            if last > mass + 1:
                yield page.span(first, last)


def _taken_now(words: Sequence[str], name: tuple[int, int], amounts: list[Amount], parts: Parts) -> list[Amount]:
    """The amounts that no later one has overtaken, without how often those behind the last of them were taken."""
    kept = without_overtaken(words, name, amounts)
    if kept and kept[-1] != amounts[-1]:
        gone = amounts[amounts.index(kept[-1]) + 1].first
        parts.frequencies[:] = [often for often in parts.frequencies if often.first < gone]
    return kept


def _without_sum(words: Sequence[str], doses: list[Dose]) -> list[Dose]:
    """Without what the other doses come to in a day: "300 mg tds (900 mg/day)", "900 mg a day (300 mg tds)"."""
    for dose in doses if len(doses) > 1 else ():
        others = [_a_day(other) for other in doses if other is not dose]
        if dose.per_day != Interval.point(1.0) or None in others or _a_day(dose) is None:
            continue
        is_same = abs(sum(other or 0.0 for other in others) - (_a_day(dose) or 0.0)) < _SAME
        if is_same and any(_is_set_apart(words, one) for one in doses):
            return [other for other in doses if other is not dose]
    return doses


def _is_set_apart(words: Sequence[str], dose: Dose) -> bool:
    return dose.first is not None and (
        words[dose.first - 1] == "(" or not _TOTALS.isdisjoint(words[max(dose.first - 2, 0) : dose.first])
    )


def _a_day(dose: Dose) -> float | None:
    """Milligrams a day, None where the dose does not tell them."""
    one, unit = (dose.strength, dose.strength_unit) if dose.unit in COUNTED else (1.0, dose.unit)
    if dose.amount is None or dose.per_day is None or one is None or unit not in MILLIGRAMS:
        return None
    return dose.amount.high * one * MILLIGRAMS[unit] * dose.per_day.high


def _limited(
    words: Sequence[str], doses: Sequence[Dose], limits: Sequence[Limit], made_of: frozenset[str]
) -> list[Dose]:
    """The doses under the most allowed in a day; of several doses the last, where it has no time of its own."""
    if not limits:
        return list(doses)
    own = len(doses) - 1
    if len(doses) > 1 and (doses[own].per_day is not None or (doses[own].first or 0) > limits[0].first):
        return list(doses)
    dose = doses[own] if doses else NO_DOSE
    between = words[dose.last : limits[0].first] if dose.last is not None else ()
    is_beside = dose.last is not None and all(word in made_of for word in between if word.isalpha())
    return [*doses[:own], _under(dose, limits[0], is_beside=is_beside)]


def _under(dose: Dose, limit: Limit, *, is_beside: bool) -> Dose:
    first = limit.first if dose.first is None else min(dose.first, limit.first)
    last = limit.last if dose.last is None else max(dose.last, limit.last)
    dose = dose._replace(first=first, last=last)
    if dose.amount is None:
        amount = Interval(0.0, limit.value)
        return dose._replace(amount=amount, unit=limit.unit or "tablet", per_day=Interval.point(1.0))
    most = _times_allowed(dose, limit)
    if most is None:
        return dose
    is_open = dose.prn or (dose.per_day is not None and dose.per_day in _AS_LABELS_PUT_IT)
    is_open = is_open or (dose.per_day is not None and not dose.per_day.is_point)
    return dose._replace(per_day=capped(dose.per_day, most, is_open=is_open and is_beside, is_range=limit.is_range))


def _times_allowed(dose: Dose, limit: Limit) -> float | None:
    """How often a day the limit lets the dose be taken, None where they cannot be compared."""
    if dose.amount is None or dose.amount.high <= 0:
        return None
    if not limit.unit:
        return limit.value / dose.amount.high if dose.unit in COUNTED else limit.value
    once = _a_day(dose._replace(per_day=Interval.point(1.0)))
    return limit.value * MILLIGRAMS[limit.unit] / once if once and limit.unit in MILLIGRAMS else None


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
    if not _is_count(one) and parts.frequencies and parts.bare and _counts_tablets(parts, one):
        number = parts.bare.pop(0)
        form = parts.forms[0] if parts.forms and parts.forms[0] in COUNTED else "tablet"
        return _counted(one.first, number.last, number._replace(unit=form), one)
    if _is_count(one) and previous is not None and previous.strength is not None:
        return Dose(one.first, one.last, one.value, one.unit, previous.strength, previous.strength_unit)
    return Dose(one.first, one.last, one.value, one.unit)


def _counts_tablets(parts: Parts, mass: Amount) -> bool:
    """Whether "2" stands right behind "300 mg caps,"; of more than a handful a time must follow: "12 a day"."""
    bare = parts.bare[0]
    most = _MOST_TIMED if any(f.first == bare.last for f in parts.frequencies) else _MOST_UNITS
    return 0 <= bare.first - mass.last <= 3 and bare.value.high <= most


def _counted(first: int, last: int, number: Amount, mass: Amount) -> Dose:
    if number.unit == "mL" and mass.unit in MILLIGRAMS:  # "5 mL (10 mg)": what the liquid holds is the dose
        return Dose(first, last, mass.value, mass.unit)
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
