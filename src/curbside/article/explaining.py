"""Explaining what was asked about: what it is, how it is told apart, coded, scored, dosed, and what comes of it.

The sentences are those of the statements, the questionnaires and the medicine tables;
nothing is said here that they do not hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from curbside.article.blocks import Desk, note, sentence, statement_block, supporting
from curbside.article.dose_tables import dose_tables
from curbside.article.figures import figures_in
from curbside.article.leaflet import paragraph
from curbside.article.model import Block, BlockKind
from curbside.knowledge.model import Subject
from curbside.pathway.model import Cover, Judgement

_NOTHING = {
    "coding": "No code for {the_subject} stands in a source that was read; look it up in the official browser.",
    "scoring": "No score or limit for {the_subject} stands in a source that was read.",
    "dose": "No dose of {the_subject} stands in the medicine tables.",
    "outlook": "No figure on how {the_subject} turns out stands in a source that was read.",
}

_WITH_ADVICE = ("definition", "comparison", "outlook")
"""Explanations that end with the advice that goes with their subject."""

_TITLES = {
    "coding": "How {} is coded",
    "scoring": "Scoring and reading: {}",
    "dose": "Dose: {}",
    "outlook": "What to expect: {}",
    "definition": "What it means: {}",
    "comparison": "The difference: {}",
    "advice": "Advice on {}",
}


def is_explained(desk: Desk) -> bool:
    """Whether the question wants an explanation of something."""
    return desk.assessment.explained is not None


def explanation_title(desk: Desk) -> str:
    """The title of an answer that explains."""
    asked = desk.assessment.explained
    names = [name_of(entry) for _, entry in _entries(desk)]
    return _TITLES[asked.kind if asked else "definition"].format(" and ".join(names))


def explain(desk: Desk) -> Iterator[Block]:
    """The explanation that the question wants, in sentences with their support."""
    asked = desk.assessment.explained
    if asked is None or (asked.kind == "advice" and not desk.for_patient):
        return
    if desk.for_patient and asked.kind == "dose":
        yield note(_ASK_FIRST)
    shown: set[str] = set()
    for block in _explained(desk, asked.kind):
        if block.text not in shown:
            yield block
        shown.add(block.text)


def _explained(desk: Desk, kind: str) -> Iterator[Block]:
    for shelf, entry in _entries(desk):
        if desk.for_patient and kind not in ("dose", "scoring"):
            plain = tuple(_plainly(desk, shelf, entry))
            yield from plain
            if plain:
                continue
        if kind in ("definition", "comparison"):
            yield from _plain_word(desk, shelf, entry)
        told = tuple(_for_reader(desk, block) for block in _told(desk, shelf, entry, kind))
        if not told and kind in _NOTHING:
            yield note(_NOTHING[kind], the_subject=name_of(entry))
            told = tuple(_for_reader(desk, block) for block in _told(desk, shelf, entry, "definition"))
        yield from told


def _for_reader(desk: Desk, block: Block) -> Block:
    """What is technical is marked as such on a patient's page."""
    if not desk.for_patient:
        return block
    return replace(block, kind=_TECHNICAL.get(block.kind, block.kind), template="For your clinician: " + block.template)


_TECHNICAL = {BlockKind.explanation: BlockKind.evidence}
_ASK_FIRST = "Ask your pharmacist or prescriber before you take a medicine or change how much you take."


def spoken_of(desk: Desk) -> Iterator[Block]:
    """The advice that goes with the subject, in a sentence each."""
    asked = desk.assessment.explained
    if (
        asked is None
        or asked.in_bank
        or asked.kind not in _WITH_ADVICE
        or desk.assessment.scope.cover is not Cover.general
    ):
        return
    for name in desk.assessment.answers:
        judgement = desk.assessment.judgements.get(name)
        if judgement is not None:
            yield from _advice(desk, judgement)


def _advice(desk: Desk, judgement: Judgement) -> Iterator[Block]:
    rule = desk.rule(judgement)
    words = rule.say.patient if desk.for_patient else rule.say.unknown or rule.say.clinician
    if words is not None:
        yield sentence(desk, BlockKind.advice, words, rule, judgement)


