"""The recorded errors of five pages that people read today: Curbside makes none of them.

One test for each of the rows ERR-01 to ERR-21; the others stand in `test_reference_errors_clinics`.
"""

from __future__ import annotations

import re

import pytest
from spoken import Sentence, acts_about, claim_of, figures_holding, fired_acts, judged, rule_of, saying, spoken

from curbside.knowledge.conditions import facts_of
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Recommendation, Urgency
from curbside.pathway.criteria import judge_criteria
from curbside.pathway.examples import view_of
from curbside.pathway.model import Documented, Truth

ALARMS = (Urgency.urgent, Urgency.emergency)


@pytest.fixture(scope="module")
def sentences(knowledge: Knowledge) -> list[Sentence]:
    return list(spoken(knowledge))


# --- the page that declares surgery indicated --------------------------------------


def test_err_01_no_sentence_declares_surgery_indicated(sentences: list[Sentence]) -> None:
    assert saying(sentences, r"medically indicated|surgery is indicated|fusion is indicated") == []


def test_err_01_a_history_alone_meets_no_criterion_of_fusion(knowledge: Knowledge) -> None:
    given = {"surgery_asked": "yes", "conservative_care_failed": "yes", "spine_operation_count": "2"}
    report = judge_criteria(knowledge.criteria["fusion-after-earlier-surgery"], view_of(given, "us", knowledge))
    assert [r.criterion for r in report.results if r.status is Documented.met] == []
    assert sum(r.status is Documented.not_documented for r in report.results) >= 6


def test_err_02_the_figures_of_first_slip_operations_stay_with_first_operations(knowledge: Knowledge) -> None:
    told = figures_holding(knowledge, "%", 96, 44)
    shares = [(row, who) for row, who, _ in told if re.search(r"fusion|decompression", claim_of(knowledge, row))]
    counts = [(row, who) for row, who, figure in figures_holding(knowledge, "patients", 24, 11) if figure.of == 25]
    assert counts
    assert [entry for entry in shares + counts if "first operation" not in entry[1]] == []


def test_err_03_a_laminectomy_is_not_read_as_instability(knowledge: Knowledge, sentences: list[Sentence]) -> None:
    assert saying(sentences, r"(laminectomy|decompression) (creates|causes|means|proves) (\w+ )?instability") == []
    given: dict[str, object] = {
        "had": [{"kinds": ["laminectomy"], "days_ago": 900}], "surgery_asked": "yes", "instability_measured": "no",
    }  # fmt: skip
    assert "instability-by-history" in {act.id for act in fired_acts(knowledge, given)}


def test_err_04_the_class_of_evidence_stays_with_its_condition(knowledge: Knowledge) -> None:
    level = knowledge.statements["SUR-11"].level
    assert re.search(r"Class II \([^)]*movement", level)
    assert re.search(r"Class III \([^)]*wide decompression", level)


def test_err_05_complications_of_fusion_techniques_are_not_told_of_decompression(knowledge: Knowledge) -> None:
    told = figures_holding(knowledge, "%", 31, 40, 6, 12)
    unfused = [row for row, who, _ in told if re.search(r"(decompression|laminectomy) alone", who)]
    wrong = [row for row in unfused if "complication" in claim_of(knowledge, row)]
    assert wrong == []
    assert "Decompression alone was not studied" in claim_of(knowledge, "SUR-21")


def test_err_06_giving_way_is_examined_and_never_operated_on(knowledge: Knowledge) -> None:
    assert "leg_weakness" not in knowledge.facts["give_way_weakness"].implies
    targets = {act.target for act in fired_acts(knowledge, {"spine_surgery": "yes", "give_way_weakness": "yes"})}
    assert targets.isdisjoint({"fusion", "spine-decompression", "reoperation"})
    assert "leg-neurology" in targets


def test_err_07_the_fibromyalgia_share_is_not_told_of_nerve_pain(knowledge: Knowledge) -> None:
    share = figures_holding(knowledge, "%", 53)
    assert [row for row, _, _ in share if "pregabalin" in claim_of(knowledge, row).lower()] == []
    told = [who for row, who, _ in figures_holding(knowledge, "%", 32, 61) if row == "OUT-08"]
    assert told
    assert all("Fibromyalgia" in who for who in told)


def test_err_08_a_gabapentinoid_is_no_neuroleptic(knowledge: Knowledge, sentences: list[Sentence]) -> None:
    for drug in ("gabapentin", "pregabalin"):
        classes = knowledge.shelves["drugs"][drug].classes
        assert "gabapentinoid" in classes
        assert "antipsychotic" not in classes
    named = saying(sentences, r"neuroleptic(?! malignant)")
    assert [owner for owner, text in named if "antipsychotic" not in text] == []


def test_err_09_union_and_improvement_are_pooled_values(knowledge: Knowledge) -> None:
    spans = [(f.low, f.high) for _, f in knowledge.figures.values()]
    assert (92.0, 95.0) not in spans
    assert (86.0, 92.0) not in spans
    assert [row for row, _, _ in figures_holding(knowledge, "%", 89.1)] == ["SUR-23"]


def test_err_10_no_technique_of_fusion_is_preferred(knowledge: Knowledge) -> None:
    assert [act.id for act in acts_about(knowledge, r"\bTLIF\b|interbody|pedicle screw")] == []


