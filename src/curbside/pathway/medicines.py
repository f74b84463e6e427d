"""The medicines of a case: what is taken is reviewed, what is proposed is checked, on this patient.

The pharmacist's work is done in `curbside.drugs`; here the case is put before it and
the answers are kept in one place for rules, article and plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from curbside.case.model import Interval, Medication, Use, Value
from curbside.drugs.check import check_drug, check_order, order_of
from curbside.drugs.known import know
from curbside.drugs.mme import mme_total
from curbside.drugs.model import DoseCheck, MmeTotal, Patient
from curbside.drugs.naloxone import NaloxoneNeed, naloxone_need
from curbside.drugs.tables import Tables
from curbside.drugs.taper import StopWarning, stop_warnings
from curbside.drugs.totals import Total, acetaminophen_total, is_taken, nsaids_taken
from curbside.knowledge.load import Knowledge
from curbside.pathway.view import View

_NUMBERS = ("age", "weight", "height", "creatinine")


@dataclass(frozen=True, slots=True)
class Review:
    """What a pharmacist finds in the medicines of one patient.

    `taken` pairs every medicine that is taken, planned or asked about with its check;
    `unknown` are medicines that stand in no table: named, never ignored.
    """

    patient: Patient
    taken: tuple[tuple[Medication, DoseCheck], ...]
    unknown: tuple[Medication, ...]
    mme: MmeTotal
    acetaminophen: Total
    nsaids: tuple[str, ...]
    naloxone: NaloxoneNeed
    stops: tuple[StopWarning, ...]

    @property
    def opioids_taken(self) -> bool:
        return bool(self.mme.parts)


def review_medicines(view: View) -> Review:
    """Review everything the patient takes."""
    tables = tables_of(view.knowledge)
    patient = patient_of(view)
    named = tuple(m for m in view.case.medications if is_taken(m))
    taken = tuple(m for m in named if m.use is Use.taken)
    known = [m for m in named if m.drug is not None and m.drug in tables.drugs]
    knowing = know(patient, tables)
    return Review(
        patient=patient,
        taken=tuple((m, check_order(order_of(m, tables), patient, tables, knowing)) for m in known),
        unknown=tuple(m for m in named if m.drug is None),
        mme=mme_total(taken, tables),
        acetaminophen=acetaminophen_total(taken, tables),
        nsaids=nsaids_taken(taken, tables),
        naloxone=naloxone_need(patient, tables, knowing=knowing),
        stops=stop_warnings(taken, tables),
    )


def check_proposed(drugs: Iterable[str], view: View) -> dict[str, DoseCheck]:
    """The check of every drug that the plan would start, on this patient."""
    wanted = tuple(dict.fromkeys(drugs))
    if not wanted:
        return {}
    tables, patient = tables_of(view.knowledge), patient_of(view)
    knowing = know(patient, tables)
    return {drug: check_drug(drug, patient, tables, knowing) for drug in wanted}


_TABLES: dict[str, Tables] = {}


def tables_of(knowledge: Knowledge) -> Tables:
    """The medicine tables of an edition, indexed once."""
    if knowledge.hash not in _TABLES:
        _TABLES[knowledge.hash] = Tables.of(knowledge.shelves)
    return _TABLES[knowledge.hash]


def patient_of(view: View) -> Patient:
    """The patient as a pharmacist sees one; what the case does not say stays unknown."""
    values: dict[str, Value] = {}
    possible = set()
    for name in view.stated_and_implied:
        known = view.known(name)
        if known is None:
            continue
        values[name] = known.value
        if known.possible:
            possible.add(name)
    numbers = {name: values[name] for name in _NUMBERS if isinstance(values.get(name), Interval)}
    sex = values.get("sex")
    return Patient(
        age=_interval(numbers.get("age")),
        sex=sex if isinstance(sex, str) and "sex" not in possible else None,
        weight=_interval(numbers.get("weight")),
        height=_interval(numbers.get("height")),
        creatinine=_interval(numbers.get("creatinine")),
        facts=values,
        possible=frozenset(possible),
        medications=tuple(m for m in view.case.medications if m.use is not Use.asked),
        medications_complete="medications" in view.case.complete,
    )


def _interval(value: Value | None) -> Interval | None:
    return value if isinstance(value, Interval) else None
