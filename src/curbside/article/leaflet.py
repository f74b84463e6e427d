"""The parts that only patients read: whom to call, what not to stop, what to ask, what words mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from curbside.article.audiences import ROUTES, advised, speaking
from curbside.article.blocks import Desk, note, sentence, supporting
from curbside.article.figures import figures_in
from curbside.article.model import ArticleSection, Block, BlockKind, FigureUse
from curbside.article.nearness import is_near
from curbside.evidence.gather import pages_for
from curbside.knowledge.model import Urgency
from curbside.knowledge.model.patient_pages import Paragraph
from curbside.pathway.model import ALARMS

_NOT_STOP = re.compile(r"\b(?:do not|never) stop\b", re.IGNORECASE)

_CALL = {
    Urgency.emergency: "Get help now. Do not wait. Call the emergency number, or go to an emergency department.",
    Urgency.urgent: "Call your clinic or the line for urgent care today.",
    Urgency.soon: "Call your clinic and ask to be seen in the next days.",
    Urgency.routine: "Bring this page to your next visit.",
}
_ANY_SIGN = "For any sign on this page that needs help at once: an emergency department, by day or night."


def whom_to_call(desk: Desk) -> ArticleSection:
    """Whom to call and when: the urgency in plain words, then the people whom the plan names."""
    words = _CALL[desk.assessment.urgency]
    because = supporting(desk, desk.knowledge.pathway.safety_net_because)
    blocks = [Block(BlockKind.safety_net, words, (), "safety-net", because)]
    if desk.assessment.urgency is not Urgency.emergency:
        blocks.append(Block(BlockKind.safety_net, _ANY_SIGN, (), "safety-net", because))
    blocks += advised(desk, lambda _, act: act.kind in ROUTES)
    return ArticleSection("whom-to-call", "Whom to call, and when", tuple(blocks))


def not_suddenly(desk: Desk) -> ArticleSection:
    """What must not be stopped without help, wherever the advice of this case says so."""
    blocks = list(advised(desk, lambda _, act: _says_so(act.text_patient)))
    acts = {block.text for block in blocks}
    for judgement in speaking(desk):
        rule = desk.rule(judgement)
        if rule.say.patient is not None and _says_so(rule.say.patient) and rule.say.patient not in acts:
            blocks.append(sentence(desk, BlockKind.advice, rule.say.patient, rule, judgement))
    return ArticleSection("not-suddenly", "Do not stop these on your own", tuple(blocks))


def _says_so(words: str | None) -> bool:
    return _NOT_STOP.search(words or "") is not None


def said_once(section: ArticleSection, said: set[tuple[str | None, str | None]]) -> ArticleSection:
    """The section without the acts that the page has told before, with the same time; `said` is added to."""
    kept = []
    for block in section.blocks:
        key = (block.act, block.within)
        if block.kind is BlockKind.act and key in said:
            continue
        said.add(key)
        kept.append(block)
    return replace(section, blocks=tuple(kept))


def tell_us(desk: Desk) -> ArticleSection:
    """What would change the advice, should it be true of the reader: where the text comes near it, and every hold."""
    blocks = []
    for judgement in desk.assessment.open():
        rule = desk.rule(judgement)
        words = rule.say.unknown_patient
        if judgement.urgency in ALARMS or words is None or rule.if_unknown == "ask":
            continue
        if rule.if_unknown == "hold" or is_near(desk, rule):
            blocks.append(sentence(desk, BlockKind.open, words, rule, judgement))
    return ArticleSection("tell-us", "Tell your team if this is true for you", tuple(blocks))


def to_ask(desk: Desk) -> ArticleSection:
    """Questions to put to the team about the parts of the plan that are on the page."""
    present = {desk.rule(j).section for j in speaking(desk) if desk.rule(j).say.patient}
    asks = desk.knowledge.shelves.get("asks", {})
    blocks = [
        note("{the_question}", the_question=question)
        for place in desk.knowledge.pathway.sections
        if place.id in present and place.id in asks
        for question in asks[place.id].questions
    ]
    titles = {place.id: place.title_patient for place in desk.knowledge.pathway.sections}
    for name in desk.assessment.conflicts:
        about = titles[desk.knowledge.conflicts[name].section]
        words = "Experts do not all agree about this: {the_part}. Ask: what do both sides say, and which fits me?"
        blocks.append(note(words, the_part=about.lower()))
    return ArticleSection("to-ask", "Questions you can ask your team", tuple(dict.fromkeys(blocks)))


def education(desk: Desk) -> Iterator[ArticleSection]:
    """The pages of explanation that belong to this case, one section each."""
    for name in pages_for(desk.assessment, desk.knowledge):
        page = desk.knowledge.education[name]
        blocks = (paragraph(desk, page.id, part) for part in page.paragraphs)
        yield ArticleSection(page.id, page.title, tuple(blocks))


def paragraph(desk: Desk, page: str, part: Paragraph) -> Block:
    """One paragraph; a share is told as so many of a hundred, with the people it holds for beside it."""
    uses = tuple(_of_hundred(use, desk) for use in figures_in(part.text, desk.knowledge, desk.assessment))
    fills = tuple((use.name, use.text) for use in uses)
    because = supporting(desk, part.because)
    return Block(BlockKind.explanation, part.text, fills, page, because, figures=uses)


def _of_hundred(use: FigureUse, desk: Desk) -> FigureUse:
    figure = desk.knowledge.figures[use.name][1]
    if figure.unit != "%" or figure.value is None:
        return use
    return replace(use, text=f"{round(figure.value)} of 100 people", inline=False)


def glossary(desk: Desk, sections: tuple[ArticleSection, ...]) -> ArticleSection:
    """The words on this page that need one, in plain words."""
    page = " ".join(block.text for section in sections for block in section.blocks).lower()
    blocks = [
        note("{the_word}: {the_meaning}", the_word=entry.word, the_meaning=entry.plain)
        for entry in sorted(desk.knowledge.glossary.values(), key=lambda e: e.word.lower())
        if re.search(rf"(?<!\w){re.escape(entry.word.lower())}(?:s|es)?(?!\w)", page)
    ]
    return ArticleSection("glossary", "Words on this page", tuple(blocks))
