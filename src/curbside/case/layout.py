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
from collections.abc import Callable, Iterator, Mapping

from curbside.case.cut import cut
from curbside.case.fold import FoldedText
from curbside.case.line_answers import ANSWERS, BEFORE_NO
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
BULLETS = frozenset("•-*+>")
_ITEM_MARKS = BULLETS - {"+"}
"""What opens an item and is no part of what it says."""
SIGNS = frozenset(".!?;:")
_ANSWER_WIDTH = 0.6
"""Share of the widest line from which a "no" at the end of a line may be the first word of what goes on."""
_SHUT = frozenset("nil none absent negative denied normal n y yes".split())
"""Behind a colon these are the whole answer: "Fever: nil Saddle numb"."""
_SHORT_ANSWER = 4
_NONE = Passing({})
_WIDE = 40
_NARROW = 45
"""Lines as short as this are seldom wrapped: below one of them some small words open a clause."""
_EVEN = 0.8
"""Share of the widest line that another must have, where all are narrow, for lines to be wrapped in a column."""
_OPENS_CLAUSE = frozenset("my he she i i'm i've im ive can't cannot cant new now today she's he's".split())
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
    figures = [word for word in where if word[0].isdigit()]
    numbers = sorted([at for word in figures for at in where[word]])
    return Page(
        folded,
        words,
        layout.starts,
        layout.ends,
        layout.sentences,
        layout.sentence_of,
        EXACT.code(words),
        where,
        frozenset(where),
        numbers,
    )


