"""What one part of a note tells of a finding holds where another part only names it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from curbside.case.model import Case


@pytest.mark.parametrize(
    ("text", "courses"),
    [
        ("Problems: left foot drop. Foot drop unchanged since 2011.", {"unchanged"}),
        ("Foot drop unchanged since 2011. Now foot drop on the right.", {"unchanged", "new"}),
        ("Left foot drop. Right foot drop unchanged since 2011.", {None, "unchanged"}),
        ("Foot drop unchanged since 2011. My foot slaps on the floor.", {None, "unchanged"}),
        ("Foot drop. Left foot drop unchanged.", {None, "unchanged"}),
        ("Poor stream for some four years.", {"unchanged"}),
        ("Poor stream unchanged since 2019. Asked today: no control of the bladder.", {"new", "unchanged"}),
        ("Poor stream for two days.", {"new"}),
    ],
)
def test_the_course_of_a_finding_holds_through_the_note(
    read: Callable[..., Case], text: str, courses: set[str | None]
) -> None:
    told = {f.course for f in read(text).findings if f.fact in ("foot_drop", "bladder_change")}
    assert told == courses
