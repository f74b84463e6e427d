"""What goes in and out of the REST interface of consults.  Within a version keys are only added."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from curbside.article.document import AnswerDocument
from curbside.article.model import Audience
from curbside.case.refuse import MOST_BYTES


class Body(BaseModel):
    """A request: a key that nobody knows is refused, so that no slip of the pen passes unseen."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class AskIn(Body):
    """A question or a case, as a text or as a typed form."""

    text: str | None = Field(None, max_length=MOST_BYTES, description="Free text: a question or a note.")
    form: dict[str, Any] | None = Field(None, description="The same facts, typed: see `/schemas/form`.")
    audience: Audience = Field(Audience.specialist, description="Whom the answer speaks to.")
    region: Literal["us", "uk"] = Field("us", description="Whose rules and limits hold.")
    today: date | None = Field(None, description="The day of the question; by default the day of the server.")
    facts: dict[str, str | float | bool] = Field({}, description="Corrections: they win over what was read.")
    parameters: dict[str, float] = Field({}, description="Thresholds that a payer or region sets.")


class FollowUpIn(Body):
    text: str = Field(max_length=MOST_BYTES, description="“she now has urinary retention”, “what if eGFR is 25?”")


class FactsIn(Body):
    """Facts set by the asker; "unknown" withdraws one.  Thresholds of a payer or region beside them."""

    facts: dict[str, str | float | bool] = {}
    parameters: dict[str, float] = {}


class FactChangeOut(TypedDict):
    fact: str
    label: str
    before: str
    after: str
    basis: str


class AdviceChangeOut(TypedDict):
    recommendation: str
    title: str
    turned: Literal["advised", "withdrawn", "opened", "settled", "altered"]
    urgency: str
    because: list[str]
    acts_added: list[str]
    acts_removed: list[str]


class DoseChangeOut(TypedDict):
    drug: str
    before: str
    after: str
    reasons: list[str]


class ChangesOut(TypedDict):
    """What a turn changed, and why."""

    urgency: list[str]
    """Before and after."""
    urgency_possible: list[str]
    facts: list[FactChangeOut]
    advice: list[AdviceChangeOut]
    doses: list[DoseChangeOut]


class TurnOut(TypedDict):
    kind: Literal["opened", "told", "supposed", "corrected", "reworded"]
    said: str
    audience: str


class ConsultOut(TypedDict):
    """A consult after one of its turns."""

    id: str
    at: int
    """The turn that is shown, from 0."""
    turns: list[TurnOut]
    changes: ChangesOut | None
    """Null for the opening."""
    answer: AnswerDocument


class ProblemOut(TypedDict):
    """RFC 9457: what went wrong, where, and what to do next; never what was typed."""

    type: str
    title: str
    status: int
    detail: str


def in_words(facts: dict[str, str | float | bool]) -> dict[str, str]:
    """Values of facts as a person would write them."""
    return {name: _word(value) for name, value in facts.items()}


def _word(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{value:g}"


Problems = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Problems:
    """The refusals of an operation, for its description."""
    return {
        status: {
            "description": _SAID[status],
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemOut"}}},
        }
        for status in statuses
    }


_SAID = {
    400: "The request is no JSON.",
    403: "It came from another site.",
    404: "It is not here, or not any more.",
    405: "This address does not take that kind of request.",
    413: "It is too large.",
    415: "It is not JSON.",
    422: "It cannot be used; `detail` names the place and what would be right.",
    429: "Too many requests within a minute.",
    500: "No answer could be defended.",
}
