"""A consult goes on: what is added, supposed, corrected or asked again, and what changed by it."""

from __future__ import annotations

from datetime import date

import pytest

from curbside.article.changes import Changes, changes
from curbside.article.model import Audience
from curbside.case.correct import CorrectionRefusedError
from curbside.case.refuse import TextRefusedError
from curbside.consult import Asked, consult
from curbside.followup import (
    MOST_TURNS,
    FollowUpRefusedError,
    Thread,
    answered,
    asked_for,
    follow,
    open_thread,
    put_right,
    read_by,
    without,
    without_supposing,
)
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Urgency

TODAY = date(2026, 11, 22)
NOTE = (
    "58-year-old woman, L4/5 fusion in January 2026. Left leg pain again for six weeks. Denies saddle numbness, "
    "bladder or bowel change. Power 5/5 throughout. Takes gabapentin 600 mg three times a day. Creatinine 0.8 mg/dL, "
    "weight 62 kg, height 160 cm. What should be done now?"
)


@pytest.fixture
def thread(knowledge: Knowledge) -> Thread:
    return open_thread(Asked(NOTE, TODAY), knowledge)


def changed_by(thread: Thread, said: str, knowledge: Knowledge) -> tuple[Thread, Changes]:
    later = follow(thread, said, knowledge)
    before, after = (answered(t, knowledge).assessment for t in (thread, later))
    return later, changes(before, after, knowledge)


def test_a_thread_of_one_turn_is_the_answer_to_its_question(thread: Thread, knowledge: Knowledge) -> None:
    alone = consult(Asked(NOTE, TODAY), knowledge)
    assert answered(thread, knowledge).article == alone.article


def test_a_new_alarm_makes_it_an_emergency_and_says_because_of_what(thread: Thread, knowledge: Knowledge) -> None:
    later, changed = changed_by(thread, "she now has urinary retention", knowledge)
    assert answered(later, knowledge).assessment.urgency is Urgency.emergency
    assert changed.urgency[1] is Urgency.emergency
    assert any(f.fact == "urinary_retention" and f.before == "no" for f in changed.facts)
    advised = {c.recommendation: c for c in changed.advice if c.turned == "advised"}
    assert "suspected-cauda-equina" in advised
    assert advised["suspected-cauda-equina"].because


def test_a_later_word_is_no_contradiction_of_an_earlier_denial(thread: Thread, knowledge: Knowledge) -> None:
    later = follow(thread, "Now numb between the legs.", knowledge)
    assert answered(later, knowledge).assessment.contradicted_facts == ()
    assert answered(later, knowledge).assessment.urgency is Urgency.emergency


def test_a_later_denial_replaces_what_was_more_specific(knowledge: Knowledge) -> None:
    thread = open_thread(Asked("L4/5 fusion 2025, back pain. Urinary retention since this morning.", TODAY), knowledge)
    later = follow(thread, "No bladder change after all.", knowledge)
    assert "urinary_retention" not in {f.fact for f in later.now.case.findings if f.status == "present"}


def test_a_supposed_kidney_function_replaces_the_measured_one(thread: Thread, knowledge: Knowledge) -> None:
    later, changed = changed_by(thread, "what if eGFR is 25?", knowledge)
    assert later.now.kind == "supposed"
    assert {"egfr", "creatinine"} <= {f.fact for f in changed.facts}
    assert any("gabapentin" in d.drug for d in changed.doses)


def test_a_supposed_medicine_is_checked_as_if_taken(thread: Thread, knowledge: Knowledge) -> None:
    later, changed = changed_by(thread, "what if she were on apixaban?", knowledge)
    assert ("apixaban", "taken") in {(m.drug, m.use.value) for m in later.now.case.medications}
    assert any(f.label == "medicine apixaban" and f.before == "not named" for f in changed.facts)


def test_a_medicine_to_be_started_is_planned_and_not_taken(thread: Thread, knowledge: Knowledge) -> None:
    later = follow(thread, "What if we start duloxetine 30 mg?", knowledge)
    assert ("duloxetine", "planned") in {(m.drug, m.use.value) for m in later.now.case.medications}


def test_a_drug_that_is_named_again_is_one_drug(thread: Thread, knowledge: Knowledge) -> None:
    later = follow(thread, "Gabapentin is now 300 mg twice a day.", knowledge)
    assert [m.drug for m in later.now.case.medications] == ["gabapentin"]


