"""Checking conditions: every name in them exists, and only like is compared with like."""

from __future__ import annotations

from collections.abc import Iterator

from curbside.knowledge import conditions as c
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import FactKind, FigureKind, Verification
from curbside.knowledge.problems import Problem


def at(knowledge: Knowledge, shelf: str, entry: str, wrong: str, instead: str = "") -> Problem:
    place = knowledge.places[shelf, entry]
    return Problem(place.path, place.line, f"{entry}: {wrong}", instead)


def check_support(k: Knowledge, shelf: str, entry: str, because: tuple[str, ...]) -> Iterator[Problem]:
    for row in because:
        statement = k.statements.get(row)
        if statement is None:
            yield at(k, shelf, entry, f"there is no statement {row}", "add it to statements/ or correct the id")
        elif statement.verification is Verification.unverified:
            yield at(k, shelf, entry, f"{row} is unverified and cannot be support", "leave it out")


def check_conditions(
    k: Knowledge, shelf: str, entry: str, conditions: list[c.Condition], because: tuple[str, ...]
) -> Iterator[Problem]:
    for condition in conditions:
        for node in c.nodes(condition):
            for wrong, instead in _node(k, node, because):
                yield at(k, shelf, entry, wrong, instead)


def _node(k: Knowledge, node: c.Condition, because: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in _named_facts(node):
        if name not in k.facts:
            yield f"reads {name!r}, which is no fact", "define it in facts/, or correct the name"
            return
    match node:
        case c.Holds(fact) | c.Course(fact) | c.Onset(fact) if k.facts[fact].kind is not FactKind.yes_no:
            yield (
                f"{fact} is a {k.facts[fact].kind}, not a yes-or-no fact",
                f"compare it: '{fact} >= ...' or '{fact} is ...'",
            )
        case c.Compare():
            yield from _compare(k, node, because)
        case c.Chosen(fact, values):
            for value in sorted(set(values) - set(k.facts[fact].values)):
                yield f"{fact} cannot be {value!r}", f"use one of {', '.join(k.facts[fact].values)}"
        case c.After(_, event, _, _) if k.facts[event].unit != "day":
            yield f"{event} is not a number of days", "name a fact whose unit is day"
        case c.Meets(criteria) if criteria not in k.criteria:
            yield f"there is no criteria set {criteria!r}", "add it to criteria/, or correct the name"
        case c.Takes(names) | c.Allergic(names):
            yield from _drug_names(k, names)


def _named_facts(node: c.Condition) -> tuple[str, ...]:
    return () if isinstance(node, c.All | c.AnyOf | c.AtLeast | c.Not) else c.facts_of(node)


def _compare(k: Knowledge, node: c.Compare, because: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    fact = k.facts[node.fact]
    if fact.kind is not FactKind.number:
        yield (
            f"{node.fact} is a {fact.kind} and cannot be compared with a number",
            f"write '{node.fact}' or '{node.fact} is ...'",
        )
        return
    if node.figure is None:
        if node.unit and node.unit != fact.unit:
            yield (
                f"{node.fact} is in {fact.unit or 'no unit'}, not in {node.unit}",
                f"give the limit in {fact.unit or 'no unit'}",
            )
        return
    if node.figure not in k.figures:
        yield f"there is no figure {node.figure!r}", "add it to a statement"
        return
    statement, figure = k.figures[node.figure]
    if figure.kind not in (FigureKind.threshold, FigureKind.target):
        yield f"{node.figure} is a {figure.kind}: only a threshold may enter a rule", "use a threshold"
    if figure.unit != fact.unit:
        yield (
            f"{node.fact} is in {fact.unit or 'no unit'}, but {node.figure} in {figure.unit or 'no unit'}",
            "use one unit",
        )
    if statement.id not in because:
        yield f"uses {{{node.figure}}} of {statement.id} without citing it", f"add {statement.id} to because"


def _drug_names(k: Knowledge, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    drugs = k.shelves.get("drugs", {})
    if not drugs:
        return
    known = set(drugs) | {name for drug in drugs.values() for name in drug.classes}
    for name in sorted(set(names) - known):
        yield f"{name!r} is neither a drug nor a class of drugs", "use a name from drugs/"


GIVEN_LISTS = ("takes", "allergic", "had", "tried", "complete")
"""Keys of a test's `given` that are lists, not facts."""


def given_facts(given: dict[str, object]) -> Iterator[str]:
    yield from (name for name in given if name not in GIVEN_LISTS)
