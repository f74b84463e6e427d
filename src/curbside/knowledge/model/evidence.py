"""What may be cited and what it says: sources, statements, and the figures in them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from curbside.knowledge.model.record import Record, Region, RowId, Snake, Verification


class SourceType(StrEnum):
    guideline = "Guideline"
    research = "Research"
    label = "Drug label"
    policy = "Coverage policy"
    codes = "Code list"
    consensus = "Consensus"


class Identifiers(Record):
    """Where a reader finds the source.  Only identifiers that were read are written."""

    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    isbn: str | None = None
    number: str | None = None
    """The issuer's own number: a guideline, policy or label number."""
    url: str | None = None


class Source(Record):
    """Something that may be cited.

    `status` is `current` unless the issuer has replaced or withdrawn the work; a
    source that is not current is never support (see `knowledge.check`).
    """

    id: RowId
    type: SourceType
    title: str
    authors: str | None = None
    publisher: str | None = None
    year: int | None = None
    region: Region | None = None
    identifiers: Identifiers = Identifiers()
    verification: Verification
    checked_on: date
    read_at: tuple[str, ...] = ()
    """Addresses of the pages on which the source was read (often a copy of an abstract)."""
    status: Literal["current", "superseded", "retired", "retracted", "refused"] = "current"
    replaced_by: RowId | None = None
    note: str | None = None


class FigureKind(StrEnum):
    """What a number is.  Only a threshold or a target may enter a rule."""

    threshold = "threshold"
    target = "target"
    dose = "dose"
    estimate = "estimate"
    range = "range"
    counted = "count"
    p_value = "p"


class DatedValue(Record):
    """The value of a figure in one region from one day on."""

    value: float
    since: date
    region: Region | None = None
    source: RowId
    checked_on: date


class Figure(Record):
    """A number with everything it needs to be quoted honestly.

    A point value stands in `value`; a span in `low` and `high`; the confidence
    interval of a point value in `interval`.  `of` is the denominator of a count.
    A figure that guidelines revise has `values` instead of `value`.  Figures
    without `population`, `verification` or `sources` take those of their statement.
    """

    kind: FigureKind
    unit: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    interval: tuple[float, float] | None = None
    interval_name: str = "95% CI"
    of: int | None = None
    n: int | None = None
    values: tuple[DatedValue, ...] = ()
    population: str | None = None
    comparator: str | None = None
    follow_up: str | None = None
    verification: Verification | None = None
    sources: tuple[RowId, ...] = ()

    @model_validator(mode="after")
    def _one_form(self) -> Figure:
        forms = [self.value is not None, self.low is not None or self.high is not None, bool(self.values)]
        if sum(forms) != 1:
            raise ValueError("write exactly one of: value, low/high, values")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("low is greater than high")
        return self

    def value_at(self, region: Region, today: date) -> float | None:
        """The point value in force in `region` on `today`; None for a span or if none is in force."""
        if self.value is not None:
            return self.value
        dated = [v for v in self.values if v.since <= today and v.region in (region, None)]
        if not dated:
            return None
        return max(dated, key=lambda v: (v.region == region, v.since)).value


class Statement(Record):
    """One thing the evidence says, in our own words, about one population.

    `rows` names the evidence rows it carries over: the dossier row, then the
    corrections applied to it.  A figure stands in the claim as `{name}`; a digit
    typed into a claim is a load error.
    """

    id: RowId
    claim: str
    figures: dict[Snake, Figure] = {}
    population: str
    region: Region | None = None
    level: str
    sources: Annotated[tuple[RowId, ...], Field(min_length=1)]
    verification: Verification
    rows: tuple[RowId, ...] = ()
    limits: str | None = None
    """What the reader must bear in mind: indirectness, bias, age of the data."""
