"""Which open questions matter: the decisive unknowns of a condition.

A fact is decisive when some completion of all the other unknowns lets its answer
flip the verdict.  Only such facts are worth asking.  What is already settled is
first pruned away; where each remaining question stands in one place, each of them
is decisive, and where one stands in several, all completions are tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise, product

from curbside.case.kleene import compare
from curbside.case.model import Interval
from curbside.knowledge import conditions as c
from curbside.pathway.truth import evaluate
from curbside.pathway.view import View

LISTS = {
    "medications": "Which medicines does the patient take, with dose and frequency?",
    "allergies": "Which allergies and drug reactions does the patient have?",
    "operations": "Which spine operations has the patient had, at which levels and when?",
    "treatments": "Which treatments were tried, for how long and with what result?",
}
"""Questions about lists; a condition on drugs or operations asks for the whole list."""

_MOST_COMPLETIONS = 4096

World = Mapping[c.Condition, bool]
"""One possible answer to a question: the truth it gives to every leaf that asks it."""


def decisive(condition: c.Condition, view: View) -> tuple[str, ...]:
    """The facts (and lists) whose answers can still flip `condition`, in order of mention."""
    return open_questions(prune(condition, view), view)


def open_questions(rest: c.Condition | bool, view: View) -> tuple[str, ...]:
    """The same for a condition that was pruned already."""
    if isinstance(rest, bool):
        return ()
    asked: dict[str, list[c.Condition]] = {}
    for leaf in _leaves(rest):
        for question in questions_of(leaf, view):
            asked.setdefault(question, []).append(leaf)
    repeated = {question: leaves for question, leaves in asked.items() if len(leaves) > 1}
    if not repeated:
        return tuple(asked)
    worlds = tuple((question, _distinct(worlds_of(question, leaves, view))) for question, leaves in repeated.items())
    flipping = _flipping(rest, worlds)
    if flipping is None:
        return tuple(asked)
    open_leaves, open_questions = flipping
    return tuple(q for q, leaves in asked.items() if (q in open_questions) or not open_leaves.isdisjoint(leaves))


def both(when: c.Condition | bool, unless: c.Condition | bool) -> c.Condition | bool:
    """What is left of "when, and not unless" once both were pruned."""
    opposite = (not unless) if isinstance(unless, bool) else c.Not(unless)
    return _joined([when, opposite], decided_by=False)


def prune(condition: c.Condition, view: View) -> c.Condition | bool:
    """The part of a condition that is still open; a plain truth when nothing is."""
    match condition:
        case c.All(parts):
            return _joined([prune(p, view) for p in parts], decided_by=False)
        case c.AnyOf(parts):
            return _joined([prune(p, view) for p in parts], decided_by=True)
        case c.AtLeast(n, parts):
            return _counted(n, [prune(p, view) for p in parts])
        case c.Not(part):
            rest = prune(part, view)
            return (not rest) if isinstance(rest, bool) else c.Not(rest)
        case c.Meets(name):
            return prune(_spelled_out(name, view), view)
        case _:
            truth = evaluate(condition, view)
            return condition if truth is None else truth


def _spelled_out(name: str, view: View) -> c.Condition:
    parts = tuple(c.AnyOf((part.met, part.waived)) for part in view.knowledge.criteria[name].criteria)
    return c.All(parts)


def _joined(parts: list[c.Condition | bool], *, decided_by: bool) -> c.Condition | bool:
    if any(part is decided_by for part in parts):
        return decided_by
    open_ = tuple(part for part in parts if not isinstance(part, bool))
    if len(open_) <= 1:
        return open_[0] if open_ else not decided_by
    return c.AnyOf(open_) if decided_by else c.All(open_)


def _counted(n: int, parts: list[c.Condition | bool]) -> c.Condition | bool:
    left = n - sum(part is True for part in parts)
    open_ = tuple(part for part in parts if not isinstance(part, bool))
    if left <= 0:
        return True
    return c.AtLeast(left, open_) if left <= len(open_) else False


def _leaves(condition: c.Condition) -> Iterator[c.Condition]:
    return (node for node in c.nodes(condition) if not isinstance(node, c.All | c.AnyOf | c.AtLeast | c.Not))


def questions_of(leaf: c.Condition, view: View) -> tuple[str, ...]:
    """What must be asked to settle an open leaf."""
    match leaf:
        case c.Takes():
            return ("medications",)
        case c.Allergic():
            return ("allergies",)
        case c.Had():
            return ("operations",)
        case c.Tried():
            return ("treatments",)
        case c.After(fact, event, _, _):
            return tuple(name for name in (fact, event) if name == fact or view.known(name) is None)
        case c.Compare(fact, _, None, figure, _) if figure is not None and view.limit(figure) is None:
            return (figure,) if view.known(fact) is not None else (fact, figure)
        case _:
            return tuple(name for name in c.facts_of(leaf) if view.knowledge.facts[name].asked)


Truths = tuple[tuple[c.Condition, bool], ...]
"""A world as a value: leaves with their truths."""


def _distinct(worlds: Iterator[World]) -> tuple[Truths, ...]:
    return tuple(dict.fromkeys(tuple(world.items()) for world in worlds))


@lru_cache(maxsize=20_000)
def _flipping(
    rest: c.Condition, worlds: tuple[tuple[str, tuple[Truths, ...]], ...]
) -> tuple[frozenset[c.Condition], frozenset[str]] | None:
    """Leaves that stay open in some answer to the repeated questions, and the repeated questions that matter.

    Once the repeated questions are answered every other stands in one place, so what
    is left of the condition can still go both ways in each of its leaves.  None when
    there are too many answers to try.
    """
    size = 1
    for _, options in worlds:
        size *= len(options)
    if size > _MOST_COMPLETIONS:
        return None
    left: dict[tuple[int, ...], c.Condition | bool] = {}
    for choice in product(*(range(len(options)) for _, options in worlds)):
        held = {leaf: truth for (_, options), n in zip(worlds, choice, strict=True) for leaf, truth in options[n]}
        left[choice] = _given(rest, held)
    settled = {leaf for _, options in worlds for world in options for leaf, _ in world}
    open_leaves = {leaf for r in set(left.values()) if not isinstance(r, bool) for leaf in _leaves(r)}
    mattering = frozenset(question for n, (question, _) in enumerate(worlds) if _matters(n, left))
    return frozenset(open_leaves - settled), mattering


def _matters(position: int, left: Mapping[tuple[int, ...], c.Condition | bool]) -> bool:
    seen: dict[tuple[int, ...], c.Condition | bool] = {}
    for choice, rest in left.items():
        others = choice[:position] + choice[position + 1 :]
        if seen.setdefault(others, rest) != rest:
            return True
    return False


def _given(condition: c.Condition, held: Mapping[c.Condition, bool]) -> c.Condition | bool:
    """What is left of a condition once some of its leaves are settled."""
    match condition:
        case c.All(parts):
            return _joined([_given(p, held) for p in parts], decided_by=False)
        case c.AnyOf(parts):
            return _joined([_given(p, held) for p in parts], decided_by=True)
        case c.AtLeast(n, parts):
            return _counted(n, [_given(p, held) for p in parts])
        case c.Not(part):
            rest = _given(part, held)
            return (not rest) if isinstance(rest, bool) else c.Not(rest)
        case _:
            return held.get(condition, condition)


def worlds_of(question: str, leaves: list[c.Condition], view: View) -> Iterator[World]:
    fact = view.knowledge.facts.get(question)
    if fact is None or not all(isinstance(leaf, c.Holds | c.Compare | c.Chosen | c.Course) for leaf in leaves):
        for truths in product((False, True), repeat=len(leaves)):
            yield dict(zip(leaves, truths, strict=True))
    elif any(isinstance(leaf, c.Compare) for leaf in leaves):
        yield from _number_worlds(question, leaves, view)
    elif any(isinstance(leaf, c.Chosen) for leaf in leaves):
        for value in fact.values:
            yield {leaf: value in leaf.values for leaf in leaves if isinstance(leaf, c.Chosen)}
    else:
        yield from _presence_worlds(question, leaves, view)


def _presence_worlds(question: str, leaves: list[c.Condition], view: View) -> Iterator[World]:
    known = view.known(question)
    if known is None or known.possible:
        yield dict.fromkeys(leaves, False)
    for course in c.COURSES:
        yield {leaf: course in leaf.courses if isinstance(leaf, c.Course) else True for leaf in leaves}


def _number_worlds(question: str, leaves: list[c.Condition], view: View) -> Iterator[World]:
    compared = [leaf for leaf in leaves if isinstance(leaf, c.Compare)]
    limits = {leaf: view.limit(leaf.figure) if leaf.figure else leaf.value for leaf in compared}
    known = view.known(question)
    low, high = view.knowledge.facts[question].range or (float("-inf"), float("inf"))
    span = known.value if known is not None and isinstance(known.value, Interval) else Interval(low, high)
    for point in _points({v for v in limits.values() if v is not None}, span):
        here = Interval.point(point)
        yield {leaf: limit is not None and compare(here, leaf.op, limit) is True for leaf, limit in limits.items()}


def _points(limits: set[float], span: Interval) -> Iterator[float]:
    """A number below, at and above every limit, as far as the span allows."""
    ordered = sorted(limits)
    between = [(a + b) / 2 for a, b in pairwise(ordered)]
    for point in sorted({*ordered, *between, ordered[0] - 1, ordered[-1] + 1}):
        above = point > span.low or (point == span.low and not span.low_open)
        below = point < span.high or (point == span.high and not span.high_open)
        if above and below:
            yield point
