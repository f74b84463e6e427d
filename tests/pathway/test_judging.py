"""Judging: possible findings, exclusions, open questions, urgencies."""

from __future__ import annotations

from typing import Any

import pytest

from curbside.case.model import Finding, Span, Status
from curbside.knowledge.condition_language import parse_condition
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Urgency
from curbside.pathway.assess import assess
from curbside.pathway.decisive import decisive
from curbside.pathway.examples import case_of, view_of
from curbside.pathway.judging import judge
from curbside.pathway.model import Assessment, Cover, Documented, Truth
from curbside.pathway.truth import evaluate


def assessed(small: Knowledge, **given: Any) -> Assessment:
    return assess(case_of(given, small, small.edition), small, "us")


def truth(small: Knowledge, condition: object, **given: Any) -> bool | None:
    return evaluate(parse_condition(condition), view_of(given, "us", small))


def test_a_possible_red_flag_fires_and_says_possible(small: Knowledge) -> None:
    judgement = assessed(small, saddle_numbness="possible").judgements["suspected-cauda-equina"]
    assert (judgement.verdict, judgement.possible) == (Truth.yes, True)


def test_a_possible_finding_does_not_fire_a_rule_that_can_wait(small: Knowledge) -> None:
    judgement = assessed(small, spine_surgery="possible", residual="300").judgements["residual-measured"]
    assert judgement.verdict is Truth.unknown


def test_what_nobody_asked_stays_open_and_shows_in_the_possible_urgency(small: Knowledge) -> None:
    result = assessed(small, back_pain="yes")
    assert (result.urgency, result.urgency_possible) == (Urgency.routine, Urgency.emergency)


def test_a_specific_finding_makes_its_general_fact_present(small: Knowledge) -> None:
    assert assessed(small, urinary_retention="yes").urgency is Urgency.emergency


def test_the_absence_of_the_general_fact_makes_the_specific_absent(small: Knowledge) -> None:
    assert truth(small, "urinary_retention", bladder_change="no") is False


def test_a_specific_finding_wins_over_the_absence_of_its_general_fact(small: Knowledge) -> None:
    assert truth(small, "bladder_change", bladder_change="no", urinary_retention="yes") is True


def test_present_and_absent_in_one_text_is_only_possible_asked_and_named(small: Knowledge) -> None:
    both = [
        Finding("saddle_numbness", value, status, Span(0, 1, "x"))
        for value, status in ((True, Status.present), (False, Status.absent))
    ]
    case = case_of({"back_pain": "yes"}, small, small.edition).with_findings(*both)
    result = assess(case, small, "us")
    judged = result.judgements["suspected-cauda-equina"]
    assert result.contradicted_facts == ("saddle_numbness",)
    assert (judged.verdict, judged.possible) == (Truth.yes, True)
    assert "saddle_numbness" in judged.asks


def test_what_one_text_says_both_ways_settles_nothing_but_an_alarm(small: Knowledge) -> None:
    both = [
        Finding("spine_surgery", value, status, Span(0, 1, "x"))
        for value, status in ((True, Status.present), (False, Status.absent))
    ]
    case = case_of({"residual": "300"}, small, small.edition).with_findings(*both)
    assert assess(case, small, "us").judgements["residual-measured"].verdict is Truth.unknown


@pytest.mark.parametrize("status", [Status.historical, Status.hypothetical, Status.other_person])
def test_a_finding_that_is_not_about_the_patient_now_decides_nothing(small: Knowledge, status: Status) -> None:
    finding = Finding("saddle_numbness", True, status, Span(0, 1, "x"))
    case = case_of({"back_pain": "yes"}, small, small.edition).with_findings(finding)
    assert assess(case, small, "us").judgements["suspected-cauda-equina"].verdict is Truth.unknown


def test_an_unknown_exclusion_excludes_nothing_and_is_asked(small: Knowledge) -> None:
    judgement = assessed(small, spine_surgery="yes", residual="300").judgements["residual-measured"]
    assert (judgement.verdict, judgement.asks) == (Truth.yes, ("leg_pain_side",))


def test_a_list_that_is_not_complete_denies_nothing(small: Knowledge) -> None:
    condition = {"takes": {"any": ["opioid"]}}
    assert truth(small, condition, takes=["ibuprofen"]) is None
    assert truth(small, condition, takes=["ibuprofen"], complete=["medications"]) is False


def test_a_condition_on_medicines_asks_for_the_list(small: Knowledge) -> None:
    assert decisive(parse_condition({"takes": {"any": ["opioid"]}}), view_of({}, "us", small)) == ("medications",)


