"""Everything about one patient's kidneys that can be computed, each number with its arithmetic.

The creatinine clearance decides dose bands (`renal.creatinine_clearance`); what stands
here beside it explains it: body weights, body surface, the eGFR for this body, the
clearance with each weight, and the stage (rows F-01 to F-08).
"""

from __future__ import annotations

from collections.abc import Callable

from curbside.case.model import Interval
from curbside.drugs.model import Calculation, CannotCompute, Patient
from curbside.drugs.renal import (
    SHORTEST_FOR_IDEAL,
    adjusted_weight,
    body_surface,
    cockcroft_gault,
    creatinine_clearance,
    deindexed,
    egfr,
    ideal_weight,
    stage,
)
from curbside.drugs.units import span

Found = Calculation | CannotCompute

FORMULAS = {
    "creatinine_clearance": "(140 - age) x weight / (72 x creatinine), x 0.85 in women (Cockcroft-Gault)",
    "egfr": (
        "142 x min(creatinine/k, 1)^a x max(creatinine/k, 1)^-1.2 x 0.9938^age, x 1.012 in women; women k 0.7, "
        "a -0.241; men k 0.9, a -0.302 (CKD-EPI 2021, without a race term)"
    ),
    "egfr_deindexed": "eGFR x body surface / 1.73",
    "body_surface": "square root of (height x weight / 3600) (Mosteller)",
    "ideal_weight": "men 50, women 45.5, + 2.3 x (height / 2.54 - 60) (Devine)",
    "adjusted_weight": "ideal weight + 0.4 x (actual weight - ideal weight)",
}
"""Each formula in words: years, kg, cm, mg/dL; results in the units of the calculations."""

REPORTED = "reported"
"""How the arithmetic of a number begins that was given and not computed."""


def kidney_numbers(patient: Patient) -> tuple[Found, ...]:
    """Clearance, eGFR, eGFR for this body, body surface, ideal and adjusted weight; or why not."""
    functions: tuple[Callable[[Patient], Found], ...] = (
        creatinine_clearance, egfr, egfr_for_body, surface, ideal, adjusted,
    )  # fmt: skip
    return tuple(function(patient) for function in functions)


def surface(patient: Patient) -> Found:
    """Body surface in square metres."""
    if patient.weight is None or patient.height is None:
        return _lacking("body_surface", patient, "weight", "height")
    w, h = patient.weight, patient.height
    value = Interval(body_surface(w.low, h.low), body_surface(w.high, h.high))
    told = f"square root of ({h.low:g} cm x {w.low:g} kg / 3600) = {value.low:.2f} m2{_spread(value, 2)}"
    return Calculation("body_surface", value, "m2", told, (), ("F-07",))


def egfr_for_body(patient: Patient) -> Found:
    """The eGFR in mL/min for this body, to set beside a clearance in a very large or small one."""
    rate = egfr(patient)
    if isinstance(rate, CannotCompute):
        return CannotCompute("egfr_deindexed", rate.reasons, rate.ask)
    if patient.weight is None or patient.height is None:
        return _lacking("egfr_deindexed", patient, "weight", "height")
    w, h = patient.weight, patient.height
    value = Interval(deindexed(rate.value.low, w.low, h.low), deindexed(rate.value.high, w.high, h.high))
    area = body_surface(w.low, h.low)
    told = f"{rate.value.low:.1f} x {area:.2f} m2 / 1.73 = {value.low:.1f} mL/min{_spread(value)}"
    return Calculation("egfr_deindexed", value, "mL/min", told, (), ("F-06", "F-07"), rate.sources)


def ideal(patient: Patient) -> Found:
    """Devine's ideal weight in kg; not defined below 60 inches."""
    name = "ideal_weight"
    if patient.height is None or patient.sex is None:
        return _lacking(name, patient, "height", "sex")
    low, high = (ideal_weight(h, patient.sex) for h in (patient.height.low, patient.height.high))
    if low is None or high is None:
        return CannotCompute(name, (f"not defined below {SHORTEST_FOR_IDEAL:g} cm (60 inches)",))
    value = Interval(low, high)
    base = "50" if patient.sex == "male" else "45.5"
    told = f"{base} + 2.3 x ({patient.height.low:g} cm / 2.54 - 60) = {low:.1f} kg{_spread(value)}"
    return Calculation(name, value, "kg", told, (), ("F-03",), ("D-X07",))


def adjusted(patient: Patient) -> Found:
    """Ideal weight with two fifths of what lies above it, in kg; it decides only in marked excess weight (row F-05)."""
    name, found = "adjusted_weight", ideal(patient)
    if isinstance(found, CannotCompute):
        return CannotCompute(name, found.reasons, found.ask)
    if patient.weight is None:
        return _lacking(name, patient, "weight")
    w = patient.weight
    value = Interval(adjusted_weight(w.low, found.value.low), adjusted_weight(w.high, found.value.high))
    shown = f"{found.value.low:.1f} + 0.4 x ({w.low:g} - {found.value.low:.1f}) = {value.low:.1f} kg{_spread(value)}"
    return Calculation(name, value, "kg", shown, (), ("F-04",), ("D-X07", "D-X08"))


def clearance_by_weight(patient: Patient) -> tuple[Calculation, ...]:
    """The clearance with actual, ideal and adjusted weight, as far as each is defined.

    None while the clearance itself cannot be computed or was reported by the laboratory.
    """
    decided = creatinine_clearance(patient)
    if isinstance(decided, CannotCompute) or decided.arithmetic.startswith(REPORTED):
        return ()
    weights: list[tuple[str, Interval]] = [("actual", patient.weight)] if patient.weight else []
    for name, found in (("ideal", ideal(patient)), ("adjusted", adjusted(patient))):
        if isinstance(found, Calculation):
            weights.append((name, found.value))
    return tuple(_cleared(patient, name, weight) for name, weight in weights)


def _cleared(patient: Patient, name: str, weight: Interval) -> Calculation:
    assert patient.age is not None
    assert patient.creatinine is not None
    assert patient.sex is not None
    low = cockcroft_gault(patient.age.high, weight.low, patient.creatinine.high, patient.sex)
    high = cockcroft_gault(patient.age.low, weight.high, patient.creatinine.low, patient.sex)
    female = " x 0.85" if patient.sex == "female" else ""
    told = f"(140 - {patient.age.high:g}) x {weight.low:.1f} kg / (72 x {patient.creatinine.high:.4g} mg/dL){female}"
    value = Interval(low, max(low, high))
    shown = f"{told} = {low:.1f} mL/min{_spread(value)}"
    return Calculation(f"clearance_with_{name}_weight", value, "mL/min", shown, (), ("F-01", "F-05"), ("D-R24",))


def stages(value: Interval) -> tuple[str, ...]:
    """The G stages that an eGFR touches, the lowest function first: one, unless it is a span over an edge."""
    return tuple(dict.fromkeys((stage(value.low), stage(value.high))))


def _lacking(name: str, patient: Patient, *needed: str) -> CannotCompute:
    missing = tuple(n for n in needed if getattr(patient, n) is None)
    return CannotCompute(name, (f"{', '.join(missing)} not known",), missing)


def _spread(value: Interval, digits: int = 1) -> str:
    return "" if value.is_point else f" (span {span(value, digits)})"
