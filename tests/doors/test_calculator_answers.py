"""The calculators answer in typed records: the numbers that were worked out by hand, and what goes with them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from math import sqrt
from typing import Any

import pytest

from curbside.doors import calculators as c
from curbside.doors.calculators import CalculatorRefusedError, request_from
from curbside.knowledge.load import Knowledge, load

TODAY = date(2026, 6, 1)


def number(answer: c.RenalAnswer, name: str) -> float:
    found = next(n for n in answer.computed if n.name == name)
    assert found.low == found.high
    assert found.low is not None
    return found.low


# --- the opioid total ---------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "medicines", "vintage", "total"),
    [
        ("W01", "oxycodone 10 mg q6h; fentanyl patch 25 mcg/h", "cdc_2022", 120.0),
        ("W03", "oxycodone ER 10 mg BID", "cdc_2022", 30.0),
        ("W04", "tramadol 50 mg q6h", "cdc_2022", 40.0),
        ("W04", "tramadol 50 mg q6h", "cdc_2016", 20.0),
        ("W06", "hydromorphone 2 mg q4h", "cdc_2022", 60.0),
        ("W06", "hydromorphone 2 mg q4h", "cdc_2016", 48.0),
        ("W08", "tapentadol 50 mg q6h", "cdc_2022", 80.0),
        ("W10", "methadone 10 mg TID", "cdc_2016", 240.0),
        ("W14", "codeine 30 mg q6h", "cdc_2022", 18.0),
        ("W16", "morphine ER 30 mg BID\noxycodone 5 mg q6h PRN", "cdc_2022", 90.0),
    ],
)
def test_a_worked_opioid_total_comes_out(
    row: str, medicines: str, vintage: str, total: float, knowledge: Knowledge
) -> None:
    answer = c.mme(request_from(c.MmeRequest, {"medicines": medicines, "vintage": vintage}), knowledge, TODAY)
    assert answer.total == pytest.approx(total), row
    assert answer.complete
    assert sum(part.mme or 0 for part in answer.parts) == pytest.approx(total)
    assert answer.missing == ()


def test_doses_as_needed_are_told_apart(knowledge: Knowledge) -> None:
    answer = c.mme(c.MmeRequest(medicines="morphine ER 30 mg BID; oxycodone 5 mg q6h PRN"), knowledge, TODAY)
    assert (answer.total, answer.scheduled) == (90.0, 60.0)
    assert answer.assumptions == ("doses as needed count at full allowed use",)


@pytest.mark.parametrize("more", ["blue thing for nerves", "foozle 2 mg daily"])
def test_what_was_not_read_or_not_known_makes_the_total_a_lower_bound(more: str, knowledge: Knowledge) -> None:
    answer = c.mme(c.MmeRequest(medicines=f"oxycodone 10 mg q6h; {more}"), knowledge, TODAY)
    assert answer.result.startswith("at least 60.0 MME/day; ")
    assert not answer.complete
    assert len(answer.missing) == 1


def test_other_factors_than_those_of_2022_are_not_for_care(knowledge: Knowledge) -> None:
    answer = c.mme(c.MmeRequest(medicines="codeine 30 mg q6h", vintage="research_2018"), knowledge, TODAY)
    assert any("2022" in warning for warning in answer.warnings)


# --- kidneys ------------------------------------------------------------------

CLEARANCES: list[tuple[str, Mapping[str, Any], float]] = [
    ("W39", {"sex": "male", "age": 60, "weight": 80, "creatinine": 1.0}, 88.9),
    ("W40", {"sex": "female", "age": 70, "weight": 60, "creatinine": 1.2}, 41.3),
    ("W41", {"sex": "female", "age": 78, "weight": 52, "creatinine": 1.5}, 25.4),
    ("W42", {"sex": "male", "age": 85, "weight": 65, "creatinine": 2.4}, 20.7),
    ("W43", {"sex": "male", "age": 55, "weight": 70, "creatinine": 5.0}, 16.5),
    ("W44", {"sex": "male", "age": 72, "weight": 68, "creatinine": 1.9}, 33.8),
    ("W45", {"sex": "male", "age": 66, "weight": 75, "creatinine": 150, "creatinine_unit": "umol/L"}, 45.4),
    ("W47", {"sex": "male", "age": 50, "weight": 130, "height": 175, "creatinine": 1.4}, 84.2),
    ("W48", {"sex": "female", "age": 64, "weight": 110, "height": 160, "creatinine": 1.3}, 52.1),
    ("W49", {"sex": "female", "age": 80, "weight": 42, "height": 165, "creatinine": 0.8}, 37.2),
]


@pytest.mark.parametrize(("row", "patient", "clearance"), CLEARANCES, ids=[row for row, _, _ in CLEARANCES])
def test_a_worked_clearance_comes_out(
    row: str, patient: Mapping[str, Any], clearance: float, knowledge: Knowledge
) -> None:
    answer = c.renal(request_from(c.RenalRequest, patient), knowledge, TODAY)
    assert number(answer, "creatinine_clearance") == pytest.approx(clearance, abs=0.06), row
    assert f"{clearance:.1f} mL/min" in answer.result


@pytest.mark.parametrize(
    ("row", "sex", "age", "creatinine", "rate", "stage"),
    [
        ("W50", "female", 55, 0.9, 75.5, "G2"),
        ("W50", "male", 60, 1.0, 86.2, "G2"),
        ("W50", "female", 70, 1.2, 48.7, "G3a"),
        ("W50", "female", 78, 1.5, 35.4, "G3b"),
        ("W51", "male", 85, 2.4, 25.8, "G4"),
        ("W51", "female", 30, 0.6, 123.8, "G1"),
    ],
)
def test_a_worked_filtration_rate_comes_out_with_its_stage(
    row: str, sex: str, age: int, creatinine: float, rate: float, stage: str, knowledge: Knowledge
) -> None:
    asked = request_from(c.RenalRequest, {"sex": sex, "age": age, "creatinine": creatinine})
    answer = c.renal(asked, knowledge, TODAY)
    assert number(answer, "egfr") == pytest.approx(rate, abs=0.06), row
    assert answer.stage == stage


def test_the_choice_of_weight_is_shown_with_what_each_would_give(knowledge: Knowledge) -> None:
    """W48: the adjusted weight decides; actual and ideal weight would fall into other bands."""
    answer = c.renal(request_from(c.RenalRequest, CLEARANCES[8][1]), knowledge, TODAY)
    shown = {n.name: round(n.low or 0, 1) for n in answer.by_weight}
    assert shown == {
        "clearance_with_actual_weight": 75.9,
        "clearance_with_ideal_weight": 36.2,
        "clearance_with_adjusted_weight": 52.1,
    }
    assert "weight: adjusted weight" in answer.assumptions
    assert any("choice of weight" in warning for warning in answer.warnings)
    assert number(answer, "ideal_weight") == pytest.approx(52.4, abs=0.05)
    assert number(answer, "adjusted_weight") == pytest.approx(75.4, abs=0.05)


def test_clearance_and_filtration_rate_that_disagree_are_flagged(knowledge: Knowledge) -> None:
    """W53: the band follows the clearance of 25.4, not the eGFR of 35.4."""
    answer = c.renal(request_from(c.RenalRequest, CLEARANCES[2][1]), knowledge, TODAY)
    assert any("dose bands follow the clearance" in warning for warning in answer.warnings)


def test_body_surface_and_the_rate_for_this_body_follow_their_formulas(knowledge: Knowledge) -> None:
    answer = c.renal(request_from(c.RenalRequest, CLEARANCES[7][1]), knowledge, TODAY)
    surface = sqrt(175 * 130 / 3600)
    assert number(answer, "body_surface") == pytest.approx(surface)
    assert number(answer, "egfr_deindexed") == pytest.approx(number(answer, "egfr") * surface / 1.73)
    assert any("from memory" in warning for warning in answer.warnings)


_UNITS = re.compile(r"\s*(?:kg|cm|mg/dL|m2|mL/min(?:/1\.73 m2)?)")


@pytest.mark.parametrize("patient", [p for _, p, _ in CLEARANCES], ids=[row for row, _, _ in CLEARANCES])
def test_the_arithmetic_that_is_shown_gives_the_number_that_is_shown(
    patient: Mapping[str, Any], knowledge: Knowledge
) -> None:
    answer = c.renal(request_from(c.RenalRequest, patient), knowledge, TODAY)
    numbers = (*answer.computed, *answer.by_weight)
    assert numbers
    for found in (n for n in numbers if n.name != "egfr"):
        left, _, right = found.arithmetic.rpartition(" = ")
        bare = re.sub(r"square root of \((.*)\)", r"sqrt(\1)", _UNITS.sub("", left)).replace(" x ", " * ")
        assert eval(bare, {"sqrt": sqrt}) == pytest.approx(float(_UNITS.sub("", right)), rel=0.006), found.arithmetic


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"facts": {"dialysis": "yes"}}, "dialysis"),
        ({"creatinine_changing": True}, "changing"),
        ({"creatinine_days": 91}, "older than 90 days"),
        ({"creatinine_days": 8, "in_hospital": True}, "older than 7 days"),
        ({"age": 17}, "for adults"),
    ],
)
def test_a_clearance_that_would_mislead_is_not_computed(
    more: Mapping[str, Any], why: str, knowledge: Knowledge
) -> None:
    answer = c.renal(request_from(c.RenalRequest, {**CLEARANCES[0][1], **more}), knowledge, TODAY)
    assert "creatinine_clearance" not in {n.name for n in answer.computed}
    failed = next(n for n in answer.not_computed if n.name == "creatinine_clearance")
    assert why in failed.reasons[0]
    assert answer.by_weight == ()


def test_a_span_stays_a_span(knowledge: Knowledge) -> None:
    asked = {"sex": "male", "age": "70..80", "weight": 70, "creatinine": "1.0..1.5"}
    answer = c.renal(request_from(c.RenalRequest, asked), knowledge, TODAY)
    clearance = next(n for n in answer.computed if n.name == "creatinine_clearance")
    assert clearance.low == pytest.approx(60 * 70 / (72 * 1.5))
    assert clearance.high == pytest.approx(70 * 70 / 72)


def test_nothing_known_is_asked_and_not_assumed(knowledge: Knowledge) -> None:
    answer = c.renal(c.RenalRequest(), knowledge, TODAY)
    assert answer.computed == ()
    assert {m.field for m in answer.missing} == {"age", "sex", "weight", "height", "creatinine"}
    assert all(m.question.endswith("?") for m in answer.missing)


def test_a_reported_clearance_is_taken_and_called_reported(knowledge: Knowledge) -> None:
    answer = c.renal(c.RenalRequest(facts={"creatinine_clearance": "25"}), knowledge, TODAY)
    assert answer.computed[0].formula == "as reported"


# --- one drug, and pairs ------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "clearance", "most"),
    [("W54", "41.3", 1400), ("W55", "25.4", 700), ("W58", "59.5", 1400), ("W58", "60", 3600), ("W58", "30", 700)],
)
def test_gabapentin_is_limited_by_the_band_of_the_clearance(
    row: str, clearance: str, most: float, knowledge: Knowledge
) -> None:
    facts = {"creatinine_clearance": clearance, "dialysis": "no"}
    asked = c.DoseRequest(drug="Neurontin", age="50", sex="male", weight="80", facts=facts)
    answer = c.dose(asked, knowledge, TODAY)
    assert answer.drug == "gabapentin"
    assert answer.dose is not None, answer.result
    assert answer.dose.max_day == most, row


def test_without_creatinine_a_kidney_dosed_drug_has_no_dose(knowledge: Knowledge) -> None:
    """W67."""
    answer = c.dose(c.DoseRequest(drug="pregabalin", age="60", sex="male", weight="80"), knowledge, TODAY)
    assert answer.verdict == "hold"
    assert answer.dose is None
    assert "creatinine" in {m.field for m in answer.missing}


def test_a_pair_that_must_not_be_combined_comes_first(knowledge: Knowledge) -> None:
    """W73, with a pair of lower grade beside it."""
    listed = "naproxen 500 mg bd; lisinopril 10 mg od; tizanidine 4 mg tds; ciprofloxacin 500 mg bd"
    answer = c.interactions(c.InteractionsRequest(medicines=listed), knowledge, TODAY)
    assert {answer.pairs[0].first, answer.pairs[0].second} == {"tizanidine", "ciprofloxacin"}
    assert answer.pairs[0].reason.grade == "X"
    assert len(answer.looked_up) == 6


def test_a_medicine_in_no_table_is_named_and_looked_up_with_nothing(knowledge: Knowledge) -> None:
    answer = c.interactions(c.InteractionsRequest(medicines="tramadol 50 mg qds; foozle 2 mg od"), knowledge, TODAY)
    assert answer.looked_up == ()
    assert answer.left_out == ("unknown drug: 'foozle'; in no table, not checked",)


# --- scores -------------------------------------------------------------------

ALL_NO = dict.fromkeys(
    (
        "family_alcohol_misuse", "family_illegal_drug_misuse", "family_prescription_misuse", "personal_alcohol_misuse",
        "personal_illegal_drug_misuse", "personal_prescription_misuse", "age_16_to_45",
        "attention_or_psychotic_disorder", "depression",
    ),
    False,
)  # fmt: skip


def scored(name: str, sex: str | None, present: tuple[str, ...], knowledge: Knowledge) -> c.InstrumentAnswer:
    items = ALL_NO | ({"preadolescent_sexual_abuse": False} if name == "opioid-risk-tool" else {})
    items |= dict.fromkeys(present, True)
    return c.instrument(request_from(c.InstrumentRequest, {"name": name, "items": items, "sex": sex}), knowledge, TODAY)


@pytest.mark.parametrize(
    ("row", "sex", "present", "ort", "oud"),
    [
        ("W80", "male", ("personal_alcohol_misuse", "depression", "age_16_to_45"), (5, "moderate"), (3, "high")),
        ("W82", "male", ("family_alcohol_misuse",), (3, "low"), (1, "low")),
        (
            "W83", "female", ("personal_prescription_misuse", "attention_or_psychotic_disorder"),
            (7, "moderate"), (2, "low"),
        ),
    ],
)  # fmt: skip
def test_a_worked_risk_score_comes_out(
    row: str, sex: str, present: tuple[str, ...], ort: tuple[float, str], oud: tuple[float, str], knowledge: Knowledge
) -> None:
    first = scored("opioid-risk-tool", sex, present, knowledge)
    second = scored("opioid-risk-tool-oud", None, present, knowledge)
    assert (first.total, first.band) == ort, row
    assert (second.total, second.band) == oud, row
    assert not first.total_is_least


def test_an_open_item_leaves_the_band_open(knowledge: Knowledge) -> None:
    asked = c.InstrumentRequest(name="opioid-risk-tool-oud", items={"depression": True, "age_16_to_45": True})
    answer = c.instrument(asked, knowledge, TODAY)
    assert (answer.total, answer.band, answer.band_possible) == (2, "low", "high")
    assert answer.total_is_least
    assert len(answer.missing) == 7


@pytest.mark.parametrize(
    ("name", "total", "band"),
    [
        ("soapp-r", 17, "negative"),
        ("soapp-r", 18, "positive"),
        ("comm-pain-clinic", 8, "negative"),
        ("comm-pain-clinic", 9, "positive"),
        ("riosord", 40, "class 6"),
        ("riosord", 0, "class 1"),
        ("riosord", 146, "class 7"),
        ("phq-9", 9, "mild"),
        ("phq-9", 10, "depression likely"),
        ("gad-7", 4, "below the first band"),
        ("pain-catastrophizing-scale", 30, "clinically relevant"),
        ("tampa-scale", 37, "not above the cut-off"),
        ("tampa-scale", 38, "high fear of movement"),
        ("dn4", 4, "suggests neuropathic pain"),
        ("paindetect", 12, "neuropathic part unlikely: the examination decides"),
        ("paindetect", 13, "unclear"),
        ("paindetect", 19, "neuropathic part likely"),
        ("oswestry", 20, "minimal"),
        ("oswestry", 21, "moderate"),
        ("oswestry", 81, "extreme"),
        ("peg", 4, None),
    ],
)
def test_a_total_is_put_into_its_band(name: str, total: float, band: str | None, knowledge: Knowledge) -> None:
    answer = c.instrument(c.InstrumentRequest(name=name, total=total), knowledge, TODAY)
    assert answer.band == band
    assert [b.name for b in answer.bands if b.holds] == ([band] if band else [])


def test_every_instrument_of_the_knowledge_base_answers(knowledge: Knowledge) -> None:
    listed = c.instruments(knowledge)
    assert {entry.id for entry in listed} == {*knowledge.questionnaires, *knowledge.shelves["instruments"]}
    for entry in listed:
        answer = c.instrument(c.InstrumentRequest(name=entry.id), knowledge, TODAY)
        assert answer.never in answer.warnings
        assert answer.licence
        assert answer.sources
        assert bool(answer.items) == entry.items_held
        assert answer.total is None
        assert answer.band is None
        assert "{" not in f"{answer.cut_offs} {answer.change} {answer.limits} {answer.scoring}"


def test_a_number_in_a_cut_off_keeps_its_population(knowledge: Knowledge) -> None:
    answer = c.instrument(c.InstrumentRequest(name="oswestry"), knowledge, TODAY)
    change = next(f for f in answer.figures if f.name == "odi_surgical_change")
    assert change.text in (answer.change or "")
    assert "registry" in change.scope


# --- what every answer carries, and how a request is refused -------------------


def everything(knowledge: Knowledge) -> list[c.CalculatorAnswer]:
    return [
        c.mme(c.MmeRequest(medicines="oxycodone 10 mg q6h"), knowledge, TODAY),
        c.dose(c.DoseRequest(drug="gabapentin", age="72"), knowledge, TODAY),
        c.renal(request_from(c.RenalRequest, CLEARANCES[0][1]), knowledge, TODAY),
        c.interactions(c.InteractionsRequest(medicines="tramadol 50 mg qds; linezolid 600 mg bd"), knowledge, TODAY),
        c.instrument(c.InstrumentRequest(name="phq-9", total=12), knowledge, TODAY),
    ]


def test_every_answer_can_be_kept_as_json_and_read_back(knowledge: Knowledge) -> None:
    for answer in everything(knowledge):
        assert type(answer).model_validate_json(answer.model_dump_json()) == answer
        assert json.loads(answer.model_dump_json())["knowledge_hash"] == knowledge.hash
        assert type(answer).model_json_schema()["properties"]


def test_every_answer_says_how_in_what_unit_and_from_where(knowledge: Knowledge) -> None:
    for answer in everything(knowledge):
        assert answer.result
        assert answer.formula
        assert answer.units
        assert answer.disclaimer
        assert answer.today == TODAY
        assert all(source.verification != "unverified" for source in answer.sources)
        assert all(knowledge.sources[source.id].status == "current" for source in answer.sources)


SECRET = "Quillfeather"
REFUSED: list[tuple[str, Mapping[str, Any], str]] = [
    ("mme", {"medicines": SECRET}, "medicines"),
    ("mme", {"medicines": "codeine 30 mg q6h", "vintage": SECRET}, "vintage"),
    ("mme", {SECRET: "x", "medicines": "codeine 30 mg q6h"}, "a field of another name"),
    ("mme", {}, "medicines"),
    ("dose", {"drug": SECRET}, "drug"),
    ("dose", {"drug": "gabapentin", "age": SECRET}, "age"),
    ("dose", {"drug": "gabapentin", "age": 900}, "age"),
    ("dose", {"drug": "gabapentin", "facts": {SECRET: "yes"}}, "facts"),
    ("dose", {"drug": "gabapentin", "taking": SECRET}, "taking"),
    ("renal", {"sex": SECRET}, "sex"),
    ("renal", {"creatinine": SECRET, "creatinine_unit": "umol/L"}, "creatinine"),
    ("renal", {"creatinine_days": SECRET}, "creatinine_days"),
    ("interactions", {"medicines": SECRET}, "medicines"),
    ("instrument", {"name": SECRET}, "name"),
    ("instrument", {"name": "dire", "total": 6}, "total"),
    ("instrument", {"name": "pain-catastrophizing-scale", "total": 53}, "total"),
    ("instrument", {"name": "phq-9", "total": -1}, "total"),
    ("instrument", {"name": "dire", "items": {SECRET: True}}, "items"),
    ("instrument", {"name": "opioid-risk-tool", "items": {SECRET: True}}, "items"),
    ("instrument", {"name": "opioid-risk-tool", "items": {"depression": True}}, "sex"),
    ("instrument", {"name": "opioid-risk-tool", "items": {"depression": True}, "total": 3}, "total"),
]
KINDS = {
    "mme": (c.MmeRequest, c.mme), "dose": (c.DoseRequest, c.dose), "renal": (c.RenalRequest, c.renal),
    "interactions": (c.InteractionsRequest, c.interactions), "instrument": (c.InstrumentRequest, c.instrument),
}  # fmt: skip


@pytest.mark.parametrize(("name", "raw", "place"), REFUSED, ids=lambda part: str(part)[:40])
def test_a_refusal_names_problem_place_and_next_step_and_never_what_was_typed(
    name: str, raw: Mapping[str, Any], place: str, knowledge: Knowledge
) -> None:
    kind, compute = KINDS[name]
    with pytest.raises(CalculatorRefusedError) as refused:
        compute(request_from(kind, raw), knowledge, TODAY)  # type: ignore[operator,type-var]
    error = refused.value
    assert error.place == place
    assert error.problem
    assert error.next_step
    assert SECRET not in str(error)
    assert SECRET not in repr(error)


def test_the_whole_knowledge_base_still_loads_with_its_bands() -> None:
    assert load().questionnaires["oswestry"].bands
