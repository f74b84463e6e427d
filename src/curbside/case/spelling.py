"""Slips of the pen in words that matter: warning signs and drug names.

A misspelt word is corrected only when it is no word that is known, begins as the
word does, lies within one slip (two in long words) of exactly one of them, and no
other drug lies as near.  One drug is never turned into another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from curbside.case.tokens import stem

_REMEMBERED = 20_000
_SHORTEST = 5
_LONG_DRUG = 9
_SAME_END = 2
_SHORTEST_DRUG = 6
"""A shorter brand name lies one slip from a word that is none: Mobic from "Modic"."""
_SHORTEST_PART = 3
_SHORTEST_PAIR = 8
_LONGEST_PAIR = 30
_MOST_PARTS = 4
_PREFIXES = ("non", "un", "over", "out", "up", "for", "hyper", "hypo", "neuro", "post", "pre", "anti", "after", "no")
_LITTLE = frozenset("of in to the my his her and at when".split())


class Spelling:
    """Corrects unknown words toward `watched` words and drug names; remembers its answers."""

    def __init__(
        self, table: Mapping[str, Any], known: Iterable[str], drugs: Mapping[str, str], warnings: Iterable[str] = ()
    ) -> None:
        self._known = frozenset(known)
        self._parts = frozenset(warnings)
        self._warnings = frozenset(w for w in self._parts if len(w) > _SHORTEST_PART)
        long = [w for w in self._warnings if len(w) >= _SHORTEST]
        watched = {w: stem(w) for w in (*table["watched"], *sorted(long)) if stem(w) in self._known}
        self._targets = watched | {word: stem(word) for word in drugs}
        self._drugs = dict(drugs)
        self._named = frozenset(table["watched"])
        self._left_alone = frozenset(table["left_alone"]) | frozenset(table["other_drugs"])
        self._by_first: dict[str, list[str]] = {}
        for word in self._targets:
            self._by_first.setdefault(word[0], []).append(word)
        self._answers: dict[str, str] = {}

    def corrected(self, word: str, root: str) -> str:
        """The stem of the word that was meant, or `root` itself."""
        if len(word) < _SHORTEST or not word.isalpha() or word in self._left_alone:
            return root
        if word not in self._answers:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            self._answers[word] = self._nearest(word, root)
        return self._answers[word]

    def parted(self, word: str) -> tuple[str, ...]:
        """The words that were run together ("saddlenumbness"): all name warning signs, one at least a long word."""
        if not _SHORTEST_PAIR <= len(word) <= _LONGEST_PAIR or word in self._left_alone or not word.isalpha():
            return ()
        if word.startswith(_PREFIXES):
            return ()
        parts = self._cut(word, _MOST_PARTS)
        return parts if any(len(part) >= _SHORTEST and part in self._warnings for part in parts) else ()

    def _cut(self, word: str, most: int) -> tuple[str, ...]:
        if word in self._parts or word in _LITTLE:
            return (word,)
        if most > 1:
            for at in range(len(word) - 2, _SHORTEST_PART - 1, -1):
                if word[:at] in self._parts and (rest := self._cut(word[at:], most - 1)):
                    return (word[:at], *rest)
        return ()

    def _nearest(self, word: str, root: str) -> str:
        if stem(word) in self._left_alone or len(word) > 24:
            return root
        slips = 1 if len(word) < 8 else 2
        choices = self._by_first.get(word[0], [])
        near = process.extract(word, choices, scorer=OSA.distance, score_cutoff=slips, limit=4)
        if not near:
            return root
        best, distance = near[0][0], near[0][1]
        if best in self._drugs and len(best) < _SHORTEST_DRUG:
            return root
        if distance > 1 and not (best in self._named or self._is_same_drug(best, word)):
            return root
        rivals = {self._meant(other) for other, d, _ in near if d - distance < 1}
        return self._targets[best] if len(rivals) == 1 else root

    def _is_same_drug(self, drug: str, word: str) -> bool:
        """Whether a word two slips away is this drug: a long one that ends alike ("neurostim" is no Neurontin)."""
        return drug in self._drugs and len(word) >= _LONG_DRUG and word[-_SAME_END:] == drug[-_SAME_END:]

    def _meant(self, word: str) -> str:
        return self._drugs.get(word) or self._targets[word]
