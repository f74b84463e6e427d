"""The answers of the calculators in a terminal: result, arithmetic, what is missing, warnings, sources."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from curbside.doors.calculator_answers import (
    BandOut,
    CalculatorAnswer,
    Computed,
    DoseAnswer,
    InstrumentAnswer,
    InstrumentSummary,
    InteractionsAnswer,
    ItemOut,
    MmeAnswer,
    NotComputed,
    RenalAnswer,
)
from curbside.doors.calculators import told


def show_mme(answer: MmeAnswer, console: Console) -> None:
    """The opioid total with its parts; a gauge of risk, never a way to a new dose."""
    console.print(Text(answer.result, style="bold"))
    console.print(Text(f"factors: {answer.vintage.replace('_', ' ')}; unit: {answer.units}"))
    for part in answer.parts:
        console.print(Text(f"  {part.written}: {part.arithmetic or part.reason}"))
    if answer.scheduled != answer.total:
        console.print(Text(f"  taken by the clock only: {answer.scheduled:.1f} MME/day"))
    _lines(answer.warnings, console)
    _closing(answer, console)


def show_dose(answer: DoseAnswer, console: Console) -> None:
    """Verdict, arithmetic, the most that may be given, what is missing, warnings, sources."""
    console.print(Text(answer.result, style="bold"))
    for reason in answer.reasons:
        console.print(Text(f"  {told(reason)}{f' (grade {reason.grade})' if reason.grade else ''}"))
    _computed(answer.computed, console)
    _not_computed(answer.not_computed, console)
    if answer.missing:
        console.print(Text(f"  needed first: {'; '.join(m.label for m in answer.missing)}"))
    _band(answer, console)
    for text in answer.boxed:
        console.print(Text(f"  boxed warning: {text}"))
    if answer.naloxone:
        console.print(Text("  offer naloxone"))
    for text in (*answer.assumptions, *answer.pharmacist):
        console.print(Text(f"  {text}", style="dim"))
    _closing(answer, console)


def _band(answer: DoseAnswer, console: Console) -> None:
    band = answer.dose
    if band is None:
        return
    _lines((*band.says, *band.arithmetic), console)
    if band.start:
        console.print(Text(f"  start: {band.start}"))
    if band.max_day is not None:
        console.print(Text(f"  at most {band.max_day:g} {band.unit} a day"))


def show_renal(answer: RenalAnswer, console: Console) -> None:
    """Clearance and eGFR, the other numbers beneath, what was assumed and what differs."""
    console.print(Text(answer.result, style="bold"))
    _computed(answer.computed, console)
    for number in answer.by_weight:
        console.print(Text(f"  {number.label}: {number.arithmetic}", style="dim"))
    _not_computed(answer.not_computed, console)
    if answer.missing:
        console.print(Text(f"  needed first: {'; '.join(m.label for m in answer.missing)}"))
    _lines(answer.warnings, console)
    for text in answer.assumptions:
        console.print(Text(f"  assumed: {text}", style="dim"))
    console.print(Text(f"formula: {answer.formula}", style="dim"))
    _closing(answer, console)


def show_interactions(answer: InteractionsAnswer, console: Console) -> None:
    """Every interacting pair of a list, the gravest first, and which pairs were looked up."""
    console.print(Text(answer.result, style="bold"))
    for pair in answer.pairs:
        grade = f"{pair.reason.grade}: " if pair.reason.grade else ""
        console.print(Text(f"  {grade}{pair.first} + {pair.second}: {told(pair.reason)}"))
    _lines(answer.left_out, console)
    pairs = ", ".join(f"{a} + {b}" for a, b in answer.looked_up)
    console.print(Text(f"Pairs that were looked up: {pairs or 'none'}. {answer.warnings[-1]}"))
    _closing(answer, console)


def show_instruments(entries: Iterable[InstrumentSummary], console: Console) -> None:
    """The list of instruments: what each is called here, and what it measures."""
    for entry in entries:
        held = "; items are held" if entry.items_held else ""
        console.print(Text(f"{entry.id}: {entry.title} ({entry.kind}{held}). {entry.measures}"))


def show_instrument(answer: InstrumentAnswer, console: Console) -> None:
    """The band of a total, how the instrument is scored and read, its licence, and what it never decides."""
    console.print(Text(answer.result, style="bold"))
    _lines(answer.arithmetic, console)
    _lines((f"{item.item}: {item.label} ({_points(item)})" for item in answer.items), console)
    told_as = (
        ("measures", answer.measures), ("scoring", answer.scoring), ("cut-offs", answer.cut_offs),
        ("bands", "; ".join(map(_span_of, answer.bands))), ("change that counts", answer.change),
        ("limits", answer.limits), ("licence", answer.licence),
    )  # fmt: skip
    _lines((f"{name}: {text}" for name, text in told_as if text), console)
    for figure in answer.figures:
        console.print(Text(f"  {figure.text}: {figure.scope} ({figure.verification})", style="dim"))
    _lines(answer.warnings, console)
    _closing(answer, console)


def _points(item: ItemOut) -> str:
    his = f", {item.points_male:g} in men" if item.points_male is not None else ""
    answers = {None: "not answered", True: f"yes: {item.added or 0:g}", False: "no: 0"}
    return f"{item.points:g} points{his}; {answers[item.answer]}"


def _span_of(band: BandOut) -> str:
    start = "" if band.low is None else f"{'above' if band.low_open else 'from'} {band.low:g} "
    return f"{start}{band.name}{' (this one)' if band.holds else ''}"


def _lines(texts: Iterable[str], console: Console) -> None:
    for text in texts:
        console.print(Text(f"  {text}"))


def _computed(numbers: Iterable[Computed], console: Console) -> None:
    _lines((f"{number.label}: {number.arithmetic}" for number in numbers), console)


def _not_computed(failures: Iterable[NotComputed], console: Console) -> None:
    _lines((f"{failure.label} cannot be computed: {'; '.join(failure.reasons)}" for failure in failures), console)


def _closing(answer: CalculatorAnswer, console: Console) -> None:
    for source in answer.sources:
        console.print(Text(f"  [{source.type}] {source.title} ({source.verification})", style="dim"))
    console.print(Text(answer.disclaimer, style="dim"))
