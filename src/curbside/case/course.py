"""How a finding behaves: new, worse, as it was, better or gone, by the words of its sentence and of those beside it."""

from __future__ import annotations

from collections.abc import Sequence

from curbside.case.aside import is_of_something_else
from curbside.case.course_words import CourseWord, is_of_another, is_only_lasting
from curbside.case.long_ago import (
    is_long_ago,
    is_next_unchanged,
    is_old_and_unchanged,
    is_unchanged_since,
    sentences_before,
    unchanged_since_old,
)
from curbside.case.model import Interval
from curbside.case.page import Page
from curbside.case.surroundings import Surroundings

_SETTLED = frozenset(("settled", "resolved", "away"))
_CURED = frozenset(("cured", "fully", "completely"))
"""Of an infection these tell what "cleared" and "gone" alone do not: that it is over."""
_SETTLED_OR_CURED = _SETTLED | _CURED
_CAME_BACK = frozenset("back returned again recurred recurrence relapsed now until except but".split())
_INFECTIONS = frozenset(("infection_suspected", "vertebral_infection_suspected", "wound_redness", "wound_pus"))
_UNSETTLED = frozenset("not never hasn't isn't when if until till but again back now partly partially".split())
_SETTLED_REACH = 8
_COURSE_REACH = 4
_NO_COURSE = "none"
_RECOVERIES = frozenset(("better", "resolved"))
_NOT_REACH = 3
_NOT = frozenset(
    "not isn't isnt aren't never hardly hasn't hasnt haven't havent wasn't no without nor neither don't doesn't cannot "
    "can't".split()
)
_CLAUSE_ENDS = frozenset((".", ";", "but"))
_OF_ALL = frozenset(("both", "all"))
"""Words of course that open with these are of everything named before: "both new since the last visit"."""
_SIGNS = frozenset(", . ; : ( - ! ?".split())
_OF_GETTING = frozenset(
    "it it's its this that's that they they're both all is are getting gets got has have been keeps slowly steadily "
    "rapidly quickly gradually definitely much far a bit lot little each every by the day days hour hours minute week "
    "weeks night daily hourly now today tonight since then over and seems to be going not any still yesterday "
    "again too as we speak with time goes on passing".split()
)
"""What a sentence may hold that says of all before it that it gets worse, and nothing else."""
_HEADED = 4
"""Sentences that a heading of a line reaches over."""
_RECOVERED = frozenset(
    "better improved improving improvement resolved resolving settled settling gone away recovered recovering easing "
    "eased lifting lifted clearing cleared".split()
)
_LATE = 14.0
"""Days within which what has not got better may be new."""
_TODAY = frozenset(("today", "now"))
"""Within a finding these tell that it was not so before: "was 5 in April and is 2 today"."""
_STANDING = frozenset(
    "unchanged stable same chronic old longstanding long-standing years baseline usual known static change changed "
    "worse preop pre-op before permanent residual never since always ever from".split()
)
"""Words that say of a sign that it stays as it was."""
_WEAK = frozenset(("foot_drop", "leg_weakness"))
_MAY_BE_NEW = _WEAK | frozenset(
    "bilateral_leg_weakness vision_change speech_change facial_numbness breathlessness cold_leg leg_pallor "
    "absent_pulse upper_motor_neuron_signs".split()
)
"""Signs that are an emergency unless they are old, of which "no better" does not tell that they are."""


def course_told(fact: str, first: int, last: int, onset: Interval | None, around: Surroundings) -> str | None:
    """The course of a finding by its own sentence, or unchanged where the next says so or an old weakness stays."""
    course = course_of(around, first, last) or _as_then(around, fact, first)
    may_be_new = course == "unchanged" and fact in _MAY_BE_NEW and not is_long_ago(onset)
    if may_be_new and _is_only_no_better(around, first, last):
        return None
    if course is not None or not is_long_ago(onset):
        return course
    stays = is_unchanged_since(around.page, first, onset, around.next_courses(first)) or (
        fact in _WEAK and is_old_and_unchanged(around.page, first, onset, around.courses(first))
    )
    return "unchanged" if stays else None


def _is_only_no_better(around: Surroundings, first: int, last: int) -> bool:
    """Whether of a finding no more is said than that it has not got better, which is true of a new one as well."""
    page = around.page
    sentence = page.sentences[page.sentence_of[last - 1]]
    told, rest = page.words[sentence.first : sentence.last], page.words[last : sentence.last]
    is_denied = not _NOT.isdisjoint(rest) and not _RECOVERED.isdisjoint(rest)
    is_of_today = not _TODAY.isdisjoint(page.words[first:last])
    is_late = is_of_today or all(time.days.high <= _LATE for time in around.every_time(last - 1))
    stands = any(
        word in _STANDING and (word != "never" or _RECOVERED.isdisjoint(told[at + 1 : at + 2]))
        for at, word in enumerate(told)
    )
    return is_denied and is_late and not stands


