"""Turns the hand-written lines into checks on any set of tables, each with the drugs that it concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from curbside.case.model import Medication
from curbside.drugs.check import boxed_warnings, check_order
from curbside.drugs.model import Order, Patient, Reason
from curbside.drugs.tables import Tables
from drug_examples import EXAMPLES
from drug_pairs import BOXED, MEMBERS, NOT_BOXED_WITH, PAIRS, SILENT, SPECIAL, UNBOXED
from drug_patients import healthy, line
from drug_rows import CAUTIONS, LIMITS, NALOXONE_CAUTIONS, NALOXONE_INTERACTIONS, QUIET


@dataclass(frozen=True)
class Expectation:
    """A claim that tables can break."""

    name: str
    drugs: frozenset[str]
    holds: Callable[[Tables], bool]


def _lines(told: Any) -> tuple[Medication, ...]:
    names = (told,) if isinstance(told, str) else tuple(told)
    return tuple(line(name) for name in names)


def _who(told: dict[str, Any]) -> Patient:
    return healthy(**{**told, "takes": _lines(told["takes"])} if "takes" in told else told)


def _reason(order: Order, who: Patient, entry: str, tables: Tables) -> Reason | None:
    return next((r for r in check_order(order, who, tables).reasons if r.id == entry), None)


def _limit(drug: str, order: dict[str, Any], told: dict[str, Any], expected: dict[str, Any] | None) -> Expectation:
    def holds(tables: Tables) -> bool:
        band = check_order(Order(drug, **order), _who(told), tables).dose
        if expected is None or band is None:
            return band is None and expected is None
        return all(getattr(band, k) == v or _near(getattr(band, k), v) for k, v in expected.items())

    return Expectation(f"{drug} {order} {told} -> {expected}", frozenset({drug}), holds)


def _near(found: Any, expected: Any) -> bool:
    numbers = isinstance(found, int | float) and isinstance(expected, int | float)
    return numbers and abs(found - expected) < 1e-6


def _caution(entry: str, drug: str, order: dict[str, Any], told: dict[str, Any], grade: str | None) -> Expectation:
    def holds(tables: Tables) -> bool:
        reason = _reason(Order(drug, **order), _who(told), entry, tables)
        if reason is None or reason.grade is None:
            return grade is None
        return reason.grade.value == grade and reason.naloxone is (entry in NALOXONE_CAUTIONS)

    return Expectation(f"{entry} {drug} {order} {told} -> {grade}", frozenset({drug}), holds)


def _pair(entry: str, order: Order, other: Medication, who: dict[str, Any], grade: str | None) -> Expectation:
    def holds(tables: Tables) -> bool:
        patient = healthy(**{**who, "takes": (other, *_lines(who.get("takes", ())))})
        reason = _reason(order, patient, entry, tables)
        if reason is None or reason.grade is None:
            return grade is None
        return reason.grade.value == grade and reason.naloxone is (entry in NALOXONE_INTERACTIONS)

    return Expectation(
        f"{entry} {order} with {other.drug} -> {grade}", frozenset({order.drug, other.drug or ""}), holds
    )


def _box(drug: str, form: str | None, words: str | None, *, there: bool) -> Expectation:
    def holds(tables: Tables) -> bool:
        told = " ".join(boxed_warnings(drug, form, tables))
        return (words in told) is there if words else (told != "") is there

    return Expectation(f"boxed {drug} {form} {words}", frozenset({drug}), holds)


def _members(name: str, drugs: str) -> Expectation:
    def holds(tables: Tables) -> bool:
        return set(tables.members(name)) == set(drugs.split())

    return Expectation(f"members of {name}", frozenset(drugs.split()), holds)


def _example(row: str, drugs: tuple[str, ...], check: Callable[[Tables], None]) -> Expectation:
    def holds(tables: Tables) -> bool:
        try:
            check(tables)
        except (AssertionError, LookupError, StopIteration, ValueError, TypeError, AttributeError):
            return False
        return True

    return Expectation(row, frozenset(drugs), holds)


def all_expectations() -> Iterator[Expectation]:
    yield from (_limit(*args) for args in LIMITS)
    for entry, drug, order, patients, grade in CAUTIONS:
        yield from (_caution(entry, drug, order, told, grade) for told in patients)
    yield from (_caution(entry, drug, order, told, None) for entry, drug, order, told in QUIET)
    for entry, firsts, seconds, grade in PAIRS:
        for first in firsts.split():
            for second in seconds.split():
                order = Order(first, starting=False)
                yield _pair(entry, order, line(second), {}, grade)
                yield _pair(entry, Order(second, starting=False), line(first), {}, grade)
    for entry, drug, order_, other, how, who, grade_ in SPECIAL:
        yield _pair(entry, Order(drug, **order_), line(other, **how), who, grade_)
    yield from (_pair(entry, Order(drug), line(other), {}, None) for entry, drug, other in SILENT)
    yield from (_box(drug, form, words, there=True) for drug, form, words in BOXED)
    yield from (_box(drug, form, None, there=False) for drug, form in UNBOXED)
    yield from (_box(drug, form, words, there=False) for drug, form, words in NOT_BOXED_WITH)
    yield from (_members(name, drugs) for name, drugs in MEMBERS.items())
    yield from (_example(e.row, e.drugs, e.check) for e in EXAMPLES)
