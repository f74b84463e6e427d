"""JSON Schemas: of the answer, and of every kind of knowledge file, for editors."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from curbside.article.document import AnswerDocument
from curbside.knowledge.load import SHELVES
from curbside.knowledge.schema import file_schema


def schemas() -> tuple[str, ...]:
    """Names of everything that has a schema."""
    return ("answer", *dict.fromkeys(shelf.name for shelf in SHELVES))


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of the answer document or of one kind of knowledge file."""
    if kind == "answer":
        return TypeAdapter(AnswerDocument).json_schema()
    return file_schema(next(shelf.kind for shelf in SHELVES if shelf.name == kind))
