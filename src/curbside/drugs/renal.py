"""Kidney function: Cockcroft-Gault with its weight rules, and CKD-EPI 2021 beside it.

Cockcroft-Gault (mL/min) chooses dose bands; the eGFR (mL/min per 1.73 square metres)
is shown beside it and never put in its place (rows F-01 to F-08, INV-01, INV-03).
"""

from __future__ import annotations

from math import sqrt

from curbside.case.kidney_stage import STAGES
from curbside.case.model import Interval
from curbside.drugs.model import Calculation, CannotCompute, Patient
from curbside.drugs.units import span

OBESE_RATIO = 1.3
"""Above this multiple of ideal weight the adjusted weight is used (row F-05; a choice that is stated)."""

CREATININE_VALID_DAYS = {True: 7.0, False: 90.0}
"""Age at which a creatinine is too old: in hospital, and outside (policy)."""

SHORTEST_FOR_IDEAL = 152.4
"""Devine's ideal weight begins at 60 inches (row F-03)."""


def ideal_weight(height: float, sex: str) -> float | None:
    """Devine's ideal body weight in kg for a height in cm; None below 60 inches (row F-03)."""
    if height < SHORTEST_FOR_IDEAL:
        return None
    base = 50.0 if sex == "male" else 45.5
    return base + 2.3 * (height / 2.54 - 60)


def adjusted_weight(actual: float, ideal: float) -> float:
    """Ideal weight plus two fifths of the excess, in kg (row F-04)."""
    return ideal + 0.4 * (actual - ideal)


def dosing_weight(actual: float, height: float | None, sex: str) -> tuple[float, str]:
    """The weight for Cockcroft-Gault and which one it is (row F-05).

    Underweight: actual.  Up to 1.3 times ideal: ideal, which gives the lower
    clearance.  Above: adjusted.  Without height: actual, and it says so.
    """
    if height is None:
        return actual, "actual weight (height unknown)"
    ideal = ideal_weight(height, sex)
    if ideal is None:
        return actual, "actual weight (below 60 inches ideal weight is not defined)"
    if actual < ideal:
        return actual, "actual weight (below ideal)"
    if actual <= OBESE_RATIO * ideal:
        return ideal, "ideal weight"
    return adjusted_weight(actual, ideal), "adjusted weight"


def cockcroft_gault(age: float, weight: float, creatinine: float, sex: str) -> float:
    """Creatinine clearance in mL/min from years, kg and mg/dL (row F-01)."""
    clearance = (140 - age) * weight / (72 * creatinine)
    return clearance * 0.85 if sex == "female" else clearance


def ckd_epi_2021(age: float, creatinine: float, sex: str) -> float:
    """eGFR in mL/min per 1.73 square metres, without a race term (row F-06)."""
    kappa, alpha, factor = (0.7, -0.241, 1.012) if sex == "female" else (0.9, -0.302, 1.0)
    ratio = creatinine / kappa
    below: float = min(ratio, 1.0) ** alpha
    above: float = max(ratio, 1.0) ** -1.2
    return float(142 * below * above * 0.9938**age * factor)


def body_surface(weight: float, height: float) -> float:
    """Mosteller's body surface in square metres from kg and cm (row F-07)."""
    return sqrt(height * weight / 3600)


def deindexed(egfr: float, weight: float, height: float) -> float:
    """eGFR in mL/min for this body, by Mosteller's surface (row F-07)."""
    return egfr * body_surface(weight, height) / 1.73


def stage(egfr: float) -> str:
    """The G stage of an eGFR; chronic kidney disease needs 3 months of it (row F-08)."""
    return next((f"G{name}" for name, least in STAGES.items() if egfr >= least), "G5")