def _entries(desk: Desk) -> list[tuple[str, Any]]:
    asked = desk.assessment.explained
    about = asked.about if asked is not None else ()
    return [(shelf, desk.knowledge.shelves[shelf][name]) for shelf, name in about]


def name_of(entry: Any) -> str:
    """The name of what is explained."""
    for field in ("name", "title", "word"):
        if isinstance(name := getattr(entry, field, None), str):
            return name
    return str(entry.names[0])


def _plain_word(desk: Desk, shelf: str, entry: Any) -> Iterator[Block]:
    """The word in plain words: about a word, not about patients."""
    word = entry.word if shelf in ("subjects", "glossary") else None
    found = next((g for g in desk.knowledge.glossary.values() if g.word == word), None)
    if found is not None:
        told = found.word[:1].upper() + found.word[1:]
        yield note("{the_word}: {the_meaning}.", the_word=told, the_meaning=found.plain)


def _plainly(desk: Desk, shelf: str, entry: Any) -> Iterator[Block]:
    """For a patient: the word and the pages of explanation."""
    yield from _plain_word(desk, shelf, entry)
    for name in getattr(entry, "pages", ()):
        page = desk.knowledge.education[name]
        yield from (paragraph(desk, page.id, part) for part in page.paragraphs)


def _told(desk: Desk, shelf: str, entry: Any, kind: str) -> Iterator[Block]:
    if shelf == "questionnaires":
        yield from _questionnaire(desk, entry)
    elif shelf == "instruments":
        yield from _instrument(entry)
    elif shelf == "drugs":
        yield from dose_tables(desk, entry)
    elif isinstance(entry, Subject):
        yield from (_statement(desk, row, entry.id) for row in supporting(desk, rows_for(entry, kind)))


def rows_for(subject: Subject, kind: str) -> tuple[str, ...]:
    """The statements on a subject that one kind of question wants."""
    match kind:
        case "coding":
            return subject.codes
        case "scoring":
            return subject.scoring
        case "outlook":
            return subject.outlook
        case "dose":
            return ()
        case "comparison":
            return (*subject.means, *subject.apart)
        case _:
            return tuple(dict.fromkeys((*subject.means, *subject.apart)))


def _statement(desk: Desk, row: str, owner: str) -> Block:
    return replace(statement_block(desk, row, owner), kind=BlockKind.explanation)


def _questionnaire(desk: Desk, entry: Any) -> Iterator[Block]:
    parts = (
        ("{the_title}. It measures", entry.measures),
        ("Scoring", entry.scoring),
        ("How it is read", entry.cut_offs),
        ("Smallest change that matters", entry.change),
        ("Limits", entry.limits),
        ("Licence", entry.licence),
    )
    for lead, words in parts:
        if words:
            uses = figures_in(words, desk.knowledge, desk.assessment)
            fills = tuple((use.name, use.text) for use in uses)
            fills = (("the_title", entry.title), *fills) if words is entry.measures else fills
            because = supporting(desk, entry.because)
            template = f"{lead}: {words.rstrip('.')}."
            yield Block(BlockKind.explanation, template, fills, entry.id, because, figures=uses)


def _instrument(entry: Any) -> Iterator[Block]:
    key = (f"instrument:{entry.id}",)
    bands = "; ".join(f"from {band.at_least:g} {band.name.replace('_', ' ')}" for band in entry.bands)
    for template, told in (
        ("{the_title}. Range and bands: {told}.", f"{entry.lowest:g} to {entry.highest:g}; {bands}"),
        ("{told}.", entry.says.rstrip(".")),
        ("Licence: {told}.", entry.licence.rstrip(".")),
    ):
        fills = (("the_title", entry.title), ("told", told))
        used = tuple(fill for fill in fills if "{" + fill[0] + "}" in template)
        yield Block(BlockKind.explanation, template, used, entry.id, key)
