# ruff: noqa: E501, ARG001  a pattern reads best on one line; all readers of a table take the same arguments
"""When: dates, durations and "days ago", as intervals of days before an injected today.

Vague words stay vague: "a few days" is an interval, never a number.  A date written in
figures is read in the order of the region; where both orders are possible the reason says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf

from curbside.case.layout import Page
from curbside.case.model import Interval
from curbside.knowledge.model import Region

_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "eighteen": 18, "twenty": 20, "thirty": 30,
}  # fmt: skip
_VAGUE = {"few": (2, 6), "couple": (2, 3), "several": (3, 10), "some": (2, 12), "many": (3, 40), "half a": (0.5, 0.5)}
_UNITS = {"h": 1 / 24, "d": 1.0, "w": 7.0, "m": 30.44, "y": 365.25}
_FRACTIONS = {"24": "h", "7": "d", "52": "w", "12": "m"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBER = (
    r"\d+(?:\.\d+)?|\.\d+|a couple of|couple of|a couple|half an?|a few|few|several|some|many|"
    r"an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|eighteen|twenty|thirty"
)
_UNIT_WORDS = frozenset(
    "hour hours hr hrs h day days d week weeks wk wks w month months mth mths mo mos year years yr yrs".split()
)
_UNIT = r"hours?|hrs?|h|days?|d|weeks?|wks?|wk|w|months?|mths?|mos?|years?|yrs?|yr"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_LEAD = re.compile(
    r"(?:\b(?:for|x|since|over|in|within|during|after|about|last|past|the|approximately|approx|around|nearly|almost|roughly|at least|more than|less than|under|only|these|ever)|~|>|<)\s*$"
)
_TAIL = r"(?P<tail>\s*(?:ago|earlier|previously|prior|post[\s-]*op\w*|postop\w*|after|following|since|from|out from|status post|s/p|later|history|hx|h/o|duration|now|old|of age|yo|y/o|post\b))?"
_MONTH_WORDS = frozenset(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october "
    "nov november dec december".split()
)
_WEEKDAY_WORDS = frozenset(
    "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday".split()
)
_SOON_WORDS = frozenset("yesterday today morning afternoon evening tonight night overnight week month year now".split())
_LENGTH_WORDS = frozenset("hours days weeks months years decades ages week month year fortnight".split())
_YEAR = "2000"
"""Stands for any year in figures among the words that betray a time."""
_EXPRESSIONS: tuple[tuple[str, frozenset[str], int, re.Pattern[str]], ...] = (
    ("iso", frozenset("-"), 1, re.compile(r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b")),
    ("figures", frozenset("/-"), 1, re.compile(r"(?<![\d/.])(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>(?:19|20)?\d\d)(?![\d/])")),
    ("day_month", _MONTH_WORDS, 3, re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?(?P<m>{_MONTH})\b\.?,?(?:\s*(?P<y>(?:19|20)\d\d)\b)?")),
    ("month_day", _MONTH_WORDS, 0, re.compile(rf"\b(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+(?P<y>(?:19|20)\d\d)\b)?")),
    ("month", _MONTH_WORDS, 0, re.compile(rf"\b(?P<m>{_MONTH})\.?,?\s+(?:of\s+)?(?P<y>(?:19|20)\d\d)\b")),
    ("this_month", _MONTH_WORDS, 1, re.compile(rf"\b(?:in|since|last)\s+(?P<m>{_MONTH})\b(?!\s+\d)")),
    ("fraction", frozenset("/"), 1, re.compile(r"(?<![\d/.])(?P<n>\d{1,3})\s*/\s*(?P<u>7|52|12|24)\b(?!\s*/)")),
    ("pod", frozenset(("pod", "day")), 3, re.compile(r"\b(?:pod|post[\s-]?op(?:erative)? day|postoperative day|day)\s*#?\s*(?P<n>\d{1,3})(?P<p>\s*(?:post|after|following|of|since))?")),
    ("pod_after", frozenset(("d", "day")), 0, re.compile(r"\bd(?:ay)?\s?(?P<n>\d{1,3})\s*(?:post|after|following)")),
    ("length", _UNIT_WORDS, 4, re.compile(rf"(?<![\d/.])(?<![a-z])(?P<n>{_NUMBER})(?:\s*(?:-|to|or)\s*(?P<n2>\d+(?:\.\d+)?|two|three|four|five|six))?[\s+-]*(?P<u>{_UNIT})\b{_TAIL}")),
    ("lengths", _LENGTH_WORDS, 5, re.compile(r"\b(?:for|past|last|over)\s+(?:the\s+|many\s+|some\s+|past\s+|last\s+)*(?P<u>hours|days|weeks|months|years|decades|ages|week|month|year|fortnight)\b(?P<tail>\s*ago)?|\b(?P<u2>days|weeks|months|years)\s+ago|\bfortnight ago")),
    ("near", _SOON_WORDS, 2, re.compile(r"\b(?P<w>yesterday|today|this morning|this afternoon|this evening|tonight|last night|overnight|last week|last month|last year|this week|this month|this year|just now|day before yesterday)\b")),
    ("clock", frozenset((":", "am", "pm")), 2, re.compile(r"\b(?:at|since|from|around|about|by)\s+(?:[01]?\d|2[0-3])(?::[0-5]\d|(?=\s?[ap]m\b))\s?(?:am|pm|hrs?|hours|h)?\b(?!\s*(?:on|daily|every))")),
    ("weekday", _WEEKDAY_WORDS, 2, re.compile(rf"\b(?:since|on|from|last|this)\s+(?P<l>last\s+)?(?P<w>{_WEEKDAY})\b")),
    ("year", frozenset((_YEAR,)), 1, re.compile(r"\b(?:in|since|from|around|circa|year)\s+(?P<y>(?:19|20)\d\d)\b|\((?P<y2>(?:19|20)\d\d)\)|(?<=[a-z,] )(?P<y3>(?:19|20)\d\d)\b(?!\s*(?:mg|ml|mcg|steps|units|kcal|/|\d))")),
)  # fmt: skip
_BETRAYS: dict[str, tuple[str, ...]] = {
    word: tuple(name for name, words, _, _ in _EXPRESSIONS if word in words)
    for word in frozenset().union(*(words for _, words, _, _ in _EXPRESSIONS))
}


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression: its tokens, the days before today, and how it is put.

    `form` is clock (an hour of today), ago, since, length (a duration), date, postop (counted from an operation) or after
    (so long after something that is named next).
    """

    first: int
    last: int
    days: Interval
    form: str
    reason: str = ""


