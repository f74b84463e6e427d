"""What the phrases of a page name by themselves, each kind at hand for the reader that asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

ONLY_DENIED = "only denied"
"""The value of a mention by words that say a fact only when they are denied."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase names: `kind` is fact, number, group, drug, drug_class, operation, treatment, ..."""

    kind: str
    name: str
    value: Any = None


@dataclass(slots=True)
class Match:
    """Tokens `first` to `last` (excluded) carry these meanings; not frozen, for a page makes many."""

    first: int
    last: int
    meanings: tuple[Meaning, ...]


class Matches:
    """All matches of a page in the order in which they end, and those of each kind of meaning."""

    def __init__(self, found: Sequence[Match]) -> None:
        self.all = found
        self._of_kind: defaultdict[str, list[tuple[Match, Meaning]]] = defaultdict(list)
        for match in found:
            for meaning in match.meanings:
                self._of_kind[meaning.kind].append((match, meaning))

    def of(self, kind: str) -> Sequence[tuple[Match, Meaning]]:
        """Every match with a meaning of this kind, once for each such meaning."""
        return self._of_kind.get(kind, ())
