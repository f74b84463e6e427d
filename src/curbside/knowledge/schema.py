"""JSON Schema of the knowledge files, made from the same records that check them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


def file_schema(kind: type[BaseModel]) -> dict[str, Any]:
    """The schema of a file that holds a list of such records, or one of them."""
    entry = kind.model_json_schema()
    definitions = entry.pop("$defs", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "anyOf": [{"type": "array", "items": entry}, entry],
        "$defs": definitions,
    }
