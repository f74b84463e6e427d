"""Beneath an emergency stands what is dangerous in the medicines that were named."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from tests.shipped import knowledge

from curbside.article.model import ArticleSection, Audience
from curbside.consult import Asked, Consult, consult

DAY = date(2026, 11, 22)
SADDLE = "New saddle numbness since this morning after L4-5 laminectomy. "


@cache
def told(text: str, audience: Audience = Audience.specialist) -> Consult:
    return consult(Asked(text, DAY, audience=audience), knowledge())


def alarms(text: str, audience: Audience = Audience.specialist) -> str:
    section = section_of(text, audience)
    return " ".join(block.text for block in section.blocks) if section is not None else ""


def section_of(text: str, audience: Audience = Audience.specialist) -> ArticleSection | None:
    sections = told(text, audience).article.sections
    return next((section for section in sections if section.id == "dose-alarms"), None)


HAZARDS = (
    ("Takes gabapentin 900 mg tds, eGFR 28.", "above the limit of 700 a day"),
    ("Takes gabapentin 900 mg tds, CrCl 28.", "above the limit of 700 a day"),
    ("Takes oxycodone 20 mg bd and gabapentin 300 mg tds.", "slow breathing"),
    ("Takes oxycodone 20 mg bd and diazepam 5 mg tds.", "With diazepam"),
    ("Takes rivaroxaban 20 mg daily and ibuprofen 600 mg tds.", "With rivaroxaban"),
    ("Takes paracetamol 1 g qid and co-codamol 30/500 two tablets qid.", "above the limit"),
    ("Takes oxycodone 30 mg bd.", "Do not stop oxycodone at once"),
    ("Takes baclofen 20 mg tds.", "Do not stop baclofen at once"),
    ("Takes ibuprofen 600 mg tds, eGFR 24.", "Should the creatinine clearance be like the eGFR"),
)


@pytest.mark.parametrize(("medicines", "words"), HAZARDS, ids=lambda value: value)
def test_a_hazard_is_told_beneath_the_emergency(medicines: str, words: str) -> None:
    text = SADDLE + medicines
    assert told(text).article.urgency.value == "emergency"
    assert words in alarms(text)


@pytest.mark.parametrize("audience", list(Audience))
def test_the_alarms_of_medicines_follow_the_emergency_for_every_reader(audience: Audience) -> None:
    text = SADDLE + "Takes gabapentin 900 mg tds and oxycodone 20 mg bd, eGFR 28."
    sections = [section.id for section in told(text, audience).article.sections]
    assert sections.index("emergencies") < sections.index("dose-alarms")
    assert "700 a day" in alarms(text, audience)


def test_an_unstable_patient_gets_the_dose_alarms_too() -> None:
    text = (
        "Post-op day 1 after fusion, respiratory rate 6, cannot be roused. Oxycodone 40 mg bd, gabapentin 900 mg tds."
    )
    assert "With gabapentin" in alarms(text)


def test_harmless_medicines_make_no_alarm() -> None:
    assert section_of(SADDLE + "Takes paracetamol 500 mg tds.") is None


def test_an_egfr_never_decides_alone() -> None:
    done = told(SADDLE + "Takes gabapentin 900 mg tds, eGFR 28.")
    check = next(check for _, check in done.assessment.medicines.taken if check.drug == "gabapentin")
    assert check.likely
    assert check.verdict.value == "unjudged"


def test_without_an_emergency_the_full_review_stands_alone() -> None:
    done = told("Back pain 1 year after fusion. Takes gabapentin 900 mg tds and oxycodone 20 mg bd, eGFR 28.")
    sections = [section.id for section in done.article.sections]
    assert "medicine-review" in sections
    assert "dose-alarms" not in sections
