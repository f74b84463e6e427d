"""A question that wants an explanation gets it first, and no plan for a patient whom nobody mentioned."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.shipped import knowledge

from curbside.article.markdown import to_markdown
from curbside.article.model import Audience, BlockKind
from curbside.consult import Asked, Consult, consult
from curbside.knowledge.conditions import facts_of, nodes
from curbside.pathway.model import Cover

DAY = date(2026, 11, 22)
CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "explanations.yaml").read_text())
FOR_NOBODY = [case for case in CASES if case.get("nobody", True)]
FOR_A_PATIENT = [case for case in CASES if not case.get("nobody", True)]


@cache
def answered(text: str, audience: Audience = Audience.specialist) -> Consult:
    return consult(Asked(text, DAY, audience=audience), knowledge())


def test_there_are_at_least_sixty_phrasings() -> None:
    assert len({case["text"] for case in CASES}) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_the_kind_of_question_and_its_subject_are_recognised(case: dict[str, Any]) -> None:
    asked = answered(case["text"]).assessment.explained
    assert asked is not None
    assert (asked.kind, asked.of_nobody) == (case["kind"], case.get("nobody", True))
    assert [name for _, name in asked.about] == case["about"]


@pytest.mark.parametrize("case", FOR_NOBODY, ids=lambda case: case["text"])
def test_a_question_about_nobody_gets_no_plan_and_no_urgency(case: dict[str, Any]) -> None:
    done = answered(case["text"])
    assert done.assessment.scope.cover is Cover.general
    assert not done.article.judged
    assert done.article.sections[0].id == "answer"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_the_explanation_holds_what_was_asked(case: dict[str, Any]) -> None:
    section = next(s for s in answered(case["text"]).article.sections if s.id == "answer")
    told = " ".join(block.text for block in section.blocks).lower()
    for words in case["says"]:
        assert words.lower() in told


@pytest.mark.parametrize("case", FOR_NOBODY, ids=lambda case: case["text"])
def test_the_bottom_line_is_the_answer(case: dict[str, Any]) -> None:
    article = answered(case["text"]).article
    answers = [block.text.split()[:3] for block in article.sections[0].blocks]
    assert article.bottom_line.text.split()[:3] in answers


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_patient_gets_an_answer_too(case: dict[str, Any]) -> None:
    article = answered(case["text"], Audience.patient).article
    assert any(section.id == "answer" for section in article.sections)
    assert any(section.id == "safety-net" for section in article.sections)


@pytest.mark.parametrize("case", FOR_A_PATIENT, ids=lambda case: case["text"])
def test_a_patient_who_is_spoken_of_gets_the_answer_and_the_plan(case: dict[str, Any]) -> None:
    done = answered(case["text"])
    sections = [section.id for section in done.article.sections]
    assert "answer" in sections
    if done.assessment.scope.cover in (Cover.covered, Cover.indirect) and done.assessment.urgency.value == "routine":
        plan = [sections.index(place.id) for place in knowledge().pathway.sections if place.id in sections]
        assert plan
        assert sections.index("answer") < min(plan)


EMERGENCIES = (
    "What does PSPS type 2 mean? My patient had a laminectomy 3 days ago and now has saddle numbness.",
    "ICD-10 code for failed back surgery with new urinary retention and numbness between the legs?",
    "What is failed back surgery syndrome? I can't feel myself pee since this morning.",
    "what dose of gabapentin for 70F, L4-5 fusion last week, new weakness of both legs",
)


@pytest.mark.parametrize("text", EMERGENCIES)
def test_an_emergency_in_the_text_comes_before_the_explanation(text: str) -> None:
    article = answered(text).article
    assert article.urgency.value == "emergency"
    sections = [section.id for section in article.sections]
    assert "emergencies" in sections
    if "answer" in sections:
        assert sections.index("emergencies") < sections.index("answer")


PLANS = (
    "How should I manage leg pain 6 months after discectomy?",
    "What imaging is needed for new leg pain after laminectomy?",
    "55M with back pain 2 years after L4-S1 fusion. What should be done next?",
    "What are the treatment options for failed back surgery syndrome?",
)


@pytest.mark.parametrize("text", PLANS)
def test_a_question_of_what_to_do_is_not_taken_for_an_explanation(text: str) -> None:
    asked = answered(text).assessment.explained
    assert asked is None or asked.kind == "advice"


def test_a_code_that_no_source_gives_is_not_invented() -> None:
    article = answered("What is the ICD-10 code for arachnoiditis?").article
    told = " ".join(block.text for block in article.sections[0].blocks)
    assert "No code for arachnoiditis stands in a source that was read" in told


def test_a_dose_question_prints_only_rows_of_the_tables() -> None:
    section = next(s for s in answered("maximum dose of gabapentin in CKD?").article.sections if s.id == "answer")
    doses = [block for block in section.blocks if block.kind is BlockKind.dose]
    assert doses
    assert all(row.startswith("table:") for block in doses for row in block.because)


def test_a_dose_for_a_named_kidney_function_is_checked_for_that_patient() -> None:
    page = to_markdown(
        answered("What dose of gabapentin for a patient with a creatinine clearance of 25 mL/min?").article
    )
    assert "at most 700 mg a day" in page


def test_a_limit_that_hangs_on_the_kidney_says_so_wherever_it_is_printed() -> None:
    for limit in knowledge().shelves["limits"].values():
        if any("creatinine_clearance" in facts_of(node) for node in nodes(limit.when)):
            assert "clearance" in limit.says or "kidney" in limit.says or "mL/min" in limit.says, limit.id


NOT_A_MENTION = (
    "New foot drop after my L4-5 fusion; it was 5/5 before. Wait and see?",
    "What is foot drop? Mine began yesterday.",
    "saddle numbness after laminectomy, what does it mean",
)


@pytest.mark.parametrize("text", NOT_A_MENTION)
def test_a_sign_that_somebody_has_is_never_taken_for_a_word_to_explain(text: str) -> None:
    assert answered(text).article.urgency.value == "emergency"


def test_two_medicines_named_outside_the_pathway_are_checked_against_each_other() -> None:
    page = to_markdown(answered("how safe is pregabalin with oxycodone").article)
    assert "With oxycodone: slow breathing" in page
