"""Computable parts of the CDC 2022 guideline and of the labels: thresholds, supply, dose cuts, first patch.

None of these blocks a reduction or stops a treatment by itself: they raise alerts
that a prescriber can override (rows 1 to 12 of section 14, INV-08).
"""

from __future__ import annotations

from dataclasses import dataclass

from curbside.drugs.model import MmeTotal

PAUSE_MME = 50
"""Pause, reassess, offer naloxone; no ceiling (row TH-02)."""
LABEL_MME = 90
"""The 2016 wording "avoid or justify"; no limit of the 2022 guideline (row TH-03)."""
ACUTE_SUPPLY_DAYS = 7
"""An operational choice of the public rule set, not guideline text (row 6 of section 14)."""
SUBACUTE_SUPPLY_DAYS = 28
"""From this supply on the logic for subacute and chronic pain applies (row TH-08)."""
CUT_PER_MONTH = 0.10
"""After a year of use: about this share of the dose a month, or slower (row TP-03)."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something a prescriber must see.  `override` says that it never stops the act by itself."""

    id: str
    says: str
    rows: tuple[str, ...]
    sources: tuple[str, ...]
    override: bool = True


def threshold_alerts(total: MmeTotal) -> tuple[Alert, ...]:
    """Alerts at 50 and 90 MME a day, on the unrounded total at full use (row MME-14)."""
    found = []
    if total.reaches(PAUSE_MME):
        says = f"{PAUSE_MME} MME a day or more: pause and reassess, follow up more often, offer naloxone; not a ceiling"
        found.append(Alert("TH-02", says, ("TH-02", "SA-11"), ("D-G01", "D-D07")))
    if total.reaches(LABEL_MME):
        says = f"{LABEL_MME} MME a day or more: the limit of the 2016 guideline, no longer a limit; weigh each step"
        found.append(Alert("TH-03", says, ("TH-03",), ("D-D07", "D-G02")))
    return tuple(found)


def cut_alerts(before: float, after: float, months_of_use: float, *, danger: bool = False) -> tuple[Alert, ...]:
    """A cut faster than a tenth a month after a year of use; signs of overdose justify a fast cut (row 5)."""
    if before <= 0 or after >= before or danger or months_of_use <= 12:
        return ()
    cut = (before - after) / before
    if cut <= CUT_PER_MONTH:
        return ()
    says = (
        f"a cut of {cut:.0%} in one step after {months_of_use / 12:g} years: taper by about {CUT_PER_MONTH:.0%} "
        "a month or slower unless there are signs of overdose"
    )
    return (Alert("CDC-05", says, ("CDC-05", "TP-01", "TP-03"), ("D-D04", "D-G01t")),)


def supply_alerts(days: float, *, acute: bool) -> tuple[Alert, ...]:
    """Alerts on the length of a supply; there is no fixed limit of days in the 2022 guideline (rows 6 and TH-05)."""
    if days >= SUBACUTE_SUPPLY_DAYS:
        says = f"a supply of {days:g} days: goals for pain and function and an exit plan come first"
        return (Alert("CDC-02", says, ("CDC-02", "TH-08"), ("D-D04",)),)
    if acute and days > ACUTE_SUPPLY_DAYS:
        says = (
            f"a supply of {days:g} days for acute pain: give what severe pain is expected to need; a few days "
            "are often enough (an operational alert; no day limit stands in the guideline, state law may set one)"
        )
        return (Alert("CDC-06", says, ("CDC-06", "SA-10", "TH-05"), ("D-D04", "D-G01")),)
    return ()


@dataclass(frozen=True, slots=True)
class PatchStart:
    """The first buprenorphine patch in mcg/h; None when it does not suit."""

    strength: float | None
    says: str
    rows: tuple[str, ...] = ("D-BUP",)
    sources: tuple[str, ...] = ("D-L22",)


def buprenorphine_patch_start(oral_morphine: float) -> PatchStart:
    """The label's own table by oral morphine a day before the patch; not a conversion by MME (row D-BUP)."""
    if oral_morphine > 80:
        return PatchStart(None, "above 80 mg of oral morphine a day the patch does not suit")
    if oral_morphine >= 30:
        return PatchStart(10, "taper to at most 30 mg of oral morphine a day first, then 10 mcg/h")
    return PatchStart(5, "5 mcg/h")
