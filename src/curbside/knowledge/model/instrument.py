"""Questionnaires: how they are scored and read."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from curbside.knowledge.model.record import Record, RowId, Slug, Snake


class ReadingBand(Record):
    """What a total means from a figure on: `at_least` includes it, `above` does not; the lowest band has neither."""

    name: str
    at_least: Snake | None = None
    above: Snake | None = None

    @model_validator(mode="after")
    def _one_edge(self) -> ReadingBand:
        if self.at_least is not None and self.above is not None:
            raise ValueError("a band begins at one figure: write at_least or above")
        return self


class Instrument(Record):
    """A questionnaire: how it is scored and read.  Items stand here only where the licence allows.

    `runs` names the figure that holds the lowest and highest total, or the highest alone.
    """

    id: Slug
    title: str
    words: tuple[str, ...] = ()
    """Further names, besides those in the title."""
    measures: str
    items: int | None = None
    scoring: str
    cut_offs: str
    bands: tuple[ReadingBand, ...] = ()
    """From the lowest up; empty where a total has no bands."""
    runs: Snake | None = None
    change: str | None = None
    """The smallest change that matters to patients."""
    licence: str
    limits: str
    because: Annotated[tuple[RowId, ...], Field(min_length=1)]
