"""Recorded errors about medicines in public code and pages stay unmade (rows DEF-01 to DEF-07, SA-01 to SA-20)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from drug_patients import healthy, line, real_tables

from curbside.case.model import Interval
from curbside.drugs.check import check_drug, check_order
from curbside.drugs.mme import mme_total
from curbside.drugs.model import Order, Verdict
from curbside.drugs.naloxone import naloxone_need
from curbside.drugs.opioid_rules import cut_alerts, supply_alerts, threshold_alerts

T = real_tables()


# --- defects of public reference code -------------------------------------------------------------


def test_def_01_tramadol_and_tapentadol_never_drop_out_of_a_total() -> None:
    assert mme_total([line("tramadol", 100, times=4)], T).high == 80
    assert mme_total([line("tapentadol", 50, every=6)], T).high == 80
    assert mme_total([line("tramadol", 100, times=4)], T, "cdc_2016").high == 40


def test_def_02_the_factor_set_never_changes_silently() -> None:
    total = mme_total([line("methadone", 10, times=1)], T)
    assert (total.vintage, total.high) == ("cdc_2022", Decimal(47))
    old = mme_total([line("methadone", 10, times=1)], T, "cdc_2016")
    assert (old.vintage, old.high) == ("cdc_2016", Decimal(40))


def test_def_03_transmucosal_fentanyl_is_never_a_thousandth() -> None:
    film = line("fentanyl", 1200, "mcg", times=2, route="buccal", form="film")
    assert mme_total([film], T).high is None
    assert mme_total([film], T, "research_2018").high == 432


def test_def_04_micrograms_are_turned_into_milligrams() -> None:
    assert mme_total([line("morphine", 5000, "ug", every=6)], T).high == 20
    assert mme_total([line("hydromorphone", 2000, "mcg", times=1)], T).high == 10


def test_def_05_no_total_orders_a_taper() -> None:
    total = mme_total([line("morphine", 60, times=2)], T)
    assert all("taper" not in alert.says for alert in threshold_alerts(total))
    assert all(alert.override for alert in threshold_alerts(total))


def test_def_06_the_risk_tool_counts_age_once_and_only_16_to_45() -> None:
    (age,) = [i for i in T.instruments["opioid-risk-tool"].items if i.fact.startswith("age")]
    assert (age.fact, age.points, age.points_male) == ("age_16_to_45", 1, 1)


def test_def_07_every_code_belongs_to_one_drug() -> None:
    codes = [d.rxcui for d in T.drugs.values() if d.rxcui]
    assert len(codes) == len(set(codes))
    assert T.drugs["lidocaine"].rxcui == "6387"
    assert "azathioprine" not in T.drugs


# --- errors of the pages that people read today -------------------------------------------------------


def test_sa_01_gabapentinoids_are_approved_for_named_uses_and_not_for_radicular_pain() -> None:
    for drug in ("gabapentin", "pregabalin"):
        for entry in (i for i in T.indications.values() if i.drug == drug):
            assert "radicular pain" in entry.not_for
            assert "postherpetic neuralgia" in entry.says
    assert not any("dpn" in i.approved for i in T.indications.values() if i.drug == "gabapentin")


def test_sa_04_no_pregabalin_dose_without_its_kidney_band() -> None:
    unknown = {k: v for k, v in healthy().facts.items() if k not in ("creatinine_clearance", "egfr")}
    from drug_patients import patient

    assert check_drug("pregabalin", patient(facts=unknown, age=70, sex="female"), T).dose is None
    low = check_order(Order("pregabalin", "ir", daily=Interval.point(150)), healthy(crcl=20), T)
    assert low.verdict is Verdict.block


def test_sa_05_no_dose_of_gabapentin_equals_one_of_pregabalin() -> None:
    assert "no dose of it equals" in (T.drugs["gabapentin"].note or "")
    pair = check_drug("pregabalin", healthy(takes=(line("gabapentin", 300, times=3),)), T)
    assert pair.because("DUP-GBP")


def test_sa_06_a_gabapentinoid_with_an_opioid_is_never_without_warning() -> None:
    check = check_drug("pregabalin", healthy(takes=(line("oxycodone", 5, every=6),)), T)
    assert check.because("IX-01")
    assert check.naloxone
    assert "frail or with an opioid" in T.drugs["pregabalin"].dosing[0].start


def test_sa_08_acetaminophen_has_its_lower_limits() -> None:
    for told, most in (
        ({"chronic_liver_disease": True}, 2000),
        ({"age": 70, "frailty": True}, 3000),
        ({"weight": 45}, 3375),
    ):
        dose = check_drug("acetaminophen", healthy(**told), T).dose
        assert dose is not None
        assert dose.max_day == most


@pytest.mark.parametrize(
    "told",
    [
        {"takes": (line("warfarin"),)},
        {"takes": (line("aspirin"),)},
        {"takes": (line("ramipril"), line("furosemide"))},
        {"crcl": 29},
        {"cabg_perioperative": True},
        {"nsaid_hypersensitivity": True},
        {"sex": "female", "pregnancy": True, "weeks": 22},
        {"ascites": True},
        {"takes": (line("lithium"),)},
    ],
)
def test_sa_09_an_nsaid_is_stopped_by_every_hazard_that_was_left_out(told: dict[str, object]) -> None:
    assert not check_drug("ibuprofen", healthy(**told), T).is_allowed


def test_sa_10_no_fixed_day_limit_is_stated() -> None:
    (alert,) = supply_alerts(10, acute=True)
    assert "no day limit stands in the guideline" in alert.says
    assert alert.override


def test_sa_11_fifty_mme_offers_naloxone_and_is_no_ceiling() -> None:
    who = healthy(takes=(line("morphine", 25, times=2),))
    assert naloxone_need(who, T).offer
    (alert,) = threshold_alerts(mme_total(who.medications, T))
    assert "offer naloxone" in alert.says
    assert "not a ceiling" in alert.says


def test_sa_12_an_extended_release_opioid_is_no_start() -> None:
    naive = healthy(opioid_tolerant=False)
    assert check_order(Order("oxycodone", "er"), naive, T).verdict is Verdict.avoid
    acute = healthy(opioid_tolerant=False, acute_pain=True)
    assert check_order(Order("morphine", "er"), acute, T).verdict is Verdict.block


def test_sa_13_a_gabapentinoid_is_no_neuroleptic() -> None:
    for drug in ("gabapentin", "pregabalin"):
        assert not T.is_a(drug, ("antipsychotic",))
        assert T.is_a(drug, ("antiepileptic",))


def test_sa_16_antidepressants_are_named_with_their_hard_stops() -> None:
    for told in ({"chronic_liver_disease": True}, {"crcl": 29}, {"takes": (line("phenelzine"),)}):
        assert check_drug("duloxetine", healthy(**told), T).verdict is Verdict.block
    assert check_drug("amitriptyline", healthy(age=70), T).verdict is Verdict.avoid


def test_sa_17_ketamine_stands_only_with_monitoring() -> None:
    assert "monitored" in T.drugs["ketamine"].dosing[0].start


def test_sa_18_prison_is_no_risk_of_misuse_and_lost_tolerance_offers_naloxone() -> None:
    items = {i.fact for tool in T.instruments.values() for i in tool.items}
    assert not any("prison" in item or "incarcerat" in item for item in items)
    who = healthy(tolerance_lost=True, takes=(line("oxycodone", 5, every=6),))
    assert "NLX-09" in naloxone_need(who, T).triggers


def test_sa_19_lack_of_benefit_never_stops_a_treatment_by_itself() -> None:
    assert cut_alerts(60, 0, months_of_use=24)[0].override
    read = {name for e in (*T.cautions.values(), *T.limits.values()) for name in str(e.when).split("'")}
    assert not {"no_benefit", "benefit"} & read


def test_sa_20_label_bands_hold_against_the_numbers_of_other_pages() -> None:
    at_59 = check_order(Order("gabapentin", "ir"), healthy(crcl=59), T).dose
    assert at_59 is not None
    assert (at_59.min_day, at_59.max_day) == (400, 1400)
    for use, most in (("dpn", 75), ("phn", 150)):
        at_18 = check_order(Order("pregabalin", "ir", indication=use), healthy(crcl=18), T).dose
        assert at_18 is not None
        assert at_18.max_day == most
    assert "12 hours on and 12 hours off" in T.drugs["lidocaine"].dosing[0].start
    refused = [s for d in T.drugs.values() for s in d.sources if s.startswith("D-X")]
    assert refused == []


def test_no_entry_of_the_tables_rests_on_a_refused_source() -> None:
    from curbside.knowledge.load import default_root, load_unchecked

    knowledge, _ = load_unchecked(default_root())
    refused = {s.id for s in knowledge.sources.values() if s.status == "refused"}
    shelves = (
        "limits",
        "cautions",
        "interactions",
        "boxed",
        "factors",
        "tolerance",
        "products",
        "naloxone",
        "indications",
    )
    for shelf in (*shelves, "supplements", "instruments", "notes", "drugs"):
        for entry in getattr(T, shelf).values():
            assert not refused & set(entry.sources), entry.id
            assert set(entry.sources) <= set(knowledge.sources), entry.id
            assert entry.sources or not entry.decides, entry.id
