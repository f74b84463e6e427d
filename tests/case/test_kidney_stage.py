"""The stage of a kidney disease is read as the range of eGFR that it stands for."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

import pytest

from curbside.case.kidney_stage import STAGES
from curbside.case.model import Case, Interval, Status
from curbside.drugs.renal import stage

G3B = Interval(30, 45, high_open=True)
STAGED = [
    ("66F, fused 2021, CKD 3b, on ramipril.", G3B),
    ("CKD3b, fused 2021.", G3B),
    ("Fused. CKD stage 3a.", Interval(45, 60, high_open=True)),
    ("Stage IV chronic kidney disease; fused 2021.", Interval(15, 30, high_open=True)),
    ("CKD G4/A2, fused 2021", Interval(15, 30, high_open=True)),
    ("Chronic kidney disease (stage 3), fused.", Interval(30, 60, high_open=True)),
    ("ckd 5. Fused 2021", Interval(0, 15, high_open=True)),
    ("CKD stage 1, fused", Interval(90, inf)),
]
NO_STAGE = ["CKD 3 years ago, fused.", "CKD stage 3 years ago, fused.",
            "CKD, 3 falls since the fusion.", "CKD for 3 years", "No CKD. Fused.",
            "Stage 3 of the rehab programme, CKD.", "CKD 3/12 after the fusion"]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), STAGED)
def test_a_stage_is_a_range_of_egfr(read: Callable[..., Case], text: str, wanted: Interval) -> None:
    assert [f.value for f in read(text).findings if f.fact == "egfr"] == [wanted]


@pytest.mark.parametrize("text", NO_STAGE)
def test_what_counts_something_else_is_no_stage(read: Callable[..., Case], text: str) -> None:
    assert [f for f in read(text).findings if f.fact == "egfr"] == []


def test_a_measured_egfr_is_taken_before_a_stage(read: Callable[..., Case]) -> None:
    found = [f for f in read("CKD 3b, eGFR 38, fused 2021").findings if f.fact == "egfr"]
    assert [f.value for f in found] == [Interval.point(38)]


def test_the_kidneys_of_a_relative_are_not_the_patients(read: Callable[..., Case]) -> None:
    found = [f for f in read("Fused 2021. His mother has CKD 5.").findings if f.fact == "egfr"]
    assert [f.status for f in found] == [Status.other_person]


def test_reading_a_stage_and_naming_one_agree() -> None:
    assert [stage(least) for least in STAGES.values()] == ["G1", "G2", "G3a", "G3b", "G4", "G5"]
