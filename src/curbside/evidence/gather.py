"""Gathering the evidence that an article may use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from curbside.evidence.explained import explained_entries, explained_rows, note_entries
from curbside.evidence.model import Evidence
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Source, Verification
from curbside.pathway.model import Assessment
from curbside.pathway.truth import evaluate
from curbside.pathway.view import View


def gather(assessment: Assessment, knowledge: Knowledge) -> Evidence:
    """The statements and sources behind everything the assessment says."""
    sources = {name: s for name, s in knowledge.sources.items() if may_be_cited(s)}
    rows = dict.fromkeys(_rows(assessment, knowledge))
    statements = {
        row: knowledge.statements[row]
        for row in rows
        if knowledge.statements[row].verification is not Verification.unverified
        and any(source in sources for source in knowledge.statements[row].sources)
    }
    entries = dict(_entries(assessment, knowledge, sources))
    used = {source for s in statements.values() for source in s.sources}
    used |= {source for named in entries.values() for source in named}
    return Evidence(statements, {name: s for name, s in sources.items() if name in used}, entries)


CONSENSUS = "CL"
"""Cited where a cautious rule of the medicine tables goes beyond its sources."""


def _entries(
    assessment: Assessment, knowledge: Knowledge, sources: Mapping[str, Source]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the medicine tables said about this patient: their rows, each with the sources that may be cited."""
    taken = (check.drug for _, check in assessment.medicines.taken)
    notes = note_entries(taken, knowledge)
    found = (*table_support(assessment), *notes, *explained_entries(assessment.explained, knowledge))
    for key, named in found:
        citable = tuple(s for s in named if s in sources)
        yield key, citable or (CONSENSUS,)


def table_support(assessment: Assessment) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A key for everything that the medicine tables contributed, with its sources."""
    checks = [check for _, check in assessment.medicines.taken] + list(assessment.proposed.values())
    for check in checks:
        for reason in (*check.reasons, *check.likely):
            yield reason.id, reason.sources
        for calculation in check.calculations:
            yield calculation.name, calculation.sources
        if check.dose is not None:
            yield f"dose:{check.drug}", check.dose.sources
        yield f"drug:{check.drug}", check.sources or (check.dose.sources if check.dose else ())
    yield "mme", assessment.medicines.mme.sources
    yield "naloxone", assessment.medicines.naloxone.sources
    for stop in assessment.medicines.stops:
        yield f"stop:{stop.drug}", stop.sources


def may_be_cited(source: Source) -> bool:
    """True for a work that is in force and not unverified; a refused, retired or retracted one is never support."""
    return source.status == "current" and source.verification is not Verification.unverified


def pages_for(assessment: Assessment, knowledge: Knowledge) -> tuple[str, ...]:
    """The pages of explanation that belong to this case, in the order of their file."""
    view = View(assessment.case, knowledge, assessment.region)
    pages = knowledge.education.values()
    return tuple(page.id for page in pages if evaluate(page.shown_when, view, lenient=True) is True)


def _rows(assessment: Assessment, knowledge: Knowledge) -> Iterator[str]:
    for name in assessment.judgements:
        yield from knowledge.recommendations[name].because
    for report in assessment.criteria:
        entry = knowledge.criteria[report.criteria]
        yield from entry.because
        for criterion in entry.criteria:
            yield from criterion.because
    for name in assessment.conflicts:
        for side in knowledge.conflicts[name].sides:
            yield from side.because
    for exclusion in knowledge.pathway.exclusions:
        yield from exclusion.because
    yield from knowledge.pathway.safety_net_because
    for step in knowledge.shelves.get("course", {}).values():
        yield from step.because
    yield from explained_rows(assessment.explained, knowledge)
    for name in pages_for(assessment, knowledge):
        for paragraph in knowledge.education[name].paragraphs:
            yield from paragraph.because
