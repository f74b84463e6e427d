"""Parts of an answer that read better side by side: criteria as a table, disagreements as columns."""

from __future__ import annotations

from dataclasses import dataclass

from curbside.article.figures import filled
from curbside.consult import Consult
from curbside.doors.web.views.items import Item, ShownSection
from curbside.knowledge.load import Knowledge

_STATES = {"met": "met", "not_met": "not met", "not_documented": "not documented", "waived": "waived"}


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion: its sentence, where it stands, and the document that would show it."""

    item: Item
    title: str
    state: str
    document: str


@dataclass(frozen=True, slots=True)
class CriteriaTable:
    title: str
    intro: Item
    rows: tuple[CriterionRow, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """A disagreement: its question, each side without it, and what would tip the choice."""

    question: str
    sides: tuple[tuple[Item, str], ...]
    tips: Item


def criteria_of(done: Consult, section: ShownSection, knowledge: Knowledge) -> tuple[CriteriaTable, ...]:
    """The criteria section as tables, one for each set."""
    reports = {report.criteria: report for report in done.assessment.criteria}
    tables = []
    for name, found in section.owners:
        entry = knowledge.criteria[name]
        by_id = {criterion.id: criterion for criterion in entry.criteria}
        rows = tuple(
            CriterionRow(item, by_id[r.criterion].title, _STATES[r.status.value], by_id[r.criterion].document)
            for r, item in zip(reports[name].results, found[1:], strict=True)
        )
        tables.append(CriteriaTable(entry.title, found[0], rows))
    return tuple(tables)


def sides_of(done: Consult, section: ShownSection, knowledge: Knowledge) -> tuple[Sides, ...]:
    """The disagreements, each with its sides."""
    told = []
    for name, found in section.owners:
        question = filled(knowledge.conflicts[name].question, knowledge, done.assessment.region, done.assessment.today)
        sides = tuple((item, item.lead.text.removeprefix(f"{question}: ")) for item in found[:-1])
        told.append(Sides(question, sides, found[-1]))
    return tuple(told)
