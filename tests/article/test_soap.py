"""A SOAP note tells history from observation, holds the plan and nothing else, and cites what it lists."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

import pytest
import yaml
from tests.shipped import knowledge

from curbside.article.model import CLINICAL, Audience, BlockKind
from curbside.article.soap import to_soap
from curbside.consult import Asked, Consult, consult
from curbside.doors.rendering import render
from curbside.knowledge.load import default_root
from curbside.knowledge.model import FactKind

TODAY = date(2026, 11, 22)
DEMO = (default_root().parent / "docs" / "demo" / "case.txt").read_text(encoding="utf-8")
EMERGENCY = (
    "46F, day 2 after L5/S1 discectomy, numb between the legs, has not passed urine. BP 82/40. Is fusion indicated?"
)
HEADED = """HPI: 60M, L4/5 fusion three years ago. Numbness of the left foot for two months. No fever.
Exam: numbness on top of the foot. Wound redness. Temp 38.4.
Labs: CRP 90
MRI: epidural fibrosis around the L5 root."""
CASES: list[dict[str, Any]] = [
    case
    for path in sorted((default_root().parent / "tests" / "acceptance").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@cache
def told(text: str, audience: Audience = Audience.specialist) -> Consult:
    return consult(Asked(text, TODAY, audience=audience), knowledge())


@cache
def note(text: str, audience: Audience = Audience.specialist) -> str:
    return render(told(text, audience), knowledge(), "soap")


def part(text: str, title: str) -> str:
    return re.split(r"\n[A-Z]+:\n", text.split(f"\n{title}:\n", 1)[1])[0]


# --- history and observation ----------------------------------------------------


def test_what_was_measured_is_objective_and_what_was_told_is_subjective() -> None:
    subjective, objective = part(note(DEMO), "SUBJECTIVE"), part(note(DEMO), "OBJECTIVE")
    for told_ in ("leg pain: yes", "fever: no", "gabapentin 600 mg three times a day", "fusion at L4-L5", "physio"):
        assert told_ in subjective
        assert told_ not in objective
    for found in ("power of lifting the ankle: 4", "serum creatinine: 1.4", "body weight: 62 kg"):
        assert found in objective
        assert found not in subjective


def test_what_was_read_from_the_words_of_a_measurement_stands_beside_it() -> None:
    assert "leg weakness: yes, new, left (“Ankle dorsiflexion 4/5”" in part(note(DEMO), "OBJECTIVE")


def test_the_headings_of_the_text_decide_for_what_may_be_either() -> None:
    subjective, objective = part(note(HEADED), "SUBJECTIVE"), part(note(HEADED), "OBJECTIVE")
    assert "fever: no" in subjective
    assert "redness" in objective
    assert "redness" not in subjective
    examination, rest = objective.split("Laboratory:", 1)
    assert "top of the foot" in examination
    assert "90" in rest.split("Imaging", 1)[0]
    assert "epidural fibrosis" in rest.split("Imaging", 1)[1]


def test_every_number_that_is_no_observation_is_known_to_be_told() -> None:
    """A new number must be placed: in record.yaml, or here."""
    parts = knowledge().shelves["record_parts"].values()
    observed = {f.id for f in knowledge().facts.values() for p in parts if f.id in p.facts or f.group in p.groups}
    numbers = {f.id for f in knowledge().facts.values() if f.kind is FactKind.number}
    assert numbers - observed == {
        "age", "spine_operation_count", "days_since_surgery", "weeks_since_presentation", "days_since_injection",
        "pregnancy_weeks", "mme_per_day", "acetaminophen_per_day", "pain_improvement", "disability_improvement",
        "pain_points_improvement", "pain_duration", "block_relief", "block_count", "stimulation_trial_relief",
        "stimulation_trial_hours", "steroid_injections_year", "nicotine_free_weeks",
    }  # fmt: skip


@pytest.mark.parametrize("text", [DEMO, EMERGENCY, HEADED])
def test_every_finding_of_the_article_stands_once_in_the_note(text: str) -> None:
    findings = [b.text for s in told(text).article.sections for b in s.blocks if b.kind is BlockKind.finding]
    both = (part(note(text), "SUBJECTIVE") + "\n" + part(note(text), "OBJECTIVE")).splitlines()
    assert findings
    for finding in findings:
        assert both.count(f"- {finding}") == 1, finding


# --- assessment and plan --------------------------------------------------------


@pytest.mark.parametrize("text", [DEMO, EMERGENCY, HEADED])
def test_every_act_of_the_article_stands_once_in_the_plan_at_its_soonest_time(text: str) -> None:
    plan = part(note(text), "PLAN")
    plan_sections = (
        s for s in told(text).article.sections if not s.id.startswith("timeline")
    )  # the same acts by stage
    acts = {b.act: b for s in plan_sections for b in s.blocks if b.act is not None}
    assert acts
    for block in acts.values():
        assert sum(line.startswith(f"- {block.text}") for line in plan.splitlines()) == 1, block.text
    titles = [line.rstrip(":") for line in plan.splitlines() if not line.startswith("- ")]
    order = ["Now", "Within hours", "The same day", "Within days", "Within two weeks", "At the planned visit"]
    assert [t for t in titles if t in order] == sorted((t for t in titles if t in order), key=order.index)


def test_what_is_held_and_the_checks_of_medicines_stand_in_the_plan() -> None:
    plan = part(note(DEMO), "PLAN")
    held = [b.text for s in told(DEMO).article.sections for b in s.blocks if b.kind is BlockKind.hold]
    assert held
    assert all(f"- HOLD: {text}" in plan for text in held)
    assert "1800 mg a day is above the limit of 1400 a day. Lower the dose (grade X)" in plan
    assert "Safety net:" in plan


def test_the_urgency_comes_before_everything_else_in_the_assessment() -> None:
    lines = part(note(EMERGENCY), "ASSESSMENT").splitlines()
    assert lines[0] == "Urgency: EMERGENCY: now or within hours"


def test_while_an_emergency_stands_nothing_else_is_planned() -> None:
    plan = part(note(EMERGENCY), "PLAN")
    assert "At the planned visit" not in plan
    assert " fusion" not in plan.lower()


def test_open_questions_are_open_in_the_note() -> None:
    assert "Open questions could raise this to: EMERGENCY" in part(note(DEMO), "ASSESSMENT")
    asked = (s for s in told(DEMO).article.sections if s.id != "timeline" and not s.folded)
    for block in (b for s in asked for b in s.blocks if b.kind is BlockKind.question):
        assert f"- ? {block.text}" in part(note(DEMO), "ASSESSMENT")


# --- nothing is added -----------------------------------------------------------

_OWN = re.compile(
    r"^(|[A-Z ]+:|Asked: .*|Urgency: .*|Open questions could .*|Guidelines disagree on: .*|- Operation: .*|"
    r"- Treatment: .*|- (Takes|Stopped|Planned|Asked about|Allergic to): .*|\d+\. \[.*|[A-Z][^.]*:|"
    r"The reason and the evidence for each line stand in the full answer\.|- Nothing was read\.|"
    r"- No examination, vital signs, laboratory or imaging finding was read\.|Review status: .*|Answered for .*)$"
)


@pytest.mark.parametrize("text", [DEMO, EMERGENCY, HEADED, "How often should a patient be reviewed after fusion?"])
@pytest.mark.parametrize("audience", Audience)
def test_every_line_comes_from_a_block_or_the_case(text: str, audience: Audience) -> None:
    reader = Audience.specialist if audience is Audience.patient else audience
    article = told(text, reader).article
    known = [block.text for block in article.blocks()]
    own = {article.title.upper(), article.heading, article.disclaimer, article.intended_use}
    for line in note(text, audience).splitlines():
        if line in own or _OWN.match(line):
            continue
        words = re.sub(r"^(- )?(HOLD: |\? |Bottom line: )?", "", line)
        assert any(words.startswith(block) for block in known), line


@pytest.mark.parametrize("case", CASES[:12], ids=lambda c: str(c.get("id", c.get("name", "")))[:40])
def test_every_marker_stands_in_the_list_and_every_entry_is_cited(case: dict[str, Any]) -> None:
    text = note(case.get("text") or case.get("ask") or case["question"])
    body, _, listed = text.partition("\nREFERENCES:\n")
    marks = {int(n) for found in re.findall(r" \[(\d+(?:, \d+)*)\]", body) for n in found.split(", ")}
    entries = {int(n) for n in re.findall(r"^(\d+)\. \[", listed, re.MULTILINE)}
    assert marks == entries


def test_clinical_sentences_keep_their_markers() -> None:
    article = told(DEMO).article
    cited = [(b.text, f"[{', '.join(map(str, b.citations))}]") for b in article.blocks() if b.kind in CLINICAL]
    for line in part(note(DEMO), "PLAN").splitlines():
        words = re.sub(r"^- (HOLD: )?", "", line)
        marks = [mark for text, mark in cited if words.startswith(text)]
        assert not marks or any(mark in line for mark in marks), line


def test_the_note_ends_with_review_status_disclaimer_and_what_made_it() -> None:
    ending = note(DEMO).rsplit("REFERENCES", 1)[1]
    assert "Review status: Not yet reviewed by a clinician." in ending
    assert knowledge().pathway.disclaimer.split(";")[0] in ending
    assert knowledge().hash[:12] in ending


def test_the_same_case_makes_the_same_note() -> None:
    done = told(DEMO)
    assert to_soap(done.article, done.assessment, knowledge()) == note(DEMO)


def test_a_patients_answer_makes_a_clinicians_note() -> None:
    assert note(DEMO, Audience.patient) == note(DEMO, Audience.specialist)