class _Layout:
    """One pass over what can end a sentence: signs, line ends and its greatest length.  Plain words need no thought.

    `words`, `starts` and `ends` are the whole text; the sentence that is being read begins at `first`.
    """

    def __init__(
        self, folded: FoldedText, headings: Mapping[str, str], is_word: Callable[[str], bool] | None, passing: Passing
    ) -> None:
        self.folded = folded
        self.text = folded.text
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
        widths = sorted(map(len, self.text.split("\n")))
        self.width = widths[-1]
        self.is_even = len(widths) > 2 and widths[-2] >= self.width * _EVEN
        self.line_start = 0
        self.words, self.starts, self.ends, self.line_ends, self.where = cut(self.text, is_word)

    def run(self) -> None:
        signs = [(at, 1, self.starts[at], self.ends[at]) for sign in SIGNS for at in self.where.get(sign, ())]
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
        if "  " not in self.text:
            return
        for gap in _CELL.finditer(self.text):
            at = bisect_left(self.starts, gap.end())
            if at < len(self.starts) and self.starts[at] == gap.end():
                yield at, gap.end()

    def _sign(self, at: int, end: int) -> None:
        word = self.words[at]
        if word == ":":
            self._heading(at)
            if self._word(at + 1) in _SHUT and self._is_name(at + 2):
                self._close(at + 2)
        elif word == ";":
            opens = self.listed is None and ":" in self.words[self.first : at]
            self._close(at + 1)
            if opens and self.sentences:
                self.listed = len(self.sentences) - 1
        elif word == "!" or self._ends_sentence(word, at, end):
            self._close(at + 1)
            self.listed = None

    def _ends_sentence(self, sign: str, at: int, end: int) -> bool:
        """Whether a full stop or a question mark ends a sentence."""
        following = self.text[end : end + 1]
        if sign == "?":
            return not (following.isalnum() or following == "?")
        previous, one_before = self.words[at - 1] if at else "", self.words[at - 2] if at > 1 else ""
        if previous in _ABBREVIATIONS or previous == ".":
            return previous == "." and following in (" ", "\n", "") and len(one_before) > 1
        if len(previous) == 1 and previous.isalpha():
            return following in ("\n", "") or (following == " " and one_before != ".")
        if following.isalpha():
            return len(previous) > 2 and self.text[end : end + 3].isalpha()
        return not following.isdigit()

    def _word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def _is_name(self, at: int) -> bool:
        """Whether a word begins with a capital and goes on without."""
        return at < len(self.words) and _is_title(self._original(self.starts[at], len(self.words[at])))

    def _heading(self, at: int) -> None:
        if not 0 < at - self.first <= _LONGEST_HEADING:
            return
        section = self.headings.get(" ".join(self.words[self.first : at]))
        if section is None:
            return
        end = self.ends[at]
        rest = self.text[end : end + 200].split("\n", 1)[0]
        self.lead = None
        self._close(at + 1)
        self.section, self.section_from = section, len(self.sentences)
        self.section_is_inline = bool(rest.strip())

    def _line_end(self, at: int, start: int, end: int) -> None:
        line_start, self.line_start = self.line_start, end
        was_listed, self.listed = self.listed, None
        count = self.text.count("\n", start, end)
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
        if count > 1 and self.text[end : end + 1] not in BULLETS:
            self.lead = None

    def _is_wrap(self, at: int, line_start: int, start: int, end: int) -> bool:
        text, last = self.text, self.words[at - 1]
        if text[end : end + 1] in BULLETS or last in (":", "."):
            return False
        next_line = text[end : end + 80].split("\n", 1)[0]
        first_word = next_line.split(" ", 1)[0]
        if first_word[:1].isdigit() and first_word.rstrip(")").rstrip(".").isdigit() and first_word[-1:] in ").":
            return False
        if ":" in first_word or self._is_heading_line(next_line):
            return False
        length = start - line_start
        if last in _OPEN_ENDED:
            is_short = length < max(_SHORTEST_WRAP, self.width * _ANSWER_WIDTH)
            is_item = 1 < at - self.first <= _SHORT_ANSWER and self._word(at - 2) not in BEFORE_NO
            is_answer = last in ANSWERS and (is_short or is_item)
            return not is_answer and self._word(at - 2) not in (":", "-", "=", "?")
        if self._begins_anew(end, first_word, length):
            return False
        if self.width >= _WIDE and length + 1 + len(first_word) > self.width:
            return True
        if self._original(end, 1).isupper():
            return False
        is_prose = self.folded.original.lstrip("> \n\r\t")[:1].isupper() and length >= _SHORTEST_WRAP
        return (is_prose and length >= self.width * _ANSWER_WIDTH) or (length >= _WIDE and length >= self.width * 0.75)

    def _begins_anew(self, end: int, word: str, length: int) -> bool:
        """Whether a line begins with a word that opens a clause of its own: "My foot", or "my foot" below a short line.

        A word of capitals, or a name of one letter, tells nothing; nor does any word where lines are wrapped evenly.
        """
        if self.is_even and length + 1 + len(word) > self.width:
            return False
        if _is_title(self._original(end, len(word))):
            return True
        return length < _NARROW and word in _OPENS_CLAUSE

    def _original(self, at: int, length: int) -> str:
        start = self.folded.original_start(at)
        return self.folded.original[start : start + length]

    def _is_heading_line(self, line: str) -> bool:
        head, colon, _ = line.partition(":")
        return bool(colon) and head.strip() in self.headings

    def _close(self, last: int) -> None:
        """End the sentence before token `last`, in pieces where it is longer than any may be."""
        while last - self.first > LONGEST_SENTENCE:
            self._end_at(self.first + LONGEST_SENTENCE)
        if last > self.first:
            self._end_at(last)

    def _end_at(self, last: int) -> None:
        words, first = self.words, self.first
        while first < last and words[first] in _ITEM_MARKS:
            first += 1
        was_item, self.was_item = self.was_item, first > self.first
        number = len(self.sentences)
        if self.section is not None and number > self.section_from and self.section in self.passing.sections:
            self._leave_section(self.section, first, last, was_item=was_item)
        self.sentence_of += [number] * (last - self.first)
        self.sentences.append(Sentence(first, last, self.section, self.lead if self.listed is None else self.listed))
        self.first = last

    def _leave_section(self, section: str, first: int, last: int, *, was_item: bool) -> None:
        """End a section that passes before the sentence that goes on with the story."""
        opens_line = self._opens_line(self.first)
        is_apart = self.gap == len(self.sentences) or not opens_line or (was_item and not self.was_item)
        words = self.words[first:last]
        if self.passing.ends(section, words, is_inline=self.section_is_inline, is_apart=is_apart):
            self.section, self.section_is_inline = None, False

    def _opens_line(self, at: int) -> bool:
        return at > 0 and "\n" in self.text[self.ends[at - 1] : self.starts[at]]


def _is_title(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1:].islower()


_CELL = re.compile(r"(?<=[^\s:]) {2,}(?=-?[a-z][a-z0-9 /+&'().-]{1,40}:)")
"""The gap before the next cell of a form: more than one space, then a few words and a colon."""
