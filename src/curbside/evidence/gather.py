"""Gathering the evidence that an article may use."""

from __future__ import annotations

from collections.abc import Iterator

from curbside.evidence.model import Evidence
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Source, Verification
from curbside.pathway.model import Assessment


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
    used = {source for s in statements.values() for source in s.sources}
    return Evidence(statements, {name: s for name, s in sources.items() if name in used})


def may_be_cited(source: Source) -> bool:
    """True for a work that is in force and not unverified; a refused, retired or retracted one is never support."""
    return source.status == "current" and source.verification is not Verification.unverified


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
