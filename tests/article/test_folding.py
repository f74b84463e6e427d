"""A page is short, nothing is lost behind it, and what must be seen is never folded away."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import yaml
from tests.shipped import knowledge

from curbside.article.html import to_html
from curbside.article.markdown import DETAILS, to_markdown
from curbside.article.model import Article, Audience, BlockKind
from curbside.consult import Asked, Consult, consult
from curbside.pathway.model import ALARMS, Cover

FILES = sorted((Path(__file__).parent.parent / "acceptance").glob("*.yaml"))
CASES: list[dict[str, Any]] = [case for path in FILES for case in yaml.safe_load(path.read_text())]
CLINICIANS = (Audience.specialist, Audience.gp, Audience.nurse)
LONGEST_PAGE = 2_500
"""Words of a routine page, as a median: what a busy specialist reads."""


@cache
def answered(number: int, audience: Audience = Audience.specialist) -> Consult:
    case = CASES[number]
    day = case["today"] if isinstance(case["today"], date) else date.fromisoformat(case["today"])
    return consult(Asked(case["text"], day, case.get("region", "us"), audience), knowledge())


def routine(audience: Audience) -> list[Article]:
    made = [answered(number, audience) for number in range(len(CASES))]
    fitting = (Cover.covered, Cover.indirect)
    return [m.article for m in made if m.article.urgency not in ALARMS and m.assessment.scope.cover in fitting]


@pytest.mark.parametrize("audience", [*CLINICIANS, Audience.patient])
def test_a_routine_page_is_short(audience: Audience) -> None:
    pages = [
        to_markdown(article).split(f"\n## {DETAILS}")[0].split("\n## References")[0] for article in routine(audience)
    ]
    assert len(pages) > 20
    assert median(len(page.split()) for page in pages) <= LONGEST_PAGE


NEVER = (BlockKind.act, BlockKind.hold, BlockKind.dose, BlockKind.safety_net, BlockKind.criterion)


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda n: CASES[n]["name"])
def test_what_must_be_seen_is_never_folded(number: int) -> None:
    article = answered(number).article
    folded = [block for section in article.sections if section.folded for block in section.blocks]
    shown = {block.act for section in article.sections if not section.folded for block in section.blocks}
    hidden = [block for block in folded if block.kind in NEVER]
    assert not [block.text for block in hidden if block.kind is not BlockKind.act or block.act not in shown]
    urgent = {j.recommendation for j in answered(number).assessment.fired() if j.urgency in ALARMS}
    assert not [b.text for b in folded if b.kind is BlockKind.advice and b.recommendation in urgent]


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda n: CASES[n]["name"])
def test_every_statement_that_a_fired_rule_rests_on_can_be_read(number: int) -> None:
    done = answered(number)
    if done.assessment.scope.cover not in (Cover.covered, Cover.indirect) or done.article.urgency in ALARMS:
        return
    read = {row for block in done.article.blocks() if block.kind is BlockKind.evidence for row in block.because}
    for judgement in done.assessment.fired():
        rows = knowledge().recommendations[judgement.recommendation].because
        assert {row for row in rows if row in done.evidence.statements} <= read


def test_folded_sections_stand_behind_all_others() -> None:
    for number in range(len(CASES)):
        marks = [section.folded for section in answered(number).article.sections]
        assert marks == sorted(marks)


def test_a_page_folds_its_details_and_says_what_they_are() -> None:
    article = routine(Audience.specialist)[0]
    assert f"\n## {DETAILS}\n" in to_markdown(article)
    page = to_html(article)
    assert page.index("<details") < page.index(DETAILS) < page.index("</details>")


def test_every_open_alarm_is_named_behind_the_page() -> None:
    for number in range(len(CASES)):
        done = answered(number)
        if done.assessment.scope.cover not in (Cover.covered, Cover.indirect) or done.article.urgency in ALARMS:
            continue
        told = {b.recommendation for s in done.article.sections if s.id.startswith("not-excluded") for b in s.blocks}
        open_ = {j.recommendation for j in done.assessment.open() if j.urgency in ALARMS}
        assert open_ <= told, CASES[number]["name"]


def test_a_reviewer_reads_the_evidence_beside_the_advice() -> None:
    article = routine(Audience.reviewer)[0]
    shown = [block for section in article.sections if not section.folded for block in section.blocks]
    assert any(block.kind is BlockKind.evidence for block in shown)
