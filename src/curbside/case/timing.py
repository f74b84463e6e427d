"""When: dates, durations and "days ago", as intervals of days before an injected today."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from curbside.case.clock import Clock
from curbside.case.dates import READERS
from curbside.case.model import Interval
from curbside.case.page import Page
from curbside.case.time_words import BEHIND_NUMBERS, BETRAYS, EXPRESSIONS, YEAR
from curbside.knowledge.model import Region

_YEAR_DIGITS = 4
_DOTTED = "figures"
"""The expression that the first part of "29.05.26" betrays."""


@dataclass(slots=True)
class TimeMention:
    """A time expression: its tokens, the days before today, and how it is put.

    `form` is clock (an hour of today), ago, since, length (a duration), date, weekday (a day's name alone), postop
    (counted from an operation) or after (so long after something that is named next).
    """

    first: int
    last: int
    days: Interval
    form: str
    reason: str = ""


def read_times(page: Page, today: date, region: Region) -> list[TimeMention]:
    """All time expressions, from left to right, none overlapping another; ages of people left out."""
    clock = Clock(today, region)
    betrayed = _betrayed(page)
    noticed = [(name, back, pattern) for name, _, back, pattern in EXPRESSIONS if name in betrayed]
    clock.settle(
        found
        for name, back, pattern in noticed
        if name == "figures"
        for found in _at(page, betrayed[name], back, pattern)
    )
    starts: list[int] = []
    found: list[tuple[int, TimeMention]] = []
    for name, back, pattern in noticed:
        for match in _at(page, betrayed[name], back, pattern):
            start, end = match.span()
            at = bisect_left(starts, start)
            if (at and found[at - 1][0] > start) or (at < len(starts) and starts[at] < end):
                continue
            read = READERS[name](clock, match)
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
    for word in page.where.keys() & BETRAYS.keys():
        places = page.where[word]
        if word in BEHIND_NUMBERS:
            places = [at for at in places if at and page.words[at - 1][0].isdigit()]
        for name in BETRAYS[word] if places else ():
            found.setdefault(name, []).extend(places)
    years = [at for at in page.numbers if len(page.words[at]) == _YEAR_DIGITS and _is_year(page.words[at])]
    for name in BETRAYS[YEAR] if years else ():
        found.setdefault(name, []).extend(years)
    dotted = [at for at in page.numbers if "." in page.words[at] and _is_dotted(page.words, at + 1)]
    if dotted:
        found.setdefault(_DOTTED, []).extend(dotted)
    for places in found.values():
        places.sort()
    return found


def _at(page: Page, tokens: Sequence[int], back: int, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches that hold one of the tokens and begin at most `back` tokens before it, the longest way back first."""
    text, starts, match = page.folded.text, page.starts, pattern.match
    for at in tokens:
        for start in starts[max(at - back, 0) : at + 1]:
            found = match(text, start)
            if found is not None and found.end() > starts[at]:
                yield found
                break


def _is_dotted(words: Sequence[str], at: int) -> bool:
    """Whether a token is a point with figures behind it, as ".26" of "29.05.26" is."""
    return at < len(words) and len(words[at]) > 1 and words[at][0] == "."


def _is_year(word: str) -> bool:
    """Whether a number of four digits may be a year; the one that stands for all of them is betrayed by itself."""
    return word[:2] in ("19", "20") and word != YEAR
