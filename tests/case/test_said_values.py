"""Values, courses, sides and dates as people say them, and beside each the sentence that must not give one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from curbside.case.model import CURRENT, Case, Interval

NUMBERS = [
    ("my heart is racing at 140 just lying here", "heart_rate", 140),
    ("pulse unusually slow for him at 46", "heart_rate", 46),
    ("his pressure is 84/50", "systolic_pressure", 84),
    ("Pressure today only 82/48", "systolic_pressure", 82),
    ("BP 190/105 (usual 100), face flushed", "systolic_pressure", 190),
    ("BP 190/105 (usual 100), face flushed", "systolic_above_baseline", 90),
    ("systolic 60 above his usual", "systolic_above_baseline", 60),
    ("BP 96/60 (usual 150), HR 118", "systolic_fall", 54),
    ("BP 82/40, was 140 pre-op, tachy", "systolic_fall", 58),
    ("systolic 45 lower than usual", "systolic_fall", 45),
    ("BP 100/60 was 150/90 yesterday", "systolic_fall", 50),
    ("SBP 30 over his normal", "systolic_above_baseline", 30),
    ("six breaths a minute", "respiratory_rate", 6),
    ("I breathe really slowly, she counted 7 in a minute", "respiratory_rate", 7),
    ("not voided since theatre and 600 on the scanner", "post_void_residual", 600),
    ("700ml left in the bladder after a wee", "post_void_residual", 700),
    ("39 on the ear thermometer", "temperature", 39),
    ("temp taken twice 36.6", "temperature", 36.6),
    ("CRP has climbed from 22 to 96", "crp", 96),
    ("the CRP I did yesterday has come back at 164", "crp", 164),
    ("the CRP taken on Friday was 4", "crp", 4),
    ("CRP taken 3 days ago was 40", "crp", 40),
    ("CRP fell to 40 by day 5, is up again at 160 on day 9", "crp", 160),
    ("Back pain up from 4 to 8 since the weekend", "pain_score", 8),
    ("Dorsiflexion has declined from 5/5 on 12 May to 3/5 on 28 May", "power_ankle_dorsiflexion", 3),
    ("74 year old man of 70 kg with creatinine 1.6 mg/dL", "weight", 70),
    ("She turned 80 last month", "age", 80),
    ("Re: Mr Sokolov 68, intrathecal baclofen", "age", 68),
]
OTHER_NUMBERS = [
    ("Heart racing at 10 pm", "heart_rate"),
    ("She had a heart attack at 60", "heart_rate"),
    ("pulse taken at 60 minutes", "heart_rate"),
    ("compartment pressure 40/30", "systolic_pressure"),
    ("systolic 60 above his usual", "systolic_pressure"),
    ("systolic 45 lower than usual", "systolic_pressure"),
    ("BP 120/70, was 125 yesterday", "systolic_fall"),
    ("T4 complete, BP usual 100", "systolic_above_baseline"),
    ("She took two breaths a minute ago", "respiratory_rate"),
    ("Waited 300 minutes for the bladder scan", "post_void_residual"),
    ("CRP checked 3 days ago", "crp"),
    ("CRP done at 10:30", "crp"),
    ("CRP up by 60", "crp"),
    ("temp taken 4 hourly", "temperature"),
    ("Back pain from 4 to 8 pm", "pain_score"),
    ("54M L4/5 microdisc 9/7 ago", "power_ankle_dorsiflexion"),
    ("Discectomy at L4/5 and L5/S1 for leg pain", "power_great_toe_extension"),
    ("migraine, the same since age 15", "age"),
    ("He was turned 40 degrees", "age"),
]
COURSES = [
    ("The saddle numbness isn't getting any better", "saddle_sensory_change", "unchanged"),
    ("Foot drop is no worse", "foot_drop", "unchanged"),
    ("Leg has got weaker every day since Thursday", "leg_weakness", "worse"),
    ("A squishy lump under the scar, bigger each day", "wound_swelling", "worse"),
    ("Reduced genital feeling", "genital_numbness", None),
    ("Leg pain every day", "leg_pain", None),
    ("Left plantarflexion 3/5, formerly 5/5", "leg_weakness", "new"),
    ("Dorsiflexion L 2/5 (was 4 in clinic on 12 May)", "leg_weakness", "worse"),
]
ONSETS = [
    ("Foot drop over the weekend", "foot_drop", (1, 2)),
    ("Foot drop since breakfast", "foot_drop", (0, 1)),
    ("Foot drop since y'day", "foot_drop", (1, 1)),
    ("Foot drop this am", "foot_drop", (0, 0)),
    ("Foot drop x3 wks", "foot_drop", (21, 21)),
    ("Foot drop for a fortnight", "foot_drop", (14, 14)),
    ("Foot drop for forty-eight hours", "foot_drop", (2, 2)),
    ("Leg weakness progressive over 3 weeks", "leg_weakness", (21, 21)),
    ("Leg pain for over 30 days", "leg_pain", (30, float("inf"))),
]
SIDES = [
    ("R foot white and icy, no pulses felt below the groin", "absent_pulse", "right"),
    ("can't push the clutch down with my left leg any more", "leg_weakness", "left"),
    ("Leg pain is only on the left, never in the right", "leg_pain", "left"),
    ("Power in the left leg fell to 2/5", "leg_weakness", "left"),
    ("Right arm pain and foot drop", "foot_drop", None),
    ("Foot drop after right hip replacement", "foot_drop", None),
    ("Pain in the right calf, breathless", "breathlessness", None),
]
DATES = [
    ("unremitting back pain six weeks after her microdiscectomy, afebrile today", 42),
    ("Fell today, previous laminectomy", None),
    ("numb for two days after my fusion", None),
    ("She had a fusion, L4/5, yesterday", 1),
    ("day 5 after L4/5 fusion", 5),
    ("D4 after fusion", 4),
    ("fusion L4/5, on day 3 of his antibiotics", None),
]
OUTCOMES = [
    ("The nerve root block worked for a month then wore off", "nerve_root_block", "partial"),
    ("Physio helped a lot", "physiotherapy", "benefit"),
    ("Physio for ten weeks, no lasting help", "physiotherapy", "no_benefit"),
    ("Gave up on the physio, it was making me worse", "physiotherapy", "not_tolerated"),
    ("TENS and acupuncture no use, pain programme last year of some help", "pain_programme", "partial"),
]


@pytest.mark.parametrize(("text", "fact", "value"), NUMBERS)
def test_a_number_is_read_as_it_is_said(read: Callable[..., Case], text: str, fact: str, value: float) -> None:
    values = [f.value for f in read(text).findings if f.fact == fact and f.status in CURRENT]
    assert values
    assert all(isinstance(told, Interval) and told.is_point for told in values)
    assert {told.low for told in values if isinstance(told, Interval)} == {value}


@pytest.mark.parametrize(("text", "fact"), OTHER_NUMBERS)
def test_a_number_of_something_else_is_no_value(read: Callable[..., Case], text: str, fact: str) -> None:
    assert not [f for f in read(text).findings if f.fact == fact and f.status in CURRENT]


@pytest.mark.parametrize(("text", "fact", "course"), COURSES)
def test_a_course_is_read_as_it_is_said(read: Callable[..., Case], text: str, fact: str, course: str | None) -> None:
    courses = {f.course for f in read(text).findings if f.fact == fact}
    assert course in courses
    assert courses <= {course, None}


@pytest.mark.parametrize(("text", "fact", "days"), ONSETS)
def test_an_onset_is_read_as_it_is_said(
    read: Callable[..., Case], text: str, fact: str, days: tuple[float, float]
) -> None:
    onset = next(f.onset for f in read(text).findings if f.fact == fact)
    assert onset is not None
    assert (onset.low, onset.high) == pytest.approx(days)


@pytest.mark.parametrize(("text", "fact", "side"), SIDES)
def test_a_side_is_read_as_it_is_said(read: Callable[..., Case], text: str, fact: str, side: str | None) -> None:
    sides = {f.side for f in read(text).findings if f.fact == fact}
    assert side in sides
    assert sides <= {side, None}


@pytest.mark.parametrize(("text", "days"), DATES)
def test_only_its_own_time_dates_an_operation(read: Callable[..., Case], text: str, days: float | None) -> None:
    (operation,) = read(text).operations
    assert (operation.days_ago and operation.days_ago.low) == days


@pytest.mark.parametrize(("text", "kind", "outcome"), OUTCOMES)
def test_what_came_of_a_treatment_is_read_as_it_is_said(
    read: Callable[..., Case], text: str, kind: str, outcome: str
) -> None:
    assert {t.outcome for t in read(text).treatments if t.kind == kind} == {outcome}


@pytest.mark.parametrize("text", ["Thigh tense and painful", "agony on passive stretch"])
def test_a_tense_muscle_or_a_stretch_is_no_treatment(read: Callable[..., Case], text: str) -> None:
    assert not read(text).treatments


@pytest.mark.parametrize("text", ["day 3 of antibiotics for a chest infection", "day 3 after stopping tramadol"])
def test_a_counted_day_of_something_else_is_no_operation(read: Callable[..., Case], text: str) -> None:
    assert not read(text).operations


def test_metal_taken_out_and_an_operation_renewed_are_named(read: Callable[..., Case]) -> None:
    assert read("He had his cage out in April.").operations[0].kinds == ("hardware_removal",)
    (renewed,) = read("L4-S1 revision fusion 12 May.").operations
    assert set(renewed.kinds) == {"fusion", "revision"}


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("I can't see out of my left eye, no better", "vision_change"),
        ("My speech is slurred, not improving", "speech_change"),
        ("My vision is double when I look left, never settled", "vision_change"),
        ("Ankle dorsiflexion was 5 in April and is 2 today, not improving", "leg_weakness"),
    ],
)
def test_what_has_not_got_better_is_not_called_old(read: Callable[[str], Case], said: str, fact: str) -> None:
    courses = {finding.course for finding in read(said).findings if finding.fact == fact}
    assert courses
    assert "unchanged" not in courses
