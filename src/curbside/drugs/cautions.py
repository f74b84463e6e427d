"""Diseases, ages, organs, allergies and states that speak against a drug (sections 3 to 6 and 9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from curbside.case.model import Medication, Use
from curbside.drugs.judge import judge
from curbside.drugs.known import Knowing
from curbside.drugs.model import Ask, Order, Patient, Reason, reason_from
from curbside.drugs.tables import Tables
from curbside.knowledge.drug_model import Caution, Grade
from curbside.knowledge.model import Verification

CROSS_REACTING = ("nsaid", "opioid", "gabapentinoid", "tca", "snri", "local_anaesthetic")
"""Classes in which an allergy to one member speaks against the others."""


@dataclass(frozen=True, slots=True)
class Cautions:
    """What holds against an order, what must be asked before a contraindication is ruled out, and what stays open.

    `open` names facts without which some caution of a lower grade could not be judged.
    """

    reasons: tuple[Reason, ...]
    asks: tuple[Ask, ...]
    open: tuple[str, ...]


def cautions_of(order: Order, knowing: Knowing) -> Cautions:
    """Judge every caution of a drug in this patient."""
    reasons: list[Reason] = []
    needed: dict[str, list[str]] = {}
    open_facts: set[str] = set()
    for entry, when in knowing.facts.tables.cautions_about[order.drug]:
        if not _concerns(entry, order, knowing.facts.tables) or judge(entry.unless, knowing.facts).holds is True:
            continue
        truth = when.judge(knowing.facts)
        if truth.holds is None and truth.missing:
            roots = [root for fact in sorted(truth.missing) for root in knowing.ask_for(fact)]
            for root in roots if entry.grade is Grade.X and entry.decides else ():
                needed.setdefault(root, []).append(entry.id)
            open_facts.update(roots)
        elif truth.holds is not False:
            possible = truth.holds is None or not knowing.facts.possible.isdisjoint(when.facts)
            reasons.append(reason_from(entry, entry.says, possible=possible))
    asks = tuple(Ask(fact, tuple(ids), for_dose=False) for fact, ids in needed.items())
    return Cautions(tuple(reasons), asks, tuple(sorted(open_facts - set(needed))))


def _concerns(entry: Caution, order: Order, tables: Tables) -> bool:
    if entry.except_drugs and tables.is_a(order.drug, entry.except_drugs):
        return False
    if entry.starting and not order.starting:
        return False
    if entry.routes and order.route is not None and order.route not in entry.routes:
        return False
    return not entry.forms or order.form is None or order.form in entry.forms


def allergies_to(drug: str, patient: Patient, tables: Tables) -> tuple[Reason, ...]:
    """Allergies of the patient that speak against a drug: itself, or another of a class that cross-reacts."""
    allergic = [m for m in patient.medications if m.use is Use.allergic]
    return tuple(reason for m in allergic for reason in _allergy(drug, m, tables))


def _allergy(drug: str, m: Medication, tables: Tables) -> Iterable[Reason]:
    named = m.drug or m.name.strip().lower()
    if named == drug or named in tables.drugs[drug].classes or m.name.lower() in tables.drugs[drug].names:
        yield _allergic(m, Grade.X, "Do not use")
        return
    shared = [c for c in CROSS_REACTING if tables.is_a(named, (c,)) and tables.is_a(drug, (c,))]
    if "nsaid" in shared or (named == "aspirin" and tables.is_a(drug, ("nsaid",))):
        yield _allergic(m, Grade.X, "Do not use; the class cross-reacts")
    elif shared:
        yield _allergic(m, Grade.D, "Same class: clarify the reaction, choose another drug")


def _allergic(m: Medication, grade: Grade, action: str) -> Reason:
    told = f"allergic to {m.name}" + (f" ({m.reaction})" if m.reaction else "")
    return Reason(
        "allergy", "CI-26", grade, told, action, Verification.partly, ("CI-15", "CI-26"), ("D-L22b", "D-L01"),
        with_drug=m.drug,
    )  # fmt: skip