def test_an_operation_that_is_only_mentioned_again_is_not_a_second_one(thread: Thread, knowledge: Knowledge) -> None:
    later = follow(thread, "The wound of the fusion is leaking.", knowledge)
    assert len(later.now.case.operations) == len(thread.now.case.operations)


@pytest.mark.parametrize(
    ("said", "reader"),
    [
        ("explain for the patient", Audience.patient),
        ("Explain this to her GP please, for the GP", Audience.gp),
        ("in plain words", Audience.patient),
        ("Can you put it in the words of a nurse", None),
        ("rewrite it for a physiotherapist", Audience.nurse),
        ("for the medical reviewer", Audience.reviewer),
        ("she now has a fever", None),
        ("for two weeks she has had a fever", None),
    ],
)
def test_who_is_to_read_it_is_heard(said: str, reader: Audience | None) -> None:
    assert asked_for(said) is reader


def test_other_words_are_the_same_plan(thread: Thread, knowledge: Knowledge) -> None:
    later, changed = changed_by(thread, "explain for the patient", knowledge)
    assert changed.is_empty
    first, second = answered(thread, knowledge).article, answered(later, knowledge).article
    assert first.stamp.plan_hash == second.stamp.plan_hash
    assert second.audience is Audience.patient


def test_characters_of_a_follow_up_stand_in_the_joined_text(thread: Thread, knowledge: Knowledge) -> None:
    later = follow(thread, "What if eGFR is 25 and she now has a foot drop?", knowledge)
    case = later.now.case
    for finding in case.findings:
        start = getattr(finding.basis, "start", None)
        if start is not None:
            assert case.text[start : finding.basis.end] == finding.basis.quote  # type: ignore[union-attr]


def test_a_supposition_keeps_every_character_in_its_place() -> None:
    said = "What if eGFR is 25?"
    read = without_supposing(said)
    assert read is not None
    assert len(read) == len(said)
    assert read.strip() == "eGFR is 25."


def test_a_correction_wins_and_unknown_withdraws(thread: Thread, knowledge: Knowledge) -> None:
    corrected = put_right(thread, {"saddle_sensory_change": "yes"}, knowledge)
    assert answered(corrected, knowledge).assessment.urgency is Urgency.emergency
    withdrawn = put_right(corrected, {"saddle_sensory_change": "unknown"}, knowledge)
    assert "saddle_sensory_change" not in {f.fact for f in withdrawn.now.case.findings}


def test_a_wrong_correction_changes_nothing(thread: Thread, knowledge: Knowledge) -> None:
    with pytest.raises(CorrectionRefusedError):
        put_right(thread, {"no_such_fact": "yes"}, knowledge)
    assert len(thread.turns) == 1


def test_a_medicine_that_was_misread_can_be_taken_away(thread: Thread) -> None:
    assert without(thread, "medications", 0).now.case.medications == ()
    with pytest.raises(FollowUpRefusedError):
        without(thread, "medications", 7)


@pytest.mark.parametrize("said", ["", "   ", "\0\0\0\0"])
def test_what_cannot_be_read_is_refused_whole(said: str, thread: Thread, knowledge: Knowledge) -> None:
    with pytest.raises(TextRefusedError):
        follow(thread, said, knowledge)


def test_a_follow_up_that_says_nothing_is_refused_and_told_what_can_be_said(
    thread: Thread, knowledge: Knowledge
) -> None:
    with pytest.raises(FollowUpRefusedError, match="what to suppose"):
        follow(thread, "thank you very much", knowledge)


def test_a_thread_does_not_grow_for_ever(thread: Thread, knowledge: Knowledge) -> None:
    for _ in range(MOST_TURNS - 1):
        thread = follow(thread, "explain for the patient", knowledge)
    with pytest.raises(FollowUpRefusedError, match="start a new one"):
        follow(thread, "she now has a fever", knowledge)


def test_reading_by_another_adds_no_turn(thread: Thread) -> None:
    assert len(read_by(thread, Audience.gp).turns) == 1


def test_no_follow_up_without_an_alarm_word_lowers_the_urgency(knowledge: Knowledge) -> None:
    thread = open_thread(Asked("Numb between my legs since this morning after my back operation", TODAY), knowledge)
    for said in ("what about duloxetine?", "explain for the patient", "she is 80 years old", "what if eGFR is 25?"):
        thread = follow(thread, said, knowledge)
        assert answered(thread, knowledge).assessment.urgency is Urgency.emergency
