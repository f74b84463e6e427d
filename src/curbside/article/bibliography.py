"""The references of an article for reference managers: RIS, BibTeX and CSL-JSON.

Nothing is guessed: a title stands as the source list records it (often the whole
citation), authors, publisher and identifiers only where they are recorded.  The key of
an entry is the id of its source, so that it stays the same from article to article.
Every entry tells how far its source was read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from curbside.article.model import Article, Reference
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Source, SourceType, Verification

READ = {
    Verification.seen: "seen: an abstract or excerpt that carries the fact was read",
    Verification.partly: "partly: the source was seen, its figure or wording completed from memory; check the source",
    Verification.memory: "memory: not seen; check the source",
    Verification.unverified: "unverified: never support",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a type of source is called in each format."""

    ris: str
    bibtex: str
    csl: str


KINDS: Mapping[SourceType, Kind] = {
    SourceType.guideline: Kind("RPRT", "techreport", "report"),
    SourceType.research: Kind("JOUR", "article", "article-journal"),
    SourceType.label: Kind("GEN", "manual", "document"),
    SourceType.policy: Kind("RPRT", "techreport", "report"),
    SourceType.codes: Kind("DATA", "misc", "dataset"),
    SourceType.consensus: Kind("UNPB", "unpublished", "manuscript"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference with the record of its source."""

    reference: Reference
    source: Source
    stamp: str

    @property
    def kind(self) -> Kind:
        return KINDS[self.source.type]

    @property
    def note(self) -> str:
        region = f"; region {self.source.region.upper()}" if self.source.region else ""
        return (
            f"{self.source.type.value}; verification {READ[self.source.verification]}; "
            f"checked on {self.source.checked_on.isoformat()}{region}; reference {self.reference.n} of {self.stamp}"
        )


def entries(article: Article, knowledge: Knowledge) -> tuple[Entry, ...]:
    """The references of an article in their order; the note of each names the answer and its urgency."""
    made = article.stamp
    urgency = f", urgency {article.urgency.value}" if article.judged else ""
    stamp = (
        f"Curbside, edition {made.edition.isoformat()}, knowledge {made.knowledge_hash[:12]}, "
        f"plan {made.plan_hash[:12]}{urgency}"
    )
    return tuple(Entry(r, knowledge.sources[r.source], stamp) for r in article.references)


# --- RIS ----------------------------------------------------------------------


def to_ris(article: Article, knowledge: Knowledge) -> str:
    """One record each, tags in two capitals, lines ended as the format demands (CR LF)."""
    lines = (line for entry in entries(article, knowledge) for line in _ris(entry))
    return "".join(f"{line}\r\n" for line in lines)


def _ris(entry: Entry) -> Iterator[str]:
    source, ids = entry.source, entry.source.identifiers
    yield f"TY  - {entry.kind.ris}"
    fields = (
        ("ID", source.id), ("TI", source.title), ("AU", source.authors), ("PB", source.publisher),
        ("PY", source.year), ("DO", ids.doi), ("AN", ids.pmid), ("C2", ids.pmcid), ("SN", ids.isbn),
        ("M1", ids.number), ("UR", ids.url), ("N1", entry.note),
    )  # fmt: skip
    yield from (f"{tag}  - {_one_line(value)}" for tag, value in fields if value is not None)
    yield "ER  - "
    yield ""


def _one_line(value: object) -> str:
    return " ".join(str(value).split())


# --- BibTeX -------------------------------------------------------------------


def to_bibtex(article: Article, knowledge: Knowledge) -> str:
    """One entry each; what TeX would read as a command is escaped, addresses stand as they are."""
    return "\n".join(_bibtex(entry) for entry in entries(article, knowledge))


def _bibtex(entry: Entry) -> str:
    source, ids = entry.source, entry.source.identifiers
    house = "institution" if entry.kind.bibtex == "techreport" else "publisher"
    words = (
        ("author", f"{{{_tex(source.authors)}}}" if source.authors else None),
        ("title", f"{{{_tex(source.title)}}}"),
        (house, _tex(source.publisher) if source.publisher else None),
        ("year", str(source.year) if source.year else None),
        ("number", _tex(ids.number) if ids.number else None),
        ("isbn", ids.isbn),
        ("pmid", ids.pmid),
        ("pmcid", ids.pmcid),
        ("doi", _address(ids.doi)),
        ("url", _address(ids.url)),
        ("note", _tex(entry.note)),
    )
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in words if value is not None)
    return f"@{entry.kind.bibtex}{{{source.id},\n{fields}\n}}\n"


_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": "$<$", ">": "$>$",
}  # fmt: skip


def _tex(text: str | None) -> str:
    """Words in which nothing is a command of TeX."""
    return "".join(_TEX.get(c, c) for c in _one_line(text or ""))


def _address(text: str | None) -> str | None:
    """An address or DOI, verbatim but for what would end the field."""
    return None if text is None else re.sub(r"[\s{}\\]", lambda found: f"%{ord(found[0]):02X}", text)


# --- CSL-JSON -----------------------------------------------------------------


def to_csl_json(article: Article, knowledge: Knowledge) -> str:
    """A list of items as citation processors read them."""
    items = [_csl(entry) for entry in entries(article, knowledge)]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _csl(entry: Entry) -> dict[str, Any]:
    source, ids = entry.source, entry.source.identifiers
    day = source.checked_on
    fields = {
        "id": source.id,
        "type": entry.kind.csl,
        "title": _one_line(source.title),
        "author": [{"literal": source.authors}] if source.authors else None,
        "publisher": source.publisher,
        "issued": {"date-parts": [[source.year]]} if source.year else None,
        "genre": source.type.value,
        "number": ids.number,
        "DOI": ids.doi,
        "PMID": ids.pmid,
        "PMCID": ids.pmcid,
        "ISBN": ids.isbn,
        "URL": ids.url,
        "accessed": {"date-parts": [[day.year, day.month, day.day]]} if ids.url else None,
        "note": entry.note,
    }
    return {name: value for name, value in fields.items() if value is not None}
