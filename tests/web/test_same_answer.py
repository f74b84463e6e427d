"""One case, one plan: the command line, REST and the page give the same plan hash; so do a text and its form."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.testclient import TestClient
from tests.doors.conftest import curbside, one_knowledge_base
from tests.shipped import knowledge as shipped
from tests.web.test_guard import asked

from curbside.consult import Asked, consult
from curbside.doors.web.app import create_app
from curbside.knowledge.load import Knowledge
from curbside.settings import Settings

__all__ = ["curbside", "one_knowledge_base"]

ACCEPTANCE = Path(__file__).resolve().parents[1] / "acceptance"
TODAY = "2026-11-22"


@cache
def cases() -> list[str]:
    """Fifty: vignettes as they are written on the ward, cases with a question, then questions of the bank."""
    vignettes = yaml.safe_load((ACCEPTANCE / "vignettes.yaml").read_text(encoding="utf-8"))
    texts = [entry["text"] for entry in vignettes]
    questions = yaml.safe_load((ACCEPTANCE / "questions.yaml").read_text(encoding="utf-8"))
    texts += [entry["text"] if isinstance(entry, dict) else str(entry) for entry in questions]
    bank = [question.text for question in shipped().questions.values()]
    return [*texts, *bank][:50]


@pytest.fixture(scope="module")
def client(knowledge: Knowledge) -> TestClient:
    settings = Settings(today=TODAY, changes_a_minute=100_000)
    return TestClient(create_app(settings, knowledge), base_url="http://localhost", raise_server_exceptions=False)


@pytest.mark.parametrize("text", cases())
def test_the_same_plan_through_every_door(text: str, client: TestClient, curbside: Callable[..., Any]) -> None:
    by_line = json.loads(curbside("ask", "-", "--today", TODAY, "--format", "json", stdin=text.encode()).out)
    by_rest = client.post("/api/v1/answers", json={"text": text, "today": TODAY}).json()
    page = client.get(asked(client, text)).text
    by_page = re.search(r"plan ([0-9a-f]{12})\)", page)
    assert by_page is not None
    assert by_line["plan_hash"] == by_rest["plan_hash"]
    assert by_line["plan_hash"].startswith(by_page[1])
    assert by_line == by_rest


def test_there_are_fifty_cases() -> None:
    assert len(cases()) == 50


def test_every_sentence_of_the_answer_stands_on_the_page(client: TestClient, knowledge: Knowledge) -> None:
    text = cases()[0]
    article = consult(Asked(text, date.fromisoformat(TODAY)), knowledge).article
    page = _words(client.get(asked(client, text)).text)
    told = [s for s in article.sections if s.id not in ("understood", "unknowns", "conflicts", "criteria")]
    for block in (article.bottom_line, *(block for section in told for block in section.blocks)):
        assert _words(block.text) in page
    for reference in article.references:
        assert _words(reference.title) in page


def test_no_citation_of_a_page_points_to_nothing(client: TestClient) -> None:
    for text in cases()[:10]:
        page = client.get(asked(client, text)).text
        anchors = set(re.findall(r'id="([^"]+)"', page))
        wanted = set(re.findall(r'href="#([^"]+)"', page))
        assert wanted <= anchors
        assert len(re.findall(r'id="([^"]+)"', page)) == len(anchors)


def test_a_form_gives_the_plan_of_its_text(client: TestClient) -> None:
    text = cases()[0]
    read = client.post("/api/v1/readings", json={"text": text, "today": TODAY}).json()
    by_text = client.post("/api/v1/answers", json={"text": text, "today": TODAY}).json()
    by_form = client.post("/api/v1/answers", json={"form": read["form"], "today": TODAY}).json()
    assert by_form["plan_hash"] == by_text["plan_hash"]


def test_rest_goes_on_as_the_pages_do(client: TestClient) -> None:
    opened = client.post("/api/v1/consults", json={"text": cases()[5], "today": TODAY}).json()
    address = f"/api/v1/consults/{opened['id']}"
    told = client.post(f"{address}/follow-ups", json={"text": "what if eGFR is 25?"}).json()
    assert told["turns"][1]["kind"] == "supposed"
    assert any(f["fact"] == "egfr" for f in told["changes"]["facts"])
    corrected = client.post(f"{address}/facts", json={"facts": {"saddle_sensory_change": True}}).json()
    assert corrected["answer"]["urgency"] == "emergency"
    first = client.get(f"{address}/turns/0").json()
    assert first["answer"]["plan_hash"] == opened["answer"]["plan_hash"]
    assert first["changes"] is None
    patient = client.get(address, params={"audience": "patient"}).json()
    assert patient["answer"]["plan_hash"] == corrected["answer"]["plan_hash"]
    assert patient["answer"]["article"]["audience"] == "patient"
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("form", ["text", "markdown", "letter", "json", "pdf", "leaflet-pdf"])
def test_every_form_of_an_answer_can_be_had(form: str, client: TestClient) -> None:
    opened = client.post("/api/v1/consults", json={"text": cases()[1], "today": TODAY}).json()
    answer = client.get(f"/api/v1/consults/{opened['id']}/turns/0/{form}")
    assert answer.status_code == 200
    assert len(answer.content) > 500


def test_the_description_is_openapi_three_one_with_examples(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert operation["operationId"], (method, path)
            assert operation["summary"], (method, path)
    assert "examples" in described["paths"]["/api/v1/consults"]["post"]["requestBody"]["content"]["application/json"]


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", html.unescape(re.sub(r"<[^>]+>", " ", text))))
