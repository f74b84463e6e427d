"""The evidence behind an explanation: statements of a subject, rows of a questionnaire, rows of the medicine tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from curbside.knowledge.drug_model import Drug
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Subject
from curbside.pathway.model import Explained


def explained_rows(asked: Explained | None, knowledge: Knowledge) -> Iterator[str]:
    """The statements that an explanation may print."""
    for _, entry in _entries(asked, knowledge):
        if isinstance(entry, Subject):
            yield from entry.rows
        yield from getattr(entry, "because", ())
        for page in getattr(entry, "pages", ()):
            for paragraph in knowledge.education[page].paragraphs:
                yield from paragraph.because


def explained_entries(asked: Explained | None, knowledge: Knowledge) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A key for every table row that an explanation may print, with its sources."""
    for shelf, entry in _entries(asked, knowledge):
        if shelf == "drugs":
            yield from _of_drug(entry, knowledge.shelves)
        elif shelf == "instruments":
            yield f"instrument:{entry.id}", entry.sources


def note_entries(drugs: Iterable[str], knowledge: Knowledge) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A key for every note of the tables on these drugs, with its sources."""
    tables = knowledge.shelves.get("drugs", {})
    for name in dict.fromkeys(drugs):
        for note in knowledge.shelves["drug_notes"].values() if name in tables else ():
            if is_of(tables[name], note.drugs):
                yield table_key(tables[name], note), note.sources


def table_key(drug: Drug, entry: Any) -> str:
    """The key of one row of the medicine tables: its id, or for a dosing the drug and how it starts."""
    return f"table:{getattr(entry, 'id', None) or f'{drug.id}:{entry.start}'}"


def is_of(drug: Drug, names: tuple[str, ...]) -> bool:
    """Whether a row that names drugs and classes speaks of this drug."""
    return not {drug.id, *drug.classes}.isdisjoint(names)


def _of_drug(drug: Drug, shelves: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for dosing in drug.dosing:
        yield table_key(drug, dosing), dosing.sources
    for shelf in ("limits", "boxed_warnings", "drug_notes"):
        for entry in shelves[shelf].values():
            if is_of(drug, entry.drugs):
                yield table_key(drug, entry), entry.sources
    for entry in shelves["indications"].values():
        if entry.drug == drug.id:
            yield table_key(drug, entry), entry.sources


def _entries(asked: Explained | None, knowledge: Knowledge) -> Iterator[tuple[str, Any]]:
    for shelf, name in asked.about if asked is not None else ():
        yield shelf, knowledge.shelves[shelf][name]
