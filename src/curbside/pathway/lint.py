"""A solver reads the rules: none that can never hold, none that always holds, none that contradict.

Tests call this; the product does not (the solver is a developer's tool).  Every
condition becomes a formula over one patient of whom everything is known; what
facts imply each other, what a number can be and what belongs to a class of drugs
are the axioms.  Where a patient can have several findings or treatments at once the
formula allows more patients than exist, never fewer: a rule that is refused here
can hold for nobody.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from typing import Any, Literal

import z3

from curbside.knowledge import conditions as c
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Do, FactKind, Recommendation, Region
from curbside.pathway.contradictions import overlap

_OPERATORS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq}


@dataclass(frozen=True, slots=True)
class Flaw:
    """What the solver proved about one rule, or about two."""

    kind: Literal["never holds", "always holds", "never advised", "contradiction"]
    rules: tuple[str, ...]
    acts: tuple[str, ...] = ()

    def __str__(self) -> str:
        acts = f": {' and '.join(self.acts)}" if self.acts else ""
        return f"{' and '.join(self.rules)}: {self.kind}{acts}"


def lint(knowledge: Knowledge) -> tuple[Flaw, ...]:
    """Every flaw of every recommendation, each region by itself."""
    found: dict[Flaw, None] = {}
    for region in ("us", "uk"):
        world = _World(knowledge, region)
        rules = [r for r in knowledge.recommendations.values() if r.region in (None, region)]
        for flaw in (*_alone(rules, world), *_against(rules, world)):
            found[flaw] = None
    return tuple(found)


def _alone(rules: Iterable[Recommendation], world: _World) -> Iterator[Flaw]:
    for rule in rules:
        holds = world.holds(rule)
        if not world.possible(holds):
            yield Flaw("never holds", (rule.id,))
            continue
        if not isinstance(rule.when, c.Always) and not world.possible(z3.Not(holds)):
            yield Flaw("always holds", (rule.id,))
        for do in rule.do:
            if not world.possible(z3.And(holds, world.advised(do))):
                yield Flaw("never advised", (rule.id,), (do.act,))


def _against(rules: list[Recommendation], world: _World) -> Iterator[Flaw]:
    """Pairs of acts on one target in opposite directions that one patient can get, and nothing allows."""
    knowledge = world.knowledge
    allowed = {frozenset(pair) for conflict in knowledge.conflicts.values() for pair in conflict.allows}
    by_target: dict[str, list[tuple[Recommendation, Do]]] = {}
    for rule in rules:
        for do in rule.do:
            by_target.setdefault(knowledge.acts[do.act].target, []).append((rule, do))
    for held in by_target.values():
        for (one, first), (two, second) in combinations(held, 2):
            acts = (first.act, second.act)
            if knowledge.acts[acts[0]].is_against == knowledge.acts[acts[1]].is_against or frozenset(acts) in allowed:
                continue
            if two.id in one.overrides or one.id in two.overrides or not overlap(one, two, knowledge):
                continue
            both = [world.holds(one), world.advised(first), world.holds(two), world.advised(second)]
            if world.possible(z3.And(*both)):
                yield Flaw("contradiction", (one.id, two.id), acts)


class _World:
    """All patients at once: a variable for everything that can be known, and the axioms between them."""

    def __init__(self, knowledge: Knowledge, region: Region) -> None:
        self.knowledge = knowledge
        self.region = region
        self._solver = z3.Solver()
        self._made: set[str] = set()
        self._formulas: dict[c.Condition, Any] = {}
        for fact in knowledge.facts.values():
            for general in fact.implies:
                self._solver.add(z3.Implies(z3.Bool(fact.id), z3.Bool(general)))
        self._red_flags()

    def _red_flags(self) -> None:
        facts = self.knowledge.facts
        if "any_red_flag" in facts:
            flags = [z3.Bool(f.id) for f in facts.values() if f.red_flag and f.kind is FactKind.yes_no]
            self._solver.add(z3.Bool("any_red_flag") == z3.Or(*flags))

    def possible(self, formula: Any) -> bool:
        """True when some patient fits; also when the solver cannot tell."""
        self._solver.push()
        self._solver.add(formula)
        answer = self._solver.check()
        self._solver.pop()
        return bool(answer != z3.unsat)

    def holds(self, rule: Recommendation) -> Any:
        return z3.And(self.formula(rule.when), z3.Not(self.formula(rule.unless)))

    def advised(self, do: Do) -> Any:
        """The act follows for certain, once its recommendation holds."""
        wanted = z3.BoolVal(True) if do.when is None else self.formula(do.when)
        return z3.And(wanted, z3.Not(self.formula(do.unless)))

    def formula(self, condition: c.Condition) -> Any:
        """The condition over the variables of this world."""
        if condition not in self._formulas:
            self._formulas[condition] = self._make(condition)
        return self._formulas[condition]

    def _make(self, condition: c.Condition) -> Any:
        match condition:
            case c.Always():
                return z3.BoolVal(True)
            case c.Never():
                return z3.BoolVal(False)
            case c.All(parts):
                return z3.And(*map(self.formula, parts))
            case c.AnyOf(parts):
                return z3.Or(*map(self.formula, parts))
            case c.AtLeast(n, parts):
                return z3.AtLeast(*map(self.formula, parts), n)
            case c.Not(part):
                return z3.Not(self.formula(part))
            case c.Meets(name):
                criteria = self.knowledge.criteria[name].criteria
                return z3.And(*(z3.Or(self.formula(part.met), self.formula(part.waived)) for part in criteria))
            case _:
                return self._leaf(condition)

    def _leaf(self, leaf: c.Condition) -> Any:
        match leaf:
            case c.Holds(fact):
                return z3.Bool(fact)
            case c.Compare(fact, op, value, figure, _):
                return _OPERATORS[op](self._number(fact), self._limit(value, figure))
            case c.Chosen(fact, values):
                return z3.Or(*(self._choice(fact) == self._position(fact, value) for value in values))
            case c.Course(fact, courses):
                return z3.Or(*(self._course(fact, course) for course in courses))
            case c.Onset(fact, op, days):
                return self._began(fact, lambda onset: _OPERATORS[op](onset, days))
            case c.After(fact, event, op, days):
                gap = self._number(event)
                return self._began(fact, lambda o: z3.And(gap - o >= 0, _OPERATORS[op](gap - o, days)))
            case _:
                return self._listed(leaf)

    def _listed(self, leaf: c.Condition) -> Any:
        match leaf:
            case c.Takes(names, least):
                return self._members("takes", names) >= least
            case c.Allergic(names):
                return self._members("allergic to", names) >= 1
            case c.Had(kinds, least, None):
                return self._operations(kinds) >= least
            case c.Had(kinds, least, level):
                at_level = z3.Bool(f"had {kinds} {least} at {level}")
                return z3.And(at_level, self._operations(kinds) >= least)
            case _:
                return z3.Bool(repr(leaf))

    def _number(self, fact: str) -> Any:
        number = z3.Real(fact)
        if self._first(fact):
            low, high = self.knowledge.facts[fact].range or (0.0, 1e9)
            self._solver.add(number >= low, number <= high)
        return number

    def _limit(self, value: float | None, figure: str | None) -> Any:
        """A threshold in force; one that a payer sets can be any number."""
        if figure is None:
            return value
        known = self.knowledge.figures[figure][1].value_at(self.region, self.knowledge.edition)
        return z3.Real(f"limit {figure}") if known is None else known

    def _choice(self, fact: str) -> Any:
        choice = z3.Int(fact)
        if self._first(fact):
            self._solver.add(choice >= 0, choice < len(self.knowledge.facts[fact].values))
        return choice

    def _position(self, fact: str, value: str) -> int:
        return list(self.knowledge.facts[fact].values).index(value)

    def _course(self, fact: str, course: str) -> Any:
        if self._first(f"course of {fact}"):
            known = {name: z3.Bool(f"{fact} is {name}") for name in c.COURSES}
            self._solver.add(*(z3.Implies(one, z3.Bool(fact)) for one in known.values()))
            if not self._is_general(fact):
                self._solver.add(*(z3.Not(z3.And(a, b)) for a, b in combinations(known.values(), 2)))
        return z3.Bool(f"{fact} is {course}")

    def _began(self, fact: str, judge: Any) -> Any:
        """The finding is present and one of its beginnings fits; a general fact may have begun several times."""
        onsets = [z3.Real(f"onset {n} of {fact}") for n in range(3 if self._is_general(fact) else 1)]
        if self._first(f"onset of {fact}"):
            self._solver.add(*(onset >= 0 for onset in onsets))
        return z3.And(z3.Bool(fact), z3.Or(*map(judge, onsets)))

    def _is_general(self, fact: str) -> bool:
        return any(fact in other.implies for other in self.knowledge.facts.values())

    def _members(self, verb: str, names: tuple[str, ...]) -> Any:
        drugs = self.knowledge.shelves.get("drugs", {})
        held = [d for d, record in drugs.items() if {d, *record.classes} & set(names)]
        named = [z3.Bool(f"{verb} {drug}") for drug in held or names]
        return reduce(operator.add, (z3.If(one, 1, 0) for one in named), z3.IntVal(0))

    def _operations(self, kinds: tuple[str, ...]) -> Any:
        """How many operations were of one of these kinds: no fewer than of any one kind, no more than of all."""
        total, some = z3.Int("operations"), z3.Int(f"operations {sorted(kinds)}") if kinds else z3.Int("operations")
        each = [z3.Int(f"operations of kind {kind}") for kind in kinds]
        if self._first(f"operations {sorted(kinds)}"):
            self._solver.add(total >= 0, some >= 0, some <= total, *(one >= 0 for one in each))
            self._solver.add(*(some >= one for one in each))
            if each:
                self._solver.add(some <= z3.Sum(*each))
            if "spine_surgery" in self.knowledge.facts:
                self._solver.add(z3.Implies(total >= 1, z3.Bool("spine_surgery")))
        return some

    def _first(self, name: str) -> bool:
        """True the first time a name is met: its axioms are added once."""
        new = name not in self._made
        self._made.add(name)
        return new
