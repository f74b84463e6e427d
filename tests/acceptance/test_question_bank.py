"""Every question of the question bank, asked in its own words, is answered by what it names."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from tests.shipped import knowledge

from curbside.consult import Asked, Consult, consult
from curbside.knowledge.model import Region
from curbside.pathway.model import Cover

DAY = date(2026, 11, 22)


@cache
def answered(text: str) -> Consult:
    return consult(Asked(text, DAY, region_of(text)), knowledge())


def region_of(text: str) -> Region:
    """A question about the rules of one region is asked there."""
    question = next((q for q in knowledge().questions.values() if q.text == text), None)
    rules = [knowledge().recommendations.get(name) for name in question.answered_by] if question else []
    return "uk" if rules and all(rule is not None and rule.region == "uk" for rule in rules) else "us"


def questions() -> list[str]:
    return [question.text for question in knowledge().questions.values()]


def test_the_bank_holds_at_least_150_questions() -> None:
    assert len(questions()) >= 150


@pytest.mark.parametrize("text", questions())
def test_a_question_of_the_bank_is_answered_and_never_declined(text: str) -> None:
    assessment = answered(text).assessment
    assert assessment.answers
    assert assessment.scope.cover is not Cover.outside


@pytest.mark.parametrize("text", questions())
def test_what_the_bank_names_is_told(text: str) -> None:
    done = answered(text)
    told = {block.recommendation for block in done.article.blocks()}
    held_by_emergency = done.assessment.urgency.value == "emergency"
    assert held_by_emergency or told & set(done.assessment.answers)


@pytest.mark.parametrize("text", questions())
def test_related_questions_never_repeat_the_question(text: str) -> None:
    assert text not in answered(text).article.related_questions


def test_the_same_question_in_nearly_the_same_words_gets_the_same_answer() -> None:
    first = answered("When should I think of discitis after discectomy?").assessment.answers
    assert answered("when should i think of discitis after a discectomy").assessment.answers == first


def test_a_general_question_has_no_urgency_of_its_own() -> None:
    done = answered("When should I think of discitis after discectomy?")
    assert (done.assessment.urgency.value, done.assessment.unknowns, done.article.judged) == ("routine", (), False)
