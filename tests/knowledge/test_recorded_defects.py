"""Every defect recorded of the pages that people read today is held by a test; a page of the docs says which."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.shipped import knowledge

from curbside.article.markdown import to_markdown
from curbside.article.model import BlockKind
from curbside.consult import Asked, Consult, consult
from curbside.knowledge.conditions import facts_of
from curbside.knowledge.model import ActKind

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
DEFECTS: list[dict[str, Any]] = yaml.safe_load((HERE / "defects.yaml").read_text())
RECORDED = {"S0": 23, "S1": 27, "S2": 22, "S3": 13, "S4": 11, "X": 7, "SA": 20, "ERR": 38}
FALLS = "78F, L4-5 fusion 2 years ago, leg pain, frequent falls. Takes gabapentin 300 mg tds."
LEG = "55M, discectomy L5-S1 a year ago, left leg pain is back for 3 months, stable. What next?"


@cache
def answered(text: str) -> Consult:
    return consult(Asked(text, date(2026, 11, 22)), knowledge())


def defects_page() -> str:
    """The page of the docs, made from the list of defects."""
    lines = ["# Recorded defects and the tests that hold them", ""]
    lines += ["Five pages that people read today (S0 to S4) were read as a clinician and an engineer read them. X runs"]
    lines += [
        "across them, SA is the audit of their medicines, ERR their clinical errors. Curbside makes none of these;"
    ]
    lines += ["the list is `tests/knowledge/defects.yaml`.", "", "| defect | what | held by |", "|---|---|---|"]
    for defect in DEFECTS:
        tests = ", ".join(f"`{name}`" for name in defect["held_by"])
        lines.append(f"| {defect['id']} | {defect['what']} | {tests} |")
    return "\n".join(lines) + "\n"


def test_every_recorded_defect_stands_in_the_list() -> None:
    assert Counter(defect["id"].split("-")[0] for defect in DEFECTS) == RECORDED


def test_every_test_that_holds_a_defect_exists() -> None:
    there = {name for path in ROOT.glob("tests/**/*.py") for name in re.findall(r"def (test_\w+)", path.read_text())}
    assert {name for defect in DEFECTS for name in defect["held_by"]} <= there


def test_the_page_of_defects_says_what_the_list_says() -> None:
    assert (ROOT / "docs" / "defects.md").read_text() == defects_page()


def test_sa_02_no_benefit_in_radicular_pain_is_told_with_the_drug() -> None:
    page = to_markdown(answered(LEG).article)
    assert "gabapentinoid-contested-us" in {j.recommendation for j in answered(LEG).assessment.fired()}
    assert "Do not begin a gabapentinoid as routine for leg pain after spine surgery" in page
    assert {"EV-01", "EV-02", "AUD-02"} & set(knowledge().recommendations["gabapentinoid-contested-us"].because)


def test_sa_03_the_trial_in_failed_back_surgery_is_told() -> None:
    assert "only placebo-controlled trial of a gabapentinoid found in failed back surgery" in to_markdown(
        answered(LEG).article
    )


def test_sa_07_no_gabapentinoid_as_routine_after_the_operation() -> None:
    rule = knowledge().recommendations["gabapentinoid-not-routine-after-operation"]
    assert "gabapentinoid-not-routine" in {do.act for do in rule.do}
    assert {"EV-06", "AUD-07"} & set(rule.because)


def test_sa_15_no_time_course_is_borrowed_from_other_pains() -> None:
    rule = knowledge().recommendations["no-borrowed-pregabalin-figures"]
    assert "OUT-06" in rule.because
    assert knowledge().acts[rule.do[0].act].is_against


def test_stimulation_waits_for_the_time_that_its_guideline_states() -> None:
    step = knowledge().shelves["course"]["scs-team-referral"]
    assert (step.stage, step.not_before, step.because) == ("late", "scs_nice_duration", ("INT-26",))


def test_an_act_is_told_once_in_the_timeline() -> None:
    for section in answered(LEG).article.sections:
        if section.id.startswith("timeline"):
            acts = [block.act for block in section.blocks if block.act]
            assert len(acts) == len(set(acts))


def test_a_plan_for_leg_pain_examines_roots_saddle_and_stretch() -> None:
    acts = {chosen.act for j in answered(LEG).assessment.fired() for chosen in j.acts}
    assert {"examine-leg-neurology", "straight-leg-raise", "examine-saddle", "record-power"} <= acts


def test_the_differential_names_what_other_pages_leave_out() -> None:
    rules = knowledge().recommendations
    for name in ("suspected-spinal-infection", "suspect-nonunion", "metalwork-failure", "fracture-imaging-wanted",
                 "sacroiliac-tests-done", "facet-only-by-blocks", "arachnoiditis-among-late-causes"):  # fmt: skip
        assert name in rules


def test_a_patient_who_falls_is_told_of_sedation_before_a_gabapentinoid() -> None:
    done = answered(FALLS)
    check = next(check for _, check in done.assessment.medicines.taken if check.drug == "gabapentin")
    assert check.reasons
    assert "falls-reviewed" in {j.recommendation for j in done.assessment.fired()}
    assert any("fall" in reason.says.lower() or "age" in reason.says.lower() for reason in check.reasons)


def test_mood_is_screened_in_the_first_weeks() -> None:
    assert knowledge().shelves["course"]["screen-mood"].stage == "early"
    assert "phq9" in facts_of(knowledge().shelves["course"]["screen-mood"].done_when)


HARMS = {
    "epidural": "epidural-steroid-warning",
    "stimulation": "stimulation-trial-and-harms",
    "adhesiolysis": "adhesiolysis-contested",
    "fusion": "simpler-fusion-technique",
}


@pytest.mark.parametrize("procedure", HARMS)
def test_every_procedure_that_is_proposed_tells_its_harm(procedure: str) -> None:
    rule = knowledge().recommendations[HARMS[procedure]]
    told = " ".join([rule.say.clinician, *(knowledge().acts[do.act].text for do in rule.do)]).lower()
    assert re.search(r"complication|blindness|dural tear|paralysis|infection", told)


PRAISE = r"world-class|top research|best option|cutting-edge|state-of-the-art|gold-standard care|trusted by"


@pytest.mark.parametrize("text", [LEG, FALLS, "What is failed back surgery syndrome?"])
def test_no_page_praises_itself(text: str) -> None:
    assert not re.search(PRAISE, to_markdown(answered(text).article), re.IGNORECASE)


@pytest.mark.parametrize("text", [LEG, FALLS, "What is failed back surgery syndrome?"])
def test_no_section_of_a_page_is_empty(text: str) -> None:
    article = answered(text).article
    assert all(section.blocks for section in article.sections)
    assert not re.search(r"^- .*:\s*$", to_markdown(article), re.MULTILINE)


def test_an_act_of_starting_is_never_a_bare_name() -> None:
    """No line of a page starts a drug without the check that stands beneath it."""
    for text in (LEG, FALLS):
        started = [b for b in answered(text).article.blocks() if b.kind is BlockKind.act and b.act]
        drugs = {
            knowledge().acts[b.act].drug for b in started if b.act and knowledge().acts[b.act].kind is ActKind.start
        }
        assert {drug for drug in drugs if drug} <= set(answered(text).assessment.proposed)


if __name__ == "__main__":
    (ROOT / "docs" / "defects.md").write_text(defects_page())
