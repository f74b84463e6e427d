"""Reading a YAML file as text, with the line on which everything stands.

Every scalar stays the text that was written.  YAML's own guesses (`no` is false,
`2026-01-15` is a date) are never made: the declared kind of a field decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from curbside.knowledge.problems import Problem

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Place = tuple[str | int, ...]
"""The way to a value inside a document: keys and list positions."""


@dataclass(frozen=True, slots=True)
class Document:
    """The content of one file and the line (from 1) of every value in it."""

    path: str
    content: Any
    lines: dict[Place, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def line_of(self, place: Place) -> int:
        """The line of a value, or of the nearest thing that holds it."""
        for length in range(len(place), -1, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return 1


def read_document(path: Path, shown_as: str) -> Document:
    """Read one file.  A file that is no YAML, or repeats a key, yields a document that tells so."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        wrong = Problem(
            shown_as, line, f"this is not YAML: {error.problem}", "check indentation, quotes and colons here"
        )
        return Document(shown_as, None, {}, (wrong,))
    except UnicodeDecodeError:
        return Document(shown_as, None, {}, (Problem(shown_as, 1, "this file is not UTF-8 text", "save it as UTF-8"),))
    reader = _Reader(shown_as)
    content = reader.value(root, ()) if root is not None else None
    return Document(shown_as, content, reader.lines, tuple(reader.problems))


class _Reader:
    """Turns a YAML tree into text, lists and mappings while noting lines and repeated keys."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, place: Place) -> Any:
        self.lines[place] = node.start_mark.line + 1
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*place, index)) for index, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in content:
                line = key_node.start_mark.line + 1
                self.problems.append(Problem(self.path, line, f"{key!r} stands here twice", "keep one of the two"))
            content[key] = self.value(value_node, (*place, key))
        return content


def _scalar(node: yaml.Node) -> str | None:
    plain = isinstance(node, yaml.ScalarNode) and node.style is None
    if plain and node.value in ("", "~", "null"):
        return None
    return str(node.value)
