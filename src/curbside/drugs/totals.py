"""Daily amounts: what one medicine line adds up to, and totals over products (INV-09, MME-02, MME-03).

Nothing is assumed: a missing strength, unit or frequency makes the amount unknown,
and the reason says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from curbside.case.model import Medication, Use
from curbside.drugs.tables import Tables
from curbside.drugs.units import UnknownUnitError, exact, milligrams, plain
from curbside.knowledge.drug_model import Ingredient

COUNTED_UNITS = ("tablet", "capsule", "pill", "patch", "unit", "spray", "tab", "cap", "")
"""Units that are counted, not weighed: they need a strength."""

_CONCENTRATION = re.compile(r"(mg|mcg|g)/(\d+(?:\.\d+)?)?mL")
_RATIO = re.compile(r"(\d+(?:\.\d+)?)\s*(?:mg)?\s*/\s*(\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Daily:
    """Milligrams a day of one drug in one line: scheduled and lowest (`low`), at full allowed use (`high`)."""

    drug: str
    quote: str
    low: Decimal | None
    high: Decimal | None
    arithmetic: str
    reason: str = ""

    @property
    def known(self) -> bool:
        return self.high is not None


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over products.  `high` is None while a part is unknown; then the sum is at least `low`."""

    low: Decimal
    high: Decimal | None
    parts: tuple[Daily, ...]
    reasons: tuple[str, ...]

    @property
    def text(self) -> str:
        if self.high is None:
            return f"at least {plain(self.low)} mg/day; {'; '.join(self.reasons)}"
        return f"{plain(self.high)} mg/day"


def form_of(medication: Medication, tables: Tables) -> str | None:
    """The form of a line: as written, as its brand implies, or as its frequency proves; None when it stays open."""
    drug = tables.drugs.get(medication.drug or "")
    if medication.form is not None or drug is None:
        return medication.form
    brands = {name.lower(): form for name, form in drug.brand_forms.items()}
    if medication.name.strip().lower() in brands:
        return brands[medication.name.strip().lower()]
    times = times_a_day(medication)
    for form, hours in drug.forms_by_interval.items():
        if times is not None and 0 < times[1] <= Decimal(24) / exact(hours):
            return form
    if times is not None and drug.immediate_from is not None and times[0] >= drug.immediate_from and not medication.prn:
        return "ir"
    return None


def is_taken(medication: Medication) -> bool:
    """Whether the line speaks of a medicine in use or to be used."""
    return medication.use in (Use.taken, Use.planned, Use.asked)


def ingredients(medication: Medication, tables: Tables) -> tuple[Ingredient, ...]:
    """What one unit of a product holds; empty when the line is a single drug."""
    product = tables.product(medication.name)
    if product is None and medication.drug is not None:
        product = tables.product(medication.drug)
    if product is not None:
        return product.ingredients
    return _from_name(medication.name, tables) or _in_other_strengths(medication.name, tables)


def _in_other_strengths(name: str, tables: Tables) -> tuple[Ingredient, ...]:
    """A product of the tables in the strengths that its name tells: "co-codamol 8/500"."""
    ratio = _RATIO.search(name)
    product = tables.product(name[: ratio.start()].strip()) if ratio is not None else None
    if ratio is None or product is None or len(product.ingredients) != 2:
        return ()
    amounts = (float(ratio[1]), float(ratio[2]))
    return tuple(
        held.model_copy(update={"amount": amount}) for held, amount in zip(product.ingredients, amounts, strict=True)
    )


def _from_name(name: str, tables: Tables) -> tuple[Ingredient, ...]:
    """Ingredients of a name such as 'oxycodone/acetaminophen 7.5/325'."""
    drugs, ratio = named_together(name, tables), _RATIO.search(name)
    if ratio is None or len(drugs) != 2:
        return ()
    amounts = (float(ratio[1]), float(ratio[2]))
    return tuple(Ingredient(drug=drug, amount=a) for drug, a in zip(drugs, amounts, strict=True))


def named_together(name: str, tables: Tables) -> tuple[str, ...]:
    """The drugs of a combination such as 'hydrocodone-acetaminophen'; empty when the name is a single drug's."""
    if name.strip().lower() in tables.by_name:
        return ()
    bare = re.sub(r"\b[\d.]+\s*(?:mg\b)?", " ", name)
    parts = [p.strip(" -").lower() for p in re.split(r"\s*[/+-]\s*|\s+(?:and|with)\s+", bare)]
    known = [tables.by_name.get(p, frozenset()) for p in parts if p]
    if len(known) < 2 or any(len(ids) != 1 for ids in known):
        return ()
    return tuple(next(iter(ids)) for ids in known)


