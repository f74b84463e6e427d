"""What people ask: the question bank, subjects, kinds of question, and names that hold a digit."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from curbside.knowledge.model.record import Record, RowId, Slug, Snake


class BankQuestion(Record):
    """A clinical question of the question bank and the recommendations that answer it."""

    id: Slug
    text: str
    answered_by: Annotated[tuple[Slug, ...], Field(min_length=1)]
    topics: tuple[Slug, ...]


class Subject(Record):
    """Something that people ask about by name, and the statements that explain it.

    `means` say what it is, `apart` how it is told from others, `codes` how it is coded,
    `scoring` how it is measured and read, `outlook` how often it happens and what comes of it.
    """

    id: Slug
    name: str
    words: Annotated[tuple[str, ...], Field(min_length=1)]
    word: str | None = None
    """The word of the glossary that says it plainly."""
    means: Annotated[tuple[RowId, ...], Field(min_length=1)]
    apart: tuple[RowId, ...] = ()
    codes: tuple[RowId, ...] = ()
    scoring: tuple[RowId, ...] = ()
    outlook: tuple[RowId, ...] = ()
    advice: tuple[Slug, ...] = ()
    """Recommendations that speak of it."""
    pages: tuple[Slug, ...] = ()
    """Pages of explanation for patients."""
    asked: tuple[Snake, ...] = ()
    """Facts that a question naming this treatment makes true: that it is asked for."""
    treatment: bool = False
    """A question that names it wants its advice, with or without a patient."""

    @property
    def rows(self) -> tuple[RowId, ...]:
        """Every statement that explains it."""
        return tuple(dict.fromkeys((*self.means, *self.apart, *self.codes, *self.scoring, *self.outlook)))


class QuestionKind(Record):
    """By which words a question wants an explanation; "..." in a phrase stands for anything.

    `unless` are words that make it a question of what to do.  The kind `person` names
    the words that speak of somebody.
    """

    id: Literal["coding", "comparison", "scoring", "dose", "outlook", "definition", "person"]
    phrases: Annotated[tuple[str, ...], Field(min_length=1)]
    unless: tuple[str, ...] = ()


class Term(Record):
    """A name that holds a digit without being a number (HbA1c, PHQ-9, PSPS type 2)."""

    id: Slug
    text: str
    meaning: str
