"""Which way, on which side and since when: what the words beside a finding tell of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from curbside.case.model import Case, Interval

TOLD = [
    ("EHL and TA 2/5 left, was 4+/5 at discharge one week back.", "leg_weakness", "course", "worse"),
    ("TA 2/5 (L), 4/5 on Friday.", "leg_weakness", "course", "worse"),
    ("TA 2/5 (L), 4/5 on Friday.", "leg_weakness", "side", "left"),
    ("Left ankle dorsiflexion 4/5 (0/5 in Nov).", "leg_weakness", "course", "better"),
    ("Power R plantarflexion 4/5 (same as pre-op).", "leg_weakness", "course", "unchanged"),
    ("My leg is weaker every single day this week.", "leg_weakness", "course", "worse"),
    ("Foot drop has gone downhill since the last clinic.", "foot_drop", "course", "worse"),
    ("Foot drop 1/5, the bladder leaked, both new since last visit.", "foot_drop", "course", "new"),
    ("Her writing has gone to spider legs and she is dropping cups since Easter.", "hand_clumsiness", "course", "new"),
    ("Strength declined from 4/5 to 2/5 in TA over 10 days, left.", "leg_weakness", "side", "left"),
    ("Weakness hip abd, knee ext and ankle PF on the (R).", "leg_weakness", "side", "right"),
    ("LLE weakness since Monday.", "leg_weakness", "side", "left"),
    ("The leg gives way, the left one.", "leg_weakness", "side", "left"),
    ("He cannot move either leg.", "leg_weakness", "side", "both"),
    ("Knee buckling on transfer to commode, wasn't doing that Friday.", "give_way_weakness", "course", "new"),
    ("Dad thinks he's on a boat, he was right as rain Thursday.", "new_confusion", "course", "new"),
    ("Saddle area numb (as 2020).", "saddle_sensory_change", "course", "unchanged"),
    ("Same as each year since 2020: saddle area numb, uses a bag.", "saddle_sensory_change", "course", "unchanged"),
    ("Same as each year since 2020: saddle numb. Sexual function reduced.", "sexual_change", "course", "unchanged"),
    ("Same as each year since 2020: saddle area numb, now he wets himself.", "urinary_incontinence", "course", "new"),
    ("Left foot drop. TA 2/5. Identical to Jan 2024 and Feb 2025 charts.", "foot_drop", "course", "unchanged"),
    ("Left foot drop. TA 2/5. Identical to Jan 2024 and Feb 2025 charts.", "leg_weakness", "course", "unchanged"),
    ("Left with weak right leg and numb shin, no change in 7 years.", "leg_weakness", "course", "unchanged"),
    ("Unsteady on my feet, hands clumsy. Getting worse each day.", "gait_unsteadiness", "course", "worse"),
    ("Unsteady on my feet. Back pain getting worse each day.", "gait_unsteadiness", "course", None),
    ("Dorsiflexion 4/5 on 05/10, 3/5 on 05/20, 2/5 on 05/28.", "leg_weakness", "course", "worse"),
    ("Dorsiflexion 3/5 on 5/26 (5/5 on 4/30).", "leg_weakness", "course", "new"),
    ("Both legs 4/5 at transfer and 3/5 at midnight.", "bilateral_leg_weakness", "course", "worse"),
    ("Numb saddle since Friday. Foot drop unchanged since 2011.", "saddle_sensory_change", "course", "new"),
    ("Numb saddle. Foot drop unchanged since 2011.", "saddle_sensory_change", "course", None),
    ("Numb saddle. All this has been steady since 2019.", "saddle_sensory_change", "course", "unchanged"),
    ("Back pain for 10 years, numb saddle.", "saddle_sensory_change", "course", None),
    ("Numb saddle, weak leg for 3 years.", "saddle_sensory_change", "course", None),
    ("Numb saddle, foot drop unchanged since 2019.", "saddle_sensory_change", "course", None),
    ("Numb saddle and foot drop unchanged since 2019.", "saddle_sensory_change", "course", "unchanged"),
    ("Numb saddle and foot drop, both unchanged since 2019.", "saddle_sensory_change", "course", "unchanged"),
    ("My dad had it in 2005 and now I've the same numb backside.", "saddle_sensory_change", "course", "new"),
    ("Cannot heel walk on the right; new compared with last month.", "leg_weakness", "course", "new"),
    ("Leg pain now right and left, previously left only.", "bilateral_leg_pain", "course", "worse"),
    ("Quads have gone from 5 to 3 in a week on the left.", "leg_weakness", "course", "worse"),
    (
        "Quadriceps on the left has gone noticeably weaker over three weeks and the knee jerk is absent.",
        "leg_weakness",
        "course",
        "worse",
    ),
    ("Foot drop since 2017, splint, DF 2/5 today exactly as in 2019 and 2024.", "foot_drop", "course", "unchanged"),
    ("New foot drop and numbness R leg.", "foot_drop", "side", "right"),
    ("Foot drop L, wasn't on Friday's round.", "foot_drop", "course", "new"),
    ("Numb both feet, was only the big toes in April.", "bilateral_leg_numbness", "course", "worse"),
    ("Wound leak, was dry at clip removal.", "wound_leak", "course", "new"),
    ("Can't get it up since the op, no bother before.", "erectile_dysfunction", "course", "new"),
    ("Power down in hips b/l.", "leg_weakness", "side", "both"),
    ("Her knee jerks nearly kicked me, both sides.", "brisk_reflexes", "side", "both"),
]


@pytest.mark.parametrize(("text", "fact", "name", "value"), TOLD, ids=[f"{t[2]}: {t[0]}" for t in TOLD])
def test_what_is_told_of_a_finding_is_read(
    read: Callable[..., Case], text: str, fact: str, name: str, value: str
) -> None:
    assert value in {getattr(f, name) for f in read(text).findings if f.fact == fact}


NOT_TOLD = [
    ("Foot white and cold to mid shin, right side warm with pulses.", "cold_leg", "side", "right"),
    ("Foot weak, pain goes right down to the toes.", "leg_weakness", "side", "right"),
    ("Left calf sore, foot weak on the right.", "calf_swelling", "side", "right"),
    ("Her left leg is weaker than the right.", "leg_weakness", "course", "worse"),
    ("Power in the left leg fell to 2/5 on day 2 and is no better at transfer.", "leg_weakness", "course", "unchanged"),
    ("The calf pain is there, the numbness has gone.", "calf_swelling", "course", "resolved"),
    ("L foot dragging since Monday, pain unchanged.", "foot_drop", "course", "unchanged"),
    ("Leg weak, no trouble at home though.", "leg_weakness", "course", "new"),
    ("Foot drop since 2017, pain unchanged.", "foot_drop", "course", "unchanged"),
    ("Foot drop on the left and the right leg aches.", "foot_drop", "side", "right"),
]


@pytest.mark.parametrize(("text", "fact", "name", "value"), NOT_TOLD, ids=[f"{t[2]}: {t[0]}" for t in NOT_TOLD])
def test_what_is_told_of_another_thing_is_not_taken(
    read: Callable[..., Case], text: str, fact: str, name: str, value: str
) -> None:
    assert value not in {getattr(f, name) for f in read(text).findings if f.fact == fact}


SINCE = [
    ("Both legs painful and numb since last pm.", "bilateral_leg_numbness", 0, 1),
    ("Not PU'd since 0400.", "urinary_retention", 0, 1),
    ("Has soiled the bed two nights running.", "bowel_incontinence", 2, 2),
    ("Saddle numb since about Thursday.", "saddle_sensory_change", 4, 4),
    ("Slurred speech since 30 min.", "speech_change", 0, 0.5),
    ("Strength declined from 4/5 to 2/5 over 10 days.", "leg_weakness", 10, 10),
    ("Motor loss in both lower limbs since morning.", "bilateral_leg_weakness", 0, 1),
]


@pytest.mark.parametrize(("text", "fact", "low", "high"), SINCE, ids=[s[0] for s in SINCE])
def test_since_when_is_read(read: Callable[..., Case], text: str, fact: str, low: float, high: float) -> None:
    onsets = [f.onset for f in read(text).findings if f.fact == fact and f.onset is not None]
    assert (low, high) in [(onset.low, onset.high) for onset in onsets]


def test_a_year_is_no_hour(read: Callable[..., Case]) -> None:
    onsets = [f.onset for f in read("Both legs weak since 2019.").findings if f.onset is not None]
    assert onsets
    assert all(onset.low > 365 for onset in onsets)


OPERATED = [
    ("I had my lower back done in March.", "lumbar"),
    ("Since the neck job I choke on my tea.", "cervical"),
    ("Swelling under the lumbar incision.", "lumbar"),
    ("Left foot drop following L4-5 revision.", "lumbar"),
    ("Pt denies any urge, s/p L3-5 fusion 6 days ago.", "lumbar"),
]


@pytest.mark.parametrize(("text", "region"), OPERATED, ids=[o[0] for o in OPERATED])
def test_where_was_operated_is_read(read: Callable[..., Case], text: str, region: str) -> None:
    assert {op.region for op in read(text).operations} == {region}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1 wk p LP shunt and L3 lami.", 7),
        ("2/52 p L5/S1 discectomy, febrile.", 14),
        ("Post ACDF day 1, stridor.", 1),
        ("HA only when upright, gone flat, day 5 after durotomy repair.", 5),
    ],
)
def test_how_long_ago_was_operated_is_read(read: Callable[..., Case], text: str, days: float) -> None:
    assert [op.days_ago.low for op in read(text).operations if op.days_ago is not None] == [days]


def test_a_wound_of_the_back_is_not_that_of_an_operation_on_the_neck(read: Callable[..., Case]) -> None:
    assert {op.region for op in read("ACDF 2021, lumbar wound leaking now.").operations} == {"cervical", "lumbar"}


@pytest.mark.parametrize(
    ("text", "fact", "course"),
    [
        ("New constant back pain 3 months after discectomy.", "back_pain", "new"),
        ("Worsening constant back pain, CRP 64.", "back_pain", "worse"),
        ("New persistent leg weakness.", "leg_weakness", "new"),
        ("Constant back pain since the fusion in 2020.", "back_pain", "unchanged"),
    ],
)
def test_what_is_new_and_lasts_is_new(read: Callable[..., Case], text: str, fact: str, course: str) -> None:
    assert {f.course for f in read(text).findings if f.fact == fact} == {course}


def test_a_length_of_time_behind_a_muscle_is_no_grade(read: Callable[..., Case]) -> None:
    found = read("Fused 2020. S1 radiculopathy, 4/5 plantarflexion for 3 weeks, getting no better.").findings
    assert [f.value for f in found if f.fact == "power_ankle_plantarflexion"] == [Interval.point(4)]
    assert [f.status.value for f in found if f.fact == "leg_weakness"] == ["present"]


def test_the_day_a_medicine_was_stopped_is_no_beginning_of_a_pain(read: Callable[..., Case]) -> None:
    found = read("New mid-back pain after lifting a bag, on denosumab stopped 9 months ago.").findings
    assert [(f.course, f.onset) for f in found if f.fact == "back_pain"] == [("new", None)]
    kept = read("Back pain began 9 months ago when denosumab was stopped.").findings
    assert all(f.onset is not None for f in kept if f.fact == "back_pain")
