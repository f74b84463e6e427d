"""The next value of a measurement, where the times told beside two values make it the later one.

"22 a fortnight ago, now it's 118", "45 (day 4), 160 (day 10)", "97 at discharge, 86 in clinic", and in the
next sentence "Now 118."  An old value taken for the one of now is a wrong dose or a missed emergency.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from curbside.case.matches import Match
from curbside.case.moments import Moment, is_earlier, moment_at, moments_within
from curbside.case.page import Page
from curbside.case.quantity import Quantity, quantity_at
from curbside.case.units import Units

_FURTHEST = 24
_LINKS = frozenset(
    ", ; : . ( ) - > and but then it's it is its was were are they're to up down rose fell risen fallen rising falling "
    "climbed dropped gone went has have had been which he's she's we it as says said came come back the a an i get "
    "at of with only just about still again nearly over his her my new value result reading check checked on "
    "patient's day's one when they he she went home left".split()
)
"""What may stand between two values of one measurement beside the times of either."""
_MAY_FOLLOW = frozenset(
    ", . ; : ) ( ? ! - > and but with so despite since from up down which he she they i pt patient we after post on at "
    "in this for or".split()
)
_TRENDS = frozenset("trend trends trending series serial sequence".split())
_LITTLE_WORD = "in"
"""A unit of length, and a word: "86 in clinic"."""
_SHARE = 20.0
"""Two values of one measurement are seldom further apart than by this factor."""


def later_value(page: Page, anchor: Match, found: Quantity, units: Units, named: Set[int]) -> Quantity | None:
    """The value behind `found` that is told to be later; `named` are the tokens at which measurements are named."""
    words, number = page.words, page.sentence_of[found.first]
    sentence_end = page.sentences[number].last
    end = min(page.sentences[min(number + 1, len(page.sentences) - 1)].last, found.last + _FURTHEST)
    told, at = _of_first(words, anchor, found, end)
    told_next: Moment | None = None
    while at < end and at not in named:
        timed = moment_at(words, at, end)
        if timed is not None:
            told_next, at = timed
            continue
        later = quantity_at(page, at, units)
        if later is not None:
            told_next = told_next or _time_behind(words, later, end)
            is_next = later.first < sentence_end or _leads_on(told, told_next)
            is_later = _is_later(told, told_next) or _is_trend(words[max(anchor.first - 1, 0) : found.first])
            return later if is_next and is_later and _is_same_kind(page, found, later) else None
        if words[at] not in _LINKS:
            return None
        at += 1
    return None


def _of_first(words: Sequence[str], anchor: Match, found: Quantity, end: int) -> tuple[Moment | None, int]:
    """The moment of the first value, told before or behind it, and the token from which to go on."""
    before = list(moments_within(words, anchor.last, found.first)) if anchor.last < found.first else []
    return (before[0], found.last) if before else _right_behind(words, found.last, end)


def _is_pressure(value: Quantity) -> bool:
    """Whether two numbers with a stroke are a pressure, and the second no scale: "128/76"."""
    return value.over is not None and value.value.low > value.over


def _time_behind(words: Sequence[str], value: Quantity, end: int) -> Moment | None:
    is_little_word = value.unit is not None and value.unit.name == _LITTLE_WORD
    return _right_behind(words, value.last - is_little_word, end)[0]


def _right_behind(words: Sequence[str], at: int, end: int) -> tuple[Moment | None, int]:
    timed = moment_at(words, at, end)
    return timed if timed is not None else (None, at)


def _leads_on(first: Moment | None, following: Moment | None) -> bool:
    """Whether a value of the next sentence is of the same measurement: it is that of now, or they are dated alike."""
    return following is not None and (following.is_now or (first is not None and first.kind == following.kind))


def _is_trend(words: Sequence[str]) -> bool:
    """Whether a list of values is announced, which is told in the order of time: "CRP trend 210, 95, 140"."""
    return not _TRENDS.isdisjoint(words)


def _is_later(first: Moment | None, following: Moment | None) -> bool:
    """Whether the order of the text is that of time; a value without a time is overtaken only by one of now."""
    if first is None or following is None:
        return following is not None and following.is_now
    return not is_earlier(following, first)


def _is_same_kind(page: Page, found: Quantity, later: Quantity) -> bool:
    """Whether a second number may be a value of the same measurement, and counts nothing that is named behind it."""
    has_unit = later.unit is not None and later.unit.name != _LITTLE_WORD
    are_alike = later.over == found.over or (_is_pressure(found) and _is_pressure(later))
    if not are_alike or (has_unit and later.unit != found.unit):
        return False
    low, high = sorted((found.value.low, later.value.low))
    if low <= 0 or high / low > _SHARE:
        return False
    end = len(page.words)
    return (
        later.last == end or page.words[later.last] in _MAY_FOLLOW or _time_behind(page.words, later, end) is not None
    )
