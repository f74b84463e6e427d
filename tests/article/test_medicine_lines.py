"""The bottom line names what is gravest in the medicines, and answers first what was asked about one."""

from __future__ import annotations

from datetime import date

import pytest
from tests import shipped

from curbside.article.check import LONGEST_BOTTOM_LINE
from curbside.article.model import Audience
from curbside.consult import Asked, consult

TODAY = date(2026, 6, 1)


def bottom_line(text: str, audience: Audience = Audience.specialist) -> str:
    return consult(Asked(text, TODAY, audience=audience), shipped.knowledge()).article.bottom_line.text


def test_three_sedatives_together_are_told_before_anything_is_added() -> None:
    told = bottom_line(
        "58F, L4-S1 fusion 2022, left leg pain 7/10, on gabapentin 300 mg tds, oxycodone 10 mg qds and alprazolam "
        "0.5 mg bd. What next?"
    )
    assert "an opioid, a gabapentinoid and a benzodiazepine or Z-drug together" in told
    assert told.startswith("No emergency is established, but none is excluded")


def test_the_gravest_reason_against_what_is_asked_about_is_not_crowded_out_by_a_lesser_one() -> None:
    told = bottom_line("Can I give celecoxib to a 66 year old with PSPS-2, CKD 3b, on apixaban and ramipril?")
    assert "celecoxib (asked about): avoid in this patient" in told
    assert "With apixaban: do not use" in told
    assert "ramipril" not in told


def test_a_medicine_to_be_added_is_judged_with_what_is_taken() -> None:
    told = bottom_line("Lumbar fusion 2021, on tramadol 100 mg qid, wants to add cyclobenzaprine, any problem?")
    assert "Tramadol with cyclobenzaprine" in told


def test_a_drug_to_be_avoided_anyway_is_not_merely_held() -> None:
    document = consult(Asked("PSPS-2 after fusion, on apixaban. Can I give celecoxib?", TODAY), shipped.knowledge())
    check = next(c for _, c in document.assessment.medicines.taken if c.drug == "celecoxib")
    assert check.verdict == "hold"
    assert check.is_to_be_avoided


@pytest.mark.parametrize("taken", ["paracetamol 1 g qds", "duloxetine 60 mg od"])
def test_medicines_with_nothing_grave_leave_the_bottom_line_to_the_plan(taken: str) -> None:
    assert "grade" not in bottom_line(f"Lumbar fusion 2021, back pain, on {taken}. What next?")


def test_a_patient_is_told_in_plain_words_and_no_grade() -> None:
    told = bottom_line(
        "I had a fusion in 2022. I take oxycodone 10 mg four times a day and alprazolam 0.5 mg twice a day. What next?",
        Audience.patient,
    )
    assert "Do not stop it on your own" in told
    assert "grade" not in told


@pytest.mark.parametrize("audience", list(Audience))
def test_the_bottom_line_stays_short_however_many_medicines_there_are(audience: Audience) -> None:
    told = bottom_line(
        "70F, fusion 2019, back pain, on tramadol 100 mg qid, sertraline 100 mg, amitriptyline 50 mg, pregabalin "
        "300 mg bd, zopiclone 7.5 mg, diazepam 5 mg tds and codeine 60 mg qid.",
        audience,
    )
    assert len(told.split()) <= LONGEST_BOTTOM_LINE


def test_a_drug_known_only_for_its_interactions_is_never_passed_as_sound() -> None:
    told = bottom_line("Is it safe to restart methotrexate 10 days after L4/5 fusion?")
    assert "checked only against the other medicines named" in told
    assert "nothing in the tables speaks against it" not in told


def test_an_unknown_medicine_that_is_asked_about_is_named_first() -> None:
    told = bottom_line("Is it safe to restart methotrexate and adalimumab 10 days after L4/5 fusion?")
    assert told.startswith("Unknown drug: adalimumab")


def test_one_pair_of_medicines_is_told_once() -> None:
    told = bottom_line("Duloxetine 60 mg od and tramadol 50 mg qds in a 40 yr old with failed back. OK?")
    assert told.count("Duloxetine with tramadol") == 1
