"""The words that tell how a finding behaves: new, worse, unchanged, better, gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from curbside.case.page import Page
from curbside.case.phrases import Phrases
from curbside.case.tokens import TOKEN

_LISTS = frozenset((",", "and", "-", ";"))
_OTHERS = frozenset(
    "pain pains headache sensation reflexes wound scar appetite mood sleep obs temp temperature weight bp dose".split()
)
"""Right before words of course these are what is so; the finding behind a comma is another thing."""


@dataclass(slots=True)
class CourseWord:
    """Words of course in tokens `first` to `last` (excluded); `side` says where they stand to their finding.

    Words that only look so ("gone within two minutes") have the course "none".  Not frozen, for a page makes many.
    """

    first: int
    last: int
    side: str
    course: str


class Courses:
    """The words of `knowledge/reading/course.yaml`, compiled."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._phrases = Phrases()
        for side in ("before", "after"):
            for course, phrases in table[side].items():
                for phrase in phrases:
                    self._phrases.add(TOKEN.findall(phrase.lower()), (side, course))
        for side, courses in table["combined"].items():
            for course, parts in courses.items():
                cut = [[TOKEN.findall(words.lower()) for words in part] for part in parts]
                self._phrases.add_combined(cut, (side, course))

    def on(self, page: Page) -> dict[int, list[CourseWord]]:
        """The words of course in each sentence that has some, from left to right."""
        found: dict[int, list[CourseWord]] = {}
        for first, last, meant in self._phrases.places(page.coded):
            number = page.sentence_of[first]
            if page.sentences[number].first <= first and last <= page.sentences[number].last:
                own = found.setdefault(number, [])
                own += [CourseWord(first, last, side, course) for side, course in meant]
        return {number: own if len(own) == 1 else _in_order(own) for number, own in found.items()}


def _in_order(found: Sequence[CourseWord]) -> list[CourseWord]:
    longer = [word for word in found if word.last - word.first > 1]
    kept = [word for word in found if not (word.course == "resolved" and any(_goes_on(word, o) for o in longer))]
    return sorted(kept, key=lambda f: (f.first, f.first - f.last))


def is_as_behind_comma(page: Page, at: int) -> bool:
    """Whether the "as" at a token opens what tells of another day: "numb (as 2020)", "4/5, as at discharge"."""
    return at > 0 and page.words[at - 1] in (",", "(")


def _goes_on(word: CourseWord, other: CourseWord) -> bool:
    """Whether another phrase begins within a word of course and ends behind it: "has gone" in "gone downhill"."""
    return word.first <= other.first < word.last < other.last and other.course != word.course


def is_of_another(words: Sequence[str], first: int, last: int, at: int) -> bool:
    """Whether the words of course at `at` are of a thing named right before them: "foot dragging, pain unchanged"."""
    named = words[at - 2] if words[at - 1] in ("is", "are", "has", "have") else words[at - 1]
    is_listed = not _LISTS.isdisjoint(words[last:at])
    return is_listed and named in _OTHERS and _OTHERS.isdisjoint(words[first:last])


_LASTING = frozenset("constant persistent persisting ongoing continuous continuing chronic unremitting".split())
_ALARMING = ("new", "worse")


def is_only_lasting(page: Page, word: CourseWord, beside: Sequence[CourseWord]) -> bool:
    """Whether a word says that a thing lasts and no more, being new or worse: the "constant" of "new constant pain"."""
    if word.side != "before" or not _LASTING.issuperset(page.words[word.first : word.last]):
        return False
    return any(o.last == word.first and o.side == "before" and o.course in _ALARMING for o in beside)
