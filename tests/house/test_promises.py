"""The ten promises of the product, each held to real questions.  The laws hold the same over generated patients."""

from __future__ import annotations

import json
import shutil
import socket
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from tests.shipped import knowledge as known

from curbside.article.model import CLINICAL, Article, Audience, BlockKind
from curbside.consult import Asked, Consult, consult
from curbside.doors.rendering import render
from curbside.knowledge import edition
from curbside.knowledge.conditions import facts_of
from curbside.knowledge.load import default_root
from curbside.knowledge.model import Urgency
from curbside.pathway.model import Cover, Truth

TODAY = date(2026, 11, 22)
CANARY = "zephyrquill"

BARE = "What can be done for leg pain after a lumbar fusion?"
LASTING = (
    "52-year-old woman, 14 months after lumbar discectomy, persistent back and leg pain for over a year, burning, "
    "worse in the leg. Physiotherapy for twelve weeks without benefit. Takes ibuprofen 400 mg three times a day. "
    "Should she have an epidural steroid injection or a spinal cord stimulator?"
)
ALARM = "46-year-old man, two days after lumbar discectomy, numb between the legs and cannot pass urine."
TABLETS = (
    "74-year-old man after lumbar decompression with persistent leg pain. Takes oxycodone 20 mg every 6 hours, "
    "diazepam 5 mg at night, gabapentin 600 mg three times a day and apixaban 5 mg twice a day. "
    "Creatinine 2.1 mg/dL, weight 60 kg."
)
TEXTS = (BARE, LASTING, ALARM, TABLETS)


@cache
def asked(text: str, audience: Audience = Audience.specialist) -> Consult:
    return consult(Asked(text, TODAY, audience=audience), known())


each = pytest.mark.parametrize("text", TEXTS, ids=["bare", "lasting", "alarm", "tablets"])
readers = pytest.mark.parametrize("audience", Audience)


# --- 1. unknown is not no -------------------------------------------------------


@each
def test_no_recommendation_is_silently_dropped(text: str) -> None:
    assessment = asked(text).assessment
    assert assessment.scope.cover is Cover.covered
    wanted = {r.id for r in known().recommendations.values() if r.region in (None, "us")}
    assert set(assessment.judgements) == wanted


@each
def test_every_open_recommendation_has_a_question_that_is_listed(text: str) -> None:
    assessment = asked(text).assessment
    listed = {unknown.fact for unknown in assessment.unknowns}
    for judgement in assessment.open():
        assert judgement.asks, judgement.recommendation
        assert set(judgement.asks) <= listed


def test_a_patient_who_was_not_asked_about_any_alarm_has_none_denied() -> None:
    judgements = asked(BARE).assessment.judgements
    denied = {n for n, j in judgements.items() if j.verdict is Truth.no and j.urgency is Urgency.emergency}
    assert denied == set()


# --- 2. no sentence without a source ----------------------------------------------


@each
@readers
def test_every_clinical_sentence_leads_to_a_reference_in_the_list(text: str, audience: Audience) -> None:
    done = asked(text, audience)
    listed = {reference.n for reference in done.article.references}
    for block in done.article.blocks():
        if block.kind in CLINICAL:
            assert block.citations, block.text
            assert set(block.citations) <= listed
            assert all(done.evidence.holds(row) for row in block.because), block.because


# --- 3. a number keeps its population ------------------------------------------------


@each
@readers
def test_every_figure_is_printed_with_the_people_it_holds_for(text: str, audience: Audience) -> None:
    for block in asked(text, audience).article.blocks():
        assert all(use.scope for use in block.figures), block.text


def test_every_figure_has_a_population_and_a_source() -> None:
    for statement, figure in known().figures.values():
        assert figure.population or statement.population
        assert figure.sources or statement.sources


# --- 4. emergencies first ----------------------------------------------------------------


@readers
def test_an_alarm_is_the_first_advice_on_the_page_of_every_reader(audience: Audience) -> None:
    article = asked(ALARM, audience).article
    assert article.urgency is Urgency.emergency
    advice = [b for b in article.blocks() if b.kind in (BlockKind.advice, BlockKind.act) and b.urgency]
    assert advice[0].urgency is Urgency.emergency


def test_no_procedure_and_no_criteria_stand_beside_an_emergency() -> None:
    sections = {section.id for section in asked(ALARM).article.sections}
    assert sections.isdisjoint({"procedures", "surgery", "criteria", "non-drug"})


# --- 5. both sides ---------------------------------------------------------------------------


