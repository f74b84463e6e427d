"""What a patient's facts say about a condition: yes, no, or unknown and which facts are missing.

Strong Kleene logic, as in the pathway, over the few nodes that medicine tables use.
A fact that is only possible counts as present: here every condition speaks against
a drug or lowers a dose.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from curbside.case.kleene import Kleene, all_of, any_of, at_least, compare, negate
from curbside.case.model import Interval, Use, Value
from curbside.drugs.model import Patient
from curbside.drugs.tables import Tables
from curbside.knowledge import conditions as c


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
            return all_of(_holds(p, facts) for p in parts)
        case c.AnyOf(parts):
            return any_of(_holds(p, facts) for p in parts)
        case c.AtLeast(n, parts):
            return at_least(n, [_holds(p, facts) for p in parts])
        case c.Not(part):
            return negate(_holds(part, facts))
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


def _yes(value: Value | None) -> Kleene:
    return value if isinstance(value, bool) else None


def _compared(node: c.Compare, value: Value | None) -> Kleene:
    if not isinstance(value, Interval) or node.value is None:
        return None
    return compare(value, node.op, node.value)


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
