"""What began long ago and is as it was: told by a next sentence, or of a leak on coughing older than the operation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curbside.case.course_words import CourseWord, is_as_behind_comma, is_of_another
from curbside.case.ended import first_of_the_past
from curbside.case.model import Interval
from curbside.case.page import Page, Sentence
from curbside.case.timing import TimeMention

_OF_STRESS = frozenset("stress cough coughs coughing sneeze sneezes sneezing".split())
_MORE = frozenset("now but also too constantly lately recently today yesterday".split())
"""Beside a leak on coughing these tell that there is more to it than there was."""
_CHANGED = frozenset(
    "but until till however worse weaker new newly now again lately recently yesterday other right-sided both".split()
)
"""Beside an old weakness these tell that something else may be told unchanged."""
_CHANGED_ELSE = (_CHANGED - {"both", "other", "right-sided"}) | frozenset(
    "otherwise apart except besides now today".split()
)
_CHANGES, _NEVER = frozenset(("new", "worse")), frozenset("never not no neither nor".split())
_YEARLY = frozenset(("annual", "yearly"))
"""What is unchanged at a review of the year is so for a year."""
_AS_TODAY = frozenset("identical same unchanged".split())
"""Right before a "today" these tell that nothing has changed."""
_SINCE_REACH = 3
_HEADING_REACH = 6
_IT = frozenset("it it's its that this they never".split())
_OPENING = 3
_OF_ALL = frozenset(
    "all this that it it's these those they both has have been is are was were which and everything".split()
)
"""What may stand before "unchanged" in a sentence that speaks of all before it, and names nothing else."""
_APART = frozenset(", ( - : which".split())
_PARTS = frozenset((",", ";", "with", "but"))
_NOTHING = frozenset("nothing no all everything".split())
_STARTS = frozenset("started began start begun starting onset since".split())
_STARTS_OR_TODAY = _STARTS | {"today"}
_REACH_BACK, _HAD_REACH = 10, 12
_WITH = frozenset("with a an the some her his".split())
_STILL = frozenset(
    "since now still ever remains remain remained persists persisted persisting persistent ongoing continues continued "
    "today currently never permanent permanently worse worsening again back returned left residual".split()
)
_A_YEAR = 365
_LASTS, _LASTS_REACH = frozenset(("for", "x")), 4
_DATE_OPENS = 2
_THEN = frozenset(
    "had was were underwent developed got suffered needed required came went became presented "
    "spoke talked told wrote thought tried".split()
)
"""Behind a date that opens a sentence these make it a story of then."""
_BUT = frozenset(("but", "however", "though", "whereas", "yet"))
_THEN_REACH = 6
_SO_NOW = frozenset(
    "has have is are isn't hasn't he's she's i've i'm it's new newly lately recently can't cannot won't".split()
)
"""Anywhere behind it these tell of today as well."""
_LASTING = frozenset("since for from over x through throughout".split())
_SAME_AS = _LASTING | {"as", "when"}
"""Between "same" and an old time these tell of no change; "the same in 2019" may be told of what has come again."""
_BOUT = frozenset("thing feeling happened had episode problem trouble".split())
"""Behind "same" these tell of an earlier bout."""
_STILL_SO = _STILL | _SO_NOW
_PAST_DAYS = 180


def is_long_ago(onset: Interval | None) -> bool:
    return onset is not None and onset.low >= _PAST_DAYS


def _longest(courses: Sequence[CourseWord]) -> list[CourseWord]:
    """The words of course without those that lie within longer ones: the "worse" of "no worse"."""
    return [
        word
        for word in courses
        if not any(
            o.first <= word.first and word.last <= o.last and o.last - o.first > word.last - word.first for o in courses
        )
    ]


def is_old_stress_leak(page: Page, at: int, onset: Interval | None, courses: Sequence[CourseWord]) -> bool:
    """Whether the sentence of token `at` tells of a leak on coughing or sneezing that is long unchanged.

    Any word of a worsening, or of something besides, leaves it a sign.
    """
    sentence = page.sentences[page.sentence_of[at]]
    words = page.words[sentence.first : sentence.last]
    if not is_long_ago(onset) or _OF_STRESS.isdisjoint(words) or not _MORE.isdisjoint(words):
        return False
    told = {word.course for word in _longest(courses) if page.words[word.first] not in _STARTS}
    return "unchanged" in told and told <= {"unchanged", "none"}


def is_old_and_unchanged(page: Page, at: int, onset: Interval | None, courses: Sequence[CourseWord]) -> bool:
    """Whether the sentence of token `at` tells of what began long ago and, anywhere in it, that it is as it was.

    "Foot drop since 2017, wears a splint, dorsiflexion 2/5 exactly as in 2019."  Any word of a change undoes it.
    """
    sentence = page.sentences[page.sentence_of[at]]
    if not is_long_ago(onset) or not _CHANGED.isdisjoint(page.words[sentence.first : sentence.last]):
        return False
    words = page.words
    own = [word for word in _longest(courses) if not is_of_another(words, at, at + 1, word.first)]
    told = {word.course for word in own if words[word.first] not in _STARTS_OR_TODAY}
    return "unchanged" in told and told <= {"unchanged", "none"}


def is_unchanged_since(page: Page, at: int, onset: Interval | None, following: Sequence[CourseWord]) -> bool:
    """Whether the next sentence opens by saying that what began long ago is as it was: "It's no better and no worse".

    `following` are the words of course of that sentence.
    """
    if not is_long_ago(onset) or not following:
        return False
    first = page.sentences[page.sentence_of[at] + 1].first
    told = _longest(following)
    courses = [(word.first, _as_denied(page.words, word)) for word in told]
    opens = any(course == "unchanged" and at - first < _OPENING for at, course in courses)
    return page.words[first] in _IT and opens and not any(course in _CHANGES for _, course in courses)


def _as_denied(words: Sequence[str], word: CourseWord) -> str:
    """The course a word tells; what "never got worse" is as it was."""
    is_denied = not _NEVER.isdisjoint(words[max(word.first - 2, 0) : word.first])
    return "unchanged" if is_denied and word.course in ("better", "worse", "resolved") else word.course


def unchanged_since_old(
    page: Page,
    place: tuple[int, int],
    courses: Sequence[CourseWord],
    times: Sequence[TimeMention],
    headed: int | None = None,
) -> Interval | None:
    """Since when a finding is said to be as it was, where that is long ago; None where nothing says so.

    "4/5 and a numb shin, no change in 7 years", "numb (as 2020)", "same as each year since 2020: saddle numb".  Any
    word of a change undoes it.  `courses` and `times` are those of its own sentence, or of the sentence `headed`
    before it, whose opening up to a colon speaks for the rest of the line.
    """
    first, last = place
    own = page.sentences[page.sentence_of[first]]
    sentence = own if headed is None else page.sentences[headed]
    words, told = page.words, _as_it_was(page, sentence, courses)
    if not told:
        return None
    years = [at for at in page.places(_YEARLY) if sentence.first <= at < sentence.last]
    times = [*times, *(TimeMention(at, at + 1, Interval.point(365.0), "length") for at in years)]
    if all(time.days.low < _PAST_DAYS for time in times):
        return None
    if any(words[at] in _CHANGED_ELSE and words[at - 1] not in _AS_TODAY for at in range(sentence.first, own.last)):
        return None
    if any(word.course in _CHANGES for word in _longest(courses) if words[word.first] not in _STARTS):
        return None
    for word in told:
        since = _since(word, times)
        is_behind = last <= word.first and _reaches_back(words, last, word.first)
        is_behind = is_behind and not is_of_another(words, first, last, word.first)
        is_headed = (
            word.last <= first and ":" in words[word.last : min(word.last + _HEADING_REACH, sentence.last, first)]
        )
        if since is not None and (is_behind or is_headed) and not _is_once_before(page, word):
            return since
    return None


def _reaches_back(words: Sequence[str], last: int, at: int) -> bool:
    """Whether what is said at token `at` is of what ends at `last`, and not only of what a comma parts from it."""
    between = words[last:at]
    return words[at] in _OF_ALL or not between or between[-1] in _APART or _PARTS.isdisjoint(between)


def sentences_before(page: Page, number: int, most: int) -> Iterator[int]:
    """The sentences on the same line before sentence `number`, the nearest first."""
    for before in range(number - 1, max(number - 1 - most, -1), -1):
        one, other = page.sentences[before], page.sentences[before + 1]
        if one.first == one.last or other.first >= len(page.words):
            return
        if "\n" in page.folded.text[page.ends[one.last - 1] : page.starts[other.first]]:
            return
        yield before


def is_next_unchanged(page: Page, number: int, courses: Sequence[CourseWord], times: Sequence[TimeMention]) -> bool:
    """Whether sentence `number` opens by saying that all is as it was long ago: "Identical to the chart of 2024"."""
    sentence = page.sentences[number]
    if any(word.course in _CHANGES for word in _longest(courses)):
        return False
    words = page.words
    return any(
        _since(word, times) is not None
        and not _is_once_before(page, word, is_next=True)
        and (
            _OF_ALL.issuperset(words[sentence.first : word.first])
            or (words[word.first - 1] == ":" and words[word.first] in _NOTHING)
        )
        for word in _as_it_was(page, sentence, courses)
    )


def _is_once_before(page: Page, word: CourseWord, *, is_next: bool = False) -> bool:
    """Whether "same" and what follows may tell of an earlier bout: "the same thing happened in 2019".

    Where it `is_next`, the opening of the next sentence, it must say "as" to tell of no change.
    """
    said = page.words[word.first : page.sentences[page.sentence_of[word.first]].last]
    if "same" not in said[: word.last - word.first + 1]:
        return False
    is_bout = not _BOUT.isdisjoint(said) and _LASTING.isdisjoint(said)
    return is_bout or (is_next and _SAME_AS.isdisjoint(said))


def _as_it_was(page: Page, sentence: Sentence, courses: Sequence[CourseWord]) -> list[CourseWord]:
    """The words of a sentence that say "unchanged", and every "as" right behind a comma or an opened bracket."""
    said = [word for word in _longest(courses) if word.course == "unchanged"]
    said += [
        CourseWord(at, at + 1, "after", "unchanged")
        for at in page.where.get("as", ())
        if sentence.first < at < sentence.last and is_as_behind_comma(page, at)
    ]
    return said


def _since(word: CourseWord, times: Sequence[TimeMention]) -> Interval | None:
    """The old time that stands with words of course: "since 2020", "in 7 years", "documented 2018 and identical"."""
    return next(
        (
            time.days
            for time in times
            if word.first - _SINCE_REACH <= time.first <= word.last + _SINCE_REACH and time.days.low >= _PAST_DAYS
        ),
        None,
    )


def lasts_for_years(page: Page, last: int, time: TimeMention) -> bool:
    """Whether a time right behind a finding tells that it has lasted a year or more: "a poor stream for four years"."""
    between = page.words[last : time.first + 1]
    is_long = time.form == "length" and time.days.low >= _A_YEAR and time.first >= last
    return is_long and len(between) <= _LASTS_REACH and not _LASTS.isdisjoint(between) and "," not in between


def was_had(page: Page, times: Sequence[TimeMention], first: int, last: int) -> str:
    """Why a finding is past that was "had" long ago, with nothing in the sentence that says it is still so.

    The date may be that of an operation: "she had a foot drop after the first operation in 2021".
    """
    if not times:
        return ""
    sentence = page.sentences[page.sentence_of[first]]
    had = _told_in_the_past(page.words, sentence.first, first)
    if had is None:
        return ""
    if not _STILL.isdisjoint(page.words[first : sentence.last]):
        return ""
    for time in times:
        is_long_ago = time.days.low >= _PAST_DAYS and time.form in ("date", "ago")
        if is_long_ago and (0 <= time.first - last <= _REACH_BACK or _is_with(page.words, had, time, first)):
            return f"had, {page.quote(time.first, time.last)!r}"
    return ""


def is_story_of_old(page: Page, first: int, times: Sequence[TimeMention]) -> str:
    """The old date with which the sentence of token `first` opens, where it is a story of then: "In May 2022 he had".

    Empty where no old date opens it, or a word behind it says that it is still so.
    """
    if not times:
        return ""
    sentence = page.sentences[page.sentence_of[first]]
    opens = next((time for time in times if time.first - sentence.first <= _DATE_OPENS), None)
    if opens is None or opens.last > first or opens.days.low < _PAST_DAYS or opens.form not in ("date", "ago"):
        return ""
    told = page.words[opens.last : sentence.last]
    if not _STILL_SO.isdisjoint(told) or _THEN.isdisjoint(told[:_THEN_REACH]):
        return ""
    between = page.words[opens.last + 1 : first]
    if any(time.days.low < _PAST_DAYS for time in times) or "," in between:
        return ""
    but = next((at for at, word in enumerate(between, opens.last + 1) if word in _BUT), None)
    if but is not None and first_of_the_past(page.words[but : sentence.last]) is None:
        return ""
    return page.quote(opens.first, opens.last)


def _is_with(words: Sequence[str], had: int, time: TimeMention, first: int) -> bool:
    """Whether a finding belongs to what was had at a time: "had a DVT in 2012 with a swollen calf"."""
    return had < time.first and time.last <= first and set(words[time.last : first]) <= _WITH


def _told_in_the_past(words: Sequence[str], start: int, first: int) -> int | None:
    """The token of "had" up to twelve tokens before a finding, or of "was" right before it."""
    for at in range(first - 1, max(first - _HAD_REACH, start) - 1, -1):
        if words[at] == "had" or (words[at] in ("was", "were") and first - at <= 2):
            return at
    return None
