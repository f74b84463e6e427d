"""One search over titles and texts: exact id first, then words of the title, then words of the text.

A word that stands nowhere is read as the nearest word that does, so that a slip of
the pen still finds something.  Everything is in memory; nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from rapidfuzz import fuzz, process

EXACT, PHRASE, TITLE, TEXT, BEGUN = 1000.0, 40.0, 8.0, 2.0, 0.6
"""Worth of an exact id, of the query as the whole title, of a word of title or text; share of a word's beginning."""
NEAREST = 80.0
"""Likeness (0 to 100) from which a misspelt word is read as another."""
SHORTEST_GUESSED = 4
_STOP = frozenset(
    "a an and are as at be by can do does for from how i if in is it its of on or should that the to was what when "
    "which who why will with".split()
)


class Found(Protocol):
    """What can be searched for."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...


F = TypeVar("F", bound=Found)


@dataclass(frozen=True, slots=True)
class Hits(Generic[F]):
    """What was found, and each word that stands nowhere with the word it was read as."""

    entries: tuple[F, ...]
    read_as: tuple[tuple[str, str], ...] = ()


class Index(Generic[F]):
    """The words of some entries; built once, asked often."""

    def __init__(self, entries: Sequence[F]) -> None:
        self._entries = tuple(entries)
        self._titles = [" ".join(words_of(entry.title)) for entry in self._entries]
        self._ids: dict[str, list[int]] = {}
        self._words: dict[str, dict[int, float]] = {}
        for n, entry in enumerate(self._entries):
            self._ids.setdefault(entry.id.lower(), []).append(n)
            self._add(n, words_of(entry.text), TEXT)
            self._add(n, words_of(entry.title), TITLE)
            self._add(n, words_of(entry.id), TITLE)

    def _add(self, n: int, words: Iterable[str], worth: float) -> None:
        for word in words:
            self._words.setdefault(word, {})[n] = worth

    def find(self, query: str) -> Hits[F]:
        """The entries for a query, the closest first; those that hold every word, or else the most of them."""
        words = [word for word in dict.fromkeys(words_of(query)) if word not in _STOP] or words_of(query)
        scores: dict[int, float] = {}
        held: dict[int, int] = {}
        guesses = []
        for word in words:
            places, guess = self._places(word)
            guesses += [(word, guess)] if guess else []
            for n, worth in places.items():
                scores[n] = scores.get(n, 0.0) + worth
                held[n] = held.get(n, 0) + 1
        most = max(held.values(), default=0)
        words = [dict(guesses).get(word, word) for word in words]
        kept = {n: score + self._closeness(n, words) for n, score in scores.items() if held[n] == most}
        for n in self._ids.get(query.strip().lower(), ()):
            kept[n] = kept.get(n, 0.0) + EXACT
        ranked = sorted(kept, key=lambda n: (-kept[n], n))
        return Hits(tuple(self._entries[n] for n in ranked), tuple(guesses))

    def _closeness(self, n: int, words: list[str]) -> float:
        """What the words are worth as a phrase of the title: the more of the title they are, the more."""
        phrase, title = " ".join(words), self._titles[n]
        return PHRASE * (0.5 + len(phrase) / (2 * len(title))) if phrase in title else 0.0

    def _places(self, word: str) -> tuple[Mapping[int, float], str]:
        """Where a word stands, and the word it was read as when it stands nowhere ("" otherwise)."""
        found = self._beginning(word)
        if found or len(word) < SHORTEST_GUESSED:
            return found, ""
        guess = process.extractOne(word, list(self._words), scorer=fuzz.ratio, score_cutoff=NEAREST, processor=None)
        return (self._beginning(guess[0]), guess[0]) if guess else ({}, "")

    def _beginning(self, word: str) -> Mapping[int, float]:
        """Where the word stands, or one that begins with it."""
        found: dict[int, float] = {}
        for held, places in self._words.items():
            if held == word or (len(word) > 2 and held.startswith(word)):
                share = 1.0 if held == word else BEGUN
                for n, worth in places.items():
                    found[n] = max(found.get(n, 0.0), worth * share)
        return found


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, plurals as their singular."""
    return [_single(word) for word in re.findall(r"[a-z0-9]+", text.lower())]


def _single(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
