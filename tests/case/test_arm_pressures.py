"""The pressures of the two arms are compared where a sentence gives both."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from curbside.case.model import Case, Interval


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("BP R arm 168, L arm 121.", 47),
        ("BP 170/90 in the right arm and 120/70 in the left.", 50),
        ("BP 182/95 right arm, 128/80 left arm.", 54),
        ("BP 180 in one arm, 120 in the other.", 60),
        ("BP R arm 140/80, L arm 136/78.", 4),
    ],
)
def test_two_arms_have_one_difference(read: Callable[..., Case], text: str, gap: float) -> None:
    found = [f.value for f in read(f"Fused 2020. {text}").findings if f.fact == "arm_pressure_gap"]
    assert found == [Interval.point(gap)]


@pytest.mark.parametrize(
    "text",
    [
        "BP 140/80 both arms.",
        "Right arm weak, BP 140/80.",
        "BP 140/80 right arm.",
        "Pressures in the arms 160 and 158.",
    ],
)
def test_one_arm_alone_has_none(read: Callable[..., Case], text: str) -> None:
    assert [f for f in read(f"Fused 2020. {text}").findings if f.fact == "arm_pressure_gap"] == []
