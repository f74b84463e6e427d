"""The baseline: a reader that looks for the vocabulary's words and understands nothing around them.

It sees every phrase of the same knowledge base, so the difference to the real reader
is context alone: denial, doubt, history, other people, amounts and times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from curbside.case.model import Case, Finding, Medication, Operation, Span, Status, Treatment, Use
from curbside.case.words import load_words
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import FactKind


class KeywordReader:
    """Whole words, no context: what is named is present, a drug that is named is taken."""

    def __init__(self, knowledge: Knowledge) -> None:
        facts = knowledge.facts.values()
        self._facts = _Phrases((word, fact.id) for fact in facts if fact.kind is FactKind.yes_no for word in fact.words)
        self._drugs = _Phrases(
            (name, drug.id) for drug in knowledge.shelves["drugs"].values() for name in (*drug.names, *drug.brands)
        )
        words = load_words()
        self._operations = _Phrases(_by_kind(words.table("operations")["kinds"]))
        self._treatments = _Phrases(_by_kind(words.table("treatments")["kinds"]))

    def read(self, text: str, today: date) -> Case:
        return Case(
            today=today,
            text=text,
            findings=tuple(Finding(f, True, Status.present, span) for f, span in self._facts.found(text)),
            medications=tuple(Medication(d, span.quote, Use.taken, span) for d, span in self._drugs.found(text)),
            operations=tuple(Operation((kind,), span) for kind, span in self._operations.found(text)),
            treatments=tuple(Treatment(kind, span) for kind, span in self._treatments.found(text)),
        )


def _by_kind(kinds: Mapping[str, Iterable[str]]) -> Iterable[tuple[str, str]]:
    return ((word, kind) for kind, words in kinds.items() for word in words)


class _Phrases:
    """Phrases and what they stand for; the longest phrase at a place is taken."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._means: dict[str, str] = {}
        for phrase, meaning in pairs:
            self._means.setdefault(" ".join(phrase.lower().split()), meaning)
        longest_first = sorted(self._means, key=lambda phrase: (-len(phrase), phrase))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def found(self, text: str) -> list[tuple[str, Span]]:
        """Each meaning once, at its first place."""
        first: dict[str, Span] = {}
        for match in self._pattern.finditer(text.lower()):
            start, end = match.span()
            first.setdefault(self._means[match[0]], Span(start, end, text[start:end]))
        return list(first.items())
