"""The medicine tables, indexed for checking.

A table answers only what stands in it.  No row never means "no limit": the check
that asks says "not assessed".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

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
        wanted = set(names)
        if drug in wanted:
            return True
        return not wanted.isdisjoint(self.drugs[drug].classes if drug in self.drugs else self._shared.get(drug, ()))

    @cached_property
    def cautions_about(self) -> Mapping[str, tuple[d.Caution, ...]]:
        """The cautions of each drug, by itself or by its classes, in the order of the tables."""
        return _ByDrug(self.cautions.values(), self)

    @cached_property
    def limits_about(self) -> Mapping[str, tuple[d.Limit, ...]]:
        """The limits of each drug, by itself or by its classes, in the order of the tables."""
        return _ByDrug(self.limits.values(), self)

    @cached_property
    def _shared(self) -> Mapping[str, frozenset[str]]:
        """For each class, the classes to which every one of its members belongs: what its mere name tells."""
        found: dict[str, frozenset[str]] = {}
        for drug in self.drugs.values():
            for name in drug.classes:
                found[name] = found.get(name, frozenset(drug.classes)) & frozenset(drug.classes)
        return found

    def members(self, name: str) -> tuple[str, ...]:
        """The drugs of a class, or the drug itself."""
        return tuple(drug for drug in self.drugs if self.is_a(drug, (name,)))

    def product(self, name: str) -> d.Product | None:
        """The product of exactly this name."""
        wanted = name.strip().lower()
        for product in self.products.values():
            if wanted == product.id or wanted in (n.lower() for n in product.names):
                return product
        return None


_Entry = TypeVar("_Entry", d.Caution, d.Limit)


class _ByDrug(dict[str, tuple[_Entry, ...]]):
    """What a table holds of each drug that was asked for, sought once."""

    def __init__(self, entries: Iterable[_Entry], tables: Tables) -> None:
        self._entries: tuple[_Entry, ...] = tuple(entries)
        self._tables = tables

    def __missing__(self, drug: str) -> tuple[_Entry, ...]:
        found = self[drug] = tuple(entry for entry in self._entries if self._tables.is_a(drug, entry.drugs))
        return found
