"""Questions that a finding stands in, and their answers: "Saddle numbness? No.", "Fever: Y", "Discitis?"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from curbside.case.cues import CueMatch
from curbside.case.model import ABSENT, HYPOTHETICAL, POSSIBLE, PRESENT, Status
from curbside.case.page import Page
from curbside.case.reach import SUBJECTS

Asked = Literal["sign", "suspicion", "request", "operation"]
"""What a finding is for the one who puts a question mark behind it."""

Heard = dict[Status, "CueMatch | str"]
"""What was said of a finding: for each status the cue that gave it, or why in words."""

NEUTRAL = "neutral"
_ASKED = "asked"
_YES = frozenset({"yes", "y", "yeah", "yep", "positive", "present"})
NO = frozenset({"no", "n", "nope", "none", "nil", "denies", "denied", "negative", "never", "not"})
_MARKS = {
    "y": PRESENT, "yes": PRESENT,
    "n": ABSENT, "no": ABSENT, "nil": ABSENT, "neg": ABSENT, "none": ABSENT,
    "0": ABSENT,
}  # fmt: skip
_NO_OF = frozenset(("no", "nil"))
"""Answers that may deny something else: "Saddle numbness? No fever." answers nothing."""
_OPENS = frozenset((":", '"', "'"))
_JOINED = frozenset(("/", "&", "or"))
_LONGEST_ITEM = 3
_SHARED_SIGNS = frozenset(":-=")
_SHARED_NO = frozenset("no nil none neg negative absent denies denied n".split())
_BEFORE_MARK = frozenset(":-=(")
_AFTER_MARK = frozenset((",", ".", ";", ")"))
_BEHIND_ANSWER = SUBJECTS | frozenset((",", "-", ".", ";", "(", ")", "q"))


class Questions:
    """The questions of a page with what follows them."""

    def __init__(self, page: Page, by_sentence: Mapping[int, Sequence[CueMatch]]) -> None:
        self._page = page
        self._by_sentence = by_sentence

    def hear(self, number: int, heard: Heard, asked: Asked) -> None:
        """Add to what was `heard` of a finding what its question, sentence `number`, and the answer say."""
        page, sentence = self._page, self._page.sentences[number]
        if page.words[sentence.last - 1] != "?":
            return
        length = sentence.last - sentence.first
        opening = {sentence.first, *(n + 1 for n in range(sentence.first, sentence.last) if page.words[n] in _OPENS)}
        asks = any(cue.cue.means == _ASKED and cue.first in opening for cue in self._by_sentence.get(number, ()))
        start = page.sentences[number + 1].first if number + 1 < len(page.sentences) else None
        start = start if start is not None and start < len(page.words) else None
        is_bare = start is not None and self._is_bare_answer(number + 1)
        if not asks and length > 5 and not is_bare:
            return
        answer = page.words[start] if start is not None else ""
        opens = {cue.cue.means for cue in self._by_sentence.get(number + 1, []) if cue.first == start}
        if opens & {HYPOTHETICAL, NEUTRAL}:
            heard.setdefault(HYPOTHETICAL, "an answer that does not say")
        elif answer in NO and (is_bare or answer not in _NO_OF) and (answer != "not" or ABSENT in opens):
            heard.setdefault(ABSENT, f"the answer {answer!r}")
        elif answer in _YES:
            heard.setdefault(PRESENT, f"the answer {answer!r}")
        elif asks:
            heard.setdefault(HYPOTHETICAL, "a question")
        elif asked == "suspicion":
            heard.setdefault(POSSIBLE, "the question mark")
        elif POSSIBLE not in heard:
            heard.setdefault(HYPOTHETICAL, "the question mark")

    def hear_item(self, last: int, heard: Heard) -> None:
        """Add what a yes or a no right behind an item of a list says: "saddle anaesthesia Y, fever N", "DVT no"."""
        words, number = self._page.words, self._page.sentence_of[last - 1]
        end = self._page.sentences[number].last
        shared = self._shared_mark(last, end)
        if shared is not None:
            heard.setdefault(ABSENT, f"the mark {words[shared]!r}")
            return
        at = last + (last < end and words[last] in _BEFORE_MARK)
        if at >= end or words[at] not in _MARKS:
            return
        is_followed = at + 1 < len(words) and self._page.sentence_of[at + 1] == number
        runs_on = is_followed and (
            (words[at] == "0" and words[at + 1].isalpha())
            or (words[at] == "none" and _is_of_late(words[at + 1 : at + 4]))
        )
        if is_followed and words[at + 1] not in _AFTER_MARK and not (runs_on or self._is_one_of_many(at)):
            return
        heard.setdefault(_MARKS[words[at]], f"the mark {words[at]!r}")

    def _shared_mark(self, last: int, end: int) -> int | None:
        """The no behind a list whose items strokes join, told of all of them: "fever/wt loss: denies"."""
        words = self._page.words
        if last >= end or words[last] not in _JOINED:
            return None
        length, at = 0, last
        while at < end and length <= _LONGEST_ITEM and (words[at] in _JOINED or words[at].isalpha()):
            length = 0 if words[at] in _JOINED else length + 1
            at += 1
        is_marked = 0 < length <= _LONGEST_ITEM and at + 1 < end and words[at] in _SHARED_SIGNS
        ends = at + 2 >= end or words[at + 2] in _AFTER_MARK
        return at + 1 if is_marked and ends and words[at + 1] in _SHARED_NO else None

    def _is_one_of_many(self, at: int) -> bool:
        """Whether a capital N is one of several in its sentence: "retention N incontinence N altered sensation N"."""
        page, sentence = self._page, self._page.sentences[self._page.sentence_of[at]]
        marks = [n for n in page.where.get("n", ()) if sentence.first <= n < sentence.last]
        return at in marks and len(marks) > 1 and all(page.span(n, n + 1).quote == "N" for n in marks)

    def _is_bare_answer(self, number: int) -> bool:
        """Whether a sentence opens with a yes or a no that stands alone, or with boxes to tick: a form filled in.

        "No feeling in my legs" behind a question is no answer to it; "N", "no -" and "[ ] yes [ ] no" are.
        """
        words, sentence = self._page.words, self._page.sentences[number]
        first = sentence.first
        if first == sentence.last:
            return False
        if words[first] in ("y", "n") or words[first : first + 2] == ["[", "]"]:
            return True
        is_answer = words[first] in _YES or words[first] in NO
        return is_answer and (sentence.last == first + 1 or words[first + 1] in _BEHIND_ANSWER)


def _is_of_late(following: Sequence[str]) -> bool:
    """Whether these words behind a "none" say for how long: "none in the last year"; "none at rest" says little."""
    return following[:1] == ["in"] and not {"last", "past"}.isdisjoint(following)
