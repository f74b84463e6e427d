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

_WORDS: dict[str, Mapping[str, frozenset[str]]] = {}


def asked_of_the_bank(text: str, knowledge: Knowledge) -> BankQuestion | None:
    """The question of the bank that `text` asks, in these or nearly these words; None for any other text."""
    if len(text) > _LONGEST:
        return None
    asked = _words(text)
    if not asked:
        return None
    if knowledge.hash not in _WORDS:
        _WORDS[knowledge.hash] = {q.id: _words(q.text) for q in knowledge.questions.values()}
    near = {n: w for n, w in _WORDS[knowledge.hash].items() if ALIKE <= len(w) / len(asked) <= 1 / ALIKE}
    alike = {name: _share(asked, words) for name, words in near.items()}
    best = max(alike, key=lambda name: (alike[name], name), default=None)
    return knowledge.questions[best] if best is not None and alike[best] >= ALIKE else None


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", text.lower()))


def _share(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / len(first | second)
