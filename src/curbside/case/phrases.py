"""Finding many phrases in one pass: an Aho-Corasick automaton over words instead of letters.

Building one takes a tenth of a second, looking each run of words up in a table a
millisecond: the first few texts are looked up, and only who reads more pays for one.

Each word becomes two characters of a private alphabet, so phrases match whole words
only.  Two, because the automaton looks through the children of a node one by one: with
one character a word its root would have thousands.  The first and second characters
come from different alphabets, so that no phrase is found half a word off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import product, repeat
from threading import Lock
from typing import Any, NamedTuple

import ahocorasick

UNKNOWN = "\x01\x01"
BREAK = "\x02\x02"
WIDTH = 2
_BASE = 80
_LOOKED_UP = 1_000
"""So many words of text are looked up before an automaton is built."""


class Said(NamedTuple):
    """A phrase in words `first` to `last` (excluded), with everything it stands for."""

    first: int
    last: int
    meant: tuple[Any, ...]


class Alphabet:
    """The private letters of words.  Sets of phrases that share one share the coding of a text too."""

    def __init__(self) -> None:
        self.letters: dict[str, str] = {}
        self._lock = Lock()

    def letter(self, word: str) -> str:
        """The letters of a word, given to it when it is new."""
        known = self.letters.get(word)
        if known is not None:
            return known
        with self._lock:
            if word not in self.letters:
                high, low = divmod(len(self.letters), _BASE)
                self.letters[word] = chr(0x1000 + high) + chr(0x100 + low)
            return self.letters[word]

    def code(self, words: Iterable[str]) -> str:
        """A text as a string of letters, `WIDTH` for each word."""
        return "".join(map(self.letters.get, words, repeat(UNKNOWN)))


EXACT = Alphabet()
"""The alphabet of words as they are written, in which every page is coded once."""


class Phrases:
    """A set of phrases, each with what it stands for.  Add all, then `find`."""

    def __init__(self, alphabet: Alphabet = EXACT, ordered: Callable[[list[Any]], Any] = tuple) -> None:
        """`ordered` makes of everything that one phrase stands for what `find` tells of it."""
        self._alphabet = alphabet
        self._ordered = ordered
        self._payloads: dict[str, list[Any]] = {}
        self._made: dict[tuple[int, ...], Any] = {}
        self._automaton: Any = None
        self._left = _LOOKED_UP * WIDTH
        self._lock = Lock()

    def add(self, words: Iterable[str], payload: Any) -> None:
        self.add_coded(self._coded(words), payload)

    def add_combined(self, parts: Iterable[Iterable[Iterable[str]]], payload: Any) -> None:
        """Add every phrase made of one choice of each part, one behind the other; a choice may be empty."""
        for choice in product(*[[self._coded(words) for words in part] for part in parts]):
            self.add_coded("".join(choice), payload)

    def _coded(self, words: Iterable[str]) -> str:
        return "".join([self._alphabet.letter(word) for word in words])

    def add_coded(self, coded: str, payload: Any) -> None:
        """Add a phrase that is in the letters of its words already."""
        if not coded:
            return
        kept = self._payloads.get(coded)
        if kept is None:
            self._payloads[coded] = [payload]
        elif payload not in kept:
            kept.append(payload)

    def _meaning(self, payloads: list[Any]) -> Any:
        """What `ordered` makes of them, made once for all phrases that stand for the same."""
        same = tuple(map(id, payloads))
        if same not in self._made:
            self._made[same] = self._ordered(payloads)
        return self._made[same]

    def _hits(self, coded: str) -> Iterator[tuple[int, tuple[int, Any]]]:
        """The end of every phrase in a text, with how many words it has beyond the first and what it stands for."""
        if self._automaton is None:
            if len(coded) <= self._left:
                self._left -= len(coded)
                return self._looked_up(coded)
            with self._lock:
                self._automaton = self._automaton or self._built()
        hits: Iterator[tuple[int, tuple[int, Any]]] = self._automaton.iter(coded)
        return hits

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._payloads), default=0)

    def _looked_up(self, coded: str) -> Iterator[tuple[int, tuple[int, Any]]]:
        for end in range(WIDTH, len(coded) + 1, WIDTH):
            for start in range(max(0, end - self._longest), end, WIDTH):
                if payloads := self._payloads.get(coded[start:end]):
                    yield end - 1, ((end - start) // WIDTH - 1, self._meaning(payloads))

    def _built(self) -> Any:
        automaton = ahocorasick.Automaton()
        for coded, payloads in self._payloads.items():
            automaton.add_word(coded, (len(coded) // WIDTH - 1, self._meaning(payloads)))
        automaton.make_automaton()
        return automaton

    def find(self, coded: str) -> list[Said]:
        """First word, last word (excluded) and what it stands for, of every phrase, overlapping or not.

        `coded` is a text, or the part of one, in the alphabet of these phrases.
        """
        return [Said(*found) for found in self.places(coded)]

    def places(self, coded: str) -> list[tuple[int, int, Any]]:
        """The same as plain tuples, for those who look at very many."""
        if not self._payloads or not coded:
            return []
        return [((at := end // WIDTH) - back, at + 1, payloads) for end, (back, payloads) in self._hits(coded)]

    def opens(self, coded: str) -> bool:
        """Whether a text begins with one of the phrases."""
        return any(first == 0 for first, _, _ in self.places(coded))

    def placed(self, coded: str, places: Sequence[int]) -> list[tuple[int, int, Any]]:
        """The same for a text of which some words were left out: `places` tells where each that is coded stands."""
        if not self._payloads or not coded:
            return []
        return [
            (places[(at := end // WIDTH) - back], places[at] + 1, payloads)
            for end, (back, payloads) in self._hits(coded)
        ]


def longest(found: Iterable[Said]) -> list[Said]:
    """Of phrases that overlap the longest, then the first; in the order of the text."""
    ordered = sorted(found, key=lambda f: (f.first - f.last, f.first))
    if len(ordered) < 2:
        return ordered
    taken: set[int] = set()
    kept = []
    for said in ordered:
        own = range(said.first, said.last)
        if taken.isdisjoint(own):
            taken.update(own)
            kept.append(said)
    return sorted(kept, key=lambda f: f.first)
