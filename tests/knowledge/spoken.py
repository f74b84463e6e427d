"""Everything that Curbside can say, as printed, and questions that tests put to the knowledge base."""

from __future__ import annotations

import re
from collections.abc import Iterator

from curbside.article.figures import amount
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Act, Figure, Recommendation
from curbside.knowledge.wording import placeholders
from curbside.pathway.examples import view_of
from curbside.pathway.judging import judge
from curbside.pathway.model import Judgement, Truth

Sentence = tuple[str, str]
"""Who says it, and what."""


def spoken(knowledge: Knowledge) -> Iterator[Sentence]:
    """Every sentence that Curbside itself says; the claims of other people's pages are not among them."""
    for owner, text in _texts(knowledge):
        if text is not None:
            yield owner, _filled(text, knowledge)


def _texts(k: Knowledge) -> Iterator[tuple[str, str | None]]:
    for s in k.statements.values():
        yield from ((s.id, text) for text in (s.claim, s.limits))
    for r in k.recommendations.values():
        say = r.say
        texts = (r.title, say.clinician, say.patient, say.unknown, say.unknown_patient, say.against)
        yield from ((r.id, text) for text in texts)
    for act in k.acts.values():
        yield from ((act.id, text) for text in (act.text, act.text_patient))
    for conflict in k.conflicts.values():
        sides = [f"{side.who}: {side.says} ({side.population})" for side in conflict.sides]
        yield from ((conflict.id, text) for text in (conflict.question, conflict.tips, *sides))
    for page in k.education.values():
        yield from ((page.id, paragraph.text) for paragraph in page.paragraphs)
    yield from ((q.id, q.text) for q in k.questions.values())
    yield from ((g.id, g.plain) for g in k.glossary.values())


def _filled(text: str, k: Knowledge) -> str:
    for name in placeholders(text):
        if name in k.figures:
            figure = k.figures[name][1]
            text = text.replace(f"{{{name}}}", amount(figure, figure.value_at("us", k.edition)))
    return text


def saying(sentences: list[Sentence], pattern: str) -> list[Sentence]:
    return [(owner, text) for owner, text in sentences if re.search(pattern, text, re.IGNORECASE)]


def rule_of(knowledge: Knowledge, name: str) -> Recommendation:
    return knowledge.recommendations[name]


def judged(knowledge: Knowledge, name: str, given: dict[str, object]) -> Judgement:
    return judge(rule_of(knowledge, name), view_of(given, "us", knowledge))


def fired_acts(knowledge: Knowledge, given: dict[str, object]) -> list[Act]:
    view = view_of(given, "us", knowledge)
    judged = [judge(rule, view) for rule in knowledge.recommendations.values()]
    return [knowledge.acts[act.act] for j in judged if j.verdict is Truth.yes for act in j.acts]


def figures_holding(knowledge: Knowledge, unit: str, *values: float) -> list[tuple[str, str, Figure]]:
    """Figures of this unit that hold one of these values: the statement, the population, the figure."""
    found = []
    for statement, figure in knowledge.figures.values():
        held = (figure.value, figure.low, figure.high)
        if figure.unit == unit and any(value in held for value in values):
            found.append((statement.id, figure.population or statement.population, figure))
    return found


def claim_of(knowledge: Knowledge, row: str) -> str:
    return " ".join(knowledge.statements[row].claim.split())


def acts_about(knowledge: Knowledge, pattern: str) -> list[Act]:
    return [act for act in knowledge.acts.values() if re.search(pattern, f"{act.id} {act.text}", re.IGNORECASE)]
