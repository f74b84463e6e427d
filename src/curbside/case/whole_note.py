"""What one part of a note tells of a finding that another part only names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from curbside.case.model import Finding, Status

_PAST_DAYS = 180
_WEAKNESS = frozenset(("foot_drop", "leg_weakness"))
_MOVING = frozenset(("new", "worse"))


def as_told_elsewhere(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, where one named without a course is as it is elsewhere in the note: unchanged.

    "Problems: foot drop since 2011 ... Foot drop unchanged", "foot drop ... TA 2/5 as in 2021".  Only where the finding
    is nowhere new or worse, and on the same side where both name one; a drop foot and a weak leg count as one.
    """
    told: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.status is Status.present and finding.value is True:
            told.setdefault(_kind(finding), []).append(finding)
    old = {kind: _unchanged(group) for kind, group in told.items()}
    return [_with_course(finding, old.get(_kind(finding), ())) for finding in findings]


def _kind(finding: Finding) -> str:
    return "weakness" if finding.fact in _WEAKNESS else finding.fact


def _unchanged(group: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that are unchanged, for weakness only since long ago; none where one is new or worse."""
    group = tuple(group)
    if any(f.course in _MOVING for f in group):
        return ()
    return tuple(f for f in group if f.course == "unchanged" and (f.fact not in _WEAKNESS or _is_old(f)))


def _is_old(finding: Finding) -> bool:
    return finding.onset is not None and finding.onset.low >= _PAST_DAYS


def _with_course(finding: Finding, old: Sequence[Finding]) -> Finding:
    if finding.course is not None or finding.status is not Status.present or finding.value is not True:
        return finding
    same = [f for f in old if finding.side == f.side or None in (finding.side, f.side)]
    if not same:
        return finding
    onset = finding.onset if finding.onset is not None else same[0].onset
    return replace(finding, course="unchanged", onset=onset)
