"""Drawing the logic: a condition in words, and the way a verdict was reached."""

from __future__ import annotations

from curbside.case.kleene import Kleene, all_of, any_of, at_least, negate
from curbside.knowledge import conditions as c
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Recommendation
from curbside.pathway.model import Trace, Truth
from curbside.pathway.truth import evaluate
from curbside.pathway.view import View


def trace_rule(rule: Recommendation, view: View) -> Trace:
    """The whole way to the verdict of a recommendation: when it holds, and what excludes it."""
    when = trace(rule.when, view)
    if isinstance(rule.unless, c.Never):
        return Trace(rule.id, when.truth, (), (when,))
    unless = trace(rule.unless, view)
    truth = all_of([when.truth.kleene, negate(unless.truth.kleene)])
    return Trace(rule.id, Truth.of(truth), (), (when, Trace("unless", unless.truth, (), (unless,))))


def trace(condition: c.Condition, view: View) -> Trace:
    """One node with its truth, its parts, and for a leaf the findings that decided it."""
    text = in_words(condition, view.knowledge)
    match condition:
        case c.All(parts) | c.AnyOf(parts) | c.AtLeast(_, parts):
            told = tuple(trace(part, view) for part in parts)
            return Trace(text, _joined(condition, [part.truth.kleene for part in told]), (), told)
        case c.Not(part):
            opposite = trace(part, view)
            return Trace(text, Truth.of(negate(opposite.truth.kleene)), (), (opposite,))
    known = (view.known(fact) for fact in c.facts_of(condition))
    findings = tuple(f for k in known if k is not None for f in k.findings)
    return Trace(text, Truth.of(evaluate(condition, view)), findings)


def _joined(node: c.All | c.AnyOf | c.AtLeast, truths: list[Kleene]) -> Truth:
    """The truth of a node by those of its parts."""
    if isinstance(node, c.AtLeast):
        return Truth.of(at_least(node.n, truths))
    return Truth.of(all_of(truths) if isinstance(node, c.All) else any_of(truths))


def in_words(node: c.Condition, knowledge: Knowledge) -> str:
    """A node in words; its parts are told by themselves."""
    match node:
        case c.All():
            return "all of"
        case c.AnyOf():
            return "any of"
        case c.AtLeast(n, _):
            return f"at least {n} of"
        case c.Not():
            return "not"
        case c.Always():
            return "always"
        case c.Never():
            return "never"
        case _:
            return _leaf(node, knowledge)


def _leaf(node: c.Condition, knowledge: Knowledge) -> str:
    match node:
        case c.Holds(fact):
            return _label(fact, knowledge)
        case c.Compare(fact, op, value, figure, _):
            limit = f"{{{figure}}}" if figure else f"{value:g} {_unit(fact, knowledge)}".rstrip()
            return f"{_label(fact, knowledge)} {op} {limit}"
        case c.Chosen(fact, values):
            return f"{_label(fact, knowledge)} is {' or '.join(v.replace('_', ' ') for v in values)}"
        case c.Course(fact, courses):
            return f"{_label(fact, knowledge)} is {' or '.join(courses)}"
        case c.Onset(fact, op, days):
            return f"{_label(fact, knowledge)} began {op} {days:g} days ago"
        case c.After(fact, event, op, days):
            return f"{_label(fact, knowledge)} began {op} {days:g} days after the event of '{_label(event, knowledge)}'"
        case _:
            return _listed(node)


def _listed(node: c.Condition) -> str:
    match node:
        case c.Takes(names, n):
            return f"takes {'at least ' + str(n) + ' of ' if n > 1 else ''}{_or(names)}"
        case c.Allergic(names):
            return f"is allergic to {_or(names)}"
        case c.Had(names, n, level):
            kinds = _or(names) if names else "any spine operation"
            times = f" at least {n} times" if n > 1 else ""
            return f"has had {kinds}{times}{' at ' + level if level else ''}"
        case c.Tried(names, op, weeks, figure, outcomes):
            limit = f" for {op} {'{' + figure + '}' if figure else f'{weeks:g} weeks'}" if op else ""
            return f"has tried {_or(names)}{limit}{' with ' + _or(outcomes) if outcomes else ''}"
        case c.Meets(name):
            return f"meets the criteria set {name}"
        case _:
            raise TypeError(f"{type(node).__name__} is no leaf")


def _or(names: tuple[str, ...]) -> str:
    return " or ".join(name.replace("_", " ") for name in names)


def _label(fact: str, knowledge: Knowledge) -> str:
    return knowledge.facts[fact].label if fact in knowledge.facts else fact


def _unit(fact: str, knowledge: Knowledge) -> str:
    return knowledge.facts[fact].unit if fact in knowledge.facts else ""
