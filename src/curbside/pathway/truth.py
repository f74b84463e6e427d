"""The plain reference of what a condition means: strong Kleene logic over a view of a case.

`evaluate` is slow to none and obvious to read; anything faster must agree with it.

A finding that is only possible is unknown to a strict reader and present to a
lenient one.  Both readings are needed: a rule is certainly refused only when the
strict reading refuses it, and an alarm rings when the lenient reading holds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from curbside.case.kleene import Kleene, all_of, any_of, at_least, compare, minus, negate
from curbside.case.model import Interval, Operation, Treatment
from curbside.knowledge import conditions as c
from curbside.pathway.view import Known, View


def evaluate(condition: c.Condition, view: View, *, lenient: bool = False) -> Kleene:
    """Yes, no or unknown: what `view` knows about `condition`."""
    return _JUDGES[type(condition)](condition, view, lenient)


def _trusted(view: View, fact: str, lenient: bool) -> Known | None:
    known = view.known(fact)
    return None if known is None or (known.possible and not lenient) else known


def _fact(node: c.Holds, view: View, lenient: bool) -> Kleene:
    known = _trusted(view, node.fact, lenient)
    return None if known is None else known.value is True


def _compared(node: c.Compare, view: View, lenient: bool) -> Kleene:
    known = _trusted(view, node.fact, lenient)
    limit = node.value if node.figure is None else view.limit(node.figure)
    if known is None or limit is None or not isinstance(known.value, Interval):
        return None
    return compare(known.value, node.op, limit)


def _chosen(node: c.Chosen, view: View, lenient: bool) -> Kleene:
    known = _trusted(view, node.fact, lenient)
    return None if known is None else known.value in node.values


def _course(node: c.Course, view: View, lenient: bool) -> Kleene:
    known = _trusted(view, node.fact, lenient)
    if known is None:
        return None
    if known.value is not True:
        return False
    courses = [f.course for f in known.findings]
    return any_of(None if course is None else course in node.courses for course in courses)


def _onset(node: c.Onset, view: View, lenient: bool) -> Kleene:
    return _since(node.fact, view, lenient, lambda onset: compare(onset, node.op, node.days))


def _after(node: c.After, view: View, lenient: bool) -> Kleene:
    event = _trusted(view, node.event, lenient)

    def judge(onset: Interval) -> Kleene:
        if event is None or not isinstance(event.value, Interval):
            return None
        gap = minus(event.value, onset)
        return all_of([compare(gap, ">=", 0), compare(gap, node.op, node.days)])

    return _since(node.fact, view, lenient, judge)


def _since(fact: str, view: View, lenient: bool, judge: Callable[[Interval], Kleene]) -> Kleene:
    known = _trusted(view, fact, lenient)
    if known is None:
        return None
    if known.value is not True:
        return False
    return any_of(None if f.onset is None else judge(f.onset) for f in known.findings)


def _members(names: tuple[str, ...], drugs: tuple[str | None, ...], view: View) -> int:
    wanted = set(names)
    return sum(1 for drug in drugs if drug is not None and view.names_of(drug) & wanted)


def _takes(node: c.Takes, view: View, _lenient: bool) -> Kleene:
    drugs = view.drugs_taken
    return _listed(
        _members(node.any, drugs, view), node.at_least, "medications" in view.case.complete and None not in drugs
    )


def _allergic(node: c.Allergic, view: View, _lenient: bool) -> Kleene:
    drugs = view.allergies
    return _listed(_members(node.any, drugs, view), 1, "allergies" in view.case.complete and None not in drugs)


def _listed(count: int, wanted: int, complete: bool) -> Kleene:
    """A list shows what it holds; it denies the rest only when it is complete."""
    if count >= wanted:
        return True
    return False if complete else None


def _had(node: c.Had, view: View, _lenient: bool) -> Kleene:
    done = [operation for operation in view.case.operations if not operation.planned]
    judged = [_operation(operation, node) for operation in done]
    certain = sum(truth is True for truth in judged)
    if not node.any and node.level is None:
        certain = max(certain, _stated_operations(view))
    if certain >= node.at_least:
        return True
    stated = view.known("spine_surgery") if "spine_surgery" in view.knowledge.facts else None
    if stated is not None and stated.value is False:
        return False
    if "operations" in view.case.complete:
        return at_least(node.at_least, judged)
    return None


def _stated_operations(view: View) -> int:
    known = view.known("spine_operation_count") if "spine_operation_count" in view.knowledge.facts else None
    return int(known.value.low) if known is not None and isinstance(known.value, Interval) else 0


def _operation(operation: Operation, node: c.Had) -> Kleene:
    kind: Kleene = not node.any or bool(set(node.any) & set(operation.kinds))
    if node.any and not operation.kinds:
        kind = None
    if node.level is None:
        return kind
    return all_of([kind, node.level in operation.levels if operation.levels else None])


def _tried(node: c.Tried, view: View, _lenient: bool) -> Kleene:
    judged = [_treatment(t, node, view) for t in view.case.treatments if t.kind in node.any]
    truth = any_of(judged)
    return truth if truth is True or "treatments" in view.case.complete else None


def _treatment(treatment: Treatment, node: c.Tried, view: View) -> Kleene:
    parts: list[Kleene] = []
    if node.op is not None:
        limit = node.weeks if node.figure is None else view.limit(node.figure)
        known = treatment.weeks is not None and limit is not None
        parts.append(compare(treatment.weeks, node.op, limit) if known else None)  # type: ignore[arg-type]
    if node.outcomes:
        parts.append(None if treatment.outcome is None else treatment.outcome in node.outcomes)
    return all_of(parts)


def _meets(node: c.Meets, view: View, lenient: bool) -> Kleene:
    parts = view.knowledge.criteria[node.criteria].criteria
    return all_of(
        any_of([evaluate(part.met, view, lenient=lenient), evaluate(part.waived, view, lenient=lenient)])
        for part in parts
    )


_JUDGES: dict[type, Callable[[Any, View, bool], Kleene]] = {
    c.Always: lambda _node, _view, _lenient: True,
    c.Never: lambda _node, _view, _lenient: False,
    c.All: lambda node, view, lenient: all_of(evaluate(p, view, lenient=lenient) for p in node.parts),
    c.AnyOf: lambda node, view, lenient: any_of(evaluate(p, view, lenient=lenient) for p in node.parts),
    c.AtLeast: lambda node, view, lenient: at_least(node.n, (evaluate(p, view, lenient=lenient) for p in node.parts)),
    c.Not: lambda node, view, lenient: negate(evaluate(node.part, view, lenient=lenient)),
    c.Holds: _fact,
    c.Compare: _compared,
    c.Chosen: _chosen,
    c.Course: _course,
    c.Onset: _onset,
    c.After: _after,
    c.Takes: _takes,
    c.Allergic: _allergic,
    c.Had: _had,
    c.Tried: _tried,
    c.Meets: _meets,
}
