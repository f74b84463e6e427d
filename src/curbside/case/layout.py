"""Where sentences, lists and sections begin and end.

A line end may be the end of a thought (a terse list) or a mere wrap (text pasted
from a page).  Taking a wrap for an end cuts "no ... or ..." short; taking an end for
a wrap lets "no fever" swallow the next line.  The second is the dangerous one, so a
line end counts as a wrap only when the next word would not have fitted, or when the
line plainly stops in mid-phrase.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from curbside.case.fold import FoldedText
from curbside.case.model import Span
from curbside.case.phrases import EXACT, WIDTH
from curbside.case.tokens import TOKEN

_ABBREVIATIONS = frozenset(
    "dr mr mrs ms prof vs approx e.g i.e eg ie pt pts hx fh etc tab tabs cap caps inj st ca wt ht temp "
    "resp max min".split()
)
_OPEN_ENDED = frozenset(
    ", / - ( and or nor of the with no not denies denied deny denying without any a an in on at to for is has had his "
    "her their my your from by than between but under over left right both new bilateral possible negative".split()
)
_BULLETS = frozenset("•-*+>")
_WIDE = 40
_SHORTEST_WRAP = 20
"""Length of a line from which, in text that begins sentences with capitals, a small letter continues it."""
LONGEST_SENTENCE = 240
"""Tokens at which a sentence is ended: no cue reaches further, and reading stays linear on any input."""
_Item = TypeVar("_Item", bound="Placed")


class Placed(Protocol):
    """Anything that begins at a token."""

    @property
    def first(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` to `last` (excluded).  `lead` is the sentence, ending in a colon, of which this is a list item."""

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

    def places(self, words: Set[str]) -> list[int]:
        """The tokens that are one of these words, from left to right."""
        where = self.where
        return sorted(at for word in where.keys() & words for at in where[word])

    def coded_part(self, first: int, last: int) -> str:
        """The letters of tokens `first` to `last` (excluded)."""
        return self.coded[first * WIDTH : last * WIDTH]

    def span(self, first: int, last: int) -> Span:
        """The original characters of tokens `first` to `last` (excluded)."""
        return self.folded.span(self.starts[first], self.ends[last - 1])

    def touches(self, at: int) -> bool:
        """Whether token `at` stands right against the next one, with no space between."""
        return at + 1 < len(self.words) and self.ends[at] == self.starts[at + 1]


def by_sentence(page: Page, items: Iterable[_Item]) -> dict[int, list[_Item]]:
    """The items of each sentence, in their order."""
    grouped: dict[int, list[_Item]] = {}
    for item in items:
        grouped.setdefault(page.sentence_of[item.first], []).append(item)
    return grouped


def lay_out(folded: FoldedText, headings: Mapping[str, str], is_word: Callable[[str], bool] | None = None) -> Page:
    """Cut a text.  `headings` maps a heading in lower case to the section it opens.

    A word that a hyphen breaks over a line end is made whole where `is_word` knows it.
    """
    layout = _Layout(folded, headings, is_word)
    layout.run()
    coded = EXACT.code(layout.words)
    where: dict[str, list[int]] = {}
    for at, word in enumerate(layout.words):
        where.setdefault(word, []).append(at)
    return Page(folded, layout.words, layout.starts, layout.ends, layout.sentences, layout.sentence_of, coded, where)


def mended(page: Page, phrases: Iterable[tuple[int, int]]) -> Page:
    """The page with line ends that lie within a phrase undone: a phrase over a line end proves a wrap."""
    joined = set()
    for first, last in phrases:
        for at in range(first + 1, last):
            if page.sentence_of[at] != page.sentence_of[at - 1] and _is_line_end(page, at):
                joined.add(page.sentence_of[at])
    if not joined:
        return page
    sentences: list[Sentence] = []
    numbers: list[int] = []
    for number, sentence in enumerate(page.sentences):
        if number in joined and sentences and sentence.last - sentences[-1].first <= LONGEST_SENTENCE:
            sentences[-1] = replace(sentences[-1], last=sentence.last)
        else:
            sentences.append(sentence)
        numbers.append(len(sentences) - 1)
    kept = [s if s.lead is None else replace(s, lead=numbers[s.lead]) for s in sentences]
    return replace(page, sentences=kept, sentence_of=[numbers[number] for number in page.sentence_of])


def _is_line_end(page: Page, at: int) -> bool:
    begins = page.sentences[page.sentence_of[at]].first == at
    return begins and page.words[at - 1] not in _SIGNS and page.words[at] not in _BULLETS


