"""What is only feared, against what somebody is afraid he has to tell.

"Afraid of falling" and "worried that the numbness will spread" tell of no fall and no spread; "afraid that my foot
drags" and "afraid of falling, my foot drags" tell of a foot that drags.
"""

from __future__ import annotations

from itertools import pairwise

from curbside.case.clauses import is_own_statement
from curbside.case.cues import CueMatch
from curbside.case.page import Page

_FEAR = frozenset(
    "afraid worried worry worries worrying scared frightened terrified petrified concerned anxious nervous fearful "
    "fear fears fearing dread dreads dreading".split()
)
_MAY_COME = frozenset(
    "will would could might may shall going gonna ever eventually if when end ends become becomes "
    "i'll he'll she'll it'll they'll we'll i'd he'd she'd it'd they'd again".split()
)
"""What is told with one of these has not come yet, or not come back."""
_OPENS = frozenset("i i'm i've he he's she she's it it's they my his her the both this".split())
_SORRY = frozenset(("am", "i'm", "im", "are", "we're"))
"""Behind these "afraid that" brings bad news."""
_RISK = frozenset(("risk", "risks"))
_DOING = frozenset(
    "falls falling fall tripping stumbling walking going driving moving movement standing sitting bending lifting "
    "stairs leaving dying death pressure sores ulcers injury harm sleeping surgery work working exercise".split()
)
"""Feared, or a risk, because of what ails somebody: what such words are followed by is the reason, and is so."""
_ONESELF = frozenset("i i'm i've my im ive".split())
_BECAUSE = frozenset(("as", "because", "since", "so"))
_ROLE = frozenset(("a", "an"))
_ENDS = frozenset((",", ";", ".", ":", "!", "?", "("))


def is_told_with_fear(page: Page, cue: CueMatch, start: int, end: int) -> bool:
    """Whether a finding at token `end` is told as it is, though a cue of fear, which ends at `start`, stands before."""
    phrase = cue.phrase.split()
    if phrase[0] not in _FEAR:
        return False
    if phrase[-1] == "that":
        return _is_so(page, start, end, is_polite=page.words[cue.first - 1] in _SORRY)
    if page.words[start] in _DOING and page.words[start + 1] == "with":
        return True
    return is_own_statement(page, start, end) or any(
        one in _BECAUSE and other not in _ROLE for one, other in pairwise(page.words[start : end + 1])
    )


def is_of_doing(page: Page, cue: CueMatch) -> bool:
    """Whether a cue speaks of a fear or a risk of doing something: "afraid of falling due to", "risk of falls from"."""
    is_fear_or_risk = not (_FEAR | _RISK).isdisjoint(cue.phrase.split())
    return is_fear_or_risk and page.words[cue.last] in _DOING


def is_told_of_oneself(page: Page, start: int, end: int) -> bool:
    """Whether behind a colon somebody tells of himself: "it said to call if this happens: my foot slaps"."""
    return any(one == ":" and other in _ONESELF for one, other in pairwise(page.words[start : end + 1]))


def _is_so(page: Page, start: int, end: int, *, is_polite: bool) -> bool:
    """Whether the clause behind "afraid that" tells of nothing to come, and opens with somebody or something of his.

    Where it `is_polite` ("I am afraid that ...") it may open with anything.
    """
    words = page.words
    last = page.sentences[page.sentence_of[end]].last
    stop = next((at for at in range(end, last) if words[at] in _ENDS), last)
    return (is_polite or words[start] in _OPENS) and _MAY_COME.isdisjoint(words[start:stop])
