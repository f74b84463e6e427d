"""Letters say what was read, what was denied, what nobody asked, and never a decision about coverage."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.shipped import knowledge

from curbside.article.letter import to_letter, write_letter
from curbside.article.model import Article, Audience
from curbside.consult import Asked, Consult, consult
from curbside.doors.rendering import render
from curbside.knowledge.model import ActKind
from curbside.pathway.model import Documented

INFECTED = (
    "Fever and a leaking wound nine days after L4-L5 fusion. Takes oxycodone 5 mg every 6 hours. "
    "No saddle numbness. Tried physiotherapy for 6 weeks without benefit. What should I do?"
)
FUSION = "Is fusion indicated? Chronic low back pain and leg pain after 2 back surgeries, failed conservative care."
EMERGENCY = "New saddle numbness and cannot pass urine since yesterday. Is a fusion indicated after two discectomies?"


HERE = Path(__file__).parent.parent / "acceptance"
CASES: list[dict[str, Any]] = [c for path in sorted(HERE.glob("*.yaml")) for c in yaml.safe_load(path.read_text())]


@cache
def told(text: str, audience: Audience = Audience.specialist) -> Consult:
    return consult(Asked(text, date(2026, 11, 22), audience=audience), knowledge())


def letter(text: str, audience: Audience = Audience.specialist) -> Article:
    done = told(text, audience)
    return write_letter(done.assessment, done.evidence, knowledge(), audience)


def section(article: Article, name: str) -> str:
    return "\n".join(b.text for s in article.sections if s.id == name for b in s.blocks)


@pytest.mark.parametrize("text", [INFECTED, FUSION, EMERGENCY])
def test_a_letter_holds_the_plan_of_the_article(text: str) -> None:
    assert letter(text).stamp.plan_hash == told(text).article.stamp.plan_hash
    assert letter(text).urgency is told(text).article.urgency


def test_a_referral_goes_to_the_service_of_its_most_urgent_referral() -> None:
    done = told(INFECTED)
    fired = sorted(done.assessment.fired(), key=lambda j: -j.urgency.rank)
    top = [
        knowledge().acts[a.act]
        for j in fired
        if j.urgency is fired[0].urgency
        for a in j.acts
        if knowledge().acts[a.act].kind in (ActKind.refer, ActKind.call)
    ]
    assert letter(INFECTED).title.startswith("Referral to the ")
    words = [act.target.replace("-", " ") for act in top]
    assert any(word in letter(INFECTED).title for word in words) or "on call" in letter(INFECTED).title


def test_findings_and_treatments_stand_in_their_own_words() -> None:
    page = letter(INFECTED)
    assert "“Fever”" in section(page, "understood")
    assert "oxycodone" in section(page, "done")
    assert "physiotherapy" in section(page, "done")


def test_a_warning_sign_is_denied_only_when_the_text_denies_it() -> None:
    told_ = section(letter(INFECTED), "red-flags")
    denied, _, unknown = told_.partition("Not asked or not recorded")
    assert "saddle" in denied
    assert "saddle" not in unknown
    assert "bladder" in unknown or "urine" in unknown


def test_silence_denies_nothing() -> None:
    assert "none was recorded as denied" in section(letter("Back pain after a discectomy."), "red-flags")


def test_the_question_is_asked_in_its_own_words() -> None:
    assert "What should I do?" in section(letter(INFECTED), "question")


def test_every_advised_act_stands_in_the_plan_of_the_letter() -> None:
    done = told(FUSION)
    acts = {a.act for j in done.assessment.fired() for a in j.acts}
    blocks = next(s for s in letter(FUSION).sections if s.id == "plan").blocks
    assert {b.act for b in blocks} == acts


def test_a_reviewer_gets_the_missing_documents_and_no_decision() -> None:
    page = to_letter(letter(FUSION, Audience.reviewer))
    assert page.startswith("# Missing documents")
    assert "no decision about coverage" in page
    for words in ("is approved", "is denied", "coverage is", "medically necessary"):
        assert words not in page.lower()


def test_the_missing_documents_letter_counts_what_nothing_shows() -> None:
    done = told(FUSION, Audience.reviewer)
    results = [r for report in done.assessment.criteria if report.asked for r in report.results]
    count = sum(r.status is Documented.not_documented for r in results)
    assert letter(FUSION, Audience.reviewer).bottom_line.text.startswith(f"{count} of {len(results)} criteria")


def test_an_emergency_makes_a_referral_for_the_reviewer_too() -> None:
    page = letter(EMERGENCY, Audience.reviewer)
    assert page.title.startswith("Referral to")
    assert "criteria" not in {s.id for s in page.sections}


def test_a_letter_names_no_patient_and_no_sender() -> None:
    page = to_letter(letter(INFECTED))
    assert "From: (name" in page
    assert "Patient: (name" in page


def test_every_number_in_a_letter_is_cited_from_its_list() -> None:
    page = letter(INFECTED)
    listed = {reference.n for reference in page.references}
    assert {n for block in page.blocks() for n in block.citations} == listed


def test_the_letter_is_one_of_the_forms_of_an_answer() -> None:
    assert render(told(INFECTED), knowledge(), "letter") == to_letter(letter(INFECTED))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_a_letter_can_be_defended_for_every_acceptance_case(case: dict[str, Any]) -> None:
    asked = Asked(case["text"], date.fromisoformat(str(case["today"])), case.get("region", "us"), Audience.reviewer)
    done = consult(asked, knowledge())
    page = write_letter(done.assessment, done.evidence, knowledge(), Audience.reviewer)
    assert page.urgency is done.article.urgency
    for words in ("coverage is approved", "is medically necessary", "claim is denied"):
        assert words not in to_letter(page).lower()
