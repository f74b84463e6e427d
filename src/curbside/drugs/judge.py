"""What a patient's facts say about a condition: yes, no, or unknown and which facts are missing.

Strong Kleene logic, as in the pathway, over the few nodes that medicine tables use.
A fact that is only possible counts as present: here every condition speaks against
a drug or lowers a dose.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from curbside.case.model import Interval, Use, Value
from curbside.drugs.model import Patient
from curbside.drugs.tables import Tables
from curbside.knowledge import conditions as c

Kleene = bool | None


class UnusableConditionError(TypeError):
    """A medicine table uses a condition that only pathway rules understand."""

    def __init__(self, node: c.Condition) -> None:
        super().__init__(f"{type(node).__name__} cannot be used in medicine tables: use facts, comparisons and takes")


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of one patient, derived ones included, and the drugs that count as taken."""

    values: Mapping[str, Value]
    possible: frozenset[str]
    taken: frozenset[str]
    tables: Tables


@dataclass(frozen=True, slots=True)
class Truth:
    """The verdict on a condition; `missing` names facts that nobody told."""

    holds: Kleene
    missing: frozenset[str] = field(default_factory=frozenset)


def taken_drugs(patient: Patient) -> frozenset[str]:
    """The drugs and classes that the patient takes now."""
    return frozenset(m.drug for m in patient.medications if m.drug and m.use is Use.taken)


def judge(condition: c.Condition, facts: Facts) -> Truth:
    """The truth of a condition; facts are missing only where they could still change it."""
    holds = _holds(condition, facts)
    if holds is not None:
        return Truth(holds)
    return Truth(None, frozenset(_missing(condition, facts)))


def _holds(node: c.Condition, facts: Facts) -> Kleene:
    match node:
        case c.Always() | c.Never():
            return isinstance(node, c.Always)
        case c.All(parts):
            return _all(_holds(p, facts) for p in parts)
        case c.AnyOf(parts):
            return _not(_all(_not(_holds(p, facts)) for p in parts))
        case c.AtLeast(n, parts):
            return _at_least(n, [_holds(p, facts) for p in parts])
        case c.Not(part):
            return _not(_holds(part, facts))
    return _leaf(node, facts)


def _leaf(node: c.Condition, facts: Facts) -> Kleene:
    match node:
        case c.Holds(fact):
            return True if fact in facts.possible else _yes(facts.values.get(fact))
        case c.Compare():
            return _compared(node, facts.values.get(node.fact))
        case c.Chosen(fact, values):
            value = facts.values.get(fact)
            return value in values if isinstance(value, str) else None
        case c.Takes(names, n):
            return sum(facts.tables.is_a(drug, names) for drug in facts.taken) >= n
    raise UnusableConditionError(node)


def _all(truths: Iterable[Kleene]) -> Kleene:
    held = list(truths)
    if False in held:
        return False
    return None if None in held else True


def _not(truth: Kleene) -> Kleene:
    return None if truth is None else not truth


def _at_least(n: int, truths: list[Kleene]) -> Kleene:
    certain = truths.count(True)
    if certain >= n:
        return True
    return None if certain + truths.count(None) >= n else False


def _yes(value: Value | None) -> Kleene:
    return value if isinstance(value, bool) else None


def _compared(node: c.Compare, value: Value | None) -> Kleene:
    if not isinstance(value, Interval) or node.value is None:
        return None
    return compare(value, node.op, node.value)


def compare(value: Interval, op: c.Operator, limit: float) -> Kleene:
    """Whether all, none or only some numbers of an interval stand in the relation to the limit."""
    if op == "==":
        if value == Interval.point(limit):
            return True
        return None if _at_or_above(value, limit) is not False and _above(value, limit) is not True else False
    if op in (">=", "<"):
        truth = _at_or_above(value, limit)
        return truth if op == ">=" else _not(truth)
    truth = _above(value, limit)
    return truth if op == ">" else _not(truth)


def _at_or_above(value: Interval, limit: float) -> Kleene:
    if value.low >= limit:
        return True
    return False if value.high < limit or (value.high == limit and value.high_open) else None


def _above(value: Interval, limit: float) -> Kleene:
    if value.low > limit or (value.low == limit and value.low_open):
        return True
    return False if value.high <= limit else None


def _missing(node: c.Condition, facts: Facts) -> Iterable[str]:
    """Facts nobody told, in those parts of the tree that are themselves unknown."""
    if _holds(node, facts) is not None:
        return
    if isinstance(node, c.All | c.AnyOf | c.AtLeast):
        for part in node.parts:
            yield from _missing(part, facts)
    elif isinstance(node, c.Not):
        yield from _missing(node.part, facts)
    else:
        yield from (fact for fact in c.facts_of(node) if fact not in facts.values)
