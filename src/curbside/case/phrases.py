"""Finding many phrases in one pass: an Aho-Corasick automaton over words instead of letters.

Each word becomes one character of a private alphabet, so phrases match whole words
only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import ahocorasick

UNKNOWN = "\x01"
BREAK = "\x02"


class Phrases:
    """A set of phrases, each with what it stands for.  Add all, then `compile`, then `find`."""

    def __init__(self) -> None:
        self.letters: dict[str, str] = {}
        self._payloads: dict[str, list[Any]] = {}
        self._automaton = ahocorasick.Automaton()

    def add(self, words: Iterable[str], payload: Any) -> None:
        coded = "".join([self._letter(word) for word in words])
        if coded:
            kept = self._payloads.setdefault(coded, [])
            if payload not in kept:
                kept.append(payload)

    def _letter(self, word: str) -> str:
        if word not in self.letters:
            number = 0x100 + len(self.letters)
            self.letters[word] = chr(number if number < 0xD800 else number + 0x800)
        return self.letters[word]

    def compile(self) -> None:
        for coded, payloads in self._payloads.items():
            self._automaton.add_word(coded, (len(coded), tuple(payloads)))
        self._automaton.make_automaton()

    def find(self, words: Iterable[str]) -> Iterator[tuple[int, int, tuple[Any, ...]]]:
        """First word, last word (excluded) and what it stands for, of every phrase, overlapping or not."""
        letters = self.letters
        return self.find_coded("".join([letters.get(word, UNKNOWN) for word in words]))

    def find_coded(self, coded: str) -> Iterator[tuple[int, int, tuple[Any, ...]]]:
        if not self._payloads:
            return
        for end, (length, payloads) in self._automaton.iter(coded):
            yield end - length + 1, end + 1, payloads


def longest(found: Iterable[tuple[int, int, tuple[Any, ...]]]) -> list[tuple[int, int, tuple[Any, ...]]]:
    """Of phrases that overlap the longest, then the first; in the order of the text."""
    taken: set[int] = set()
    kept = []
    for first, last, payloads in sorted(found, key=lambda f: (f[0] - f[1], f[0])):
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            kept.append((first, last, payloads))
    return sorted(kept, key=lambda f: f[0])
