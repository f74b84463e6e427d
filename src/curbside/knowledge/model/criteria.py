"""What a medical reviewer checks before a procedure."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from curbside.knowledge.conditions import Never
from curbside.knowledge.model.record import Record, Region, RowId, Slug, Snake, When


class Criterion(Record):
    """One requirement of a criteria set."""

    id: Slug
    title: str
    met: When
    waived: When = Never()
    document: str
    """What document shows it, in the words of a records clerk."""
    because: Annotated[tuple[RowId, ...], Field(min_length=1)]
    parameter: Snake | None = None
    """A figure set by payer or region that this criterion needs; never guessed."""


class CriteriaTest(Record):
    name: str
    source: Annotated[RowId, Field(alias="from")]
    given: dict[str, object] = {}
    parameters: dict[Snake, float] = {}
    expect: dict[Slug, Literal["met", "not_met", "not_documented", "waived"]]

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class CriteriaSet(Record):
    """What a medical reviewer checks before a procedure; never a coverage decision."""

    id: Slug
    title: str
    region: Region | None = None
    """Whose payers or rules it follows; None holds everywhere."""
    asked_when: When
    """The set is shown when this is true (the procedure is asked for or advised)."""
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    says: str
    """What the report says about itself."""
    because: Annotated[tuple[RowId, ...], Field(min_length=1)]
    tests: tuple[CriteriaTest, ...]
