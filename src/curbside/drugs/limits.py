"""The most that one patient may be given: the lowest of every limit that holds (INV-01 to INV-03)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from curbside.case.model import Interval
from curbside.drugs.known import Knowing
from curbside.drugs.model import Ask, DoseBand, Order
from curbside.drugs.tables import Tables
from curbside.drugs.units import plain
from curbside.knowledge.drug_model import Limit
from curbside.knowledge.model import Verification

_ORDER = list(Verification)

SMALLEST_STEP = 50
"""Milligrams: a scaled gabapentin dose is rounded down to what capsules and the liquid can give (row RB-GBP)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits that hold, what must be asked, and unverified ones that decide nothing.

    `open` names those that hold because a number is known only as a span.
    """

    holding: tuple[Limit, ...]
    asks: tuple[Ask, ...]
    unverified: tuple[Limit, ...] = field(default_factory=tuple)
    open: frozenset[str] = frozenset()


def limits_of(order: Order, knowing: Knowing) -> Limits:
    """Sort the limits of a drug by what is known.  A number that straddles an edge makes both bands hold."""
    holding: list[Limit] = []
    unverified: list[Limit] = []
    straddled: set[str] = set()
    needed: dict[str, list[str]] = {}
    for entry, when in knowing.facts.tables.limits_about[order.drug]:
        if not _concerns(entry, order, knowing.facts.tables):
            continue
        truth = when.judge(knowing.facts)
        if truth.holds is False:
            continue
        if not entry.decides:
            unverified.extend([entry] if truth.holds else [])
        elif truth.holds is None and truth.missing:
            for root in (r for fact in sorted(truth.missing) for r in knowing.ask_for(fact)):
                needed.setdefault(root, []).append(entry.id)
        else:
            holding.append(entry)
            straddled.update([entry.id] if truth.holds is None else [])
    asks = tuple(Ask(fact, tuple(dict.fromkeys(ids)), for_dose=True) for fact, ids in needed.items())
    return Limits(_of_the_day(holding, order), asks, tuple(unverified), frozenset(straddled))


def _concerns(entry: Limit, order: Order, tables: Tables) -> bool:
    if entry.forms and order.form is not None and order.form not in entry.forms:
        return False
    if entry.routes and order.route is not None and order.route not in entry.routes:
        return False
    return not entry.indications or use_of(order, tables) in entry.indications


def use_of(order: Order, tables: Tables) -> str:
    """The use that limits are chosen by: the order's own when it is approved, otherwise off-label."""
    entries = [i for i in tables.indications_of[order.drug] if not i.forms or order.form in i.forms]
    approved = {use for entry in entries for use in entry.approved}
    return order.indication if order.indication in approved else "off_label"


def _of_the_day(holding: Iterable[Limit], order: Order) -> tuple[Limit, ...]:
    """The limits of this day of the course; on an unknown day the lasting ones, which are stricter."""
    day = order.day
    entries = [e for e in holding if e.from_day is None or day is None or day >= e.from_day]
    early = [e for e in entries if e.until_day is not None and day is not None and day <= e.until_day]
    if early:
        return tuple(e for e in entries if e in early or (e.until_day is None and not e.lasting))
    return tuple(e for e in entries if e.until_day is None)


