"""Numbers without a name beside them, series, shares and counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from curbside.case.model import CURRENT, Case, Interval

SAID = [
    ("Left: HF 5 KE 5 TA 4 EHL 3", "power_great_toe_extension", 3),
    ("Left: hip flexion 3, knee ext 3, DF 2", "power_knee_extension", 3),
    ("quads have gone from 4 to 2 in two days", "power_knee_extension", 2),
    ("3/5 hip flexion and knee extension on the left", "power_knee_extension", 3),
    ("EHL and TA both 4/5", "power_great_toe_extension", 4),
    ("EHL 2/5 R, was 4/5 on Friday", "power_drop", 2),
    ("my thermometer says 102.4", "temperature", 39.1),
    ("36.7, no shivers overnight", "temperature", 36.7),
    ("HbA1c in March was 9.4 %", "hba1c", 9.4),
    ("BMI 34 (108 kg / 178 cm)", "weight", 108),
    ("PVR by ultrasound 310 mL", "post_void_residual", 310),
    ("Patient on the phone, 39, fusion 5 weeks ago", "age", 39),
    ("62M, DM2 (A1c 7.1), CPAP, 104 kg, creat 0.9", "weight", 104),
    ("57 yo M, 96 kg, 180 cm", "height", 180),
    ("5'4\", 210 lb, BP 150/90", "weight", 95.2544),
    ("A1c 7.1", "hba1c", 7.1),
    ("creat clearance works out at 29", "creatinine_clearance", 29),
    ("last QTc 455", "qtc", 455),
    ("Passed urine x3, scan 35 ml", "post_void_residual", 35),
    ("required straight cath (720 mL in ED)", "post_void_residual", 720),
    ("Oxygen 99%, pulse 82", "oxygen_saturation", 99),
    ("rigors overnight, 38.9 on own thermometer", "temperature", 38.9),
    ("rigid, hot at 39.4 and muddled", "temperature", 39.4),
    ("neck stiffness, photophobia and 38.4?", "temperature", 38.4),
    ("Temperature of 38.4 in the surgery", "temperature", 38.4),
    ("eGFR 31 in chart", "egfr", 31),
    ("Rule out PE, sats 93% on air", "oxygen_saturation", 93),
    ("no redness, no swelling, temp 36.6", "temperature", 36.6),
    ("No untreated illness (PHQ-9 4)", "phq9", 4),
    ("left leg pain for 5 months, 7/10, burning", "pain_score", 7),
    ("the pain in the right calf scores 8 out of 10", "pain_score", 8),
    ("pain is seven out of ten", "pain_score", 7),
    ("Pain 4/10 today down from 8", "pain_score", 4),
    ("Burning foot. Some days 4 out of 10, most days 7.", "pain_score", 7),
    ("item 9 zero", "phq9_last_item", 0),
    ("ODI 62 to 38 after PT", "odi", 38),
    ("Oswestry improved from 58 to 34", "odi", 34),
    ("CRP 240 falling to 60", "crp", 60),
    ("CRP peaked at 180 and was 24 on discharge", "crp", 24),
    ("Temp 39 on admission, 36.7 on discharge", "temperature", 36.7),
    ("PVR rose from 40 to 350 mL", "post_void_residual", 350),
    ("The pain scored 8 last week and 3 this week", "pain_score", 3),
    ("ABI 1.08 R, 1.02 L, no drop", "abi", 1.02),
    ("unable to dorsiflex the right foot (0/5)", "power_ankle_dorsiflexion", 0),
    ("Right ankle dorsiflexion was 4+ in April and is now barely 2", "power_ankle_dorsiflexion", 2),
    ("declined from 5/5 to 3/5 in tibialis anterior", "power_drop", 2),
    ("Dorsiflexion L 2/5 (was 4 in clinic)", "power_drop", 2),
    ("a fall of two MRC grades", "power_drop", 2),
    ("Ankle dorsiflexion 4/5 on the left, which was 5/5 in June", "power_drop", 1),
    ("hip flexion 2/5 (4+/5 preop)", "power_drop", 2),
    ("hip flexion 2/5. At discharge hip flexion 3/5.", "power_hip_flexion", 3),
    ("Two medial branch blocks, 85% and 80% relief", "block_relief", 80),
    ("Two medial branch blocks, 85% and 80% relief", "block_count", 2),
    ("SCS trial last week with 65% relief over 6 days", "stimulation_trial_relief", 65),
    ("SCS trial last week with 65% relief over 6 days", "stimulation_trial_hours", 144),
    ("60% improvement of pain since the RFA in April", "pain_improvement", 60),
    ("4 of 5 provocative maneuvers positive", "sij_positive_tests", 4),
    ("Nicotine free for 10 weeks", "nicotine_free_weeks", 10),
    ("I'm pregnant, 20 weeks", "pregnancy_weeks", 20),
    ("Imaging is 14 months old", "imaging_age", 14),
    ("Axial low back pain for 30 months", "pain_duration", 30),
    ("TFESI x3 in the past year", "steroid_injections_year", 3),
]


def values(case: Case, fact: str) -> list[object]:
    return [f.value for f in case.findings if f.fact == fact and f.status in CURRENT]


@pytest.mark.parametrize(("text", "fact", "value"), SAID, ids=[f"{s[0]}: {s[1]}" for s in SAID])
def test_the_last_or_only_value_is_read(read: Callable[..., Case], text: str, fact: str, value: float) -> None:
    assert values(read(text), fact) == [Interval.point(value)]


NOT_SAID = [
    ("lost 30 kg since surgery", "weight"),
    ("no lifting over 25 kg", "weight"),
    ("BMI 38.4, fever on day 2", "temperature"),
    ("WCC 38.4, no fever", "temperature"),
    ("seen on 7/10 with back pain", "pain_score"),
    ("confidence 7/10, no pain", "pain_score"),
    ("Physio for pain 2. Morphine", "pain_score"),
    ("10 hr prone op", "heart_rate"),
    ("residual S1 tingling", "post_void_residual"),
    ("pain 3 weeks, back pain 2 years", "pain_score"),
    ("epidural gave 50% relief for 3 weeks", "block_relief"),
    ("epidural gave 50% relief for 3 weeks", "pain_improvement"),
    ("no fever over 38", "temperature"),
    ("leg pain settled for three months, then came back", "pain_duration"),
    ("pain gone for 2 years", "pain_duration"),
    ("EHL 3/5, DF 5/5 as before surgery", "power_drop"),
    ("EHL 3/5 on the left, 5/5 on the right before surgery", "power_drop"),
    ("EHL 4/5 since 2019, no change", "power_drop"),
    ("EHL 2/5 preop, now 4/5", "power_drop"),
    ("L EHL 3/5 R 5/5 before and after", "power_drop"),
    ("translation at L4-5", "measured_translation"),
    ("quads 3 x 10, hip flexors 3 x 10", "power_knee_extension"),
    ("quads 3 times a week and hip flexion 2 times a day", "power_knee_extension"),
    ("EHL 5 years ago, TA 3 months ago was weak", "power_great_toe_extension"),
    ("EHL normal and TA 3/5", "power_great_toe_extension"),
    ("EHL and TA both 4/5", "bilateral_leg_weakness"),
    ("fusion L4, L5, S1 3 years ago", "power_ankle_plantarflexion"),
    ("bought a thermometer for 39 dollars", "temperature"),
    ("he carries 108 kg / 2 bags", "weight"),
    ("EHL 5/5, L5-S1 fusion", "power_ankle_plantarflexion"),
]


@pytest.mark.parametrize(("text", "fact"), NOT_SAID, ids=[f"{s[0]}: {s[1]}" for s in NOT_SAID])
def test_a_number_of_something_else_is_not_taken(read: Callable[..., Case], text: str, fact: str) -> None:
    assert values(read(text), fact) == []


CHOICES = [
    ("Patellar reflexes 3+ bilat", "knee_jerk", "brisk"),
    ("ankle jerk R absent", "ankle_jerk", "absent"),
    ("knee jerks 2+ and symmetric", "knee_jerk", "normal"),
    ("diminished right achilles reflex", "ankle_jerk", "reduced"),
    ("Knee reflex brisk, ankle reflexes difficult to elicit", "ankle_jerk", "reduced"),
    ("Pain is 70% leg and 30% back", "dominant_pain", "leg"),
    ("the leg pain is bad, the back hardly hurts", "dominant_pain", "leg"),
    ("Mr D. Okafor, 52, HGV driver", "sex", "male"),
    ("Mrs Ottoline Ferrars, 36.", "sex", "female"),
    ("I can't feel the end of my penis", "sex", "male"),
]


@pytest.mark.parametrize(("text", "fact", "value"), CHOICES, ids=[c[0] for c in CHOICES])
def test_a_choice_is_read(read: Callable[..., Case], text: str, fact: str, value: str) -> None:
    assert set(values(read(text), fact)) == {value}


AGES = [
    ("Re: Mr D. Okafor, 52, HGV driver", 52), ("Mrs Anwen Tudor, aged 74", 74), ("Mr Pryde (63, type 2 diabetic)", 63),
    ("Mrs J.K., 50. Op: L3-5", 50), ("62M ret. firefighter", 62), ("Female, 69, 64 kg", 69),
    ("telephone - male 43", 43),
    ("Forty-seven year old man", 47), ("I'm only 39.", 39), ("I am 72 and I take blood thinners", 72),
    ("Mr. Balasubramanian (50) has", 50), ("45 y male with previous", 45), ("Mrs Cole, who is 58.", 58),
]  # fmt: skip


@pytest.mark.parametrize(("text", "age"), AGES, ids=[a[0] for a in AGES])
def test_an_age_is_read(read: Callable[..., Case], text: str, age: int) -> None:
    assert set(values(read(text), "age")) == {Interval.point(age)}


NO_AGES = ["overdose at age 19", "I'm 12 weeks post op", "lady 30 weeks pregnant", "Mr Lee, 3 weeks after",
           "MR 30 mg bd", "she is 10 days post op", "a man, 12/52 after fusion"]  # fmt: skip


@pytest.mark.parametrize("text", NO_AGES)
def test_other_numbers_are_no_age(read: Callable[..., Case], text: str) -> None:
    assert values(read(text), "age") == []


def test_modified_release_is_no_title(read: Callable[..., Case]) -> None:
    assert values(read("Morphine sulfate MR 30 mg bd, QTc 478 ms"), "sex") == []
