"""The calculators as pages and as REST: what they show is what the functions answer, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.reading_pages import read_page

from curbside.doors import calculators as c
from curbside.doors.calculator_requests import DrugNotFoundError
from curbside.doors.web import calculator_pages
from curbside.doors.web.app import application
from curbside.doors.web.guard import Guard
from curbside.doors.web.views.calculators import CALCULATORS
from curbside.knowledge.load import Knowledge
from curbside.settings import Settings

TODAY = date(2026, 11, 22)
SPITEFUL = "<script>alert(1)</script>\"'><img src=x>"
WOMAN = {"age": "70", "sex": "female", "weight": "60", "height": "160", "creatinine": "1.4"}
GIVEN: dict[str, dict[str, str]] = {
    "mme": {"medicines": "oxycodone 10 mg q6h; fentanyl patch 25 mcg/h q72h", "vintage": "cdc_2022"},
    "renal": {**WOMAN, "creatinine": "124", "creatinine_unit": "umol/L"},
    "dose": {"drug": "gabapentin", "taking": "oxycodone 5 mg q6h", **WOMAN},
    "interactions": {"medicines": "tramadol 50 mg tds\nsertraline 50 mg daily\nibuprofen 400 mg tds"},
}
ASKED: dict[str, tuple[type[Any], Any]] = {
    "mme": (c.MmeRequest, c.mme),
    "renal": (c.RenalRequest, c.renal),
    "dose": (c.DoseRequest, c.dose),
    "interactions": (c.InteractionsRequest, c.interactions),
}


@pytest.fixture
def client(knowledge: Knowledge, settings: Settings) -> Iterator[TestClient]:
    plain = {"accept-encoding": "identity", "accept": "text/html"}
    app = Guard(application(settings, knowledge), settings)
    with TestClient(app, base_url="http://localhost", headers=plain) as opened:
        yield opened


def sent(client: TestClient, slug: str, given: dict[str, str], status: int = 200) -> str:
    """What comes back when a form is filled in and sent."""
    address = f"/calculators/{slug}"
    token = re.search(r'name="csrf" value="(\w+)"', client.get(address).text)
    assert token
    answer = client.post(address, data={"csrf": token[1], **given})
    assert answer.status_code == status, answer.text[:400]
    assert str(answer.url).endswith(address)
    return answer.text


def answered(slug: str, given: dict[str, str], knowledge: Knowledge) -> c.CalculatorAnswer:
    kind, compute = ASKED[slug]
    found: c.CalculatorAnswer = compute(c.request_from(kind, given), knowledge, TODAY)
    return found


def spoken(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("slug", GIVEN)
def test_a_page_shows_what_the_function_answers(client: TestClient, knowledge: Knowledge, slug: str) -> None:
    page = read_page(sent(client, slug, GIVEN[slug]))
    answer = answered(slug, GIVEN[slug], knowledge)
    words = page.words.lower()
    told = (answer.result, answer.formula, answer.units, answer.disclaimer, *answer.arithmetic, *answer.assumptions)
    for text in told:
        assert spoken(text).lower() in words, text
    for missing in answer.missing:
        assert spoken(missing.question).lower() in words
    for source in answer.sources:
        assert f"/library/sources/{source.id}" in page.links
    assert page.headings.count("h1") == 1
    assert len(set(page.ids)) == len(page.ids)
    assert not page.unlabelled


@pytest.mark.parametrize("slug", GIVEN)
def test_a_warning_of_the_function_is_never_left_out(client: TestClient, knowledge: Knowledge, slug: str) -> None:
    given = dict(GIVEN[slug])
    if slug != "renal":
        field = "taking" if slug == "dose" else "medicines"
        given[field] += "; something unreadable"
    words = read_page(sent(client, slug, given)).words.lower()
    for warning in answered(slug, given, knowledge).warnings:
        for part in re.split(r"[.:] | \+ ", warning.rstrip(".")):
            assert spoken(part).lower() in words, part
    if slug != "renal":
        assert "could not be read as a medicine that is taken" in words


@pytest.mark.parametrize("slug", GIVEN)
def test_what_was_typed_stays_in_the_form(client: TestClient, slug: str) -> None:
    text = sent(client, slug, GIVEN[slug])
    for name, value in GIVEN[slug].items():
        if name in ("sex", "vintage", "creatinine_unit"):
            assert f'<option value="{value}" selected>' in text
        else:
            assert f'value="{value}"' in text or f">{value}</textarea>" in text, name


@pytest.mark.parametrize(
    ("slug", "given", "field"),
    [
        ("mme", {"medicines": ""}, "medicines"),
        ("mme", {"medicines": "nothing of ours"}, "medicines"),
        ("renal", {**WOMAN, "age": "old"}, "age"),
        ("renal", {**WOMAN, "creatinine_days": "-3"}, "creatinine_days"),
        ("dose", {**WOMAN, "drug": "nosuchdrug"}, "drug"),
        ("dose", {**WOMAN, "drug": "gabapentin", "fact:ascites": "maybe so"}, "fact-ascites"),
        ("interactions", {"medicines": "x"}, "medicines"),
        ("instruments/opioid-risk-tool", {"item:depression": "yes"}, "sex"),
        ("instruments/numeric-rating-scale", {"total": "a lot"}, "total"),
    ],
)
def test_an_error_stands_beside_its_field_and_at_the_top(
    client: TestClient, slug: str, given: dict[str, str], field: str
) -> None:
    text = sent(client, slug, given, status=422)
    page = read_page(text)
    assert f"#field-{field}" in page.links
    assert f"field-{field}" in page.ids
    assert f"field-{field}-error" in page.ids
    control = next(control for control in page.controls if control.get("id") == f"field-{field}")
    assert control["aria-invalid"] == "true"
    assert f"field-{field}-error" in control["aria-describedby"]
    assert 'role="alert"' in text
    assert "<title>Error: " in text
    for name, value in given.items():
        if value and name not in ("sex",) and not name.startswith(("item:", "fact:")):
            assert value in text


def test_what_decides_and_is_missing_becomes_a_field_and_its_answer_counts(client: TestClient) -> None:
    given = {"drug": "ibuprofen", "age": "40", "sex": "male", "weight": "80", "creatinine": "1.0"}
    page = read_page(sent(client, "dose", given))
    open_ = [control["name"] for control in page.controls if control.get("name", "").startswith("fact:")]
    assert "fact:gi_bleed_active" in open_
    denied = read_page(sent(client, "dose", {**given, **dict.fromkeys(open_, "no")})).words
    assert "hold until the open questions are answered" in page.words
    assert "hold until the open questions are answered" not in denied
    bleeding = read_page(sent(client, "dose", {**given, "fact:gi_bleed_active": "yes"})).words
    assert "Dose for this patient" in denied
    assert "Dose for this patient" not in bleeding


def test_the_calculators_put_nothing_of_a_patient_into_an_address(client: TestClient, knowledge: Knowledge) -> None:
    slugs = [calculator.slug for calculator in CALCULATORS]
    slugs += [f"instruments/{entry.id}" for entry in c.instruments(knowledge)]
    for slug in slugs:
        forms = read_page(client.get(f"/calculators/{slug}").text).forms
        assert [form["method"] for form in forms] == ["post"], slug


@pytest.mark.parametrize("slug", [*GIVEN, "instruments/oswestry"])
def test_nothing_that_was_typed_comes_back_unescaped(client: TestClient, slug: str) -> None:
    fields = ("medicines", "drug", "taking", "age", "sex", "weight", "creatinine", "total", "region", "fact:ascites")
    text = sent(client, slug, dict.fromkeys(fields, SPITEFUL), status=422)
    assert "<script>alert" not in text
    assert "<img" not in text


def test_a_form_of_another_site_computes_nothing(client: TestClient) -> None:
    answer = client.post("/calculators/mme", data={"medicines": "oxycodone 10 mg q6h", "csrf": "x"})
    assert answer.status_code == 403
    assert "MME/day" not in answer.text


def test_a_total_is_put_into_its_band_and_items_are_added(client: TestClient) -> None:
    odi = read_page(sent(client, "instruments/oswestry", {"total": "44"})).words
    assert "44, severe" in odi
    assert "No score by itself denies or stops a treatment" in odi
    ort = read_page(sent(client, "instruments/opioid-risk-tool", {"sex": "male", "item:depression": "yes"})).words
    assert "at least 1, low so far" in ort


def test_a_medicine_page_leads_to_its_dose(client: TestClient) -> None:
    assert 'value="gabapentin"' in client.get("/calculators/dose?drug=gabapentin").text


# --- REST ---------------------------------------------------------------------


@pytest.mark.parametrize("slug", GIVEN)
def test_rest_answers_what_the_function_answers(client: TestClient, knowledge: Knowledge, slug: str) -> None:
    told = client.post(f"/api/v1/calculators/{slug}", json=GIVEN[slug])
    assert told.status_code == 200, told.text
    assert told.json() == answered(slug, GIVEN[slug], knowledge).model_dump(mode="json")


def test_an_instrument_by_rest_answers_what_the_function_answers(client: TestClient, knowledge: Knowledge) -> None:
    for entry in c.instruments(knowledge):
        told = client.post(f"/api/v1/calculators/instruments/{entry.id}", json={}).json()
        assert told == c.instrument(c.InstrumentRequest(name=entry.id), knowledge, TODAY).model_dump(mode="json")


@pytest.mark.parametrize(
    ("path", "body", "status", "place"),
    [
        ("mme", {"medicines": "SECRETNAME"}, 422, "medicines"),
        ("dose", {"drug": "SECRETNAME"}, 422, "drug"),
        ("renal", {"age": "SECRETNAME"}, 422, "age"),
        ("renal", {"sex": "SECRETNAME"}, 422, "sex"),
        ("interactions", {"SECRETNAME": 1}, 422, "medicines"),
        ("instruments/none", {}, 404, "name"),
        ("instruments/oswestry", {"total": "SECRETNAME"}, 422, "total"),
    ],
)
def test_a_refusal_by_rest_names_its_place_and_never_what_was_typed(
    client: TestClient, path: str, body: dict[str, Any], status: int, place: str
) -> None:
    answer = client.post(f"/api/v1/calculators/{path}", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert place in answer.json()["detail"]
    assert "SECRETNAME" not in answer.json()["detail"] or "SECRETNAME" in body


def test_a_calculator_that_does_not_exist_says_so(client: TestClient) -> None:
    assert client.get("/calculators/horoscope").status_code == 404
    assert client.get("/calculators/instruments/horoscope").status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "place"),
    [
        ("mme", {"medicines": "SECRETNAME"}, "medicines"),
        ("dose", {"drug": "SECRETNAME"}, "drug"),
        ("renal", {"age": "SECRETNAME"}, "age"),
        ("instruments/none", {}, "name"),
    ],
)
def test_a_program_finds_the_refused_field_of_a_calculator_without_reading_the_sentence(
    client: TestClient, path: str, body: dict[str, Any], place: str
) -> None:
    told = client.post(f"/api/v1/calculators/{path}", json=body).json()
    (error,) = told["errors"]
    assert error["place"] == place
    assert told["detail"] == f"{place}: {error['detail']}"
    assert "SECRETNAME" not in str(told)


@pytest.mark.parametrize(
    ("error", "status"), [(c.CalculatorRefusedError, 422), (DrugNotFoundError, 422), (c.InstrumentNotFoundError, 404)]
)
def test_a_refusal_that_no_form_shows_is_a_page_that_says_what_to_do(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, error: type[c.CalculatorRefusedError], status: int
) -> None:
    def refuse(_knowledge: Knowledge) -> None:
        raise error("cannot be used", "drug", "write the generic name")

    monkeypatch.setattr(calculator_pages, "instruments", refuse)
    answer = client.get("/calculators")
    assert answer.status_code == status
    assert "Drug: cannot be used: write the generic name." in answer.text
    assert "If this may be an emergency, act on that first." in answer.text
