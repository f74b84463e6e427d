"""Corrections: facts that the asker sets.  They win over what was read and are marked as such."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from curbside.case.given import ValueRefusedError, finding_from
from curbside.case.model import Case
from curbside.knowledge.model import Fact


class CorrectionRefusedError(ValueError):
    """A correction that names no fact, or gives a value the fact cannot have."""


def correct(case: Case, corrections: Mapping[str, str], facts: Mapping[str, Fact]) -> Case:
    """The case with the corrected facts; what was read about them is replaced.

    A value of "unknown" withdraws what was read.

    Raises:
        CorrectionRefusedError: the fact does not exist, or cannot have that value.
    """
    kept = tuple(f for f in case.findings if f.fact not in corrections)
    given = []
    for name, raw in corrections.items():
        if name not in facts:
            near = get_close_matches(name, sorted(facts), n=3)
            nearest = f"; the nearest are {', '.join(near)}" if near else ""
            raise CorrectionRefusedError(f"a correction names no fact{nearest}; `curbside facts` lists them all")
        if raw.strip().lower() == "unknown":
            continue
        try:
            given.append(finding_from(facts[name], raw))
        except ValueRefusedError as error:
            raise CorrectionRefusedError(str(error)) from None
    return replace(case, findings=(*kept, *given))