def creatinine_clearance(patient: Patient) -> Calculation | CannotCompute:
    """Clearance of this patient as an interval, or why not and what to ask (INV-01)."""
    stopped = _not_valid(patient)
    if stopped is not None:
        return stopped
    given = patient.facts.get("creatinine_clearance")
    if isinstance(given, Interval):
        shown = f"reported: {span(given)} mL/min"
        return Calculation("creatinine_clearance", given, "mL/min", shown, (), ("F-01",), ("D-R24",))
    missing = [n for n in ("age", "sex", "weight", "creatinine") if getattr(patient, n) is None]
    if missing:
        return CannotCompute("creatinine_clearance", (f"{', '.join(missing)} not known",), tuple(missing))
    age, weight, creatinine = patient.age, patient.weight, patient.creatinine
    assert age is not None
    assert weight is not None
    assert creatinine is not None
    assert patient.sex is not None
    low = _worst(age.high, weight.low, creatinine.high, patient)
    high = _worst(age.low, weight.high, creatinine.low, patient, best=True)
    value, basis = Interval(low[0], max(low[0], high[0])), low[2]
    assumptions = [f"weight: {basis}", "creatinine is stable"]
    if patient.creatinine_days is None:
        assumptions.append("creatinine is recent (its date was not given)")
    arithmetic = _spelled(age, creatinine, low[1], patient.sex, value)
    rows = ("F-01", "F-05")
    return Calculation(
        "creatinine_clearance", value, "mL/min", arithmetic, tuple(assumptions), rows, ("D-R24", "D-X07", "D-X08")
    )


def _not_valid(patient: Patient) -> CannotCompute | None:
    name = "creatinine_clearance"
    if patient.facts.get("dialysis") is True or "dialysis" in patient.possible:
        return CannotCompute(name, ("on dialysis clearance cannot be computed from creatinine",))
    if patient.facts.get("creatinine_unstable") is True or "creatinine_unstable" in patient.possible:
        return CannotCompute(name, ("creatinine is changing, so clearance cannot be computed",), ("creatinine",))
    if patient.age is not None and patient.age.low < 18:
        return CannotCompute(name, ("Cockcroft-Gault is for adults",), ("age",))
    days = patient.creatinine_days
    oldest = CREATININE_VALID_DAYS[patient.in_hospital is True]
    if days is not None and days.high > oldest:
        return CannotCompute(name, (f"creatinine is older than {oldest:.0f} days",), ("creatinine",))
    return None


def _worst(
    age: float, weight: float, creatinine: float, patient: Patient, *, best: bool = False
) -> tuple[float, float, str]:
    """The lowest (or highest) clearance over the heights that are possible, with its weight and basis."""
    sex = patient.sex or ""
    heights = [None] if patient.height is None else [patient.height.low, patient.height.high]
    found = []
    for height in heights:
        used, basis = dosing_weight(weight, height, sex)
        found.append((cockcroft_gault(age, used, creatinine, sex), used, basis))
    choose = max if best else min
    return choose(found, key=lambda item: item[0])


def _spelled(age: Interval, creatinine: Interval, weight: float, sex: str, value: Interval) -> str:
    female = " x 0.85" if sex == "female" else ""
    shown = f"(140 - {age.high:g}) x {weight:.1f} kg / (72 x {creatinine.high:.4g} mg/dL){female}"
    return f"{shown} = {value.low:.1f} mL/min" + ("" if value.is_point else f" (span {span(value)})")


def egfr(patient: Patient) -> Calculation | CannotCompute:
    """CKD-EPI 2021 of this patient; a reported eGFR is taken as it is."""
    given = patient.facts.get("egfr")
    if isinstance(given, Interval):
        return Calculation("egfr", given, "mL/min/1.73 m2", f"reported: {span(given)}", (), ("F-06",), ("D-G11",))
    missing = [n for n in ("age", "sex", "creatinine") if getattr(patient, n) is None]
    if missing:
        return CannotCompute("egfr", (f"{', '.join(missing)} not known",), tuple(missing))
    stopped = _not_valid(patient)
    if stopped is not None:
        return CannotCompute("egfr", stopped.reasons, stopped.ask)
    assert patient.age is not None
    assert patient.creatinine is not None
    assert patient.sex is not None
    low = ckd_epi_2021(patient.age.high, patient.creatinine.high, patient.sex)
    high = ckd_epi_2021(patient.age.low, patient.creatinine.low, patient.sex)
    shown = f"142 x min(SCr/k, 1)^a x max(SCr/k, 1)^-1.2 x 0.9938^{patient.age.high:g}"
    arithmetic = f"{shown} with SCr {patient.creatinine.high:.4g} mg/dL, {patient.sex} = {low:.1f} mL/min/1.73 m2"
    return Calculation("egfr", Interval(low, max(low, high)), "mL/min/1.73 m2", arithmetic, (), ("F-06",), ("D-G11",))
