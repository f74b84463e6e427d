"""The JSON Schema of the typed form, made from the vocabulary of facts."""

from __future__ import annotations

from typing import Any

from curbside.case.form import NUMBER_SCHEMA, Form, FormVocabulary
from curbside.knowledge.conditions import COURSES
from curbside.knowledge.model import Fact, FactKind


def form_schema(vocabulary: FormVocabulary) -> dict[str, Any]:
    """Every fact with its question, its unit and its plausible values; then the lists."""
    schema = Form.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "The facts of one patient"
    schema["properties"]["facts"] = {
        "type": "object",
        "description": "What is left out is unknown.",
        "properties": {fact.id: _fact(fact) for fact in vocabulary.facts.values()},
        "additionalProperties": False,
    }
    drugs = sorted({*vocabulary.shelves.get("drugs", {}), *vocabulary.shelves.get("drug_classes", {})})
    schema["$defs"]["FormMedication"]["properties"]["drug"] = {"enum": [*drugs, None]}
    schema["$defs"]["number"] = NUMBER_SCHEMA
    schema["$defs"]["yes_no"] = _entry({"enum": ["yes", "no", "possible", True, False]})
    return schema


def _fact(fact: Fact) -> dict[str, Any]:
    words = {"title": fact.label, "description": fact.ask}
    if fact.kind is FactKind.yes_no:
        return {**words, "$ref": "#/$defs/yes_no"}
    if fact.kind is FactKind.choice:
        return {**words, **_entry({"enum": list(fact.values)})}
    low, high = fact.range or (None, None)
    unit = f" in {fact.unit}" if fact.unit else ""
    spans = {"type": "string", "description": f'A span such as "1..2" or a bound such as "< 3"{unit}.'}
    return {**words, **_entry({"anyOf": [{"type": "number", "minimum": low, "maximum": high}, spans]})}


def _entry(value: dict[str, Any]) -> dict[str, Any]:
    """A value alone, with what is known beside it, or several such when the case holds several."""
    detailed = {
        "type": "object",
        "properties": {
            "value": value,
            "possible": {"type": "boolean"},
            "course": {"enum": list(COURSES)},
            "onset": {"$ref": "#/$defs/number", "description": "Days between its beginning and today."},
            "observed": {"$ref": "#/$defs/number", "description": "Days since it was observed."},
            "side": {"enum": ["left", "right", "both"]},
            "level": {"type": "string"},
        },
        "required": ["value"],
        "additionalProperties": False,
    }
    several = {"type": "array", "items": {"anyOf": [value, detailed]}, "minItems": 1}
    return {"anyOf": [value, detailed, several]}
