"""JSON Schema of the knowledge files, made from the same records that check them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

_CONDITION: JsonSchemaValue = {
    "description": "A condition: a line ('fact', 'fact >= 10', 'fact is value') or a mapping with one of these keys.",
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {
                **{name: {} for name in ("all", "any", "not", "at_least", "of", "course", "onset", "after")},
                **{name: {} for name in ("takes", "allergic", "had", "tried", "meets")},
            },
            "additionalProperties": False,
        },
    ],
}


class _Schema(GenerateJsonSchema):
    """Conditions are written in their own language; the schema shows that, not the parsed nodes."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        if getattr(schema["function"].get("function"), "__name__", "") == "parse_condition":
            return _CONDITION
        return super().function_before_schema(schema)


def file_schema(kind: type[BaseModel]) -> dict[str, Any]:
    """The schema of a file that holds a list of such records, or one of them."""
    entry = kind.model_json_schema(schema_generator=_Schema)
    definitions = entry.pop("$defs", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "anyOf": [{"type": "array", "items": entry}, entry],
        "$defs": definitions,
    }
