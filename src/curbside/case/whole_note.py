"""What one part of a note tells of a finding that another part only names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from curbside.case.model import Finding, Status

_PAST_DAYS = 180
_WEAKNESS = frozenset(("foot_drop", "leg_weakness"))
_MOVING = frozenset(("new", "worse"))


def as_told_elsewhere(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, where a weakness named without a course is as it is elsewhere in the note: unchanged for long.

    "Problems: foot drop since 2011 ... Foot drop unchanged", "foot drop ... TA 2/5 as in 2021".  Only where no weakness
    is new or worse, and on the same side where both name one.  Signs of the cauda equina are never taken for old ones.
    """
    told = [f for f in findings if f.fact in _WEAKNESS and f.status is Status.present]
    old = [f for f in told if f.course == "unchanged" and f.onset is not None and f.onset.low >= _PAST_DAYS]
    if not old or any(f.course in _MOVING for f in told):
        return list(findings)
    return [_with_course(f, old) if f.course is None and f in told else f for f in findings]


def _with_course(finding: Finding, old: Sequence[Finding]) -> Finding:
    same = next((f for f in old if finding.side == f.side or None in (finding.side, f.side)), None)
    if same is None:
        return finding
    return replace(finding, course="unchanged", onset=same.onset if finding.onset is None else finding.onset)
