"""Opioid tolerance as the labels define it, drug by drug (section 2.3); never a test on MME."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from curbside.case.model import Interval, Medication, Use
from curbside.drugs.tables import Tables
from curbside.drugs.totals import daily_amounts
from curbside.drugs.units import exact, plain
from curbside.knowledge.opioid_model import Tolerance

NAIVE_DAYS = 90
"""No opioid for this long is called opioid-naive (row D04 of the sources; another rule than tolerance)."""


@dataclass(frozen=True, slots=True)
class ToleranceResult:
    """Whether the patient is opioid-tolerant; None with `needs_pharmacist` or missing data."""

    tolerant: bool | None
    needs_pharmacist: bool
    reasons: tuple[str, ...]
    rows: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def opioid_tolerance(medications: Iterable[Medication], tables: Tables, *, complete: bool = True) -> ToleranceResult:
    """Judge tolerance from the opioids that are taken now and for how long.

    A drug without a line in the table, or a mix in which each stays below its own
    line, needs a pharmacist: it is neither tolerant nor not.
    """
    taken = [m for m in medications if m.use is Use.taken and m.drug and tables.is_a(m.drug, ("opioid",))]
    if not taken:
        told = "no opioid is taken" if complete else "whether an opioid is taken is not known"
        return ToleranceResult(False if complete else None, False, (told,))
    verdicts = [_one(m, tables) for m in taken]
    for result in verdicts:
        if result.tolerant:
            return result
    reasons = tuple(reason for v in verdicts for reason in v.reasons)
    if len(taken) > 1 or any(v.needs_pharmacist for v in verdicts):
        return ToleranceResult(None, True, (*reasons, "needs pharmacist review"), ("TOL-MIX",), ("D-N03",))
    return verdicts[0]


def _one(m: Medication, tables: Tables) -> ToleranceResult:
    line = next((t for t in tables.tolerance.values() if t.drug == m.drug), None)
    if line is None:
        return ToleranceResult(
            None, True, (f"{m.name}: the label list gives no line for it",), ("TOL-MIX",), ("D-N03",)
        )
    daily = _daily(m, tables, line)
    if daily is None:
        return ToleranceResult(None, False, (f"{m.name}: the daily amount is not known",), line.rows, line.sources)
    limit = exact(line.at_least)
    told = f"{m.name}: {plain(daily)} {line.unit} a day against {plain(limit)}"
    if daily < limit:
        return ToleranceResult(False, False, (told,), line.rows, line.sources)
    return _long_enough(m.since, line, told)


def _daily(m: Medication, tables: Tables, line: Tolerance) -> Decimal | None:
    """The amount that is certainly taken each day: as-needed doses are not counted."""
    if line.unit == "mcg/h":
        if m.unit == "mcg/h" and m.amount is not None:
            return exact(m.amount.low)
        return exact(m.strength) if m.strength is not None and m.strength_unit == "mcg/h" else None
    parts = [d for d in daily_amounts(m, tables) if d.drug == m.drug]
    return parts[0].low if parts else None


def _long_enough(since: Interval | None, line: Tolerance, told: str) -> ToleranceResult:
    if since is None:
        return ToleranceResult(None, False, (f"{told}; for how long is not known",), line.rows, line.sources)
    if since.low >= line.days:
        return ToleranceResult(True, False, (f"{told} for at least {since.low:g} days",), line.rows, line.sources)
    if since.high < line.days:
        told += f" for {since.high:g} days only"
        return ToleranceResult(False, False, (told,), line.rows, line.sources)
    return ToleranceResult(None, False, (f"{told}; for how long is not clear",), line.rows, line.sources)


def is_opioid_naive(days_since_last: float | None) -> bool | None:
    """No opioid in the last 90 days; None when that is not known."""
    return None if days_since_last is None else days_since_last > NAIVE_DAYS
