"""`curbside read`: what was understood of a text, shown on the text itself; and answers to a typed form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.text import Text

from curbside.case.correct import correct
from curbside.case.form import FormRefusedError, case_from_form, form_of
from curbside.case.model import Basis, Case, Finding, Interval, Medication, Operation, Record, Span, Status, Treatment
from curbside.case.refuse import decode
from curbside.consult import Asked, Consult, answer
from curbside.knowledge.load import Knowledge

_STYLES = {
    Status.present: "bold red",
    Status.possible: "bold yellow",
    Status.absent: "green",
    Status.historical: "dim cyan",
    Status.hypothetical: "dim cyan",
    Status.other_person: "dim cyan",
}
_LISTED, _LOST = "bold blue", "reverse"


# --- a form as a question -----------------------------------------------------


def answer_form(raw: bytes, asked: Asked, knowledge: Knowledge) -> Consult:
    """The answer to a typed form; corrections and parameters of `asked` hold as for a text.

    Raises:
        FormRefusedError: it is not JSON, or something in it cannot be.
        TextRefusedError: the bytes are too many, or no text.
        CorrectionRefusedError, ArticleRefusedError: as for a text.
    """
    try:
        form = json.loads(decode(raw))
    except json.JSONDecodeError as error:
        raise FormRefusedError([f"it is not JSON from line {error.lineno}, column {error.colno} on"]) from None
    except RecursionError:
        raise FormRefusedError(["it is nested too deeply"]) from None
    case = correct(case_from_form(form, knowledge, asked.today), asked.corrections, knowledge.facts)
    return answer(case, asked, knowledge)


# --- for machines -------------------------------------------------------------


def document(case: Case, knowledge: Knowledge) -> dict[str, Any]:
    """Everything that was read, with the characters it was read from."""
    form = form_of(case)
    return {
        "today": case.today.isoformat(),
        "findings": [_finding(f, knowledge) for f in case.findings],
        "contradictions": list(contradictions(case)),
        "medications": _listed(case.medications, form["medications"]),
        "operations": _listed(case.operations, form["operations"]),
        "treatments": _listed(case.treatments, form["treatments"]),
        "question": {**form["question"], "text": case.question.text},
        "complete": form["complete"],
        "not_understood": [{"span": [s.start, s.end], "quote": s.quote} for s in case.not_understood],
        "unread": [{"span": [s.start, s.end], "quote": s.quote} for s in case.unread],
        "form": form,
    }


def contradictions(case: Case) -> Iterator[str]:
    """Facts that the text both states and denies; they count as unknown and are asked."""
    for fact in dict.fromkeys(f.fact for f in case.findings):
        said = {f.status for f in case.findings if f.fact == fact}
        if {Status.present, Status.absent} <= said:
            yield fact


def _finding(finding: Finding, knowledge: Knowledge) -> dict[str, Any]:
    value = finding.value
    low_high = {"low": _end(value.low), "high": _end(value.high)} if isinstance(value, Interval) else value
    return {
        "fact": finding.fact,
        "label": knowledge.facts[finding.fact].label,
        "status": finding.status.value,
        "value": low_high,
        "unit": knowledge.facts[finding.fact].unit,
        "course": finding.course,
        "side": finding.side,
        "level": finding.level,
        "onset_days": None if finding.onset is None else [_end(finding.onset.low), _end(finding.onset.high)],
        "reason": finding.reason,
        **_place(finding.basis),
    }


def _end(number: float) -> float | None:
    return None if number in (float("inf"), float("-inf")) else number


def _place(basis: Basis) -> dict[str, Any]:
    if isinstance(basis, Span):
        return {"span": [basis.start, basis.end], "quote": basis.quote, "given": False}
    return {"span": None, "quote": None, "given": not isinstance(basis, Record)}


Listed = Medication | Operation | Treatment


def _listed(items: tuple[Listed, ...], told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**entry, **_place(item.basis)} for item, entry in zip(items, told, strict=True)]


# --- for people ---------------------------------------------------------------


def show_reading(case: Case, knowledge: Knowledge, console: Console) -> None:
    """The text with its findings marked, then each finding with its status and reason."""
    console.print(marked(case))
    for title, lines in (
        ("Findings", [_in_words(f, knowledge) for f in case.findings]),
        ("Said and denied: counts as unknown", [_label(fact, knowledge) for fact in contradictions(case)]),
        ("Medicines, operations, treatments", [*_items(case)]),
        ("Not understood", [f"“{span.quote}”" for span in case.not_understood]),
        (
            "Nothing was read in these; if one tells of a sign, say it in other words",
            [f"“{s.quote}”" for s in case.unread],
        ),
    ):
        if lines:
            console.print()
            console.print(Text(title, style="bold"))
            for line in lines:
                console.print(Text(f"• {line}"))
    if not (case.findings or case.medications or case.operations or case.treatments):
        console.print(Text("No finding was read."))


def marked(case: Case) -> Text:
    """The text itself, with what was read in colour."""
    text = Text(case.text)
    listed: tuple[Operation | Treatment | Medication, ...] = (*case.operations, *case.treatments, *case.medications)
    for item in listed:
        _mark(text, item.basis, _LISTED)
    for finding in case.findings:
        _mark(text, finding.basis, _STYLES[finding.status])
    for span in case.not_understood:
        _mark(text, span, _LOST)
    return text


def _mark(text: Text, basis: Basis, style: str) -> None:
    if isinstance(basis, Span):
        text.stylize(style, basis.start, basis.end)


def _label(fact: str, knowledge: Knowledge) -> str:
    return f"{knowledge.facts[fact].label} ({fact})"


def _in_words(finding: Finding, knowledge: Knowledge) -> str:
    unit = knowledge.facts[finding.fact].unit
    value = "" if isinstance(finding.value, bool) else f" {number(finding.value)}{f' {unit}' if unit else ''}"
    onset = f"for {number(finding.onset)} days" if finding.onset else ""
    more = ", ".join(filter(None, [finding.course, finding.side, finding.level, onset]))
    quote = f": “{finding.basis.quote}”" if isinstance(finding.basis, Span) else ": given by the asker"
    words = f"{_label(finding.fact, knowledge)}: {finding.status.value.replace('_', ' ')}{value}"
    return f"{words}{f' ({more})' if more else ''}{quote}{f'. {finding.reason}' if finding.reason else ''}"


def _items(case: Case) -> Iterator[str]:
    """Each entry of the lists: what it is, then what was said of it."""
    form = form_of(case)
    for kind, naming in (("medications", "name"), ("operations", "kinds"), ("treatments", "kind")):
        for told in form[kind]:
            named = told.pop(naming, "")
            first = ", ".join(named) if isinstance(named, list) else named
            rest = "; ".join(f"{key.replace('_', ' ')} {_joined(value)}" for key, value in told.items())
            yield f"{kind.removesuffix('s')} {first}{f': {rest}' if rest else ''}"


def _joined(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def number(value: object) -> str:
    """A number, a span or a bound in short; a value of a choice as it is."""
    if not isinstance(value, Interval):
        return str(value)
    if value.is_point:
        return f"{value.low:g}"
    if _end(value.low) is None:
        return f"{'under' if value.high_open else 'at most'} {value.high:g}"
    if _end(value.high) is None:
        return f"{'over' if value.low_open else 'at least'} {value.low:g}"
    return f"{value.low:g} to {value.high:g}"
