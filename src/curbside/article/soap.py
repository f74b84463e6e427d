"""A SOAP note as plain text, to be pasted into a record: subjective, objective, assessment, plan.

Every sentence comes from a block of the article or from the case; nothing is added.
Which findings are observations is data (`record.yaml` of the pathway): what is not
listed there, and does not stand under a heading of the text that is, is history.
The evidence behind each sentence stays in the article; the citation numbers are its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from curbside.article.blocks import WITHIN
from curbside.article.findings import interval_in_words, time_in_words
from curbside.article.markdown import (
    citations_of,
    closing_words,
    marks_of,
    reference_in_words,
    urgency_in_words,
)
from curbside.article.medicines import as_written
from curbside.article.model import Article, Block, BlockKind
from curbside.case.fold import fold
from curbside.case.layout import lay_out
from curbside.case.model import Basis, Finding, Interval, Medication, Operation, Span, Treatment, Use
from curbside.case.page import tokens_of
from curbside.case.words import load_words
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model.pathway import RecordPart
from curbside.pathway.model import ALARMS, Assessment

_STANDING = ("not-excluded", "not-covered", "criteria", "documents", "unknowns")
"""Sections that say where the patient stands; of the others, the note keeps alarms, acts, doses and what is held."""

_SIGNS = {BlockKind.hold: "HOLD: ", BlockKind.open: "? ", BlockKind.question: "? "}

WHY = "The reason and the evidence for each line stand in the full answer."

_USES = {
    Use.taken: "Takes",
    Use.stopped: "Stopped",
    Use.planned: "Planned",
    Use.asked: "Asked about",
    Use.allergic: "Allergic to",
}


def to_soap(article: Article, assessment: Assessment, knowledge: Knowledge) -> str:
    """The note, ending with its references, review status, edition and disclaimer."""
    found = _Findings.of(article, assessment, knowledge)
    assessed, plan = [*_assessed(article)], [*_planned(article)]
    shown = (*found.blocks(), article.bottom_line, *(block for _, block in (*assessed, *plan)))
    lines = [
        article.title.upper(),
        *([article.heading] if article.heading else []),
        *_part("SUBJECTIVE", _subjective(found, assessment)),
        *_part("OBJECTIVE", _objective(found)),
        *_part("ASSESSMENT", (*_verdict(article), *_listed(assessed), *_disputed(article, assessment, knowledge))),
        *_part("PLAN", (*_listed(plan), WHY)),
        *_part("REFERENCES", _references(article, shown)),
        "",
        *closing_words(article),
    ]
    return "\n".join(lines) + "\n"


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = [*lines]
    if found:
        yield ""
        yield f"{title}:"
        yield from found


# --- subjective and objective -------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Findings:
    """The blocks on what was understood: history, observations by the title of their part, and notes on both."""

    history: tuple[Block, ...]
    observed: Mapping[str, tuple[Block, ...]]
    notes: tuple[Block, ...]

    @classmethod
    def of(cls, article: Article, assessment: Assessment, knowledge: Knowledge) -> _Findings:
        blocks = next((s.blocks for s in article.sections if s.id == "understood"), ())
        place = _Places(assessment, knowledge)
        history: list[Block] = []
        observed: dict[str, list[Block]] = {part.title: [] for part in place.parts}
        for block in blocks:
            title = place.of(block.findings[0]) if block.findings else None
            if block.kind is BlockKind.finding:
                (history if title is None else observed[title]).append(block)
        notes = tuple(block for block in blocks if block.kind is not BlockKind.finding)
        return cls(tuple(history), {title: tuple(found) for title, found in observed.items()}, notes)

    def blocks(self) -> tuple[Block, ...]:
        return (*self.history, *(b for found in self.observed.values() for b in found), *self.notes)


class _Places:
    """Under which title of the observations a finding stands: by its fact, else by the heading of its words."""

    def __init__(self, assessment: Assessment, knowledge: Knowledge) -> None:
        self.parts: tuple[RecordPart, ...] = tuple(knowledge.shelves.get("record_parts", {}).values())
        self._knowledge = knowledge
        self._text = assessment.case.text
        self._page = lay_out(fold(self._text), load_words().sections)
        measured = (f for f in assessment.case.findings if isinstance(f.value, Interval))
        self._measured = {f.basis: title for f in measured if (title := self._by_fact(f))}

    def of(self, finding: Finding) -> str | None:
        """The title, or None for history.  What was read from the words of a measurement stands beside it."""
        return self._by_fact(finding) or self._measured.get(finding.basis) or self._by_heading(finding.basis)

    def _by_fact(self, finding: Finding) -> str | None:
        fact = self._knowledge.facts[finding.fact]
        return next((p.title for p in self.parts if fact.id in p.facts or fact.group in p.groups), None)

    def _by_heading(self, basis: Basis) -> str | None:
        if not isinstance(basis, Span) or self._text[basis.start : basis.end] != basis.quote or not self._page.words:
            return None
        first, _ = tokens_of(self._page, basis.start, basis.end)
        section = self._page.sentences[self._page.sentence_of[first]].section
        return next((p.title for p in self.parts if section in p.headings), None)


def _subjective(found: _Findings, assessment: Assessment) -> Iterator[str]:
    case = assessment.case
    if case.question.text:
        yield f"Asked: “{' '.join(case.question.text.split())}”"
    yield from (f"- {block.text}" for block in found.history)
    yield from (f"- Operation: {_operation(operation)}" for operation in case.operations)
    yield from (f"- Treatment: {_treatment(treatment)}" for treatment in case.treatments)
    yield from (f"- {_USES.get(m.use, str(m.use))}: {_medicine(m)}" for m in case.medications)
    yield from (f"- {block.text}" for block in found.notes)
    if not (found.history or case.operations or case.treatments or case.medications):
        yield "- Nothing was read."


def _objective(found: _Findings) -> Iterator[str]:
    for title, blocks in found.observed.items():
        if blocks:
            yield f"{title}:"
            yield from (f"- {block.text}" for block in blocks)
    if not any(found.observed.values()):
        yield "- No examination, vital signs, laboratory or imaging finding was read."


def _quoted(basis: Basis) -> str:
    return f" (“{' '.join(basis.quote.split())}”)" if isinstance(basis, Span) else ""


def _operation(operation: Operation) -> str:
    kinds = " and ".join(kind.replace("_", " ") for kind in operation.kinds) or "operation on the spine"
    planned = "planned: " if operation.planned else ""
    levels = f" at {', '.join(operation.levels)}" if operation.levels else ""
    ago = f", {time_in_words(operation.days_ago)} ago" if operation.days_ago and not operation.planned else ""
    return f"{planned}{kinds}{levels}{ago}{_quoted(operation.basis)}"


def _treatment(treatment: Treatment) -> str:
    weeks = f", {interval_in_words(treatment.weeks, 'week')}" if treatment.weeks is not None else ""
    outcome = (treatment.outcome or "outcome not stated").replace("_", " ")
    return f"{treatment.kind.replace('_', ' ')}{weeks}, {outcome}{_quoted(treatment.basis)}"


def _medicine(medication: Medication) -> str:
    """As written; from a form, drug, amount and how often."""
    if isinstance(medication.basis, Span):
        return as_written(medication).removesuffix(" (planned)").removesuffix(" (asked about)")
    amount = interval_in_words(medication.amount, medication.unit) if medication.amount else ""
    often = f"{interval_in_words(medication.per_day, 'time')} a day" if medication.per_day else ""
    every = f"every {medication.interval_hours:g} hours" if medication.interval_hours else ""
    return " ".join(filter(None, [medication.drug or medication.name, amount, often or every]))


# --- assessment and plan ------------------------------------------------------

Titled = tuple[str, Block]
"""A block and the line above it."""


def _verdict(article: Article) -> Iterator[str]:
    if article.judged:
        yield f"Urgency: {urgency_in_words(article.urgency.value)}"
    if article.urgency < article.urgency_possible:
        yield f"Open questions could raise this to: {urgency_in_words(article.urgency_possible.value)}."
    yield f"Bottom line: {_sentence(article.bottom_line)}"


def _assessed(article: Article) -> Iterator[Titled]:
    """The alarms that fired, then everything that says where the patient stands."""
    for section in article.sections:
        for block in section.blocks:
            alarms = block.kind is BlockKind.advice and block.urgency in ALARMS
            if alarms or section.id in _STANDING:
                yield section.title, block


def _disputed(article: Article, assessment: Assessment, knowledge: Knowledge) -> Iterator[str]:
    """The questions on which guidelines disagree; both sides stand in the full answer."""
    if any(section.id == "conflicts" for section in article.sections):
        asked = "; ".join(knowledge.conflicts[name].question for name in assessment.conflicts)
        yield f"Guidelines disagree on: {asked}. Both sides stand in the full answer."


def _planned(article: Article) -> Iterator[Titled]:
    """The acts, each once at its soonest time; what is held; the checks of medicines; the safety net."""
    sections = [section for section in article.sections if section.id not in _STANDING]
    acts: dict[str, Block] = {}
    for block in (block for section in sections for block in section.blocks if block.act is not None):
        known = acts.get(block.act or "")
        if known is None or _due(block) < _due(known):
            acts[block.act or ""] = block
    titles = [*(words.capitalize() for words in WITHIN.values()), "No time stated"]
    for block in sorted(acts.values(), key=_due):
        yield titles[_due(block)], block
    told = [(section, block) for section in sections for block in section.blocks]
    yield from (("Held", block) for _, block in told if block.kind is BlockKind.hold)
    review = "medicine-review"
    proposed = (block for section, block in told if section.id != review and block.kind is BlockKind.dose)
    yield from (("Checks of medicines advised", block) for block in dict.fromkeys(proposed))
    yield from ((section.title, block) for section, block in told if section.id == review)
    yield from ((section.title, block) for section, block in told if block.kind is BlockKind.safety_net)


def _due(block: Block) -> int:
    """The place of its time among all times; after them, if it has none."""
    words = (block.within or "").split(", ", 1)[0]
    times = [*WITHIN.values()]
    return times.index(words) if words in times else len(times)


def _listed(blocks: Iterable[Titled]) -> Iterator[str]:
    above = ""
    for title, block in blocks:
        if title != above:
            yield f"{title}:"
        above = title
        yield f"- {_SIGNS.get(block.kind, '')}{_sentence(block, told=title)}"


def _sentence(block: Block, told: str = "") -> str:
    """A sentence with its time (unless the line above tells it), markers, scopes and marks."""
    when = f"({block.within})" if block.within and block.within.capitalize() != told else ""
    beside = [f"{use.text}: {use.scope}" for use in block.figures if not use.inline]
    scopes = f"({'; '.join(beside)})" if beside else ""
    return " ".join(filter(None, [block.text, when, citations_of(block), scopes, marks_of(block)]))


def _references(article: Article, shown: Iterable[Block]) -> Iterator[str]:
    """Those that the note cites, under the numbers they have in the article."""
    cited = {n for block in shown for n in block.citations}
    yield from (f"{r.n}. {reference_in_words(r)}" for r in article.references if r.n in cited)
