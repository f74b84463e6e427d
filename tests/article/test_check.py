"""The gate refuses what cannot be defended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from curbside.article.check import ArticleRefusedError, check
from curbside.article.compose import compose
from curbside.article.model import Article, ArticleSection, Audience, Block, BlockKind, FigureUse, Reference
from curbside.evidence.gather import gather
from curbside.evidence.model import Evidence
from curbside.knowledge.load import Knowledge, load_unchecked
from curbside.knowledge.model import SourceType, Verification
from curbside.pathway.assess import assess
from curbside.pathway.examples import case_of
from curbside.pathway.model import Assessment, Contradiction

SMALL = Path(__file__).parent.parent / "knowledge" / "small"
Made = tuple[Article, Evidence, Assessment]


@pytest.fixture(scope="module")
def small() -> Knowledge:
    return load_unchecked(SMALL)[0]


@pytest.fixture(scope="module")
def made(small: Knowledge) -> Made:
    assessment = assess(case_of({"saddle_numbness": "yes", "back_pain": "yes"}, small, small.edition), small, "us")
    evidence = gather(assessment, small)
    return compose(assessment, evidence, small, Audience.specialist), evidence, assessment


def with_block(article: Article, change: Callable[[Block], Block]) -> Article:
    """The article with its first piece of advice changed."""
    sections = list(article.sections)
    for n, section in enumerate(sections):
        for m, block in enumerate(section.blocks):
            if block.kind is BlockKind.advice:
                blocks = (*section.blocks[:m], change(block), *section.blocks[m + 1 :])
                sections[n] = replace(section, blocks=blocks)
                return replace(article, sections=tuple(sections))
    raise AssertionError("the article holds no advice")


def test_a_composed_article_passes(made: Made) -> None:
    article, evidence, assessment = made
    assert check(article, evidence, assessment) is article


REFERENCE = Reference(99, "G1", SourceType.guideline, "A guideline", None, 2023, (), Verification.seen, None)
FAULTS: dict[str, tuple[Callable[[Article], Article], str]] = {
    "no support": (lambda a: with_block(a, lambda b: replace(b, because=())), "has no support"),
    "unknown support": (lambda a: with_block(a, lambda b: replace(b, because=("RF-99",))), "not among the evidence"),
    "no citation": (lambda a: with_block(a, lambda b: replace(b, citations=())), "cites nothing"),
    "dangling marker": (lambda a: with_block(a, lambda b: replace(b, citations=(7,))), "is not in the list"),
    "typed digit": (lambda a: with_block(a, lambda b: replace(b, template="Wait 24 hours.")), "typed number '24'"),
    "spelt number": (lambda a: with_block(a, lambda b: replace(b, template="Wait twenty hours.")), "typed number"),
    "open placeholder": (lambda a: with_block(a, lambda b: replace(b, template="At {x}.", fills=())), "open"),
    "figure without scope": (
        lambda a: with_block(a, lambda b: replace(b, figures=(FigureUse("x", "1", "", inline=False),))),
        "without its population",
    ),
    "figure without its scope inline": (
        lambda a: with_block(a, lambda b: replace(b, figures=(FigureUse("x", "1", "Adults of Mars", inline=True),))),
        "without saying for whom",
    ),
    "source nobody cites": (lambda a: replace(a, references=(*a.references, REFERENCE)), "is cited nowhere"),
    "empty section": (lambda a: replace(a, sections=(*a.sections, ArticleSection("x", "X", ()))), "is empty"),
    "long bottom line": (
        lambda a: replace(a, bottom_line=replace(a.bottom_line, template="word " * 61)),
        "bottom line has 61 words",
    ),
    "emergency not first": (lambda a: replace(a, sections=a.sections[::-1]), "does not come first"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_article_with_a_fault_is_refused(fault: str, made: Made) -> None:
    article, evidence, assessment = made
    spoil, message = FAULTS[fault]
    if fault == "emergency not first":
        late = replace(article.sections[1], blocks=tuple(replace(b, urgency=None) for b in article.sections[1].blocks))
        spoiled = replace(article, sections=(late, *article.sections))
    else:
        spoiled = spoil(article)
    with pytest.raises(ArticleRefusedError, match=message):
        check(spoiled, evidence, assessment)


def test_two_acts_that_contradict_are_refused(made: Made) -> None:
    article, evidence, assessment = made
    pair = Contradiction("mri", ("a", "b"), ("emergency-mri", "avoid-mri"))
    with pytest.raises(ArticleRefusedError, match="contradict each other on mri"):
        check(article, evidence, replace(assessment, contradictions=(pair,)))


def test_a_marker_to_a_source_of_another_statement_is_refused(made: Made) -> None:
    article, evidence, assessment = made
    poorer = replace(
        evidence, statements={k: v.model_copy(update={"sources": ("CL",)}) for k, v in evidence.statements.items()}
    )
    with pytest.raises(ArticleRefusedError, match="does not support it"):
        check(article, poorer, assessment)


def test_every_fault_is_told(made: Made) -> None:
    article, evidence, assessment = made
    spoiled = with_block(article, lambda b: replace(b, because=(), citations=(7,)))
    with pytest.raises(ArticleRefusedError) as refused:
        check(spoiled, evidence, assessment)
    assert len(refused.value.faults) >= 2


def texts(made: Made, kind: BlockKind) -> list[str]:
    return [b.text for b in made[0].blocks() if b.kind is kind]


def test_an_emergency_holds_back_the_rest_of_the_plan(small: Knowledge) -> None:
    given: dict[str, Any] = {"saddle_numbness": "yes", "spine_surgery": "yes", "residual": "300", "back_pain": "yes"}
    assessment = assess(case_of(given, small, small.edition), small, "us")
    article = compose(assessment, gather(assessment, small), small, Audience.specialist)
    assert {s.id.removesuffix("-details") for s in article.sections} <= {
        "understood",
        "emergencies",
        "not-excluded",
        "unknowns",
        "safety-net",
    }


def test_the_patient_reads_the_same_urgency_in_other_words(small: Knowledge, made: Made) -> None:
    assessment = made[2]
    patient = compose(assessment, gather(assessment, small), small, Audience.patient)
    assert patient.urgency is made[0].urgency
    assert patient.heading == "Draft for a clinician to release"
    assert "Go to an emergency department now." in patient.bottom_line.text


def test_the_plan_hash_does_not_depend_on_the_reader(small: Knowledge, made: Made) -> None:
    assessment = made[2]
    patient = compose(assessment, gather(assessment, small), small, Audience.patient)
    assert patient.stamp.plan_hash == made[0].stamp.plan_hash


def test_a_refused_article_still_names_its_alarms(made: Made) -> None:
    article, evidence, assessment = made
    with pytest.raises(ArticleRefusedError) as refused:
        check(replace(article, references=()), evidence, assessment)
    assert refused.value.alarms == ("suspected-cauda-equina",)
    assert "act on them" in str(refused.value)
