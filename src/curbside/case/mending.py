"""Line ends that were taken for the end of a sentence, undone where a phrase stands over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from curbside.case.layout import ANSWERS, BULLETS, LONGEST_SENTENCE, SIGNS
from curbside.case.page import Page, Sentence

_BEFORE_NO = frozenset(
    "is are was were has have had with and but or there got get feel feels felt of reports shows showed found still "
    "also to for can could by in on i he she they".split()
)
"""Behind these a "no" is of what follows."""


def mended(page: Page, phrases: Iterable[tuple[int, int, object]]) -> Page:
    """The page with line ends that lie within a phrase undone: a phrase over a line end proves a wrap."""
    number = page.sentence_of
    torn = [(first, last) for first, last, _ in phrases if last - first > 1 and number[first] != number[last - 1]]
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
            sentences[-1] = replace(sentences[-1], last=sentence.last)
        else:
            sentences.append(sentence)
        numbers.append(len(sentences) - 1)
    kept = [s if s.lead is None else replace(s, lead=numbers[s.lead]) for s in sentences]
    return replace(page, sentences=kept, sentence_of=[numbers[at] for at in number])


def _is_answer(page: Page, at: int) -> bool:
    """Whether the last word of a line answers what stands before it: "fever no", not "there is no"."""
    words, first = page.words, page.sentences[page.sentence_of[at]].first
    if words[at] == "no":
        return at > first and words[at - 1].isalpha() and words[at - 1] not in _BEFORE_NO
    return words[at] in ANSWERS


def _is_line_end(page: Page, at: int) -> bool:
    begins = page.sentences[page.sentence_of[at]].first == at
    return begins and page.words[at - 1] not in SIGNS and page.words[at] not in BULLETS
