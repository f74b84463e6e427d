"""Finding many phrases in one pass: an Aho-Corasick automaton over words instead of letters.

Each word becomes two characters of a private alphabet, so phrases match whole words
only.  Two, because the automaton looks through the children of a node one by one: with
one character a word its root would have thousands.  The first and second characters
come from different alphabets, so that no phrase is found half a word off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import ahocorasick

UNKNOWN = "\x01\x01"
BREAK = "\x02\x02"
WIDTH = 2
_BASE = 80


class Said(NamedTuple):
    """A phrase in words `first` to `last` (excluded), with everything it stands for."""

    first: int
    last: int
    meant: tuple[Any, ...]


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
            high, low = divmod(len(self.letters), _BASE)
            self.letters[word] = chr(0x1000 + high) + chr(0x100 + low)
        return self.letters[word]

    def compile(self) -> None:
        for coded, payloads in self._payloads.items():
            self._automaton.add_word(coded, (len(coded) // WIDTH, tuple(payloads)))
        self._automaton.make_automaton()

    def find(self, words: Iterable[str]) -> Iterator[Said]:
        """First word, last word (excluded) and what it stands for, of every phrase, overlapping or not."""
        letters = self.letters
        return self.find_coded("".join([letters.get(word, UNKNOWN) for word in words]))

    def find_coded(self, coded: str) -> Iterator[Said]:
        if not self._payloads:
            return
        for end, (length, payloads) in self._automaton.iter(coded):
            last = (end + 1) // WIDTH
            yield Said(last - length, last, payloads)


def longest(found: Iterable[Said]) -> list[Said]:
    """Of phrases that overlap the longest, then the first; in the order of the text."""
    taken: set[int] = set()
    kept = []
    for said in sorted(found, key=lambda f: (f.first - f.last, f.first)):
        own = range(said.first, said.last)
        if taken.isdisjoint(own):
            taken.update(own)
            kept.append(said)
    return sorted(kept, key=lambda f: f.first)
