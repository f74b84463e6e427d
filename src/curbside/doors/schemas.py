"""JSON Schemas: of the answer, of the typed form, and of every kind of knowledge file, for editors."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from curbside.article.document import AnswerDocument
from curbside.case.form_schema import form_schema
from curbside.knowledge.load import SHELVES, load
from curbside.knowledge.schema import file_schema


def schemas() -> tuple[str, ...]:
    """Names of everything that has a schema."""
    return ("answer", "form", *dict.fromkeys(shelf.name for shelf in SHELVES))


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of the answer document, of the typed form or of one kind of knowledge file."""
    if kind == "answer":
        return TypeAdapter(AnswerDocument).json_schema()
    if kind == "form":
        return form_schema(load())
    return file_schema(next(shelf.kind for shelf in SHELVES if shelf.name == kind))
