"""When a value was taken, by the words beside it: "on day 3", "(14/05/2026)", "at baseline", "now"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from curbside.case.time_words import DAYS, MONTH_WORDS, MONTHS, UNITS, WORDS
from curbside.case.units import number_at

_OF_OLD, _THEN = 1e6, 1e3
"""Days before today of what is told without a number: how it always was, and how it was at some visit."""
_SAID: dict[float, str] = {
    0.0: "now|today|currently|current|presently|tonight|at present|this morning|this afternoon|this evening|this week|"
    "this month|this time|this one|on review|at review|on repeat|repeat|repeated|on recheck|recheck|rechecked|"
    "repeat today|repeated today|latest|most recent|in clinic|new one|later|second|on last check|at last check|"
    "post - op|post op|postop|postoperatively|after surgery|after the operation|after theatre|after op|"
    "after the op|after",
    0.5: "overnight",
    0.7: "last night",
    1.0: "yesterday",
    2.0: "day before yesterday",
    7.0: "last week",
    30.0: "last month",
    365.0: "last year",
    _THEN: "at discharge|on discharge|discharge|at admission|on admission|admission|on arrival|at handover|in recovery|"
    "at transfer|on transfer|"
    "at home|last time|last visit|last clinic|at triage|when he went home|when she went home|when they went home",
    _OF_OLD: "baseline|at baseline|usually|normally|usual|previously|previous|earlier|before|formerly|first|at first|"
    "initially|initial|originally|used to be|pre - op|pre op|preop|preoperatively|before surgery|before the operation|"
    "before theatre|before op|before the op",
}
"""How many days ago it is of which people speak like this."""
_PHRASES = {tuple(said.split()): days for days, many in _SAID.items() for said in many.split("|")}
_LONGEST = max(map(len, _PHRASES))
_LEADS = frozenset("on at in from by of the ( @ around about approx".split())
_UNIT_LETTERS = {
    word: letter
    for letter, words in {
        "h": "h hr hrs hour hours",
        "d": "d day days",
        "w": "w wk wks week weeks",
        "m": "m month months",
        "y": "y yr yrs year years",
        "f": "fortnight",
    }.items()
    for word in words.split()
}
_FORTNIGHT = 14.0
_SINCE_OPERATION = {"day": 1.0, "d": 1.0, "pod": 1.0, "week": 7.0, "wk": 7.0, "month": UNITS["m"]}
_HOURS = {"noon": 12.0, "midday": 12.0, "midnight": 24.0}
_AT = ("at", "@")
_HOUR_WORDS = frozenset(("h", "hr", "hrs", "hours"))
_NOON, _MINUTES = 12.0, 60
_MONTHS_OF_YEAR, _DAYS_OF_MONTH = 12, 31
_ROUND = {"clock": 24.0, "weekday": 7.0, "date": 12.0}
"""Where these begin anew: Friday lies before Monday, and 22:00 before 06:00."""
_SHARE = 0.4
"""Share of a round up to which the second of two is taken to lie before the first, and not a round later."""


class Moment(NamedTuple):
    """A time of one kind, in numbers that grow with time; a date in figures may have two readings."""

    kind: str
    readings: tuple[float | None, ...]

    @property
    def is_now(self) -> bool:
        return self == _NOW

    @property
    def is_told_as_past(self) -> bool:
        """Whether it lies before today by its words alone: "last week", "at baseline"."""
        return self.kind == "ago" and not self.is_now

    @property
    def is_of_a_visit(self) -> bool:
        """Whether it is a visit's, which may be the latest: "at discharge"."""
        return self == _VISIT


def _ago(days: float) -> Moment:
    return Moment("ago", (-days,))


_NOW, _VISIT, _ALWAYS = _ago(0.0), _ago(_THEN), _ago(_OF_OLD)
_Found = tuple[Moment, int]


def is_earlier(one: Moment | None, other: Moment | None) -> bool:
    """Whether the first of two moments is told to lie before the second; where none is told it is taken for now."""
    if one is None:
        return False
    if other is None:
        return one.is_told_as_past
    if one.kind != other.kind:
        return one == _ALWAYS or (other.is_now and not one.is_now)
    pairs = [(a, b) for a, b in zip(one.readings, other.readings, strict=False) if a is not None and b is not None]
    return bool(pairs) and all(_lies_before(one.kind, a, b) for a, b in pairs)


def _lies_before(kind: str, one: float, other: float) -> bool:
    if kind not in _ROUND:
        return one < other
    return 0 < (other - one) % _ROUND[kind] < _ROUND[kind] * _SHARE


def moment_at(words: Sequence[str], at: int, end: int) -> _Found | None:
    """The moment told from token `at` on and before `end`, with the token behind it; None where none is."""
    start = at
    while at < end and words[at] in _LEADS:
        at += 1
    for read in _READERS:
        found = read(words, at, end)
        if found is not None and not (read is _date and at == start and not _is_plainly_date(words[at : found[1]])):
            return found
    return _said(words, start, end) if start != at else None


def moments_within(words: Sequence[str], start: int, end: int) -> Iterator[Moment]:
    """The moments that are told in these tokens and end with them, but for a sign."""
    for at in range(start, end):
        found = moment_at(words, at, end)
        if found is not None and all(not word.isalnum() for word in words[found[1] : end]):
            yield found[0]


