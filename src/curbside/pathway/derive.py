"""Facts that are computed from others: the closed registry that `derived:` may name.

Each function looks at a view and returns what it knows, or None when an input is
missing.  It never assumes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import inf

from curbside.case.kleene import compare
from curbside.case.model import Derived, Finding, Interval, Status, Use, Value
from curbside.drugs.model import Verdict
from curbside.pathway.measured import PROOFS, proved
from curbside.pathway.view import Known, View


def _computed(fact: str, value: Value, function: str, *inputs: str) -> Known:
    finding = Finding(
        fact, value, Status.present, Derived(function, inputs), reason=f"computed from {', '.join(inputs)}"
    )
    return Known(value, False, (finding,))


def spine_surgery(view: View) -> Known | None:
    """Present when the case names an operation that was done, or a number of operations."""
    done = [o for o in view.case.operations if not o.planned]
    if done:
        basis = Finding("spine_surgery", True, Status.present, done[0].basis)
        return Known(True, False, (basis,))
    count = view.known("spine_operation_count")
    if count is not None and isinstance(count.value, Interval):
        if count.value.low >= 1:
            return Known(True, count.possible, count.findings)
        if count.value.high < 1:
            return Known(False, False, count.findings)
    return None


def days_since_surgery(view: View) -> Known | None:
    """Days since the most recent spine operation whose date is known; unknown while any is undated."""
    done = [o for o in view.case.operations if not o.planned]
    dated = [o.days_ago for o in done if o.days_ago is not None]
    if not dated:
        return None
    latest = Interval(min(d.low for d in dated), min(d.high for d in dated))
    if len(dated) < len(done):
        latest = Interval(0, latest.high)
    return _computed("days_since_surgery", latest, "days_since_surgery", "operations")


def operation_count(view: View) -> Known | None:
    """At least the number of operations named; exactly that number when the list is complete."""
    count = len([o for o in view.case.operations if not o.planned])
    if not count and "operations" not in view.case.complete:
        return None
    value = Interval.point(count) if "operations" in view.case.complete else Interval(count)
    return _computed("spine_operation_count", value, "operation_count", "operations")


def surgery_region(view: View) -> Known | None:
    """The region of the operations when they all lie in one."""
    regions = {o.region for o in view.case.operations if not o.planned}
    if len(regions) != 1 or None in regions:
        return None
    return _computed("surgery_region", str(regions.pop()), "surgery_region", "operations")


_POWERS = (
    "power_hip_flexion",
    "power_knee_extension",
    "power_ankle_dorsiflexion",
    "power_great_toe_extension",
    "power_ankle_plantarflexion",
    "power_hip_abduction",
)


def lowest_power(view: View) -> Known | None:
    """The lowest MRC grade among the movements that were tested."""
    found = [(name, view.known(name)) for name in _POWERS if name in view.knowledge.facts]
    graded = [(k.value, name) for name, k in found if k is not None and isinstance(k.value, Interval)]
    if not graded:
        return None
    lowest = min((value for value, _ in graded), key=lambda v: (v.low, v.high))
    return _computed("lowest_power", lowest, "lowest_power", *(name for _, name in graded))


def any_red_flag(view: View) -> Known | None:
    """Present as soon as one red flag is; never absent, because no list of denials is complete."""
    flags = [(name, view.known(name)) for name in view.stated if view.knowledge.facts[name].red_flag]
    present = [(name, known) for name, known in flags if known is not None and known.value is True]
    if not present:
        return None
    possible = all(known.possible for _, known in present)
    found = tuple(finding for _, known in present for finding in known.findings)
    return Known(True, possible, found)


_COMPLAINTS = ("back_pain", "leg_pain", "bilateral_leg_pain", "leg_weakness", "numbness_leg", "neck_pain", "arm_pain")


def symptoms_changed(view: View) -> Known | None:
    """Present when a pain or deficit is new or worse; never absent, because others may not have been asked."""
    named = [view.known(name) for name in _COMPLAINTS if name in view.knowledge.facts]
    changed = tuple(
        f
        for known in named
        if known is not None and known.value is True
        for f in known.findings
        if f.course in _CHANGED
    )
    return Known(True, all(f.status is Status.possible for f in changed), changed) if changed else None


_CHANGED = ("new", "worse")


_CAUDA_EQUINA = (
    "saddle_sensory_change", "bladder_change", "bowel_change", "sexual_change", "bilateral_leg_deficit",
    "anal_tone_reduced",
)  # fmt: skip


def cauda_equina_signs_unchanged(view: View) -> Known | None:
    """Present when every sign of the cauda equina that is told is unchanged; it began when the youngest of them did.

    Unknown as soon as one is new, worse or without a course or a beginning, with a large residual, and where none is
    told.
    """
    if _is_large(view, "post_void_residual", "ces_pvr_limit"):
        return None
    found = [finding for name in _CAUDA_EQUINA for finding in view.told(name)]
    begun = [f.onset for f in found if f.course == "unchanged" and f.onset is not None]
    if not found or len(begun) < len(found):
        return None
    onset = Interval(min(days.low for days in begun), min(days.high for days in begun))
    known = _computed("cauda_equina_signs_unchanged", True, "cauda_equina_signs_unchanged", *_CAUDA_EQUINA)
    return Known(True, False, (replace(known.findings[0], onset=onset, course="unchanged"),))


def _is_large(view: View, number: str, figure: str) -> bool:
    """Whether a number is, or may be, as large as a figure."""
    known, limit = view.known(number), view.limit(figure)
    measured = None if known is None else known.value
    return isinstance(measured, Interval) and limit is not None and compare(measured, ">=", limit) is not False


def mme_per_day(view: View) -> Known | None:
    """Milligrams of oral morphine equivalent a day at full use; open upwards while something is missing."""
    review = view.medicines
    if not review.opioids_taken:
        return None
    high = float(review.mme.high) if review.mme.high is not None else inf
    return _computed("mme_per_day", Interval(float(review.mme.full), high), "mme_per_day", "medications")


def contraindicated_medicine_taken(view: View) -> Known | None:
    """Present when a medicine is taken that must not be taken by this patient; never absent."""
    return _graded("contraindicated_medicine_taken", view, Verdict.block)


def hazardous_medicine_taken(view: View) -> Known | None:
    """Present when a medicine is taken that this patient should avoid, or above its limit; never absent."""
    return _graded("hazardous_medicine_taken", view, Verdict.avoid, Verdict.reduce, Verdict.block)


def _graded(fact: str, view: View, *verdicts: Verdict) -> Known | None:
    if not view.case.medications:
        return None
    held = any(
        check.verdict in verdicts and any(not r.possible and (m.use is not Use.asked or r.kind != "start")
                                          for r in check.reasons)
        for m, check in view.medicines.taken
    )  # fmt: skip
    return _computed(fact, True, fact, "medications") if held else None


def acetaminophen_per_day(view: View) -> Known | None:
    """Milligrams of acetaminophen a day over all products (INV-09); open upwards while a part is unknown."""
    total = view.medicines.acetaminophen
    if not total.parts:
        return None
    low, fact = float(total.low), "acetaminophen_per_day"
    known = Interval(low, inf, low_open=True) if total.high is None else Interval(low, float(total.high))
    return _computed(fact, known, fact, "medications")


def naloxone_wanted(view: View) -> Known | None:
    """Whether a trigger for offering naloxone holds (CDC 2022); unknown while one is open."""
    need = view.medicines.naloxone
    if not need.discuss or need.offer is None:
        return None
    return _computed("naloxone_wanted", need.offer, "naloxone_wanted", "medications")


def medicine_unknown(view: View) -> Known | None:
    """Present when a medicine is named that stands in no table; never absent."""
    if not view.medicines.unknown:
        return None
    return _computed("medicine_unknown", True, "medicine_unknown", "medications")


def abrupt_stop_harmful(view: View) -> Known | None:
    """Present when a medicine is taken that must not be stopped abruptly (INV-10); never absent."""
    if not view.medicines.stops:
        return None
    return _computed("abrupt_stop_harmful", True, "abrupt_stop_harmful", "medications")


def several_nsaids_taken(view: View) -> Known | None:
    """Present when more than one NSAID is taken; never absent."""
    if len(view.medicines.nsaids) < 2:
        return None
    return _computed("several_nsaids_taken", True, "several_nsaids_taken", "medications")


DERIVED: dict[str, Callable[[View], Known | None]] = {
    "spine_surgery": spine_surgery,
    "days_since_surgery": days_since_surgery,
    "operation_count": operation_count,
    "surgery_region": surgery_region,
    "lowest_power": lowest_power,
    **{fact: partial(proved, fact) for fact in PROOFS},
    "any_red_flag": any_red_flag,
    "symptoms_changed": symptoms_changed,
    "cauda_equina_signs_unchanged": cauda_equina_signs_unchanged,
    "mme_per_day": mme_per_day,
    "acetaminophen_per_day": acetaminophen_per_day,
    "contraindicated_medicine_taken": contraindicated_medicine_taken,
    "hazardous_medicine_taken": hazardous_medicine_taken,
    "several_nsaids_taken": several_nsaids_taken,
    "naloxone_wanted": naloxone_wanted,
    "medicine_unknown": medicine_unknown,
    "abrupt_stop_harmful": abrupt_stop_harmful,
}
