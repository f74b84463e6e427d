"""Line ends that were taken for the end of a sentence, undone where a phrase stands over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from curbside.case.layout import BULLETS, LONGEST_SENTENCE, SIGNS
from curbside.case.line_answers import is_answer
from curbside.case.page import Page, Sentence


def mended(page: Page, phrases: Iterable[tuple[int, int, object]]) -> Page:
    """The page with line ends that lie within a phrase undone: a phrase over a line end proves a wrap."""
    number = page.sentence_of
    torn = [(first, last) for first, last, _ in phrases if last - first > 1 and number[first] != number[last - 1]]
    joined = {
        number[at]
        for first, last in torn
        for at in range(first + 1, last)
        if number[at] != number[at - 1] and _is_line_end(page, at) and not is_answer(page, at - 1)
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


def _is_line_end(page: Page, at: int) -> bool:
    begins = page.sentences[page.sentence_of[at]].first == at
    return begins and page.words[at - 1] not in SIGNS and page.words[at] not in BULLETS