def _said(words: Sequence[str], at: int, end: int) -> _Found | None:
    for length in range(min(_LONGEST, end - at), 0, -1):
        days = _PHRASES.get(tuple(words[at : at + length]))
        if days is not None:
            return _ago(days), at + length
    return None


def _counted_from_operation(words: Sequence[str], at: int, end: int) -> _Found | None:
    """ "day 3", "D3", "POD 3", "week 2": days since the operation."""
    if at + 1 >= end or words[at] not in _SINCE_OPERATION:
        return None
    number = number_at(words[at + 1])
    return None if number is None else (Moment("day", (number * _SINCE_OPERATION[words[at]],)), at + 2)


def _long_ago(words: Sequence[str], at: int, end: int) -> _Found | None:
    """ "two weeks ago", "a fortnight ago"."""
    if at + 2 >= end or words[at + 2] != "ago" or words[at + 1] not in _UNIT_LETTERS:
        return None
    number = number_at(words[at]) or WORDS.get(words[at])
    if number is None:
        return None
    letter = _UNIT_LETTERS[words[at + 1]]
    return _ago(number * (_FORTNIGHT if letter == "f" else UNITS[letter])), at + 3


def _clock(words: Sequence[str], at: int, end: int) -> _Found | None:
    if at < end and words[at] in _HOURS:
        return Moment("clock", (_HOURS[words[at]],)), at + 1
    if at < end and len(words[at]) == len("0800"):
        return _in_four_figures(words, at)
    hour = number_at(words[at]) if at + 1 < end else None
    if hour is None or hour > 2 * _NOON:
        return None
    if words[at + 1] in ("am", "pm"):
        return Moment("clock", (hour % _NOON + (_NOON if words[at + 1] == "pm" else 0),)), at + 2
    minutes = number_at(words[at + 2]) if words[at + 1] == ":" and at + 2 < end and len(words[at + 2]) == 2 else None
    return None if minutes is None else (Moment("clock", (hour + minutes / _MINUTES,)), at + 3)


def _in_four_figures(words: Sequence[str], at: int) -> _Found | None:
    """ "0800", right before a value or with its unit: "0800 4+, 1030 3", "at 2200 hrs"."""
    told, following = words[at], words[at + 1] if at + 1 < len(words) else "."
    if not told.isdigit() or int(told[:2]) >= 2 * _NOON or int(told[2:]) >= _MINUTES:
        return None
    is_hour = following in _HOUR_WORDS
    is_led = at > 0 and words[at - 1] in _AT
    if not (is_hour or is_led) and number_at(following) is None:
        return None
    return Moment("clock", (int(told[:2]) + int(told[2:]) / _MINUTES,)), at + 1 + is_hour


def _weekday(words: Sequence[str], at: int, end: int) -> _Found | None:
    if at >= end or not (words[at].endswith("day") or words[at] in DAYS) or words[at][:3] not in DAYS:
        return None
    return Moment("weekday", (float(DAYS.index(words[at][:3])),)), at + 1


def _date(words: Sequence[str], at: int, end: int) -> _Found | None:
    """ "01/05", "14/05/2026", "1 May", "May 14", "in May"."""
    if at >= end:
        return None
    first = number_at(words[at])
    if first is None:
        return _named_month(words, at, end)
    if at + 1 < end and words[at + 1] in MONTH_WORDS and first <= _DAYS_OF_MONTH:
        return _on(words[at + 1], first), at + 2
    return _in_figures(words, at, end, first)


def _named_month(words: Sequence[str], at: int, end: int) -> _Found | None:
    if words[at] not in MONTH_WORDS:
        return None
    day = number_at(words[at + 1]) if at + 1 < end else None
    if day is not None and day <= _DAYS_OF_MONTH and words[at + 2 : at + 3] not in (["/"], ["%"]):
        return _on(words[at], day), at + 2
    is_in = at > 0 and words[at - 1] in _LEADS
    return (_on(words[at], 0), at + 1) if is_in else None


def _on(month: str, day: float) -> Moment:
    """A day of a month that is named: the same in both orders."""
    return Moment("date", (_of_year(MONTHS.index(month[:3]) + 1, day),) * 2)


def _of_year(month: float, day: float) -> float:
    return month + day / (_DAYS_OF_MONTH + 1)


def _in_figures(words: Sequence[str], at: int, end: int, first: float) -> _Found | None:
    second = number_at(words[at + 2]) if at + 2 < end and words[at + 1] == "/" else None
    if second is None or max(first, second) > _DAYS_OF_MONTH:
        return None
    has_year = at + 4 < end and words[at + 3] == "/" and number_at(words[at + 4]) is not None
    readings = tuple(
        _of_year(month, day) if month <= _MONTHS_OF_YEAR else None for month, day in ((second, first), (first, second))
    )
    return Moment("date", readings), at + (5 if has_year else 3)


def _is_plainly_date(said: Sequence[str]) -> bool:
    """Whether words that nothing leads up to are a date and no score: "01/05", "1/5/26", "14 May", but not "4/5"."""
    in_figures = "/" in said
    return not in_figures or len(said) > 3 or any(word.startswith("0") for word in said)


_READERS: tuple[Callable[[Sequence[str], int, int], _Found | None], ...] = (
    _said,
    _counted_from_operation,
    _long_ago,
    _clock,
    _weekday,
    _date,
)
