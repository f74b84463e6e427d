"""Recommendations, criteria sets and disagreements as pages: what is said, when it holds, on what it rests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from curbside.article.blocks import WITHIN
from curbside.article.readability import grade
from curbside.doors.knowledge_pages import open_points
from curbside.doors.web.views.library import Library
from curbside.doors.web.views.library_links import Link
from curbside.doors.web.views.library_parts import REGION_NAMES, Desk, Held, Logic, SourceLine
from curbside.knowledge import conditions as c
from curbside.knowledge.model import Conflict, CriteriaSet, Do, Recommendation
from curbside.knowledge.model.criteria import Criterion
from curbside.pathway.examples import Outcome, run_criteria_tests, run_rule_tests

_UNKNOWN = {
    "ask": "While this cannot be judged, the open questions are asked and what would follow is shown.",
    "hold": "While this cannot be judged, the act is withheld until the questions are answered.",
    "note": "While this cannot be judged, the conditional sentence is shown.",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a recommendation and to whom it is said."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class ActLine:
    """An act with its time and the conditions that replace or remove it."""

    id: str
    kind: str
    text: str
    patient: str
    within: str
    only_if: str
    not_if: str
    instead: str


@dataclass(frozen=True, slots=True)
class Example:
    """An example of the authors: what is given, what must follow, and whether it does."""

    name: str
    source: str
    given: tuple[str, ...]
    expected: str
    holds: bool
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    rule: Recommendation
    section: str
    stage: str
    region: str
    clinician: tuple[Said, ...]
    patient: tuple[Said, ...]
    grade: float | None
    """Reading grade of what is said to the patient."""
    when: Logic
    unless: Logic | None
    unknown: str
    acts: tuple[ActLine, ...]
    evidence: tuple[Held, ...]
    sources: tuple[SourceLine, ...]
    examples: tuple[Example, ...]
    open: tuple[str, ...]
    replaces: tuple[Link, ...]
    replaced_by: tuple[Link, ...]
    questions: tuple[Link, ...]
    conflicts: tuple[Link, ...]
    place: str


def rule_page(rule: Recommendation, library: Library) -> RulePage:
    """A recommendation with everything behind it; its examples are judged now."""
    knowledge, desk = library.knowledge, Desk(library.knowledge)
    say = rule.say
    rows = tuple(dict.fromkeys((*rule.because, *(row for do in rule.do for row in do.because))))
    evidence = tuple(desk.held(row) for row in rows)
    patient = _said(desk, ("", say.patient), ("While it is open", say.unknown_patient))
    return RulePage(
        rule=rule,
        section=next(s.title for s in knowledge.pathway.sections if s.id == rule.section),
        stage=next((s.title for s in knowledge.pathway.stages if s.id == rule.stage), ""),
        region=REGION_NAMES[rule.region],
        clinician=_said(
            desk, ("", say.clinician), ("While it is open", say.unknown), ("What argues against it", say.against)
        ),
        patient=patient,
        grade=grade(" ".join(said.text for said in patient)) if patient else None,
        when=desk.logic(rule.when),
        unless=_unless(rule.unless, desk),
        unknown=_UNKNOWN[rule.if_unknown],
        acts=tuple(_act(do, desk) for do in rule.do),
        evidence=evidence,
        sources=desk.sources(source.id for held in evidence for source in held.sources),
        examples=tuple(_rule_examples(rule, desk)),
        open=open_points(rule.because, knowledge),
        replaces=_rules(rule.overrides, library),
        replaced_by=library.links.overriding.get(rule.id, ()),
        questions=library.links.answering.get(rule.id, ()),
        conflicts=_conflicts_of(rule, library),
        place=str(knowledge.places["recommendations", rule.id]),
    )


def _said(desk: Desk, *sentences: tuple[str, str | None]) -> tuple[Said, ...]:
    return tuple(Said(lead, desk.filled(text)) for lead, text in sentences if text)


def _unless(node: c.Condition, desk: Desk) -> Logic | None:
    return None if isinstance(node, c.Never) else desk.logic(node)


def _act(do: Do, desk: Desk) -> ActLine:
    acts = desk.knowledge.acts
    within = WITHIN.get(do.within or "", "")
    if do.limit:
        within = f"{within}, at most {desk.filled('{' + do.limit + '}')}".removeprefix(", ")
    return ActLine(
        id=do.act,
        kind=acts[do.act].kind.value,
        text=desk.filled(acts[do.act].text),
        patient=desk.filled(acts[do.act].text_patient),
        within=within,
        only_if="" if do.when is None else desk.inline(do.when),
        not_if=desk.inline(do.unless),
        instead=desk.filled(acts[do.otherwise].text) if do.otherwise else "",
    )


def _rule_examples(rule: Recommendation, desk: Desk) -> Iterator[Example]:
    for test, outcome in zip(rule.tests, run_rule_tests(rule, desk.knowledge), strict=True):
        urgency = f", {test.urgency.value}" if test.urgency else ""
        yield _example(outcome, test.source, f"{test.expect.value}{urgency}", desk)


def _example(outcome: Outcome, source: str, expected: str, desk: Desk) -> Example:
    given = desk.given(outcome.given)
    return Example(outcome.name, source, given, expected, outcome.passed, outcome.differences)


def _rules(names: tuple[str, ...], library: Library) -> tuple[Link, ...]:
    return tuple(link for name in names if (link := library.links.named(name)) is not None)


def _conflicts_of(rule: Recommendation, library: Library) -> tuple[Link, ...]:
    """Disagreements that rest on the same statements or speak of the same acts."""
    acts, rows = {do.act for do in rule.do}, set(rule.because)
    return tuple(
        Link("conflicts", conflict.id, conflict.question)
        for conflict in library.knowledge.conflicts.values()
        if rows & {row for side in conflict.sides for row in side.because}
        or acts & {act for pair in conflict.allows for act in pair}
    )


# --- criteria sets ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CriterionPage:
    criterion: Criterion
    met: Logic
    waived: Logic | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriteriaPage:
    entry: CriteriaSet
    says: str
    region: str
    asked_when: Logic
    criteria: tuple[CriterionPage, ...]
    evidence: tuple[Held, ...]
    sources: tuple[SourceLine, ...]
    examples: tuple[Example, ...]
    asked_by: tuple[Link, ...]
    questions: tuple[Link, ...]
    open: tuple[str, ...]


def criteria_page(entry: CriteriaSet, library: Library) -> CriteriaPage:
    """A criteria set: each requirement with its logic, the document that shows it, and its evidence."""
    desk = Desk(library.knowledge)
    rows = tuple(dict.fromkeys((*entry.because, *(row for item in entry.criteria for row in item.because))))
    evidence = tuple(desk.held(row) for row in rows)
    return CriteriaPage(
        entry=entry,
        says=desk.filled(entry.says),
        region=REGION_NAMES[entry.region],
        asked_when=desk.logic(entry.asked_when),
        criteria=tuple(
            CriterionPage(item, desk.logic(item.met), _unless(item.waived, desk), item.because)
            for item in entry.criteria
        ),
        evidence=evidence,
        sources=desk.sources(source.id for held in evidence for source in held.sources),
        examples=tuple(_criteria_examples(entry, desk)),
        asked_by=library.links.criteria_in.get(entry.id, ()),
        questions=library.links.answering.get(entry.id, ()),
        open=open_points(rows, library.knowledge),
    )


def _criteria_examples(entry: CriteriaSet, desk: Desk) -> Iterator[Example]:
    titles = {item.id: item.title for item in entry.criteria}
    for test, outcome in zip(entry.tests, run_criteria_tests(entry, desk.knowledge), strict=True):
        told = "; ".join(f"{titles.get(name, name)}: {state.replace('_', ' ')}" for name, state in test.expect.items())
        yield _example(outcome, test.source, told, desk)


# --- disagreements ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SidePage:
    who: str
    year: str
    says: str
    population: str
    evidence: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class ConflictPage:
    conflict: Conflict
    question: str
    section: str
    sides: tuple[SidePage, ...]
    tips: str
    shown_when: Logic
    allows: tuple[tuple[str, str], ...]
    sources: tuple[SourceLine, ...]
    questions: tuple[Link, ...]


def conflict_page(conflict: Conflict, library: Library) -> ConflictPage:
    """A disagreement with its sides next to each other."""
    desk = Desk(library.knowledge)
    acts = library.knowledge.acts
    sides = tuple(
        SidePage(
            who=side.who,
            year=str(side.year or ""),
            says=desk.filled(side.says),
            population=desk.filled(side.population).rstrip("."),
            evidence=tuple(desk.held(row) for row in side.because),
        )
        for side in conflict.sides
    )
    sections = {s.id: s.title for s in library.knowledge.pathway.sections}
    return ConflictPage(
        conflict=conflict,
        question=desk.filled(conflict.question),
        section=sections.get(conflict.section, conflict.section),
        sides=sides,
        tips=desk.filled(conflict.tips),
        shown_when=desk.logic(conflict.shown_when),
        allows=tuple((desk.filled(acts[a].text), desk.filled(acts[b].text)) for a, b in conflict.allows),
        sources=desk.sources(source.id for side in sides for held in side.evidence for source in held.sources),
        questions=library.links.answering.get(conflict.id, ()),
    )
