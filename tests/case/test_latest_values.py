"""Of two values told with their times the later one is that of now: an old one taken for it is a wrong dose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from curbside.case.model import PRESENT, Case, Interval

TOLD: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "latest_values.yaml").read_text(encoding="utf-8"))
MICROMOLES = 88.42
"""Micromoles per litre of creatinine in a milligram per decilitre, the unit in which it is kept."""


def written(fact: str, value: float) -> float:
    return value / MICROMOLES if fact == "creatinine" else value


def now(case: Case, fact: str) -> list[float]:
    found = (f.value for f in case.findings if f.fact == fact and f.status is PRESENT)
    return [value.high for value in found if isinstance(value, Interval)]


@pytest.mark.parametrize("frame", TOLD["frames"])
def test_the_later_of_two_values_is_that_of_now(frame: str, read: Callable[[str], Case]) -> None:
    for fact, (name, earlier, later) in TOLD["measurements"].items():
        case = read(f"58F, L4/5 fusion in April. {frame.format(n=name, a=earlier, b=later)}")
        value = float(str(later).split("/")[0])
        assert now(case, fact) == [pytest.approx(written(fact, value), rel=0.01)], fact


@pytest.mark.parametrize("row", TOLD["alone"], ids=lambda row: row["text"])
def test_a_number_of_something_else_overtakes_no_value(row: dict[str, Any], read: Callable[[str], Case]) -> None:
    wanted = pytest.approx(written(row["fact"], row["value"]), rel=0.01)
    assert now(read(f"L4/5 fusion. {row['text']}"), row["fact"]) == [wanted]


def test_a_rise_between_two_days_is_a_second_rise(read: Callable[[str], Case]) -> None:
    for text in ("CRP 140 at day 5, 190 at day 11.", "CRP trend 210, 95, 140.", "CRP: 01/05 22, 14/05 118."):
        assert any(f.fact == "crp_rising" and f.status is PRESENT for f in read(text).findings), text
    assert not any(f.fact == "crp_rising" for f in read("CRP 140 at day 5, 60 at day 11.").findings)
