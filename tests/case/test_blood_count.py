"""The fall of a haemoglobin is read from the values, whichever way they are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from curbside.case.model import Case, Interval, Status

FALLS = [
    ("Hb 68 from 117.", 49),
    ("Haemoglobin 132, 108, 84 over three days after ALIF.", 48),
    ("Hb 121 to 74, both legs 3/5.", 47),
    ("Hb fell from 128 to 84 g/L after the procedure.", 44),
    ("Hb 118 down to 79 over two days with a dry drain.", 39),
    ("Hb 71 was 118 yesterday.", 47),
    ("Hb 74, was 110 post op.", 36),
    ("Hb 112 > 94 > 76 in two days.", 36),
    ("Hb 128 pre-op, 79 on day 2, no bleeding seen.", 49),
    ("Hb drifted from 12.4 to 7.9 overnight.", 45),
    ("Hgb 8.2 at 3 weeks, was 12.1.", 39),
    ("Hb 120, later 79, ALIF yesterday.", 41),
    ("Hb now 78 from 131 pre-op, no visible loss.", 53),
    ("Hb 82 on leaving, 84 the day before.", 2),
    ("Hb down 30 points since pre-op.", 30),
    ("Haemoglobin has drifted by 40 points in two days.", 40),
    ("Lost four grams of haemoglobin since theatre.", 40),
]
NO_FALL = [
    "Hb 142, no melaena.", "Hb 64, pale, HR 130, BP 84 systolic.", "Haemoglobin stable at 109 g/L on three checks.",
    "Hb 95 on POD 5 L4-5 fusion.", "Hb 84, then 102.", "Hb 110 (130 last year).", "HbA1c 8.1, was 9.4.",
]  # fmt: skip


@pytest.mark.parametrize(("text", "grams"), FALLS)
def test_a_fall_is_the_highest_earlier_value_less_the_latest(
    read: Callable[..., Case], text: str, grams: float
) -> None:
    findings = read(f"Fusion in May. {text}").findings
    found = [f.value for f in findings if f.fact == "haemoglobin_fall" and f.status is Status.present]
    assert found == [Interval.point(grams)]


@pytest.mark.parametrize("text", NO_FALL)
def test_one_value_a_rise_and_an_old_value_are_no_fall(read: Callable[..., Case], text: str) -> None:
    assert [f for f in read(f"Fusion in May. {text}").findings if f.fact == "haemoglobin_fall"] == []
