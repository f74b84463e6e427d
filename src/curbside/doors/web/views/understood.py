"""What was understood: the text with its findings marked, and every finding as a chip that can be corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from curbside.article.findings import basis_in_words, state_of
from curbside.case.model import Answer, Case, Finding, Interval, Medication, Operation, Span, Status, Treatment
from curbside.consult import Consult
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Fact, FactKind
from curbside.pathway.decisive import LISTS
from curbside.pathway.model import Unknown

MOST_ASKED = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of the text, and the chip they belong to ("" for none)."""

    text: str
    chip: str
    state: str


@dataclass(frozen=True, slots=True)
class Control:
    """How a fact is set on a page: yes/no, one of some values, or a number in a unit."""

    fact: str
    kind: str
    values: tuple[tuple[str, str], ...]
    unit: str
    low: str
    high: str
    sets: str = "fact"
    """"fact", or "parameter" for a threshold that a payer or region sets."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One finding: label, state, the words it was read from, and how to correct it."""

    anchor: str
    label: str
    state: str
    status: str
    basis: str
    given: bool
    control: Control
    now: str
    """The value that the control shows."""


@dataclass(frozen=True, slots=True)
class ListedChip:
    """A medicine, operation or treatment as it was read; it can be said anew or taken away."""

    anchor: str
    kind: str
    place: int
    words: str
    told: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """An open question with its control (None for a list, which is answered in words)."""

    question: str
    urgency: str
    changes: tuple[str, ...]
    fact: str
    control: Control | None


@dataclass(frozen=True, slots=True)
class Understood:
    pieces: tuple[Piece, ...]
    chips: tuple[Chip, ...]
    listed: tuple[ListedChip, ...]
    contradicted: tuple[str, ...]
    lost: tuple[str, ...]
    unread: tuple[str, ...]
    """What was not understood, in its own words."""
    asked: tuple[OpenQuestion, ...]
    more: int
    """Further questions that are not shown."""


def understood(done: Consult, knowledge: Knowledge) -> Understood:
    """Everything that was read, ready to be put right."""
    case = done.assessment.case
    chips = tuple(_chips(case, knowledge))
    listed = tuple(_listed(case))
    asked = tuple(_open_question(unknown, knowledge) for unknown in done.assessment.unknowns)
    return Understood(
        pieces=tuple(_pieces(case, chips, listed)),
        chips=chips,
        listed=listed,
        contradicted=tuple(knowledge.facts[name].label for name in done.assessment.contradicted_facts),
        lost=tuple(span.quote for span in case.not_understood),
        unread=tuple(span.quote for span in case.unread),
        asked=asked[:MOST_ASKED],
        more=max(0, len(asked) - MOST_ASKED),
    )


def control_of(fact: Fact) -> Control:
    """The control of a fact."""
    values = tuple((value, value.replace("_", " ")) for value in fact.values)
    if fact.kind is FactKind.yes_no:
        values = (("yes", "yes"), ("no", "no"), ("possible", "possible"))
    low, high = fact.range or (None, None)
    return Control(fact.id, fact.kind.value, values, fact.unit, _end(low), _end(high))


