"""Medicines: what is taken, how much, how often, since when; and what must not be given.

Nothing is assumed: a number without a unit stays without one where it could be anything
but milligrams, a frequency that is not written stays unknown, and a fragment that is not
understood is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from curbside.case.assertion import Context
from curbside.case.doses import NO_DOSE, Dose, DoseReader
from curbside.case.matches import Matches
from curbside.case.medicine_names import NameReader, called
from curbside.case.medicine_uses import DrugName, UseReader
from curbside.case.model import Interval, Medication, Span, Use
from curbside.case.page import Page, by_sentence
from curbside.case.phrases import Phrases, Said
from curbside.case.reactions import Reaction, reaction_behind
from curbside.case.room import narrowed, others_of, room_of
from curbside.case.timing import TimeMention
from curbside.case.tokens import TOKEN
from curbside.case.units import number_at

_BEGUN = frozenset("for since x started began begun commenced past last initiated".split())
_NOW_AND_THEN = frozenset(("sometimes", "occasional", "occasionally"))
_SWALLOWED = (None, "tablet", "capsule", "er")


@dataclass(frozen=True, slots=True)
class Medicines:
    """What was read about medicines; `complete` names lists said to be complete."""

    medications: tuple[Medication, ...]
    complete: frozenset[str]
    not_understood: tuple[Span, ...]
    reactions: tuple[Reaction, ...] = ()


class _Told(NamedTuple):
    """What is told of a medicine beside its doses; see `Medication`."""

    drug: str | None
    name: str
    use: Use
    since: Interval | None
    stopped: Interval | None
    reaction: str | None
    purpose: str | None


class MedicineReader:
    """Reads medicines by the words of `knowledge/reading/medicines.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._names = NameReader(table)
        self._doses = DoseReader(table)
        self._uses = UseReader(table)
        self._milligrams = {drug: float(least) for drug, least in table["milligrams_alone"].items()}
        self._if_slow = {drug: float(least) for drug, least in table["milligrams_if_slow"].items()}
        self._brands = {brand: float(least) for brand, least in table["milligrams_of_brands"].items()}
        self._told = Phrases()
        for kind in ("reactions", "purposes"):
            for phrase in table[kind]:
                self._told.add(TOKEN.findall(phrase.lower()), (kind, phrase))
        for kind, means in (
            ("all_lists_end", "allergies"),
            ("no_medicines", "medications"),
            ("no_operations", "operations"),
        ):
            for phrase in table[kind]:
                self._told.add(TOKEN.findall(phrase.lower()), ("complete", means))
                head, _, tail = phrase.rpartition(" ")
                self._told.add(TOKEN.findall(f"{head}: {tail}".lower()), ("complete", means))

    def read(self, page: Page, matches: Matches, context: Context, times: Sequence[TimeMention]) -> Medicines:
        """All medicines named on the page, with every dose that is given for them."""
        told = self._told.find(page.coded)
        complete = frozenset(m for _, _, meant in told for kind, m in meant if kind == "complete")
        names = self._names.read(page, matches)
        if not names:
            return Medicines((), complete, tuple(self._doses.of_nothing(page, ())))
        told_in, times_in = by_sentence(page, told), by_sentence(page, times)
        others = others_of(page, matches)
        rooms = [narrowed(page, room_of(page, names, at), names[at], others) for at in range(len(names))]
        uses = self._uses.read(page, names, rooms, context)
        medications: list[Medication] = []
        left: list[Span] = []
        reactions: list[Reaction | None] = []
        for at, (name, room, use) in enumerate(zip(names, rooms, uses, strict=True)):
            if use is None:
                continue
            if use is Use.allergic:
                reactions.append(reaction_behind(page.words, name.last, room[1], called(page, name)))
            number = page.sentence_of[name.first]
            reading = self._doses.read(page, name.first, name.last, room)
            left.extend(page.span(first, last) for first, last in reading.left_over)
            base = self._base(page, name, use, (told_in.get(number, ()), times_in.get(number, ())), room)
            is_listed = bool(medications) and _is_dosed(medications[-1]) and _is_next_in_list(page, names, at)
            for dose in reading.doses or (NO_DOSE,):
                medications.append(self._dosed(base, dose, page, name, is_listed=is_listed))
        left.extend(self._doses.of_nothing(page, rooms))
        return Medicines(tuple(medications), complete, tuple(left), tuple(filter(None, reactions)))

    def _base(
        self,
        page: Page,
        name: DrugName,
        use: Use,
        here: tuple[Sequence[Said], Sequence[TimeMention]],
        room: tuple[int, int],
    ) -> _Told:
        said, times = here
        reaction = self._word("reactions", name, said, room) if use is Use.allergic else None
        purpose = self._word("purposes", name, said, room) if use is Use.taken else None
        since = stopped = None
        for time in times:
            if (
                room[0] <= time.first
                and time.last <= room[1]
                and time.form in ("ago", "date", "length")
                and time.days.low >= 0
            ):
                if use is Use.stopped and time.form != "length":
                    stopped = stopped or time.days
                elif use is Use.taken and not _BEGUN.isdisjoint(page.words[max(time.first - 3, 0) : time.first + 1]):
                    since = since or time.days
        return _Told(name.drug, called(page, name), use, since, stopped, reaction, purpose)

    def _dosed(self, base: _Told, dose: Dose, page: Page, name: DrugName, *, is_listed: bool) -> Medication:
        """The medicine with one of its doses; of a product in a strength that no table holds, no amount."""
        if name.kind == "product" and (dose.strength is not None or _is_pair(page, dose, name)):
            dose = dose._replace(amount=None, unit="", strength=None, strength_unit="")
        if _NOW_AND_THEN.issuperset(page.words[name.first - 1 : name.first]) and name.first:
            dose = dose._replace(prn=True)
        last = max(dose.last or name.last, name.last)
        first = min(dose.first if dose.first is not None else name.first, name.first)
        per_day, unit = dose.per_day, self._unit(base, dose, name, is_listed=is_listed)
        if per_day is None and dose.interval_hours:
            per_day = Interval.point(round(24 / dose.interval_hours, 4))
        return Medication(
            drug=base.drug, name=base.name, use=base.use, basis=page.span(first, last), amount=dose.amount, unit=unit,
            strength=dose.strength, strength_unit=dose.strength_unit, per_day=per_day,
            interval_hours=dose.interval_hours, route=dose.route, form=dose.form, prn=dose.prn,
            since=base.since, stopped=base.stopped, reaction=base.reaction, purpose=base.purpose,
        )  # fmt: skip

    def _unit(self, base: _Told, dose: Dose, name: DrugName, *, is_listed: bool) -> str:
        """The unit as written; milligrams where a bare number can be nothing else for this drug.

        So it is with a frequency, in a list of doses, and of a medicine that is to be begun ("add duloxetine 30").
        """
        least = self._brands.get(base.name.lower(), self._milligrams.get(base.drug or ""))
        if dose.form == "er":
            least = self._if_slow.get(base.drug or "", least)
        if dose.unit or dose.amount is None or least is None or name.kind != "drug":
            return dose.unit
        is_told = dose.per_day is not None or dose.interval_hours is not None or dose.prn
        is_told = is_told or is_listed or base.use is Use.planned
        is_swallowed = dose.form in _SWALLOWED and dose.route in (None, "oral") and dose.strength is None
        return "mg" if is_told and is_swallowed and dose.amount.low >= least else ""

    @staticmethod
    def _word(kind: str, name: DrugName, said: Sequence[Said], room: tuple[int, int]) -> str | None:
        for first, last, meant in said:
            if room[0] <= first and last <= room[1]:
                for side, phrase in meant:
                    if side == kind and (kind == "reactions" or first >= name.last):
                        return str(phrase)
        return None


def _is_pair(page: Page, dose: Dose, name: DrugName) -> bool:
    """Whether an amount is one of the two strengths of a product: the 15 of "15/500"."""
    if dose.first is None or dose.amount is None:
        return False
    own = (at for at in range(dose.first, dose.last or dose.first) if not name.first <= at < name.last)
    return any(page.words[at + 1 : at + 2] == ["/"] and number_at(page.words[at]) is not None for at in own)


def _is_dosed(medicine: Medication) -> bool:
    return medicine.amount is not None and (medicine.unit == "mg" or medicine.per_day is not None)


def _is_next_in_list(page: Page, names: Sequence[DrugName], at: int) -> bool:
    """Whether a medicine stands behind a comma or an "and" in the sentence of the one before it."""
    first = names[at].first
    is_behind = first > 0 and page.words[first - 1] in (",", "and", "+", "&")
    return is_behind and at > 0 and page.sentence_of[names[at - 1].first] == page.sentence_of[first]
