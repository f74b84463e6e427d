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
    library: str = ""

    def sources_of(self, rows: tuple[str, ...]) -> tuple[str, ...]:
        """The citable sources of these statements, each once, in the order of the statements."""
        named = (s for row in rows if row in self.statements for s in self.statements[row].sources)
        return tuple(dict.fromkeys(s for s in named if s in self.sources))
