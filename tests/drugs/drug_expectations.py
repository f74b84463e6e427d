"""Turns the hand-written lines into checks on any set of tables, each with the drugs that it concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from drug_amounts import (
    ABSENT,
    FACTORS,
    HELD,
    NALOXONE,
    NO_NALOXONE,
    OTHER_FACTORS,
    PRODUCTS,
    STARTING_ONLY,
    SUPPLEMENTS,
    TIERS_2016,
    TOLERANCE,
    UNIT_LIMITS,
)
from drug_examples import EXAMPLES
from drug_pairs import BOXED, MEMBERS, NOT_BOXED_WITH, PAIRS, SILENT, SPECIAL, UNBOXED
from drug_patients import healthy, line
from drug_rows import CAUTIONS, LIMITS, NALOXONE_CAUTIONS, NALOXONE_INTERACTIONS, QUIET

from curbside.case.model import Medication
from curbside.drugs.check import boxed_warnings, check_order
from curbside.drugs.known import know
from curbside.drugs.limits import limits_of
from curbside.drugs.mme import mme_total
from curbside.drugs.model import Order, Patient, Reason
from curbside.drugs.naloxone import naloxone_need
from curbside.drugs.orders import ROUTE_OF_FORM
from curbside.drugs.tables import Tables
from curbside.drugs.tolerance import opioid_tolerance
from curbside.drugs.totals import ingredients


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


def _factor(told: tuple[str, dict[str, Any], Any], expected: str | None) -> Expectation:
    drug, how, vintage = told
    medicine = line(drug, **how)

    def holds(tables: Tables) -> bool:
        total = mme_total((medicine,), tables, vintage)
        told = drug != "buprenorphine" or "not counted" in total.text
        amount = None if expected is None else Decimal(expected)
        return told and total.high == amount and total.complete is (expected is not None)

    return Expectation(f"MME {drug} {how} {vintage} -> {expected}", frozenset({drug}), holds)


def _tolerance(drug: str, how: dict[str, Any], expected: bool | None) -> Expectation:
    def holds(tables: Tables) -> bool:
        return opioid_tolerance((line(drug, **how),), tables).tolerant is expected

    return Expectation(f"tolerance {drug} {how} -> {expected}", frozenset({drug}), holds)


def _product(name: str, expected: dict[str, float | None]) -> Expectation:
    def holds(tables: Tables) -> bool:
        held = ingredients(line(None, 1, "tablet", times=1, name=name), tables)
        return {i.drug: i.amount for i in held} == expected

    return Expectation(f"product {name}", frozenset(expected), holds)


def _units(name: str, limits: tuple[float | None, ...]) -> Expectation:
    def order(product: str, extra: float) -> Order:
        single, day, days = (None if v is None else v + extra for v in limits)
        last = None if days is None else int(days) + bool(extra)
        return Order("acetaminophen", product=product, units_single=single, units_day=day, day=last)

    def holds(tables: Tables) -> bool:
        over = check_order(order(name, 0.05), healthy(), tables).reasons
        within = check_order(order(name, 0), healthy(), tables).reasons
        return len(over) == sum(v is not None for v in limits) and not within

    return Expectation(f"units of {name}", frozenset({"acetaminophen"}), holds)


def _naloxone(told: dict[str, Any], trigger: str | None) -> Expectation:
    rest = dict(told)
    mme = rest.pop("mme", 20)
    takes = (line("morphine", mme, times=1), *_lines(rest.pop("takes", ())))

    def holds(tables: Tables) -> bool:
        need = naloxone_need(healthy(**rest, takes=takes), tables)
        return need.triggers == (() if trigger is None else (trigger,)) and need.offer is (trigger is not None)

    return Expectation(f"naloxone {told} -> {trigger}", frozenset(), holds)


def _held(drug: str, order: dict[str, Any], told: dict[str, Any], expected: str) -> Expectation:
    def holds(tables: Tables) -> bool:
        asked = replace(Order(drug, **order), route=ROUTE_OF_FORM.get(order.get("form", "")))
        found = limits_of(asked, know(_who(told), tables, drug)).holding
        return sorted(e.id for e in found) == sorted(expected.split())

    return Expectation(f"limits of {drug} {order} {told}", frozenset({drug}), holds)


def _supplements(drug: str, expected: dict[float, tuple[float, float]]) -> Expectation:
    def holds(tables: Tables) -> bool:
        return {s.daily: (s.low, s.high) for s in tables.supplements.values() if s.drug == drug} == expected

    return Expectation(f"supplements of {drug}", frozenset({drug}), holds)


def _amounts() -> Iterator[Expectation]:
    for vintage, factors in FACTORS.items():
        for drug, mme in factors.items():
            yield _factor((drug, {"amount": 10, "times": 1}, vintage), mme)
        for drug in ABSENT[vintage].split():
            yield _factor((drug, {"amount": 10, "times": 1}, vintage), None)
        for how in ({"amount": 8, "times": 1, "route": "sublingual"}, {"amount": 20, "unit": "mcg/h"}):
            yield _factor(("buprenorphine", how, vintage), None)
    for amount, mme in TIERS_2016:
        yield _factor(("methadone", {"amount": amount, "times": 1}, "cdc_2016"), mme)
    yield from (_factor((drug, how, vintage), mme) for drug, how, vintage, mme in OTHER_FACTORS)
    yield from (_tolerance(*args) for args in TOLERANCE)
    yield from (_product(*args) for args in PRODUCTS)
    yield from (_units(name, limits) for name, *limits in UNIT_LIMITS)  # type: ignore[arg-type]
    yield from (_naloxone(told, trigger) for trigger, told in NALOXONE)
    yield from (_naloxone(told, None) for told in NO_NALOXONE)
    yield from (_supplements(*args) for args in SUPPLEMENTS.items())
    yield from (_held(*args) for args in HELD)


def all_expectations() -> Iterator[Expectation]:
    yield from (_limit(*args) for args in LIMITS)
    for entry, drug, order, patients, grade in CAUTIONS:
        yield from (_caution(entry, drug, order, told, grade) for told in patients)
        still = None if entry in STARTING_ONLY else grade
        yield _caution(entry, drug, {**order, "starting": False}, patients[0], still)
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
    yield from _amounts()
    yield from (_example(e.row, e.drugs, e.check) for e in EXAMPLES)
