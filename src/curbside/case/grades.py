"""Grades of power without what they are out of: "HF 5 KE 5 TA 4 EHL 3", "quads gone from 5 to 3".

A lone number behind a muscle may be anything ("quads 3 times a week"); it is a grade where other muscles
of the sentence have one, too, or where the power is said to have moved from one grade to another.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from curbside.case.layout import Page
from curbside.case.lexicon import Match
from curbside.case.quantity import Quantity
from curbside.case.series import Value, values_of
from curbside.case.units import Units, number_at

_HIGHEST = 5
_BETWEEN = frozenset(": = is are was now power grade l r left right".split())
_NOT_BEHIND = frozenset(
    "x reps sets times weeks days hours months years mm cm kg mg ml am pm % / - : . out st nd rd th to "
    "minutes lb lbs sec secs".split()
)
_LEVEL = frozenset("lsct")
_LITTLE_WORD = "in"
"""No inches: "from 4 to 2 in two days"."""
_MOVE_REACH = 5
_LINKS = frozenset(("and", "&", "+"))


def bare_grades(page: Page, anchor: Match, values: Sequence[Value], graded: Sequence[Match]) -> list[Value]:
    """The values of a muscle, with lone numbers marked as grades where they can be nothing else."""
    lone = [value for value in values if _is_lone(page, value.quantity)]
    if not lone or not (_has_company(page, anchor, graded) or _is_moved(page, values)):
        return list(values)
    return [_graded(value) if value in lone else value for value in values]


def _graded(value: Value) -> Value:
    return replace(value, quantity=replace(value.quantity, is_grade=True))


def _is_lone(page: Page, found: Quantity) -> bool:
    unit = None if found.unit is None else found.unit.name
    if found.over is not None or unit not in (None, _LITTLE_WORD) or found.is_grade or found.is_spoken:
        return False
    end = found.last - (unit == _LITTLE_WORD)
    following = page.words[end] if end < len(page.words) else "."
    is_whole = found.value.is_point and found.value.low in range(_HIGHEST + 1)
    is_item = following == "." and (end + 1 >= len(page.words) or number_at(page.words[end + 1]) is None)
    return is_whole and (is_item or following not in _NOT_BEHIND)


def _has_company(page: Page, anchor: Match, graded: Sequence[Match]) -> bool:
    """Whether two muscles of this sentence are named with a lone number, this one among them."""
    sentence = page.sentence_of[anchor.first]
    same = {m.first for m in graded if page.sentence_of[m.first] == sentence and _has_number(page, m)}
    return anchor.first in same and len(same) > 1


def _has_number(page: Page, anchor: Match) -> bool:
    """Whether a whole number up to five stands right behind the name of a muscle, which is no level of the spine."""
    words, at = page.words, anchor.last
    if words[anchor.first][0] in _LEVEL and anchor.last - anchor.first <= 2 and words[at - 1].isdigit():
        return False
    if at < len(words) and words[at] in _BETWEEN:
        at += 1
    value = number_at(words[at]) if at < len(words) else None
    following = words[at + 1] if at + 1 < len(words) else "."
    return value in range(_HIGHEST + 1) and (following == "." or following not in _NOT_BEHIND)


def _is_moved(page: Page, values: Sequence[Value]) -> bool:
    """Whether a power went "from 5 to 3", or "was 5, now 3"."""
    last = values[-1].quantity
    before = page.words[max(last.first - _MOVE_REACH, 0) : last.first]
    is_from_to = before[-1:] == ["to"] and "from" in before
    return is_from_to or (len(values) > 1 and any(value.is_past for value in values))


def shared_grades(page: Page, anchor: Match, graded: Sequence[Match], units: Units, named: Set[int]) -> list[Value]:
    """The values that a muscle shares with the one it is named with: "EHL and TA 2/5", "3/5 hip flexion and knee extension"."""
    for other in graded:
        is_next = anchor.last < other.first and _LINKS.issuperset(page.words[anchor.last : other.first])
        is_former = other.last < anchor.first and _LINKS.issuperset(page.words[other.last : anchor.first])
        if is_next or is_former:
            values = values_of(page, other, units, True, named)
            if values and (values[0].quantity.first >= other.last) == is_next:
                return values
    return []