def daily_amounts(medication: Medication, tables: Tables) -> tuple[Daily, ...]:
    """Milligrams a day of every active drug of a line; combination products yield one part a drug."""
    held = ingredients(medication, tables)
    if held:
        return tuple(_of_units(medication, i) for i in held)
    if medication.drug is None:
        return (Daily("", medication.name, None, None, "", f"unknown drug: {medication.name!r}"),)
    others = [d for d in named_together(medication.name, tables) if d != medication.drug]
    unknown = [_unknown(medication, d, f"the amount of {tables.drugs[d].names[0]} is not given") for d in others]
    return (_single(medication), *unknown)


def _of_units(m: Medication, ingredient: Ingredient) -> Daily:
    count = m.amount
    if ingredient.amount is None:
        return _unknown(m, ingredient.drug, "the name is sold in several strengths, and none is given")
    if count is None or m.unit.lower().rstrip("s") not in COUNTED_UNITS:
        if m.amount is not None and m.unit == "mg" and m.amount.is_point and m.amount.low == ingredient.amount:
            count, one = None, Decimal(1)
        else:
            return _unknown(m, ingredient.drug, "number of tablets not given")
    else:
        one = Decimal(0)
    low = one or exact(count.low if count else 1)
    high = one or exact(count.high if count else 1)
    per = milligrams(ingredient.amount, ingredient.unit)
    return _per_day(m, ingredient.drug, low * per, high * per, f"{plain(per)} mg a unit")


def _single(m: Medication) -> Daily:
    drug = m.drug or ""
    if m.amount is None:
        return _unknown(m, drug, "dose not given")
    unit = m.unit.lower()
    try:
        if unit == "ml":
            return _of_liquid(m, drug)
        if unit.rstrip("s") in COUNTED_UNITS:
            if m.strength is None:
                return _unknown(m, drug, "strength not given")
            per = milligrams(m.strength, m.strength_unit)
            low, high = exact(m.amount.low) * per, exact(m.amount.high) * per
            return _per_day(m, drug, low, high, f"{plain(per)} mg a unit")
        low, high = milligrams(m.amount.low, unit), milligrams(m.amount.high, unit)
    except UnknownUnitError as error:
        return _unknown(m, drug, str(error))
    return _per_day(m, drug, low, high, "")


def _of_liquid(m: Medication, drug: str) -> Daily:
    """Milligrams of a liquid in millilitres, by its concentration ("10 mg/5 mL")."""
    held = _CONCENTRATION.fullmatch(m.strength_unit)
    if m.amount is None or m.strength is None or held is None:
        return _unknown(m, drug, "the strength of the liquid is not given")
    per = milligrams(m.strength, held[1]) / Decimal(held[2] or "1")
    note = f"{plain(m.strength)} {m.strength_unit}"
    return _per_day(m, drug, exact(m.amount.low) * per, exact(m.amount.high) * per, note)


def times_a_day(m: Medication) -> tuple[Decimal, Decimal] | None:
    """Fewest and most administrations in 24 hours; None when not given."""
    if m.per_day is not None:
        return exact(m.per_day.low), exact(m.per_day.high)
    if m.interval_hours:
        times = Decimal(24) / exact(m.interval_hours)
        return times, times
    return None


def _per_day(m: Medication, drug: str, low: Decimal, high: Decimal, note: str) -> Daily:
    times = times_a_day(m)
    if times is None:
        return _unknown(m, drug, "how often it is taken is not given")
    scheduled = Decimal(0) if m.prn else low * times[0]
    most = high * times[1]
    told = f"{plain(high)} mg x {plain(times[1])} a day = {plain(most)} mg/day"
    if m.prn:
        told += " (as needed, counted at full allowed use)"
    return Daily(drug, m.name, scheduled, most, f"{told}; {note}" if note else told)


def _unknown(m: Medication, drug: str, why: str) -> Daily:
    return Daily(drug, m.name, None, None, "", f"{m.name}: {why}")


def total_of(names: Iterable[str], medications: Iterable[Medication], tables: Tables) -> Total:
    """Milligrams a day of these drugs (or classes) over all products that are taken."""
    wanted = tuple(names)
    parts = [p for m in medications if is_taken(m) for p in daily_amounts(m, tables) if tables.is_a(p.drug, wanted)]
    low = sum((p.high for p in parts if p.high is not None), Decimal(0))
    reasons = tuple(p.reason for p in parts if not p.known)
    return Total(low, None if reasons else low, tuple(parts), reasons)


def acetaminophen_total(medications: Iterable[Medication], tables: Tables) -> Total:
    """Acetaminophen a day over every product that holds it."""
    return total_of(("acetaminophen",), medications, tables)


def nsaids_taken(medications: Iterable[Medication], tables: Tables) -> tuple[str, ...]:
    """Different NSAIDs that are taken by any route; more than one is a duplicate, a gel included."""
    found = dict.fromkeys(
        i.drug
        for m in medications
        if is_taken(m)
        for i in (ingredients(m, tables) or _itself(m))
        if tables.is_a(i.drug, ("nsaid",))
    )
    return tuple(found)


def _itself(m: Medication) -> tuple[Ingredient, ...]:
    return (Ingredient(drug=m.drug, amount=0),) if m.drug else ()
