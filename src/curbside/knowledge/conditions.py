"""Conditions: when a rule holds.

A condition is a tree of frozen nodes.  It holds no callable, so it can be judged
(`pathway.truth`), drawn, mutated by the probe or compiled to columns.  How one is
written stands in `knowledge.condition_language`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Operator = Literal["<", "<=", ">", ">=", "=="]

COURSES = ("new", "worse", "unchanged", "better", "resolved")
"""How a finding has behaved lately."""

OUTCOMES = ("benefit", "partial", "no_benefit", "not_tolerated")
"""What came of a treatment that was tried."""


@dataclass(frozen=True, slots=True)
class Always:
    """True whatever is known."""


@dataclass(frozen=True, slots=True)
class Never:
    """False whatever is known: the default of `unless`."""


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    n: int
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class Holds:
    """A yes-or-no fact is present."""

    fact: str


@dataclass(frozen=True, slots=True)
class Compare:
    """A number stands in a relation to a limit; the limit is a value or a named figure."""

    fact: str
    op: Operator
    value: float | None = None
    figure: str | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice has one of these values."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A finding is present and has lately behaved in one of these ways."""

    fact: str
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Onset:
    """A finding is present and began so many days ago."""

    fact: str
    op: Operator
    days: float


@dataclass(frozen=True, slots=True)
class After:
    """A finding is present and began so many days after an event (a number of days since it)."""

    fact: str
    event: str
    op: Operator
    days: float


@dataclass(frozen=True, slots=True)
class Takes:
    """At least so many different drugs being taken belong to these classes or are these drugs."""

    any: tuple[str, ...]
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Allergic:
    any: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Had:
    """At least so many spine operations of these kinds (all kinds when empty), at a level when given."""

    any: tuple[str, ...] = ()
    at_least: int = 1
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """A treatment of one of these kinds was tried: for so many weeks, with one of these outcomes."""

    any: tuple[str, ...]
    op: Operator | None = None
    weeks: float | None = None
    figure: str | None = None
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meets:
    """Every criterion of a criteria set is met or waived."""

    criteria: str


Condition = (
    Always | Never | All | AnyOf | AtLeast | Not | Holds | Compare | Chosen
    | Course | Onset | After | Takes | Allergic | Had | Tried | Meets
)  # fmt: skip


_OF_PARTS = (All, AnyOf, AtLeast)
_OF_A_FACT = (Holds, Compare, Chosen, Course, Onset, After)


def nodes(condition: Condition) -> Iterator[Condition]:
    """Every node of the tree, the root first."""
    yield condition
    if isinstance(condition, _OF_PARTS):
        for part in condition.parts:
            yield from nodes(part)
    elif isinstance(condition, Not):
        yield from nodes(condition.part)


def facts_of(condition: Condition) -> tuple[str, ...]:
    """The facts a condition reads, in the order of their first mention, each once."""
    found: dict[str, None] = {}
    for node in nodes(condition):
        if isinstance(node, _OF_A_FACT):
            found[node.fact] = None
        if isinstance(node, After):
            found[node.event] = None
    return tuple(found)
