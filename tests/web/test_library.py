"""The library: every entry has its page, every link leads somewhere, the search finds, and REST holds the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import urlsplit

import pytest
from pydantic import TypeAdapter
from starlette.testclient import TestClient
from tests.web.reading_pages import Read, read_page

from curbside.doors.web.app import application
from curbside.doors.web.guard import Guard
from curbside.doors.web.rest_library import SERVED, EntryOut, ListOut
from curbside.doors.web.views.library import Library, library_of
from curbside.doors.web.views.library_shelves import KINDS, Entry
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Verification
from curbside.settings import Settings

STARTS = ("/library", "/about", "/calculators", *(f"/library/{kind.slug}" for kind in KINDS))
SPITEFUL = "<script>alert(1)</script>\"'><img src=x>"


@pytest.fixture(scope="module")
def client(knowledge: Knowledge, settings: Settings) -> Iterator[TestClient]:
    plain = {"accept-encoding": "identity", "accept": "text/html"}
    app = Guard(application(settings, knowledge), settings)
    with TestClient(app, base_url="http://localhost", headers=plain) as opened:
        yield opened


@pytest.fixture(scope="module")
def library(knowledge: Knowledge) -> Library:
    return library_of(knowledge)


@pytest.fixture(scope="module")
def pages(client: TestClient, library: Library) -> Mapping[str, Read]:
    """Every page of the library, read once."""
    entries = [entry for kind in KINDS if kind.slug != "terms" for entry in library.shelves[kind.slug]]
    found = {}
    for address in (*STARTS, *(entry.address for entry in entries)):
        answer = client.get(address)
        assert answer.status_code == 200, address
        found[address] = read_page(answer.text)
    return found


def spoken(text: str) -> str:
    return " ".join(text.split())


def test_every_entry_of_every_kind_has_a_page_that_holds_its_title(pages: Mapping[str, Read], library: Library) -> None:
    assert len(pages) > 2000
    for kind in KINDS:
        for entry in library.shelves[kind.slug]:
            page = pages["/library/terms" if kind.slug == "terms" else entry.address]
            assert spoken(entry.title) in page.words, entry.address


def test_no_link_inside_the_library_is_dead(client: TestClient, pages: Mapping[str, Read]) -> None:
    seen: dict[str, Read] = dict(pages)
    for address, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or not (parts.path or parts.fragment):
                assert parts.scheme in ("http", "https"), (address, link)
                continue
            target = f"{parts.path or urlsplit(address).path}{'?' + parts.query if parts.query else ''}"
            target = address if not parts.path else target
            if target not in seen:
                answer = client.get(target)
                assert answer.status_code == 200, (address, link)
                seen[target] = read_page(answer.text)
            assert not parts.fragment or parts.fragment in seen[target].ids, (address, link)


def test_a_page_has_one_first_heading_unique_ids_labels_and_scopes(pages: Mapping[str, Read]) -> None:
    for address, page in pages.items():
        twice = [name for name, count in Counter(page.ids).items() if count > 1]
        assert page.headings.count("h1") == 1, address
        assert not twice, (address, twice)
        assert not page.unlabelled, (address, page.unlabelled)
        assert all("scope" in head for head in page.heads), address


def test_a_later_page_of_a_list_goes_on_where_the_first_ended(client: TestClient, library: Library) -> None:
    first, second = (read_page(client.get(f"/library/facts?page={n}").text).links for n in (1, 2))
    addresses = [entry.address for entry in library.shelves["facts"]]
    assert [link for link in first if link in addresses] == addresses[:40]
    assert [link for link in second if link in addresses] == addresses[40:80]
    assert client.get("/library/facts?page=99999").status_code == 200


def test_a_filter_leaves_only_what_carries_it(client: TestClient, knowledge: Knowledge) -> None:
    page = read_page(client.get("/library/recommendations", params={"urgency": "emergency", "q": "cauda"}).text)
    named = [link.rsplit("/", 1)[1] for link in page.links if link.startswith("/library/recommendations/")]
    assert "suspected-cauda-equina" in named
    assert {knowledge.recommendations[name].urgency.value for name in named} == {"emergency"}


# --- the search ---------------------------------------------------------------


def first(client: TestClient, words: str) -> str:
    page = read_page(client.get("/library", params={"q": words}).text)
    return next(link for link in page.links if link.count("/") == 3)


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("suspected cauda equina syndrome", "/library/recommendations/suspected-cauda-equina"),
        ("suspected-cauda-equina", "/library/recommendations/suspected-cauda-equina"),
        ("SUSPECTED cauda EQUINA", "/library/recommendations/suspected-cauda-equina"),
        ("RF-01", "/library/statements/RF-01"),
        ("rf-01", "/library/statements/RF-01"),
        ("gabapentin", "/library/medicines/gabapentin"),
        ("gabapentn", "/library/medicines/gabapentin"),
        ("Neurontin", "/library/medicines/gabapentin"),
        ("Oswestry", "/library/instruments/oswestry"),
        ("10.1016/j.spinee.2019.05.008", "/library/sources/P-R96"),
    ],
)
def test_the_search_finds_by_words_by_id_and_after_a_slip(client: TestClient, words: str, address: str) -> None:
    hits = read_page(client.get("/library", params={"q": words}).text).links
    assert address in hits[:12]
    assert first(client, words) == address or words in ("Neurontin",)


def test_a_search_without_a_hit_says_what_to_do(client: TestClient) -> None:
    page = read_page(client.get("/library", params={"q": "zzzzqqq"}).text)
    assert "Nothing was found" in page.words
    assert "/library/recommendations" in page.links


def test_more_hits_than_are_shown_are_counted(client: TestClient, library: Library) -> None:
    words = "pain"
    assert len(library.search(words).entries) > 50
    page = read_page(client.get("/library", params={"q": words}).text)
    assert f"The closest 50 of {len(library.search(words).entries)} entries" in page.words
    assert len([link for link in page.links if link.count("/") == 3]) <= 50


@pytest.mark.parametrize("address", ["/library", "/library/recommendations", "/library/terms", "/library/facts"])
def test_nothing_that_was_typed_comes_back_unescaped(client: TestClient, address: str) -> None:
    text = client.get(address, params={"q": SPITEFUL, "section": SPITEFUL, "page": SPITEFUL}).text
    assert "<script>alert" not in text
    assert "<img" not in text
    assert escape("<script>", quote=False) in text


@pytest.mark.parametrize("path", ["/library/nothing", "/library/sources/NO-1", "/library/terms/x", "/library/facts/x"])
def test_what_does_not_exist_is_a_page_that_says_so(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Nothing has this name" in answer.text


# --- what the pages must not hide ---------------------------------------------


def test_a_source_that_is_not_in_force_is_shown_loudly(pages: Mapping[str, Read], knowledge: Knowledge) -> None:
    for source in knowledge.sources.values():
        words = pages[f"/library/sources/{source.id}"].words
        loud = "Refused: never support" in words or "no longer in force, never support" in words
        assert loud == (source.status != "current"), source.id
        assert source.verification is not Verification.memory or "From memory: check the source" in words, source.id


def test_a_source_page_holds_every_statement_that_cites_it(pages: Mapping[str, Read], knowledge: Knowledge) -> None:
    for statement in knowledge.statements.values():
        for source in statement.sources:
            assert f"/library/statements/{statement.id}" in pages[f"/library/sources/{source}"].links


def test_a_recommendation_shows_its_evidence_and_that_its_examples_hold(
    pages: Mapping[str, Read], knowledge: Knowledge
) -> None:
    for rule in knowledge.recommendations.values():
        page = pages[f"/library/recommendations/{rule.id}"]
        assert all(f"/library/statements/{row}" in page.links for row in rule.because), rule.id
        assert f"{len(rule.tests)} come out as expected" in page.words, rule.id
        assert "Not yet reviewed by a clinician" in page.words


def test_a_figure_of_a_statement_stands_with_its_population(pages: Mapping[str, Read], knowledge: Knowledge) -> None:
    for statement in knowledge.statements.values():
        words = pages[f"/library/statements/{statement.id}"].words
        for figure in statement.figures.values():
            assert spoken((figure.population or statement.population).rstrip(".")) in words, statement.id


def test_items_of_a_questionnaire_stand_only_where_its_licence_allows(
    pages: Mapping[str, Read], knowledge: Knowledge
) -> None:
    for name in knowledge.questionnaires:
        assert "The items are not shown" in pages[f"/library/instruments/{name}"].words
    for name, score in knowledge.shelves["instruments"].items():
        words = pages[f"/library/instruments/{name}"].words
        assert ("The items are not shown" in words) == (not score.items)


def test_a_medicine_without_a_row_is_not_assessed_and_never_safe(
    pages: Mapping[str, Read], knowledge: Knowledge
) -> None:
    for drug in knowledge.shelves["drugs"].values():
        words = pages[f"/library/medicines/{drug.id}"].words
        if drug.kind == "interacting":
            assert "never proposed" in words
        assert "not assessed" in words or "not stated" in words, drug.id
    gabapentin = pages["/library/medicines/gabapentin"].words
    assert "After haemodialysis" in gabapentin
    assert "A pair without a row was not assessed" in gabapentin


def test_every_row_that_names_a_medicine_stands_on_its_page(pages: Mapping[str, Read], knowledge: Knowledge) -> None:
    for table in ("limits", "cautions", "boxed_warnings"):
        for entry in knowledge.shelves[table].values():
            for name in entry.drugs:
                if name in knowledge.shelves["drugs"] and name not in getattr(entry, "except_drugs", ()):
                    assert spoken(entry.says) in pages[f"/library/medicines/{name}"].words, (table, entry.id, name)


def test_a_question_is_answered_in_the_words_of_its_reader_and_can_be_asked(client: TestClient) -> None:
    address = "/library/questions/cauda-equina-one-feature"
    texts = {who: client.get(address, params={"audience": who}).text for who in ("specialist", "patient")}
    assert "Draft for a clinician to release" in texts["patient"]
    assert "Draft for a clinician to release" not in texts["specialist"]
    for text in texts.values():
        page = read_page(text)
        assert {"method": "post", "action": "/consults", "data-progress": "Reading and judging"} in page.forms
    assert client.get(address, params={"audience": "nobody"}).status_code == 422


# --- REST ---------------------------------------------------------------------


def rest(client: TestClient, path: str, **asked: object) -> dict[str, object]:
    answer = client.get(f"/api/v1{path}", params={k: str(v) for k, v in asked.items()})
    assert answer.status_code == 200, (path, answer.text)
    told: dict[str, object] = answer.json()
    return told


def test_rest_lists_hold_exactly_the_entries_of_the_knowledge_base(client: TestClient, library: Library) -> None:
    for kind in SERVED:
        ids: list[str] = []
        while True:
            told = TypeAdapter(ListOut).validate_python(rest(client, f"/{kind.slug}", limit=200, offset=len(ids)))
            ids += [item["id"] for item in told["items"]]
            if not told["items"]:
                break
        assert ids == [entry.id for entry in library.shelves[kind.slug]]
        assert told["total"] == len(ids)


def test_every_entry_is_served_in_full_with_its_sources(client: TestClient, library: Library) -> None:
    shape = TypeAdapter(EntryOut)
    entries: list[Entry] = [entry for kind in SERVED for entry in library.shelves[kind.slug]]
    for entry in entries:
        told = shape.validate_python(rest(client, f"/{entry.kind}/{entry.id}"))
        assert (told["id"], told["title"], told["record"]["id"]) == (entry.id, entry.title, entry.id)


def test_a_rule_served_by_rest_tells_its_logic_its_figures_and_its_sources(
    client: TestClient, knowledge: Knowledge
) -> None:
    told = TypeAdapter(EntryOut).validate_python(rest(client, "/recommendations/suspected-cauda-equina"))
    leaves = [part["reads"] for part in told["record"]["when"]["parts"]]
    assert leaves[:2] == ["saddle_sensory_change", "bladder_change"]
    assert "ces_mri_limit" in told["figures"]
    assert told["figures"]["ces_mri_limit"][0]["population"]
    rows = knowledge.recommendations["suspected-cauda-equina"].because
    named = {source for row in rows for source in knowledge.statements[row].sources}
    assert named <= {source["id"] for source in told["sources"]}


def test_a_search_by_rest_is_the_search_of_the_page(client: TestClient, library: Library) -> None:
    told = TypeAdapter(ListOut).validate_python(rest(client, "/search", q="gabapentn", limit=5))
    assert told["items"][0]["id"] == "gabapentin"
    assert told["read_as"] == {"gabapentn": "gabapentin"}
    assert told["total"] == len(library.search("gabapentin").entries)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/facts/none", 404), ("/nothing", 404), ("/facts?limit=0", 422), ("/facts?offset=-1", 422), ("/search", 422)],
)
def test_a_refusal_is_a_problem_and_no_page(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_every_operation_has_its_own_name_and_says_what_it_does(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    operations = [operation for methods in paths.values() for operation in methods.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    assert all(operation.get("summary") and operation.get("description") for operation in operations)
    assert {f"list_{kind.slug}" for kind in SERVED} <= set(names)