class _Layout:
    """One pass over the tokens."""

    def __init__(self, folded: FoldedText, headings: Mapping[str, str], is_word: Callable[[str], bool] | None) -> None:
        self.folded = folded
        self.is_word = is_word
        self.headings = headings
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.sentences: list[Sentence] = []
        self.sentence_of: list[int] = []
        self.first = 0
        self.section: str | None = None
        self.section_is_inline = False
        self.lead: int | None = None
        self.width = max((len(line) for line in folded.text.split("\n")), default=0)
        self.line_start = 0

    def run(self) -> None:
        """Plain words need no thought: only signs, line ends and the longest sentence are looked at one by one."""
        found = list(TOKEN.finditer(self.folded.text))
        words = [match[0] for match in found]
        places = [match.start() for match in found], [match.end() for match in found]
        if self.is_word is not None and "-\n" in self.folded.text:
            _make_whole(words, places, self.is_word)
        start = 0
        for at in [at for at, word in enumerate(words) if word in _SIGNS or word[0] == "\n"]:
            word, is_sign = words[at], words[at] in _SIGNS
            self._take(words, places, start, at + is_sign)
            if is_sign:
                self._sign(word, places[1][at])
            else:
                self._line_end(word, places[0][at], places[1][at])
            start = at + 1
        self._take(words, places, start, len(words))
        self._close()

    def _take(self, words: list[str], places: tuple[list[int], list[int]], start: int, stop: int) -> None:
        for first in range(start, stop, LONGEST_SENTENCE):
            last = min(first + LONGEST_SENTENCE, stop)
            self.words.extend(words[first:last])
            self.starts.extend(places[0][first:last])
            self.ends.extend(places[1][first:last])
            if len(self.words) - self.first > LONGEST_SENTENCE:
                self._close()

    def _sign(self, word: str, end: int) -> None:
        text = self.folded.text
        following = text[end : end + 1]
        if word == ":":
            self._heading()
        elif (
            (word == "." and self._ends_sentence(end, following))
            or word in "!;"
            or (word == "?" and not (following.isalnum() or following == "?"))
        ):
            self._close()

    def _ends_sentence(self, end: int, following: str) -> bool:
        previous = self.words[-2] if len(self.words) > 1 else ""
        if previous in _ABBREVIATIONS or previous == ".":
            return previous == "." and following in (" ", "\n", "") and len(self.words) > 2 and len(self.words[-3]) > 1
        if len(previous) == 1 and previous.isalpha():
            return following in ("\n", "") or (following == " " and not (len(self.words) > 2 and self.words[-3] == "."))
        if following.isalpha():
            return len(previous) > 2 and self.folded.text[end : end + 3].isalpha()
        return not following.isdigit()

    def _heading(self) -> None:
        length = len(self.words) - 1 - self.first
        if not 0 < length <= 6:
            return
        section = self.headings.get(" ".join(self.words[self.first : -1]))
        if section is None:
            return
        rest = self.folded.text[self.ends[-1] : self.ends[-1] + 200].split("\n", 1)[0]
        self.lead = None
        self._close()
        self.section = section
        self.section_is_inline = bool(rest.strip())

    def _line_end(self, word: str, at: int, end: int) -> None:
        line_start, self.line_start = self.line_start, end
        if len(self.words) == self.first:
            self._after_line(word, end)
            return
        if word.count("\n") == 1 and self._is_wrap(line_start, at, end):
            return
        bare = " ".join(self.words[self.first :]) if len(self.words) - self.first <= 6 else ""
        opened = self.headings.get(bare)
        opens_list = self.words[-1] == ":"
        self._close()
        if opened is not None:
            self.section, self.section_is_inline, self.lead = opened, False, None
        elif opens_list:
            self.lead = len(self.sentences) - 1
        else:
            self._after_line(word, end)

    def _after_line(self, word: str, end: int) -> None:
        if self.section_is_inline:
            self.section, self.section_is_inline = None, False
        if word.count("\n") > 1 and self.folded.text[end : end + 1] not in _BULLETS:
            self.lead = None

    def _is_wrap(self, line_start: int, at: int, end: int) -> bool:
        text = self.folded.text
        following = text[end : end + 1]
        if following in _BULLETS or self.words[-1] in (":", "."):
            return False
        next_line = text[end : end + 80].split("\n", 1)[0]
        first_word = next_line.split(" ", 1)[0]
        if first_word[:1].isdigit() and first_word.rstrip(")").rstrip(".").isdigit() and first_word[-1:] in ").":
            return False
        if ":" in first_word or self._is_heading_line(next_line):
            return False
        if self.words[-1] in _OPEN_ENDED:
            return self.words[-2:-1] not in ([":"], ["-"], ["="], ["?"])
        length = at - line_start
        if self.width >= _WIDE and length + 1 + len(first_word) > self.width:
            return True
        original = self.folded.original[self.folded.original_start(end) : self.folded.original_start(end) + 1]
        if original.isupper():
            return False
        is_prose = self.folded.original.lstrip()[:1].isupper() and length >= _SHORTEST_WRAP
        return is_prose or (length >= _WIDE and length >= self.width * 0.75)

    def _is_heading_line(self, line: str) -> bool:
        head, colon, _ = line.partition(":")
        return bool(colon) and head.strip() in self.headings

    def _close(self) -> None:
        last = len(self.words)
        first = self.first
        while first < last and self.words[first] in _BULLETS and self.words[first] != "+":
            self.sentence_of.append(len(self.sentences))
            first += 1
        if last == self.first:
            return
        self.sentence_of.extend([len(self.sentences)] * (last - first))
        self.sentences.append(Sentence(first, last, self.section, self.lead))
        self.first = last


def _make_whole(words: list[str], places: tuple[list[int], list[int]], is_word: Callable[[str], bool]) -> None:
    """Join "sad-", line end, "dle"; from the end, so that places stay as they are."""
    for at in range(len(words) - 3, 0, -1):
        if words[at] != "-" or words[at + 1][0] != "\n" or "\n\n" in words[at + 1]:
            continue
        one, other = words[at - 1], words[at + 2]
        starts, ends = places
        if one.isalpha() and other.isalpha() and ends[at - 1] == starts[at] and is_word(one + other):
            words[at - 1 : at + 3] = [one + other]
            starts[at - 1 : at + 3] = [starts[at - 1]]
            ends[at - 1 : at + 3] = [ends[at + 2]]


_SIGNS = frozenset(".!?;:")


def tokens_of(page: Page, start: int, end: int) -> tuple[int, int]:
    """The tokens (first, last excluded) that cover characters `start` to `end` of the original text."""
    begin, stop = page.folded.folded_at(start), page.folded.folded_at(end)
    first = max(bisect_right(page.starts, begin) - 1, 0)
    return first, max(bisect_left(page.starts, stop), first + 1)
