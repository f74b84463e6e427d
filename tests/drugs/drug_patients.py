"""Patients and medicine lines for tests, written as a pharmacist would say them."""

from __future__ import annotations

from functools import cache
from typing import Any

from curbside.case.model import Answer, Interval, Medication, Use
from curbside.drugs.model import Patient
from curbside.drugs.tables import Tables
from curbside.knowledge.conditions import Chosen, Holds, nodes
from curbside.knowledge.load import default_root, load_unchecked

SAID = Answer("test")

NUMBERS = ("age", "weight", "height", "creatinine", "creatinine_days")


@cache
def real_tables() -> Tables:
    """The tables as they are written, whatever the state of the rest of the knowledge base."""
    return Tables.of(load_unchecked(default_root())[0].shelves)


def at(value: float | tuple[float, float] | None) -> Interval | None:
    """A number, or a span as a pair."""
    if value is None:
        return None
    return Interval(*value) if isinstance(value, tuple) else Interval.point(value)


@cache
def hazards() -> tuple[str, ...]:
    """Every yes-or-no fact that a caution, limit or naloxone trigger reads."""
    tables = real_tables()
    entries = (*tables.cautions.values(), *tables.limits.values(), *tables.naloxone.values())
    found = {n.fact for e in entries for n in nodes(e.when) if isinstance(n, Holds)}
    return tuple(sorted(found - {"opioid_tolerant", "ketorolac_injected_before"}))


@cache
def choices() -> tuple[str, ...]:
    tables = real_tables()
    entries = (*tables.cautions.values(), *tables.limits.values())
    return tuple(sorted({n.fact for e in entries for n in nodes(e.when) if isinstance(n, Chosen)}))


def patient(**told: Any) -> Patient:
    """Only what is told is known.  `crcl` and `egfr` are reported values; `takes` are medicine lines."""
    facts: dict[str, Any] = dict(told.pop("facts", {}))
    for short, fact in (
        ("crcl", "creatinine_clearance"),
        ("egfr", "egfr"),
        ("qtc", "qtc"),
        ("weeks", "pregnancy_weeks"),
    ):
        if short in told:
            facts[fact] = at(told.pop(short))
    takes = tuple(told.pop("takes", ()))
    known = {n: at(told.pop(n)) for n in NUMBERS if n in told}
    own = {n: told.pop(n) for n in ("sex", "in_hospital", "medications_complete", "possible") if n in told}
    facts.update(told)
    return Patient(**known, **own, facts=facts, medications=takes)


def healthy(**told: Any) -> Patient:
    """A 40-year-old man of 80 kg in whom every hazard was asked and denied, unless told otherwise."""
    start: dict[str, Any] = dict.fromkeys(hazards(), False)
    start |= {"age": 40, "sex": "male", "weight": 80, "crcl": 100, "egfr": 100, "child_pugh": "none", "qtc": 400}
    start |= {"weeks": 0, "medications_complete": True, "opioid_tolerant": True, "ketorolac_injected_before": True}
    return patient(**{**start, **told})


def line(drug: str | None, amount: Any = None, unit: str = "mg", **more: Any) -> Medication:
    """A medicine line: `every` hours or `times` a day, `days` taken, `stopped` days ago."""
    name = more.pop("name", drug or "unknown")
    every, times = more.pop("every", None), more.pop("times", None)
    since, stopped = more.pop("days", None), more.pop("stopped", None)
    use = more.pop("use", Use.stopped if stopped is not None else Use.taken)
    return Medication(
        drug=drug, name=name, use=use, basis=SAID, amount=at(amount), unit=unit, interval_hours=every,
        per_day=at(times), since=at(since), stopped=at(stopped), **more,
    )  # fmt: skip


def allergic(drug: str | None, name: str | None = None, **more: Any) -> Medication:
    return line(drug, use=Use.allergic, name=name or drug or "", **more)
