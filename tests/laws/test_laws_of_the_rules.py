"""What a solver proves of the rules: each can hold, each can fail, no two send a patient both ways."""

from __future__ import annotations

from dataclasses import replace

import pytest
from law_notes import knowledge

from curbside.knowledge.condition_language import parse_condition
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Act, ActKind, Do, Recommendation
from curbside.pathway.lint import lint


def test_no_rule_is_impossible_always_true_or_in_contradiction_with_another() -> None:
    assert [str(flaw) for flaw in lint(knowledge())] == []


def test_there_are_opposite_acts_that_the_solver_has_to_keep_apart() -> None:
    acts = knowledge().acts
    advised = {do.act for rule in knowledge().recommendations.values() for do in rule.do}
    against = {acts[name].target for name in advised if acts[name].is_against}
    assert against & {acts[name].target for name in advised if not acts[name].is_against}


# --- the lint itself -----------------------------------------------------------


def ruled(**changed: object) -> Recommendation:
    """A rule of the pathway with other conditions."""
    return (
        knowledge()
        .recommendations["suspected-cauda-equina"]
        .model_copy(update={"id": "changed", "unless": parse_condition("never"), "overrides": (), **changed})
    )


def told(*rules: Recommendation, acts: tuple[Act, ...] = ()) -> list[str]:
    """The flaws of a pathway of these rules alone."""
    known: Knowledge = knowledge()
    small = replace(
        known,
        recommendations={rule.id: rule for rule in rules},
        acts={**known.acts, **{act.id: act for act in acts}},
        conflicts={},
    )
    return sorted({flaw.kind for flaw in lint(small)})


@pytest.mark.parametrize(
    "when",
    [
        {"all": ["fever", "not fever"]},
        {"all": ["age >= 65", "age < 18"]},
        {"all": ["urinary_retention", "not bladder_change"]},
        {"all": ["leg_pain_side is left", "leg_pain_side is right"]},
        "age > 200",
        {"all": [{"course": {"fact": "foot_drop", "in": ["new"]}}, "not foot_drop"]},
        {"all": [{"onset": {"fact": "foot_drop", "days": "< 3"}}, {"onset": {"fact": "foot_drop", "days": "> 5"}}]},
        {"all": [{"had": {"any": ["fusion"]}}, "not spine_surgery"]},
        {"at_least": 2, "of": ["fever", "not fever"]},
    ],
    ids=str,
)
def test_a_rule_that_can_hold_for_nobody_is_found(when: object) -> None:
    assert "never holds" in told(ruled(when=parse_condition(when)))


@pytest.mark.parametrize(
    "when",
    [
        {"any": ["fever", "not fever"]},
        {"any": ["age >= 18", "age < 65"]},
        {"any": ["bladder_change", "not urinary_retention"]},
        {"at_least": 1, "of": ["fever", "not fever"]},
    ],
    ids=str,
)
def test_a_rule_that_holds_for_everybody_is_found(when: object) -> None:
    assert told(ruled(when=parse_condition(when))) == ["always holds"]


def test_a_rule_whose_exclusion_swallows_it_is_found() -> None:
    rule = ruled(when=parse_condition("urinary_retention"), unless=parse_condition("bladder_change"))
    assert told(rule) == ["never holds"]


def test_an_act_that_is_never_reached_is_found() -> None:
    do = Do(act="bladder-scan", when=parse_condition("not fever"))
    assert told(ruled(when=parse_condition("fever"), do=(do,))) == ["never advised"]


@pytest.mark.parametrize(
    "when",
    ["fever", {"all": ["age >= 18", "age < 65"]}, {"at_least": 2, "of": ["fever", "foot_drop"]},
     {"all": [{"takes": {"any": ["opioid"]}}, "not fever"]}],
    ids=str,
)  # fmt: skip
def test_a_sound_rule_has_no_flaw(when: object) -> None:
    assert told(ruled(when=parse_condition(when))) == []


NO_SCAN = Act(id="no-scan", kind=ActKind.avoid, target="bladder", text="Do not scan")
SCAN = Act(id="scan", kind=ActKind.order, target="bladder", text="Scan")


def two_ways(first: object, second: object) -> tuple[Recommendation, Recommendation]:
    one = ruled(id="one", when=parse_condition(first), do=(Do(act="scan"),))
    return one, ruled(id="two", when=parse_condition(second), do=(Do(act="no-scan"),))


def test_two_rules_that_send_one_patient_both_ways_are_found() -> None:
    assert told(*two_ways("fever", "foot_drop"), acts=(SCAN, NO_SCAN)) == ["contradiction"]


def test_two_rules_that_no_patient_meets_together_do_not_contradict() -> None:
    assert told(*two_ways("urinary_retention", "not bladder_change"), acts=(SCAN, NO_SCAN)) == []


def test_a_rule_that_overrides_the_other_does_not_contradict_it() -> None:
    one, two = two_ways("fever", "foot_drop")
    assert told(one, two.model_copy(update={"overrides": ("one",)}), acts=(SCAN, NO_SCAN)) == []
