"""The little words before a length of time: "for more than the last six weeks"."""

from __future__ import annotations

import re
from math import inf

from curbside.case.model import Interval
from curbside.case.time_words import LEAD

_AT_LEAST = re.compile(r"\b(?:more than|over|at least)\b|>")
_SPAN = re.compile(r"over the|over (?:last|past)")
_AT_MOST = re.compile(r"\b(?:less than|under|within)\b|<")
_ABOUT = re.compile(r"\b(?:about|approximately|approx|around|nearly|almost|roughly)\b|~")


def lead(found: re.Match[str]) -> str:
    """The little words right before an amount: "for more than the last"."""
    end = found.start()
    start = max(end - 30, 0)
    text, kept = found.string[start:end], ""
    for _ in range(4):
        before = LEAD.search(text)
        if before is None:
            break
        kept, text = before[0] + kept, text[: before.start()]
    return kept


def widened(days: Interval, phrase: str) -> Interval:
    if not phrase:
        return days
    if _AT_LEAST.search(phrase) and not _SPAN.search(phrase):
        return Interval(days.low, inf, low_open="at least" not in phrase, high_open=True)
    if _AT_MOST.search(phrase):
        return Interval(0.0, days.high)
    if _ABOUT.search(phrase):
        return Interval(days.low * 0.8, days.high * 1.25)
    return days
