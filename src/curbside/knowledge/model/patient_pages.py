"""What stands on a patient's page beside the plan: explanations, plain words, questions for the team."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from curbside.knowledge.conditions import Never
from curbside.knowledge.model.record import Record, RowId, Slug, When


class Paragraph(Record):
    text: str
    because: Annotated[tuple[RowId, ...], Field(min_length=1)]


class Education(Record):
    """A page of explanation for patients; every paragraph names its statements."""

    id: Slug
    title: str
    shown_when: When = Never()
    """When it belongs on a patient's page; it can always be read by its title."""
    paragraphs: tuple[Paragraph, ...]


class GlossaryEntry(Record):
    """A word that patients meet, in plain words."""

    id: Slug
    word: str
    plain: str


class AskYourTeam(Record):
    """Questions that a patient may put to the team about one section of the plan; `id` is the section."""

    id: Slug
    questions: Annotated[tuple[str, ...], Field(min_length=1)]