def test_every_disagreement_that_is_shown_is_shown_with_every_side() -> None:
    shown = 0
    for text in TEXTS:
        done = asked(text)
        if done.article.urgency is Urgency.emergency:
            continue
        sides = [b for b in done.article.blocks() if b.kind is BlockKind.side]
        for name in {b.recommendation for b in sides}:
            conflict = known().conflicts[str(name)]
            told = " ".join(b.text for b in sides if b.recommendation == name)
            assert all(side.who in told for side in conflict.sides), name
            shown += 1
    assert shown


def test_every_side_says_who_and_for_whom() -> None:
    for conflict in known().conflicts.values():
        assert len({side.who for side in conflict.sides}) >= 2, conflict.id
        assert all(side.population for side in conflict.sides)


# --- 6. safe by pharmacology --------------------------------------------------------------------


@each
def test_no_drug_is_proposed_without_its_check(text: str) -> None:
    assessment = asked(text).assessment
    for judgement in assessment.fired():
        for chosen in judgement.acts:
            act = known().acts[chosen.act]
            if act.drug is not None and not act.is_against:
                assert act.drug in assessment.proposed, act.id


def test_every_medicine_that_is_taken_is_reviewed_or_named_as_unknown() -> None:
    assessment = asked(TABLETS).assessment
    reviewed = {m.name for m, _ in assessment.medicines.taken} | {m.name for m in assessment.medicines.unknown}
    assert {m.name for m in assessment.case.medications} == reviewed
    assert len(reviewed) == 4


# --- 7. who the patient is does not bend the plan ---------------------------------------------------


def test_a_rule_that_reads_a_social_fact_says_why() -> None:
    social = {fact.id for fact in known().facts.values() if fact.social}
    for rule in known().recommendations.values():
        read = {*facts_of(rule.when), *facts_of(rule.unless)}
        assert not read & social or rule.social_use, rule.id


@each
@pytest.mark.parametrize(
    "person", ["The patient is Black.", "Brought by two prison officers.", "No insurance.", "Homeless."]
)
def test_a_person_is_not_a_reason(text: str, person: str) -> None:
    assert asked(f"{text} {person}").article.stamp.plan_hash == asked(text).article.stamp.plan_hash


# --- 8. reproducible -----------------------------------------------------------------------------------


@each
def test_an_answer_can_be_made_again_from_its_stamp(text: str) -> None:
    stamp = asked(text).article.stamp
    again = consult(Asked(text, stamp.today, region=stamp.region), known())
    assert again.article == asked(text).article
    assert stamp.knowledge_hash == edition.digest(default_root())


def test_every_form_of_the_answer_names_the_edition_and_the_day() -> None:
    done = asked(LASTING)
    for form in ("markdown", "html"):
        told = render(done, known(), form)
        assert known().hash[:12] in told
        assert TODAY.isoformat() in told
    document = json.loads(render(done, known(), "json"))
    assert document["knowledge"]["hash"] == known().hash
    assert document["today"] == TODAY.isoformat()


# --- 9. what was approved is what is shown ------------------------------------------------------------------


def test_one_changed_character_is_another_edition(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(default_root(), tmp_path / "knowledge"))
    assert edition.digest(copy) == known().hash
    page = next(copy.glob("pathways/*/pathway.yaml"))
    page.write_text(page.read_text(encoding="utf-8").replace("qualified", "Qualified", 1), encoding="utf-8")
    assert edition.digest(copy) != known().hash


def test_the_review_status_is_computed_and_written_nowhere() -> None:
    status = asked(LASTING).article.stamp.review_status
    pages = [page.read_text(encoding="utf-8") for page in default_root().rglob("*.yaml")]
    assert status
    assert not [page for page in pages if status in page]


@each
def test_the_page_for_a_patient_is_headed_as_a_draft(text: str) -> None:
    assert asked(text, Audience.patient).article.heading
    assert not asked(text).article.heading


# --- 10. private by default -------------------------------------------------------------------------------------


def test_nothing_leaves_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert consult(Asked(f"{ALARM} He was driven here.", TODAY), known()).article.urgency is Urgency.emergency


def test_the_words_of_a_patient_reach_no_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(0):
        consult(Asked(f"{ALARM} His name is {CANARY}.", TODAY), known())
    assert CANARY not in caplog.text


@each
@readers
def test_a_name_that_says_nothing_clinical_is_not_repeated_in_the_article(text: str, audience: Audience) -> None:
    article: Article = consult(Asked(f"{text} His name is {CANARY}.", TODAY, audience=audience), known()).article
    assert not [block.text for block in article.blocks() if CANARY in block.text.lower()]