def _end(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _chips(case: Case, knowledge: Knowledge) -> Iterator[Chip]:
    seen: set[tuple[object, ...]] = set()
    for n, finding in enumerate(case.findings):
        fact = knowledge.facts.get(finding.fact)
        key = (finding.fact, finding.value, finding.status, finding.side)
        if fact is None or key in seen:
            continue
        seen.add(key)
        yield Chip(
            anchor=f"chip-{n}",
            label=fact.label,
            state=state_of(fact, finding),
            status=_status(fact, finding),
            basis=basis_in_words(finding),
            given=isinstance(finding.basis, Answer),
            control=control_of(fact),
            now=_value(fact, finding),
        )


def _status(fact: Fact, finding: Finding) -> str:
    """The status of a finding; "alarm" for a red flag that is present."""
    return "alarm" if fact.red_flag and finding.status is Status.present and finding.value is True else finding.status


def _value(fact: Fact, finding: Finding) -> str:
    if fact.kind is FactKind.yes_no:
        return {Status.present: "yes", Status.absent: "no", Status.possible: "possible"}.get(finding.status, "")
    value = finding.value
    if isinstance(value, Interval):
        return f"{value.low:g}" if value.is_point else ""
    return str(value)


Entry = Medication | Operation | Treatment


def _listed(case: Case) -> Iterator[ListedChip]:
    lists: tuple[tuple[str, tuple[Entry, ...]], ...] = (
        ("medications", case.medications),
        ("operations", case.operations),
        ("treatments", case.treatments),
    )
    for kind, entries in lists:
        for place, entry in enumerate(entries):
            words = " ".join(str(getattr(entry.basis, "quote", "")).split())
            yield ListedChip(f"{kind}-{place}", kind, place, words, _told(entry))


def _told(entry: Entry) -> str:
    if isinstance(entry, Medication):
        return f"{(entry.drug or entry.name).replace('_', ' ')}, {entry.use.value}"
    if isinstance(entry, Operation):
        levels = f" {', '.join(entry.levels)}" if entry.levels else ""
        return f"{', '.join(entry.kinds).replace('_', ' ')}{levels}{', planned' if entry.planned else ''}"
    outcome = f", {entry.outcome.replace('_', ' ')}" if entry.outcome else ""
    return f"{entry.kind.replace('_', ' ')} tried{outcome}"


def _pieces(case: Case, chips: tuple[Chip, ...], listed: tuple[ListedChip, ...]) -> Iterator[Piece]:
    """The text cut at its marks; where two overlap, the first and longest holds."""
    at = 0
    for start, end, chip, state in _marks(case, chips, listed):
        if start < at:
            continue
        if at < start:
            yield Piece(case.text[at:start], "", "")
        yield Piece(case.text[start:end], chip, state)
        at = end
    if at < len(case.text):
        yield Piece(case.text[at:], "", "")


def _marks(case: Case, chips: tuple[Chip, ...], listed: tuple[ListedChip, ...]) -> list[tuple[int, int, str, str]]:
    shown = {chip.anchor: chip for chip in chips}
    found = []
    for n, finding in enumerate(case.findings):
        if f"chip-{n}" in shown and isinstance(finding.basis, Span):
            found.append((finding.basis.start, finding.basis.end, f"chip-{n}", shown[f"chip-{n}"].status))
    for chip in listed:
        basis = getattr(case, chip.kind)[chip.place].basis
        if isinstance(basis, Span):
            found.append((basis.start, basis.end, chip.anchor, "listed"))
    found += [(span.start, span.end, "", "lost") for span in case.not_understood]
    return sorted(found, key=lambda mark: (mark[0], -mark[1]))


def _open_question(unknown: Unknown, knowledge: Knowledge) -> OpenQuestion:
    fact = knowledge.facts.get(unknown.fact)
    titles = tuple(knowledge.recommendations[name].title.rstrip(".") for name in unknown.would_change[:3])
    if fact is not None:
        control = control_of(fact)
        return OpenQuestion(fact.ask, unknown.urgency.value, titles, unknown.fact, control)
    if unknown.fact in LISTS:
        return OpenQuestion(LISTS[unknown.fact], unknown.urgency.value, titles, unknown.fact, None)
    named = unknown.fact.replace("_", " ")
    question = f"Which value does the payer or region set for {named}?"
    return OpenQuestion(question, unknown.urgency.value, titles, unknown.fact, _parameter(unknown.fact, knowledge))


def _parameter(name: str, knowledge: Knowledge) -> Control:
    unit = knowledge.figures[name][1].unit if name in knowledge.figures else ""
    return Control(name, "number", (), unit, "", "", "parameter")
