"""The page: a text cut into words and sentences, which every reader looks at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Protocol, TypeVar

from curbside.case.fold import FoldedText
from curbside.case.model import Span
from curbside.case.phrases import WIDTH

_Item = TypeVar("_Item", bound="Placed")


class Placed(Protocol):
    """Anything that begins at a token."""

    @property
    def first(self) -> int: ...


@dataclass(slots=True)
class Sentence:
    """Tokens `first` to `last` (excluded).  `lead` is the sentence, ending in a colon, of which this is a list item.

    Not frozen, for a page makes many; nobody changes one.
    """

    first: int
    last: int
    section: str | None
    lead: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """A text cut into tokens and sentences; all offsets point into the folded text."""

    folded: FoldedText
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[Sentence]
    sentence_of: list[int]
    coded: str
    """The words in the letters of `phrases.EXACT`."""
    where: Mapping[str, list[int]]
    """The places of every word, so that a reader of few words need not look at all."""
    vocabulary: frozenset[str]
    """Every word of the text, once."""
    numbers: list[int]
    """The places of all numbers, from left to right."""

    def places(self, words: Set[str]) -> list[int]:
        """The tokens that are one of these words, from left to right."""
        if self.vocabulary.isdisjoint(words):
            return []
        where = self.where
        return sorted([at for word in self.vocabulary & words for at in where[word]])

    def coded_part(self, first: int, last: int) -> str:
        """The letters of tokens `first` to `last` (excluded)."""
        return self.coded[first * WIDTH : last * WIDTH]

    def span(self, first: int, last: int) -> Span:
        """The original characters of tokens `first` to `last` (excluded)."""
        folded = self.folded
        start, end = self.starts[first], self.ends[last - 1]
        return Span(start, end, folded.original[start:end]) if folded.places is None else folded.span(start, end)

    def quote(self, first: int, last: int) -> str:
        """The same characters alone."""
        folded = self.folded
        start, end = self.starts[first], self.ends[last - 1]
        return folded.original[start:end] if folded.places is None else folded.span(start, end).quote

    def touches(self, at: int) -> bool:
        """Whether token `at` stands right against the next one, with no space between."""
        return at + 1 < len(self.words) and self.ends[at] == self.starts[at + 1]


def by_sentence(page: Page, items: Iterable[_Item]) -> dict[int, list[_Item]]:
    """The items of each sentence, in their order."""
    grouped: defaultdict[int, list[_Item]] = defaultdict(list)
    for item in items:
        grouped[page.sentence_of[item.first]].append(item)
    return grouped


def opens_line(page: Page, at: int) -> bool:
    """Whether a line end stands before a token."""
    return 0 < at < len(page.words) and "\n" in page.folded.text[page.ends[at - 1] : page.starts[at]]


def tokens_of(page: Page, start: int, end: int) -> tuple[int, int]:
    """The tokens (first, last excluded) that cover characters `start` to `end` of the original text."""
    begin, stop = page.folded.folded_at(start), page.folded.folded_at(end)
    first = max(bisect_right(page.starts, begin) - 1, 0)
    return first, max(bisect_left(page.starts, stop), first + 1)
