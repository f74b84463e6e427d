"""The pieces that the library's pages share: a source in a line, a statement with its figures, logic as a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from curbside.article.figures import amount
from curbside.doors.knowledge_pages import filled
from curbside.doors.web.views.library_links import Link
from curbside.knowledge import conditions as c
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Figure, FigureKind, Region, Source, SourceType, Statement, Verification
from curbside.pathway.trace import in_words

HOW_READ: Mapping[Verification, str] = {
    Verification.seen: "read (an abstract or excerpt that carries it)",
    Verification.partly: "read in part; completed from memory",
    Verification.memory: "from memory: check the source",
    Verification.unverified: "unverified: never support, decides nothing",
}
REGION_NAMES: Mapping[Region | None, str] = {
    "us": "United States",
    "uk": "United Kingdom",
    None: "not bound to a region",
}
_RESOLVERS = (
    ("doi", "DOI", "https://doi.org/"),
    ("pmid", "PubMed", "https://pubmed.ncbi.nlm.nih.gov/"),
    ("pmcid", "PubMed Central", "https://pmc.ncbi.nlm.nih.gov/articles/"),
)


@dataclass(frozen=True, slots=True)
class Outside:
    """An identifier; `address` is where a reader finds it, "" when there is none."""

    name: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in one line; `loud` says what must not be overlooked ("" when it is in force)."""

    id: str
    type: str
    title: str
    year: str
    region: str
    verification: str
    mark: str
    loud: str
    outside: tuple[Outside, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A number with everything that must be told with it."""

    name: str
    anchor: str
    kind: str
    text: str
    population: str
    comparator: str
    follow_up: str
    n: str
    verification: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """An evidence statement as it stands on a page."""

    id: str
    claim: str
    population: str
    level: str
    region: str
    limits: str
    verification: str
    mark: str
    consensus: bool
    """Rests on clinical consensus alone: awaiting clinical sign-off."""
    figures: tuple[FigureRow, ...]
    sources: tuple[SourceLine, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Logic:
    """One node of a condition: its words, the fact or criteria set it reads, its parts."""

    text: str
    link: Link | None
    parts: tuple[Logic, ...]


class Desk:
    """Makes the pieces from one edition."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def filled(self, text: str | None) -> str:
        """A sentence with its figures put in, as they stand on the day of the edition."""
        return filled(text or "", self.knowledge)

    def source(self, name: str) -> SourceLine:
        source = self.knowledge.sources[name]
        year = str(source.year) if source.year and str(source.year) not in source.title else ""
        return SourceLine(
            id=source.id,
            type=source.type.value,
            title=source.title.rstrip("."),
            year=year,
            region=source.region.upper() if source.region else "",
            verification=HOW_READ[source.verification],
            mark=source.verification.value,
            loud=loud(source),
            outside=tuple(outside(source)),
        )

    def sources(self, names: Iterable[str]) -> tuple[SourceLine, ...]:
        """Each source once, in the order of its first mention."""
        return tuple(self.source(name) for name in dict.fromkeys(names) if name in self.knowledge.sources)

    def held(self, row: str) -> Held:
        statement = self.knowledge.statements[row]
        sources = tuple(
            dict.fromkeys((*statement.sources, *(s for f in statement.figures.values() for s in f.sources)))
        )
        kinds = {self.knowledge.sources[name].type for name in statement.sources}
        return Held(
            id=statement.id,
            claim=self.filled(statement.claim),
            population=statement.population.rstrip("."),
            level=statement.level.rstrip("."),
            region=REGION_NAMES[statement.region],
            limits=self.filled(statement.limits),
            verification=HOW_READ[statement.verification],
            mark=statement.verification.value,
            consensus=kinds == {SourceType.consensus},
            figures=tuple(self._figures(statement)),
            sources=self.sources(sources),
            rows=tuple(row for row in statement.rows if row != statement.id),
        )

    def _figures(self, statement: Statement) -> Iterator[FigureRow]:
        for name, figure in statement.figures.items():
            for text, sources in self._values(figure):
                yield FigureRow(
                    name=name.replace("_", " "),
                    anchor=name,
                    kind=figure.kind.value,
                    text=text,
                    population=(figure.population or statement.population).rstrip("."),
                    comparator=figure.comparator or "",
                    follow_up=figure.follow_up or "",
                    n="" if figure.n is None else f"{figure.n:,}",
                    verification=(figure.verification or statement.verification).value,
                    sources=sources or statement.sources,
                )

    def _values(self, figure: Figure) -> Iterator[tuple[str, tuple[str, ...]]]:
        if not figure.values:
            unset = figure.kind is FigureKind.threshold and figure.value is figure.low is figure.high
            yield ("set by payer or region" if unset else amount(figure, figure.value)), figure.sources
        for dated in figure.values:
            where = REGION_NAMES[dated.region] if dated.region else "everywhere"
            told = f"{amount(figure, dated.value)} ({where}, since {dated.since.isoformat()})"
            yield f"{told}; checked on {dated.checked_on.isoformat()}", (dated.source,)

    def logic(self, node: c.Condition) -> Logic:
        """A condition as a nested list, each leaf with the page of what it reads."""
        parts: tuple[c.Condition, ...] = node.parts if isinstance(node, c.All | c.AnyOf | c.AtLeast) else ()
        parts = (node.part,) if isinstance(node, c.Not) else parts
        return Logic(self._words(node), self._read_by(node), tuple(self.logic(part) for part in parts))

    def _read_by(self, node: c.Condition) -> Link | None:
        if isinstance(node, c.Meets):
            return Link("criteria", node.criteria, self.knowledge.criteria[node.criteria].title)
        if isinstance(node, c.Holds | c.Compare | c.Chosen | c.Course | c.Onset | c.After):
            fact = self.knowledge.facts.get(node.fact)
            return None if fact is None else Link("facts", fact.id, fact.label)
        return None

    def inline(self, node: c.Condition) -> str:
        """A condition in one line; "" for what always or never holds."""
        return "" if isinstance(node, c.Always | c.Never) else self._line(node, inner=False)

    def _line(self, node: c.Condition, *, inner: bool) -> str:
        match node:
            case c.All(parts):
                told = " and ".join(self._line(part, inner=True) for part in parts)
            case c.AnyOf(parts):
                told = " or ".join(self._line(part, inner=True) for part in parts)
            case c.AtLeast(n, parts):
                told = f"at least {n} of: {'; '.join(self._line(part, inner=True) for part in parts)}"
            case c.Not(part):
                return f"not {self._line(part, inner=True)}"
            case _:
                return self._words(node)
        return f"({told})" if inner and len(node.parts) > 1 else told

    def _words(self, node: c.Condition) -> str:
        """A node in words, with the signs that people write."""
        return self.filled(in_words(node, self.knowledge)).replace(">=", "≥").replace("<=", "≤")

    def given(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """What an example gives, in words."""
        facts = self.knowledge.facts
        return tuple(
            f"{facts[name].label if name in facts else name.replace('_', ' ')}: {_said(value)}"
            for name, value in values.items()
        )


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(_said(v) if k == "value" else f"{k.replace('_', ' ')} {_said(v)}" for k, v in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_said(part) for part in value)
    return str(value).replace("_", " ")


def loud(source: Source) -> str:
    """What must be told of a source that is not in force."""
    match source.status:
        case "current":
            return ""
        case "refused":
            return "Refused: never support for anything that Curbside says"
        case status:
            return f"{status.capitalize()}: no longer in force, never support"


def outside(source: Source) -> Iterator[Outside]:
    """The identifiers that were read, each with the address where it resolves."""
    ids = source.identifiers
    for name, words, at in _RESOLVERS:
        value = getattr(ids, name)
        if value:
            yield Outside(words, value, f"{at}{value}")
    for name, words in (("isbn", "ISBN"), ("number", "Number")):
        value = getattr(ids, name)
        if value:
            yield Outside(words, value, "")
    if ids.url:
        yield Outside("Page", ids.url, ids.url if ids.url.startswith(("https://", "http://")) else "")
