"""A full coma scale is overtaken by a later one: whoever falls from 15 to 12 is not alert."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from curbside.case.model import ABSENT, PRESENT, Case, Status


def told(case: Case) -> set[Status]:
    return {finding.status for finding in case.findings if finding.fact == "altered_consciousness"}


@pytest.mark.parametrize(
    "text",
    [
        "GCS 15 on arrival, now 12",
        "GCS 15 at 0800, 13 at 0900",
        "GCS 15 then 9",
        "GCS 15/15 at 8am, 13/15 at 9am",
        "GCS was 15 this morning. Now 11.",
        "GCS 15 -> 12",
    ],
)
def test_a_later_lower_score_tells_of_altered_consciousness(text: str, read: Callable[[str], Case]) -> None:
    assert told(read(f"L4/5 fusion. {text}")) == {PRESENT}


@pytest.mark.parametrize(
    "text",
    [
        "GCS 15",
        "GCS 15 at 10:00, HR 80",
        "GCS 15, pain 7/10",
        "GCS 15 (E4 V5 M6)",
        "GCS 15, POD 3",
        "GCS 15 today, 58F",
    ],
)
def test_a_number_of_something_else_lowers_no_score(text: str, read: Callable[[str], Case]) -> None:
    assert told(read(f"L4/5 fusion. {text}")) == {ABSENT}
