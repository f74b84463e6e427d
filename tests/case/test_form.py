"""The typed form: the same facts by text or by form give the same plan; what is wrong is named and not repeated."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import jsonschema
import pytest
from benchmarks.reading_gold import corpus

from curbside.case.form import FormRefusedError, case_from_form, form_of
from curbside.case.form_schema import form_schema
from curbside.case.model import Case, Interval, Medication, Status, Use
from curbside.consult import Asked, answer
from curbside.knowledge.load import Knowledge

TODAY = date(2026, 6, 1)
NOTES = [gold for gold in corpus() if gold.form == "note"][::2]


def plan_of(case: Case, knowledge: Knowledge) -> str:
    return answer(case, Asked(case.text, TODAY), knowledge).article.stamp.plan_hash


def through_json(form: dict[str, Any]) -> Any:
    return json.loads(json.dumps(form))


def test_the_law_is_tried_on_thirty_notes_of_nine_styles() -> None:
    assert len(NOTES) >= 30
    assert len({gold.style for gold in NOTES}) == 9


@pytest.mark.parametrize("gold", NOTES, ids=lambda gold: f"{gold.style}: {gold.text[:30]}")
def test_the_same_facts_by_text_or_by_form_give_the_same_plan(
    gold: Any, read: Callable[..., Case], knowledge: Knowledge
) -> None:
    case = read(gold.text)
    form = through_json(form_of(case))
    assert plan_of(case_from_form(form, knowledge, TODAY), knowledge) == plan_of(case, knowledge)


PAIRS: list[tuple[str, dict[str, Any]]] = [
    (
        "Saddle numbness since yesterday, L4/5 discectomy 3 weeks ago.",
        {
            "facts": {"saddle_sensory_change": {"value": "yes", "onset": 1}},
            "operations": [{"kinds": ["discectomy"], "levels": ["L4-L5"], "days_ago": 21, "region": "lumbar"}],
        },
    ),
    (
        "Lumbar fusion 10 days ago. Temperature 38.9 C. No headache.",
        {
            "facts": {"temperature": 38.9, "headache": "no"},
            "operations": [{"kinds": ["fusion"], "days_ago": 10, "region": "lumbar"}],
        },
    ),
    (
        "Lumbar fusion 10 days ago. New left foot drop.",
        {
            "facts": {"foot_drop": {"value": True, "side": "left", "course": "new"}},
            "operations": [{"kinds": ["fusion"], "days_ago": 10, "region": "lumbar"}],
        },
    ),
    (
        "Lumbar fusion 10 days ago. ?urinary retention.",
        {
            "facts": {"urinary_retention": "possible"},
            "operations": [{"kinds": ["fusion"], "days_ago": 10, "region": "lumbar"}],
        },
    ),
    (
        "A 70-year-old takes oxycodone 20 mg every 12 hours and diazepam 5 mg three times a day.",
        {
            "facts": {"age": 70},
            "medications": [
                {"drug": "oxycodone", "amount": 20, "unit": "mg", "per_day": 2, "interval_hours": 12},
                {"drug": "diazepam", "amount": 5, "unit": "mg", "per_day": "3"},
            ],
        },
    ),
]


@pytest.mark.parametrize(("text", "form"), PAIRS, ids=lambda part: part[:40] if isinstance(part, str) else "")
def test_a_form_filled_in_by_hand_gives_the_plan_of_the_text(
    text: str, form: dict[str, Any], read: Callable[..., Case], knowledge: Knowledge
) -> None:
    assert plan_of(case_from_form(form, knowledge, TODAY), knowledge) == plan_of(read(text), knowledge)


def test_what_a_form_leaves_out_is_unknown(knowledge: Knowledge) -> None:
    case = case_from_form({"facts": {"age": 58}}, knowledge, TODAY)
    assert [f.fact for f in case.findings] == ["age"]
    assert (case.medications, case.operations, case.complete) == ((), (), frozenset())


def test_a_red_flag_stated_or_denied_on_a_form_gives_another_plan(knowledge: Knowledge) -> None:
    stated, denied = (
        plan_of(case_from_form({"facts": {"saddle_sensory_change": said}}, knowledge, TODAY), knowledge)
        for said in ("yes", "no")
    )
    assert stated != denied


@pytest.mark.parametrize(
    ("written", "interval"),
    [
        (30, Interval.point(30)),
        ("0..30", Interval(0, 30)),
        ("0..<30", Interval(0, 30, high_open=True)),
        ("0<..30", Interval(0, 30, low_open=True)),
        ("< 30", Interval(high=30, high_open=True)),
        (">= 12.5", Interval(low=12.5)),
    ],
)
def test_a_number_keeps_its_ends_through_a_form(written: object, interval: Interval, knowledge: Knowledge) -> None:
    form = {"facts": {"egfr": written}}
    case = case_from_form(form, knowledge, TODAY)
    assert case.findings[0].value == interval
    assert case_from_form(through_json(form_of(case)), knowledge, TODAY).findings[0].value == interval


def test_a_medicine_keeps_every_part_through_a_form(knowledge: Knowledge) -> None:
    written = {
        "drug": "fentanyl", "name": "Durogesic", "use": "stopped", "amount": "12..25", "unit": "mcg/h",
        "strength": 25.0, "strength_unit": "mcg/h", "per_day": "0.3..0.34", "interval_hours": 72.0,
        "route": "transdermal", "form": "patch", "prn": True, "since": 90.0, "stopped": 3.0,
        "reaction": "rash", "purpose": "back pain",
    }  # fmt: skip
    read = case_from_form({"medications": [written]}, knowledge, TODAY).medications[0]
    assert isinstance(read, Medication)
    assert (read.use, read.amount, read.prn) == (Use.stopped, Interval(12, 25), True)
    again = case_from_form(through_json(form_of(Case(TODAY, medications=(read,)))), knowledge, TODAY)
    assert again.medications[0] == read


def test_not_instrumented_is_a_statement_and_not_a_default(knowledge: Knowledge) -> None:
    said, unsaid = (
        case_from_form({"operations": [{"kinds": ["fusion"], **more}]}, knowledge, TODAY)
        for more in ({"instrumented": False}, {})
    )
    assert form_of(said)["operations"] != form_of(unsaid)["operations"]


def test_history_and_other_people_are_no_part_of_a_form(read: Callable[..., Case]) -> None:
    form = form_of(read("His mother had breast cancer. Foot drop in 2015, resolved."))
    assert "cancer_history" not in form["facts"]


WRONG: list[tuple[object, str]] = [
    ([], "the form"),
    ({"fact": {}}, "does not know"),
    ({"facts": {"saddle_numbnes": "yes"}}, "entry 1 of facts names no fact"),
    ({"facts": {"age": "zephyrquill"}}, "facts.age"),
    ({"facts": {"age": 400}}, "facts.age"),
    ({"facts": {"foot_drop": {"value": "zephyrquill"}}}, "facts.foot_drop"),
    ({"facts": {"foot_drop": {"value": "yes", "zephyrquill": 1}}}, "facts.foot_drop"),
    ({"facts": {"foot_drop": {"value": "yes", "possible": "zephyrquill"}}}, "facts.foot_drop"),
    ({"facts": {"foot_drop": {"value": "yes", "observed": "zephyrquill"}}}, "facts.foot_drop"),
    ({"medications": [{"drug": "zephyrquill"}]}, "medications.0.drug"),
    ({"medications": [{"use": "taken"}]}, "medications.0"),
    ({"medications": [{"drug": "oxycodone", "use": "zephyrquill"}]}, "medications.0.use"),
    ({"medications": [{"drug": "oxycodone", "amount": "zephyrquill"}]}, "medications.0.amount"),
    ({"medications": [{"drug": "oxycodone", "zephyrquill": 1}]}, "medications.0"),
    ({"operations": [{"kinds": []}]}, "operations.0.kinds"),
    ({"treatments": [{"kind": "physiotherapy", "outcome": "zephyrquill"}]}, "treatments.0.outcome"),
    ({"complete": ["zephyrquill"]}, "complete"),
]


@pytest.mark.parametrize(("form", "told"), WRONG, ids=lambda part: str(part)[:50])
def test_a_form_that_cannot_be_is_refused_with_its_place_and_without_its_words(
    form: object, told: str, knowledge: Knowledge
) -> None:
    with pytest.raises(FormRefusedError) as refused:
        case_from_form(form, knowledge, TODAY)
    assert told in str(refused.value)
    assert "zephyrquill" not in str(refused.value)


def test_every_problem_of_a_form_is_named_at_once(knowledge: Knowledge) -> None:
    form = {"facts": {"age": 900, "no_such": "yes"}, "medications": [{"drug": "oxycodon"}]}
    with pytest.raises(FormRefusedError) as refused:
        case_from_form(form, knowledge, TODAY)
    assert len(refused.value.problems) == 3
    assert "oxycodone" in str(refused.value)


# --- the schema ---------------------------------------------------------------


@pytest.fixture(scope="module")
def validator(knowledge: Knowledge) -> jsonschema.Draft202012Validator:
    schema = form_schema(knowledge)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_schema_knows_every_fact(validator: Any, knowledge: Knowledge) -> None:
    assert set(validator.schema["properties"]["facts"]["properties"]) == set(knowledge.facts)


@pytest.mark.parametrize("gold", NOTES[::3], ids=lambda gold: gold.text[:30])
def test_the_form_of_a_note_obeys_the_schema(gold: Any, read: Callable[..., Case], validator: Any) -> None:
    validator.validate(through_json(form_of(read(gold.text))))


@pytest.mark.parametrize(
    "form",
    [
        {"facts": {"no_such_fact": "yes"}},
        {"facts": {"age": 400}},
        {"facts": {"foot_drop": "maybe"}},
        {"facts": {"foot_drop": {"side": "left"}}},
        {"medications": [{"drug": "no_such_drug"}]},
        {"somewhere": 1},
    ],
    ids=str,
)
def test_the_schema_refuses_what_the_form_refuses(form: dict[str, Any], validator: Any, knowledge: Knowledge) -> None:
    assert not validator.is_valid(form)
    with pytest.raises(FormRefusedError):
        case_from_form(form, knowledge, TODAY)


def test_possible_is_kept_for_numbers_too(knowledge: Knowledge) -> None:
    case = case_from_form({"facts": {"age": {"value": 60, "possible": True}}}, knowledge, TODAY)
    assert case.findings[0].status is Status.possible
    assert form_of(case)["facts"]["age"] == {"value": 60.0, "possible": True}
