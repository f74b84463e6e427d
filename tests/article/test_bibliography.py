"""References go to reference managers and come back as they are: read by parsers that know nothing of ours."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import bibtexparser
import jsonschema
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from tests.shipped import knowledge

from curbside.article.bibliography import KINDS, READ, to_bibtex, to_csl_json, to_ris
from curbside.article.model import Article, Reference
from curbside.consult import Asked, consult
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Source, SourceType, Verification
from curbside.knowledge.model.evidence import Identifiers

QUESTION = "58F, leg pain after L4/5 fusion two years ago. Takes gabapentin 600 mg tds and oxycodone 10 mg q6h."


@cache
def article() -> Article:
    return consult(Asked(QUESTION, date(2026, 11, 22)), knowledge()).article


def reference(n: int, source: Source) -> Reference:
    named = tuple((str(k), str(v)) for k, v in source.identifiers.model_dump(exclude_none=True).items())
    return Reference(
        n, source.id, source.type, source.title, source.authors, source.year, named, source.verification, source.region
    )


def citing(*sources: Source) -> tuple[Article, Knowledge]:
    """An article whose references are these sources, and a knowledge base that holds them."""
    known = replace(knowledge(), sources={source.id: source for source in sources})
    return replace(article(), references=tuple(reference(n, s) for n, s in enumerate(sources, 1))), known


@cache
def every() -> tuple[Article, Knowledge]:
    """An article that cites every source of the knowledge base."""
    return citing(*knowledge().sources.values())


NASTY = Source(
    id="P-X1",
    type=SourceType.research,
    title='100% of A&B #1: cost_$5 {braced} ~tilde^ \\alpha <3 weeks> "quoted"\nER  - second line',
    authors="O'Neil Å, van den Berg & Sons",
    publisher="Smith & Sons_Ltd",
    year=2020,
    identifiers=Identifiers(
        doi="10.1000/a_b<c>%23", url="https://example.org/a_b%20c?x=1&y={2}#z", pmid="1", number="N_1"
    ),
    verification=Verification.partly,
    checked_on=date(2026, 11, 22),
)


def spaced(text: str) -> str:
    return " ".join(text.split())


# --- RIS ----------------------------------------------------------------------


def test_ris_comes_back_with_every_source_and_nothing_else() -> None:
    cited, known = every()
    back = rispy.loads(to_ris(cited, known))
    assert [entry["id"] for entry in back] == [r.source for r in cited.references]
    for entry in back:
        source = known.sources[entry["id"]]
        assert entry["title"] == spaced(source.title)
        assert entry.get("doi") == source.identifiers.doi
        assert entry.get("accession_number") == source.identifiers.pmid
        assert entry.get("custom2") == source.identifiers.pmcid
        assert entry.get("urls", [None])[0] == source.identifiers.url
        assert entry.get("year") == (str(source.year) if source.year else None)
        assert entry["type_of_reference"] == KINDS[source.type].ris


def test_every_line_of_ris_is_a_tag_or_parts_two_records() -> None:
    cited, known = citing(NASTY)
    text = to_ris(cited, known)
    lines = text.split("\r\n")
    assert "\n" not in "".join(lines)
    assert lines.pop() == ""
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*|", line) for line in lines)
    assert lines[0] == "TY  - JOUR"
    assert [line for line in lines if line.startswith("ER")] == ["ER  - "], "a title cannot end its record"
    assert rispy.loads(text)[0]["title"] == spaced(NASTY.title)


# --- BibTeX -------------------------------------------------------------------


def parsed(cited: Article, known: Knowledge) -> Any:
    library = bibtexparser.parse_string(
        to_bibtex(cited, known), append_middleware=[LatexDecodingMiddleware(keep_math_mode=False)]
    )
    assert library.failed_blocks == []
    return library


def test_bibtex_comes_back_with_every_source_as_people_will_see_it() -> None:
    cited, known = every()
    library = parsed(cited, known)
    assert [entry.key for entry in library.entries] == [r.source for r in cited.references]
    for entry in library.entries:
        source, fields = known.sources[entry.key], entry.fields_dict
        assert entry.entry_type == KINDS[source.type].bibtex
        assert spaced(fields["title"].value).strip("{}") == spaced(source.title)
        assert ("pmid" in fields) == (source.identifiers.pmid is not None)


def test_addresses_and_dois_stand_verbatim_in_bibtex() -> None:
    cited, known = every()
    library = bibtexparser.parse_string(to_bibtex(cited, known))
    for entry in library.entries:
        ids = known.sources[entry.key].identifiers
        assert (entry.fields_dict["doi"].value if "doi" in entry.fields_dict else None) == ids.doi
        if ids.url is not None and not re.search(r"[\s{}\\]", ids.url):
            assert entry.fields_dict["url"].value == ids.url


def test_nothing_in_a_title_is_a_command_of_tex() -> None:
    cited, known = citing(NASTY)
    text = to_bibtex(cited, known)
    title = next(line for line in text.splitlines() if line.startswith("  title"))
    bare = re.sub(r"\\(?:textbackslash|textasciitilde|textasciicircum)\{\}|\$[<>]\$|\\[&%$#_{}]", "", title)
    assert re.search(r"[&%$#_~^<>\\]", bare) is None
    assert text.count("\n@") == 0
    entry = parsed(cited, known).entries[0]
    assert spaced(entry.fields_dict["title"].value).strip("{}").replace("\u02c6", "^") == spaced(NASTY.title)


def test_braces_of_every_entry_balance() -> None:
    for cited, known in (every(), citing(NASTY)):
        bare = re.sub(r"\\[{}]", "", to_bibtex(cited, known))
        depth = 0
        for sign in re.findall(r"[{}]", bare):
            depth += 1 if sign == "{" else -1
            assert depth >= 0
        assert depth == 0


# --- CSL-JSON -----------------------------------------------------------------

_DATE = {
    "type": "object",
    "required": ["date-parts"],
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        }
    },
}
_WORDS = ("title", "publisher", "genre", "number", "DOI", "PMID", "PMCID", "ISBN", "URL", "note")
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string"},
            "type": {"enum": ["article-journal", "report", "document", "dataset", "manuscript"]},
            "author": {
                "type": "array",
                "items": {
                    "type": "object", "additionalProperties": False, "required": ["literal"],
                    "properties": {"literal": {"type": "string"}},
                },
            },
            "issued": _DATE,
            "accessed": _DATE,
            **{name: {"type": "string", "minLength": 1} for name in _WORDS},
        },
    },
}  # fmt: skip
"""The essentials of the CSL data schema 1.0.2 for the variables that are written here."""


def test_csl_json_holds_to_the_schema_and_to_the_sources() -> None:
    for cited, known in (every(), citing(NASTY)):
        items = json.loads(to_csl_json(cited, known))
        jsonschema.validate(items, CSL)
        assert [item["id"] for item in items] == [r.source for r in cited.references]
        for item in items:
            source = known.sources[item["id"]]
            assert item["title"] == spaced(source.title)
            assert item.get("DOI") == source.identifiers.doi
            assert item.get("PMID") == source.identifiers.pmid
            assert item.get("PMCID") == source.identifiers.pmcid
            assert item.get("URL") == source.identifiers.url
            assert item.get("issued") == ({"date-parts": [[source.year]]} if source.year else None)


# --- all three ----------------------------------------------------------------


@pytest.mark.parametrize("write", [to_ris, to_bibtex, to_csl_json])
def test_every_entry_tells_how_far_its_source_was_read(write: Any) -> None:
    text = write(article(), knowledge())
    for number in article().references:
        assert f"reference {number.n} of Curbside" in text
    for verification in {r.verification for r in article().references}:
        assert READ[verification] in text


@pytest.mark.parametrize("write", [to_ris, to_bibtex, to_csl_json])
def test_keys_stay_the_same_whatever_else_is_cited(write: Any) -> None:
    one = next(s for s in knowledge().sources.values() if s.identifiers.doi)
    first = write(*citing(one))
    second = write(*citing(NASTY, one))
    assert one.id in first
    assert one.id in second
    assert write(*citing(one)) == first


def test_every_type_of_source_has_its_kind() -> None:
    assert set(KINDS) == set(SourceType)


def test_nothing_of_the_patient_is_among_the_references() -> None:
    for write in (to_ris, to_bibtex, to_csl_json):
        text = write(article(), knowledge())
        assert "58F" not in text
        assert article().title not in text
