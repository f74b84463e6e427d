"""What follows from what is known of a patient: clearance, eGFR, liver class, tolerance, opioid total.

Every derived fact is either computed with its arithmetic or left unknown with the
facts that must be asked; the few assumptions are stated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from curbside.case.model import Interval, Value
from curbside.drugs.judge import Facts, taken_drugs
from curbside.drugs.mme import mme_total
from curbside.drugs.model import Calculation, CannotCompute, Patient
from curbside.drugs.renal import creatinine_clearance, egfr
from curbside.drugs.tables import Tables
from curbside.drugs.tolerance import opioid_tolerance

PAST_CHILDBEARING = 56
"""From this age pregnancy is taken as excluded, and said so (policy)."""

ROOT_FACTS = {
    "creatinine_clearance": ("creatinine", "age", "sex", "weight"),
    "egfr": ("creatinine", "age", "sex"),
    "child_pugh": ("chronic_liver_disease",),
    "pregnancy_weeks": ("pregnancy",),
}
"""What is asked in place of a derived fact."""


@dataclass(frozen=True, slots=True)
class Knowing:
    """Facts of a patient with the derived ones, how they were computed, and what was assumed."""

    facts: Facts
    calculations: tuple[Calculation, ...]
    failed: tuple[CannotCompute, ...]
    assumptions: tuple[str, ...]

    def with_taken(self, *drugs: str) -> Knowing:
        """The same, with drugs that count as taken beside the patient's own (a proposed drug)."""
        if self.facts.taken.issuperset(drugs):
            return self
        return replace(self, facts=replace(self.facts, taken=self.facts.taken.union(drugs)))

    def ask_for(self, fact: str) -> tuple[str, ...]:
        """The facts to ask when `fact` is unknown: those that the computation lacked, else the fact itself."""
        for failure in self.failed:
            if failure.name == fact and failure.ask:
                return failure.ask
        return ROOT_FACTS.get(fact, (fact,))


def know(patient: Patient, tables: Tables, *drugs: str) -> Knowing:
    """Derive all that follows; `drugs` count as taken beside the patient's own (a proposed drug)."""
    values: dict[str, Value] = {f: v for f, v in patient.facts.items() if f not in patient.possible}
    for name in ("age", "sex", "weight", "height", "creatinine"):
        value = getattr(patient, name)
        if value is not None:
            values[name] = value
    assumptions: list[str] = []
    calculations, failed = _kidney(patient, values)
    _dialysis(patient, values, assumptions)
    _liver(values)
    _pregnancy(values, assumptions)
    _opioids(patient, tables, values)
    facts = Facts(values, patient.possible, taken_drugs(patient).union(drugs), tables)
    return Knowing(facts, tuple(calculations), tuple(failed), tuple(assumptions))


def _kidney(patient: Patient, values: dict[str, Value]) -> tuple[list[Calculation], list[CannotCompute]]:
    done: list[Calculation] = []
    failed: list[CannotCompute] = []
    functions: Iterable[Callable[[Patient], Calculation | CannotCompute]] = (creatinine_clearance, egfr)
    for function in functions:
        result = function(patient)
        if isinstance(result, Calculation):
            done.append(result)
            values[result.name] = result.value
        else:
            failed.append(result)
            values.pop(result.name, None)
    return done, failed


def _dialysis(patient: Patient, values: dict[str, Value], assumptions: list[str]) -> None:
    clearance = values.get("creatinine_clearance")
    if values.get("dialysis") is True or "dialysis" in patient.possible:
        lowest = Interval(0, 15, high_open=True)
        values["creatinine_clearance"] = values["egfr"] = lowest
        assumptions.append("dialysis: the lowest kidney band is used and nothing is computed from creatinine")
    elif "dialysis" not in values and isinstance(clearance, Interval) and clearance.low >= 30:
        values["dialysis"] = False
        assumptions.append("no dialysis (clearance is at least 30 mL/min)")


def _liver(values: dict[str, Value]) -> None:
    damaged = ("cirrhosis", "ascites", "varices")
    if any(values.get(f) is True for f in damaged) or values.get("child_pugh") in ("a", "b", "c"):
        values.setdefault("chronic_liver_disease", True)
    if values.get("chronic_liver_disease") is False:
        values.setdefault("child_pugh", "none")
        for fact in damaged:
            values.setdefault(fact, False)


def _pregnancy(values: dict[str, Value], assumptions: list[str]) -> None:
    age = values.get("age")
    related = ("pregnancy", "labour", "breastfeeding")
    if values.get("sex") == "male":
        values.update(dict.fromkeys(related, False))
    elif isinstance(age, Interval) and age.low >= PAST_CHILDBEARING:
        for fact in related:
            if fact not in values:
                values[fact] = False
        assumptions.append(f"not pregnant (from {PAST_CHILDBEARING} years)")
    elif values.get("pregnancy") is False:
        values.setdefault("labour", False)


def _opioids(patient: Patient, tables: Tables, values: dict[str, Value]) -> None:
    result = opioid_tolerance(patient.medications, tables, complete=patient.medications_complete)
    if "opioid_tolerant" not in values and result.tolerant is not None:
        values["opioid_tolerant"] = result.tolerant
    total = mme_total(patient.medications, tables)
    values["mme"] = Interval(float(total.full), float(total.high) if total.high is not None else float("inf"))
