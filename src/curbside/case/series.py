"""Where the values of a measurement stand: behind its name or before it, one for each side, one behind another."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from curbside.case.beside_name import LINKS, MOVES, SIDES, TIME_UNITS, WAY_TO, value_before, value_behind
from curbside.case.later_values import later_value
from curbside.case.matches import Match
from curbside.case.page import Page
from curbside.case.quantity import Quantity, quantity_at
from curbside.case.units import Units, number_at

_GAP = 7
_MOST = 12
_NOW = frozenset("now today currently then".split())
_WAS = frozenset(("was", "were", "had", "previously", "formerly"))
"""Before a second value these tell that it is the earlier one: "2/5, was 4/5 at discharge"."""
_WAS_REACH = 3
_THIS = (["this", "week"], ["this", "morning"], ["this", "month"], ["on", "review"])
_SERIES = frozenset({">", "then", "to", "→"})
_LONG_ARROW = ["-", "-", ">"]
_BEFORE_NEXT = frozenset(
    "is was it fell rose to at : - > up down barely only about just a come came only again i get makes make".split()
)
_ENDS_VALUE = ([","], ["("], [";"])
"""Behind "4/5 today" these shut the value: "4/5 today, was 5" tells what it was before."""
_AGAIN = (["again", "at"], ["again", "to"])
_INDICES = frozenset("abi abis abpi abpis tbi brachial".split())
_LITRE = "L"
"""Behind a grade of power or an index of pressures this is the left side."""


class Value(NamedTuple):
    """One value of a measurement; `is_past` when the sentence goes on to a later one."""

    quantity: Quantity
    side: str | None
    is_past: bool = False


def values_of(page: Page, anchor: Match, units: Units, is_graded: bool, named: Set[int]) -> list[Value]:
    """Every value given for one name: the two sides of a graded muscle, the steps of a series.

    `named` are the tokens at which names of measurements begin: behind one of them a value is of another.
    """
    found = value_behind(page, anchor, units, is_graded) or value_before(page, anchor, units, is_graded)
    is_index = _is_index(page, anchor)
    values: list[Value] = []
    while found is not None and len(values) < _MOST:
        if (is_graded or is_index) and found.unit is not None and found.unit.name == _LITRE:
            found = found._replace(unit=None, last=found.last - is_graded)
        values.append(Value(found, _side(page, found, anchor) if is_graded or is_index else None))
        other = _other_side(page, found, units) if is_graded or is_index else None
        if other is None:
            other = _next_in_series(page, anchor, found, units, named)
            if other is not None:
                values = [value._replace(is_past=True) for value in values]
                other = other._replace(is_grade=True) if found.is_grade else other
        found = other
    return values


def _is_index(page: Page, anchor: Match) -> bool:
    """Whether this is a ratio of two pressures, taken on each side."""
    return not _INDICES.isdisjoint(page.words[anchor.first : anchor.last])


def _other_side(page: Page, found: Quantity, units: Units) -> Quantity | None:
    words = page.words
    at = found.last
    while at < len(words) and at < found.last + 5 and (words[at] in SIDES or words[at] in LINKS):
        at += 1
    named = not SIDES.keys().isdisjoint(words[found.last : at + 1])
    is_same = at < len(words) and page.sentence_of[at] == page.sentence_of[found.first]
    return quantity_at(page, at, units) if named and is_same else None


def _next_in_series(page: Page, anchor: Match, found: Quantity, units: Units, named: Set[int]) -> Quantity | None:
    """The value that a word of time or of movement introduces.

    "210 on day 2, now 160", "12 > 48", "62 to 38", "240 falling to 60", "39 on admission, 36.7 on discharge".
    """
    sentence = page.sentences[page.sentence_of[found.first]]
    words = page.words
    if (
        words[found.last : found.last + 1]
        and words[found.last] in _NOW
        and words[found.last + 1 : found.last + 2] in _ENDS_VALUE
    ):
        return None
    behind = found.last
    for at in range(found.last, min(found.last + _GAP + 3, sentence.last - 1)):
        if at in named:
            return None
        if at >= behind and number_at(words[at]) is not None and at > found.last:
            later = quantity_at(page, at, units)
            if later is not None and _is_earlier(words[max(at - _WAS_REACH, found.last) : at]):
                behind = later.last
                continue
            if later is not None and _is_dated_now(words, later.last):
                return later
        if _introduces(words, at, is_next=at == found.last):
            later = _behind(page, at + 1, sentence.last - 1, units)
            if later is not None and not (later.last < len(words) and words[later.last] in TIME_UNITS):
                return later
    return later_value(page, anchor, found, units, named)


def _introduces(words: Sequence[str], at: int, *, is_next: bool) -> bool:
    """Whether a word of time, of movement or an arrow tells that the later value follows."""
    if words[at] in _NOW or (words[at] == "present" and words[at - 1] == "at") or _is_movement(words, at):
        return True
    return is_next and (words[at] in _SERIES or words[at : at + 2] == ["-", ">"] or words[at : at + 3] == _LONG_ARROW)


def _is_earlier(before: Sequence[str]) -> bool:
    """Whether the words before a second value tell of the past: "was", but not "and was"."""
    return not _WAS.isdisjoint(before) and "and" not in before


def _is_dated_now(words: Sequence[str], at: int) -> bool:
    """Whether a value is said to be the last: "36.7 on discharge", "160 now"."""
    following = words[at : at + 2]
    return bool(following) and (
        following[0] in _NOW
        or following in _THIS
        or (following[0] in ("on", "at") and following[-1] in ("discharge", "review"))
    )


def _is_movement(words: Sequence[str], at: int) -> bool:
    """Whether "falling to", "down to", "up to" or "up again at" leads on to the next value."""
    return words[at] in MOVES and (words[at + 1 : at + 2] == ["to"] or words[at + 1 : at + 3] in _AGAIN)


def _behind(page: Page, start: int, end: int, units: Units) -> Quantity | None:
    """The quantity at `start`, or behind the little words and the hour in brackets that stand there."""
    if page.words[start] == "(" and ")" in page.words[start : min(start + WAY_TO, end)]:
        start += page.words[start:end].index(")") + 1
    while start < end and page.words[start] in _BEFORE_NEXT:
        start += 1
    return quantity_at(page, start, units)


def _side(page: Page, found: Quantity, anchor: Match) -> str | None:
    """The side right before a value ("R 5/5"), before its name ("L EHL 3/5"), or behind it ("5/5 on the right")."""
    words = page.words
    is_pair = words[anchor.first - 1 : anchor.first] in (["and"], ["&"])  # "EHL and TA both 4/5": both muscles
    is_first = anchor.last <= found.first <= anchor.last + 2 and words[found.first - 1] != ","
    before = [found.first - 1, *([anchor.first - 1] if is_first else [])]
    for at in (*before, found.last, found.last + 1, found.last + 2):
        if not 0 <= at < len(words) or words[at] not in SIDES:
            continue
        if words[at] == "both" and at < found.first and is_pair:
            continue
        is_of_next = at >= found.last and at + 1 < len(words) and number_at(words[at + 1]) is not None
        if not is_of_next:
            one = words[found.last : found.last + 3] if words[at] == "both" else []
            return next((SIDES[word] for word in one if word in SIDES), SIDES[words[at]])
    named = {SIDES[word] for word in words[anchor.first : found.first] if word in SIDES and len(word) > 2}
    if is_pair:
        named.discard("both")
    return named.pop() if len(named) == 1 else _heading_side(page, anchor)


def _heading_side(page: Page, anchor: Match) -> str | None:
    """The side of which a sentence gives all its values: "Left: hip flexion 3, knee extension 3"."""
    opening = page.words[page.sentences[page.sentence_of[anchor.first]].first : anchor.first]
    heading = opening[: opening.index(":")] if ":" in opening else []
    named = {SIDES[word] for word in opening if word in SIDES}
    is_headed = len(named) == 1 and "both" not in named and not SIDES.keys().isdisjoint(heading)
    return named.pop() if is_headed else None
