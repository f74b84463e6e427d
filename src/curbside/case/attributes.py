"""What a finding carries with it: since when, how it behaves, on which side, at which level."""

from __future__ import annotations

from collections.abc import Sequence

from curbside.case.aside import is_of_clear_scan
from curbside.case.contrast import told_against
from curbside.case.course import course_told, gets_worse, has_settled, since_old
from curbside.case.ended import is_told_as_over, story_ends
from curbside.case.facts import Judged
from curbside.case.long_ago import is_old_stress_leak, is_story_of_old, lasts_for_years, was_had
from curbside.case.model import ABSENT, CURRENT, HISTORICAL, POSSIBLE, PRESENT, Finding, Interval, Status
from curbside.case.surroundings import Surroundings
from curbside.case.timing import TimeMention

_AFTER_REACH = 8
_BEFORE_REACH = 10
NEW_DAYS = 14
PAST_DAYS = 180
_STOPS = frozenset((";", "but", "however"))
_PAIN = frozenset("pain pains painful ache aches aching backache lbp sciatica sore hurts hurting stiffness".split())
_CLOSE = 3
_BEFORE_DATE = frozenset("in ( of the left right l r leg early late mid around about circa".split())
_BEHIND = frozenset(("after", "following", "post", "post-op", "postop"))
_WITHIN = 5
_SPANNED = frozenset(("length", "ago", "clock"))
"""Times that may stand among the words of a finding: "has lost power over three weeks in the foot"."""
_SURGERY = tuple(
    "surg operat op procedure fusion laminectomy discectomy decompression tlif plif alif acdf lami decomp "
    "microdisc".split()
)
_LEAK = "urinary_incontinence"
_UNTOLD = (None, None, None)
"""No time, no onset and no course."""
_STARTS = frozenset("since began started onset began developed begun starting".split())


def with_attributes(
    finding: Judged, tokens: tuple[int, int], around: Surroundings, *, standing: bool, returned: bool = False
) -> Finding:
    """The finding that these tokens say, with its onset, course, side and level, where the text gives them."""
    first, last = tokens
    time, onset, course = _when_and_how(finding.fact, first, last, around) if around.tells(first) else _UNTOLD
    status, reason = finding.status, finding.reason
    if returned:
        onset, course = None, "new"
    elif not standing and (told := _why_past(finding, tokens, time, onset, around)):
        status, reason = HISTORICAL, told
    elif not standing and course == "resolved" and status is PRESENT and has_settled(finding.fact, around, first, last):
        status, reason = HISTORICAL, "settled"
    if status is PRESENT and course in (None, "new"):
        onset, course = _against(finding.fact, tokens, (time, onset, course), around)
    if onset is not None and course is None and status in CURRENT and onset.high <= NEW_DAYS:
        course = "new"
    if time is not None and time.reason:
        reason = f"{reason}; {time.reason}".strip("; ")
    return Finding(
        finding.fact,
        finding.value,
        status,
        around.page.span(first, last),
        onset=None if status is ABSENT else onset,
        course=course,
        side=around.side(finding.fact, first, last),
        level=around.level(first, last),
        reason=reason,
    )


def _against(
    fact: str,
    tokens: tuple[int, int],
    told: tuple[TimeMention | None, Interval | None, str | None],
    around: Surroundings,
) -> tuple[Interval | None, str | None]:
    """Onset and course of a finding set against another time or the other side: "left weak for years, right new"."""
    time, onset, course = told
    is_of_both = fact.startswith("bilateral_") or fact == "leg_pain"
    against = told_against(around.page, *tokens, of_both=is_of_both)
    if against is None:
        return onset, course
    return None if time is not None and time.first >= against[1] else onset, against[0]


def _when_and_how(
    fact: str, first: int, last: int, around: Surroundings
) -> tuple[TimeMention | None, Interval | None, str | None]:
    """The time told of a finding, its onset, and its course by what stands around it."""
    time = time_of(around, first, last)
    onset = onset_of(time, around) or _since_surgery(around, last)
    course = course_told(fact, first, last, onset, around)
    if course in (None, "unchanged") and (old := since_old(around, first, last)) is not None:
        onset, course = old, "unchanged"
    elif course in (None, "new") and gets_worse(around, first):
        course = "worse"
    elif course is None and time is not None and lasts_for_years(around.page, last, time):
        course = "unchanged"
    return time, onset, course