def since_old(around: Surroundings, first: int, last: int) -> Interval | None:
    """Since when a finding is said to be as it was, where that is long ago.

    By its own sentence, by one before it on its line that heads the others, or by the next.
    """
    page, number = around.page, around.page.sentence_of[first]
    as_it_was = around.as_it_was
    if as_it_was.isdisjoint(range(number - _HEADED, number + 2)):
        return None
    if number in as_it_was:
        old = unchanged_since_old(page, (first, last), around.courses(first), around.every_time(first))
        if old is not None:
            return old
    for before in sentences_before(page, number, _HEADED):
        if before not in as_it_was:
            continue
        at = page.sentences[before].first
        old = unchanged_since_old(page, (first, last), around.courses(at), around.every_time(at), headed=before)
        if old is not None:
            return old
    following = around.next_courses(first) if number + 1 in as_it_was else ()
    times = around.every_time(page.sentences[number + 1].first) if following else ()
    return times[0].days if times and is_next_unchanged(page, number + 1, following, times) else None


def has_settled(fact: str, around: Surroundings, first: int, last: int) -> bool:
    """Whether a finding is said to have settled: "ileus days 2-4, settled", "resolved discitis"."""
    words = around.page.words
    rest = words[last : around.page.sentences[around.page.sentence_of[first]].last]
    is_cured = fact in _INFECTIONS and _CAME_BACK.isdisjoint(rest)
    ended = _SETTLED_OR_CURED if is_cured else _SETTLED
    return words[first - 1] == "resolved" or any(
        word.course == "resolved"
        and 0 <= word.first - last <= _SETTLED_REACH
        and not is_of_something_else(around.page, last, word.first, by_comma=True)
        and not ended.isdisjoint(words[word.first : word.last])
        and _UNSETTLED.isdisjoint(words[last : word.last + 2])
        for word in around.courses(last - 1)
    )


def gets_worse(around: Surroundings, first: int) -> bool:
    """Whether the next sentence says of all before it that it gets worse: "Getting worse each day."."""
    following = around.next_courses(first)
    if not following:
        return False
    worse = next((word for word in following if word.course == "worse" and word.side != "before"), None)
    if worse is None or any(word.course not in ("worse", "none", "new") for word in following):
        return False
    page = around.page
    sentence = page.sentences[page.sentence_of[first] + 1]
    end = next((at for at in range(sentence.first, sentence.last) if page.words[at] in _SIGNS), sentence.last)
    rest = [*page.words[sentence.first : worse.first], *page.words[worse.last : end]]
    return worse.last <= end and _OF_GETTING.issuperset(rest)


def course_of(around: Surroundings, first: int, last: int) -> str | None:
    """The word of course that stands nearest, on its own side and in the same clause."""
    best: tuple[int, int, str] | None = None
    for word in (courses := around.courses(first)):
        between = _between(around, word, first, last)
        if is_only_lasting(around.page, word, courses):
            continue
        if between is None or not _CLAUSE_ENDS.isdisjoint(between) or ("," in between and word.side == "before"):
            continue
        course = _unless_denied(around.page, word)
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


def _unless_denied(page: Page, word: CourseWord) -> str:
    """The course a word tells; what "isn't getting better" is unchanged, what is "no worse" is so too.

    "Now I've the same numb backside he had" is new.
    """
    words, near = page.words, range(max(word.first - _NOT_REACH, _start_of(page, word.first)), word.first)
    if words[word.first] == "same" and "now" in words[near.start : near.stop]:
        return "new"
    start = max((at + 1 for at in near if words[at] == "," or words[at] in _CLAUSE_ENDS), default=near.start)
    if word.side == "before" or words[word.first] == "like" or _NOT.isdisjoint(words[start : word.first]):
        return word.course
    return "unchanged" if word.course in ("better", "worse", "resolved") else _NO_COURSE


def _start_of(page: Page, at: int) -> int:
    """The first token of the sentence of a token."""
    return page.sentences[page.sentence_of[at]].first


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
    is_in_reach = is_in_reach and (word.course != "unchanged" or not _is_of_next(around, last, word.first))
    is_own = is_in_reach and not is_of_another(words, first, last, word.first)
    return words[last : word.first] if is_own else None


def _is_of_next(around: Surroundings, last: int, at: int) -> bool:
    """Whether "unchanged" at token `at` is of what a comma parts from a finding: "saddle numb, foot drop unchanged"."""
    between = around.page.words[last:at]
    return "," in between[:-1] and between[-1] != "," and around.names_between(last, at)


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
