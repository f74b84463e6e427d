"""What rests on what: from a source to its statements, from a statement to the entries that it supports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from curbside.knowledge.conditions import Condition, Meets, facts_of, nodes
from curbside.knowledge.load import Knowledge

MEDICINE_TABLES = {
    "drugs": "the medicine itself",
    "products": "product",
    "limits": "limit",
    "supplements": "after dialysis",
    "cautions": "caution",
    "interactions": "interaction",
    "boxed_warnings": "boxed warning",
    "factors": "opioid factor",
    "tolerance": "opioid tolerance",
    "indications": "approved use",
    "drug_notes": "note",
    "naloxone": "reason to offer naloxone",
    "instruments": "score",
}
"""The shelves of the medicine tables, each as a reader knows it."""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry that is named somewhere: what it is, its title and its page."""

    kind: str
    id: str
    title: str

    @property
    def address(self) -> str:
        return f"/library/{self.kind}/{self.id}"


class Links:
    """The ways back through one edition."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.resting = _gathered(self._supported())
        """Statement to the entries that it supports."""
        self.citing = _gathered(self._cited())
        """Source to its statements."""
        self.in_tables = _gathered(self._tabled())
        """Source to the rows of the medicine tables that name it: (table, id)."""
        self.reading = _gathered(self._read())
        """Fact to the entries whose logic reads it."""
        self.answering = _gathered(
            (rule, Link("questions", q.id, q.text)) for q in knowledge.questions.values() for rule in q.answered_by
        )
        """Recommendation to the questions that it answers."""
        self.overriding = _gathered(
            (name, Link("recommendations", rule.id, rule.title))
            for rule in knowledge.recommendations.values()
            for name in rule.overrides
        )
        """Recommendation to those that take its place."""
        self.criteria_in = _gathered(self._met())
        """Criteria set to the recommendations whose logic asks for it."""

    def named(self, name: str) -> Link | None:
        """The recommendation, criteria set or disagreement of this name."""
        knowledge = self._knowledge
        if name in knowledge.recommendations:
            return Link("recommendations", name, knowledge.recommendations[name].title.rstrip("."))
        if name in knowledge.criteria:
            return Link("criteria", name, knowledge.criteria[name].title)
        return Link("conflicts", name, knowledge.conflicts[name].question) if name in knowledge.conflicts else None

    def _supported(self) -> Iterator[tuple[str, Link]]:
        knowledge = self._knowledge
        for rule in knowledge.recommendations.values():
            rows = (*rule.because, *(row for do in rule.do for row in do.because))
            yield from ((row, Link("recommendations", rule.id, rule.title.rstrip("."))) for row in rows)
        for conflict in knowledge.conflicts.values():
            link = Link("conflicts", conflict.id, conflict.question)
            yield from ((row, link) for side in conflict.sides for row in side.because)
        for entry in knowledge.criteria.values():
            link = Link("criteria", entry.id, entry.title)
            yield from ((row, link) for row in (*entry.because, *(r for c in entry.criteria for r in c.because)))
        for form in knowledge.questionnaires.values():
            yield from ((row, Link("instruments", form.id, form.title)) for row in form.because)
        for page in knowledge.education.values():
            link = Link("education", page.id, page.title)
            yield from ((row, link) for paragraph in page.paragraphs for row in paragraph.because)

    def _cited(self) -> Iterator[tuple[str, str]]:
        for statement in self._knowledge.statements.values():
            yield from ((name, statement.id) for name in statement.sources)
            for figure in statement.figures.values():
                named = (*figure.sources, *(value.source for value in figure.values))
                yield from ((name, statement.id) for name in named)

    def _tabled(self) -> Iterator[tuple[str, tuple[str, str]]]:
        for shelf in MEDICINE_TABLES:
            for name, entry in self._knowledge.shelves.get(shelf, {}).items():
                parts = (entry, *getattr(entry, "dosing", ()))
                yield from ((source, (shelf, name)) for part in parts for source in part.sources)

    def _read(self) -> Iterator[tuple[str, Link]]:
        for link, conditions in self._logic():
            for condition in conditions:
                yield from ((fact, link) for fact in facts_of(condition))

    def _met(self) -> Iterator[tuple[str, Link]]:
        for link, conditions in self._logic():
            for condition in conditions:
                yield from ((node.criteria, link) for node in nodes(condition) if isinstance(node, Meets))

    def _logic(self) -> Iterator[tuple[Link, list[Condition]]]:
        knowledge = self._knowledge
        for rule in knowledge.recommendations.values():
            inner = [c for do in rule.do for c in (do.when, do.unless) if c is not None]
            yield Link("recommendations", rule.id, rule.title.rstrip(".")), [rule.when, rule.unless, *inner]
        for conflict in knowledge.conflicts.values():
            yield Link("conflicts", conflict.id, conflict.question), [conflict.shown_when]
        for entry in knowledge.criteria.values():
            inner = [c for criterion in entry.criteria for c in (criterion.met, criterion.waived)]
            yield Link("criteria", entry.id, entry.title), [entry.asked_when, *inner]


def _gathered(pairs: Iterator[tuple[str, Any]]) -> Mapping[str, tuple[Any, ...]]:
    """Everything under its name, each once, in the order of its first mention."""
    found: dict[str, dict[Any, None]] = {}
    for name, value in pairs:
        found.setdefault(name, {})[value] = None
    return {name: tuple(values) for name, values in found.items()}
