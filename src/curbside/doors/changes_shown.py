"""What changed between two answers, in lines for a terminal or Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from curbside.article.changes import AdviceChange, Changes
from curbside.article.markdown import urgency_in_words
from curbside.knowledge.model import Urgency

TITLE = "What changed, and why"
SHOWN = 12
"""Changes of each kind that are told; the rest are counted."""

_TURNED = {
    "advised": "now advised",
    "withdrawn": "no longer advised",
    "opened": "now waits for an answer",
    "settled": "no longer open",
    "altered": "its acts changed",
}


def to_lines(changes: Changes, form: str) -> Iterator[str]:
    """A title and one line for each change, the urgency first; `form` is text or markdown."""
    yield f"## {TITLE}" if form == "markdown" else TITLE
    if form == "markdown":
        yield ""
    bullet = "- " if form == "markdown" else " • "
    told = [*_changes(changes), *(["Nothing that the plan rests on changed."] if changes.is_empty else [])]
    yield from (f"{bullet}{line}" for line in told)


def _changes(changes: Changes) -> Iterator[str]:
    yield _urgency("Urgency", *changes.urgency)
    if changes.urgency[1] < changes.urgency_possible[1]:
        yield _urgency("What open questions could raise it to", *changes.urgency_possible)
    facts = [f"{f.label}: {f.after}{f' ({f.basis})' if f.basis else ''}; before: {f.before}" for f in changes.facts]
    yield from _first(facts, "further findings")
    yield from _first([_advice(change) for change in changes.advice], "further points of advice")
    doses = [_dose(d.drug, d.before, d.after, d.reasons) for d in changes.doses]
    yield from _first(doses, "further checks of medicines")


def _urgency(name: str, before: Urgency, after: Urgency) -> str:
    """The urgency stands first, changed or not: an emergency is never below something else."""
    was = "unchanged" if before is after else f"before: {urgency_in_words(before.value)}"
    return f"{name}: {urgency_in_words(after.value)}; {was}"


def _first(lines: list[str], rest: str) -> Iterator[str]:
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield f"{len(lines) - SHOWN} {rest} changed."


def _advice(change: AdviceChange) -> str:
    because = f", because of {'; '.join(change.because)}" if change.because else ""
    acts = [*(f"now: {act}" for act in change.acts_added), *(f"no longer: {act}" for act in change.acts_removed)]
    shown = f" ({' '.join(acts)})" if acts else ""
    return f"{change.title}: {_TURNED[change.turned]}{because}.{shown}"


def _dose(drug: str, before: str, after: str, reasons: tuple[str, ...]) -> str:
    why = f" ({'; '.join(reason.rstrip('.') for reason in reasons)})" if reasons and after else ""
    return f"{drug}: {after or 'not checked any more'}{why}; before: {before or 'not checked'}"
