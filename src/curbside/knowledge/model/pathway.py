"""Scope, sections, stages and course of one pathway, and the parts of its record."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from curbside.knowledge.model.record import Record, RowId, Slug, Snake, When


class Section(Record):
    id: Slug
    title: str
    title_patient: str


class Exclusion(Record):
    """Patients whom the pathway does not cover: emergencies only, with the reason named."""

    id: Slug
    when: When
    say: str
    say_patient: str
    because: Annotated[tuple[RowId, ...], Field(min_length=1)]


class Stage(Record):
    id: Slug
    title: str
    title_patient: str
    from_week: float
    to_week: float | None = None


class CourseStep(Record):
    """Where an act stands in the course of care; `id` is the act.

    Its weeks are counted from when the patient came with the problem, from the latest
    operation, or from the last change of treatment.  `not_before` and `no_later` are
    figures that narrow its stage.  `because` are the statements that set its time; an
    act without any stands there by consensus.
    """

    id: Slug
    stage: Slug
    counted_from: Literal["presentation", "operation", "change"] = "presentation"
    not_before: Snake | None = None
    no_later: Snake | None = None
    because: tuple[RowId, ...] = ()
    done_when: When | None = None
    """When it counts as done; None: the case cannot tell."""


class RecordPart(Record):
    """A part of the observations of a note in a record: which findings stand under its title.

    `headings` are sections of a text (see reading/sections.yaml): a finding read there
    belongs here unless its fact belongs to another part.  Findings of no part are history.
    """

    id: Slug
    title: str
    groups: tuple[Snake, ...] = ()
    facts: tuple[Snake, ...] = ()
    headings: tuple[Snake, ...] = ()


class Pathway(Record):
    """Scope, sections and stages of one pathway."""

    id: Slug
    title: str
    edition: date
    covers: When
    """True when the question is about the pathway at all."""
    fits: When
    """True when the patient belongs to its population (adults after spine surgery)."""
    for_anyone: tuple[Slug, ...] = ()
    """Recommendations on medicines that hold for whoever takes them, in the population and outside it."""
    exclusions: tuple[Exclusion, ...]
    sections: tuple[Section, ...]
    stages: tuple[Stage, ...]
    ask_first: tuple[Snake, ...]
    """Groups of facts in the order in which a careful clinician asks them."""
    disclaimer: str
    disclaimer_patient: str
    intended_use: str
    safety_net: str
    safety_net_patient: str
    safety_net_because: tuple[RowId, ...]
