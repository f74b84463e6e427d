"""The recorded errors of three further pages: rows ERR-22 to ERR-38, and those that their review added."""

from __future__ import annotations

import re

import pytest
from spoken import Sentence, acts_about, claim_of, figures_holding, fired_acts, judged, rule_of, saying, spoken

from curbside.knowledge.conditions import facts_of
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Source
from curbside.pathway.model import Truth


@pytest.fixture(scope="module")
def sentences(knowledge: Knowledge) -> list[Sentence]:
    return list(spoken(knowledge))


# --- the page on earlier pain-clinic care --------------------------------------------


def test_err_22_short_term_never_means_half_a_year_or_more(knowledge: Knowledge) -> None:
    short = knowledge.figures["esi_short_term"][1]
    assert (short.value, short.unit) == (3, "month")
    spans = [(f.low, f.high) for _, f in knowledge.figures.values() if f.unit == "month"]
    assert (6.0, 24.0) not in spans


def test_err_23_adhesiolysis_is_shown_as_contested(knowledge: Knowledge, sentences: list[Sentence]) -> None:
    assert saying(sentences, r"grade a\b") == []
    rows = {row for side in knowledge.conflicts["CON-05"].sides for row in side.because}
    assert {"INT-18", "INT-20"} <= rows


def test_err_24_stimulation_is_shown_with_its_sham_trials(knowledge: Knowledge, sentences: list[Sentence]) -> None:
    assert saying(sentences, r"particularly effective|grade b\b") == []
    rows = {row for side in knowledge.conflicts["CON-03"].sides for row in side.because}
    assert {"INT-34", "INT-36", "INT-38", "NEW-36"} <= rows


def test_err_25_an_old_operation_alone_orders_no_imaging(knowledge: Knowledge) -> None:
    assert judged(knowledge, "imaging-after-surgery", {"spine_surgery": "yes"}).verdict is Truth.unknown
    never = {"spine_surgery": "yes", "imaged_since_surgery": "no", "pain_persistent": "yes"}
    assert judged(knowledge, "imaging-not-repeated-when-stable", never).verdict is Truth.no


def test_err_26_scar_has_no_prevalence_borrowed_from_pain(knowledge: Knowledge) -> None:
    spans = [(s.id, f.low, f.high) for s, f in knowledge.figures.values() if f.unit == "%"]
    assert [row for row, low, high in spans if (low, high) == (3, 40)] == []


def test_err_27_who_the_patient_is_bends_no_rule(knowledge: Knowledge, sentences: list[Sentence]) -> None:
    said = saying(sentences, r"(drug|medication)[- ]seeking|malinger|addict\b|non-?compliant|claims to")
    assert said == []
    social = {name for name, fact in knowledge.facts.items() if fact.social}
    reading = [
        r.id for r in knowledge.recommendations.values()
        if social & set(facts_of(r.when)) and r.social_use is None
    ]  # fmt: skip
    assert reading == []


def test_err_28_every_count_of_opioid_deaths_names_its_year(knowledge: Knowledge) -> None:
    deaths = [f for _, f in knowledge.figures.values() if f.unit == "deaths"]
    assert len(deaths) >= 3
    assert [f for f in deaths if not re.search(r"\b20\d\d\b", f.population or "")] == []


def test_err_29_receptors_are_not_upregulated(sentences: list[Sentence]) -> None:
    assert saying(sentences, r"up-?regulat") == []


def test_err_30_the_length_of_symptoms_is_no_gate_to_surgery(knowledge: Knowledge) -> None:
    gates = [
        r.id for r in knowledge.recommendations.values()
        if r.section == "surgery" and {"pain_duration", "symptom_duration"} & set(facts_of(r.when))
    ]  # fmt: skip
    assert gates == []
    assert len(knowledge.conflicts["CON-17"].sides) >= 2


# --- the page on laminectomy and foraminotomy ----------------------------------------


@pytest.mark.parametrize("row", ["REH-01", "REH-02", "REH-03", "REH-06", "REH-08"])
def test_err_31_effects_in_ordinary_back_pain_say_so(knowledge: Knowledge, row: str) -> None:
    who = knowledge.statements[row].population.lower()
    assert "back pain" in who
    assert not re.search(r"\b(after|with) (spine |lumbar |back )?surgery|operated", who) or "not" in who


