"""What was heard of a finding, weighed: its status, the reason in words."""

from __future__ import annotations

from typing import NamedTuple

from curbside.case.answers import Heard
from curbside.case.cues import CueMatch
from curbside.case.model import ABSENT, HISTORICAL, HYPOTHETICAL, OTHER_PERSON, POSSIBLE, PRESENT, Status
from curbside.case.page import Page

_TOLD = {
    ABSENT: "negated by",
    POSSIBLE: "made possible by",
    HISTORICAL: "past, from",
    HYPOTHETICAL: "conditional, from",
    OTHER_PERSON: "someone else, from",
}
_PRECEDENCE = (OTHER_PERSON, HYPOTHETICAL, ABSENT, HISTORICAL, POSSIBLE)


class Assertion(NamedTuple):
    """The status of a finding, the reason in words, and every status for which a cue spoke."""

    status: Status
    reason: str = ""
    heard: frozenset[Status] = frozenset()


PLAIN = Assertion(PRESENT)
"""Of a finding of which nothing was heard."""


def settled(page: Page, heard: Heard) -> Assertion:
    """The status that weighs most of those for which a cue spoke."""
    for status in _PRECEDENCE if heard else ():
        if status in heard:
            return Assertion(status, f"{_TOLD[status]} {_reason(page, heard[status])}", frozenset(heard))
    said = heard.get(PRESENT)
    return PLAIN if said is None else Assertion(PRESENT, _reason(page, said), frozenset(heard))


def _reason(page: Page, cue: CueMatch | str) -> str:
    if isinstance(cue, str):
        return cue
    quote, start = page.quote(cue.first, cue.last), page.folded.original_start(page.starts[cue.first])
    return f"{' '.join(quote.split())!r} at {start}"
