"""The medicine tables, indexed for checking.

A table answers only what stands in it.  No row never means "no limit": the check
that asks says "not assessed".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from curbside.drugs.judge import Reading
from curbside.knowledge import drug_model as d
from curbside.knowledge import opioid_model as o


class UnknownDrugError(LookupError):
    """A drug that stands in no table."""

    def __init__(self, quote: str) -> None:
        super().__init__(f"unknown drug: {quote!r}; check it by hand, nothing was assumed about it")
        self.quote = quote


class AmbiguousNameError(LookupError):
    """One name that stands for two drugs."""

    def __init__(self, name: str, drugs: Iterable[str]) -> None:
        super().__init__(f"the name {name!r} stands for {' and '.join(sorted(drugs))}: give the generic name")


@dataclass(frozen=True)
class Tables:
    """All medicine tables of one edition."""

    drugs: Mapping[str, d.Drug]
    classes: Mapping[str, d.DrugClass]
    products: Mapping[str, d.Product]
    limits: Mapping[str, d.Limit]
    supplements: Mapping[str, d.Supplement]
    cautions: Mapping[str, d.Caution]
    interactions: Mapping[str, d.Interaction]
    boxed: Mapping[str, d.BoxedWarning]
    factors: Mapping[str, o.Factor]
    tolerance: Mapping[str, o.Tolerance]
    indications: Mapping[str, d.Indication]
    naloxone: Mapping[str, o.Trigger]
    notes: Mapping[str, d.Note]
    instruments: Mapping[str, o.Instrument]

    @classmethod
    def of(cls, shelves: Mapping[str, Mapping[str, Any]]) -> Tables:
        """The tables among the shelves of a loaded knowledge base."""
        names = {"classes": "drug_classes", "boxed": "boxed_warnings", "notes": "drug_notes"}
        return cls(**{name: shelves.get(names.get(name, name), {}) for name in cls.__dataclass_fields__})

    @cached_property
    def by_name(self) -> Mapping[str, frozenset[str]]:
        """Drug ids by every generic and brand name, in lower case."""
        found: dict[str, set[str]] = {}
        for drug in self.drugs.values():
            for name in (drug.id, *drug.names, *drug.brands):
                found.setdefault(name.lower(), set()).add(drug.id)
        return {name: frozenset(ids) for name, ids in found.items()}

    def find(self, name: str) -> d.Drug:
        """The drug of exactly this name; no guessing and no nearest name.

        Raises:
            UnknownDrugError: no drug has this name.
            AmbiguousNameError: two drugs have it.
        """
        ids = self.by_name.get(name.strip().lower(), frozenset())
        if not ids:
            raise UnknownDrugError(name)
        if len(ids) > 1:
            raise AmbiguousNameError(name, ids)
        return self.drugs[next(iter(ids))]

    def is_a(self, drug: str, names: Iterable[str]) -> bool:
        """Whether a drug, or a class named in its place, is one of these or belongs to one of these classes."""
        return not self._kinds.get(drug, frozenset((drug,))).isdisjoint(names)

    @cached_property
    def cautions_about(self) -> Mapping[str, tuple[tuple[d.Caution, Reading], ...]]:
        """The cautions of each drug, by itself or by its classes, in the order of the tables, with when they hold."""
        return _ByDrug(
            lambda drug: ((e, Reading.of(e.when, self)) for e in self.cautions.values() if self.is_a(drug, e.drugs))
        )

    @cached_property
    def limits_about(self) -> Mapping[str, tuple[tuple[d.Limit, Reading], ...]]:
        """The limits of each drug, by itself or by its classes, in the order of the tables, with when they hold."""
        return _ByDrug(
            lambda drug: ((e, Reading.of(e.when, self)) for e in self.limits.values() if self.is_a(drug, e.drugs))
        )

    @cached_property
    def interactions_about(self) -> Mapping[str, tuple[d.Interaction, ...]]:
        """The interactions that name each drug on either side, in the order of the tables."""
        return _ByDrug(lambda drug: (e for e in self.interactions.values() if self.is_a(drug, (*e.a, *e.b))))

    @cached_property
    def boxed_about(self) -> Mapping[str, tuple[d.BoxedWarning, ...]]:
        """The boxed warnings of each drug in any form, in the order of the tables."""
        return _ByDrug(
            lambda drug: (
                e for e in self.boxed.values() if self.is_a(drug, e.drugs) and not self.is_a(drug, e.except_drugs)
            )
        )

    @cached_property
    def indications_of(self) -> Mapping[str, tuple[d.Indication, ...]]:
        """The indications of each drug, in the order of the tables."""
        return _ByDrug(lambda drug: (e for e in self.indications.values() if e.drug == drug))

    @cached_property
    def facts_read(self) -> Mapping[str, tuple[str, ...]]:
        """The facts that the limits and cautions of each drug read."""
        return _ByDrug(lambda drug: dict.fromkeys(fact for when in self._readings(drug) for fact in when.facts))

    def _readings(self, drug: str) -> Iterator[Reading]:
        yield from (when for _, when in self.limits_about[drug])
        yield from (when for _, when in self.cautions_about[drug])

    @cached_property
    def _kinds(self) -> Mapping[str, frozenset[str]]:
        """Each drug with its classes; each class with those to which every member belongs: what its mere name tells."""
        shared: dict[str, frozenset[str]] = {}
        for drug in self.drugs.values():
            for name in drug.classes:
                shared[name] = shared.get(name, frozenset(drug.classes)) & frozenset(drug.classes)
        classes = {name: kinds | {name} for name, kinds in shared.items()}
        return {**classes, **{drug.id: frozenset((drug.id, *drug.classes)) for drug in self.drugs.values()}}

    def members(self, name: str) -> tuple[str, ...]:
        """The drugs of a class, or the drug itself."""
        return tuple(drug for drug in self.drugs if self.is_a(drug, (name,)))

    def product(self, name: str) -> d.Product | None:
        """The product of exactly this name."""
        return self._products_by_name.get(name.strip().lower())

    @cached_property
    def _products_by_name(self) -> Mapping[str, d.Product]:
        """Products by id and by name in lower case; what stands first wins a name that two have."""
        found: dict[str, d.Product] = {}
        for product in self.products.values():
            for name in (product.id, *product.names):
                found.setdefault(name.lower(), product)
        return found


_Entry = TypeVar("_Entry")


class _ByDrug(dict[str, tuple[_Entry, ...]]):
    """What is found of each drug that was asked for, sought once."""

    def __init__(self, seek: Callable[[str], Iterable[_Entry]]) -> None:
        self._seek = seek

    def __missing__(self, drug: str) -> tuple[_Entry, ...]:
        found = self[drug] = tuple(self._seek(drug))
        return found