def test_err_32_the_share_of_facet_pain_after_surgery_is_the_measured_one(knowledge: Knowledge) -> None:
    facet = [row for row, _, _ in figures_holding(knowledge, "%", 32) if "facet" in claim_of(knowledge, row).lower()]
    assert facet == []
    assert "DDX-06" in {row for row, _, _ in figures_holding(knowledge, "%", 16)}
    assert {"DDX-03", "DDX-31"} <= set(knowledge.statements)


def test_err_33_endoscopic_decompression_is_marked_very_low(knowledge: Knowledge) -> None:
    assert "low" in knowledge.statements["INT-46"].level.lower()
    assert [act.kind.value for act in acts_about(knowledge, r"endoscopic decompression") if act.kind == "refer"] == []


# --- the clinic page -------------------------------------------------------------------


def test_err_34_no_rule_puts_procedures_before_surgery(knowledge: Knowledge, sentences: list[Sentence]) -> None:
    said = saying(
        sentences, r"(procedure|injection)s? (should|must) (come|be tried|be done) (before|prior to) (spine )?surgery"
    )
    assert said == []
    assert {"CON-01", "CON-02"} <= set(knowledge.conflicts)


def test_err_35_scar_and_sensitisation_are_models_not_causes(sentences: list[Sentence]) -> None:
    rewired = saying(sentences, r"rewired|wind-?up")
    assert [text for _, text in rewired if not re.search(r"\b(not|never)\b", text)] == []
    assert saying(sentences, r"(low|lack of|fall in) (serotonin|dopamine|norepinephrine|noradrenaline) causes") == []


def test_err_36_no_block_is_said_to_undo_central_change(sentences: list[Sentence]) -> None:
    assert (
        saying(sentences, r"break(s|ing)? the (pain )?cycle|interrupt\w* the pain pathway|revers\w+ (the )?central")
        == []
    )


def test_err_37_no_support_comes_from_the_answer_machine(knowledge: Knowledge) -> None:
    machine = {source.id for source in knowledge.sources.values() if _is_machine(source)}
    rest_on_it = [s.id for s in knowledge.statements.values() if set(s.sources) <= machine]
    assert machine
    assert [name for name in machine if knowledge.sources[name].status == "current"] == []
    assert rest_on_it == []


def _is_machine(source: Source) -> bool:
    told = f"{source.title} {source.publisher} {source.identifiers.url} {source.read_at}"
    return re.search(r"dr\.?oracle|praxis medical", told, re.IGNORECASE) is not None


def test_err_38_the_code_comes_after_its_exclusions(knowledge: Knowledge) -> None:
    say = rule_of(knowledge, "code-icd11-postsurgical").say.clinician
    assert all(word in say for word in ("infection", "malignancy", "carried-over"))
    assert {"TERM-04", "TERM-18"} <= set(rule_of(knowledge, "code-icd11-postsurgical").because)


# --- errors that the review of these rows added --------------------------------------


def test_procedures_are_never_said_to_leave_later_surgery_untouched(sentences: list[Sentence]) -> None:
    assert saying(sentences, r"(not|never) (hamper|block|affect|impede)\w* (a |any )?later (surgery|operation)") == []


def test_most_scans_of_people_in_pain_are_not_called_normal(sentences: list[Sentence]) -> None:
    assert saying(sentences, r"most (patients|people)[^.]* (have|has) (a )?normal (MRI|scan)") == []


def test_falls_lead_to_a_look_at_the_cord(knowledge: Knowledge) -> None:
    targets = {act.target for act in fired_acts(knowledge, {"spine_surgery": "yes", "falls": "yes"})}
    assert "cord-signs" in targets
    assert "fusion" not in targets


def test_adhesiolysis_is_not_called_low_risk(sentences: list[Sentence]) -> None:
    told = saying(sentences, r"adhesiolysis")
    assert [text for _, text in told if re.search(r"low risk|is safe\b", text, re.IGNORECASE)] == []