def read_times(page: Page, today: date, region: Region) -> list[TimeMention]:
    """All time expressions, from left to right, none overlapping another; ages of people left out."""
    clock = _Clock(today, region)
    betrayed = _betrayed(page)
    starts: list[int] = []
    found: list[tuple[int, TimeMention]] = []
    for name, _, back, pattern in _EXPRESSIONS:
        for match in _at(page, betrayed.get(name, ()), back, pattern):
            start, end = match.span()
            at = bisect_left(starts, start)
            if (at and found[at - 1][0] > start) or (at < len(starts) and starts[at] < end):
                continue
            read = _READERS[name](clock, match)
            if read is None:
                continue
            first = max(bisect_right(page.starts, start) - 1, 0)
            last = max(bisect_left(page.starts, end), first + 1)
            starts.insert(at, start)
            found.insert(at, (end, TimeMention(first, last, *read)))
    return [mention for _, mention in found]


def _betrayed(page: Page) -> dict[str, list[int]]:
    """For each expression the tokens that may belong to it: no other place is looked at."""
    found: dict[str, list[int]] = {}
    for word in page.where.keys() & _BETRAYS.keys():
        for name in _BETRAYS[word]:
            found.setdefault(name, []).extend(page.where[word])
    for word, places in page.where.items():
        if len(word) == 4 and word[:2] in ("19", "20") and word != _YEAR:
            for name in _BETRAYS[_YEAR]:
                found.setdefault(name, []).extend(places)
    for places in found.values():
        places.sort()
    return found


