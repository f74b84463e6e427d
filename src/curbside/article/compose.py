"""Composing: from verdicts and evidence to an article, in the order in which a clinician needs it.

    understood -> emergencies -> what is still open of them -> the plan by section ->
    timeline -> criteria -> disagreements -> what is not known -> safety net -> references

While an emergency stands, the plan holds nothing else: no procedure, no criteria,
no medicine for later (an unstable patient gets emergency text alone).
"""

from __future__ import annotations

from collections.abc import Iterator

from curbside.article import sections as part
from curbside.article.blocks import Desk
from curbside.article.bottom_line import write_bottom_line
from curbside.article.cite import number_citations
from curbside.article.model import Article, ArticleSection, Audience, Stamp
from curbside.article.plan import plan_hash
from curbside.article.related import related_questions
from curbside.article.title import write_title
from curbside.evidence.model import Evidence
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Urgency
from curbside.pathway.model import Assessment, Cover

NOT_REVIEWED = "Not yet reviewed by a clinician"
DRAFT = "Draft for a clinician to release"


def compose(assessment: Assessment, evidence: Evidence, knowledge: Knowledge, audience: Audience) -> Article:
    """Write the article for one reader.  It must still pass `check`."""
    desk = Desk(assessment, evidence, knowledge, audience)
    found = tuple(section for section in _sections(desk) if section.blocks)
    bottom, numbered, references = number_citations(write_bottom_line(desk), found, evidence)
    pathway = knowledge.pathway
    return Article(
        title=write_title(desk),
        audience=audience,
        heading=DRAFT if desk.for_patient else "",
        bottom_line=bottom,
        urgency=assessment.urgency,
        urgency_possible=assessment.urgency_possible,
        sections=numbered,
        references=references,
        related_questions=() if assessment.urgency is Urgency.emergency else related_questions(desk),
        disclaimer=pathway.disclaimer_patient if desk.for_patient else pathway.disclaimer,
        intended_use=pathway.intended_use,
        stamp=Stamp(
            today=assessment.today,
            region=assessment.region,
            edition=knowledge.edition,
            knowledge_hash=knowledge.hash,
            library_hash=evidence.library,
            plan_hash=plan_hash(assessment, evidence, knowledge),
            review_status=NOT_REVIEWED,
        ),
    )


def _sections(desk: Desk) -> Iterator[ArticleSection]:
    yield part.understood(desk)
    yield part.alarms(desk)
    if part.is_unstable(desk):
        yield part.safety_net(desk)
        return
    yield part.open_alarms(desk)
    if desk.assessment.urgency is not Urgency.emergency:
        yield from _plan(desk)
    yield part.unknowns(desk)
    yield part.safety_net(desk)


def _plan(desk: Desk) -> Iterator[ArticleSection]:
    if desk.assessment.scope.cover is Cover.emergencies_only:
        yield part.not_covered(desk)
        return
    yield from part.by_section(desk)
    yield part.timeline(desk)
    if not desk.for_patient:
        yield part.criteria(desk)
    yield part.conflicts(desk)
