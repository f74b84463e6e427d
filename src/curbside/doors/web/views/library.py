"""The library: every entry of the knowledge base under a stable address, listed, narrowed and searched."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from curbside.doors.web.views.library_links import Links
from curbside.doors.web.views.library_search import Hits, Index
from curbside.doors.web.views.library_shelves import KINDS, MAKERS, Entry, Kind, Stock
from curbside.knowledge.load import Knowledge


class Library:
    """All entries of one edition, listed and indexed once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    @cached_property
    def links(self) -> Links:
        """What rests on what."""
        return Links(self.knowledge)

    @cached_property
    def shelves(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries of each kind, in the order of the knowledge base."""
        return {slug: tuple(make(Stock(self.knowledge, self.links))) for slug, make in MAKERS.items()}

    @cached_property
    def _index(self) -> Index[Entry]:
        return Index([entry for kind in KINDS for entry in self.shelves[kind.slug]])

    @cached_property
    def _indexes(self) -> dict[str, Index[Entry]]:
        return {}

    def search(self, query: str, kind: str = "") -> Hits[Entry]:
        """Entries for a query, the closest first; all of them for an empty query within one kind."""
        if not kind:
            return self._index.find(query)
        if not query.strip():
            return Hits(self.shelves[kind])
        if kind not in self._indexes:
            self._indexes[kind] = Index(self.shelves[kind])
        return self._indexes[kind].find(query)

    def narrowed(self, entries: tuple[Entry, ...], chosen: Mapping[str, str]) -> tuple[Entry, ...]:
        """The entries that carry every chosen tag."""
        return tuple(e for e in entries if all(value in e.tags.get(name, ()) for name, value in chosen.items()))

    def choices(self, kind: Kind) -> dict[str, tuple[str, ...]]:
        """The values of each filter, as the list holds them."""
        found: dict[str, dict[str, None]] = {name: {} for name, _ in kind.filters}
        for entry in self.shelves[kind.slug]:
            for name in found:
                found[name].update(dict.fromkeys(entry.tags.get(name, ())))
        return {name: tuple(values) for name, values in found.items()}


_LIBRARIES: dict[str, Library] = {}


def library_of(knowledge: Knowledge) -> Library:
    """The library of an edition, made once."""
    if knowledge.hash not in _LIBRARIES:
        _LIBRARIES[knowledge.hash] = Library(knowledge)
    return _LIBRARIES[knowledge.hash]


def record_of(knowledge: Knowledge, kind: str, name: str) -> Any:
    """The record behind an entry; None when there is none."""
    if kind == "instruments":
        return knowledge.questionnaires.get(name) or knowledge.shelves["instruments"].get(name)
    if kind == "terms":
        sort, _, rest = name.partition("-")
        return {"name": knowledge.terms, "word": knowledge.glossary}.get(sort, {}).get(rest)
    return knowledge.shelves["drugs" if kind == "medicines" else kind].get(name)
