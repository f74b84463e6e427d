"""Tapers as arithmetic, and what must never be stopped abruptly (INV-10, rows TP-01 to TP-07)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from curbside.case.model import Medication, Use
from curbside.drugs.tables import Tables
from curbside.drugs.units import exact
from curbside.knowledge.drug_model import Drug

LONG_STEROID_DAYS = 21
"""A corticosteroid taken longer than this is not stopped at once (row INV-10 as corrected)."""


class FastTaperError(ValueError):
    """A taper faster than the rules allow without signs of danger."""

    def __init__(self, percent: float) -> None:
        super().__init__(f"a step of {percent:g}% is faster than a taper: choose 5 to 20%, pauses are allowed")


@dataclass(frozen=True, slots=True)
class TaperPlan:
    """Daily amounts after each step, with the arithmetic of each.  Pauses are always allowed."""

    amounts: tuple[Decimal, ...]
    arithmetic: tuple[str, ...]
    rows: tuple[str, ...] = ("TP-03", "TP-04", "TP-05")
    sources: tuple[str, ...] = ("D-G01t", "D-G03")


def taper_plan(start: float, percent: float, steps: int, of: Literal["original", "current"] = "current") -> TaperPlan:
    """A taper by a share of the original or of the current daily amount.

    Raises:
        FastTaperError: the step is above 20%.
    """
    if not 0 < percent <= 20:
        raise FastTaperError(percent)
    share = exact(percent) / 100
    first = amount = exact(start)
    amounts, told = [], []
    for _ in range(steps):
        base = first if of == "original" else amount
        after = max(Decimal(0), amount - base * share)
        told.append(f"{amount:f} - {percent:g}% of {base:f} = {after:f}")
        amount = after
        amounts.append(amount)
    return TaperPlan(tuple(amounts), tuple(told))


@dataclass(frozen=True, slots=True)
class StopWarning:
    """A medicine that must not be stopped at once, with how it is ended."""

    drug: str
    says: str
    rows: tuple[str, ...]
    sources: tuple[str, ...]


def stop_warnings(medications: Iterable[Medication], tables: Tables) -> tuple[StopWarning, ...]:
    """What among the medicines taken must never be stopped abruptly."""
    taken = [m for m in medications if m.use is Use.taken and m.drug]
    return tuple(w for m in taken if (w := stop_warning(m, tables)) is not None)


TAPERED_CLASSES = ("opioid", "benzodiazepine", "gabapentinoid", "snri", "tca", "ssri", "z_drug")


def stop_warning(m: Medication, tables: Tables) -> StopWarning | None:
    """The warning for one medicine; a short steroid course needs none."""
    drug = tables.drugs.get(m.drug or "")
    if drug is None:
        return _warning(m.drug, f"the {m.drug}", None) if m.drug in TAPERED_CLASSES else None
    if not drug.recurring:
        return None
    if tables.is_a(drug.id, ("corticosteroid",)) and m.since is not None and m.since.high <= LONG_STEROID_DAYS:
        return None
    return _warning(drug.id, drug.names[0], drug)


def _warning(name: str, called: str, drug: Drug | None) -> StopWarning:
    how = next((d.taper for d in drug.dosing if d.taper), None) if drug else None
    says = f"Do not stop {called} at once: taper {how or 'with the prescriber'}"
    rows, sources = (drug.rows, drug.sources) if drug else ((), ("D-G03",))
    return StopWarning(name, says, ("INV-10", *rows), sources)
