"""Measurements come in the unit of their fact, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

import pytest

from curbside.case.model import CURRENT, Case, Interval

VALUES = [
    ("PVR 450 ml", "post_void_residual", Interval.point(450)),
    ("Post-void residual was 0.5 L", "post_void_residual", Interval.point(500)),
    ("450 mL residual on bladder scan", "post_void_residual", Interval.point(450)),
    ("bladder scan 720 mL", "post_void_residual", Interval.point(720)),
    ("PVR > 600 ml", "post_void_residual", Interval(600, 3000, low_open=True)),
    ("PVR less than 50 ml", "post_void_residual", Interval(0, 50, high_open=True)),
    ("PVR 150-250 ml", "post_void_residual", Interval(150, 250)),
    ("temp 38.5", "temperature", Interval.point(38.5)),
    ("Temp 101.3 F", "temperature", Interval.point(38.5)),
    ("T 101.3", "temperature", Interval.point(38.5)),
    ("fever of 39 °C", "temperature", Interval.point(39)),
    ("BP 85/50", "systolic_pressure", Interval.point(85)),
    ("systolic 88 mmHg", "systolic_pressure", Interval.point(88)),
    ("sats 88% on air", "oxygen_saturation", Interval.point(88)),
    ("SpO2: 91%", "oxygen_saturation", Interval.point(91)),
    ("RR 8", "respiratory_rate", Interval.point(8)),
    ("breathing about 7 a minute", "respiratory_rate", Interval.point(7)),
    ("8 breaths per minute", "respiratory_rate", Interval.point(8)),
    ("HR 135 bpm", "heart_rate", Interval.point(135)),
    ("pulse 48", "heart_rate", Interval.point(48)),
    ("CRP 120 mg/L", "crp", Interval.point(120)),
    ("CRP 12 mg/dL", "crp", Interval.point(120)),
    ("ESR 85 mm/h", "esr", Interval.point(85)),
    ("lactate 3.1", "lactate", Interval.point(3.1)),
    ("NEWS2 7", "news2_score", Interval.point(7)),
    ("HbA1c 53 mmol/mol", "hba1c", Interval.point(7.0004)),
    ("HbA1c 8.1%", "hba1c", Interval.point(8.1)),
    ("ankle dorsiflexion 3/5", "power_ankle_dorsiflexion", Interval.point(3)),
    ("EHL 2/5 on the left", "power_great_toe_extension", Interval.point(2)),
    ("power 4/5", "lowest_power", Interval.point(4)),
    ("45-year-old woman", "age", Interval.point(45)),
    ("72M", "age", Interval.point(72)),
    ("in her late 60s", "age", Interval(67, 69)),
    ("aged 81", "age", Interval.point(81)),
    ("history of 2 back surgeries", "spine_operation_count", Interval.point(2)),
    ("three previous spinal operations", "spine_operation_count", Interval.point(3)),
    ("multiple back surgeries", "spine_operation_count", Interval(2, 30)),
    ("PHQ-9 18", "phq9", Interval.point(18)),
    ("pain 8/10", "pain_score", Interval.point(8)),
    ("ODI 54%", "odi", Interval.point(54)),
]


@pytest.mark.parametrize(("text", "fact", "value"), VALUES, ids=[v[0] for v in VALUES])
def test_a_measurement_is_read_in_the_unit_of_its_fact(
    read: Callable[..., Case], text: str, fact: str, value: Interval
) -> None:
    values = [f.value for f in read(text).findings if f.fact == fact and f.status in CURRENT]
    assert len(values) == 1
    found = values[0]
    assert isinstance(found, Interval)
    assert (found.low_open, found.high_open) == (value.low_open, value.high_open)
    assert found.low == pytest.approx(value.low, abs=0.02)
    assert found.high == (inf if value.high == inf else pytest.approx(value.high, abs=0.02))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("temp 385", "temperature"),
        ("SpO2 9%", "oxygen_saturation"),
        ("PVR 45000 ml", "post_void_residual"),
        ("aged 190", "age"),
    ],
)
def test_an_implausible_value_is_refused_with_the_reason(read: Callable[..., Case], text: str, fact: str) -> None:
    found = [f for f in read(text).findings if f.fact == fact]
    assert found
    assert all(f.status not in CURRENT for f in found)
    assert all("plausible" in f.reason for f in found)


@pytest.mark.parametrize(
    "text", ["pain for 8 weeks", "ODI form sent", "power of attorney", "pulse present", "3/52 of pain", "temp tag 12"]
)
def test_a_number_that_measures_nothing_is_left_alone(read: Callable[..., Case], text: str) -> None:
    measured = {"pain_score", "odi", "lowest_power", "heart_rate", "temperature"}
    assert not [f for f in read(text).findings if f.fact in measured and f.status in CURRENT]


def test_power_of_each_side_is_kept_apart(read: Callable[..., Case]) -> None:
    case = read("ankle dorsiflexion 2/5 on the left, 5/5 on the right")
    found = {f.side: f.value for f in case.findings if f.fact == "power_ankle_dorsiflexion"}
    assert found == {"left": Interval.point(2), "right": Interval.point(5)}


def test_graded_weakness_is_weakness(read: Callable[..., Case]) -> None:
    case = read("hip flexion 2/5 bilaterally")
    assert {"leg_weakness", "bilateral_leg_weakness"} <= {f.fact for f in case.findings if f.status in CURRENT}
