"""What began long ago and is as it was: told by a next sentence, or of a leak on coughing older than the operation."""

from __future__ import annotations

from collections.abc import Sequence

from curbside.case.course_words import CourseWord
from curbside.case.layout import Page
from curbside.case.model import Interval

_LONG_AGO_DAYS = 180
_OF_STRESS = frozenset("stress cough coughs coughing sneeze sneezes sneezing".split())
_MORE = frozenset("now but also too constantly lately recently today yesterday".split())
"""Beside a leak on coughing these tell that there is more to it than there was."""
_IT = frozenset("it it's its that this they".split())
_OPENING = 3
_STARTS = frozenset("started began start begun starting onset since".split())


def _is_long_ago(onset: Interval | None) -> bool:
    return onset is not None and onset.low >= _LONG_AGO_DAYS


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
    if not _is_long_ago(onset) or _OF_STRESS.isdisjoint(words) or not _MORE.isdisjoint(words):
        return False
    told = {word.course for word in _longest(courses) if page.words[word.first] not in _STARTS}
    return "unchanged" in told and told <= {"unchanged", "none"}


def is_unchanged_since(page: Page, at: int, onset: Interval | None, following: Sequence[CourseWord]) -> bool:
    """Whether the next sentence opens by saying that what began long ago is as it was: "It's no better and no worse".

    `following` are the words of course of that sentence.
    """
    if not _is_long_ago(onset) or not following:
        return False
    first = page.sentences[page.sentence_of[at] + 1].first
    told = _longest(following)
    opens = any(word.course == "unchanged" and word.first - first < _OPENING for word in told)
    return page.words[first] in _IT and opens and not any(word.course in ("worse", "new") for word in told)
