"""The first value of a measurement: behind its name, or right before it."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from curbside.case.matches import Match
from curbside.case.model import Interval
from curbside.case.moments import moment_at
from curbside.case.page import Page
from curbside.case.quantity import Quantity, quantity_at
from curbside.case.time_words import MONTHS
from curbside.case.units import Units, number_at

_LONGEST_WAY = 9
WAY_TO = 5
TIME_UNITS = frozenset("day days week weeks month months year years hour hours / am pm".split())
_TAKEN = frozenset("taken checked did done measured recorded repeated".split())
_TAKEN_AT = (
    TIME_UNITS - {"/"}
    | frozenset(
        "minute minutes min mins hr hrs h wk wks hourly january february march april june july august "
        "september sept october november december".split()
    )
    | frozenset(MONTHS)
)
_FEW = frozenset("a one two three four five six seven eight nine ten few".split())
LINKS = frozenset("on the , and then side in ;".split())
MOVES = frozenset(
    "falling fell fallen rising rose risen down up improved improving increased dropped dropping went come came "
    "settled settling going gone climbed climbing declined crept reduced increasing".split()
)
_BEFORE_VALUE = frozenset(": ) was is of -".split())
_OF = frozenset("of in the as a on".split())
_NEVER_BEHIND = (["hr"], ["p"], ["t"], ["cr"], ["sat"], ["ht"], ["wt"])
"""Behind a number these are something else: "10 hr", "5 T"."""
_SINGLE = (["p"], ["t"], ["r"], ["h"])
"""A letter and a comma are an initial: "Mrs Ngaire P, 66"."""
_GRADES = 5
_LEVELS = frozenset("ltsc")
SIDES = {
    "left": "left",
    "lt": "left",
    "l": "left",
    "right": "right",
    "rt": "right",
    "r": "right",
    **dict.fromkeys(("bilaterally", "both", "bilateral", "bilat"), "both"),
}


def value_behind(page: Page, anchor: Match, units: Units, is_graded: bool) -> Quantity | None:
    """The first quantity behind a name; a length of time is no grade: "4/5 plantarflexion for 3 weeks"."""
    found = _behind_name(page, anchor, units, is_graded)
    return None if found is not None and is_graded and _is_length(page.words, found.last) else found


def _behind_name(page: Page, anchor: Match, units: Units, is_graded: bool) -> Quantity | None:
    words, sentence, start = page.words, page.sentence_of, anchor.last
    at, relation = start, None
    while at < len(words) and at < start + _LONGEST_WAY and sentence[at] == sentence[start - 1]:
        compared = _comparison(words, at, units)
        if compared is not None:
            relation, at = compared
            continue
        if words[at] == "from":
            return _risen_or_fallen(page, at + 1, units)
        if words[at] == "by" and at + 1 < len(words) and number_at(words[at + 1]) is not None:
            return None
        is_initial = words[at - 1] == "," and words[anchor.first : start] in _SINGLE
        if at > start and (is_initial or (words[at - 1] in _LEVELS and page.touches(at - 1))):
            return None
        if (past := _past_its_time(page, start, at, is_graded)) is not None:
            at = past
            continue
        found = quantity_at(page, at, units, spoken=True)
        if found is not None:
            said = words[anchor.first : at]
            if not found.value.is_point and not MOVES.isdisjoint(said) and words[at + 1] == "to":
                found = found._replace(value=Interval.point(found.value.high))
            value = _compared(found, relation)
            return value._replace(is_grade=True) if "mrc" in said or "grade" in said else value
        is_month = (
            words[at][:3] in MONTHS
            and words[at] in _TAKEN_AT
            and words[at - 1] == "in"
            and words[at + 1 : at + 2] in (["was"], ["is"], [":"])
        )
        if not (is_month or words[at] in units.between or (is_graded and words[at] in units.between_grades)):
            return None
        at += 1
    return None


def _is_length(words: Sequence[str], last: int) -> bool:
    """Whether a number that ends here is a length of time."""
    return words[last : last + 1] != ["/"] and not _TAKEN_AT.isdisjoint(words[last : last + 1])


def _past_its_time(page: Page, start: int, at: int, is_graded: bool) -> int | None:
    """The token behind a time at `at` that tells when the value was taken that is named up to `start`; None for none.

    "Taken 3 days ago", "checked at 10:30", and right before the value "day 3 140", "pre-op 80".
    """
    if not _TAKEN.isdisjoint(page.words[start:at]) and (past := _past_taken(page.words, at)) is not None:
        return past
    return _past_moment(page, at, is_graded)


def _past_moment(page: Page, at: int, is_graded: bool) -> int | None:
    end = page.sentences[page.sentence_of[at]].last
    timed = moment_at(page.words, at, end)
    past = end if timed is None or (is_graded and timed[0].kind == "date") else timed[1]
    while past < end and page.words[past] in _BEFORE_VALUE:
        past += 1
    return past if past < end and number_at(page.words[past]) is not None else None


def _past_taken(words: Sequence[str], at: int) -> int | None:
    following = words[at + 1] if at + 1 < len(words) else ""
    if number_at(words[at]) is None and words[at] not in _FEW:
        return None
    if following in _TAKEN_AT:
        return at + 2
    is_clock = following == ":" and at + 2 < len(words) and number_at(words[at + 2]) is not None
    return at + 3 if is_clock else None


def _risen_or_fallen(page: Page, at: int, units: Units) -> Quantity | None:
    """The last value of "from 61 to 54 kg"; none for "down from 8", which gives an earlier value alone."""
    first = quantity_at(page, at, units)
    if first is None:
        return None
    if not first.value.is_point:
        return first._replace(value=Interval.point(first.value.high))
    way = page.words[first.last : first.last + WAY_TO]
    return quantity_at(page, first.last + way.index("to") + 1, units) if "to" in way and "," not in way else None


def _comparison(words: Sequence[str], at: int, units: Units) -> tuple[str, int] | None:
    if words[at] not in units.compare:
        return None
    for length in (3, 2, 1):
        name = units.comparisons.get(tuple(words[at : at + length]))
        if name is not None:
            return name, at + length
    return None


def _compared(found: Quantity, relation: str | None) -> Quantity:
    match relation:
        case "below":
            return found._replace(value=Interval(-inf, found.value.high, low_open=True, high_open=True))
        case "at_most":
            return found._replace(value=Interval(-inf, found.value.high, low_open=True))
        case "above":
            return found._replace(value=Interval(found.value.low, inf, low_open=True, high_open=True))
        case "at_least":
            return found._replace(value=Interval(found.value.low, inf, high_open=True))
        case _:
            return found


def value_before(page: Page, anchor: Match, units: Units, is_graded: bool) -> Quantity | None:
    """A quantity right before its name: "450 ml residual", "8 breaths per minute", "3/5 in tibialis anterior"."""
    words = page.words
    if words[anchor.first : anchor.last] in _NEVER_BEHIND:
        return None
    for at in range(anchor.first - 1, max(anchor.first - (9 if is_graded else 6), -1), -1):
        if page.sentence_of[at] != page.sentence_of[anchor.first] or words[at] in (",", ".", ";"):
            return None
        found = quantity_at(page, at, units, spoken=at == anchor.first - 1)
        if found is None or words[at - 1 : at] == ["/"]:
            continue
        if at and words[at - 1] in _LEVELS and page.touches(at - 1):
            return None
        if is_graded and found.unit is not None:
            continue
        if found.unit is not None and found.last == anchor.last:
            return found
        if found.last > anchor.first or (found.last < anchor.first and not _is_told_far(found, is_graded)):
            continue
        between = words[found.last : anchor.first]
        if is_graded:
            is_linked = all(word in LINKS or word in SIDES or word in units.between_grades for word in between)
        else:
            is_linked = _OF.issuperset(between)
        return found if is_linked else None
    return None


def _is_told_far(found: Quantity, is_graded: bool) -> bool:
    """Whether a quantity tells by itself what it is, so that a little word may stand between it and its name."""
    return found.over == _GRADES if is_graded else found.unit is not None and found.over is None
