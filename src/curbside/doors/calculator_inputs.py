"""From the fields of a request to a patient and a list of medicines; every refusal names its field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import inf
from typing import Any

from curbside.case.given import ValueRefusedError, finding_from, interval_from
from curbside.case.model import Case, Interval, Medication, Use
from curbside.case.read import read_case
from curbside.doors.calculator_answers import CitedSource, Computed, Missing, NotComputed
from curbside.doors.calculator_requests import DrugNotFoundError, FactRefusedError, NothingReadError, PatientFields
from curbside.drugs.kidney import FORMULAS, REPORTED
from curbside.drugs.model import Calculation, CannotCompute, Patient
from curbside.drugs.tables import AmbiguousNameError, UnknownDrugError
from curbside.drugs.units import CREATININE_PER_MG_DL, creatinine_mg_dl
from curbside.knowledge.drug_model import Drug
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Region, Verification
from curbside.pathway.medicines import patient_of, tables_of
from curbside.pathway.view import View


@dataclass(frozen=True, slots=True)
class Desk:
    """What every calculator has at hand: the knowledge, the day and the region."""

    knowledge: Knowledge
    today: date
    region: Region

    def stamp(self) -> dict[str, Any]:
        """The fields by which an answer can be made again."""
        return {
            "today": self.today,
            "region": self.region,
            "edition": self.knowledge.edition,
            "knowledge_hash": self.knowledge.hash,
        }


# --- medicines ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ListRead:
    """The medicines taken of a list, and the entries (counted from 1) of which none was read."""

    taken: tuple[Medication, ...]
    unread: tuple[int, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Medicines that stand in no table, as written."""
        return tuple(m.name for m in self.taken if m.drug is None)

    def left_out(self) -> tuple[str, ...]:
        """What was not read or not checked, in words."""
        told = [f"entry {n} of the list could not be read as a medicine that is taken" for n in self.unread]
        return (*told, *(f"unknown drug: {name!r}; in no table, not checked" for name in self.unknown))


def read_list(text: str, desk: Desk, place: str) -> ListRead:
    """The medicines of a list such as "oxycodone 10 mg q6h; fentanyl patch 25 mcg/h q72h".

    Raises:
        NothingReadError: none is taken.
    """
    taken: list[Medication] = []
    unread: list[int] = []
    entries = [entry.strip() for entry in re.split(r"[;\n]", text) if entry.strip()]
    for n, entry in enumerate(entries, 1):
        read = read_case(f"Takes {entry}.", desk.knowledge, desk.today, desk.region).medications
        found = [m for m in read if m.use is Use.taken]
        taken.extend(found)
        unread.extend([] if found else [n])
    if not taken:
        wanted = "write drug, strength and frequency, separated by ';' or new lines"
        raise NothingReadError("no medicine could be read", place, wanted)
    return ListRead(tuple(taken), tuple(unread))


def drug_named(name: str, knowledge: Knowledge) -> Drug:
    """The drug of exactly this generic or brand name.

    Raises:
        DrugNotFoundError: no drug has this name, or two have it.
    """
    try:
        return tables_of(knowledge).find(name)
    except AmbiguousNameError:
        raise DrugNotFoundError("the name stands for more than one drug", "drug", "give the generic name") from None
    except UnknownDrugError:
        wanted = "give the generic name; a drug in no table is checked by hand, nothing is assumed about it"
        raise DrugNotFoundError("the name stands in no medicine table", "drug", wanted) from None


# --- the patient --------------------------------------------------------------


def patient_from(fields: PatientFields, desk: Desk, taken: tuple[Medication, ...] = ()) -> Patient:
    """The patient that the fields describe; what they leave out is unknown.

    Raises:
        FactRefusedError: a fact is not in the vocabulary, or cannot have the value given.
    """
    facts = desk.knowledge.facts
    given = dict(_given(fields))
    unknown = [name for name in given if name not in facts]
    if unknown:
        wanted = "use ids of facts; `curbside facts` lists them"
        raise FactRefusedError("it holds a name that is no fact", "facts", wanted)
    try:
        findings = tuple(finding_from(facts[name], value) for name, value in given.items())
    except ValueRefusedError as error:
        place = str(error).split(" ", 1)[0]
        raise FactRefusedError("it cannot have that value", place, f"give {error.allowed}") from None
    case = Case(today=desk.today, findings=findings, medications=taken)
    patient = patient_of(View(case, desk.knowledge, desk.region))
    extra = {} if not fields.creatinine_changing else {"creatinine_unstable": True}
    return replace(
        patient,
        creatinine_days=_days(fields.creatinine_days),
        in_hospital=fields.in_hospital,
        facts={**patient.facts, **extra},
    )


