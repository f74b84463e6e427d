"""What one part of a note tells of a finding that another part only names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from curbside.case.model import Finding, Span, Status

_PAST_DAYS = 180
_DROP = "foot_drop"
_WEAKNESS = frozenset((_DROP, "leg_weakness"))
_MOVING = frozenset(("new", "worse"))


def as_told_elsewhere(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, where a drop foot that is first only named is as the note goes on to say: unchanged for long.

    "Problems: foot drop since 2011 ... Foot drop unchanged", "foot drop ... TA 2/5 as in 2021".  Only where no weakness
    is new or worse, and on the same side where both name one.  What comes behind the words on the old one may be
    another, and signs of the cauda equina are never taken for old ones.
    """
    told = [f for f in findings if f.fact in _WEAKNESS and f.status is Status.present]
    old = [f for f in told if f.course == "unchanged" and f.onset is not None and f.onset.low >= _PAST_DAYS]
    if not old or any(f.course in _MOVING for f in told):
        return list(findings)
    return [_with_course(f, old) if f.course is None and f.fact == _DROP and f in told else f for f in findings]


def _with_course(finding: Finding, old: Sequence[Finding]) -> Finding:
    same = next((f for f in old if _stands_before(finding, f) and _is_same_side(finding, f)), None)
    if same is None:
        return finding
    return replace(finding, course="unchanged", onset=same.onset if finding.onset is None else finding.onset)


def _is_same_side(one: Finding, other: Finding) -> bool:
    return one.side == other.side or None in (one.side, other.side)


def _stands_before(one: Finding, other: Finding) -> bool:
    return isinstance(one.basis, Span) and isinstance(other.basis, Span) and one.basis.start < other.basis.start