def test_a_settled_part_is_not_asked(small: Knowledge) -> None:
    condition = parse_condition({"any": ["saddle_numbness", "bladder_change"]})
    assert decisive(condition, view_of({"saddle_numbness": "no"}, "us", small)) == ("bladder_change",)
    assert decisive(condition, view_of({"saddle_numbness": "yes"}, "us", small)) == ()


def test_a_fact_that_cannot_change_the_verdict_is_not_asked(small: Knowledge) -> None:
    condition = parse_condition(
        {"any": [{"all": ["saddle_numbness", "back_pain"]}, {"all": ["not saddle_numbness", "back_pain"]}]}
    )
    assert decisive(condition, view_of({}, "us", small)) == ("back_pain",)


def test_a_known_finding_with_unknown_course_is_asked_again(small: Knowledge) -> None:
    condition = parse_condition({"course": {"fact": "back_pain", "in": ["new", "worse"]}})
    assert decisive(condition, view_of({"back_pain": "yes"}, "us", small)) == ("back_pain",)
    assert evaluate(condition, view_of({"back_pain": {"value": "yes", "course": "worse"}}, "us", small)) is True
    assert evaluate(condition, view_of({"back_pain": {"value": "yes", "course": "unchanged"}}, "us", small)) is False


def test_onset_after_an_event_is_judged_with_spans(small: Knowledge) -> None:
    condition = parse_condition({"after": {"fact": "back_pain", "event": "days_since_surgery", "days": "<= 14"}})
    early = {"back_pain": {"value": "yes", "onset": "2"}, "days_since_surgery": "10"}
    late = {"back_pain": {"value": "yes", "onset": "2"}, "days_since_surgery": "40"}
    before = {"back_pain": {"value": "yes", "onset": "20"}, "days_since_surgery": "10"}
    unsure = {"back_pain": {"value": "yes", "onset": "2..9"}, "days_since_surgery": "20"}
    assert [evaluate(condition, view_of(g, "us", small)) for g in (early, late, before, unsure)] == [
        True,
        False,
        False,
        None,
    ]


def test_a_payer_threshold_without_a_value_leaves_its_criterion_undocumented(small: Knowledge) -> None:
    report = assessed(small, back_pain="yes", saddle_numbness="no").criteria[0]
    assert [r.status for r in report.results] == [Documented.met, Documented.not_documented]
    assert report.missing == ("The scan report.",)


def test_a_child_gets_emergencies_only(small: Knowledge) -> None:
    result = assessed(small, back_pain="yes", age="12")
    assert (result.scope.cover, result.scope.exclusions) == (Cover.emergencies_only, ("child",))
    assert set(result.judgements) == {"suspected-cauda-equina"}


def test_without_a_stated_operation_the_answer_is_indirect(small: Knowledge) -> None:
    assert assessed(small, back_pain="yes").scope.cover is Cover.indirect


def test_another_subject_is_outside(small: Knowledge) -> None:
    assert assessed(small).scope.cover is Cover.outside


def test_an_alarm_rings_outside_the_scope_too(small: Knowledge) -> None:
    assert assessed(small, saddle_numbness="yes").urgency is Urgency.emergency


def test_opposite_acts_on_one_target_are_a_contradiction(small: Knowledge) -> None:
    rules = dict(small.recommendations)
    rule = rules["residual-measured"]
    against = rule.model_copy(update={"do": (rule.do[0].model_copy(update={"act": "avoid-mri"}),)})
    changed = type(small)(
        **{**{f: getattr(small, f) for f in small.__dataclass_fields__}, "recommendations": {**rules, rule.id: against}}
    )
    result = assess(
        case_of(
            {"saddle_numbness": "yes", "spine_surgery": "yes", "residual": "300", "leg_pain_side": "right"},
            small,
            small.edition,
        ),
        changed,
        "us",
    )
    assert [c.target for c in result.contradictions] == ["mri"]


def test_judging_leaves_the_case_as_it_was(small: Knowledge) -> None:
    view = view_of({"back_pain": "yes"}, "us", small)
    before = view.case
    judge(small.recommendations["suspected-cauda-equina"], view)
    assert view.case is before


def test_absence_on_one_side_does_not_contradict_the_other(small: Knowledge) -> None:
    left = Finding("back_pain", True, Status.present, Span(0, 1, "x"), side="left")
    right = Finding("back_pain", False, Status.absent, Span(2, 3, "y"), side="right")
    case = case_of({}, small, small.edition).with_findings(left, right)
    result = assess(case, small, "us")
    assert result.contradicted_facts == ()
    assert result.scope.cover is Cover.indirect


def test_outside_its_subject_the_pathway_asks_nothing(small: Knowledge) -> None:
    result = assessed(small, age="40")
    assert (result.scope.cover, result.unknowns, dict(result.judgements)) == (Cover.outside, (), {})
