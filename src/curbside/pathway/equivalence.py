"""Proof by enumeration that two conditions agree on every patient.

All leaves of both conditions are given every combination of truths that their
facts allow, with unknown among them.  Where there are too many combinations the
answer is no: what is not proved is not claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product

from curbside.case.kleene import Kleene, all_of, any_of, at_least, negate
from curbside.knowledge import conditions as c
from curbside.knowledge.load import Knowledge
from curbside.pathway.decisive import World, worlds_of
from curbside.pathway.examples import view_of

_MOST_COMBINATIONS = 200_000


def same_verdicts(first: c.Condition, second: c.Condition, knowledge: Knowledge) -> bool:
    """True only when both conditions have the same truth in every combination, unknowns included."""
    leaves = dict.fromkeys([*_leaves(first), *_leaves(second)])
    asked: dict[str, list[c.Condition]] = {}
    for leaf in leaves:
        if isinstance(leaf, c.Meets | c.After):
            return False
        asked.setdefault(_question(leaf), []).append(leaf)
    options = [list(_options(question, held, knowledge)) for question, held in asked.items()]
    size = 1
    for choices in options:
        size *= len(choices)
    if size > _MOST_COMBINATIONS:
        return False
    return all(_agree(first, second, choice) for choice in product(*options))


def _agree(first: c.Condition, second: c.Condition, worlds: tuple[Mapping[c.Condition, Kleene], ...]) -> bool:
    return _truth(first, worlds) is _truth(second, worlds)


def _leaves(condition: c.Condition) -> Iterator[c.Condition]:
    skipped = c.All | c.AnyOf | c.AtLeast | c.Not | c.Always | c.Never
    return (node for node in c.nodes(condition) if not isinstance(node, skipped))


def _question(leaf: c.Condition) -> str:
    facts = c.facts_of(leaf)
    return facts[0] if facts else repr(leaf)


def _options(question: str, leaves: list[c.Condition], knowledge: Knowledge) -> Iterator[Mapping[c.Condition, Kleene]]:
    """Every truth the leaves of one question can have together, partly known answers included."""
    if any(isinstance(leaf, c.Onset) for leaf in leaves) or question not in knowledge.facts:
        for truths in product((False, True, None), repeat=len(leaves)):
            yield dict(zip(leaves, truths, strict=True))
        return
    worlds = list(worlds_of(question, leaves, view_of({}, "us", knowledge)))
    for start, end in combinations(range(len(worlds) + 1), 2):
        yield _merged(worlds[start:end], leaves)
    yield dict.fromkeys(leaves, None)


def _merged(worlds: list[World], leaves: list[c.Condition]) -> dict[c.Condition, Kleene]:
    """What is known when the answer is one of several: a truth where they agree, unknown elsewhere."""
    seen = {leaf: {world[leaf] for world in worlds} for leaf in leaves}
    return {leaf: truths.pop() if len(truths) == 1 else None for leaf, truths in seen.items()}


def _truth(condition: c.Condition, worlds: tuple[Mapping[c.Condition, Kleene], ...]) -> Kleene:
    match condition:
        case c.Always():
            return True
        case c.Never():
            return False
        case c.All(parts):
            return all_of(_truth(p, worlds) for p in parts)
        case c.AnyOf(parts):
            return any_of(_truth(p, worlds) for p in parts)
        case c.AtLeast(n, parts):
            return at_least(n, [_truth(p, worlds) for p in parts])
        case c.Not(part):
            return negate(_truth(part, worlds))
        case _:
            return next(world[condition] for world in worlds if condition in world)
