"""Laws of the plan: alarms add up, unknown is never no, readers differ in words only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from law_notes import TODAY, judged, knowledge, notes, plan, read
from law_patients import (
    ALARMS,
    Given,
    alarm_acts,
    assessed,
    case_given,
    patients,
    red_flags,
    replaced_by_no_less,
    stated,
)
from pydantic import BaseModel

from curbside.article.compose import compose
from curbside.article.model import Article, Audience, BlockKind
from curbside.consult import Asked, consult
from curbside.evidence.gather import gather
from curbside.knowledge.conditions import Compare, Condition, nodes
from curbside.pathway.model import Assessment, Judgement, Truth
from curbside.pathway.reach import reach_of
from curbside.pathway.truth import evaluate
from curbside.pathway.view import View, lineage

# --- MR-4: another red flag ---------------------------------------------------

EXCHANGED = {
    "surgeon-before-anticoagulant": "a patient who collapses is treated before anyone is asked",
    "ct-abdomen-contrast-now": "a patient who bleeds with low pressure goes to theatre and not to a scanner",
    "antibiotics-after-cultures": "with sepsis or a deficit antibiotics are given at once",
    "risk-assessment-same-day": "a plan or an attempt of self-harm is an emergency call",
}
"""Acts that a further alarm replaces by something faster, with the reason; any other loss breaks the law."""


@given(patient=patients(), flag=st.sampled_from(red_flags()), value=st.sampled_from(["yes", "possible"]))
def test_another_red_flag_never_lowers_the_urgency_and_never_loses_an_urgent_act(
    patient: Given, flag: str, value: str
) -> None:
    assume(not stated(flag, patient))
    before, after = assessed(patient), assessed({**patient, flag: value})
    assert before.urgency <= after.urgency
    kept = {act for acts in alarm_acts(after).values() for act in acts}
    for rule, acts in alarm_acts(before).items():
        now = after.judgements[rule]
        if not replaced_by_no_less(now, after):
            lost = acts - kept - set(EXCHANGED)
            assert not lost, f"{rule} lost {', '.join(sorted(lost))}"


@given(patient=patients(), flag=st.sampled_from(red_flags()))
def test_a_certain_red_flag_is_at_least_as_urgent_as_a_possible_one(patient: Given, flag: str) -> None:
    assume(not stated(flag, patient))
    assert assessed({**patient, flag: "possible"}).urgency <= assessed({**patient, flag: "yes"}).urgency


@given(patient=patients())
def test_an_emergency_comes_first_for_every_reader(patient: Given) -> None:
    assessment = assessed(patient)
    assume(assessment.urgency is ALARMS[0])
    evidence = gather(assessment, knowledge())
    for audience in Audience:
        article = compose(assessment, evidence, knowledge(), audience)
        advice = [b for b in article.blocks() if b.kind in (BlockKind.advice, BlockKind.act) and b.urgency]
        assert advice[0].urgency is ALARMS[0], audience


# --- MR-10: age and sex where no rule looks ------------------------------------------


@cache
def ages_that_matter() -> list[float]:
    """Every limit on age that any rule, criteria set, exclusion or drug table holds."""
    found = {0.0, 121.0}
    for shelf in knowledge().shelves.values():
        for record in shelf.values():
            found |= set(_age_limits(record))
    return sorted(found)


def _age_limits(record: object) -> list[float]:
    if isinstance(record, Condition):
        compared = [node for node in nodes(record) if isinstance(node, Compare) and node.fact == "age"]
        limits = [_limit(node) for node in compared]
        return [limit for limit in limits if limit is not None]
    if isinstance(record, list | tuple):
        return [limit for item in record for limit in _age_limits(item)]
    if isinstance(record, BaseModel):
        return [limit for item in vars(record).values() for limit in _age_limits(item)]
    return []


def _limit(node: Compare) -> float | None:
    if node.figure is None:
        return node.value
    known = knowledge().figures.get(node.figure)
    return known[1].value_at("us", TODAY) if known else None


def test_the_limits_of_age_are_found() -> None:
    assert {18.0, 65.0} <= set(ages_that_matter())


@given(patient=patients(), data=st.data())
def test_two_ages_between_the_same_limits_have_one_plan(patient: Given, data: st.DataObject) -> None:
    limits = ages_that_matter()
    spans = [(low, high) for low, high in pairwise(limits) if high - low > 2]
    low, high = data.draw(st.sampled_from(spans))
    within = st.integers(int(low) + 1, int(high) - 1)
    assume("weight" not in patient and "creatinine" not in patient)
    one, two = data.draw(within), data.draw(within)
    assert plan(case_given({**patient, "age": one})) == plan(case_given({**patient, "age": two}))


@given(patient=patients())
def test_sex_changes_no_verdict_of_a_rule_that_does_not_name_it(patient: Given) -> None:
    reach = reach_of(knowledge()).rules
    him, her = (assessed({**patient, "sex": sex}).judgements for sex in ("male", "female"))
    for name, rule in him.items():
        if "sex" not in reach[name] and rule.overridden_by is None and her[name].overridden_by is None:
            assert _said(rule) == _said(her[name]), name


def _said(judgement: Judgement) -> tuple[Any, ...]:
    return judgement.verdict, judgement.possible, judgement.urgency, judgement.acts, judgement.asks


# --- MR-12: a fact taken away -------------------------------------------------------------


@given(patient=patients(), data=st.data())
def test_a_fact_taken_away_leaves_no_verdict_more_certain_and_is_asked_for(patient: Given, data: st.DataObject) -> None:
    """A rule may go from no to advised only with the question on the page: an exclusion must be known to exclude.

    Two findings of one kind (a foot drop and a weak leg) each speak for the course of their common fact,
    so patients who state both are left out here.
    """
    facts = sorted(name for name in patient if name in knowledge().facts)
    assume(facts)
    fact = data.draw(st.sampled_from(facts))
    assume(not relatives(fact) & set(patient))
    less = {name: value for name, value in patient.items() if name != fact}
    before, after = assessed(patient), assessed(less)
    assume(not after.known.get(fact))  # what follows from something else that was stated is not taken away
    asked = {u.fact for u in after.unknowns}
    for name, now in after.judgements.items():
        was = before.judgements.get(name)
        if was is None or was.verdict is now.verdict:
            continue
        assert now.verdict is Truth.unknown or (now.verdict is Truth.yes and now.asks), name
        about = moved_by(fact, before, after) | set(was.asks)  # an exclusion that was open may settle it alone
        assert about & set(now.asks), f"{name} asks {now.asks}, not {fact}"
        assert about & asked, f"{fact} is not among the open questions"


def relatives(fact: str) -> set[str]:
    """Facts that imply this one, that it implies, or that imply or follow from something together with it."""
    line = lineage(knowledge())
    above, below = line.generals[fact], line.specifics[fact]
    beside = {other for general in above for other in line.specifics[general]}
    beside |= {other for special in below for other in line.generals[special]}
    return {*above, *below, *beside} - {fact}


def moved_by(fact: str, before: Assessment, after: Assessment) -> set[str]:
    """Everything that may be asked in place of a fact: its kin, what is computed from it, the list it speaks of."""
    line = lineage(knowledge())
    computed = {d for d in line.derived if before.known.get(d) != after.known.get(d)}
    lists = {"operations"} if {fact, *computed} & {"spine_surgery", "spine_operation_count"} else set()
    return {fact, *line.generals[fact], *line.specifics[fact], *computed, *lists}


@given(patient=patients(), data=st.data())
def test_an_answer_never_overturns_a_verdict_that_was_certain(patient: Given, data: st.DataObject) -> None:
    """What was yes or no with nothing left to ask stays so whatever else is learnt of the patient."""
    before = assessed(patient)
    assume(before.unknowns)
    asked = data.draw(st.sampled_from([u.fact for u in before.unknowns if u.fact in knowledge().facts] or ["age"]))
    assume(asked not in patient and knowledge().facts[asked].kind.value == "yes_no" and not stated(asked, patient))
    after = assessed({**patient, asked: data.draw(st.sampled_from(["yes", "no"]))})
    for name, was in before.judgements.items():
        now = after.judgements.get(name)
        if now is None or was.verdict is Truth.unknown or was.possible:
            continue
        if moved_by(asked, before, after) & set(was.asks):
            continue
        assert now.verdict is was.verdict, name


def test_a_patient_of_whom_nothing_is_known_gets_no_verdict_of_no() -> None:
    """Unknown is not no: only a rule that needs nothing may be certain."""
    judgements = judged(case_given({"spine_surgery": "yes", "back_pain": "yes"})).judgements
    said_no = [name for name, j in judgements.items() if j.verdict is Truth.no]
    reach = reach_of(knowledge()).rules
    assert [name for name in said_no if not reach[name] & {"spine_surgery", "back_pain"}] == []


# --- MR-14: the calendar -----------------------------------------------------------------------


@given(patient=patients(), days=st.integers(0, 700))
def test_the_same_patient_on_another_day_has_the_same_plan(patient: Given, days: int) -> None:
    """All that is known stands in days before today; the limits in force are those of one edition."""
    case = case_given(patient)
    assume(not _dated_after(TODAY))
    assert plan(replace(case, today=TODAY + timedelta(days=days))) == plan(case)


def _dated_after(day: date) -> bool:
    return any(v.since > day for _, figure in knowledge().figures.values() for v in figure.values)


# --- MR-18: readers ---------------------------------------------------------------------------------


@given(note=notes(least=2))
def test_every_reader_gets_the_same_plan_the_same_urgency_and_the_same_alarms(note: list[str]) -> None:
    text = " ".join(note)
    articles = [consult(Asked(text, TODAY, audience=audience), knowledge()).article for audience in Audience]
    assert len({a.stamp.plan_hash for a in articles}) == 1
    assert len({(a.urgency, a.urgency_possible) for a in articles}) == 1
    assert len({frozenset(_alarms(a, BlockKind.advice, BlockKind.hold)) for a in articles}) == 1
    clinicians = [a for a in articles if a.audience is not Audience.patient]
    assert len({frozenset(_alarms(a, BlockKind.open)) for a in clinicians}) == 1


def _alarms(article: Article, *kinds: BlockKind) -> set[str]:
    """The alarms of which these kinds of sentence speak."""
    blocks = (b for b in article.blocks() if b.urgency in ALARMS and b.kind in kinds)
    return {b.recommendation for b in blocks if b.recommendation}


@given(patient=patients())
def test_every_reader_sees_the_same_acts_but_those_for_clinicians_alone(patient: Given) -> None:
    assessment = assessed(patient)
    evidence = gather(assessment, knowledge())
    shown = {a: _acts(compose(assessment, evidence, knowledge(), a)) for a in Audience}
    for audience, acts in shown.items():
        missing = shown[Audience.specialist] - acts
        allowed = missing if audience is not Audience.patient else {
            act for act in missing if knowledge().acts[act].clinician_only
        }  # fmt: skip
        if audience is Audience.patient:
            assert missing == allowed, sorted(missing - allowed)
        else:
            assert missing == set(), (audience, sorted(missing))


def _acts(article: Article) -> set[str]:
    return {b.act for b in article.blocks() if b.act is not None and b.kind is BlockKind.act}


def test_reading_a_note_for_another_reader_reads_the_same_case() -> None:
    text = "She had a lumbar fusion two years ago. She has new saddle numbness."
    cases = {consult(Asked(text, TODAY, audience=a), knowledge()).assessment.case for a in Audience}
    assert cases == {read(text)}


# --- disagreements of guidelines ----------------------------------------------------------------


@given(patient=patients())
def test_a_disagreement_is_shown_when_its_condition_holds_and_never_else(patient: Given) -> None:
    """Conditions that read nothing known are passed over; they must be among those that do not hold."""
    case = case_given(patient)
    view = View(case, knowledge(), "us")
    holding = [name for name, k in knowledge().conflicts.items() if evaluate(k.shown_when, view, lenient=True) is True]
    assert list(judged(case).conflicts) == holding
