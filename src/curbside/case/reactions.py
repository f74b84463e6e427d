"""What a medicine once did is no sign of today: "Allergies: morphine (hallucinations), codeine - rash"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from curbside.case.model import CURRENT, Finding, Span, Status
from curbside.case.page import Page

_MARKS = frozenset("- : = > causes caused gives gave makes made".split())
_ENDS = frozenset(", ; .".split())
_OF_NOW = frozenset(
    "now today yesterday tonight since new currently still this started ongoing again is are has have".split()
)
"""One of these words behind the medicine tells of a sign that the patient has."""
_LONGEST = 8


class Reaction(NamedTuple):
    """The tokens `first` to `last` (excluded) that tell what the medicine `name` did."""

    first: int
    last: int
    name: str


def reaction_behind(words: Sequence[str], at: int, end: int, name: str) -> Reaction | None:
    """The reaction told in brackets or behind a dash at token `at`, right behind a medicine that is not borne."""
    if words[at : at + 1] == ["("]:
        stop = next((on for on in range(at + 1, min(at + 2 + _LONGEST, len(words))) if words[on] == ")"), None)
    elif words[at : at + 1] and words[at] in _MARKS:
        stop = next((on for on in range(at + 1, end) if words[on] in _ENDS), end)
        stop = stop if stop - at <= _LONGEST else None
    else:
        return None
    if stop is None or stop <= at + 1 or not _OF_NOW.isdisjoint(words[at + 1 : stop]):
        return None
    return Reaction(at + 1, stop, name)


def without_reactions(page: Page, findings: tuple[Finding, ...], reactions: Sequence[Reaction]) -> tuple[Finding, ...]:
    """The findings, those that are told as reactions to a medicine as history."""
    if not reactions:
        return findings
    told = [(page.span(reaction.first, reaction.last), reaction.name) for reaction in reactions]
    return tuple(_as_reaction(finding, told) for finding in findings)


def _as_reaction(finding: Finding, told: Sequence[tuple[Span, str]]) -> Finding:
    basis = finding.basis
    if finding.status not in CURRENT or not isinstance(basis, Span):
        return finding
    name = next((name for span, name in told if span.start <= basis.start and basis.end <= span.end), None)
    return finding if name is None else replace(finding, status=Status.historical, reason=f"a reaction to {name}")
