"""The evidence behind one assessment: statements, and the sources that may be cited for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from curbside.knowledge.model import Source, Statement


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an article about one assessment may rest on, and nothing else.

    `sources` holds only works that are current and that somebody has read or
    remembers; a statement whose works are all refused is not among `statements`.
    `library` names the edition of the ingested literature ("" when there is none).
    """

    statements: Mapping[str, Statement]
    sources: Mapping[str, Source]
    entries: Mapping[str, tuple[str, ...]]
    """Rows of the medicine tables that were used, with their citable sources."""
    library: str = ""

    def sources_of(self, rows: tuple[str, ...]) -> tuple[str, ...]:
        """The citable sources of these statements and table rows, each once, in their order."""
        named = (s for row in rows for s in self._named(row))
        return tuple(dict.fromkeys(s for s in named if s in self.sources))

    def holds(self, row: str) -> bool:
        """Whether a statement or a row of the medicine tables is among this evidence."""
        return row in self.statements or row in self.entries

    def _named(self, row: str) -> tuple[str, ...]:
        return self.statements[row].sources if row in self.statements else self.entries.get(row, ())
