"""The whole product on one screen: read, assess, gather, compose, check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from curbside.article.check import check
from curbside.article.compose import compose
from curbside.article.model import Article, Audience
from curbside.case.correct import correct
from curbside.case.model import Case
from curbside.case.read import read_case
from curbside.case.refuse import refuse_unreadable
from curbside.evidence.gather import gather
from curbside.evidence.model import Evidence
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Region
from curbside.pathway.assess import assess
from curbside.pathway.model import Assessment


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it comes through any door: the text, the day, and what the asker added."""

    text: str
    today: date
    region: Region = "us"
    audience: Audience = Audience.specialist
    corrections: Mapping[str, str] = field(default_factory=dict)
    """Facts the asker set; they win over what was read."""
    parameters: Mapping[str, float] = field(default_factory=dict)
    """Thresholds that a payer or region sets."""


@dataclass(frozen=True, slots=True)
class Consult:
    """A question and its answer, with everything in between."""

    asked: Asked
    assessment: Assessment
    evidence: Evidence
    article: Article


def consult(asked: Asked, knowledge: Knowledge) -> Consult:
    """Answer one question.

    Raises:
        TextRefusedError: the text is empty, too long, binary or not English.
        CorrectionRefusedError: a correction names no fact, or a value it cannot have.
        ArticleRefusedError: a sentence of the answer could not be defended.
    """
    return answer(opening_case(asked, knowledge), asked, knowledge)


def opening_case(asked: Asked, knowledge: Knowledge) -> Case:
    """What the question tells of its patient, with the asker's corrections.

    Raises:
        TextRefusedError, CorrectionRefusedError: as for `consult`.
    """
    refuse_unreadable(asked.text)
    case = read_case(asked.text, knowledge, asked.today, asked.region)
    return correct(case, asked.corrections, knowledge.facts)


def answer(case: Case, asked: Asked, knowledge: Knowledge) -> Consult:
    """Answer for a case that was read already, from text, a form or a record."""
    assessment = assess(case, knowledge, asked.region, asked.parameters)
    evidence = gather(assessment, knowledge)
    article = compose(assessment, evidence, knowledge, asked.audience)
    names = [term.text for term in knowledge.terms.values()]
    return Consult(asked, assessment, evidence, check(article, evidence, assessment, names))
