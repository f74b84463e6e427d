"""Measurements that are an item of their own: a number of today behind a line end or in a list of what was.

"No fever" and below it "temp 39.2" denies no temperature; in "PMH: hypertension, HR 134" the pulse is that of now.
"""

from __future__ import annotations

from curbside.case.assertion import Context
from curbside.case.page import Page, opens_line

_PARTS = frozenset((",", ";", "|"))
_LISTS = frozenset(("past_history", "family_history"))
_PAST = frozenset("was were had been ago then last previous previously before prior since in on at from peak".split())
_LONGEST_YEAR = 4


def is_apart(page: Page, context: Context, tokens: tuple[int, int]) -> bool:
    """Whether a measurement at these tokens opens an item in which nothing tells of another time or person.

    An item of a list with a lead ("Return if:") is never one.
    """
    first, last = tokens
    sentence = page.sentences[page.sentence_of[first]]
    is_line = opens_line(page, first) and first > sentence.first and page.words[first - 1] != ":"
    is_listed = sentence.section in _LISTS and first > sentence.first and page.words[first - 1] in _PARTS
    if sentence.lead is not None or not (is_line or is_listed):
        return False
    end = next(
        (at for at in range(last, sentence.last) if page.words[at] in _PARTS or opens_line(page, at)), sentence.last
    )
    rest = page.words[last:end]
    is_dated = any(len(word) == _LONGEST_YEAR and word.isdigit() for word in rest)
    return _PAST.isdisjoint(rest) and not is_dated and not context.is_spoken_of(first, end)
