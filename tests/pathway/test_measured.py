"""What a number proves holds against a denial in words, and a normal number denies nothing."""

from __future__ import annotations

from datetime import date

import pytest
from tests import shipped

from curbside.consult import Asked, consult
from curbside.knowledge.model import Urgency
from curbside.pathway.model import Assessment, Truth

TODAY = date(2026, 6, 1)
MARKERS = "raised-markers-with-new-back-pain"


def assessed(text: str, **set_by_hand: str) -> Assessment:
    return consult(Asked(text, TODAY, corrections=set_by_hand), shipped.knowledge()).assessment


@pytest.mark.parametrize(
    "text",
    [
        "Microdiscectomy 3 months ago. New back pain, worse at night. CRP 64, afebrile.",
        "Microdiscectomy 3 months ago. New back pain. ESR 85.",
        "Fusion 8 weeks ago, back pain is worse, CRP 6.4 mg/dL.",
    ],
)
def test_a_raised_marker_told_as_a_number_rings_with_new_pain(text: str) -> None:
    told = assessed(text)
    assert told.judgements[MARKERS].verdict is Truth.yes
    assert told.urgency is Urgency.urgent


@pytest.mark.parametrize(
    "text", ["Fusion 8 weeks ago, new back pain, CRP 4.", "Fusion 8 weeks ago, new back pain, ESR 12."]
)
def test_a_usual_value_neither_rings_nor_denies(text: str) -> None:
    assert assessed(text).judgements[MARKERS].verdict is Truth.unknown


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Fusion 5 weeks ago, back pain. Denies fever. Temp 38.7 today.", "fever"),
        ("Fusion 5 weeks ago, new back pain. CRP normal. ESR 85.", "inflammation_markers_raised"),
        ("Fusion yesterday, back pain. No hypotension. BP 84/50.", "low_blood_pressure"),
    ],
)
def test_a_number_holds_against_a_denial(text: str, fact: str) -> None:
    told = assessed(text)
    assert [f.status.value for f in told.case.findings if f.fact == fact] == ["absent"]
    assert all(f.status.value == "present" for f in told.known[fact])


def test_what_is_set_by_hand_wins_over_a_number_that_was_read() -> None:
    told = assessed("Fusion 5 weeks ago, back pain. Temp 38.7 today.", fever="no")
    assert [f.status.value for f in told.known["fever"]] == ["absent"]


def test_a_denial_without_a_number_stands() -> None:
    told = assessed("Fusion 5 weeks ago, back pain. Denies fever. Temp 36.7 today.")
    assert [f.status.value for f in told.known["fever"]] == ["absent"]
