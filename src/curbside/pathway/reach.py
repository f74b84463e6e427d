"""What a rule looks at, and the state of it in one case.

A verdict depends on nothing but the facts its rule reads.  Most rules read little of
what a case mentions, and the same little again and again; so a verdict is made once
for each state.  The result is the same either way (`tests/pathway/test_reach.py`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import get_args

from curbside.case.model import Case
from curbside.knowledge import conditions as c
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import CriteriaSet, Recommendation, Region
from curbside.pathway.view import View, lineage

LISTS = frozenset({"medications", "allergies", "operations", "treatments"})
_LIST_OF = {c.Takes: "medications", c.Allergic: "allergies", c.Had: "operations", c.Tried: "treatments"}
_OPERATION_FACTS = ("spine_surgery", "spine_operation_count")


@dataclass(frozen=True)
class Reach:
    """For every rule, criteria set and disagreement of guidelines the facts and lists it reads, however indirectly."""

    rules: dict[str, frozenset[str]]
    criteria: dict[str, frozenset[str]]
    conflicts: dict[str, frozenset[str]]
    regions: dict[Region, tuple[str, ...]]
    """For every region the rules that hold in it, in their order."""

    @cached_property
    def readers(self) -> dict[str, frozenset[str]]:
        """For every fact and list the rules that read it."""
        found: dict[str, set[str]] = {}
        for rule, read in self.rules.items():
            for name in read:
                found.setdefault(name, set()).add(rule)
        return {name: frozenset(rules) for name, rules in found.items()}

    def rules_reading(self, names: Iterable[str]) -> frozenset[str]:
        """The rules that read any of these facts and lists."""
        return frozenset().union(*(self.readers[name] for name in names if name in self.readers))


_REACHES: dict[str, tuple[Mapping[str, Recommendation], Reach]] = {}


def reach_of(knowledge: Knowledge) -> Reach:
    """The reach of every rule of an edition, found once."""
    rules, known = _REACHES.get(knowledge.hash, ({}, None))
    if known is None or (rules is not knowledge.recommendations and rules.keys() != knowledge.recommendations.keys()):
        known = Reach(
            {name: frozenset(_read(_conditions(rule), knowledge)) for name, rule in knowledge.recommendations.items()},
            {name: frozenset(_read(_criteria(entry), knowledge)) for name, entry in knowledge.criteria.items()},
            {name: frozenset(_read([entry.shown_when], knowledge)) for name, entry in knowledge.conflicts.items()},
            {region: _rules_of(region, knowledge) for region in get_args(Region)},
        )
        _REACHES[knowledge.hash] = (knowledge.recommendations, known)
    return known


def _rules_of(region: Region, knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(name for name, rule in knowledge.recommendations.items() if rule.region in (None, region))


def _conditions(rule: Recommendation) -> Iterator[c.Condition]:
    yield from (rule.when, rule.unless)
    for do in rule.do:
        yield do.unless
        if do.when is not None:
            yield do.when


def _criteria(entry: CriteriaSet) -> Iterator[c.Condition]:
    yield entry.asked_when
    for criterion in entry.criteria:
        yield from (criterion.met, criterion.waived)


def _read(conditions: Iterable[c.Condition], knowledge: Knowledge) -> Iterator[str]:
    for condition in conditions:
        for node in c.nodes(condition):
            if isinstance(node, c.Meets):
                yield from _read(_criteria(knowledge.criteria[node.criteria]), knowledge)
            if type(node) in _LIST_OF:
                yield _LIST_OF[type(node)]
            if isinstance(node, c.Had):
                yield from _OPERATION_FACTS
            if isinstance(node, c.Compare | c.Tried) and node.figure:
                yield node.figure
        yield from c.facts_of(condition)


def touched_by(case: Case, view: View) -> frozenset[str]:
    """Every fact and list of which the case says anything, with what follows from it."""
    line = lineage(view.knowledge)
    found = set(view.stated_and_implied)
    found |= {name for name in line.derived if view.known(name) is not None}
    found |= {g for name in found for g in line.generals.get(name, ())}
    lists = {"medications": case.medications, "operations": case.operations, "treatments": case.treatments}
    found |= {name for name, held in lists.items() if held} | (LISTS & case.complete)
    if case.medications:
        found.add("allergies")
    return frozenset(found) | frozenset(view.parameters)


def states_of(touched: frozenset[str], view: View) -> dict[str, int]:
    """A number for everything a rule can see of each fact and list: equal states give equal verdicts.

    Where the words stood does not count; value, possibility, course and onset do.  The
    entry under "" stands for the edition, the region and the day.
    """
    here = (view.knowledge.hash, view.region, view.today)
    return {"": _number(here), **{name: _number(_look(name, view)) for name in touched}}


_NUMBERS: dict[Hashable, int] = {}
_NEXT = count()
_MOST_NUMBERS = 200_000


def _number(state: Hashable) -> int:
    """The number of a state; numbers are never used twice, so forgetting them is harmless."""
    if state not in _NUMBERS:
        if len(_NUMBERS) >= _MOST_NUMBERS:
            _NUMBERS.clear()
        _NUMBERS[state] = next(_NEXT)
    return _NUMBERS[state]


def _look(name: str, view: View) -> Hashable:
    case = view.case
    match name:
        case "medications":
            return (name, view.drugs_taken, name in case.complete)
        case "allergies":
            return (name, view.allergies, name in case.complete)
        case "operations":
            done = tuple((o.kinds, o.levels) for o in case.operations if not o.planned)
            return (name, done, name in case.complete)
        case "treatments":
            return (name, tuple((t.kind, t.weeks, t.outcome) for t in case.treatments), name in case.complete)
    if name in view.parameters:
        return (name, view.parameters[name])
    known = view.known(name)
    if known is None:
        return (name, None)
    return (name, known.value, known.possible, tuple((f.course, f.onset) for f in known.findings))