def _given(fields: PatientFields) -> Iterator[tuple[str, str]]:
    yield from fields.facts.items()
    for name in ("age", "sex", "weight", "height"):
        value = getattr(fields, name)
        if value is not None:
            yield name, value
    if fields.creatinine is not None:
        yield "creatinine", _in_mg_dl(fields.creatinine, fields.creatinine_unit)


def _in_mg_dl(raw: str, unit: str) -> str:
    """The creatinine as its fact is written, in mg/dL; what is no number is left for the fact to refuse."""
    value = interval_from(raw)
    if value is None or unit == "mg/dL":
        return raw
    low, high = (end if abs(end) == inf else creatinine_mg_dl(end, unit) for end in (value.low, value.high))
    if low == -inf:
        return f"{'<' if value.high_open else '<='} {high:.6f}"
    if high == inf:
        return f"{'>' if value.low_open else '>='} {low:.6f}"
    return f"{low:.6f}" if value.is_point else f"{low:.6f}..{high:.6f}"


def conversions(fields: PatientFields) -> tuple[str, ...]:
    """The arithmetic of the units, where one was converted (row F-02)."""
    value = interval_from(fields.creatinine or "")
    if value is None or fields.creatinine_unit == "mg/dL" or not value.is_point:
        return ()
    unit, mg_dl = fields.creatinine_unit, creatinine_mg_dl(value.low, fields.creatinine_unit)
    return (f"creatinine: {value.low:g} {unit} / {CREATININE_PER_MG_DL:g} = {mg_dl:.3f} mg/dL",)


def _days(raw: str | None) -> Interval | None:
    if raw is None:
        return None
    value = interval_from(raw)
    if value is None or value.low < 0:
        wanted = "give the days since it was taken: a number or a span such as 1..2"
        raise FactRefusedError("it is no number of days", "creatinine_days", wanted)
    return value


# --- what an answer carries ---------------------------------------------------


def cited(named: Iterable[str], knowledge: Knowledge) -> tuple[CitedSource, ...]:
    """The sources that may stand behind an answer: in force, and not unverified."""
    known = (knowledge.sources[s] for s in dict.fromkeys(named) if s in knowledge.sources)
    return tuple(
        CitedSource(
            id=s.id,
            type=s.type.value,
            title=s.title,
            authors=s.authors,
            year=s.year,
            identifiers={str(k): str(v) for k, v in s.identifiers.model_dump(exclude_none=True).items()},
            verification=s.verification.value,
        )
        for s in known
        if s.status == "current" and s.verification is not Verification.unverified
    )


_LABELS: Mapping[str, str] = {
    "creatinine_clearance": "creatinine clearance",
    "egfr": "eGFR",
    "egfr_deindexed": "eGFR for this body",
}


def label_of(name: str) -> str:
    """The name of a computed number as a person says it."""
    return _LABELS.get(name, name.replace("_", " "))


def computed(calculation: Calculation) -> Computed:
    """A calculation as an answer carries it."""
    low, high = calculation.value.low, calculation.value.high
    digits = 2 if calculation.unit == "m2" else 1
    ends = f"{low:.{digits}f}" if calculation.value.is_point else f"{low:.{digits}f} to {high:.{digits}f}"
    formula = FORMULAS.get(calculation.name, FORMULAS["creatinine_clearance"])
    return Computed(
        name=calculation.name,
        label=label_of(calculation.name),
        low=None if low == -inf else low,
        high=None if high == inf else high,
        unit=calculation.unit,
        shown=f"{ends} {calculation.unit}",
        formula="as reported" if calculation.arithmetic.startswith(REPORTED) else formula,
        arithmetic=calculation.arithmetic,
        assumptions=calculation.assumptions,
        rows=calculation.rows,
    )


def not_computed(failure: CannotCompute) -> NotComputed:
    return NotComputed(name=failure.name, label=label_of(failure.name), reasons=failure.reasons, needs=failure.ask)


def missing(facts: Iterable[str], knowledge: Knowledge) -> tuple[Missing, ...]:
    """What must be asked first, each once."""
    found = []
    for name in dict.fromkeys(facts):
        fact = knowledge.facts.get(name)
        label = fact.label if fact else name.replace("_", " ")
        found.append(Missing(field=name, label=label, question=fact.ask if fact else f"What is the {label}?"))
    return tuple(found)
