"""Composing: from verdicts and evidence to an article, in the order in which a clinician needs it.

    understood -> emergencies -> what is still open of them -> the plan by section ->
    timeline -> criteria -> disagreements -> what is not known -> safety net -> references

While an emergency stands, the plan holds nothing else: no procedure, no criteria,
no medicine for later (an unstable patient gets emergency text alone).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from curbside.article import audiences, leaflet
from curbside.article import sections as part
from curbside.article.blocks import Desk
from curbside.article.bottom_line import write_bottom_line
from curbside.article.cite import number_citations
from curbside.article.folding import folded
from curbside.article.manner import (
    IN_DOSE_QUESTION,
    IN_EMERGENCY,
    IN_GENERAL,
    MANNERS,
    OUTSIDE_POPULATION,
    WHEN_UNSTABLE,
)
from curbside.article.medicines import dose_alarms, is_about_medicines, medicine_review
from curbside.article.model import Article, ArticleSection, Audience, Stamp
from curbside.article.open_alarms import open_alarms
from curbside.article.plan import plan_hash
from curbside.article.related import related_questions
from curbside.article.timeline_section import timeline
from curbside.article.title import write_title
from curbside.case.model import Use
from curbside.evidence.model import Evidence
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Urgency
from curbside.pathway.model import Assessment, Cover

NOT_REVIEWED = "Not yet reviewed by a clinician"
DRAFT = "Draft for a clinician to release"


def compose(assessment: Assessment, evidence: Evidence, knowledge: Knowledge, audience: Audience) -> Article:
    """Write the article for one reader.  It must still pass `check`."""
    desk = Desk(assessment, evidence, knowledge, audience)
    found = folded(desk, tuple(section for section in _sections(desk) if section.blocks))
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
        judged=assessment.scope.cover not in (Cover.outside, Cover.general)
        or assessment.urgency is not Urgency.routine,
    )


def _sections(desk: Desk) -> Iterator[ArticleSection]:
    """The parts that this reader gets, in this reader's order; the glossary last, over all the others."""
    said: list[ArticleSection] = []
    acts: set[tuple[str | None, str | None]] = set()
    for name in _parts(desk):
        if name == "glossary":
            yield leaflet.glossary(desk, tuple(said))
            continue
        for section in _PARTS[name](desk):
            if desk.for_patient and name in ("alarms", "plan"):
                section = leaflet.said_once(section, acts)  # noqa: PLW2901  the same section, shorter
            said.append(section)
            yield section


def _parts(desk: Desk) -> tuple[str, ...]:
    """The reader's parts, less what an emergency or an exclusion silences."""
    parts = MANNERS[desk.audience].parts
    asked = desk.assessment.explained
    if desk.assessment.scope.cover is Cover.general:
        return IN_DOSE_QUESTION if asked is not None and asked.kind == "dose" else IN_GENERAL
    if desk.assessment.scope.cover is Cover.outside and not desk.assessment.fired():
        return ("understood", "medicines", "safety_net") if is_about_medicines(desk) else ("understood",)
    if part.is_unstable(desk):
        return tuple(name for name in parts if name in WHEN_UNSTABLE)
    if desk.assessment.urgency is Urgency.emergency:
        return tuple(name for name in parts if name in IN_EMERGENCY)
    if desk.assessment.scope.cover is Cover.emergencies_only:
        return tuple("not_covered" if name == "plan" else name for name in parts if name not in OUTSIDE_POPULATION)
    parts = tuple(name for name in parts if name != "dose_alarms")
    return _medicines_first(parts) if _asks_of_medicines(desk) else parts


def _asks_of_medicines(desk: Desk) -> bool:
    return any(medication.use is Use.asked for medication, _ in desk.assessment.medicines.taken)


def _medicines_first(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The check of a medicine before the plan, where it is what the question is about."""
    rest = [name for name in parts if name != "medicines"]
    rest.insert(rest.index("answer"), "medicines")
    return tuple(rest)


def _one(make: Callable[[Desk], ArticleSection]) -> Callable[[Desk], Iterator[ArticleSection]]:
    def made(desk: Desk) -> Iterator[ArticleSection]:
        yield make(desk)

    return made


_PARTS: dict[str, Callable[[Desk], Iterator[ArticleSection]]] = {
    "understood": _one(part.understood),
    "alarms": _one(part.alarms),
    "dose_alarms": _one(dose_alarms),
    "answer": _one(part.answer),
    "open_alarms": open_alarms,
    "not_covered": _one(part.not_covered),
    "plan": part.by_section,
    "medicines": _one(medicine_review),
    "timeline": timeline,
    "criteria": _one(part.criteria),
    "conflicts": _one(part.conflicts),
    "unknowns": part.unknowns,
    "safety_net": _one(part.safety_net),
    "routes": _one(audiences.routes),
    "watch": _one(audiences.watch),
    "documents": _one(audiences.documents),
    "whom_to_call": _one(leaflet.whom_to_call),
    "not_suddenly": _one(leaflet.not_suddenly),
    "tell_us": _one(leaflet.tell_us),
    "to_ask": _one(leaflet.to_ask),
    "education": leaflet.education,
}
