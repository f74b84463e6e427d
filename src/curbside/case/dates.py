# ruff: noqa: E501, ARG001  all readers of a table take the same arguments
"""From a written time to days before today: one reader for each expression of `time_words`.

Vague words stay vague: "a few days" is an interval, never a number.  A date written in
figures is read in the order of the region; where both orders are possible the reason says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import inf

from curbside.case.clock import Clock, Read, is_awaited
from curbside.case.lengths import lead, widened
from curbside.case.model import Interval
from curbside.case.time_words import DAYS, FRACTIONS, MONTHS, UNITS, VAGUE, WORDS
from curbside.case.weekdays import bare_weekday, weekday, weekday_of_last_week

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
_CHANGED = re.compile(
    r"\b(?:wors\w*|progress\w*|weaker|deteriorat\w*|declin\w*|increas\w*|spread\w*|bigger|larger|grow\w*|gradual\w*|steadily|slowly"
    r"|develop\w*|fallen|fell|crept|creeping|lost|dropped|gone|went|down|up)(?: from [\w./+-]+ to [\w./+-]+)? over (?:about |roughly |some )?$"
)
"""Behind a word of change "over three weeks" is how long it took, not the least that it took."""
_OF_A_SPAN = re.compile(r"\b(?:the|over|in|for|during|within|this|his|her|my|past|all)\s+$")
_OVER = re.compile(r"\b(?:over|for|in|during|within)(?: the| all)?\s+$")
_POST = re.compile(r"\bpost[\s-]+(?!op|fall|day|week)(?:[a-z0-9/-]+\s+){1,2}$")
"""Before "day 3" an operation named: "post ACDF day 3"."""
_OPERATED = re.compile(
    r"\s+(?:[lctds]\d[\w/-]*\s+|lumbar\s+|revision\s+)*"
    r"(?:[xtpalo]lif|acdf|lami|micro-?d|disc(?:ectomy|\s+op)|fusion|decomp|kypho|vertebro|foraminotomy|corpectomy)"
)
"""Behind "day 3" an operation named: "day 1 XLIF"."""
_EVERY = re.compile(
    r"(?:\b(?:every|each|q|next|(?<!change )(?<!changed )(?<!different )(?<!altered )in|another|further|times|once|twice|mg|grams?|tablets?|tabs|caps)|\b\d{1,2}\s?g|/|\d\s?-)\s*$"
)
_LEAST_DOTTED = len("01.02.26")
_MOST_AHEAD = 150
"""Days up to which a date without a year is as well one to come; it is then left alone."""


def _year(raw: str | None) -> int | None:
    if raw is None:
        return None
    year = int(raw)
    return year if year > 100 else (2000 + year if year < 70 else 1900 + year)


def _point(days: float | None, form: str = "date", reason: str = "") -> Read:
    return None if days is None or days > 45_000 else (Interval.point(days), form, reason)


def _iso(clock: Clock, found: re.Match[str]) -> Read:
    return _point(clock.day(int(found["y"]), int(found["m"]), int(found["d"])))


def _figures(clock: Clock, found: re.Match[str]) -> Read:
    a, b, year = int(found["a"]), int(found["b"]), _year(found["y"])
    assert year is not None
    if found["s"] == "." and len(found[0]) < _LEAST_DOTTED:  # "4.1.10" numbers a paragraph
        return None
    month_first = clock.month_first
    if a > 12 or b > 12:
        month_first = b > 12
    month, day = (a, b) if month_first else (b, a)
    told = ""
    if a <= 12 and b <= 12 and a != b:
        told = f"{found[0]} read with the {'month' if month_first else 'day'} first; the other order is possible"
    days = clock.day(year, month, day)
    other = clock.day(year, day, month) if told else None
    if days is not None and other is not None and days < 0 <= other and not is_awaited(found):
        days, told = other, f"{found[0]} read as the day that is past; the other order is to come"
    return _point(days, "date", told)


def _named(clock: Clock, found: re.Match[str]) -> Read:
    month = MONTHS.index(found["m"][:3]) + 1
    year, day = _year(found["y"] or found.groupdict().get("y2")), int(found["d"])
    if year is not None:
        return _point(clock.day(year, month, day))
    this = clock.day(clock.today.year, month, day)
    if this is None:
        return None
    return _point(this if this >= 0 else clock.day(clock.today.year - 1, month, day))


def _day_figures(clock: Clock, found: re.Match[str]) -> Read:
    """A day and a month without a year: only where one of the two can be no month, and the day is not to come."""
    a, b = int(found["a"]), int(found["b"])
    if (a > 12) == (b > 12) or max(a, b) > 31 or min(a, b) < 1 or found["b"] in FRACTIONS:
        return None
    month, day = (b, a) if a > 12 else (a, b)
    this = clock.day(clock.today.year, month, day)
    if this is None or -_MOST_AHEAD < this < 0:
        return None
    return _point(this if this >= 0 else clock.day(clock.today.year - 1, month, day))


def _month(clock: Clock, found: re.Match[str]) -> Read:
    interval = clock.month(int(found["y"]), MONTHS.index(found["m"][:3]) + 1)
    return None if interval is None else (interval, "date", "")


def _month_figures(clock: Clock, found: re.Match[str]) -> Read:
    interval = clock.month(int(found["y"]), int(found["m"]))
    return None if interval is None else (interval, "date", "")


def _this_month(clock: Clock, found: re.Match[str]) -> Read:
    month = MONTHS.index(found["m"][:3]) + 1
    if found["m"] in ("may", "march", "mar") and not found[0].startswith(("in ", "since")):
        return None
    year = clock.today.year if month <= clock.today.month else clock.today.year - 1
    interval = clock.month(year, month)
    return None if interval is None else (interval, "date", "")


def _fraction(clock: Clock, found: re.Match[str]) -> Read:
    unit = FRACTIONS[found["u"]]
    n = int(found["n"])
    if found["u"] == "12" and n > 240:
        return None
    following = found.string[found.end() : found.end() + 7].strip()
    form = (
        "ago"
        if following.startswith("ago")
        else "postop"
        if following.startswith(("post", "after", "s/p", "p "))
        else "length"
    )
    return Interval.point(n * UNITS[unit]), form, ""


def _pod(clock: Clock, found: re.Match[str]) -> Read:
    if found[0].startswith("day") and not found["p"]:
        is_post = _POST.search(found.string, max(found.start() - 40, 0), found.start())
        is_post = is_post or _OPERATED.match(found.string, found.end())
        return (Interval.point(_amount(found["n"])[0]), "postop", "") if is_post else None
    is_counted = found[0].startswith("day") and "post" not in (found["p"] or "")
    return Interval.point(_amount(found["n"])[0]), "after" if is_counted else "postop", ""


def _pod_after(clock: Clock, found: re.Match[str]) -> Read:
    return Interval.point(float(found["n"])), "postop" if "post" in found[0] else "after", ""


def _week_after(clock: Clock, found: re.Match[str]) -> Read:
    return Interval.point(7.0 * float(found["n"])), "postop", ""


def _length(clock: Clock, found: re.Match[str]) -> Read:
    tail = (found["tail"] or "").strip()
    if tail in ("old", "of age", "yo", "y/o") or found.string[found.end() : found.end() + 5].lstrip(" -").startswith(
        "old"
    ):
        return None
    is_past = tail in ("ago", "earlier", "previously", "prior", "back")
    if not is_past and _EVERY.search(found.string, max(found.start() - 8, 0), found.start("n")):
        return None
    raw, unit = found["n"], found["u"]
    if len(unit) == 1 and not raw[-1].isdigit():
        return None
    factor = 10 * 365.25 if unit.startswith("dec") else UNITS[unit[0]]
    low, high = _amount(raw)
    if found["n2"]:
        high = _amount(found["n2"])[1]
    low, high = min(low, high) * factor, max(low, high) * factor
    return widened(Interval(low, high), "" if _is_of_change(found) else lead(found)), _form(tail), ""


def _is_of_change(found: re.Match[str]) -> bool:
    """Whether the length is that of a change: "got weaker over three weeks"."""
    start, end = max(found.start() - 50, 0), found.start("n")
    return found.string.find(" over ", start, end) >= 0 and _CHANGED.search(found.string, start, end) is not None


def _form(tail: str) -> str:
    if tail in ("ago", "earlier", "previously", "prior", "back"):
        return "ago"
    if tail.startswith(("post", "out from", "out of", "down the line", "status", "s/p")) or tail == "p":
        return "postop"
    if tail in ("after", "following", "since", "from", "on from", "later"):
        return "after"
    return "length"


def _amount(raw: str) -> tuple[float, float]:
    for word, (low, high) in VAGUE.items():
        if word in raw:
            return float(low), float(high)
    parts = raw.replace("-", " ").split()
    value = float(sum(WORDS[part] for part in parts)) if parts[0] in WORDS else float(raw)
    return value, value


def _lengths(clock: Clock, found: re.Match[str]) -> Read:
    unit = found["u"] or found["u2"] or "fortnight"
    if unit == "fortnight":
        return Interval.point(14.0), "length", ""
    if found[0] == "last week" and not _OF_A_SPAN.search(found.string, max(found.start() - 16, 0), found.start()):
        return Interval(1.0, 7.0 + clock.today.weekday()), "length", ""
    if found[0] in ("last month", "last year"):
        is_span = _OF_A_SPAN.search(found.string, max(found.start() - 16, 0), found.start())
        return (Interval(0.0, UNITS[unit[0]]), "length", "") if is_span else None
    if not unit.endswith("s"):
        return Interval(0.0, UNITS[unit[0]]), "length", ""
    if unit == "ages":
        return Interval(60.0, inf), "length", ""
    size = 3652.5 if unit == "decades" else UNITS[unit[0]]
    return Interval(2 * size, inf if unit in ("years", "decades") else 24 * size), "length" if found["u"] else "ago", ""


_NEAR = {
    "yesterday": (1, 1), "today": (0, 0), "this morning": (0, 0), "this afternoon": (0, 0), "this evening": (0, 0),
    "yday": (1, 1), "y'day": (1, 1), "yest": (1, 1), "this am": (0, 0), "this a.m": (0, 0), "this pm": (0, 0), "this p.m": (0, 0),
    "last evening": (0, 1), "last pm": (0, 1), "last p.m": (0, 1), "last am": (1, 1), "yday pm": (1, 1), "y'day pm": (1, 1), "tonight": (0, 0), "last night": (0, 1), "overnight": (0, 1), "last week": (1, 13), "last month": (1, 61),
    "this week": (0, 7), "this month": (0, 31), "just now": (0, 0), "day before yesterday": (2, 2),
}  # fmt: skip


def _near(clock: Clock, found: re.Match[str]) -> Read:
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


def _weekend(clock: Clock, found: re.Match[str]) -> Read:
    """The last Saturday and Sunday; on one of them, this one."""
    since_sunday = (clock.today.weekday() + 1) % 7
    is_saturday = since_sunday == len(DAYS) - 1
    high = 0.0 if is_saturday else since_sunday + 1.0
    return Interval(0.0 if is_saturday else float(since_sunday), high), "ago", ""


def _minutes(clock: Clock, found: re.Match[str]) -> Read:
    return Interval(0.0, 0.5), "ago" if found["n"] is None else "length", ""


def _nights(clock: Clock, found: re.Match[str]) -> Read:
    low, high = _amount(found["n"])
    return (Interval(low, high), "ago" if found["tail"] else "length", "") if high > 1 else None


def _hour_of_day(clock: Clock, found: re.Match[str]) -> Read:
    return Interval(0.0, 1.0), "clock", ""


_THIRDS = {"early": (0, 10), "mid": (10, 20), "late": (20, 31)}


def _part_of_month(clock: Clock, found: re.Match[str]) -> Read:
    """A third of the latest month of that name."""
    month = MONTHS.index(found["m"][:3]) + 1
    first = clock.day(clock.today.year - (month > clock.today.month), month, 1)
    if first is None:
        return None
    starts, ends = _THIRDS[found["p"]]
    return (Interval(max(first - ends, 0.0), first - starts), "date", "") if first >= starts else None


def _clock_time(clock: Clock, found: re.Match[str]) -> Read:
    if _VISIT.search(found.string, max(found.start() - 24, 0), found.start()):
        return None
    return Interval(0.0, 1.0), "clock", ""


def _in_year(clock: Clock, found: re.Match[str]) -> Read:
    interval = clock.year(int(found["y"] or found["y2"] or found["y3"]))
    return None if interval is None else (interval, "date", "")


READERS: dict[str, Callable[[Clock, re.Match[str]], Read]] = {
    "iso": _iso, "figures": _figures, "day_month": _named, "month_day": _named, "month": _month,
    "weekday_of_last_week": weekday_of_last_week, "month_figures": _month_figures, "day_figures": _day_figures, "bare_weekday": bare_weekday, "this_month": _this_month, "fraction": _fraction, "pod": _pod, "pod_after": _pod_after, "week_after": _week_after, "postop_week": _week_after, "length": _length,
    "lengths": _lengths, "clock": _clock_time, "weekend": _weekend, "hour_of_day": _hour_of_day, "part_of_month": _part_of_month, "near": _near, "weekday": weekday, "year": _in_year,
    "hours_in_figures": _clock_time, "minutes": _minutes, "nights": _nights, "morning": _hour_of_day,
}  # fmt: skip
