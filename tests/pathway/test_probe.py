"""The probe notices missing examples, and waives only what it can prove."""

from __future__ import annotations

from curbside.knowledge import conditions as c
from curbside.knowledge.condition_language import parse_condition
from curbside.knowledge.load import Knowledge
from curbside.pathway.equivalence import same_verdicts
from curbside.pathway.examples import run_criteria_tests, run_rule_tests
from curbside.pathway.probe import Noticed, probe_criteria, probe_rule
from curbside.pathway.slips import condition_slips


def test_every_example_of_the_small_base_passes(small: Knowledge) -> None:
    outcomes = [o for rule in small.recommendations.values() for o in run_rule_tests(rule, small)]
    outcomes += [o for entry in small.criteria.values() for o in run_criteria_tests(entry, small)]
    assert [str(o) for o in outcomes if not o.passed] == []


def test_complete_examples_catch_every_slip(small: Knowledge) -> None:
    trials = [t for rule in small.recommendations.values() for t in probe_rule(rule, small)]
    trials += [t for entry in small.criteria.values() for t in probe_criteria(entry, small)]
    assert [str(t) for t in trials if t.noticed is Noticed.missed] == []
    assert len(trials) >= 21


def test_a_missing_example_is_noticed(small: Knowledge) -> None:
    rule = small.recommendations["residual-measured"]
    fewer = rule.model_copy(update={"tests": tuple(t for t in rule.tests if t.name != "At the limit it holds")})
    missed = {t.slip for t in probe_rule(fewer, small) if t.noticed is Noticed.missed}
    assert "when: >= read as >" in missed


def test_slips_reach_into_every_part() -> None:
    condition = parse_condition({"all": ["a", {"any": ["b", "c >= 2"]}]})
    told = [slip for slip, _ in condition_slips(condition)]
    assert told.count("part 1 left out") == 2
    assert "any read as all" in told
    assert ">= read as >" in told


def test_a_slip_without_effect_is_proved_harmless(small: Knowledge) -> None:
    once = parse_condition("saddle_numbness")
    twice = parse_condition({"any": ["saddle_numbness", {"all": ["saddle_numbness", "back_pain"]}]})
    assert same_verdicts(once, c.All((once, once)), small)
    assert not same_verdicts(once, c.Not(once), small)
    assert same_verdicts(once, twice, small) is True


def test_conditions_that_differ_only_for_unknowns_are_not_the_same(small: Knowledge) -> None:
    always = c.Always()
    tautology = parse_condition({"any": ["saddle_numbness", "not saddle_numbness"]})
    assert not same_verdicts(always, tautology, small)
