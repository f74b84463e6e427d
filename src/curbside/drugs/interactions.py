"""Pairs of drugs that do harm together; the highest grade of a pair wins (INV-07)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

from curbside.case.model import Interval, Medication, Use
from curbside.drugs.judge import Facts, judge
from curbside.drugs.model import Reason, reason_from
from curbside.drugs.tables import Tables
from curbside.drugs.totals import form_of
from curbside.knowledge.conditions import All, AnyOf, Takes, nodes
from curbside.knowledge.drug_model import Interaction


def interactions_of(drug: str, form: str | None, others: Iterable[Medication], facts: Facts) -> tuple[Reason, ...]:
    """Every interaction between a drug and the medicines of a patient, the highest grade first."""
    about = facts.tables.interactions_about[drug]
    found = [
        reason
        for other in others
        if other.drug is not None and other.drug != drug
        for entry in about
        if facts.tables.is_a(other.drug, (*entry.a, *entry.b))
        for reason in _applied(entry, drug, form, other, facts)
    ]
    unique = {(r.id, r.with_drug): r for r in found}
    return tuple(sorted(unique.values(), key=lambda r: (-(r.grade.rank if r.grade else 0), r.id)))


def _applied(entry: Interaction, drug: str, form: str | None, other: Medication, facts: Facts) -> Iterable[Reason]:
    name = other.drug or ""
    first, second = _sides(entry)
    taken_as = form_of(other, facts.tables)
    forward = _is(facts.tables, drug, form, first) and _is(facts.tables, name, taken_as, second)
    backward = _is(facts.tables, drug, form, second) and _is(facts.tables, name, taken_as, first)
    for holds, days in ((forward, entry.after_b), (backward, entry.after_a)):
        if holds:
            current = _counts(other, days)
            if current is not False and judge(entry.when, facts).holds is not False:
                yield reason_from(entry, entry.effect, with_drug=name, possible=current is None)
                return


_Side = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _sides(entry: Interaction) -> tuple[_Side, _Side]:
    return (entry.a, entry.except_a, entry.forms_a), (entry.b, entry.except_b, entry.forms_b)


def _is(tables: Tables, drug: str, form: str | None, side: _Side) -> bool:
    """Whether a drug is meant by one side of an entry; an unknown form is not ruled out."""
    names, without, forms = side
    if not tables.is_a(drug, names) or tables.is_a(drug, without):
        return False
    return not forms or form is None or form in forms


def _counts(other: Medication, days: float) -> bool | None:
    """Whether a medicine still acts: taken or planned, or stopped less than `days` ago; None when not known."""
    if other.use in (Use.taken, Use.planned):
        return True
    if other.use is not Use.stopped or days == 0:
        return False
    if other.stopped is None:
        return None
    return _within(other.stopped, days)


def _within(stopped: Interval, days: float) -> bool | None:
    if stopped.high < days:
        return True
    return False if stopped.low >= days else None


def interactions_among(medications: Iterable[Medication], facts: Facts) -> tuple[tuple[str, Reason], ...]:
    """Every interacting pair of a list, each pair once, with the first drug's name."""
    listed = [m for m in medications if m.drug is not None]
    found = [
        (first.drug or "", reason)
        for first, second in combinations(listed, 2)
        if first.use in (Use.taken, Use.planned)
        for reason in interactions_of(first.drug or "", first.form, (second,), facts)
    ]
    found += _together(listed, facts)
    return tuple(sorted(found, key=lambda pair: -(pair[1].grade.rank if pair[1].grade else 0)))


def _together(listed: list[Medication], facts: Facts) -> list[tuple[str, Reason]]:
    """Hazards of three drugs or more that nothing but the list makes (an NSAID, an ACE inhibitor and a diuretic)."""
    taken = tuple(dict.fromkeys(m.drug or "" for m in listed if m.use in (Use.taken, Use.planned)))
    among = replace(facts, taken=frozenset(taken))
    found = []
    for entry in facts.tables.cautions.values():
        leaves = [n for n in nodes(entry.when) if not isinstance(n, All | AnyOf)]
        concerned = [drug for drug in taken if facts.tables.is_a(drug, entry.drugs)]
        if not all(isinstance(n, Takes) for n in leaves) or not concerned or judge(entry.when, among).holds is not True:
            continue
        meant = {name for n in leaves if isinstance(n, Takes) for name in n.any} | set(entry.drugs)
        others = " + ".join(d for d in taken if facts.tables.is_a(d, meant) and d != concerned[0])
        found.append((concerned[0], reason_from(entry, entry.says, with_drug=others)))
    return found