def _at(page: Page, tokens: Sequence[int], back: int, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches that hold one of the tokens and begin at most `back` tokens before it, the longest way back first."""
    text, starts = page.folded.text, page.starts
    for at in tokens:
        for first in range(max(at - back, 0), at + 1):
            found = pattern.match(text, starts[first])
            if found is not None and found.end() > starts[at]:
                yield found
                break


_VISIT = re.compile(
    r"\b(?:presents?|presented|presenting|seen|here|returns?|returning|comes|came|attends?|visit|clinic|reviewed|refilled|ordered|obtained|note|examined|who)(?: in| to clinic| for review| back)?\s+$"
)
_SPANS = {
    "last year": 365.25,
    "last month": 30.44,
    "last week": 7.0,
    "this year": 365.25,
    "this month": 31.0,
    "this week": 7.0,
}
_OVER = re.compile(r"\b(?:over|for|in|during|within)(?: the| all)?\s+$")
_EVERY = re.compile(r"(?:\b(?:every|each|q|next|in|another|further)|/|\d\s?-)\s*$")
_Read = tuple[Interval, str, str] | None


class _Clock:
    """Turns parts of a date into days before today."""

    def __init__(self, today: date, region: Region) -> None:
        self.today = today
        self.region = region

    def day(self, year: int, month: int, day: int) -> float | None:
        try:
            return float((self.today - date(year, month, day)).days)
        except ValueError:
            return None

    def month(self, year: int, month: int) -> Interval | None:
        first = self.day(year, month, 1)
        if first is None:
            return None
        last = first - 27 if month == 2 else first - 29
        return Interval(last, first) if last >= 0 or first < 0 else Interval(0, max(first, 0))

    def year(self, year: int) -> Interval | None:
        first, last = self.day(year, 1, 1), self.day(year, 12, 31)
        if first is None or last is None or first < 0:
            return None
        return Interval(max(last, 0), first)


def _year(raw: str | None) -> int | None:
    if raw is None:
        return None
    year = int(raw)
    return year if year > 100 else (2000 + year if year < 70 else 1900 + year)


def _point(days: float | None, form: str = "date", reason: str = "") -> _Read:
    return None if days is None or days > 45_000 else (Interval.point(days), form, reason)


def _iso(clock: _Clock, found: re.Match[str]) -> _Read:
    return _point(clock.day(int(found["y"]), int(found["m"]), int(found["d"])))


def _figures(clock: _Clock, found: re.Match[str]) -> _Read:
    a, b, year = int(found["a"]), int(found["b"]), _year(found["y"])
    assert year is not None
    month_first = clock.region == "us"
    if a > 12 or b > 12:
        month_first = b > 12
    month, day = (a, b) if month_first else (b, a)
    told = ""
    if a <= 12 and b <= 12 and a != b:
        told = f"{found[0]} read with the {'month' if month_first else 'day'} first; the other order is possible"
    return _point(clock.day(year, month, day), "date", told)


def _named(clock: _Clock, found: re.Match[str]) -> _Read:
    month = _MONTHS.index(found["m"][:3]) + 1
    year, day = _year(found["y"]), int(found["d"])
    if year is not None:
        return _point(clock.day(year, month, day))
    this = clock.day(clock.today.year, month, day)
    if this is None:
        return None
    return _point(this if this >= 0 else clock.day(clock.today.year - 1, month, day))


def _month(clock: _Clock, found: re.Match[str]) -> _Read:
    interval = clock.month(int(found["y"]), _MONTHS.index(found["m"][:3]) + 1)
    return None if interval is None else (interval, "date", "")


def _this_month(clock: _Clock, found: re.Match[str]) -> _Read:
    month = _MONTHS.index(found["m"][:3]) + 1
    if found["m"] in ("may", "march", "mar") and not found[0].startswith(("in ", "since")):
        return None
    year = clock.today.year if month <= clock.today.month else clock.today.year - 1
    interval = clock.month(year, month)
    return None if interval is None else (interval, "date", "")


def _fraction(clock: _Clock, found: re.Match[str]) -> _Read:
    unit = _FRACTIONS[found["u"]]
    n = int(found["n"])
    if found["u"] == "12" and n > 240:
        return None
    following = found.string[found.end() : found.end() + 7].strip()
    form = (
        "ago"
        if following.startswith("ago")
        else "postop"
        if following.startswith(("post", "after", "s/p"))
        else "length"
    )
    return Interval.point(n * _UNITS[unit]), form, ""


def _pod(clock: _Clock, found: re.Match[str]) -> _Read:
    if found[0].startswith("day") and not found["p"]:
        return None
    return Interval.point(float(found["n"])), "postop", ""


def _pod_after(clock: _Clock, found: re.Match[str]) -> _Read:
    return Interval.point(float(found["n"])), "postop", ""


def _length(clock: _Clock, found: re.Match[str]) -> _Read:
    tail = (found["tail"] or "").strip()
    if tail in ("old", "of age", "yo", "y/o") or found.string[found.end() : found.end() + 5].lstrip(" -").startswith(
        "old"
    ):
        return None
    if _EVERY.search(found.string, max(found.start() - 8, 0), found.start("n")):
        return None
    raw, unit = found["n"], found["u"]
    if len(unit) == 1 and not raw[-1].isdigit():
        return None
    factor = 10 * 365.25 if unit.startswith("dec") else _UNITS[unit[0]]
    low, high = _amount(raw)
    if found["n2"]:
        high = _amount(found["n2"])[1]
    low, high = min(low, high) * factor, max(low, high) * factor
    return _widened(Interval(low, high), _lead(found)), _form(tail), ""


def _lead(found: re.Match[str]) -> str:
    """The little words right before an amount: "for more than the last"."""
    end = found.start()
    start = max(end - 30, 0)
    text, kept = found.string[start:end], ""
    for _ in range(4):
        before = _LEAD.search(text)
        if before is None:
            break
        kept, text = before[0] + kept, text[: before.start()]
    return kept


def _widened(days: Interval, phrase: str) -> Interval:
    if re.search(r"\b(?:more than|over|at least)\b|>", phrase) and not re.search(
        r"over the|over (?:last|past)", phrase
    ):
        return Interval(days.low, inf, low_open="at least" not in phrase, high_open=True)
    if re.search(r"\b(?:less than|under|within)\b|<", phrase):
        return Interval(0.0, days.high)
    if re.search(r"\b(?:about|approximately|approx|around|nearly|almost|roughly)\b|~", phrase):
        return Interval(days.low * 0.8, days.high * 1.25)
    return days


def _form(tail: str) -> str:
    if tail in ("ago", "earlier", "previously", "prior"):
        return "ago"
    if tail.startswith(("post", "out from", "status", "s/p")):
        return "postop"
    if tail in ("after", "following", "since", "from", "later"):
        return "after"
    return "length"


def _amount(raw: str) -> tuple[float, float]:
    for word, (low, high) in _VAGUE.items():
        if word in raw:
            return float(low), float(high)
    value = float(_WORDS[raw]) if raw in _WORDS else float(raw)
    return value, value


def _lengths(clock: _Clock, found: re.Match[str]) -> _Read:
    unit = found["u"] or found["u2"] or "fortnight"
    if unit == "fortnight":
        return Interval.point(14.0), "length", ""
    if not unit.endswith("s"):
        return Interval(0.0, _UNITS[unit[0]]), "length", ""
    if unit == "ages":
        return Interval(60.0, inf), "length", ""
    size = 3652.5 if unit == "decades" else _UNITS[unit[0]]
    return Interval(2 * size, inf if unit in ("years", "decades") else 24 * size), "length" if found["u"] else "ago", ""


_NEAR = {
    "yesterday": (1, 1), "today": (0, 0), "this morning": (0, 0), "this afternoon": (0, 0), "this evening": (0, 0),
    "tonight": (0, 0), "last night": (0, 1), "overnight": (0, 1), "last week": (1, 13), "last month": (1, 61),
    "this week": (0, 7), "this month": (0, 31), "just now": (0, 0), "day before yesterday": (2, 2),
}  # fmt: skip


def _near(clock: _Clock, found: re.Match[str]) -> _Read:
    word = found["w"]
    if word in _SPANS and _OVER.search(found.string, max(found.start() - 16, 0), found.start()):
        return Interval(0.0, _SPANS[word]), "length", ""
    if word == "today" and _VISIT.search(found.string, max(found.start() - 24, 0), found.start()):
        return None
    if word in ("last year", "this year"):
        interval = clock.year(clock.today.year - (word == "last year"))
        return None if interval is None else (interval, "ago", "")
    low, high = _NEAR[word]
    return Interval(float(low), float(high)), "ago", ""


def _clock_time(clock: _Clock, found: re.Match[str]) -> _Read:
    if _VISIT.search(found.string, max(found.start() - 24, 0), found.start()):
        return None
    return Interval(0.0, 1.0), "clock", ""


def _weekday(clock: _Clock, found: re.Match[str]) -> _Read:
    wanted = _DAYS.index(found["w"][:3])
    days = (clock.today - timedelta(days=wanted)).weekday()
    return Interval.point(float(days or 7)), "ago", ""


def _in_year(clock: _Clock, found: re.Match[str]) -> _Read:
    interval = clock.year(int(found["y"] or found["y2"] or found["y3"]))
    return None if interval is None else (interval, "date", "")


_READERS: dict[str, Callable[[_Clock, re.Match[str]], _Read]] = {
    "iso": _iso, "figures": _figures, "day_month": _named, "month_day": _named, "month": _month,
    "this_month": _this_month, "fraction": _fraction, "pod": _pod, "pod_after": _pod_after, "length": _length,
    "lengths": _lengths, "clock": _clock_time, "near": _near, "weekday": _weekday, "year": _in_year,
}  # fmt: skip
