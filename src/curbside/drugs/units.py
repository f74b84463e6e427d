"""Conversions between the units in which patients and medicines are measured."""

from __future__ import annotations

from decimal import Decimal

from curbside.case.model import Interval

CREATININE_PER_MG_DL = 88.4
"""Micromoles per litre in one milligram per decilitre of creatinine (row F-02)."""

_MASS = {"g": Decimal(1000), "mg": Decimal(1), "mcg": Decimal("0.001"), "ug": Decimal("0.001"), "µg": Decimal("0.001")}


class UnknownUnitError(ValueError):
    """A unit that no table knows; nothing is computed with it."""

    def __init__(self, unit: str) -> None:
        super().__init__(f"unknown unit {unit!r}: write one of {', '.join(_MASS)}")


def exact(number: float) -> Decimal:
    """The decimal that was written, free of binary rounding."""
    return Decimal(str(number))


def milligrams(amount: float, unit: str) -> Decimal:
    """A mass in milligrams.

    Raises:
        UnknownUnitError: the unit is no mass; a missing unit is unknown, too.
    """
    if unit not in _MASS:
        raise UnknownUnitError(unit)
    return exact(amount) * _MASS[unit]


def creatinine_mg_dl(value: float, unit: str) -> float:
    """Creatinine in mg/dL from mg/dL or umol/L.

    Raises:
        UnknownUnitError: the unit is neither.
    """
    if unit == "mg/dL":
        return value
    if unit in ("umol/L", "µmol/L", "micromol/L"):
        return value / CREATININE_PER_MG_DL
    raise UnknownUnitError(unit)


def kilograms(value: float, unit: str) -> float:
    """Weight in kg from kg, lb or st."""
    factors = {"kg": 1.0, "lb": 0.45359237, "st": 6.35029318}
    if unit not in factors:
        raise UnknownUnitError(unit)
    return value * factors[unit]


def centimetres(value: float, unit: str) -> float:
    """Height in cm from cm, m, in or ft."""
    factors = {"cm": 1.0, "m": 100.0, "in": 2.54, "ft": 30.48}
    if unit not in factors:
        raise UnknownUnitError(unit)
    return value * factors[unit]


def plain(number: float | Decimal) -> str:
    """A dose as it is written on an order: no trailing zero, always a leading zero."""
    text = f"{Decimal(str(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def span(value: Interval, digits: int = 1) -> str:
    """An interval for a reader: one number, or "low to high"."""
    low = f"{value.low:.{digits}f}"
    high = f"{value.high:.{digits}f}"
    return low if low == high else f"{low} to {high}"
