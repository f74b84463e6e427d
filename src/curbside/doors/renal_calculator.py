"""Kidney function of one patient: what decides dose bands, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from curbside.doors.calculator_answers import RenalAnswer
from curbside.doors.calculator_inputs import (
    Desk,
    cited,
    computed,
    conversions,
    label_of,
    missing,
    not_computed,
    patient_from,
)
from curbside.doors.calculator_requests import RenalRequest
from curbside.drugs.kidney import FORMULAS, clearance_by_weight, kidney_numbers, stages
from curbside.drugs.model import Calculation, CannotCompute, Patient
from curbside.knowledge.load import Knowledge

STAGE_SOURCE = "D-G12"
_NEEDED = ("age", "sex", "weight", "height", "creatinine")


def renal(request: RenalRequest, knowledge: Knowledge, today: date) -> RenalAnswer:
    """Clearance, eGFR, body surface and weights of a patient, each with its arithmetic, or why not.

    Raises:
        FactRefusedError: a value is implausible, or a fact is not in the vocabulary.
    """
    desk = Desk(knowledge, today, request.region)
    patient = patient_from(request, desk)
    numbers = kidney_numbers(patient)
    found = {n.name: n for n in numbers if isinstance(n, Calculation)}
    failed = tuple(n for n in numbers if isinstance(n, CannotCompute))
    choices = clearance_by_weight(patient)
    rate = found.get("egfr")
    return RenalAnswer(
        result=_result(found, failed),
        formula=FORMULAS["creatinine_clearance"],
        arithmetic=(*conversions(request), *(f"{label_of(c.name)}: {c.arithmetic}" for c in found.values())),
        units="clearance in mL/min, eGFR in mL/min/1.73 m2, weights in kg, body surface in m2",
        assumptions=tuple(dict.fromkeys(_assumed(found, patient))),
        missing=missing((n for n in _NEEDED if getattr(patient, n) is None), knowledge),
        warnings=tuple(_warnings(found, choices)),
        sources=cited((s for c in found.values() for s in (*c.sources, *_stage_source(c))), knowledge),
        computed=tuple(computed(c) for c in found.values()),
        not_computed=tuple(not_computed(f) for f in failed),
        stage=" to ".join(stages(rate.value)) if rate else None,
        by_weight=tuple(computed(c) for c in choices),
        **desk.stamp(),
    )


def _stage_source(calculation: Calculation) -> tuple[str, ...]:
    return (STAGE_SOURCE,) if calculation.name == "egfr" else ()


def _result(found: dict[str, Calculation], failed: tuple[CannotCompute, ...]) -> str:
    parts = []
    for name in ("creatinine_clearance", "egfr"):
        if name in found:
            shown = f"{label_of(name)} {computed(found[name]).shown}"
            parts.append(f"{shown} ({' to '.join(stages(found[name].value))})" if name == "egfr" else shown)
        else:
            why = next(f for f in failed if f.name == name)
            parts.append(f"{label_of(name)} cannot be computed: {'; '.join(why.reasons)}")
    return "; ".join(parts)


def _assumed(found: dict[str, Calculation], patient: Patient) -> Iterator[str]:
    for calculation in found.values():
        yield from calculation.assumptions
    if found and "dialysis" not in patient.facts:
        yield "not on dialysis (not stated)"
    if "egfr" in found:
        yield "chronic kidney disease needs at least 3 months of the same stage"


def _warnings(found: dict[str, Calculation], choices: tuple[Calculation, ...]) -> Iterator[str]:
    clearance, rate = found.get("creatinine_clearance"), found.get("egfr")
    if clearance and rate and stages(clearance.value) != stages(rate.value):
        yield (
            f"clearance ({computed(clearance).shown}) and eGFR ({computed(rate).shown}) lie in different ranges: "
            "dose bands follow the clearance unless a label says eGFR"
        )
    if len({stages(c.value) for c in choices}) > 1:
        each = "; ".join(f"{label_of(c.name).removeprefix('clearance with ')} {computed(c).shown}" for c in choices)
        yield f"the choice of weight changes the range: {each}"
    if "body_surface" in found:
        yield "the formula of body surface is from memory: check the source"
