"""A folded text cut into words, with where each stands and the line ends between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import NamedTuple

from curbside.case.tokens import SPOKEN, TOKEN, as_written

_AROUND_TOKENS = re.compile(rf"((?=\S)(?:{TOKEN.pattern}))")
"""Splits a text into its tokens, each second part, and what stands between them: far cheaper than a match for each.

No token begins with a space, which is told before any of their forms is tried.
"""


class CutText(NamedTuple):
    """The words of a text, where they start and end in it, and the places of each."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    line_ends: list[tuple[int, int, int]]
    """The word that each line end stands before, and where its first sign starts and its last one ends."""
    where: dict[str, list[int]]


def cut(text: str, is_word: Callable[[str], bool] | None) -> CutText:
    """The words of a text; one that a hyphen breaks over a line end is made whole where `is_word` knows it."""
    parts = _AROUND_TOKENS.split(text)
    places = list(accumulate(map(len, parts)))
    words, starts, ends, gaps = parts[1::2], places[:-1:2], places[1::2], parts[::2]
    if is_word is not None and "-\n" in text:
        _make_whole(words, starts, ends, gaps, is_word)
    where = _where(words)
    if _say_as_written(words, where):
        where = _where(words)
    return CutText(words, starts, ends, list(_line_ends(text, starts, ends)), where)


def _line_ends(text: str, starts: list[int], ends: list[int]) -> Iterator[tuple[int, int, int]]:
    """See `CutText`; a line end within a word that was made whole is none."""
    at = text.find("\n")
    while at >= 0:
        word = bisect_left(starts, at)
        if word and at < ends[word - 1]:
            at = text.find("\n", ends[word - 1])
            continue
        following = starts[word] if word < len(starts) else len(text)
        yield word, at, following
        at = text.find("\n", following)


def _where(words: list[str]) -> dict[str, list[int]]:
    """The places of every word."""
    where: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        if word in where:
            where[word].append(at)
        else:
            where[word] = [at]
    return where


def _say_as_written(words: list[str], where: dict[str, list[int]]) -> bool:
    """Put for what is spoken otherwise what is written, and tell whether anything was."""
    spoken = [at for word in SPOKEN for at in where.get(word, ())]
    said = [(at, word) for at in spoken if (word := as_written(words, at)) != words[at]]
    for at, word in said:
        words[at] = word
    return bool(said)


def _make_whole(
    words: list[str], starts: list[int], ends: list[int], gaps: list[str], is_word: Callable[[str], bool]
) -> None:
    """Join "sad-", line end, "dle"; from the end, so that places stay as they are."""
    for at in range(len(words) - 2, 0, -1):
        if words[at] != "-" or "\n" not in gaps[at + 1] or "\n\n" in gaps[at + 1]:
            continue
        one, other = words[at - 1], words[at + 1]
        if one.isalpha() and other.isalpha() and not gaps[at] and is_word(one + other):
            words[at - 1 : at + 2] = [one + other]
            starts[at - 1 : at + 2] = [starts[at - 1]]
            ends[at - 1 : at + 2] = [ends[at + 1]]
            gaps[at - 1 : at + 2] = [gaps[at - 1]]
