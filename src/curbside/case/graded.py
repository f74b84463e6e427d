"""How a weakness that grades tell behaves: since when, and whether it is new, worse or what it was."""

from __future__ import annotations

from dataclasses import replace

from curbside.case.attributes import NEW_DAYS, PAST_DAYS, onset_of, time_of
from curbside.case.course import course_of, since_old
from curbside.case.model import Finding, Status
from curbside.case.surroundings import Surroundings

_AFTER_REACH = 8
_RIGHT_BEHIND = 5
_LASTS = frozenset("over within in x for".split())
_BEFORE_SURGERY = frozenset(("preop", "pre", "preoperatively", "baseline", "before"))
_WEAKNESS = frozenset(("leg_weakness", "bilateral_leg_weakness"))
_AS_IT_WAS = frozenset("unchanged stable static identical same changed altered longstanding before ever".split())
"""What is only "not improved" or "persists" may have come with the operation."""
_SIGNS = frozenset(", ( ) - and is : on the right left both sides bilaterally r l".split())


def graded_since(finding: Finding, first: int, last: int, around: Surroundings) -> Finding:
    """A weakness that grades tell, with its onset and course: "from 4/5 to 2/5 over 10 days", but not "on 5 May"."""
    if finding.fact not in _WEAKNESS or finding.status is not Status.present:
        return finding
    time = time_of(around, first, last)
    before = around.page.words[max(time.first - 2, 0) : time.first + 1] if time else []
    lasts = (
        time is not None
        and time.first >= last
        and ("since" in before or (time.form == "length" and not _LASTS.isdisjoint(before)))
    )
    onset = onset_of(time, around) if lasts else None
    is_new = onset is not None and onset.high <= NEW_DAYS
    said = course_of(around, first, last)
    told = said if said in ("new", "worse") or _is_of_before(around, first, last) else None
    told = "unchanged" if told is None and is_said_unchanged(around, last) else told
    if told in (None, "unchanged") and (old := since_old(around, first, last)) is not None:
        onset, told = old, "unchanged"
    side = finding.side or around.side(finding.fact, first, last)
    return replace(finding, onset=onset, side=side, course=finding.course or told or ("new" if is_new else None))


def _is_of_before(around: Surroundings, first: int, last: int) -> bool:
    """Whether the words behind a finding tell how it was before the operation or long ago: "4/5 (same as pre-op)"."""
    behind = around.page.words[last : last + _AFTER_REACH]
    return not _BEFORE_SURGERY.isdisjoint(behind) or any(t.days.low >= PAST_DAYS for t in around.times(first))


def is_said_unchanged(around: Surroundings, last: int) -> bool:
    """Whether right behind a value that ends at `last` it is said to be what it was: "4/5, unchanged since 2021"."""
    return any(
        word.side == "after"
        and word.course == "unchanged"
        and 0 <= word.first - last <= _RIGHT_BEHIND
        and _SIGNS.issuperset(around.page.words[last : word.first])
        and not _AS_IT_WAS.isdisjoint(around.page.words[word.first : word.last])
        for word in around.courses(last - 1)
    )
