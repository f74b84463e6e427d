"""The nouns of opioid care: what counts for how much morphine, tolerance, when to offer naloxone, scores of risk."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from curbside.knowledge.drug_model import Backed
from curbside.knowledge.model.record import Record, RowId, Slug, Snake, When


class Factor(Backed):
    """Milligrams of oral morphine that one unit of an opioid counts for, in one named vintage.

    `factor` is None where the vintage leaves the opioid out on purpose; `says` tells why.
    `above` and `up_to` bound the tier of daily dose (tiers join without holes).
    """

    id: Slug
    drug: Snake
    vintage: Literal["cdc_2022", "cdc_2016", "research_2018"]
    routes: tuple[Snake, ...] = ("oral",)
    forms: tuple[Snake, ...] = ()
    unit: str
    factor: float | None = None
    above: float = 0
    up_to: float | None = None
    says: str | None = None


class Tolerance(Backed):
    """The daily amount, taken for `days` consecutive days, from which a label speaks of opioid tolerance."""

    id: RowId
    drug: Snake
    routes: tuple[Snake, ...]
    at_least: float
    unit: str
    days: float


class Trigger(Backed):
    """A reason to offer naloxone with an opioid."""

    id: RowId
    when: When
    says: str


class Item(Record):
    """One item of an instrument; `fact` is answered yes or no."""

    fact: Snake
    label: str
    points: float
    points_male: float | None = None


class ScoreBand(Record):
    at_least: float
    name: Snake


class Instrument(Backed):
    """A scoring instrument.  Its items are held only where the licence allows it."""

    id: Slug
    title: str
    words: tuple[str, ...] = ()
    """Further names, besides those in the title."""
    items: tuple[Item, ...] = ()
    bands: Annotated[tuple[ScoreBand, ...], Field(min_length=1)]
    lowest: float
    highest: float
    licence: str
    says: str