def _why_past(
    finding: Judged, tokens: tuple[int, int], time: TimeMention | None, onset: Interval | None, around: Surroundings
) -> str:
    """Why a finding is no longer so, by its time or by what is told behind it; nothing where it is."""
    (first, last), page = tokens, around.page
    is_present = finding.status is PRESENT
    if is_present and (told := was_had(page, around.every_time(first), first, last)):
        return told
    if is_present and (opened := is_story_of_old(page, first, around.every_time(first))):
        return f"told of then, {opened!r}"
    began = None if time is not None and page.words[time.first - 1] == "first" else onset
    if is_present and is_told_as_over(finding.fact, began) and (told := story_ends(page, first, last)):
        return f"ended, {told!r}"
    if onset is not None and time is not None and _is_past(finding.status, onset, time, around, last):
        return f"past, {page.quote(time.first, time.last)!r}"
    if is_present and (dated := _old_date_behind(last, around)):
        return f"past, {page.quote(dated.first, dated.last)!r}"
    is_leak = is_present and finding.fact == _LEAK
    return "long unchanged" if is_leak and is_old_stress_leak(page, first, onset, around.courses(first)) else ""


def time_of(around: Surroundings, first: int, last: int) -> TimeMention | None:
    """The time behind a finding, else the time before it."""
    words = around.page.words
    before: TimeMention | None = None
    for time in around.times(first):
        if (
            time.first >= last
            and around.reach(last, time.first, _AFTER_REACH)
            and _STOPS.isdisjoint(words[last : time.first])
            and not is_of_clear_scan(words[last : time.first])
            and not (time.days.low >= PAST_DAYS and "like" in words[last : time.first])
        ):
            is_closer = before is not None and "," in words[last : time.first] and first - before.last <= 2
            return before if is_closer else time
        if first < time.first < last and time.form in _SPANNED and (last < time.last + _WITHIN or _lasts(words, time)):
            return time
        is_near = 0 <= first - time.last <= _BEFORE_REACH and _STOPS.isdisjoint(words[time.last : first])
        if is_near and not _is_of_pain(around, time, first, last):
            before = time
    return before


def _is_of_pain(around: Surroundings, time: TimeMention, first: int, last: int) -> bool:
    """Whether a long time is of the pain told before it and a comma: "back pain for years, can't lift my toes"."""
    page = around.page
    words, start = page.words, page.sentences[page.sentence_of[first]].first
    is_long = time.days.low >= PAST_DAYS
    if not is_long or "," not in words[time.last : first] or not _PAIN.isdisjoint(words[first:last]):
        return False
    return not _PAIN.isdisjoint(words[start : time.first])


def _lasts(words: Sequence[str], time: TimeMention) -> bool:
    """Whether a time within the words of a finding tells how long it has been so: "pads soaked x3 days, says she"."""
    return words[time.first - 1] in ("x", "for") or words[time.first].startswith("x")


def onset_of(time: TimeMention | None, around: Surroundings) -> Interval | None:
    if time is None:
        return None
    if time.form == "after":
        dated = around.dated
        if len(dated) != 1 or dated[0].low < time.days.high:
            return None
        return Interval(dated[0].low - time.days.high, dated[0].high - time.days.low)
    return time.days if time.days.low >= 0 else None


def _since_surgery(around: Surroundings, last: int) -> Interval | None:
    """ "Since surgery": as long ago as the only operation with a date."""
    dated = around.past
    if not dated or "since" not in around.page.words[last : last + _AFTER_REACH]:
        return None
    words = around.page.words[last : last + _AFTER_REACH]
    following = words[words.index("since") + 1 :]
    names_it = any(word.startswith(_SURGERY) for word in following[:7])
    return dated[0] if names_it and len(dated) == 1 else None


def _old_date_behind(last: int, around: Surroundings) -> TimeMention | None:
    """An old date right behind a finding, which it dates with the operation: "DVT in 2018 after the first op"."""
    words = around.page.words
    for time in around.every_time(last - 1):
        is_old = time.form in ("date", "ago") and time.days.low >= PAST_DAYS
        is_near = is_old and 0 <= time.first - last <= _CLOSE and _STARTS.isdisjoint(words[last : time.last])
        if is_near and _BEFORE_DATE.issuperset(words[last : time.first]) and not _dates_operation(words, time.last):
            return time
    return None


def _dates_operation(words: Sequence[str], last: int) -> bool:
    """Whether the words behind a year are the operation that it dates, and not what came before: "2019 fusion"."""
    return any(word.startswith(_SURGERY) for word in words[last : last + 2]) and words[last] not in _BEHIND


def _is_past(status: Status, onset: Interval, time: TimeMention, around: Surroundings, last: int) -> bool:
    if status not in (PRESENT, POSSIBLE) or onset.low < PAST_DAYS or time.form not in ("date", "ago"):
        return False
    words = around.page.words
    nearby = words[max(time.first - 2, 0) : time.last + 1] + words[last : time.first]
    return time.first >= last and time.first - last <= _CLOSE and _STARTS.isdisjoint(nearby)
