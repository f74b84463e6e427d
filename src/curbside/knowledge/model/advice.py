"""Recommendations with their own examples, and the disagreements between sources."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from curbside.knowledge.conditions import Never
from curbside.knowledge.model.record import Record, Region, RowId, Slug, Snake, Urgency, When

Within = Literal["now", "hours", "same_day", "days", "weeks", "planned"]
"""When an act must begin: now (call), within hours, the same day, within days, within weeks, when planned."""


class Do(Record):
    """One act of a recommendation, with the conditions under which it is replaced or left out."""

    act: Slug
    within: Within | None = None
    limit: Snake | None = None
    """A figure that states the time limit exactly."""
    when: When | None = None
    unless: When = Never()
    otherwise: Slug | None = None
    """The act that takes its place when `unless` is true (and, marked, when it is unknown)."""
    because: tuple[RowId, ...] = ()
    """The statements closest to this act; by default the first of its recommendation."""


class Say(Record):
    """The sentences of a recommendation, by reader.  Figures stand as `{name}`."""

    clinician: str
    patient: str | None = None
    unknown: str | None = None
    """What a clinician reads while the recommendation cannot be judged ("If ..., then ...")."""
    unknown_patient: str | None = None
    against: str | None = None
    """What argues against the advice."""


class Expectation(StrEnum):
    yes = "yes"
    no = "no"
    unknown = "unknown"
    possible = "possible"


class RuleTest(Record):
    """An example beside its rule: who, what is known, what must follow.

    `given` maps a fact to a value: yes, no, possible, a number ("200"), a span
    ("150..250", "< 92"), or a choice; a mapping {value, course, onset, side, before}
    states more.  `expect` is the verdict; `does` lists exactly the acts that must
    result, `asks` the decisive facts, `urgency` the urgency that must result.
    """

    name: str
    source: Annotated[RowId, Field(alias="from")]
    given: dict[str, object] = {}
    region: Region = "us"
    expect: Expectation
    urgency: Urgency | None = None
    does: tuple[Slug, ...] | None = None
    asks: tuple[Snake, ...] | None = None

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Recommendation(Record):
    """One piece of advice: when it holds, what to do, how to say it, why, and its own tests.

    `if_unknown` says what happens while `when` cannot be judged: `ask` (put the
    questions and show what would follow), `hold` (withhold the act until answered:
    contraindications), `note` (print the conditional sentence `say.unknown`).
    """

    id: Slug
    title: str
    section: Slug
    urgency: Urgency
    stage: Slug | None = None
    region: Region | None = None
    when: When
    unless: When = Never()
    if_unknown: Literal["ask", "hold", "note"]
    do: Annotated[tuple[Do, ...], Field(min_length=1)]
    say: Say
    strength: Literal["strong", "conditional", "consensus", "ungraded"]
    certainty: Literal["high", "moderate", "low", "very_low", "not_stated"]
    because: Annotated[tuple[RowId, ...], Field(min_length=1)]
    overrides: tuple[Slug, ...] = ()
    social_use: str | None = None
    """Why a social fact is used here; the row that allows it must be among `because`."""
    tests: Annotated[tuple[RuleTest, ...], Field(min_length=1)]


class Side(Record):
    """One side of a disagreement: who says what, when, about whom."""

    who: str
    says: str
    year: int | None = None
    population: str
    because: Annotated[tuple[RowId, ...], Field(min_length=1)]


class Conflict(Record):
    """A disagreement between sources, shown with both sides."""

    id: RowId
    question: str
    section: Slug
    shown_when: When
    sides: Annotated[tuple[Side, ...], Field(min_length=2)]
    tips: str
    """What would tip the choice for a patient."""
    allows: tuple[tuple[Slug, Slug], ...] = ()
    """Pairs of acts that may stand side by side because of this disagreement."""
