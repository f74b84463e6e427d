"""The plausible slips of the pen in a rule: what a tired author might have written instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from curbside.knowledge import conditions as c
from curbside.knowledge.model import Do, Recommendation, Urgency

_NEIGHBOUR: dict[str, c.Operator] = {">=": ">", ">": ">=", "<=": "<", "<": "<=", "==": ">="}
_REVERSED: dict[str, c.Operator] = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "==": "<"}

Slip = tuple[str, Recommendation]
"""What slipped, and the rule as it would then stand."""


def slips_of(rule: Recommendation) -> Iterator[Slip]:
    """Every plausible slip of one recommendation."""
    for told, when in condition_slips(rule.when):
        yield f"when: {told}", rule.model_copy(update={"when": when})
    for told, unless in condition_slips(rule.unless):
        yield f"unless: {told}", rule.model_copy(update={"unless": unless})
    if not isinstance(rule.unless, c.Never):
        yield "unless left out", rule.model_copy(update={"unless": c.Never()})
    if rule.urgency is not Urgency.routine:
        lower = list(Urgency)[rule.urgency.rank - 1]
        yield f"urgency lowered to {lower.value}", rule.model_copy(update={"urgency": lower})
    for index, do in enumerate(rule.do):
        others = [*rule.do[:index], *rule.do[index + 1 :]]
        yield f"act {do.act} left out", rule.model_copy(update={"do": tuple(others)})
        for told, changed in _do_slips(do):
            kept = (*rule.do[:index], changed, *rule.do[index + 1 :])
            yield f"act {do.act}: {told}", rule.model_copy(update={"do": kept})


def _do_slips(do: Do) -> Iterator[tuple[str, Do]]:
    if not isinstance(do.unless, c.Never):
        yield "unless left out", do.model_copy(update={"unless": c.Never()})
        for told, unless in condition_slips(do.unless):
            yield f"unless: {told}", do.model_copy(update={"unless": unless})
    if do.otherwise is not None:
        yield "otherwise left out", do.model_copy(update={"otherwise": None})
    if do.when is not None:
        yield "when left out", do.model_copy(update={"when": None})
        for told, when in condition_slips(do.when):
            yield f"when: {told}", do.model_copy(update={"when": when})


def condition_slips(node: c.Condition) -> Iterator[tuple[str, c.Condition]]:
    """Every plausible slip in a condition, one at a time."""
    yield from _here(node)
    if isinstance(node, c.All | c.AnyOf | c.AtLeast):
        for index, part in enumerate(node.parts):
            for told, changed in condition_slips(part):
                yield told, replace(node, parts=(*node.parts[:index], changed, *node.parts[index + 1 :]))
    elif isinstance(node, c.Not):
        for told, changed in condition_slips(node.part):
            yield told, c.Not(changed)


def _here(node: c.Condition) -> Iterator[tuple[str, c.Condition]]:
    match node:
        case c.All(parts):
            yield "all read as any", c.AnyOf(parts)
            yield from _parts_left_out(node)
        case c.AnyOf(parts):
            yield "any read as all", c.All(parts)
            yield from _parts_left_out(node)
        case c.AtLeast(n, parts):
            if n < len(parts):
                yield "count one higher", c.AtLeast(n + 1, parts)
            if n > 1:
                yield "count one lower", c.AtLeast(n - 1, parts)
            if n < len(parts):
                yield from _parts_left_out(node)
        case c.Not(part):
            yield "not left out", part
        case c.Holds(fact):
            yield f"{fact} read as its absence", c.Not(node)
        case _:
            yield from _leaf(node)


def _parts_left_out(node: c.All | c.AnyOf | c.AtLeast) -> Iterator[tuple[str, c.Condition]]:
    for index in range(len(node.parts)):
        rest = (*node.parts[:index], *node.parts[index + 1 :])
        yield f"part {index + 1} left out", rest[0] if len(rest) == 1 else replace(node, parts=rest)


def _leaf(node: c.Condition) -> Iterator[tuple[str, c.Condition]]:
    if isinstance(node, c.Compare | c.Onset | c.After) or (isinstance(node, c.Tried) and node.op is not None):
        assert node.op is not None
        yield f"{node.op} read as {_NEIGHBOUR[node.op]}", replace(node, op=_NEIGHBOUR[node.op])
        yield f"{node.op} read as {_REVERSED[node.op]}", replace(node, op=_REVERSED[node.op])
    if isinstance(node, c.Takes | c.Had):
        yield "count one higher", replace(node, at_least=node.at_least + 1)
    for name in ("values", "courses", "any", "outcomes"):
        held: tuple[str, ...] = getattr(node, name, ())
        if len(held) > 1:
            for value in held:
                yield f"{value} left out", replace(node, **{name: tuple(v for v in held if v != value)})  # type: ignore[arg-type]
