"""Whole patients: what must be advised, what must not, what must stay open and be asked.

Between them the patients meet every recommendation as yes, as no and as unknown.  A
yes counts only where the vignette names it; a no and an unknown count as judged.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.shipped import knowledge

from curbside.article.check import check
from curbside.article.compose import compose
from curbside.article.model import Audience
from curbside.evidence.gather import gather
from curbside.knowledge.load import default_root
from curbside.knowledge.model import Region
from curbside.knowledge.yaml_source import read_document
from curbside.pathway.assess import assess
from curbside.pathway.examples import case_of
from curbside.pathway.model import Assessment, Truth

Vignette = dict[str, Any]
KEYS = {"name", "from", "region", "given", "expect"}
EXPECTED = {"urgency", "fires", "does_not_fire", "open"}


def vignettes() -> list[Vignette]:
    files: list[Path] = sorted(default_root().glob("pathways/*/cases/*.yaml"))
    return [vignette for file in files for vignette in read_document(file, file.name).content]


ALL = vignettes()
each = pytest.mark.parametrize("vignette", ALL, ids=lambda v: str(v["name"]))


_ASSESSED: dict[str, Assessment] = {}


def assessed(vignette: Vignette) -> Assessment:
    name = vignette["name"]
    if name not in _ASSESSED:
        region: Region = vignette.get("region", "us")
        case = case_of(vignette["given"], knowledge(), knowledge().edition)
        _ASSESSED[name] = assess(case, knowledge(), region)
    return _ASSESSED[name]


@each
def test_a_vignette_is_whole(vignette: Vignette) -> None:
    assert set(vignette) <= KEYS
    assert set(vignette["expect"]) <= EXPECTED
    assert vignette["from"]
    assert set(vignette["from"]) <= set(knowledge().statements)
    named = {name for key in EXPECTED - {"urgency"} for name in vignette["expect"].get(key, ())}
    assert named <= set(knowledge().recommendations)


@each
def test_the_urgency_is_right(vignette: Vignette) -> None:
    expected = vignette["expect"].get("urgency")
    if expected is not None:
        assert assessed(vignette).urgency.value == expected


@each
def test_what_must_be_advised_is_advised(vignette: Vignette) -> None:
    fired = {j.recommendation for j in assessed(vignette).fired()}
    assert sorted(set(vignette["expect"]["fires"]) - fired) == []


@each
def test_what_does_not_apply_is_judged_no_and_not_left_out(vignette: Vignette) -> None:
    judgements = assessed(vignette).judgements
    wrong = {
        name: judgements[name].verdict.value
        for name in vignette["expect"].get("does_not_fire", ())
        if judgements[name].verdict is not Truth.no and judgements[name].overridden_by is None
    }
    assert wrong == {}


@each
def test_what_is_not_known_stays_open_and_is_asked(vignette: Vignette) -> None:
    assessment = assessed(vignette)
    asked = {unknown.fact for unknown in assessment.unknowns}
    for name in vignette["expect"].get("open", ()):
        judgement = assessment.judgements[name]
        assert judgement.verdict is Truth.unknown, name
        assert set(judgement.asks) & asked, name


@each
def test_every_reader_gets_an_article_that_can_be_defended(vignette: Vignette) -> None:
    assessment = assessed(vignette)
    evidence = gather(assessment, knowledge())
    names = [term.text for term in knowledge().terms.values()]
    for audience in Audience:
        check(compose(assessment, evidence, knowledge(), audience), evidence, assessment, names)


def test_there_are_sixty_patients_with_names_of_their_own() -> None:
    assert len({v["name"] for v in ALL}) == len(ALL) >= 60


def test_every_recommendation_is_named_as_advised_by_some_patient() -> None:
    named = {name for v in ALL for name in v["expect"]["fires"]}
    assert sorted(set(knowledge().recommendations) - named) == []


@pytest.mark.parametrize("verdict", [Truth.no, Truth.unknown])
def test_every_recommendation_is_judged_no_and_unknown_for_some_patient(verdict: Truth) -> None:
    met = {name for v in ALL for name, j in assessed(v).judgements.items() if j.verdict is verdict}
    assert sorted(set(knowledge().recommendations) - met) == []


def test_every_urgency_is_met() -> None:
    assert {assessed(v).urgency.value for v in ALL} == {"routine", "soon", "urgent", "emergency"}
