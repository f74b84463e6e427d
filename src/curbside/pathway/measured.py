"""Facts that a number proves, whatever the same text denies in words: "denies fever", and a temperature of 38.7.

A number within the usual range proves nothing and denies nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from curbside.case.kleene import compare
from curbside.case.model import Interval
from curbside.knowledge.conditions import Operator
from curbside.pathway.view import Known, View


class Proof(NamedTuple):
    """The measured `number` proves the fact when it stands in this relation to a figure of the statements."""

    number: str
    op: Operator
    figure: str


PROOFS: dict[str, tuple[Proof, ...]] = {
    "fever": (Proof("temperature", ">=", "fever_temperature"),),
    "low_blood_pressure": (Proof("systolic_pressure", "<", "systolic_unstable"),),
    "fast_pulse": (Proof("heart_rate", ">", "fast_pulse_above"),),
    "haemoglobin_falling": (Proof("haemoglobin_fall", ">=", "haemoglobin_fall_major"),),
    "pulse_difference": (Proof("arm_pressure_gap", ">", "arm_pressure_gap_high"),),
    "inflammation_markers_raised": (Proof("crp", ">=", "crp_raised_from"), Proof("esr", ">=", "esr_raised_from")),
}
"""What proves each fact (NEW-00, MARK-01 to MARK-04); any one is enough."""


def proved(fact: str, view: View) -> Known | None:
    """The fact as present, with the findings of the number that proves it; None when no number does."""
    for proof in PROOFS[fact]:
        measured = view.known(proof.number) if proof.number in view.knowledge.facts else None
        limit = view.limit(proof.figure) if proof.figure in view.knowledge.figures else None
        if measured is None or limit is None or not isinstance(measured.value, Interval):
            continue
        if compare(measured.value, proof.op, limit) is True:
            return Known(True, measured.possible, measured.findings)
    return None
