"""Grades of power without what they are out of: "HF 5 KE 5 TA 4 EHL 3", "quads gone from 5 to 3".

A lone number behind a muscle may be anything ("quads 3 times a week"); it is a grade where other muscles
of the sentence have one, too, where each side has one, or where the power is said to have moved from one grade to
another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from curbside.case.beside_name import SIDES
from curbside.case.matches import Match
from curbside.case.model import Basis, Finding, Span
from curbside.case.page import Page
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
_GAP = 7
_BEFOREHAND = frozenset("was having formerly previously preop prior before earlier preoperatively".split())
_EARLIER = frozenset(
    "yesterday yday ago back last discharge admission clinic handover preop baseline earlier before previously visit "
    "visits check round january february march april june july august september october november december jan feb mar "
    "apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed "
    "thu thurs fri sat sun".split()
)
"""Behind a second grade these tell that it is the earlier one: "2/5, 4/5 on Friday"."""
_EARLIER_REACH = 9
_LINKS_BACK = _BEFOREHAND | frozenset(
    ", ( ) which were from pre op - it had been in grade down at against on the today now side sides".split()
)
_LINKS = frozenset(("and", "&", "+"))
_ENDS: tuple[list[str], ...] = ([], ["."], [","], [";"])


@dataclass(frozen=True)
class Muscles:
    """The names of muscles on a page, by where they begin and end, and by sentence those with a lone number."""

    by_first: Mapping[int, Match]
    by_last: Mapping[int, Match]
    numbered: Mapping[int, Set[int]]

    @classmethod
    def of(cls, page: Page, names: Sequence[Match]) -> Muscles:
        numbered: dict[int, set[int]] = {}
        for name in names:
            if _has_number(page, name):
                numbered.setdefault(page.sentence_of[name.first], set()).add(name.first)
        return cls({name.first: name for name in names}, {name.last: name for name in names}, numbered)

    def have_numbers(self, page: Page, name: Match) -> bool:
        """Whether this muscle and another of its sentence are named with a lone number."""
        same = self.numbered.get(page.sentence_of[name.first], frozenset())
        return name.first in same and len(same) > 1


def bare_grades(page: Page, anchor: Match, values: Sequence[Value], muscles: Muscles) -> list[Value]:
    """The values of a muscle, with lone numbers marked as grades where they can be nothing else."""
    lone = [value for value in values if _is_lone(page, value.quantity)]
    if not lone:
        return list(values)
    is_sided = _has_both_sides(values) or _has_side_behind(page, lone)
    if not (muscles.have_numbers(page, anchor) or _is_moved(page, values) or is_sided):
        return list(values)
    return [_graded(value) if value in lone else value for value in values]


def _has_both_sides(values: Sequence[Value]) -> bool:
    """Whether a muscle has a number for each side: "hip flexion 4 R and 3 L", "PF 4 both sides"."""
    sides = {value.side for value in values}
    return "both" in sides or sides >= {"left", "right"}


def _graded(value: Value) -> Value:
    return value._replace(quantity=value.quantity._replace(is_grade=True))


def _is_lone(page: Page, found: Quantity) -> bool:
    unit = None if found.unit is None else found.unit.name
    if found.over is not None or unit not in (None, _LITTLE_WORD) or found.is_grade or found.is_spoken:
        return False
    end = found.last - (unit == _LITTLE_WORD)
    following = page.words[end] if end < len(page.words) else "."
    is_whole = found.value.is_point and found.value.low in range(_HIGHEST + 1)
    is_item = following == "." and (end + 1 >= len(page.words) or number_at(page.words[end + 1]) is None)
    return is_whole and (is_item or following not in _NOT_BEHIND)


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


def _has_side_behind(page: Page, lone: Sequence[Value]) -> bool:
    """Whether the one lone number is followed by its side and nothing else: "DF 4 L."."""
    at = lone[0].quantity.last
    behind = page.words[at : at + 1]
    return len(lone) == 1 and behind != [] and behind[0] in SIDES and page.words[at + 1 : at + 2] in _ENDS


def _is_moved(page: Page, values: Sequence[Value]) -> bool:
    """Whether a power went "from 5 to 3", or "was 5, now 3"."""
    last = values[-1].quantity
    before = page.words[max(last.first - _MOVE_REACH, 0) : last.first]
    is_from_to = before[-1:] == ["to"] and "from" in before
    return is_from_to or (len(values) > 1 and any(value.is_past for value in values))


def shared_grades(page: Page, anchor: Match, muscles: Muscles, units: Units, named: Set[int]) -> list[Value]:
    """The values that a muscle shares with the one it is named with: "EHL and TA 2/5", "3/5 EHL and TA"."""
    words = page.words
    following = muscles.by_first.get(anchor.last + 1) if words[anchor.last : anchor.last + 1] else None
    if following is not None and words[anchor.last] in _LINKS:
        values = values_of(page, following, units, True, named)
        if values and values[0].quantity.first >= following.last:
            return values
    former = muscles.by_last.get(anchor.first - 1)
    if former is not None and words[anchor.first - 1] in _LINKS:
        values = values_of(page, former, units, True, named)
        if values and values[0].quantity.first < former.first:
            return values
    return []


def has_improved(loss: Finding, measured: Sequence[Finding]) -> bool:
    """Whether the grades that seem to tell a loss of power tell a gain: "3/5 on admission, 4/5 at discharge"."""
    if isinstance(loss.basis, Span) and _tells_gain(loss.basis.quote):
        return True
    beside = [f for f in measured if f.fact in ("leg_weakness", "power_drop") and _overlap(loss.basis, f.basis)]
    return any(f.course == "better" for f in beside) and all(f.fact != "power_drop" for f in beside)


def _tells_gain(quote: str) -> bool:
    """Whether a quote of two grades gives the better one as that of now: "3/5 pre-op -> 4/5 now"."""
    grades = _GRADES.findall(quote)
    is_second_now = bool(_ENDS_NOW.search(quote))
    return len(grades) == _TWO and is_second_now and grades[1] > grades[0]


_GRADES = re.compile(r"(?<![\d/])([0-5])[+-]?\s*/\s*5(?!\d)")
_ENDS_NOW = re.compile(r"(?:/\s*5\s*(?:now|today)|\b(?:now|today)\W+[0-5][+-]?\s*/\s*5)\W*$", re.IGNORECASE)
_TWO = 2


def _overlap(one: Basis, other: Basis) -> bool:
    if not (isinstance(one, Span) and isinstance(other, Span)):
        return False
    return one.start < other.end and other.start < one.end


def grade_before(page: Page, first: int, last: int) -> float | None:
    """The earlier grade beside a present one: "from 5/5 to 3/5", "2/5 (was 4 in clinic)", "3/5, formerly 5/5"."""
    words, sentence = page.words, page.sentences[page.sentence_of[first]]
    for at in range(last, min(last + _GAP, sentence.last)):
        value = number_at(words[at])
        if value is not None:
            told = {*words[last:at], *words[at + 1 : at + 5]}
            later = words[at + 1 : min(at + _EARLIER_REACH, sentence.last)]
            later = later[: later.index(",")] if "," in later else later
            is_earlier = not (_BEFOREHAND.isdisjoint(told) and _EARLIER.isdisjoint(later))
            is_earlier = is_earlier or any(len(word) == 4 and word.isdigit() for word in later[:5])
            is_earlier = is_earlier and SIDES.keys().isdisjoint(words[at + 1 : at + 6])
            return value if value <= _HIGHEST and is_earlier else None
        is_own_side = words[at + 1 : at + 2] in ([","], [")"]) or words[at - 1] in ("the", "on")
        if words[at] not in _LINKS_BACK and not (words[at] in SIDES and is_own_side):
            break
    inside = (at for at in range(first, last) if words[at] == "from")
    before = range(first - 1, max(first - _GAP, sentence.first) - 1, -1)
    for at in (*inside, *before):
        if words[at] == "from":
            value = number_at(words[at + 1])
            return value if value is not None and value <= _HIGHEST else None
        if words[at] not in ("to", "/", "5", "+", "-") and number_at(words[at]) is None:
            break
    return None
