"""What a finding carries with it: since when, how it behaves, on which side, at which level."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from curbside.case.anatomy import LevelMention
from curbside.case.contrast import told_against
from curbside.case.course_words import Courses, CourseWord, is_of_another, is_only_lasting
from curbside.case.ended import is_told_as_over, story_ends
from curbside.case.long_ago import is_old_and_unchanged, is_old_stress_leak, is_unchanged_since, was_had
from curbside.case.model import CURRENT, Finding, Interval, Operation, Status
from curbside.case.page import Page, by_sentence
from curbside.case.sides import SIDE_WORDS, side_alone, side_near, side_of_limb
from curbside.case.timing import TimeMention

_AFTER_REACH = 8
_BEFORE_REACH = 10
_COURSE_REACH = 4
_FAR = 14
_NO_COURSE = "none"
_RECOVERIES = frozenset(("better", "resolved"))
_NOT = frozenset(
    "not isn't isnt aren't never hardly hasn't hasnt haven't havent wasn't no without nor neither don't doesn't cannot "
    "can't".split()
)
NEW_DAYS = 14
PAST_DAYS = 180
_STOPS = frozenset((";", "but", "however"))
_CLAUSE_ENDS = frozenset((".", ";", "but"))
_CLOSE = 3
_NOT_REACH = 3
_OF_ALL = frozenset(("both", "all"))
"""Words of course that open with these are of everything named before: "both new since the last visit"."""
_WITHIN = 5
_SPANNED = frozenset(("length", "ago", "clock"))
"""Times that may stand among the words of a finding: "has lost power over three weeks in the foot"."""
_SURGERY = tuple(
    "surg operat op procedure fusion laminectomy discectomy decompression tlif plif alif acdf lami decomp "
    "microdisc".split()
)
_LEAK = "urinary_incontinence"
_STARTS = frozenset("since began started onset began developed begun starting".split())


class Surroundings:
    """Everything on the page that may belong to a finding, sentence by sentence."""

    def __init__(  # noqa: PLR0913  one collection for each thing that may belong to a finding
        self,
        page: Page,
        times: Iterable[TimeMention],
        courses: Courses,
        levels: Iterable[LevelMention],
        operations: Sequence[Operation],
        named: Iterable[int] = (),
        taken: Container[int] = (),
    ) -> None:
        """`taken` are the first tokens of times that belong to operations."""
        self.page = page
        self._named = sorted(named)
        self.operations = operations
        own = list(times)
        self._times = by_sentence(page, (time for time in own if time.form != "postop" and time.first not in taken))
        self._every_time = by_sentence(page, own)
        self._courses = courses
        self._courses_of: dict[int, Sequence[CourseWord]] = {}
        self._levels = by_sentence(page, levels)
        self._sided = {page.sentence_of[at] for at in page.places(SIDE_WORDS)}
        self.dated = [op.days_ago for op in operations if op.days_ago is not None and op.days_ago.high >= 0]
        """How long ago the operations with a date were."""

    def times(self, token: int) -> Sequence[TimeMention]:
        return self._times.get(self.page.sentence_of[token], ())

    def every_time(self, token: int) -> Sequence[TimeMention]:
        """The times of a sentence, those of operations among them."""
        return self._every_time.get(self.page.sentence_of[token], ())

    def courses(self, token: int) -> Sequence[CourseWord]:
        number = self.page.sentence_of[token]
        if number not in self._courses_of:
            self._courses_of[number] = self._courses.of(self.page, number)
        return self._courses_of[number]

    def next_courses(self, token: int) -> Sequence[CourseWord]:
        """The words of course in the next sentence."""
        number, sentences = self.page.sentence_of[token] + 1, self.page.sentences
        if number >= len(sentences) or sentences[number].first >= sentences[number].last:
            return ()
        return self.courses(sentences[number].first)

    def reach(self, last: int, other: int, near: int) -> bool:
        """Whether something at token `other` may still belong to a finding that ends at `last`.

        It may when it is near, or when no other finding is named on the way to it.
        """
        if other - last <= near:
            return True
        at = bisect_left(self._named, last)
        return other - last <= _FAR and (at >= len(self._named) or self._named[at] >= other)

    def side(self, fact: str, first: int, last: int) -> str | None:
        """The side of a finding in these tokens; most sentences name none."""
        if self.page.sentence_of[first] not in self._sided:
            return None
        near = side_near(self.page, first, last) or side_of_limb(self.page, fact, first)
        return near or side_alone(self.page, fact, first, last)

    def level(self, first: int, last: int) -> str | None:
        """The first level named within the tokens or up to three beside them."""
        near = self._levels.get(self.page.sentence_of[first], ())
        return next((lv.levels[0] for lv in near if first - 4 <= lv.first <= last + 3), None)


_WEAK = frozenset(("foot_drop", "leg_weakness"))


def with_attributes(
    finding: Finding, tokens: tuple[int, int], around: Surroundings, *, standing: bool, returned: bool = False
) -> Finding:
    """The finding with its onset, course, side and level, where the text gives them."""
    first, last = tokens
    time = time_of(around, first, last)
    onset = onset_of(time, around) or _since_surgery(around, last)
    course = _course_told(finding.fact, first, last, onset, around)
    status, reason = finding.status, finding.reason
    if returned:
        onset, course = None, "new"
    elif not standing and (told := _why_past(finding, tokens, time, onset, around)):
        status, reason = Status.historical, told
    if status is Status.present and course in (None, "new"):
        is_of_both = finding.fact.startswith("bilateral_") or finding.fact == "leg_pain"
        against = told_against(around.page, first, last, of_both=is_of_both)
        course = against[0] if against else course
        onset = None if against and time is not None and time.first >= against[1] else onset
    if onset is not None and course is None and status in CURRENT and onset.high <= NEW_DAYS:
        course = "new"
    if time is not None and time.reason:
        reason = f"{reason}; {time.reason}".strip("; ")
    return replace(
        finding,
        status=status,
        onset=None if status is Status.absent else onset,
        course=course,
        side=around.side(finding.fact, first, last),
        level=around.level(first, last),
        reason=reason,
    )


def _course_told(fact: str, first: int, last: int, onset: Interval | None, around: Surroundings) -> str | None:
    """The course of a finding by its own sentence, or unchanged where the next says so or an old weakness stays."""
    course = course_of(around, first, last) or _as_then(around, fact, first)
    if course is not None:
        return course
    stays = is_unchanged_since(around.page, first, onset, around.next_courses(first)) or (
        fact in _WEAK and is_old_and_unchanged(around.page, first, onset, around.courses(first))
    )
    return "unchanged" if stays else None


def _why_past(
    finding: Finding, tokens: tuple[int, int], time: TimeMention | None, onset: Interval | None, around: Surroundings
) -> str:
    """Why a finding is no longer so, by its time or by what is told behind it; nothing where it is."""
    (first, last), page = tokens, around.page
    is_present = finding.status is Status.present
    if is_present and (told := was_had(page, around.every_time(first), first, last)):
        return told
    began = None if time is not None and page.words[time.first - 1] == "first" else onset
    if is_present and is_told_as_over(finding.fact, began) and (told := story_ends(page, first, last)):
        return f"ended, {told!r}"
    if onset is not None and time is not None and _is_past(finding.status, onset, time, around, last):
        return f"past, {page.span(time.first, time.last).quote!r}"
    is_leak = is_present and finding.fact == _LEAK
    return "long unchanged" if is_leak and is_old_stress_leak(page, first, onset, around.courses(first)) else ""


def course_of(around: Surroundings, first: int, last: int) -> str | None:
    """The word of course that stands nearest, on its own side and in the same clause."""
    best: tuple[int, int, str] | None = None
    for word in (courses := around.courses(first)):
        between = _between(around, word, first, last)
        if is_only_lasting(around.page, word, courses):
            continue
        if between is None or not _CLAUSE_ENDS.isdisjoint(between) or ("," in between and word.side == "before"):
            continue
        course = _unless_denied(around.page.words, word)
        ranked = (len(between) + between.count(",") * 2, word.first - word.last, course)
        best = min(best, ranked) if best else ranked
    return best[2] if best and best[2] != _NO_COURSE else None


def _as_then(around: Surroundings, fact: str, first: int) -> str | None:
    """A weakness of which the same sentence gives one grade for then and now is unchanged: "2/5 then and 2/5 now"."""
    if fact not in _WEAK:
        return None
    words = around.page.words
    same = (word for word in around.courses(first) if word.course == "unchanged" and word.side == "after")
    return next(("unchanged" for word in same if "then" in words[word.first : word.last]), None)


def _unless_denied(words: Sequence[str], word: CourseWord) -> str:
    """The course a word tells; what "isn't getting better" is unchanged, what is "no worse" is so too."""
    near = range(max(word.first - _NOT_REACH, 0), word.first)
    start = max((at + 1 for at in near if words[at] == "," or words[at] in _CLAUSE_ENDS), default=near.start)
    if word.side == "before" or words[word.first] == "like" or _NOT.isdisjoint(words[start : word.first]):
        return word.course
    return "unchanged" if word.course in ("better", "worse", "resolved") else _NO_COURSE


def _between(around: Surroundings, word: CourseWord, first: int, last: int) -> Sequence[str] | None:
    """The tokens between a word of course and a finding; None when it stands too far off or on the wrong side."""
    words = around.page.words
    if word.first < last and first < word.last:
        return (
            [] if word.side == "before" and word.last < last and not _is_own_loss(word) else _at_end(word, first, last)
        )
    if word.side == "before":
        return words[word.last : first] if 0 <= first - word.last < _COURSE_REACH else None
    if word.first >= last and words[word.first] in _OF_ALL:
        return []
    is_in_reach = word.first >= last and around.reach(last, word.first, _COURSE_REACH)
    is_own = is_in_reach and not is_of_another(words, first, last, word.first)
    return words[last : word.first] if is_own else None


def _is_own_loss(word: CourseWord) -> bool:
    """Whether a word of recovery within a finding is a part of it: "reduced feeling"."""
    return word.course in _RECOVERIES


def _at_end(word: CourseWord, first: int, last: int) -> Sequence[str] | None:
    """No tokens between where a finding ends in the words of its course: "got weaker", "2/5 then and 2/5 now"."""
    if word.course == "worse" and word.last - 1 == first:
        return []
    if word.side != "after" or first >= word.first:
        return None
    return [] if word.course == "worse" or (word.course == "unchanged" and word.last > last) else None


def time_of(around: Surroundings, first: int, last: int) -> TimeMention | None:
    """The time behind a finding, else the time before it."""
    words = around.page.words
    before: TimeMention | None = None
    for time in around.times(first):
        if (
            time.first >= last
            and around.reach(last, time.first, _AFTER_REACH)
            and _STOPS.isdisjoint(words[last : time.first])
        ):
            is_closer = before is not None and "," in words[last : time.first] and first - before.last <= 2
            return before if is_closer else time
        if first < time.first < last and time.form in _SPANNED and (last < time.last + _WITHIN or _lasts(words, time)):
            return time
        if 0 <= first - time.last <= _BEFORE_REACH and _STOPS.isdisjoint(words[time.last : first]):
            before = time
    return before


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
    dated = [days for days in around.dated if days.low >= 0]
    words = around.page.words[last : last + _AFTER_REACH] if dated else []
    if "since" not in words:
        return None
    following = words[words.index("since") + 1 :]
    names_it = any(word.startswith(_SURGERY) for word in following[:7])
    return dated[0] if names_it and len(dated) == 1 else None


def _is_past(status: Status, onset: Interval, time: TimeMention, around: Surroundings, last: int) -> bool:
    if status not in (Status.present, Status.possible) or onset.low < PAST_DAYS or time.form not in ("date", "ago"):
        return False
    words = around.page.words
    nearby = words[max(time.first - 2, 0) : time.last + 1] + words[last : time.first]
    return time.first >= last and time.first - last <= _CLOSE and _STARTS.isdisjoint(nearby)
