"""A finding on the other side of a comma from a denial, which may be no item of what is denied."""

from __future__ import annotations

from collections.abc import Sequence

from curbside.case.answers import NO
from curbside.case.cues import CueMatch
from curbside.case.model import ABSENT, Status

Atoms = Sequence[tuple[int, int]]
"""The runs of tokens that make up a finding; more than one when other words lie between."""
_OR = frozenset(("or", "nor", "and"))
_OWN = frozenset("unchanged stable since for x worse worsening yesterday today now persists persisting".split())


def stands_alone(words: Sequence[str], atoms: Atoms) -> bool:
    """Whether a finding behind a comma has a side and a grade, a time or a course of its own: no item of a denial.

    "No faecal incontinence, right foot drop 2/5 unchanged" has a foot drop.
    """
    first, last = atoms[0][0], atoms[-1][1]
    if not _OR.isdisjoint(words[max(first - 3, 0) : last]):
        return False
    behind_comma = "," in words[max(first - 3, 0) : first]
    following = words[last : last + 3]
    has_grade = len(following) == 3 and following[1] == "/" and following[2] in ("5", "10")
    return behind_comma and (has_grade or not _OWN.isdisjoint(following[:2]))


def is_across(words: Sequence[str], cue: CueMatch, atoms: Atoms) -> bool:
    """Whether a denial stands on the other side of a comma or an "and"."""
    if cue.cue.means != ABSENT or cue.first >= atoms[0][0]:
        return False
    between = words[cue.last : atoms[0][0]]
    return "," in between or "and" in between


def swallowed(words: Sequence[str], cues: Sequence[CueMatch], atoms: Atoms) -> list[tuple[Status, CueMatch]]:
    """Phrases of change whose noun is the finding itself: "no change in bladder function" denies the change."""
    first = atoms[0][0]
    return [
        (ABSENT, cue)
        for cue in cues
        if cue.first < first < cue.last and cue.cue.means == "neutral" and words[cue.first] in NO
    ]