def test_err_11_stimulation_is_not_kept_for_those_who_refuse_surgery(
    knowledge: Knowledge, sentences: list[Sentence]
) -> None:
    payers = {row for row, s in knowledge.statements.items() if s.region == "us"} | {"CON-03"}
    assert [owner for owner, text in saying(sentences, r"last resort") if owner not in payers] == []
    assert not knowledge.acts["scs-before-reoperation"].is_against


def test_err_12_the_neuropathic_share_stays_with_unselected_back_pain(knowledge: Knowledge) -> None:
    spans = [
        figure.population or statement.population
        for statement, figure in knowledge.figures.values()
        if (figure.low, figure.high) == (20, 35)
    ]
    assert spans
    assert [who for who in spans if re.search(r"surg|operat|PSPS", who) and "not" not in who] == []


# --- the page on pain in both legs ---------------------------------------------------


def test_err_13_haematoma_and_infection_have_separate_rules(knowledge: Knowledge) -> None:
    haematoma = set(facts_of(rule_of(knowledge, "postoperative-haematoma").when))
    assert haematoma.isdisjoint({"fever", "fast_pulse", "low_blood_pressure", "systolic_pressure", "heart_rate"})
    assert "fever" in facts_of(rule_of(knowledge, "postoperative-fever-or-shock-with-pain").when)


@pytest.mark.parametrize(
    "sign",
    ["saddle_sensory_change", "altered_urinary_sensation", "urinary_retention", "bowel_change", "sexual_change",
     "bilateral_leg_deficit"],
)  # fmt: skip
def test_err_14_each_cauda_equina_feature_alone_is_an_emergency(knowledge: Knowledge, sign: str) -> None:
    judgement = judged(knowledge, "suspected-cauda-equina", {sign: "yes"})
    assert judgement.verdict is Truth.yes
    assert judgement.urgency is Urgency.emergency


def test_err_14_emergency_imaging_has_a_limit_and_a_small_residual_changes_nothing(knowledge: Knowledge) -> None:
    rule = rule_of(knowledge, "suspected-cauda-equina")
    assert any(do.limit == "ces_mri_limit" for do in rule.do) or "ces_mri_limit" in rule.say.clinician
    small = judged(knowledge, rule.id, {"saddle_sensory_change": "yes", "post_void_residual": "50"})
    assert small.verdict is Truth.yes


def test_err_15_epidural_lipomatosis_is_a_note_from_one_case(knowledge: Knowledge) -> None:
    assert rule_of(knowledge, "lipomatosis-considered").urgency not in ALARMS
    assert re.search(r"one case|single case", f"{claim_of(knowledge, 'RF-38')} {knowledge.statements['RF-38'].level}")


def test_err_16_unsourced_shares_of_leg_pain_are_not_shown(knowledge: Knowledge) -> None:
    shown = [
        row
        for row, who, figure in figures_holding(knowledge, "%", 37, 33)
        if "leg pain" in f"{who} {claim_of(knowledge, row)}" and "2 years" in (figure.follow_up or "")
    ]
    assert shown == []
    assert "OUT-01" not in knowledge.statements


def test_err_17_no_infusion_is_offered_for_chronic_pain(knowledge: Knowledge) -> None:
    infusions = acts_about(
        knowledge, r"(lidocaine|ketamine)( or ketamine)? infusion|infusion of (lidocaine|ketamine)|iv-infusion"
    )
    assert infusions
    assert [act.id for act in infusions if not act.is_against] == []


def test_err_18_liposomal_bupivacaine_is_kept_to_the_operation(knowledge: Knowledge) -> None:
    acts = acts_about(knowledge, r"liposomal")
    assert acts
    assert [act.id for act in acts if not act.is_against] == []


def test_err_19_new_different_pain_is_imaged_and_is_no_bar_to_surgery(knowledge: Knowledge) -> None:
    assert judged(knowledge, "imaging-after-surgery", {"symptoms_changed": "yes"}).verdict is Truth.yes
    refusing = [r for r in knowledge.recommendations.values() if _refuses_reoperation(knowledge, r)]
    assert refusing
    assert [r.id for r in refusing if {"symptoms_changed", "mechanical_pain_new"} & set(facts_of(r.when))] == []


def _refuses_reoperation(knowledge: Knowledge, rule: Recommendation) -> bool:
    acts = [knowledge.acts[do.act] for do in rule.do]
    return any(act.is_against and act.target == "reoperation" for act in acts)


def test_err_20_a_normal_resting_index_excludes_nothing(knowledge: Knowledge) -> None:
    given: dict[str, object] = {"spine_surgery": "yes", "walking_leg_pain": "yes", "abi": "1.1"}
    assert "measure-exercise-abi" in {act.id for act in fired_acts(knowledge, given)}
    stiff = fired_acts(knowledge, {**given, "abi": "1.5"})
    assert any("toe" in act.text.lower() for act in stiff)


def test_err_20_a_cold_leg_and_a_collapse_have_their_own_alarms(knowledge: Knowledge) -> None:
    for rule in ("acute-limb-ischaemia", "ruptured-aneurysm"):
        assert rule_of(knowledge, rule).urgency is Urgency.emergency


@pytest.mark.parametrize(
    "rule",
    ["opioid-overdose", "opioid-sedation", "sepsis", "meningitis-after-surgery", "pulmonary-embolism-now",
     "deep-vein-thrombosis-timed", "late-csf-leak", "suspected-spinal-infection"],
)  # fmt: skip
def test_err_21_early_emergencies_after_surgery_have_rules(knowledge: Knowledge, rule: str) -> None:
    assert rule_of(knowledge, rule).urgency in ALARMS
