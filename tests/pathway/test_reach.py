"""A verdict that was kept equals a verdict made anew."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from curbside.knowledge.load import Knowledge, load
from curbside.pathway.assess import assess
from curbside.pathway.examples import case_of, view_of
from curbside.pathway.judging import judge

FACTS = {
    "back_pain": ["yes", "no", "possible"],
    "spine_surgery": ["yes", "no"],
    "saddle_numbness": ["yes", "no", "possible"],
    "bladder_change": ["yes", "no"],
    "urinary_retention": ["yes", "no", "possible"],
    "residual": ["199", "200", "150..250", "< 50"],
    "leg_pain_side": ["left", "bilateral"],
    "age": ["12", "40"],
}
cases = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in FACTS.items()})


@given(cases)
def test_kept_and_fresh_verdicts_agree(small: Knowledge, known: dict[str, Any]) -> None:
    assessment = assess(case_of(known, small, small.edition), small, "us")
    for name, judgement in assessment.judgements.items():
        assert judgement == judge(small.recommendations[name], view_of(known, "us", small))


@given(cases)
def test_learning_a_fact_never_overturns_a_settled_verdict(small: Knowledge, known: dict[str, Any]) -> None:
    """Strong Kleene logic is monotone: only unknowns move."""
    fewer = dict(list(known.items())[:-1])
    before = {n: judge(r, view_of(fewer, "us", small)) for n, r in small.recommendations.items()}
    after = {n: judge(r, view_of(known, "us", small)) for n, r in small.recommendations.items()}
    for name, judgement in before.items():
        if judgement.verdict == "no":
            added = set(known) - set(fewer)
            assert after[name].verdict == "no" or added & {"urinary_retention"}


def test_a_payer_threshold_on_treatment_is_never_answered_from_another_value() -> None:
    """The verdict that was kept under one threshold must not serve another."""
    knowledge = load()
    eight_weeks = {"kind": "physiotherapy", "weeks": 8, "outcome": "no_benefit"}
    given = {"fusion_asked": "yes", "tried": [eight_weeks]}
    case = case_of(
        {**given, "conservative_care_dated": "yes", "complete": ["treatments"]}, knowledge, knowledge.edition
    )

    def state(weeks: float) -> str:
        reports = assess(case, knowledge, "us", {"fusion_care_minimum": weeks}).criteria
        report = next(r for r in reports if r.criteria == "fusion-after-earlier-surgery")
        return next(r.status.value for r in report.results if r.criterion == "conservative-care")

    assert [state(6), state(12), state(6)] == ["met", "not_met", "met"]
