"""What entries of the knowledge base share: kinds of name, one shape, how far a source was read, how soon to act."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, GetPydanticSchema, WithJsonSchema
from pydantic_core.core_schema import no_info_plain_validator_function

from curbside.knowledge.condition_language import parse_condition
from curbside.knowledge.conditions import Condition

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""Name of a rule, an act or a set: kebab-case."""

Snake = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
"""Name of a fact or a figure: snake_case."""

RowId = Annotated[str, Field(pattern=r"^[A-Z]{1,4}[A-Za-z0-9]*(-[A-Za-z0-9]+)*$")]
"""Name of a row of evidence or of a source, as the evidence tables print it."""

Region = Literal["us", "uk"]

_CONDITION_SCHEMA = {
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

_PARSED = GetPydanticSchema(lambda _source, _handler: no_info_plain_validator_function(parse_condition))
"""The parser checks a condition whole: a schema of its nodes in each record would slow every start."""

When = Annotated[Condition, _PARSED, WithJsonSchema(_CONDITION_SCHEMA)]


class Record(BaseModel):
    """A frozen entry of the knowledge base; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Verification(StrEnum):
    """How far the authors of the knowledge base have read a source.

    `seen`: an abstract or excerpt carrying the fact was read.  `partly`: the source
    was seen, the figure or wording was completed from memory.  `memory`: from
    memory, shown with "check the source".  `unverified`: never drives a rule and is
    never shown as support.
    """

    seen = "seen"
    partly = "partly"
    memory = "memory"
    unverified = "unverified"


class Urgency(Enum):
    """How soon the most pressing act must begin.

    emergency: now or within hours; urgent: the same day; soon: within about two
    weeks; routine: at the next planned contact.  Ordered: `Urgency.emergency` is
    the greatest.
    """

    routine = "routine"
    soon = "soon"
    urgent = "urgent"
    emergency = "emergency"

    rank: int
    """From 0 (routine) to 3 (emergency)."""

    def __lt__(self, other: Urgency) -> bool:
        return self.rank < other.rank

    def __le__(self, other: Urgency) -> bool:
        return self.rank <= other.rank


for _rank, _level in enumerate(Urgency):
    _level.rank = _rank
