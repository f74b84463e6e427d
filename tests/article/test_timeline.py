"""What should have happened by when, on the patient's own clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.shipped import knowledge

from curbside.article.documenting import document_of
from curbside.article.model import Audience, Mark
from curbside.article.timeline import FIRST_STAGE, State, Timeline, timeline_of, window_of
from curbside.consult import Asked, consult
from curbside.knowledge.model import ActKind
from curbside.pathway.assess import assess
from curbside.pathway.examples import case_of
from curbside.pathway.model import ALARMS
from curbside.pathway.truth import evaluate
from curbside.pathway.view import View

PAIN = {"spine_surgery": "yes", "back_pain": "yes", "leg_pain": "yes", "pain_persistent": "yes"}


def made(**given: object) -> Timeline:
    k = knowledge()
    return timeline_of(assess(case_of({**PAIN, **given}, k, k.edition), k, "us"), k)


def states(timeline: Timeline) -> dict[str, State]:
    return {step.chosen.act: step.state for stage in timeline.stages for step in stage.steps}


def test_nothing_is_overdue_on_a_clock_that_is_not_known() -> None:
    timeline = made(any_red_flag="no")
    assert timeline.counted_from is None
    assert not timeline.steps(State.overdue)
    assert timeline.steps(State.undated)


def test_goals_that_are_known_not_to_be_agreed_are_overdue_after_twenty_weeks() -> None:
    found = states(made(weeks_since_presentation="20", function_goals_agreed="no"))
    assert found["agree-function-goals"] is State.overdue


def test_goals_of_which_nothing_is_known_are_asked_about_and_never_overdue() -> None:
    timeline = made(weeks_since_presentation="20")
    assert states(timeline)["agree-function-goals"] is State.not_documented
    assert not timeline.steps(State.overdue)


def test_every_act_that_a_routine_plan_orders_refers_or_starts_stands_in_the_course() -> None:
    k = knowledge()
    staged = k.shelves["course"]
    kinds = (ActKind.order, ActKind.refer, ActKind.start)
    for rule in k.recommendations.values():
        for do in rule.do if rule.urgency not in ALARMS else ():
            if k.acts[do.act].kind in kinds and do.within not in FIRST_STAGE:
                assert do.act in staged or rule.stage is not None, do.act


def test_a_step_whose_time_has_a_source_names_it_and_another_is_marked_as_consensus() -> None:
    text = "Back and leg pain for months after a discectomy, stable and unchanged."
    asked = Asked(text, date(2026, 11, 22), corrections={**PAIN, "weeks_since_presentation": "20"})
    sections = {s.id: s for s in consult(asked, knowledge()).article.sections}
    course = knowledge().shelves["course"]
    for block in sections["timeline-details"].blocks:
        step = course.get(block.act or "")
        if step is not None:
            assert set(step.because) <= set(block.because)
            assert step.because or Mark.sign_off in block.marks


def test_a_scan_that_was_never_done_is_overdue_with_its_reason() -> None:
    text = "Back and leg pain for months after a discectomy, getting worse. No scan since the operation."
    given = {**PAIN, "weeks_since_presentation": "20", "imaged_since_surgery": "no", "symptoms_changed": "yes"}
    article = consult(Asked(text, date(2026, 11, 22), corrections=given), knowledge()).article
    section = next(s for s in article.sections if s.id == "timeline")
    told = [b.text for b in section.blocks if "(overdue)" in b.text]
    assert any("week 12" in text and "an adequate scan since the latest operation" in text for text in told)


def test_a_complete_list_of_treatments_shows_what_was_not_done() -> None:
    k = knowledge()
    case = case_of({**PAIN, "weeks_since_presentation": "30", "had": [{"kinds": ["discectomy"]}]}, k, k.edition)
    step = k.shelves["course"]["start-exercise-after-disc"]
    listed = replace(case, complete=frozenset({"treatments"}))
    assert evaluate(step.done_when, View(case, k, "us")) is None
    assert evaluate(step.done_when, View(listed, k, "us")) is False


def test_union_is_judged_by_the_weeks_since_the_operation_and_not_before_its_figure() -> None:
    k = knowledge()
    stages = {stage.id: stage for stage in k.pathway.stages}
    step = k.shelves["course"]["ct-union"]
    view = View(case_of({**PAIN, "days_since_surgery": "100"}, k, k.edition), k, "us")
    begins, ends = window_of(step, stages[step.stage], view)
    assert (round(begins, 1), ends, step.counted_from) == (25.7, None, "operation")


def test_goals_that_were_agreed_are_never_overdue() -> None:
    found = states(made(weeks_since_presentation="20", function_goals_agreed="yes"))
    assert found.get("agree-function-goals", State.done) is State.done


def test_goals_are_due_and_not_overdue_in_the_first_week() -> None:
    found = states(made(weeks_since_presentation="1", function_goals_agreed="no"))
    assert found.get("agree-function-goals", State.due) is State.due


def test_the_time_since_the_operation_counts_only_when_the_other_clock_is_not_known() -> None:
    assert made(days_since_surgery="70").counted_from == "days_since_surgery"
    both = made(days_since_surgery="70", weeks_since_presentation="3")
    assert (both.counted_from, both.week and both.week.low) == ("weeks_since_presentation", 3)


def test_a_span_that_may_still_lie_inside_the_stage_is_not_overdue() -> None:
    assert (
        states(made(weeks_since_presentation="1..30", function_goals_agreed="no")).get("agree-function-goals")
        is not State.overdue
    )


def test_what_must_be_avoided_is_never_due_or_overdue() -> None:
    timeline = made(weeks_since_presentation="40")
    for stage in timeline.stages:
        for step in stage.steps:
            if knowledge().acts[step.chosen.act].is_against:
                assert step.state in (State.stands, State.done)


def test_what_cannot_wait_belongs_to_the_first_stage() -> None:
    timeline = made(saddle_sensory_change="yes")
    first = {step.chosen.act for step in timeline.stages[0].steps}
    assert "mri-lumbar-emergency" in first
    assert all(step.state in (State.due, State.stands, State.done) for step in timeline.stages[0].steps)


@pytest.mark.parametrize(("audience", "words"), [(Audience.specialist, "(overdue)"), (Audience.patient, "(late: ")])
def test_the_page_says_what_is_overdue_in_the_words_of_its_reader(audience: Audience, words: str) -> None:
    text = "Back and leg pain for months after a discectomy, stable and unchanged."
    given = {**PAIN, "weeks_since_presentation": "20", "function_goals_agreed": "no"}
    asked = Asked(text, date(2026, 11, 22), audience=audience, corrections=given)
    article = consult(asked, knowledge()).article
    section = next(s for s in article.sections if s.id == "timeline")
    assert "20 weeks" in section.blocks[0].text
    assert any(words in block.text for block in section.blocks)


def test_the_timeline_of_the_document_tells_every_step_with_its_amounts() -> None:
    text = "New saddle numbness three weeks after a discectomy."
    done = consult(Asked(text, date(2026, 11, 22)), knowledge())
    document = document_of(done.article, done.assessment, done.evidence, knowledge())
    told = [step for stage in document["timeline"]["stages"] for step in stage["steps"]]
    made_ = timeline_of(done.assessment, knowledge())
    assert [s["act"] for s in told] == [s.chosen.act for stage in made_.stages for s in stage.steps]
    assert not [s["text"] for s in told if "{" in s["text"]]
