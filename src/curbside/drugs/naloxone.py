"""Whether naloxone is offered with an opioid (section 14.2); with none of the reasons it is still discussed."""

from __future__ import annotations

from dataclasses import dataclass

from curbside.case.model import Interval, Value
from curbside.drugs.judge import judge
from curbside.drugs.known import Knowing, know
from curbside.drugs.model import Ask, Patient
from curbside.drugs.opioid_rules import PAUSE_MME
from curbside.drugs.tables import Tables


@dataclass(frozen=True, slots=True)
class NaloxoneNeed:
    """`offer` is None while a reason is still unknown; `discuss` is true for everyone on an opioid."""

    discuss: bool
    offer: bool | None
    reasons: tuple[str, ...]
    triggers: tuple[str, ...]
    asks: tuple[Ask, ...]
    rows: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def naloxone_need(patient: Patient, tables: Tables, *proposed: str, knowing: Knowing | None = None) -> NaloxoneNeed:
    """Judge every trigger for a patient who takes an opioid or is to begin one (`proposed`).

    `knowing` is what `know` derives of the patient; without it, it is derived here.
    """
    knowing = (knowing or know(patient, tables)).with_taken(*proposed)
    if not any(tables.is_a(drug, ("opioid",)) for drug in knowing.facts.taken):
        return NaloxoneNeed(discuss=False, offer=False, reasons=(), triggers=(), asks=())
    held = []
    needed: dict[str, list[str]] = {}
    for trigger in tables.naloxone.values():
        truth = judge(trigger.when, knowing.facts)
        if truth.holds is True:
            held.append(trigger)
        for fact in truth.missing if truth.holds is None else ():
            for root in knowing.ask_for(fact):
                needed.setdefault(root, []).append(trigger.id)
    open_mme = _total_is_open(knowing.facts.values.get("mme"))
    asks = tuple(Ask(fact, tuple(ids), for_dose=False) for fact, ids in sorted(needed.items()))
    return NaloxoneNeed(
        discuss=True,
        offer=True if held else (None if asks or open_mme else False),
        reasons=tuple(t.says for t in held),
        triggers=tuple(t.id for t in held),
        asks=asks,
        rows=tuple(dict.fromkeys(r for t in held for r in t.rows)),
        sources=tuple(dict.fromkeys(s for t in held for s in t.sources)) or ("D-G14",),
    )


def _total_is_open(mme: Value | None) -> bool:
    """Whether the opioid total is incomplete and could still reach the pause."""
    return isinstance(mme, Interval) and mme.low < PAUSE_MME <= mme.high
