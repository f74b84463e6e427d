"""Where sentences, lists and sections begin and end.

A line end may be the end of a thought (a terse list) or a mere wrap (text pasted
from a page).  Taking a wrap for an end cuts "no ... or ..." short; taking an end for
a wrap lets "no fever" swallow the next line.  The second is the dangerous one, so a
line end counts as a wrap only when the next word would not have fitted, or when the
line plainly stops in mid-phrase.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from curbside.case.cut import cut
from curbside.case.fold import FoldedText
from curbside.case.page import Page, Sentence
from curbside.case.phrases import EXACT
from curbside.case.sections import Passing

_ABBREVIATIONS = frozenset(
    "dr mr mrs ms prof vs approx e.g i.e eg ie pt pts hx fh etc tab tabs cap caps inj st ca wt ht temp "
    "resp max min incl esp approx".split()
)
_OPEN_ENDED = frozenset(
    ", / - ( and or nor of the with no not denies denied deny denying without any a an in on at to for is has had his "
    "her their my your from by than between but under over left right both new bilateral possible negative".split()
)
_BULLETS = frozenset("•-*+>")
_BEFORE_NO = frozenset(
    "is are was were has have had with and but or there got get feel feels felt of reports shows showed found still "
    "also to for can could by in on i he she they".split()
)
"""Behind these a "no" is of what follows."""
_ANSWER_WIDTH = 0.6
"""Share of the widest line from which a "no" at the end of a line may be the first word of what goes on."""
_ANSWERS = frozenset("no nil none n neg negative nad normal ok clear y yes denied".split())
"""At the end of a line these answer what stands before them, whatever the next line begins with."""
_NONE = Passing({})
_WIDE = 40
_LONGEST_HEADING = 6
_SHORTEST_WRAP = 20
"""Length of a line from which, in text that begins sentences with capitals, a small letter continues it."""
LONGEST_SENTENCE = 240
"""Tokens at which a sentence is ended: no cue reaches further, and reading stays linear on any input."""


def lay_out(
    folded: FoldedText,
    headings: Mapping[str, str],
    is_word: Callable[[str], bool] | None = None,
    passing: Passing = _NONE,
) -> Page:
    """Cut a text.  `headings` maps a heading in lower case to the section it opens; `passing` tells where some end.

    A word that a hyphen breaks over a line end is made whole where `is_word` knows it.
    """
    layout = _Layout(folded, headings, is_word, passing)
    layout.run()
    words, where = layout.words, layout.where
    numbers = sorted([at for word, places in where.items() if word[0].isdigit() for at in places])
    return Page(
        folded,
        words,
        layout.starts,
        layout.ends,
        layout.sentences,
        layout.sentence_of,
        EXACT.code(words),
        where,
        numbers,
    )


def mended(page: Page, phrases: Iterable[tuple[int, int, object]]) -> Page:
    """The page with line ends that lie within a phrase undone: a phrase over a line end proves a wrap."""
    number = page.sentence_of
    torn = [(first, last) for first, last, _ in phrases if number[first] != number[last - 1]]
    joined = {
        number[at]
        for first, last in torn
        for at in range(first + 1, last)
        if number[at] != number[at - 1] and _is_line_end(page, at) and not _is_answer(page, at - 1)
    }
    if not joined:
        return page
    sentences: list[Sentence] = []
    numbers: list[int] = []
    for at, sentence in enumerate(page.sentences):
        if at in joined and sentences and sentence.last - sentences[-1].first <= LONGEST_SENTENCE:
            sentences[-1] = sentences[-1]._replace(last=sentence.last)
        else:
            sentences.append(sentence)
        numbers.append(len(sentences) - 1)
    kept = [s if s.lead is None else s._replace(lead=numbers[s.lead]) for s in sentences]
    return replace(page, sentences=kept, sentence_of=[numbers[at] for at in number])


def _is_answer(page: Page, at: int) -> bool:
    """Whether the last word of a line answers what stands before it: "fever no", not "there is no"."""
    words, first = page.words, page.sentences[page.sentence_of[at]].first
    if words[at] == "no":
        return at > first and words[at - 1].isalpha() and words[at - 1] not in _BEFORE_NO
    return words[at] in _ANSWERS


def _is_line_end(page: Page, at: int) -> bool:
    begins = page.sentences[page.sentence_of[at]].first == at
    return begins and page.words[at - 1] not in _SIGNS and page.words[at] not in _BULLETS


class _Layout:
    """One pass over what can end a sentence: signs, line ends and its greatest length.  Plain words need no thought.

    `words`, `starts` and `ends` are the whole text; the sentence that is being read begins at `first`.
    """

    def __init__(
        self, folded: FoldedText, headings: Mapping[str, str], is_word: Callable[[str], bool] | None, passing: Passing
    ) -> None:
        self.folded = folded
        self.headings = headings
        self.passing = passing
        self.sentences: list[Sentence] = []
        self.sentence_of: list[int] = []
        self.first = 0
        self.section: str | None = None
        self.section_is_inline = False
        self.section_from = 0
        """The sentence with which the section began."""
        self.was_item = False
        """Whether the last sentence was an item behind a bullet."""
        self.gap = -1
        """The last sentence that an empty line stands before."""
        self.lead: int | None = None
        self.listed: int | None = None
        """The sentence with a colon whose items, parted by semicolons, are being read."""
        self.width = max(map(len, folded.text.split("\n")))
        self.line_start = 0
        self.words, self.starts, self.ends, self.line_ends, self.where = cut(folded.text, is_word)

    def run(self) -> None:
        signs = [(at, 1, self.starts[at], self.ends[at]) for sign in _SIGNS for at in self.where.get(sign, ())]
        lines = [(at, 0, start, end) for at, start, end in self.line_ends]
        cells = [(at, 2, start, start) for at, start in self._cells()]
        for at, kind, start, end in sorted(signs + lines + cells):
            if kind == 1:
                self._sign(at, end)
            elif kind == 0:
                self._line_end(at, start, end)
            elif ":" in self.words[self.first : at]:
                self._close(at)
        self._close(len(self.words))

    def _cells(self) -> Iterator[tuple[int, int]]:
        """Words behind a wide gap that open another cell of a form: "Motor deficit: none    Infection: none"."""
        if "  " not in self.folded.text:
            return
        for gap in _CELL.finditer(self.folded.text):
            at = bisect_left(self.starts, gap.end())
            if at < len(self.starts) and self.starts[at] == gap.end():
                yield at, gap.end()

    def _sign(self, at: int, end: int) -> None:
        word, following = self.words[at], self.folded.text[end : end + 1]
        if word == ":":
            self._heading(at)
        elif (
            (word == "." and self._ends_sentence(at, end, following))
            or word in "!;"
            or (word == "?" and not (following.isalnum() or following == "?"))
        ):
            opens = word == ";" and self.listed is None and ":" in self.words[self.first : at]
            self._close(at + 1)
            if word != ";":
                self.listed = None
            elif opens and self.sentences:
                self.listed = len(self.sentences) - 1

    def _ends_sentence(self, at: int, end: int, following: str) -> bool:
        previous, one_before = self._word(at - 1), self._word(at - 2)
        if previous in _ABBREVIATIONS or previous == ".":
            return previous == "." and following in (" ", "\n", "") and len(one_before) > 1
        if len(previous) == 1 and previous.isalpha():
            return following in ("\n", "") or (following == " " and one_before != ".")
        if following.isalpha():
            return len(previous) > 2 and self.folded.text[end : end + 3].isalpha()
        return not following.isdigit()

    def _word(self, at: int) -> str:
        return self.words[at] if at >= 0 else ""

    def _heading(self, at: int) -> None:
        if not 0 < at - self.first <= _LONGEST_HEADING:
            return
        section = self.headings.get(" ".join(self.words[self.first : at]))
        if section is None:
            return
        end = self.ends[at]
        rest = self.folded.text[end : end + 200].split("\n", 1)[0]
        self.lead = None
        self._close(at + 1)
        self.section, self.section_from = section, len(self.sentences)
        self.section_is_inline = bool(rest.strip())

    def _line_end(self, at: int, start: int, end: int) -> None:
        line_start, self.line_start = self.line_start, end
        was_listed, self.listed = self.listed, None
        count = self.folded.text.count("\n", start, end)
        if at == self.first:
            self._after_line(count, end)
            return
        if count == 1 and self._is_wrap(at, line_start, start, end):
            self.listed = was_listed
            return
        bare = " ".join(self.words[self.first : at]) if at - self.first <= _LONGEST_HEADING else ""
        opened = self.headings.get(bare)
        opens_list = self.words[at - 1] == ":"
        self.listed = was_listed
        self._close(at)
        self.listed = None
        if opened is not None:
            self.section, self.section_is_inline, self.lead = opened, False, None
            self.section_from = len(self.sentences)
        elif opens_list:
            self.lead = len(self.sentences) - 1
        else:
            self._after_line(count, end)

    def _after_line(self, count: int, end: int) -> None:
        if count > 1:
            self.gap = len(self.sentences)
        if self.section_is_inline:
            self.section, self.section_is_inline = None, False
        if count > 1 and self.folded.text[end : end + 1] not in _BULLETS:
            self.lead = None

    def _is_wrap(self, at: int, line_start: int, start: int, end: int) -> bool:
        text, last = self.folded.text, self.words[at - 1]
        if text[end : end + 1] in _BULLETS or last in (":", "."):
            return False
        next_line = text[end : end + 80].split("\n", 1)[0]
        first_word = next_line.split(" ", 1)[0]
        if first_word[:1].isdigit() and first_word.rstrip(")").rstrip(".").isdigit() and first_word[-1:] in ").":
            return False
        if ":" in first_word or self._is_heading_line(next_line):
            return False
        length = start - line_start
        if last in _OPEN_ENDED:
            is_answer = last in _ANSWERS and length < max(_SHORTEST_WRAP, self.width * _ANSWER_WIDTH)
            return not is_answer and self._word(at - 2) not in (":", "-", "=", "?")
        if self.width >= _WIDE and length + 1 + len(first_word) > self.width:
            return True
        original = self.folded.original[self.folded.original_start(end) : self.folded.original_start(end) + 1]
        if original.isupper():
            return False
        is_prose = self.folded.original.lstrip("> \n\r\t")[:1].isupper() and length >= _SHORTEST_WRAP
        return is_prose or (length >= _WIDE and length >= self.width * 0.75)

    def _is_heading_line(self, line: str) -> bool:
        head, colon, _ = line.partition(":")
        return bool(colon) and head.strip() in self.headings

    def _close(self, last: int) -> None:
        """End the sentence before token `last`, in pieces where it is longer than any may be."""
        while last - self.first > LONGEST_SENTENCE:
            self._end_at(self.first + LONGEST_SENTENCE)
        self._end_at(last)

    def _end_at(self, last: int) -> None:
        first = self.first
        if last == first:
            return
        while first < last and self.words[first] in _BULLETS and self.words[first] != "+":
            first += 1
        self._leave_section(first, last)
        self.sentence_of.extend([len(self.sentences)] * (last - self.first))
        self.sentences.append(Sentence(first, last, self.section, self.lead if self.listed is None else self.listed))
        self.first = last

    def _leave_section(self, first: int, last: int) -> None:
        """End a section that passes before the sentence that goes on with the story."""
        number, was_item = len(self.sentences), self.was_item
        self.was_item = first > self.first
        if self.section is None or number <= self.section_from or not self.passing.may_end(self.section):
            return
        opens_line = self._opens_line(self.first)
        is_apart = self.gap == number or not opens_line or (was_item and not self.was_item)
        words = self.words[first:last]
        if self.passing.ends(self.section, words, is_inline=self.section_is_inline, is_apart=is_apart):
            self.section, self.section_is_inline = None, False

    def _opens_line(self, at: int) -> bool:
        return at > 0 and "\n" in self.folded.text[self.ends[at - 1] : self.starts[at]]


_SIGNS = frozenset(".!?;:")
_CELL = re.compile(r"(?<=[^\s:]) {2,}(?=-?[a-z][a-z0-9 /+&'().-]{1,40}:)")
"""The gap before the next cell of a form: more than one space, then a few words and a colon."""
