"""Real questions and notes get the answer that was written down before the reader was."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.shipped import knowledge

from curbside.article.markdown import to_markdown
from curbside.article.model import Audience
from curbside.consult import Asked, Consult, consult
from curbside.knowledge.model import Urgency
from curbside.pathway.model import Documented

HERE = Path(__file__).parent
FILES = ("questions", "vignettes", "review", "review-clinic")
CASES: list[dict[str, Any]] = [case for name in FILES for case in yaml.safe_load((HERE / f"{name}.yaml").read_text())]


@cache
def answered(name: str) -> Consult:
    case = next(c for c in CASES if c["name"] == name)
    today = case["today"] if isinstance(case["today"], date) else date.fromisoformat(case["today"])
    audience = Audience(case.get("audience", "specialist"))
    return consult(Asked(case["text"], today, case.get("region", "us"), audience), knowledge())


def each(*keys: str) -> Any:
    chosen = [c for c in CASES if any(key in c for key in keys)]
    return pytest.mark.parametrize("case", [_marked(c, keys) for c in chosen])


def _marked(case: dict[str, Any], keys: tuple[str, ...]) -> Any:
    """The case under its name; an expectation that is still awaited fails, with its reason, until it is met."""
    awaited = [reason for key, reason in case.get("awaits", {}).items() if key in keys]
    marks = [pytest.mark.xfail(reason=reason, strict=True) for reason in awaited]
    return pytest.param(case, id=case["name"], marks=marks)


@each("urgency", "urgency_at_least", "urgency_at_most", "urgency_possible")
def test_the_urgency_is_right(case: dict[str, Any]) -> None:
    assessment = answered(case["name"]).assessment
    if "urgency" in case:
        allowed = case["urgency"] if isinstance(case["urgency"], list) else [case["urgency"]]
        assert assessment.urgency.value in allowed, [j.recommendation for j in assessment.fired()]
    if "urgency_at_least" in case:
        assert Urgency(case["urgency_at_least"]) <= assessment.urgency
    if "urgency_at_most" in case:
        assert assessment.urgency <= Urgency(case["urgency_at_most"]), [j.recommendation for j in assessment.fired()]
    if "urgency_possible" in case:
        assert assessment.urgency_possible.value == case["urgency_possible"]


@each("findings", "not_present")
def test_what_was_written_is_understood(case: dict[str, Any]) -> None:
    known = answered(case["name"]).assessment.known
    states = {fact: {f.status.value for f in findings} for fact, findings in known.items()}
    for fact, status in case.get("findings", {}).items():
        assert status in states.get(fact, set()), f"{fact}: {states.get(fact)}"
    for fact in case.get("not_present", []):
        assert "present" not in states.get(fact, set())


@each("scope")
def test_the_scope_is_right(case: dict[str, Any]) -> None:
    assert answered(case["name"]).assessment.scope.cover.value == case["scope"]


@each("question")
def test_the_type_of_the_question_is_read(case: dict[str, Any]) -> None:
    assert answered(case["name"]).assessment.case.question.type.value == case["question"]


@each("fires")
def test_the_emergency_is_advised(case: dict[str, Any]) -> None:
    fired = {j.recommendation for j in answered(case["name"]).assessment.fired()}
    assert set(case["fires"]) <= fired


@each("asks")
def test_what_is_missing_is_asked(case: dict[str, Any]) -> None:
    asked = {u.fact for u in answered(case["name"]).assessment.unknowns}
    assert set(case["asks"]) <= asked


@each("criteria")
def test_no_criterion_is_met_by_what_was_not_documented(case: dict[str, Any]) -> None:
    reports = {r.criteria: r for r in answered(case["name"]).assessment.criteria}
    for name, expected in case["criteria"].items():
        report = reports[name]
        assert report.asked
        assert [r.criterion for r in report.results if r.status is Documented.met] == expected["met"]
        open_ = [r for r in report.results if r.status is Documented.not_documented]
        assert len(open_) >= expected["not_documented_at_least"]
        assert report.missing


@each("name")
def test_nothing_is_said_that_must_not_be(case: dict[str, Any]) -> None:
    page = to_markdown(answered(case["name"]).article).lower()
    for words in case.get("never_says", []):
        assert words.lower() not in page


@each("says")
def test_what_must_be_said_is_said(case: dict[str, Any]) -> None:
    page = to_markdown(answered(case["name"]).article).lower()
    for words in case["says"]:
        assert words.lower() in page


@each("name")
def test_the_same_input_gives_the_same_bytes(case: dict[str, Any]) -> None:
    done = answered(case["name"])
    again = consult(done.asked, knowledge())
    assert to_markdown(again.article) == to_markdown(done.article)
    assert again.article.stamp == done.article.stamp
