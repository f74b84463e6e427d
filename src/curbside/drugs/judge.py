"""What a patient's facts say about a condition: yes, no, or unknown and which facts are missing.

Strong Kleene logic, as in the pathway, over the few nodes that medicine tables use.
A fact that is only possible counts as present: here every condition speaks against
a drug or lowers a dose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from curbside.case.kleene import Kleene, all_of, any_of, at_least, compare, negate
from curbside.case.model import Interval, Use, Value
from curbside.drugs.model import Patient
from curbside.knowledge import conditions as c

if TYPE_CHECKING:
    from curbside.drugs.tables import Tables


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


_SETTLED = {True: Truth(True), False: Truth(False)}


def judge(condition: c.Condition, facts: Facts) -> Truth:
    """The truth of a condition; facts are missing only where they could still change it."""
    holds = _holds(condition, facts)
    return Truth(None, frozenset(_missing(condition, facts))) if holds is None else _SETTLED[holds]


@dataclass(frozen=True, slots=True)
class Reading:
    """A condition with the facts that it reads, and its truth while none of them is known.

    `unread` is None where the truth hangs on more than facts: on the medicines taken.
    """

    condition: c.Condition
    facts: tuple[str, ...]
    unread: Truth | None

    @classmethod
    def of(cls, condition: c.Condition, tables: Tables) -> Reading:
        """The reading of a condition of the medicine tables."""
        reads_medicines = any(isinstance(node, c.Takes) for node in c.nodes(condition))
        nothing = Facts({}, frozenset(), frozenset(), tables)
        return cls(condition, c.facts_of(condition), None if reads_medicines else judge(condition, nothing))

    def judge(self, facts: Facts) -> Truth:
        """The same as `judge` of the condition."""
        known = facts.values.keys()
        if self.unread is None or not known.isdisjoint(self.facts) or not facts.possible.isdisjoint(self.facts):
            return judge(self.condition, facts)
        return self.unread


def _holds(node: c.Condition, facts: Facts) -> Kleene:
    judged = _JUDGES.get(type(node))
    if judged is None:
        raise UnusableConditionError(node)
    return judged(node, facts)


def _fact(node: c.Holds, facts: Facts) -> Kleene:
    if node.fact in facts.possible:
        return True
    value = facts.values.get(node.fact)
    return value if isinstance(value, bool) else None


def _compared(node: c.Compare, facts: Facts) -> Kleene:
    value = facts.values.get(node.fact)
    if not isinstance(value, Interval) or node.value is None:
        return None
    return compare(value, node.op, node.value)


def _chosen(node: c.Chosen, facts: Facts) -> Kleene:
    value = facts.values.get(node.fact)
    return value in node.values if isinstance(value, str) else None


def _takes(node: c.Takes, facts: Facts) -> Kleene:
    return sum(facts.tables.is_a(drug, node.any) for drug in facts.taken) >= node.at_least


_JUDGES: dict[type, Callable[[Any, Facts], Kleene]] = {
    c.Always: lambda _node, _facts: True,
    c.Never: lambda _node, _facts: False,
    c.All: lambda node, facts: all_of(_holds(p, facts) for p in node.parts),
    c.AnyOf: lambda node, facts: any_of(_holds(p, facts) for p in node.parts),
    c.AtLeast: lambda node, facts: at_least(node.n, (_holds(p, facts) for p in node.parts)),
    c.Not: lambda node, facts: negate(_holds(node.part, facts)),
    c.Holds: _fact,
    c.Compare: _compared,
    c.Chosen: _chosen,
    c.Takes: _takes,
}


def _missing(node: c.Condition, facts: Facts) -> Iterable[str]:
    """Facts nobody told, in those parts of an unknown tree that are themselves unknown."""
    match node:
        case c.All(parts) | c.AnyOf(parts) | c.AtLeast(_, parts):
            for part in parts:
                if _holds(part, facts) is None:
                    yield from _missing(part, facts)
        case c.Not(part):
            yield from _missing(part, facts)
        case _:
            yield from (fact for fact in c.facts_of(node) if fact not in facts.values)
