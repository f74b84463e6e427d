"""Facts that are no warning signs, in the words of clinicians and patients; and words that only look like them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from curbside.case.model import Case, Status

SAID = [
    ("Leg > back, R sided, burning w/ cold-water feeling on dorsum of foot", "neuropathic_features"),
    ("my leg still burns all day long", "neuropathic_features"),
    ("left leg has been killing me", "leg_pain"),
    ("pain down the back of my right leg", "leg_pain"),
    ("my back has gone again", "back_pain"),
    ("Sleep broken, 4 hrs", "sleep_problem"),
    ("I don't sleep a wink because of the pain", "sleep_problem"),
    ("Pain increased with extension and prolonged standing", "pain_worse_standing"),
    ("Pain increased with extension and prolonged standing", "pain_worse_extension"),
    ("worse in the car", "pain_worse_sitting"),
    ("average 6/10, better sitting", "pain_eased_sitting"),
    ("grocery cart no problem", "pain_eased_bending"),
    ("pain in both buttocks and thighs on walking 200 yards", "walking_leg_pain"),
    ("aching in both buttocks", "both_buttocks_pain"),
    ("SLR 30 on L", "straight_leg_raise_positive"),
    ("numbness over the lateral shin and dorsum of foot", "sensory_loss_l5"),
    ("numb outer border of left foot", "sensory_loss_s1"),
    ("MRI 05/26/2026: severe compression at L2-L3", "mri_report"),
    ("Follow up MRI: no recurrent disc", "mri_report"),
    ("There is no evidence of instability on dynamic films", "dynamic_radiographs"),
    ("Flex-ex films 5/20", "dynamic_radiographs"),
    ("MRI shows recurrent L4-5 disc herniation", "recurrent_disc_herniation"),
    ("CT demonstrates pseudarthrosis at L5-S1", "nonunion_shown"),
    ("new L1 fracture above the fusion", "vertebral_fracture"),
    ("grade 1 slip at L4", "spondylolisthesis"),
    ("Off the top of the rods there is a new pain", "spinal_metalwork"),
    ("Prednisolone 15 mg daily for two years", "steroid_use_long"),
    ("ETOH 2 drinks nightly", "daily_alcohol"),
    ("usual 1 bottle vodka/d", "heavy_alcohol"),
    ("known OSA without CPAP", "sleep_apnoea"),
    ("10 hr prone op on Monday", "muscle_pressure_risk"),
    ("slipped off kerb Saturday", "low_energy_fall"),
    ("Chiropractor cracked her neck yesterday", "neck_manipulation_recent"),
    ("vertigo 20 min after cervical TFESI", "cervical_injection_recent"),
    ("No heavy lifting 6 weeks", "movement_restricted"),
    ("mobilising with frame", "walking_difficulty"),
    ("Stim pocket L flank is red", "stimulator"),
    ("patient with a spinal cord stimulator has jolts", "stimulator"),
    ("discuss SCS trial next visit", "stimulator_asked"),
    ("Requesting authorization for L4-S1 revision posterior fusion", "fusion_asked"),
    ("Is revision L5-S1 decompression medically necessary?", "decompression_asked"),
    ("Is radiofrequency ablation worthwhile at a fused level?", "facet_procedure_asked"),
    ("How do I taper oxycodone 60 mg per day?", "opioid_taper_asked"),
    ("Pre-procedure call for lumbar TFESI on Thursday", "transforaminal_route_planned"),
    ("her mood is low", "low_mood"),
]


@pytest.mark.parametrize("word", ["settled", "gone", "resolved", "has gone"])
def test_a_pain_that_went_for_a_time_is_not_denied(read: Callable[..., Case], word: str) -> None:
    said = statuses(read(f"The leg pain {word} for three months and then came back: now worse."), "leg_pain")
    assert Status.absent not in said


def statuses(case: Case, fact: str) -> set[Status]:
    return {f.status for f in case.findings if f.fact == fact}


@pytest.mark.parametrize(("text", "fact"), SAID, ids=[f"{s[0]}: {s[1]}" for s in SAID])
def test_a_fact_is_read(read: Callable[..., Case], text: str, fact: str) -> None:
    assert statuses(read(text), fact) == {Status.present}


DENIED = [
    ("SLR neg", "straight_leg_raise_positive"),
    ("crossed SLR negative", "crossed_straight_leg_raise_positive"),
    ("groin fine, rotation painless", "groin_pain"),
    ("groin fine, rotation painless", "hip_rotation_pain"),
    ("No alcohol", "daily_alcohol"),
    ("Nicotine free for 10 weeks", "nicotine_use"),
    ("levels not fused", "facet_level_fused"),
    ("preg test neg", "pregnancy"),
    ("leg pain resolved", "leg_pain"),
    ("Neck pain 3, arm pain 0.", "arm_pain"),
    ("Standing still doesn't help", "eased_standing_still"),
]


@pytest.mark.parametrize(("text", "fact"), DENIED, ids=[f"{s[0]}: {s[1]}" for s in DENIED])
def test_a_fact_is_denied(read: Callable[..., Case], text: str, fact: str) -> None:
    assert statuses(read(text), fact) == {Status.absent}


NOT_SAID = [
    ("The old left sciatica came back in February", "back_pain"),
    ("persistent pain after three lumbar fusions", "back_pain"),
    ("sudden pain at the back of the skull", "back_pain"),
    ("I am worried about discitis", "anxiety"),
    ("how worried should I be", "anxiety"),
    ("respiratory depression on the first night", "low_mood"),
    ("RFA last fall gave 5 good months", "falls"),
    ("trousers falling down", "falls"),
    ("Two stitches have given way", "give_way_weakness"),
    ("stenosis above the fusion", "facet_level_fused"),
    ("TFESI x3 in the past year", "transforaminal_route_planned"),
    ("Does not consent to the implant", "spinal_metalwork"),
    ("doing my ankle pumps", "intrathecal_pump"),
    ("pump refill was due two weeks ago", "pump_changed_recently"),
    ("How can I reduce oxycodone 80 mg a day", "daily_alcohol"),
    ("new leakage and a numb foot", "stocking_numbness"),
    ("Bee sting to hand", "neuropathic_features"),
    ("headache worse on sitting up", "pain_worse_sitting"),
    ("wet when I stand up from the settee", "pain_worse_standing"),
    ("right buttock pain worse on stairs", "both_buttocks_pain"),
    ("no lift home", "movement_restricted"),
]


@pytest.mark.parametrize(("text", "fact"), NOT_SAID, ids=[f"{s[0]}: {s[1]}" for s in NOT_SAID])
def test_words_that_only_look_like_it_say_nothing(read: Callable[..., Case], text: str, fact: str) -> None:
    assert statuses(read(text), fact) == set()
