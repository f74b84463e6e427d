"""Looking things up in the knowledge base, in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from curbside.knowledge import conditions as c
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Recommendation
from curbside.pathway.examples import run_rule_tests, view_of
from curbside.pathway.model import Trace
from curbside.pathway.trace import trace


def list_facts(knowledge: Knowledge, word: str, console: Console) -> None:
    """One line a fact: name, kind with unit or values, question."""
    for fact in knowledge.facts.values():
        kind = fact.unit or ", ".join(fact.values) or fact.kind.value.replace("_", " ")
        line = f"{fact.id} ({kind}): {fact.ask}"
        if word.lower() in line.lower():
            console.print(Text(line))


def list_sources(knowledge: Knowledge, word: str, console: Console) -> None:
    """One line a source: id, type, title, year, how far it was read, status."""
    for source in knowledge.sources.values():
        year = f", {source.year}" if source.year else ""
        status = "" if source.status == "current" else f"; {source.status}: never support"
        line = f"{source.id} [{source.type.value}] {source.title}{year} ({source.verification.value}{status})"
        if word.lower() in line.lower():
            console.print(Text(line))


def show_one(knowledge: Knowledge, name: str, console: Console) -> bool:
    """Print the entry of that name; False when there is none."""
    if name in knowledge.recommendations:
        _recommendation(knowledge.recommendations[name], knowledge, console)
        return True
    for shelf, entries in knowledge.shelves.items():
        if name in entries:
            console.print(Text(f"{shelf}: {knowledge.places[shelf, name]}", style="dim"))
            for key, value in entries[name].model_dump(mode="json", exclude_defaults=True).items():
                console.print(Text(f"{key}: {value}"))
            return True
    return False


def _recommendation(rule: Recommendation, knowledge: Knowledge, console: Console) -> None:
    console.print(Text(f"{rule.title}  ({rule.id})", style="bold"))
    console.print(Text(f"{knowledge.places['recommendations', rule.id]}", style="dim"))
    console.print(Text(f"{rule.urgency.value}; {rule.strength}; certainty {rule.certainty.replace('_', ' ')}"))
    console.print(Text(rule.say.clinician))
    if rule.say.patient:
        console.print(Text(f"Patient: {rule.say.patient}"))
    console.print(_drawn("holds when", rule.when, knowledge))
    if not isinstance(rule.unless, c.Never):
        console.print(_drawn("unless", rule.unless, knowledge))
    for do in rule.do:
        console.print(Text(f"→ {knowledge.acts[do.act].text}"))
    _tests(rule, knowledge, console)
    for row in rule.because:
        statement = knowledge.statements[row]
        named = ", ".join(statement.sources)
        console.print(Text(f"{row} ({statement.verification.value}; {named}): {statement.claim}"))


def _tests(rule: Recommendation, knowledge: Knowledge, console: Console) -> None:
    console.print(Text("Examples", style="bold"))
    for outcome in run_rule_tests(rule, knowledge):
        sign = "ok  " if outcome.passed else "FAIL"
        console.print(Text(f"{sign} {outcome.name}  {dict(outcome.given)}"))


def _drawn(label: str, condition: c.Condition, knowledge: Knowledge) -> Tree:
    tree = Tree(Text(label))
    _grow(tree, trace(condition, view_of({}, "us", knowledge)))
    return tree


def _grow(tree: Tree, node: Trace) -> None:
    branch = tree.add(Text(node.text))
    for part in node.parts:
        _grow(branch, part)
