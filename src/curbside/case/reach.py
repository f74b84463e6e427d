"""Where the reach of a cue ends: a shut bracket, a new subject, a colon, a list that goes on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from curbside.case.layout import Page
from curbside.case.lexicon import CueMatch
from curbside.case.model import Status

SUBJECTS = frozenset("she he i they she's he's i'm i've they're it's there's pt patient my".split())
"""Words behind a comma or a colon that begin a new clause, and behind a yes or a no one of their own."""
_SIGNS = frozenset((",", ":", "-"))
_DOUBT_ENDS = frozenset((",", ":", "-"))
_LIST_REACH = 6
_OR_ALONE = frozenset(("or", "vs", "versus"))
_SIGNS_OR_AND = _SIGNS | {"and"}
_SCANS = frozenset("mri ct x-ray xray scan xr".split())


def is_closed(page: Page, cue: CueMatch, start: int, end: int) -> bool:
    """Whether what a cue speaks of is over before token `end`: the bracket is shut, or a new clause has begun.

    A denial ends where a comma or a colon brings a new subject ("no bleeding, she is clammy"), a doubt at a
    colon, a dash or a comma ("?CES - saddle numb"), a past at ", new", unless an "or" keeps the list open.
    """
    words, means = page.words[start : end + 1], cue.cue.means
    between = words[: end - start]
    listed = page.words[start : min(end + _LIST_REACH, page.sentences[page.sentence_of[start]].last)]
    if _is_shut(between):
        return True
    pairs = list(pairwise(words))
    if means == Status.absent:
        if cue.cue.phrase == "absent" and between[:1] == [","]:
            return True
        return any(
            (one in _SIGNS and other in SUBJECTS) or (one in _SIGNS_OR_AND and other in _SCANS) for one, other in pairs
        )
    if means == Status.possible:
        parts = _DOUBT_ENDS if _OR_ALONE.isdisjoint(listed) else _DOUBT_ENDS - {","}
        return not parts.isdisjoint(between)
    return means == Status.historical and (",", "new") in pairs


def _is_shut(words: Sequence[str]) -> bool:
    """Whether a bracket is shut in these tokens that was not opened in them."""
    depth = 0
    for word in words:
        depth += (word == "(") - (word == ")")
        if depth < 0:
            return True
    return False


def is_of_bracket(words: Sequence[str]) -> bool:
    """Whether a cue that follows these tokens speaks of what stands before it in its own bracket: "2/5 (4/5 preop)"."""
    opened = max((at for at, word in enumerate(words) if word == "("), default=None)
    return opened is not None and opened + 1 < len(words) and ")" not in words[opened:]
