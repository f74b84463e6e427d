"""What stands around a finding on its page and may belong to it: times, words of course, levels, operations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence

from curbside.case.anatomy import LevelMention
from curbside.case.course_words import Courses, CourseWord, is_as_behind_comma
from curbside.case.model import Operation
from curbside.case.page import Page, by_sentence
from curbside.case.sides import SIDE_WORDS, side_alone, side_near, side_of_limb
from curbside.case.timing import TimeMention

_FAR = 14
_LONG_AGO = 180
_YEARLY = frozenset(("annual", "yearly"))


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
        self._courses = courses.on(page)
        has_old_time = any(time.days.low >= _LONG_AGO for time in own) or bool(page.places(_YEARLY))
        self.as_it_was = self._as_it_was() if has_old_time else frozenset()
        """The sentences that say of something that it is as it was; none where nothing is dated to long ago."""
        self._levels = by_sentence(page, levels)
        self._sided = {page.sentence_of[at] for at in page.places(SIDE_WORDS)}
        self.dated = [op.days_ago for op in operations if op.days_ago is not None and op.days_ago.high >= 0]
        """How long ago the operations with a date were."""
        self.past = [days for days in self.dated if days.low >= 0]
        """The same of those that are surely past."""
        self._telling = {*self._times, *self._courses, *(number - 1 for number in self._courses)}
        """The sentences that tell a time or a course, and those whose next one does tell a course."""

    def _as_it_was(self) -> frozenset[int]:
        said = [n for n, words in self._courses.items() if any(word.course == "unchanged" for word in words)]
        opened = [at for at in self.page.where.get("as", ()) if is_as_behind_comma(self.page, at)]
        return frozenset([*said, *(self.page.sentence_of[at] for at in opened)])

    def tells(self, token: int) -> bool:
        """Whether anything may tell when a finding at a token began or how it behaves; mostly nothing does."""
        return bool(self.past or self.as_it_was) or self.page.sentence_of[token] in self._telling

    def times(self, token: int) -> Sequence[TimeMention]:
        return self._times.get(self.page.sentence_of[token], ())

    def every_time(self, token: int) -> Sequence[TimeMention]:
        """The times of a sentence, those of operations among them."""
        return self._every_time.get(self.page.sentence_of[token], ())

    def courses(self, token: int) -> Sequence[CourseWord]:
        return self._courses.get(self.page.sentence_of[token], ())

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

    def names_between(self, last: int, other: int) -> bool:
        """Whether another finding is named between token `last` and token `other`."""
        at = bisect_left(self._named, last)
        return at < len(self._named) and self._named[at] < other

    def side(self, fact: str, first: int, last: int) -> str | None:
        """The side of a finding in these tokens; most sentences name none."""
        if self.page.sentence_of[first] not in self._sided:
            return None
        near = side_near(self.page, first, last) or side_of_limb(self.page, fact, first)
        return near or side_alone(self.page, fact, first, last)

    def level(self, first: int, last: int) -> str | None:
        """The first level named within the tokens or up to three beside them."""
        near = self._levels.get(self.page.sentence_of[first])
        if near is None:
            return None
        return next((lv.levels[0] for lv in near if first - 4 <= lv.first <= last + 3), None)
