"""A later note on the same patient: what it says replaces what was known of the same thing.

A contradiction inside one text is a question; a contradiction between an earlier and
a later text is news.  The later one holds.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from curbside.case.model import (
    CURRENT,
    Basis,
    Case,
    Finding,
    Medication,
    Operation,
    QuestionType,
    Span,
    Status,
    Treatment,
)

BETWEEN = "\n\n"
"""What stands between an earlier and a later note in the text of the case."""

Entry = TypeVar("Entry", bound=Finding | Medication | Operation | Treatment)


def add_later(
    case: Case, later: Case, generals: Mapping[str, tuple[str, ...]], rivals: Iterable[Iterable[str]] = ()
) -> Case:
    """The case with a later note.  `generals` names, for each fact, the more general facts that it makes present.

    `rivals` are groups of facts that measure one thing (creatinine and eGFR): the
    latest told of them replaces the others.

    A later finding replaces the earlier ones of its fact, an earlier denial of a more
    general fact when it is present, and an earlier more specific fact when it is
    absent.  Corrections of the asker fall too: the later word holds.  A drug or a kind
    of treatment that is named again is replaced; operations are added.
    """
    offset = len(case.text) + len(BETWEEN) if case.text else 0
    findings = tuple(_moved(f, offset) for f in later.findings)
    told = {f.fact: f for f in findings if f.status in CURRENT}
    outdated = {name for group in rivals if told.keys() & set(group) for name in group}
    kept = tuple(f for f in case.findings if f.fact not in outdated and not _is_replaced(f, told, generals))
    shifted = Case(
        today=case.today,
        findings=(*kept, *findings),
        medications=_merged(case.medications, _all_moved(later.medications, offset), lambda m: m.drug or m.name),
        operations=(*case.operations, *_all_moved(_new(later.operations, case.operations), offset)),
        treatments=_merged(case.treatments, _all_moved(later.treatments, offset), lambda t: t.kind),
        complete=case.complete | later.complete,
    )
    asks = later.question.type is not QuestionType.none
    return replace(
        shifted,
        text=f"{case.text}{BETWEEN}{later.text}" if case.text else later.text,
        question=later.question if asks else case.question,
        not_understood=(*case.not_understood, *(_span(s, offset) for s in later.not_understood)),
        unread=(*case.unread, *(_span(s, offset) for s in later.unread)),
    )


def _is_replaced(earlier: Finding, told: Mapping[str, Finding], generals: Mapping[str, tuple[str, ...]]) -> bool:
    if earlier.fact in told:
        return True
    if earlier.status is Status.absent:
        return any(_is_present(f) and earlier.fact in generals.get(name, ()) for name, f in told.items())
    above = generals.get(earlier.fact, ())
    return any(name in above and f.status is Status.absent for name, f in told.items())


def _is_present(finding: Finding) -> bool:
    return finding.status in (Status.present, Status.possible)


def _merged(
    earlier: tuple[Entry, ...], later: tuple[Entry, ...], key: Callable[[Entry], Hashable]
) -> tuple[Entry, ...]:
    again = {key(entry) for entry in later}
    return (*(entry for entry in earlier if key(entry) not in again), *later)


def _new(later: Iterable[Operation], earlier: tuple[Operation, ...]) -> Iterable[Operation]:
    """Operations that were not told before; "since the fusion", without a date, is the fusion already known."""
    for operation in later:
        alike = (o for o in earlier if set(o.kinds) & set(operation.kinds))
        if not any(operation.days_ago in (None, known.days_ago) for known in alike):
            yield operation


def _all_moved(entries: Iterable[Entry], offset: int) -> tuple[Entry, ...]:
    return tuple(_moved(entry, offset) for entry in entries)


def _moved(entry: Entry, offset: int) -> Entry:
    return replace(entry, basis=_basis(entry.basis, offset))


def _basis(basis: Basis, offset: int) -> Basis:
    return _span(basis, offset) if isinstance(basis, Span) else basis


def _span(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset, span.quote)


__all__ = ["BETWEEN", "add_later"]
