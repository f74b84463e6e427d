"""Treatments that were tried, and what came of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from curbside.case.model import Case

OUTCOMES = [
    ("PT 12 wks 2025 no change.", {"physiotherapy": "no_benefit"}),
    ("PT 01/05/2026 to 03/02/2026 (8 weeks), no improvement.", {"physiotherapy": "no_benefit"}),
    ("Completed 8 weeks of PT with little change in symptoms.", {"physiotherapy": "no_benefit"}),
    ("Physio did not touch it.", {"physiotherapy": "no_benefit"}),
    (
        "Twelve weeks of physio and a caudal epidural in January have not touched it.",
        {"physiotherapy": "no_benefit", "epidural_injection": "no_benefit"},
    ),
    (
        "PT 2x/wk for 8 weeks, TENS and two transforaminal ESIs gave under 20% relief.",
        {"physiotherapy": "no_benefit", "tens": "no_benefit", "epidural_injection": "no_benefit"},
    ),
    (
        "Failed: PT, CBT, gabapentin, duloxetine, ESIs.",
        {"physiotherapy": "no_benefit", "psychological_therapy": "no_benefit", "epidural_injection": "no_benefit"},
    ),
    (
        "Tried chiropractor and acupuncture, none of which made a blind bit of difference.",
        {"chiropractic": "no_benefit", "acupuncture": "no_benefit"},
    ),
    (
        "PT x6 weeks, HEP, NSAIDs and ESI x2 without sustained improvement.",
        {"physiotherapy": "no_benefit", "exercise": "no_benefit", "epidural_injection": "no_benefit"},
    ),
    (
        "Failed 6 weeks physiotherapy and one nerve root block which gave a fortnight's relief.",
        {"physiotherapy": "no_benefit", "nerve_root_block": "partial"},
    ),
    ("TFESI x3: the first gave 6 wks relief, the last two nil.", {"epidural_injection": "partial"}),
    ("Two courses of physiotherapy without much to show for it.", {"physiotherapy": "no_benefit"}),
    ("The pain management programme she did find useful.", {"pain_programme": "benefit"}),
    (
        "Physio for half a year, a TENS machine that does take the edge off.",
        {"physiotherapy": None, "tens": "partial"},
    ),
    ("RFA last fall gave her about 5 good months.", {"radiofrequency_ablation": "benefit"}),
    (
        "RFA with 70% improvement for 8 months, and an SI joint injection with no change.",
        {"radiofrequency_ablation": "benefit", "si_joint_injection": "no_benefit"},
    ),
    (
        "Physio no help at all; caudal epidural did the trick.",
        {"physiotherapy": "no_benefit", "epidural_injection": "benefit"},
    ),
    (
        "Acupuncture was a waste of money. Pilates makes a big difference.",
        {"acupuncture": "no_benefit", "exercise": "benefit"},
    ),
    ("Physio and TENS helped.", {"physiotherapy": "benefit", "tens": "benefit"}),
    ("Two caudal epidural injections gave short-lived relief.", {"epidural_injection": "partial"}),
    (
        "Physical therapy and a 10-week cognitive behavioral program (the latter helped his coping).",
        {"physiotherapy": None, "psychological_therapy": "benefit"},
    ),
]


@pytest.mark.parametrize(("text", "outcomes"), OUTCOMES, ids=[o[0] for o in OUTCOMES])
def test_what_came_of_each_treatment_is_read(
    read: Callable[..., Case], text: str, outcomes: dict[str, str | None]
) -> None:
    assert {t.kind: t.outcome for t in read(text).treatments} == outcomes


@pytest.mark.parametrize(
    "text",
    [
        "Epidural fibrosis surrounds the right S1 nerve root.",
        "MRI (March 2026) shows epidural scar.",
        "Sudden pain, ?epidural haematoma",
        "MRI: epidural collection compressing the sac.",
        "Pt notes the leg turns blue.",
        "DP and PT not palpable on that side.",
        "Dispo: acute rehab.",
        "Power 5/5 per physio sheet.",
        "Flat bed rest 48 h.",
        "Epidural steroid for recurrent sciatica?",
    ],
)
def test_a_word_that_only_looks_like_a_treatment_is_none(read: Callable[..., Case], text: str) -> None:
    case = read(text)
    assert not case.treatments
    assert not {"injection_recent", "days_since_injection"} & {f.fact for f in case.findings}
