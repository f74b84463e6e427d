"""What stands before every page: names, sizes, rates, origins, tokens, headers; and what a log may hold."""

from __future__ import annotations

import gzip
import json
import logging
import re

import pytest
from starlette.testclient import TestClient
from tests.doors.test_private import CANARIES, NOTE, leaked
from tests.web.conftest import CASE, TODAY

from curbside.consult import Asked
from curbside.doors.web.app import application, create_app
from curbside.doors.web.consults import Consults, NoSuchConsultError
from curbside.doors.web.guard import Guard, Rates
from curbside.followup import open_thread
from curbside.knowledge.load import Knowledge
from curbside.settings import SettingRefusedError, Settings

FAST = Settings(today=TODAY.isoformat(), changes_a_minute=100_000)


@pytest.fixture(scope="module")
def client(knowledge: Knowledge) -> TestClient:
    return TestClient(create_app(FAST, knowledge), base_url="http://localhost", raise_server_exceptions=False)


def token_of(client: TestClient, address: str = "/") -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get(address).text)
    assert found
    return found[1]


def asked(client: TestClient, text: str, **more: str) -> str:
    """The address of a new consult."""
    told = {"csrf": token_of(client), "text": text, "audience": "specialist", "region": "us", **more}
    answer = client.post("/consults", data=told, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


# --- who may come in ----------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "", "[::2]"])
def test_a_name_that_is_not_served_is_turned_away(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8377", "[::1]:8377", "LOCALHOST:1"])
def test_the_names_of_this_machine_are_served(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_it_listens_on_loopback_unless_told_otherwise() -> None:
    assert Settings().host == "127.0.0.1"
    assert Settings.from_environment({"CURBSIDE_HOST": "10.0.0.5"}).names >= {"10.0.0.5", "localhost"}


def test_a_setting_that_is_no_number_is_refused_by_name() -> None:
    with pytest.raises(SettingRefusedError, match="CURBSIDE_PORT"):
        Settings.from_environment({"CURBSIDE_PORT": "many"})


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
def test_a_change_from_another_site_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/api/v1/answers", json={"text": "back pain"}, headers=headers).status_code == 403


def test_a_form_without_our_token_is_refused(client: TestClient) -> None:
    client.get("/")
    for told in ({}, {"csrf": "0" * 64}):
        answer = client.post("/consults", data={"text": "back pain", "region": "us", **told})
        assert answer.status_code == 403
        assert "open the page again" in answer.text


def test_a_token_of_another_browser_is_refused(knowledge: Knowledge) -> None:
    app = create_app(FAST, knowledge)
    mine, yours = (TestClient(app, base_url="http://localhost") for _ in range(2))
    yours.get("/")
    answer = yours.post("/consults", data={"csrf": token_of(mine), "text": "back pain", "region": "us"})
    assert answer.status_code == 403


def test_another_browser_does_not_see_a_consult(knowledge: Knowledge) -> None:
    app = create_app(FAST, knowledge)
    mine, yours = (TestClient(app, base_url="http://localhost") for _ in range(2))
    address = asked(mine, "62F, L4/5 fusion 2024, leg pain")
    assert mine.get(address).status_code == 200
    assert yours.get(address).status_code == 404
    assert yours.get(f"/api/v1{address}").status_code == 404


def test_too_large_is_refused_before_it_is_read(client: TestClient) -> None:
    answer = client.post("/api/v1/answers", content=b" " * 1_600_000, headers={"content-type": "application/json"})
    assert answer.status_code == 413


def test_a_text_that_is_too_long_is_refused_and_told_so(client: TestClient) -> None:
    answer = client.post("/api/v1/answers", json={"text": "back pain " * 110_000})
    assert answer.status_code in (413, 422)


def test_too_many_changes_in_a_minute_wait(knowledge: Knowledge) -> None:
    app = Guard(application(FAST, knowledge), Settings(changes_a_minute=3))
    client = TestClient(app, base_url="http://localhost")
    told = [client.post("/api/v1/readings", json={"text": "back pain"}).status_code for _ in range(5)]
    assert told == [200, 200, 200, 429, 429]


def test_a_bucket_fills_again() -> None:
    now = [0.0]
    rates = Rates(60, lambda: now[0])
    assert sum(rates.allows("a") for _ in range(100)) == 60
    now[0] = 10.0
    assert sum(rates.allows("a") for _ in range(100)) == 10
    assert rates.allows("b")


# --- headers ------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/curbside.css", "/api/v1/openapi.json", "/livez"])
def test_every_answer_wears_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_the_cookie_says_nothing_and_is_kept_from_scripts(knowledge: Knowledge) -> None:
    fresh = TestClient(create_app(FAST, knowledge), base_url="http://localhost")
    cookie = fresh.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()


def test_no_page_asks_anything_of_a_third_party(client: TestClient) -> None:
    pages = [client.get("/").text, client.get(asked(client, "62F, L4/5 fusion 2024, leg pain")).text]
    for page in pages:
        assert not re.findall(r'<(?:script|link|img|iframe|source)[^>]+(?:src|href)="(?:https?:)?//', page)
        assert not re.findall(r"<script(?![^>]*src=)", page)
        assert " style=" not in page


def test_the_first_view_is_small(client: TestClient) -> None:
    """At most 150 KB over the wire for an answer with its style and script."""
    address = asked(client, CASE)
    parts = [
        client.get(address).content,
        *(client.get(f"/static/{n}").content for n in ("curbside.css", "curbside.js")),
    ]
    assert sum(len(gzip.compress(part, 5)) for part in parts) <= 150_000


def test_it_says_whether_it_lives_and_is_ready(client: TestClient, knowledge: Knowledge) -> None:
    assert client.get("/livez").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready", "knowledge": knowledge.hash}


# --- what is kept -------------------------------------------------------------


def test_a_consult_is_forgotten_after_its_time(knowledge: Knowledge) -> None:
    now = [0.0]
    consults = Consults(knowledge, 3600, 10, lambda: now[0])
    name = consults.open(open_thread(Asked("leg pain after fusion", TODAY), knowledge), "me")
    now[0] = 3599
    consults.thread(name, "me")
    now[0] = 3599 + 3601
    with pytest.raises(NoSuchConsultError):
        consults.thread(name, "me")


def test_the_oldest_consult_makes_room(knowledge: Knowledge) -> None:
    consults = Consults(knowledge, 3600, 2)
    thread = open_thread(Asked("leg pain after fusion", TODAY), knowledge)
    first, *_ = [consults.open(thread, "me") for _ in range(4)]
    with pytest.raises(NoSuchConsultError):
        consults.thread(first, "me")


def test_an_id_cannot_be_guessed(knowledge: Knowledge) -> None:
    consults = Consults(knowledge, 3600, 100)
    thread = open_thread(Asked("leg pain after fusion", TODAY), knowledge)
    names = {consults.open(thread, "me") for _ in range(50)}
    assert len(names) == 50
    assert all(len(name) >= 22 for name in names)


# --- privacy ------------------------------------------------------------------


def test_forty_identifiers_stand_in_no_log_error_address_or_file_name(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    address = asked(client, NOTE)
    token = token_of(client, address)
    said = [address]
    for form in ("text", "markdown", "json", "letter", "leaflet"):
        answer = client.get(f"{address}/turns/0/{form}")
        assert answer.status_code == 200
        said += [str(answer.headers)]
        assert leaked(answer.text) == [], form
    for canary in CANARIES:
        for reply in (
            client.post(f"{address}/follow-ups", data={"csrf": token, "text": canary}),
            client.post(f"{address}/facts", data={"csrf": token, f"fact:{canary}": canary}),
            client.post(f"{address}/facts", data={"csrf": token, "fact:age": canary}),
            client.post("/consults", data={"csrf": canary, "text": "x", "audience": canary, "region": canary}),
            client.post("/api/v1/answers", json={"text": "leg pain", "facts": {"age": canary}}),
            client.post("/api/v1/answers", json={"text": "leg pain", "facts": {canary: "1"}}),
            client.post("/api/v1/answers", json={"text": "leg pain", canary: canary}),
            client.post("/api/v1/answers", json={"form": {"facts": {canary: canary}}}),
            client.get("/api/v1/schemas/form", params={"q": canary}),
        ):
            said += [str(reply.headers)]
            if reply.status_code >= 400:
                said.append(reply.text)
    said += [record.getMessage() for record in caplog.records if record.name.startswith("curbside")]
    assert leaked("\n".join(said)) == []


def test_a_fault_that_nobody_foresaw_is_told_without_its_words(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Zephyrine Quillfeather")

    monkeypatch.setattr("curbside.doors.web.rest.open_thread", broken)
    client = TestClient(create_app(FAST, knowledge), base_url="http://localhost", raise_server_exceptions=False)
    answer = client.post("/api/v1/answers", json={"text": "leg pain"})
    assert answer.status_code == 500
    assert "RuntimeError" in answer.json()["detail"]
    assert leaked(answer.text + caplog.text) == []


def test_a_log_line_names_the_route_and_never_the_consult(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="curbside.web")
    address = asked(client, "62F, L4/5 fusion 2024, leg pain")
    client.get(address)
    lines = [json.loads(r.getMessage()) for r in caplog.records if r.name == "curbside.web"]
    assert {"/consults/{name}"} <= {line["route"] for line in lines}
    assert address.rsplit("/", 1)[1] not in caplog.text