def band_of(limits: Limits, knowing: Knowing, *, starting: bool = True) -> DoseBand | None:
    """The dose band of the limits that hold; None when there is none.  A missing fact may still lower it.

    How a drug is begun is left out for what is taken already.
    """
    chosen = limits.holding if starting else tuple(_lasting(e) for e in limits.holding if _has_maximum(e))
    if not chosen:
        return None
    daily = [(d, e) for e in chosen if (d := max_day(e, knowing)) is not None]
    narrow = min(daily, key=lambda pair: pair[0])[1] if daily else chosen[0]
    starts = [e for e in chosen if e.start_max_day is not None]
    strictest = min(starts, key=lambda e: e.start_max_day or 0) if starts else narrow
    told = [e for e in chosen if e.id not in limits.open or e in (narrow, strictest)]
    return DoseBand(
        unit=narrow.unit,
        max_day=min(d for d, _ in daily) if daily else None,
        max_single=_lowest(chosen, lambda e: max_single(e, knowing)),
        max_days=_lowest(chosen, lambda e: e.max_days),
        start_max_day=_lowest(chosen, lambda e: e.start_max_day),
        min_day=narrow.min_day if narrow.over is None else _scaled(narrow.min_day, narrow, knowing),
        per_day=narrow.per_day,
        start=strictest.start or narrow.start,
        limits=tuple(e.id for e in chosen),
        says=_said(told, limits),
        arithmetic=tuple(text for e in told for text in _spelled(e, knowing)),
        verification=max((e.verification for e in chosen), key=_ORDER.index),
        rows=tuple(dict.fromkeys(r for e in chosen for r in e.rows)),
        sources=tuple(dict.fromkeys(s for e in chosen for s in e.sources)),
    )


def _said(told: Iterable[Limit], limits: Limits) -> tuple[str, ...]:
    """What the limits say; where a number is known only as a span, that its lowest band decides."""
    says = [e.says for e in told]
    if limits.open:
        says.append("a number is known only as a span: the lowest band that it touches decides")
    return tuple(says)


def _has_maximum(entry: Limit) -> bool:
    amounts = (entry.max_day, entry.max_single, entry.max_single_per_kg, entry.max_day_per_kg, entry.max_days)
    return any(amount is not None for amount in amounts)


def _lasting(entry: Limit) -> Limit:
    return entry.model_copy(update={"start": None, "start_max_day": None})


def _lowest(entries: Iterable[Limit], read: Callable[[Limit], float | None]) -> float | None:
    found = [value for e in entries if (value := read(e)) is not None]
    return min(found) if found else None


def _number(fact: str, knowing: Knowing) -> Interval | None:
    value = knowing.facts.values.get(fact)
    return value if isinstance(value, Interval) else None


def _scaled(amount: float | None, entry: Limit, knowing: Knowing) -> float | None:
    value = _number(entry.fact or "", knowing)
    if amount is None or value is None or entry.over is None:
        return amount
    return amount * min(value.low, entry.over) / entry.over


def max_day(entry: Limit, knowing: Knowing) -> float | None:
    """The daily maximum of one limit for this patient, in its unit."""
    amount = _scaled(entry.max_day, entry, knowing)
    weight = _number("weight", knowing)
    if entry.max_day_per_kg is not None and weight is not None:
        by_weight = entry.max_day_per_kg * weight.low
        return by_weight if amount is None else min(amount, by_weight)
    return amount


def max_single(entry: Limit, knowing: Knowing) -> float | None:
    """The most at once of one limit for this patient, in its unit."""
    weight = _number("weight", knowing)
    if entry.max_single_per_kg is not None and weight is not None:
        by_weight = entry.max_single_per_kg * weight.low
        return by_weight if entry.max_single is None else min(entry.max_single, by_weight)
    return entry.max_single


def _spelled(entry: Limit, knowing: Knowing) -> Iterable[str]:
    value = _number(entry.fact or "", knowing)
    if entry.over is not None and value is not None and entry.max_day is not None:
        top = max_day(entry, knowing) or 0
        scale = f"{plain(entry.max_day)} {entry.unit} x {value.low:.1f} / {plain(entry.over)}"
        whole = top // SMALLEST_STEP * SMALLEST_STEP
        rounded = "" if whole == top else f", rounded down to {plain(whole)} {entry.unit}"
        yield f"{scale} = {top:.1f} {entry.unit} a day{rounded}"
    weight = _number("weight", knowing)
    for per_kg, when in ((entry.max_day_per_kg, "a day"), (entry.max_single_per_kg, "at once")):
        if per_kg is not None and weight is not None:
            yield f"{plain(per_kg)} mg/kg x {weight.low:g} kg = {per_kg * weight.low:g} mg {when}"
