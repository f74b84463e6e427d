"""REST for the library: lists, entries and one search.  The same entries as on the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response
from typing_extensions import TypedDict

from curbside.doors.web.faults import NotFoundError
from curbside.doors.web.rest_models import problems
from curbside.doors.web.site import AtSite
from curbside.doors.web.views.library import library_of, record_of
from curbside.doors.web.views.library_parts import Desk, FigureRow, Logic, SourceLine
from curbside.doors.web.views.library_shelves import ACTS, KINDS, Entry, Kind
from curbside.knowledge import conditions as c
from curbside.knowledge.load import Knowledge
from curbside.knowledge.wording import placeholders

router = APIRouter(prefix="/api/v1", tags=["library"])
SERVED = (*(kind for kind in KINDS if kind.slug != "terms"), ACTS)
"""The shelves that have records of their own; terms are read through the search."""

Name = Annotated[str, Path(description="The id of an entry.", max_length=120)]
Words = Annotated[
    str, Query(description="Words, a name or an id; a misspelt word is read as the nearest.", max_length=200)
]
Limit = Annotated[int, Query(description="Entries in one answer.", ge=1, le=200)]
Offset = Annotated[int, Query(description="Entries to leave out first.", ge=0, le=100_000)]


class ItemOut(TypedDict):
    """An entry in a list."""

    kind: str
    id: str
    title: str
    told: str
    """What a list says of it beside its title."""
    tags: dict[str, list[str]]
    address: str
    """Its page; "" for an act, which has none."""


class ListOut(TypedDict):
    total: int
    """How many there are before `limit` and `offset`."""
    items: list[ItemOut]
    read_as: dict[str, str]
    """Words that stand nowhere, with the word each was read as."""


class OutsideOut(TypedDict):
    name: str
    text: str
    address: str


class SourceOut(TypedDict):
    id: str
    type: str
    title: str
    year: int | None
    region: str
    verification: str
    in_force: bool
    identifiers: list[OutsideOut]


class FigureOut(TypedDict):
    """A number with everything that must be told with it."""

    text: str
    kind: str
    population: str
    comparator: str
    follow_up: str
    n: str
    verification: str
    sources: list[str]


class EntryOut(TypedDict):
    """A full record. Conditions stand as drawn logic: words, the fact each leaf reads, and parts."""

    kind: str
    id: str
    title: str
    address: str
    record: dict[str, Any]
    figures: dict[str, list[FigureOut]]
    """Every figure that a sentence of the record uses as {name}."""
    sources: list[SourceOut]
    edition: date
    knowledge_hash: str


@router.get(
    "/search", response_model=ListOut, responses=problems(422), operation_id="search", summary="Search all shelves"
)
def search(
    site: AtSite,
    q: Annotated[
        str,
        Query(
            description="Words, a name or an id.",
            min_length=1,
            max_length=200,
            openapi_examples={"words": {"value": "cauda equina"}, "id": {"value": "RF-01"}},
        ),
    ],
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """Entries of every kind, the closest first: exact id, words of the title, words of the text."""
    hits = library_of(site.knowledge).search(q)
    return _listed(hits.entries, dict(hits.read_as), limit, offset)


def _list_of(kind: Kind) -> Callable[..., Response]:
    def entries(site: AtSite, q: Words = "", limit: Limit = 50, offset: Offset = 0) -> Response:
        hits = library_of(site.knowledge).search(q, kind.slug)
        return _listed(hits.entries, dict(hits.read_as), limit, offset)

    return entries


def _entry_of(kind: Kind) -> Callable[..., Response]:
    def entry(name: Name, site: AtSite) -> Response:
        return JSONResponse(_told(kind.slug, name, site.knowledge))

    return entry


def _add(kind: Kind) -> None:
    """The list and the entry of one shelf, each with its own operation."""
    router.add_api_route(
        f"/{kind.slug}", _list_of(kind), methods=["GET"], response_model=ListOut, responses=problems(422),
        operation_id=f"list_{kind.slug}", summary=f"{kind.title}: the list",
        description=f"{kind.about} In the order of the knowledge base, or what a query finds, the closest first.",
    )  # fmt: skip
    router.add_api_route(
        f"/{kind.slug}/{{name}}", _entry_of(kind), methods=["GET"], response_model=EntryOut,
        responses=problems(404, 422), operation_id=f"get_{kind.slug}", summary=f"{kind.one}: one in full",
        description="The whole record with its figures and sources resolved; conditions are drawn.",
    )  # fmt: skip


for _kind in SERVED:
    _add(_kind)


def _told(kind: str, name: str, knowledge: Knowledge) -> dict[str, Any]:
    record, library = record_of(knowledge, kind, name), library_of(knowledge)
    if record is None:
        raise NotFoundError(f"{kind}: no entry has this id; GET /api/v1/{kind} lists them")
    desk = Desk(knowledge)
    listed = next(item for item in library.shelves[kind] if item.id == name)
    return {
        "kind": kind,
        "id": name,
        "title": listed.title,
        "address": _address(listed),
        "record": _json(record, desk),
        "figures": dict(_figures(record, desk)),
        "sources": [_source(line, knowledge.sources[line.id].year) for line in _sources(record, desk)],
        "edition": knowledge.edition.isoformat(),
        "knowledge_hash": knowledge.hash,
    }


def _listed(found: tuple[Entry, ...], read_as: dict[str, str], limit: int, offset: int) -> Response:
    items = [_item(item) for item in found[offset : offset + limit]]
    return JSONResponse({"total": len(found), "items": items, "read_as": read_as})


def _item(item: Entry) -> dict[str, Any]:
    tags = {name: list(values) for name, values in item.tags.items()}
    told = {"kind": item.kind, "id": item.id, "title": item.title, "told": item.told, "tags": tags}
    return {**told, "address": _address(item)}


def _address(item: Entry) -> str:
    return "" if item.kind == "acts" else item.address


def _source(line: SourceLine, year: int | None) -> dict[str, Any]:
    return {
        "id": line.id,
        "type": line.type,
        "title": line.title,
        "year": year,
        "region": line.region,
        "verification": line.mark,
        "in_force": not line.loud,
        "identifiers": [{"name": o.name, "text": o.text, "address": o.address} for o in line.outside],
    }


def _json(value: Any, desk: Desk) -> Any:
    """A record as JSON, with its conditions drawn."""
    if isinstance(value, BaseModel):
        return {name: _json(getattr(value, name), desk) for name in type(value).model_fields}
    if is_dataclass(value):
        return _drawn(desk.logic(value))  # type: ignore[arg-type]
    if isinstance(value, Mapping):
        return {str(key): _json(part, desk) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_json(part, desk) for part in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _drawn(logic: Logic) -> dict[str, Any]:
    reads = logic.link.id if logic.link else None
    return {"text": logic.text, "reads": reads, "parts": [_drawn(part) for part in logic.parts]}


def _strings(value: Any) -> Iterator[str]:
    """Every text inside a record, conditions included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from (text for name in type(value).model_fields for text in _strings(getattr(value, name)))
    elif isinstance(value, Mapping):
        yield from (text for part in value.values() for text in _strings(part))
    elif isinstance(value, list | tuple):
        yield from (text for part in value for text in _strings(part))
    elif is_dataclass(value):
        named = (getattr(node, "figure", None) for node in c.nodes(value))  # type: ignore[arg-type]
        yield from (f"{{{figure}}}" for figure in named if figure)


def _figures(record: Any, desk: Desk) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    known = desk.knowledge.figures
    for name in dict.fromkeys(n for text in _strings(record) for n in placeholders(text)):
        if name in known:
            held = desk.held(known[name][0].id)
            yield name, [_figure(row) for row in held.figures if row.anchor == name]


def _figure(row: FigureRow) -> dict[str, Any]:
    return {
        "text": row.text,
        "kind": row.kind,
        "population": row.population,
        "comparator": row.comparator,
        "follow_up": row.follow_up,
        "n": row.n,
        "verification": row.verification,
        "sources": list(row.sources),
    }


def _sources(record: Any, desk: Desk) -> tuple[SourceLine, ...]:
    """Every source that the record names, itself or through its statements."""
    statements = desk.knowledge.statements
    named = (
        name for text in _strings(record) for name in (statements[text].sources if text in statements else (text,))
    )
    return desk.sources(named)
