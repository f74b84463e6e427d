"""Sources and statements as pages: what a guideline says here, how far it was read, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from curbside.doors.web.views.library import Library
from curbside.doors.web.views.library_links import MEDICINE_TABLES, Link
from curbside.doors.web.views.library_parts import REGION_NAMES, Desk, Held, SourceLine
from curbside.knowledge.model import Source, Statement
from curbside.pathway.medicines import tables_of

ELSEWHERE = "Held for disagreements, criteria, questionnaires and patient pages"
NOWHERE = "Held, and nothing rests on it yet"
SHELF_NAMES = {
    "recommendations": "Recommendations",
    "conflicts": "Disagreements",
    "criteria": "Criteria sets",
    "instruments": "Questionnaires and scores",
    "education": "Patient education",
}


@dataclass(frozen=True, slots=True)
class Resting:
    """The entries of one kind that rest on something."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class StatementPage:
    statement: Statement
    held: Held
    resting: tuple[Resting, ...]


def statement_page(statement: Statement, library: Library) -> StatementPage:
    """A statement with its figures and what it supports."""
    return StatementPage(
        statement, Desk(library.knowledge).held(statement.id), _resting(library.links.resting.get(statement.id, ()))
    )


def _resting(links: tuple[Link, ...]) -> tuple[Resting, ...]:
    """Links by kind, in the order of the shelves."""
    by_kind: dict[str, list[Link]] = {kind: [] for kind in SHELF_NAMES}
    for link in links:
        by_kind[link.kind].append(link)
    return tuple(Resting(SHELF_NAMES[kind], tuple(found)) for kind, found in by_kind.items() if found)


@dataclass(frozen=True, slots=True)
class Recommended:
    """A statement of a source, with the recommendations of one section that rest on it."""

    held: Held
    rules: tuple[tuple[Link, str], ...]
    """Each recommendation with its urgency and strength in words."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a source says about one section of the pathway."""

    anchor: str
    title: str
    said: tuple[Recommended, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the medicine tables that names the source."""

    table: str
    told: str
    medicines: tuple[Link, ...]
    verification: str


@dataclass(frozen=True, slots=True)
class SourcePage:
    source: Source
    line: SourceLine
    region: str
    replaced_by: SourceLine | None
    parts: tuple[Part, ...]
    resting: tuple[Resting, ...]
    tables: tuple[TableRow, ...]
    statements: int


def source_page(source: Source, library: Library) -> SourcePage:
    """A source as a summary: every statement that cites it by section, and what rests on it."""
    desk, links = Desk(library.knowledge), library.links
    rows = links.citing.get(source.id, ())
    resting = tuple(dict.fromkeys(link for row in rows for link in links.resting.get(row, ())))
    return SourcePage(
        source=source,
        line=desk.source(source.id),
        region=REGION_NAMES[source.region],
        replaced_by=desk.source(source.replaced_by) if source.replaced_by else None,
        parts=tuple(_parts(rows, desk, library)),
        resting=_resting(resting),
        tables=tuple(_tables(source.id, library)),
        statements=len(rows),
    )


def _parts(rows: tuple[str, ...], desk: Desk, library: Library) -> Iterator[Part]:
    knowledge = library.knowledge
    held = {row: desk.held(row) for row in rows}
    used: dict[str, dict[str, list[tuple[Link, str]]]] = {}
    for row in rows:
        rules = [link for link in library.links.resting.get(row, ()) if link.kind == "recommendations"]
        for link in rules:
            rule = knowledge.recommendations[link.id]
            told = f"{rule.urgency.value}; strength {rule.strength}; certainty {rule.certainty.replace('_', ' ')}"
            used.setdefault(rule.section, {}).setdefault(row, []).append((link, told))
    for section in knowledge.pathway.sections:
        if section.id in used:
            said = tuple(Recommended(held[row], tuple(rules)) for row, rules in used[section.id].items())
            yield Part(section.id, section.title, said)
    placed = {row for rows_of in used.values() for row in rows_of}
    rest = [row for row in rows if row not in placed]
    for anchor, title, wanted in (("elsewhere", ELSEWHERE, True), ("nowhere", NOWHERE, False)):
        said = tuple(Recommended(held[row], ()) for row in rest if bool(library.links.resting.get(row)) is wanted)
        if said:
            yield Part(anchor, title, said)


def _tables(source: str, library: Library) -> Iterator[TableRow]:
    shelves, tables = library.knowledge.shelves, tables_of(library.knowledge)
    for shelf, name in library.links.in_tables.get(source, ()):
        entry = shelves[shelf][name]
        single = getattr(entry, "drug", None) or (name if shelf == "drugs" else None)
        several = (*getattr(entry, "drugs", ()), *getattr(entry, "a", ()), *getattr(entry, "b", ()))
        named = [single] if single else [*several, *(part.drug for part in getattr(entry, "ingredients", ()))]
        links = tuple(Link("medicines", n, tables.drugs[n].names[0]) for n in named if n in tables.drugs)
        classes = ", ".join(
            tables.classes[n].label if n in tables.classes else n for n in named if n not in tables.drugs
        )
        told = getattr(entry, "says", None) or getattr(entry, "effect", None) or name
        scope = f"{classes.replace('_', ' ')}: {told}" if classes else str(told)
        yield TableRow(MEDICINE_TABLES[shelf], scope, links, entry.verification.value)
