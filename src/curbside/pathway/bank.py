"""The question bank: recognising a question that the knowledge base answers by name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from curbside.knowledge.load import Knowledge
from curbside.knowledge.model.asking import BankQuestion

ALIKE = 0.8
"""Share of the words, of both questions together, that two wordings of one question have in common."""

_LONGEST = 400
"""Characters; a longer text is a case, not a question of the bank."""

_WORDS: dict[str, Mapping[int, Mapping[str, frozenset[str]]]] = {}
"""By edition and number of words: the words of each question."""


def asked_of_the_bank(text: str, knowledge: Knowledge) -> BankQuestion | None:
    """The question of the bank that `text` asks, in these or nearly these words; None for any other text."""
    if len(text) > _LONGEST:
        return None
    asked = _words(text)
    if not asked:
        return None
    sizes = _by_size(knowledge)
    near = [held for size, held in sizes.items() if ALIKE <= size / len(asked) <= 1 / ALIKE]
    alike = {name: _share(asked, words) for held in near for name, words in held.items()}
    best = max(alike, key=lambda name: (alike[name], name), default=None)
    return knowledge.questions[best] if best is not None and alike[best] >= ALIKE else None


def _by_size(knowledge: Knowledge) -> Mapping[int, Mapping[str, frozenset[str]]]:
    if knowledge.hash not in _WORDS:
        sizes: dict[int, dict[str, frozenset[str]]] = {}
        for question in knowledge.questions.values():
            words = _words(question.text)
            sizes.setdefault(len(words), {})[question.id] = words
        _WORDS[knowledge.hash] = sizes
    return _WORDS[knowledge.hash]


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", text.lower()))


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared)
