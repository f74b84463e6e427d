"""What patients read, what is asked, and what can be known: education pages, questions and facts."""

from __future__ import annotations

from dataclasses import dataclass

from curbside.article.model import Audience
from curbside.article.readability import HARDEST, grade
from curbside.consult import Asked, Consult, consult
from curbside.doors.web.site import Site
from curbside.doors.web.views.items import Shown, ShownSection, shown
from curbside.doors.web.views.library import Library
from curbside.doors.web.views.library_links import Link
from curbside.doors.web.views.library_parts import Desk, Logic, SourceLine
from curbside.knowledge.conditions import Never
from curbside.knowledge.model import Fact, Region
from curbside.knowledge.model.asking import BankQuestion
from curbside.knowledge.model.patient_pages import Education

MOST_RELATED = 8


@dataclass(frozen=True, slots=True)
class ParagraphPage:
    text: str
    because: tuple[str, ...]
    numbers: tuple[int, ...]
    """Its sources by their number in the list beneath."""


@dataclass(frozen=True, slots=True)
class EducationPage:
    page: Education
    paragraphs: tuple[ParagraphPage, ...]
    grade: float
    easy: bool
    shown_when: Logic | None
    sources: tuple[SourceLine, ...]


def education_page(page: Education, library: Library) -> EducationPage:
    """A page for patients with its reading grade and the sources of each paragraph."""
    desk = Desk(library.knowledge)
    statements = library.knowledge.statements
    named = [[s for row in part.because for s in statements[row].sources] for part in page.paragraphs]
    sources = desk.sources(name for names in named for name in names)
    numbers = {source.id: n for n, source in enumerate(sources, start=1)}
    paragraphs = tuple(
        ParagraphPage(desk.filled(part.text), part.because, tuple(sorted({numbers[name] for name in names})))
        for part, names in zip(page.paragraphs, named, strict=True)
    )
    reading = grade(" ".join(part.text for part in page.paragraphs))
    always = isinstance(page.shown_when, Never)
    shown_when = None if always else desk.logic(page.shown_when)
    return EducationPage(page, paragraphs, reading, reading <= HARDEST, shown_when, sources)


@dataclass(frozen=True, slots=True)
class QuestionPage:
    question: BankQuestion
    done: Consult
    shown: Shown
    sections: tuple[ShownSection, ...]
    """All but what was understood, for a question without a patient tells nothing of one."""
    answered_by: tuple[Link, ...]
    related: tuple[Link, ...]


def question_page(
    question: BankQuestion, site: Site, library: Library, audience: Audience, region: Region
) -> QuestionPage:
    """A question of the bank, answered today for one reader.

    Raises:
        ArticleRefusedError: a sentence of the answer could not be defended.
    """
    done = consult(Asked(question.text, site.today(), region, audience), site.knowledge)
    answers = (library.links.named(name) for name in question.answered_by)
    laid_out = shown(done, site.knowledge)
    return QuestionPage(
        question=question,
        done=done,
        shown=laid_out,
        sections=tuple(section for section in laid_out.sections if section.id != "understood"),
        answered_by=tuple(link for link in answers if link is not None),
        related=_related(question, done, site),
    )


def _related(question: BankQuestion, done: Consult, site: Site) -> tuple[Link, ...]:
    """What the article names, then questions on the same topics."""
    bank = site.knowledge.questions.values()
    by_text = {other.text: other for other in bank}
    named = [by_text[text] for text in done.article.related_questions if text in by_text]
    close = [other for other in bank if set(other.topics) & set(question.topics)]
    found = dict.fromkeys(other.id for other in (*named, *close) if other.id != question.id)
    return tuple(Link("questions", name, site.knowledge.questions[name].text) for name in list(found)[:MOST_RELATED])


@dataclass(frozen=True, slots=True)
class FactPage:
    fact: Fact
    title: str
    values: tuple[tuple[str, tuple[str, ...]], ...]
    implies: tuple[Link, ...]
    implied_by: tuple[Link, ...]
    together: tuple[Link, ...]
    """Facts that are asked with it."""
    used_by: tuple[Link, ...]
    codes: tuple[tuple[str, str], ...]
    sources: tuple[SourceLine, ...]


def fact_page(fact: Fact, library: Library) -> FactPage:
    """A fact: how it is asked and read, and which rules use it."""
    facts = library.knowledge.facts
    codes = fact.codes
    systems = (
        ("ICD-10-CM", codes.icd10cm),
        ("ICD-11", codes.icd11),
        ("LOINC", codes.loinc),
        ("SNOMED CT", codes.snomed),
    )
    return FactPage(
        fact=fact,
        title=fact.label[:1].upper() + fact.label[1:],
        values=tuple((value.replace("_", " "), words) for value, words in fact.values.items()),
        implies=tuple(_link(facts[name]) for name in fact.implies if name in facts),
        implied_by=tuple(_link(other) for other in facts.values() if fact.id in other.implies),
        together=tuple(_link(o) for o in facts.values() if fact.group and o.group == fact.group and o.id != fact.id),
        used_by=library.links.reading.get(fact.id, ()),
        codes=tuple((system, ", ".join(values)) for system, values in systems if values),
        sources=Desk(library.knowledge).sources(codes.sources),
    )


def _link(fact: Fact) -> Link:
    return Link("facts", fact.id, fact.label)
