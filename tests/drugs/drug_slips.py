"""Plausible slips of the pen in the medicine tables: one changed entry each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from curbside.drugs.tables import Tables
from curbside.knowledge import conditions as c
from curbside.knowledge.drug_model import Backed, Grade, Limit

NUMBERS = {
    "limits": (
        "min_day", "max_day", "max_single", "max_single_per_kg", "max_day_per_kg", "max_days", "start_max_day", "over",
    ),
    "factors": ("factor", "above", "up_to"),
    "tolerance": ("at_least", "days"),
    "products": ("max_units_single", "max_units_day"),
    "supplements": ("low", "high"),
}  # fmt: skip

LISTS = {
    "limits": ("forms", "routes", "indications"),
    "cautions": ("forms", "routes", "except_drugs"),
    "interactions": ("except_a", "except_b", "forms_a", "forms_b"),
    "boxed": ("forms",),
}

ALTERNATIVES = {"cautions": ("drugs",), "interactions": ("a", "b"), "boxed": ("drugs",), "limits": ("drugs",)}


@dataclass(frozen=True)
class Slip:
    """Tables with one slip, what it is, and the drugs that it concerns."""

    name: str
    tables: Tables
    drugs: frozenset[str]


def all_slips(tables: Tables) -> Iterator[Slip]:
    for shelf in (
        "limits",
        "cautions",
        "interactions",
        "boxed",
        "factors",
        "tolerance",
        "products",
        "naloxone",
        "supplements",
    ):
        entries: Mapping[str, Backed] = getattr(tables, shelf)
        for key, entry in entries.items():
            if not entry.decides:
                continue
            drugs = concerned(entry, tables)
            without = {k: v for k, v in entries.items() if k != key}
            yield Slip(f"{shelf} {key}: removed", replace(tables, **{shelf: without}), drugs)
            if shelf == "limits" and any(_shares_a_day(entry, other) for other in tables.limits.values()):
                changed = entry.model_copy(update={"lasting": not entry.lasting})  # type: ignore[attr-defined]
                turned = replace(tables, limits={**tables.limits, key: changed})  # type: ignore[dict-item]
                yield Slip(f"limits {key}: lasting turned", turned, drugs)
            for what, update in changes(shelf, entry):
                changed = entry.model_copy(update=update)
                yield Slip(f"{shelf} {key}: {what}", replace(tables, **{shelf: {**entries, key: changed}}), drugs)


def _shares_a_day(entry: Any, other: Limit) -> bool:
    """Whether a first-day limit could take the place of this one."""
    if entry.until_day or not other.until_day or set(entry.drugs).isdisjoint(other.drugs):
        return False
    if entry.from_day and entry.from_day > other.until_day:
        return False
    return not entry.forms or not other.forms or not set(entry.forms).isdisjoint(other.forms)


def concerned(entry: Any, tables: Tables) -> frozenset[str]:
    names: set[str] = set()
    for field in ("drugs", "a", "b"):
        names.update(getattr(entry, field, ()))
    names.update(filter(None, [getattr(entry, "drug", None)]))
    names.update(i.drug for i in getattr(entry, "ingredients", ()))
    return frozenset(d for d in tables.drugs if tables.is_a(d, names)) or frozenset(tables.drugs)


def changes(shelf: str, entry: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from _numbers(shelf, entry)
    yield from _names(shelf, entry)
    for field in ("starting", "naloxone"):
        if hasattr(entry, field):
            yield f"{field} turned", {field: not getattr(entry, field)}
    for grade in Grade if hasattr(entry, "grade") else ():
        if grade is not entry.grade:
            yield f"graded {grade}", {"grade": grade}
    for what, changed in slipped(entry.when) if hasattr(entry, "when") else ():
        yield f"when {what}", {"when": changed}


def _numbers(shelf: str, entry: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for field in NUMBERS.get(shelf, ()):
        if getattr(entry, field):
            yield f"{field} a tenth more", {field: getattr(entry, field) * 1.1}
    for field in ("after_a", "after_b"):
        if getattr(entry, field, 0):
            yield f"{field} a tenth more", {field: getattr(entry, field) * 1.1}
            yield f"{field} a tenth less", {field: getattr(entry, field) * 0.9}
    for field in ("until_day", "from_day"):
        if getattr(entry, field, None):
            yield f"{field} one later", {field: getattr(entry, field) + 1}
    if getattr(entry, "per_day", ()):
        yield "per_day one more", {"per_day": tuple(n + 1 for n in entry.per_day)}


def _names(shelf: str, entry: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for field in LISTS.get(shelf, ()):
        if getattr(entry, field):
            yield f"{field} forgotten", {field: ()}
    for field in ALTERNATIVES.get(shelf, ()):
        held = getattr(entry, field)
        for name in held if len(held) > 1 else ():
            yield f"{name} left out of {field}", {field: tuple(n for n in held if n != name)}


_OTHER: dict[str, c.Operator] = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}


def slipped(node: c.Condition) -> Iterator[tuple[str, c.Condition]]:
    """Every condition that differs from `node` by one slip."""
    match node:
        case c.Compare():
            yield from _compared(node)
        case c.Chosen(_, values) if len(values) > 1:
            for value in values:
                yield f"{value} left out", replace(node, values=tuple(v for v in values if v != value))
        case c.Takes():
            yield from _taken(node)
        case c.All() | c.AnyOf():
            yield from _joined(node)
        case c.Not(part):
            yield "not forgotten", part
        case c.Holds():
            yield "not inserted", c.Not(node)


def _compared(node: c.Compare) -> Iterator[tuple[str, c.Condition]]:
    if node.op in _OTHER:
        yield f"{node.op} read as {_OTHER[node.op]}", replace(node, op=_OTHER[node.op])
    yield "limit a tenth more", replace(node, value=(node.value or 0) * 1.1)
    yield "limit a tenth less", replace(node, value=(node.value or 0) * 0.9)


def _taken(node: c.Takes) -> Iterator[tuple[str, c.Condition]]:
    if node.at_least > 1:
        yield "one more needed", replace(node, at_least=node.at_least + 1)
        yield "one less needed", replace(node, at_least=node.at_least - 1)
    for name in node.any if len(node.any) > 1 else ():
        yield f"{name} left out", replace(node, any=tuple(m for m in node.any if m != name))


def _joined(node: c.All | c.AnyOf) -> Iterator[tuple[str, c.Condition]]:
    parts = node.parts
    for index, part in enumerate(parts):
        rest = (*parts[:index], *parts[index + 1 :])
        yield f"part {index} left out", rest[0] if len(rest) == 1 else replace(node, parts=rest)
        for what, changed in slipped(part):
            yield f"part {index}: {what}", replace(node, parts=(*parts[:index], changed, *parts[index + 1 :]))
    yield "and for or", c.AnyOf(parts) if isinstance(node, c.All) else c.All(parts)
