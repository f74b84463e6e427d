"""Which mentions are one operation, how many there were, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from curbside.case.model import Finding, Interval, Operation, Span, Status

Counted = tuple[Finding, Operation, tuple[Interval, ...]]
"""A number of operations, the operation counted, and the dates listed behind it."""
GENERIC = "spine_surgery"
"""An operation on the spine of which the kind is not named."""
_FUSIONS = frozenset("fusion plif tlif alif llif acdf deformity_correction".split())
DEVICES = frozenset(("pump_implant", "scs_implant", "scs_trial"))


def joined(operations: list[Operation], new: Operation) -> list[Operation]:
    if any(_is_told_again(old, new) for old in operations):
        return operations
    for at, old in enumerate(operations):
        if _may_be_same(old, new):
            kinds = tuple(k for k in dict.fromkeys((*old.kinds, *new.kinds)) if k != GENERIC) or (GENERIC,)
            merged = replace(
                old,
                kinds=kinds,
                days_ago=old.days_ago or new.days_ago,
                levels=old.levels or new.levels,
                region=old.region or new.region,
                instrumented=old.instrumented if old.instrumented is not None else new.instrumented,
            )
            return [*operations[:at], merged, *operations[at + 1 :]]
    return [*operations, new]


def _is_told_again(old: Operation, new: Operation) -> bool:
    """Whether a "fusion" with no level and no date is one of a kind that was told: "ACDF 26 May ... (fusion)"."""
    is_bare = new.kinds == ("fusion",) and not new.levels and new.days_ago is None
    return (
        is_bare
        and not new.planned
        and not old.planned
        and not _FUSIONS.isdisjoint(old.kinds)
        and "fusion" not in old.kinds
    )


def _may_be_same(old: Operation, new: Operation) -> bool:
    if old.planned != new.planned:
        return False
    if _is_its_metal(old, new) or _is_its_metal(new, old):
        return True
    if old.region and new.region and old.region != new.region and not (old.levels and new.levels):
        return False
    general = old.kinds == (GENERIC,) or new.kinds == (GENERIC,)
    if not general and not set(old.kinds) & set(new.kinds):
        return False
    if old.levels and new.levels and not set(old.levels) & set(new.levels):
        return False
    if old.days_ago is not None and new.days_ago is not None:
        slack = 2 + 0.05 * old.days_ago.low
        return old.days_ago.low <= new.days_ago.high + slack and new.days_ago.low <= old.days_ago.high + slack
    return True


def _is_its_metal(fusion: Operation, screws: Operation) -> bool:
    """Whether screws without a date of their own are those of a fusion: "fusion L2-L4 ... the L3 pedicle screw"."""
    return screws.kinds == ("instrumentation",) and screws.days_ago is None and not _FUSIONS.isdisjoint(fusion.kinds)


def padded(operations: list[Operation], counts: Sequence[Counted]) -> list[Operation]:
    """As many past operations as the text counts; those that it does not describe are as the counted one, undated."""
    if not counts:
        return operations
    count, counted, dates = max(counts, key=lambda each: _at_least(each[0]))
    told = sum(
        not op.planned and (DEVICES.isdisjoint(op.kinds) or not DEVICES.isdisjoint(counted.kinds)) for op in operations
    )
    missing = int(_at_least(count)) - told
    if missing <= 0:
        return operations
    alike = replace(counted, basis=count.basis, days_ago=None, planned=False)
    more = [replace(alike, days_ago=days) for days in dates if days != counted.days_ago]
    return operations + [*more, *[alike] * missing][:missing]


def _at_least(count: Finding) -> float:
    return count.value.low if isinstance(count.value, Interval) else 0.0


def regions(operations: Sequence[Operation]) -> Iterator[Finding]:
    seen = set()
    for operation in operations:
        if (
            operation.region is not None
            and not operation.planned
            and operation.region not in seen
            and isinstance(operation.basis, Span)
        ):
            seen.add(operation.region)
            yield Finding("surgery_region", operation.region, Status.present, operation.basis)


def had_surgery(operations: Sequence[Operation]) -> Iterator[Finding]:
    """That there was an operation on the spine; "surgery" alone, of no named part, is only possibly that."""
    for operation in operations:
        if operation.planned or not isinstance(operation.basis, Span) or not DEVICES.isdisjoint(operation.kinds):
            continue
        is_vague = (
            operation.kinds == (GENERIC,) and operation.region is None and not _names_spine(operation.basis.quote)
        )
        status, told = (Status.possible, "the part operated on is not named") if is_vague else (Status.present, "")
        yield Finding("spine_surgery", True, status, operation.basis, reason=told)


def _names_spine(quote: str) -> bool:
    return any(word in quote.lower() for word in ("back", "spin", "lumb", "disc", "neck", "cervical"))
