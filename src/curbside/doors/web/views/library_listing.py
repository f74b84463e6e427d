"""A list of the library: searched, narrowed, cut into pages, each with its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from curbside.doors.web.views.library import Library
from curbside.doors.web.views.library_shelves import Entry, Kind

A_PAGE = 40
MOST_HITS = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter with its values and the one that is chosen ("" for all)."""

    name: str
    title: str
    values: tuple[str, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Listing:
    q: str
    filters: tuple[Filter, ...]
    entries: tuple[Entry, ...]
    """The entries of this page."""
    total: int
    all: int
    first: int
    page: int
    pages: int
    before: str
    after: str
    """Addresses of the neighbouring pages; "" when there is none."""
    read_as: tuple[tuple[str, str], ...]


def listing(library: Library, kind: Kind, asked: Mapping[str, str]) -> Listing:
    """One page of the list of a kind; what the address asks and the list does not hold is left aside."""
    choices = library.choices(kind)
    filters = tuple(
        Filter(
            name, title, tuple(sorted(choices[name])), asked.get(name, "") if asked.get(name) in choices[name] else ""
        )
        for name, title in kind.filters
    )
    q = asked.get("q", "").strip()
    hits = library.search(q, kind.slug)
    chosen = {f.name: f.chosen for f in filters if f.chosen}
    found = library.narrowed(hits.entries, chosen)
    whole = kind.slug == "terms"
    size = max(1, len(found)) if whole else A_PAGE
    pages = max(1, -(-len(found) // size))
    page = min(max(1, _number(asked.get("page", ""))), pages)
    kept = {**({"q": q} if q else {}), **chosen}
    first = (page - 1) * size
    return Listing(
        q=q,
        filters=filters,
        entries=found[first : first + size],
        total=len(found),
        all=len(library.shelves[kind.slug]),
        first=first + 1,
        page=page,
        pages=pages,
        before=_address(kind, kept, page - 1) if page > 1 else "",
        after=_address(kind, kept, page + 1) if page < pages else "",
        read_as=hits.read_as,
    )


def _number(raw: str) -> int:
    return int(raw) if raw.isdecimal() and len(raw) < 6 else 1


def _address(kind: Kind, kept: Mapping[str, str], page: int) -> str:
    return f"/library/{kind.slug}?{urlencode({**kept, 'page': page})}"
