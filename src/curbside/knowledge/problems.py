"""What can be wrong with the knowledge base, told to the person who wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: where it stands, what is wrong, and what to write instead."""

    path: str
    line: int
    wrong: str
    instead: str = ""

    def __str__(self) -> str:
        told = f"{self.path}:{self.line}: {self.wrong}"
        return f"{told}\n    {self.instead}" if self.instead else told


class KnowledgeError(Exception):
    """The knowledge base cannot be used; holds every problem that was found, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        heading = f"{count} problem{'s' * (count != 1)} in the knowledge base"
        super().__init__("\n".join([heading, *map(str, self.problems)]))


class KnowledgeMissingError(Exception):
    """There is no knowledge base at the place where it was looked for."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"no knowledge base in {root.name}: give a folder that holds facts/, statements/ and pathways/"
        )
