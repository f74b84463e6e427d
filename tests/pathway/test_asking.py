"""A treatment that a question names is asked for; one that was done is not."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from tests.shipped import knowledge

from curbside.article.markdown import to_markdown
from curbside.consult import Asked, Consult, consult
from curbside.knowledge.model import Urgency
from curbside.pathway.model import Cover

DAY = date(2026, 11, 22)


@cache
def answered(text: str) -> Consult:
    return consult(Asked(text, DAY), knowledge())


ASKED = (
    ("Caudal epidural for FBSS in a man on apixaban for AF, how do I plan it?", "epidural_injection_asked"),
    ("SCS implant request: trial relief 40%, FBSS. Meets criteria?", "stimulator_asked"),
    ("Medial branch RF request, one diagnostic block with 60% relief, prior fusion L4-5", "facet_procedure_asked"),
    ("Review of request for L4-S1 fusion: 2015 laminectomy, axial back pain, smoker.", "fusion_asked"),
    ("adhesiolysis request FBSS, failed ESIs", "adhesiolysis_asked"),
)


@pytest.mark.parametrize(("text", "fact"), ASKED)
def test_what_a_question_or_a_request_names_is_asked_for(text: str, fact: str) -> None:
    assert fact in answered(text).assessment.known


PAST = (
    ("Leg pain came back 8 months after a caudal epidural. What next?", "epidural_injection_asked"),
    ("Back pain 3 years after L4-5 fusion. What should be done next?", "fusion_asked"),
)


@pytest.mark.parametrize(("text", "fact"), PAST)
def test_what_was_done_before_is_not_asked_for(text: str, fact: str) -> None:
    assert fact not in answered(text).assessment.known


def test_an_injection_that_is_asked_for_on_a_blood_thinner_calls_for_its_plan() -> None:
    done = answered("Caudal epidural for FBSS in a man on apixaban for AF, how do I plan it?")
    assert "blood-thinner-before-procedure" in {j.recommendation for j in done.assessment.fired()}
    assert "bleeding risk" in done.article.bottom_line.text


def test_criteria_are_reported_for_a_requested_procedure() -> None:
    done = answered("SCS implant request: trial relief 40%, FBSS. Meets criteria?")
    assert any(r.criteria == "spinal-cord-stimulation" and r.asked for r in done.assessment.criteria)


def test_the_check_of_a_medicine_that_is_asked_about_opens_the_answer() -> None:
    article = answered("Is it ok to give naproxen to someone 4 weeks after lumbar fusion?").article
    assert article.bottom_line.text.startswith("naproxen (asked about)")
    sections = [section.id for section in article.sections]
    assert sections.index("medicine-review") < sections.index("imaging" if "imaging" in sections else "medicines")


def test_a_medicine_named_outside_the_pathway_is_still_checked() -> None:
    page = to_markdown(answered("I take gabapentin and it makes me dizzy, can I just stop it?").article)
    assert "Never stop gabapentin suddenly" in page


def test_what_holds_of_a_medicine_for_whoever_takes_it_is_advised_outside_the_pathway_too() -> None:
    done = answered("Oxycodone 60 mg bd, zopiclone nightly, sleep apnoea. Well and alert. No naloxone at home.")
    assert done.assessment.scope.cover is Cover.outside
    assert (done.article.urgency, done.article.judged) == (Urgency.soon, True)
    assert "naloxone" in to_markdown(done.article)
    assert {"opioid-with-benzodiazepine", "naloxone-offer-us"} <= {j.recommendation for j in done.assessment.fired()}


def test_outside_the_pathway_an_ordinary_medicine_has_no_urgency() -> None:
    done = answered("Takes amitriptyline for migraine.")
    assert (done.assessment.scope.cover, done.article.judged) == (Cover.outside, False)


def test_a_question_about_two_medicines_of_nobody_has_no_urgency() -> None:
    assert not answered("Can tramadol be given with sertraline?").article.judged


def test_a_note_of_the_tables_stands_with_the_medicine_it_is_about() -> None:
    page = to_markdown(
        answered("Leg pain after discectomy. Takes gabapentin 300 mg tds and buprenorphine patch.").article
    )
    assert "the regulator's warning of 2019" in page
    assert "Kidney function needs no change of dose" in page


def test_a_note_on_pregnancy_is_kept_for_pregnancy() -> None:
    page = to_markdown(answered("Leg pain after discectomy. Takes paracetamol 1 g qid.").article)
    assert "In pregnancy the preferred analgesic" not in page
