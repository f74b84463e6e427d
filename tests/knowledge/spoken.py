"""Everything that Curbside can say, as printed: who says it, and the sentence with its figures filled in."""

from __future__ import annotations

from collections.abc import Iterator

from curbside.article.figures import amount
from curbside.knowledge.load import Knowledge
from curbside.knowledge.wording import placeholders

Sentence = tuple[str, str]
"""Who says it, and what."""


def spoken(knowledge: Knowledge) -> Iterator[Sentence]:
    """Every sentence of statements, recommendations, acts, conflicts, questions and pages; not those of other people's pages."""
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
