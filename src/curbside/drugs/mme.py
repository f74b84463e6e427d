"""Morphine milligram equivalents by named vintage (rows MME-01 to MME-16).

A total is a gauge of risk.  It is never used backwards to choose a new dose
(INV-05), and it is a plain number only when nothing is missing (INV-04).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from curbside.case.model import Medication
from curbside.drugs.model import MmePart, MmeTotal
from curbside.drugs.tables import Tables
from curbside.drugs.totals import Daily, daily_amounts, is_taken
from curbside.drugs.units import exact, plain
from curbside.knowledge.opioid_model import Factor

Vintage = Literal["cdc_2022", "cdc_2016", "research_2018"]

PATCH_TRUE_STRENGTH = {Decimal(12): Decimal("12.5")}
"""The fentanyl patch labelled 12 delivers 12.5 mcg/h (row D-FEN)."""

_ORAL = ("oral", "po", "by mouth", None)
_COMPUTED_ROUTES = ("oral", "transdermal")


class RefusedConversionError(ValueError):
    """An opioid dose was to be chosen from an MME total."""

    def __init__(self, drug: str) -> None:
        super().__init__(
            f"a dose of {drug} cannot be computed from MME: use the label's own conversion and reduce for "
            "incomplete cross-tolerance, with a pharmacist"
        )


def refuse_conversion(drug: str) -> None:
    """MME is never used backwards (INV-05, MME-16).

    Raises:
        RefusedConversionError: always.
    """
    raise RefusedConversionError(drug)


def mme_total(medications: Iterable[Medication], tables: Tables, vintage: Vintage = "cdc_2022") -> MmeTotal:
    """The total of all opioids that are taken, with its parts and whatever is missing."""
    parts = [part for m in medications if is_taken(m) for part in _parts(m, tables, vintage)]
    counted = [p for p in parts if p.counted]
    reasons = tuple(dict.fromkeys(p.reason for p in parts if p.full is None and p.reason))
    incomplete = any(p.full is None and not p.reason.startswith("for opioid use disorder") for p in parts)
    full = sum((p.full for p in counted if p.full is not None), Decimal(0))
    scheduled = sum((p.scheduled for p in counted if p.scheduled is not None), Decimal(0))
    sources = tuple(dict.fromkeys(s for p in parts for s in p.sources))
    return MmeTotal(
        vintage,
        scheduled,
        full,
        None if incomplete else full,
        scheduled,
        not incomplete,
        tuple(parts),
        reasons,
        sources,
    )


def _parts(m: Medication, tables: Tables, vintage: Vintage) -> Iterable[MmePart]:
    if m.drug is not None and m.drug not in tables.drugs and tables.is_a(m.drug, ("opioid",)):
        yield _missing(m.drug, m.name, f"{m.name}: which opioid is not given")
        return
    if m.drug is not None and tables.is_a(m.drug, ("opioid",)) and _is_patch(m):
        yield _patch(m, tables, vintage)
        return
    for daily in daily_amounts(m, tables):
        if daily.drug and tables.is_a(daily.drug, ("opioid",)):
            yield _part(m, daily, tables, vintage)


def _missing(drug: str, quote: str, why: str) -> MmePart:
    return MmePart(drug, quote, None, None, "", False, why)


def _is_patch(m: Medication) -> bool:
    told = f"{m.form or ''} {m.route or ''} {m.unit} {m.strength_unit}".lower()
    return "patch" in told or "transdermal" in told or "mcg/h" in told


def _is_for_oud(m: Medication) -> bool:
    purpose = (m.purpose or "").lower()
    return "oud" in purpose.split() or "opioid use disorder" in purpose or "addiction" in purpose


def _part(m: Medication, daily: Daily, tables: Tables, vintage: Vintage) -> MmePart:
    excluded = _not_counted(m, daily.drug, tables, vintage)
    if excluded is not None:
        return excluded
    rows = [f for f in _factors(daily.drug, tables, vintage) if _fits(f, m)]
    if not rows or any(f.factor is None for f in rows):
        return _missing(daily.drug, m.name, f"{m.name}: no factor for this drug and route, cannot be computed")
    if daily.high is None or daily.low is None:
        return _missing(daily.drug, m.name, daily.reason)
    factor = _tier(rows, daily.high)
    if factor is None:
        return _missing(daily.drug, m.name, f"{m.name}: no tier of the factor covers this amount")
    return _converted(daily, factor, daily.high, daily.low)


def _converted(daily: Daily, factor: Factor, high: Decimal, low: Decimal) -> MmePart:
    value = exact(factor.factor or 0)
    scale = Decimal(1000) if factor.unit == "mcg" else Decimal(1)
    full = high * scale * value
    told = f"{daily.arithmetic}; x {plain(value)} = {plain(full)} MME"
    if factor.says:
        told += f" ({factor.says})"
    return MmePart(daily.drug, daily.quote, full, low * scale * value, told, True, "", factor.rows, factor.sources)


def _not_counted(m: Medication, drug: str, tables: Tables, vintage: Vintage) -> MmePart | None:
    if drug in ("methadone", "buprenorphine") and _is_for_oud(m):
        why = f"for opioid use disorder, not counted in pain thresholds: {m.name}"
        return MmePart(drug, m.name, None, None, "", False, why, ("MME-10",), ("D-D01", "D-D03"))
    if not tables.is_a(drug, ("partial_agonist",)):
        return None
    says = next((f.says for f in _factors(drug, tables, vintage) if f.says), "no factor")
    return MmePart(drug, m.name, None, None, "", False, f"{m.name}: {says}", ("MME-08",), ("D-D03", "D-G01"))


def _factors(drug: str, tables: Tables, vintage: Vintage) -> list[Factor]:
    return [f for f in tables.factors.values() if f.drug == drug and f.vintage == vintage and f.decides]


def _fits(factor: Factor, m: Medication) -> bool:
    if "any" in factor.routes:
        return True
    route = (m.route or "").lower() or None
    if route is None and "oral" not in factor.routes:
        return m.form in factor.forms
    if route in _ORAL:
        route = "oral"
    return route in factor.routes and (not factor.forms or m.form in factor.forms)


def _tier(rows: list[Factor], daily: Decimal) -> Factor | None:
    """The tier of a daily dose; tiers join as (0, 20], (20, 40] ... without holes (MME-15)."""
    return next((f for f in rows if exact(f.above) < daily and (f.up_to is None or daily <= exact(f.up_to))), None)


def _patch(m: Medication, tables: Tables, vintage: Vintage) -> MmePart:
    drug = m.drug or ""
    excluded = _not_counted(m, drug, tables, vintage)
    if excluded is not None:
        return excluded
    rows = [f for f in _factors(drug, tables, vintage) if "transdermal" in f.routes]
    if not rows or vintage == "research_2018":
        return _missing(drug, m.name, f"{m.name}: a patch has no factor a day in this vintage")
    strength, count, why = _patch_strength(m)
    if strength is None:
        return _missing(drug, m.name, f"{m.name}: {why}")
    factor = rows[0]
    full = strength * count * exact(factor.factor or 0)
    told = f"{plain(strength)} mcg/h x {plain(count)} at once x {plain(exact(factor.factor or 0))} = {plain(full)} MME"
    told += " (whatever the change interval)"
    return MmePart(drug, m.name, full, full, told, True, "", factor.rows, factor.sources)


def _patch_strength(m: Medication) -> tuple[Decimal | None, Decimal, str]:
    """Micrograms an hour and patches at once.  A mass in the dose field is refused (MME-06)."""
    unit = m.unit.lower()
    if unit == "mcg/h" and m.amount is not None:
        return _true(exact(m.amount.high)), Decimal(1), ""
    if unit.rstrip("es") in ("patch", "") or unit == "patches":
        if m.strength is None or m.strength_unit.lower() != "mcg/h":
            return None, Decimal(0), "patch strength not given"
        return _true(exact(m.strength)), exact(m.amount.high if m.amount else 1), ""
    return None, Decimal(0), f"a patch dose in {m.unit!r} is refused: give the strength in mcg/h"


def _true(strength: Decimal) -> Decimal:
    return PATCH_TRUE_STRENGTH.get(strength, strength)


def mme_of_supply(strength: float, quantity: float, days: float, factor: Factor) -> Decimal:
    """The retrospective form: strength x quantity / days supplied x factor (MME-04, MME-05)."""
    return exact(strength) * exact(quantity) / exact(days) * exact(factor.factor or 0)
