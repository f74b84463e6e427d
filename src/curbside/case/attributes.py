"""What a finding carries with it: since when, how it behaves, on which side, at which level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from curbside.case.anatomy import LevelMention, side_near
from curbside.case.layout import Page
from curbside.case.model import CURRENT, Finding, Interval, Operation, Status
from curbside.case.phrases import Phrases
from curbside.case.timing import TimeMention
from curbside.case.tokens import TOKEN

_AFTER_REACH = 8
_BEFORE_REACH = 10
_COURSE_REACH = 4
_NEW_DAYS = 14
_PAST_DAYS = 180
_STOPS = frozenset((";", "but", "however"))
_STARTS = frozenset("since began started onset began developed begun starting".split())


class Courses:
    """The words of `knowledge/reading/course.yaml`, compiled."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._phrases = Phrases()
        for side in ("before", "after"):
            for course, phrases in table[side].items():
                for phrase in phrases:
                    self._phrases.add(TOKEN.findall(phrase.lower()), (side, course))
        self._phrases.compile()

    def on(self, page: Page) -> list[tuple[int, int, str, str]]:
        """Each as first token, last token (excluded), the side on which its finding stands, course."""
        found = [
            (first, last, side, course)
            for first, last, meant in self._phrases.find(page.words)
            for side, course in meant
        ]
        return sorted(found, key=lambda f: (f[0], f[0] - f[1]))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything on the page that may belong to a finding."""

    page: Page
    times: Sequence[TimeMention]
    used: frozenset[int]
    courses: Sequence[tuple[int, int, str, str]]
    levels: Sequence[LevelMention]
    operations: Sequence[Operation]


def with_attributes(
    finding: Finding, tokens: tuple[int, int], around: Surroundings, *, standing: bool, returned: bool = False
) -> Finding:
    """The finding with its onset, course, side and level, where the text gives them."""
    first, last = tokens
    sentence = around.page.sentences[around.page.sentence_of[first]]
    course = _course(around, first, last, sentence.first, sentence.last)
    time = _time(around, first, last, sentence.first, sentence.last)
    onset = _onset(time, around)
    status, reason = finding.status, finding.reason
    if returned:
        onset, course = None, "new"
    elif onset is not None and time is not None and not standing and _is_past(status, onset, time, around, last):
        status, reason = Status.historical, f"past, {around.page.span(time.first, time.last).quote!r}"
    if onset is not None and course is None and status in CURRENT and onset.high <= _NEW_DAYS:
        course = "new"
    if time is not None and time.reason:
        reason = f"{reason}; {time.reason}".strip("; ")
    level = next(
        (
            lv.levels[0]
            for lv in around.levels
            if first - 4 <= lv.first <= last + 3 and _same(around.page, first, lv.first)
        ),
        None,
    )
    return replace(
        finding,
        status=status,
        reason=reason,
        onset=None if status is Status.absent else onset,
        course=course,
        side=side_near(around.page, first, last),
        level=level,
    )


def _same(page: Page, one: int, other: int) -> bool:
    return page.sentence_of[one] == page.sentence_of[other]


def _course(around: Surroundings, first: int, last: int, start: int, end: int) -> str | None:
    words = around.page.words
    best: tuple[int, int, str] | None = None
    for begin, stop, side, course in around.courses:
        if begin < start or stop > end:
            continue
        if side == "before" and stop <= first and first - stop <= _COURSE_REACH - 1:
            gap, between = first - stop, words[stop:first]
        elif side == "after" and begin >= last and begin - last <= _COURSE_REACH:
            gap, between = begin - last, words[last:begin]
        elif side == "before" and first <= begin and stop < last:
            gap, between = 0, []
        else:
            continue
        if "." in between or ";" in between or "but" in between or ("," in between and side == "before"):
            continue
        ranked = (gap + between.count(",") * 2, begin - stop, course)
        best = min(best, ranked) if best else ranked
    return best[2] if best else None


def _time(around: Surroundings, first: int, last: int, start: int, end: int) -> TimeMention | None:
    words = around.page.words
    before: TimeMention | None = None
    for number, time in enumerate(around.times):
        if number in around.used or time.form == "postop" or time.first < start or time.last > end:
            continue
        if time.first >= last and time.first - last <= _AFTER_REACH and _STOPS.isdisjoint(words[last : time.first]):
            if before is not None and "," in words[last : time.first] and first - before.last <= 2:
                return before
            return time
        if time.last <= first and first - time.last <= _BEFORE_REACH and _STOPS.isdisjoint(words[time.last : first]):
            before = time
    return before


def _onset(time: TimeMention | None, around: Surroundings) -> Interval | None:
    if time is None:
        return None
    if time.form == "after":
        dated = [op.days_ago for op in around.operations if op.days_ago is not None and op.days_ago.high >= 0]
        if len(dated) != 1 or dated[0].low < time.days.high:
            return None
        return Interval(dated[0].low - time.days.high, dated[0].high - time.days.low)
    return time.days if time.days.low >= 0 else None


def _is_past(status: Status, onset: Interval, time: TimeMention, around: Surroundings, last: int) -> bool:
    if status not in (Status.present, Status.possible) or onset.low < _PAST_DAYS or time.form not in ("date", "ago"):
        return False
    words = around.page.words
    nearby = words[max(time.first - 2, 0) : time.last + 1] + words[last : time.first]
    return time.first >= last and time.first - last <= 3 and _STARTS.isdisjoint(nearby)
