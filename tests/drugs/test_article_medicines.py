"""What an article says about medicines, from a case to the printed sentence (SA-01 to SA-19, MR-6, MR-11, MR-15)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from tests.shipped import knowledge

from curbside.article.model import Audience, Block, BlockKind
from curbside.case.model import Answer, Case, Interval, Medication, Use
from curbside.consult import Asked, Consult, answer
from curbside.drugs.model import DoseCheck, Verdict
from curbside.knowledge.model import ActKind, Region
from curbside.pathway.examples import case_of
from curbside.pathway.medicines import tables_of

TODAY = date(2026, 11, 22)
LEG = {"spine_surgery": "yes", "leg_pain": "yes", "neuropathic_features": "yes", "pain_persistent": "yes"}
BOTH = LEG | {"back_pain": "yes"}
ADULT = {"age": "50", "sex": "male", "weight": "80", "height": "180"}
HEALTHY = ADULT | {
    "creatinine": "1.0",
    **dict.fromkeys(
        "dialysis chronic_liver_disease heavy_alcohol daily_alcohol frailty malnutrition hypertension_uncontrolled "
        "recent_mi recent_stroke arrhythmia_or_block glaucoma_angle_closure urinary_retention gi_obstruction "
        "peptic_ulcer gi_bleed_history gi_bleed_active heart_failure heart_failure_severe "
        "nsaid_hypersensitivity cabg_perioperative ascites varices angioedema_history "
        "chronic_lung_disease sleep_apnoea brugada_syndrome hyponatraemia".split(),
        "no",
    ),
}


def taken(drug: str, amount: float, times: float, **more: Any) -> Medication:
    quote = Answer(f"{drug} {amount:g} mg")
    every = Interval.point(times)
    return Medication(drug, drug, Use.taken, quote, Interval.point(amount), "mg", per_day=every, **more)


def told(
    given: Mapping[str, Any],
    *medicines: Medication,
    region: Region = "us",
    audience: Audience = Audience.specialist,
) -> Consult:
    """The answer for a patient whose lists of medicines and allergies are complete unless `given` says otherwise."""
    case: Case = case_of({"complete": ["medications", "allergies"], **given}, knowledge(), TODAY)
    case = replace(case, medications=(*case.medications, *medicines))
    return answer(case, Asked("", TODAY, region, audience), knowledge())


def texts(page: Consult) -> str:
    return "\n".join(block.text for block in page.article.blocks())


def acts(page: Consult) -> set[str]:
    return {b.act for b in page.article.blocks() if b.kind is BlockKind.act and b.act}


def doses(page: Consult) -> list[Block]:
    return [b for b in page.article.blocks() if b.kind is BlockKind.dose]


OXYCODONE = taken("oxycodone", 10, 4, form="ir")
PREGABALIN = taken("pregabalin", 75, 2, form="ir")
PATIENTS: dict[str, tuple[tuple[Medication, ...], dict[str, Any]]] = {
    "nothing known but the pain": ((), {**LEG, "complete": []}),
    "a healthy adult": ((), {**BOTH, **HEALTHY}),
    "creatinine not known": ((), {**BOTH, **HEALTHY, "creatinine": "0.5..9"}),
    "poor kidneys": ((), {**BOTH, **HEALTHY, "age": "72", "weight": "68", "creatinine": "1.9"}),
    "very poor kidneys": ((), {**BOTH, **HEALTHY, "age": "85", "weight": "65", "creatinine": "2.4"}),
    "cirrhosis": ((), {**BOTH, **HEALTHY, "chronic_liver_disease": "yes", "cirrhosis": "yes", "child_pugh": "b"}),
    "eighty years": ((), {**BOTH, **HEALTHY, "age": "80"}),
    "an opioid and a gabapentinoid": ((OXYCODONE, PREGABALIN), {**BOTH, **HEALTHY}),
    "a blood thinner": ((taken("warfarin", 5, 1),), {**BOTH, **HEALTHY}),
    "an MAOI": ((taken("phenelzine", 15, 3),), {**BOTH, **HEALTHY}),
    "allergic to NSAIDs": ((), {**BOTH, **HEALTHY, "allergic": ["naproxen"], "nsaid_hypersensitivity": "yes"}),
    "days after a fusion": (
        (OXYCODONE,),
        {**BOTH, **HEALTHY, "postoperative_pain": "yes", "had": [{"kinds": ["fusion"], "days_ago": "5"}]},
    ),
}
each_patient = pytest.mark.parametrize("name", PATIENTS)


@cache
def page_of(name: str, audience: Audience = Audience.specialist, region: Region = "us") -> Consult:
    medicines, given = PATIENTS[name]
    return told(given, *medicines, audience=audience, region=region)


# --- what is never said -----------------------------------------------------------------------------


@each_patient
@pytest.mark.parametrize("audience", list(Audience))
def test_sa_01_nothing_is_called_approved_for_neuropathic_pain(name: str, audience: Audience) -> None:
    said = texts(page_of(name, audience)).lower()
    assert not re.search(r"approved for (?:treating |the treatment of )?(?:neuropathic|radicular|nerve|leg) pain", said)
    assert "first-line" not in said or "gabapentinoid" not in said.split("first-line")[1][:80]


@each_patient
def test_sa_01_an_approved_use_of_gabapentin_is_always_named_in_its_scope(name: str) -> None:
    for sentence in re.split(r"(?<=[.!?])\s", texts(page_of(name))):
        if re.search(r"gabapentin is approved|gabapentin for postherpetic|gabapentin .{0,20}approved for", sentence):
            assert "postherpetic neuralgia" in sentence


@each_patient
@pytest.mark.parametrize(
    "never",
    [
        "neuroleptic",
        "medication-seeking",
        "drug-seeking",
        "maintaining therapeutic response",
        "or gabapentin equivalent",
        "week 1",
    ],
    ids=["SA-13", "SA-18 seeking", "SA-18 drug", "SA-14", "SA-05", "SA-15"],
)
def test_the_recorded_wording_never_comes_back(name: str, never: str) -> None:
    assert never not in texts(page_of(name)).lower()


@each_patient
def test_no_reference_is_a_refused_page(name: str) -> None:
    for reference in page_of(name).article.references:
        assert knowledge().sources[reference.source].status == "current"


# --- doses come from the tables, and only when they can be known ------------------------------------------


_MG = re.compile(r"(\d[\d,.]*)\s*(?:to\s*(\d[\d,.]*)\s*)?mg\b")


def amounts(text: str) -> set[float]:
    return {float(n.replace(",", "").rstrip(".")) for found in _MG.findall(text) for n in found if n}


def of_the_tables(drug: str) -> set[float]:
    tables = tables_of(knowledge())
    words = [w for d in tables.drugs[drug].dosing for w in (d.start, d.titration, d.usual, d.taper) if w]
    limits = [e for e in tables.limits.values() if drug in e.drugs]
    words += [w for e in limits for w in (e.start, e.says) if w]
    numbers = {float(v) for e in limits for v in (e.max_day, e.max_single, e.start_max_day, e.min_day) if v is not None}
    return numbers | {n for w in words for n in amounts(w)}


@each_patient
def test_no_dose_of_a_proposed_drug_stands_outside_the_tables(name: str) -> None:
    page = page_of(name)
    bands = [check.dose for check in page.assessment.proposed.values() if check.dose]
    scaled = {round(b.max_day, 2) for b in bands if b.max_day} | {
        a for b in bands for w in b.arithmetic for a in amounts(w)
    }
    for block in doses(page):
        found = re.match(r"Dose.* of ([a-z ]+): ", block.text)
        if found:
            drug = found[1].replace(" ", "_")
            assert amounts(block.text) <= of_the_tables(drug) | scaled, block.text


@each_patient
def test_no_milligram_stands_in_advice_but_as_a_figure(name: str) -> None:
    for block in page_of(name).article.blocks():
        if block.kind in (BlockKind.advice, BlockKind.act, BlockKind.against, BlockKind.evidence):
            assert not amounts(block.template), block.template


def test_mr_6_a_drug_dosed_by_the_kidney_is_held_until_creatinine_is_known() -> None:
    for given in (
        {**LEG, "complete": ["medications"]},
        {**LEG, **{k: v for k, v in HEALTHY.items() if k != "creatinine"}},
    ):
        page = told(given)
        check = page.assessment.proposed["gabapentin"]
        assert check.verdict is Verdict.hold
        assert "creatinine" in {ask.fact for ask in check.asks}
        assert not [b for b in doses(page) if re.match(r"Dose.* of gabapentin", b.text)]
        acts = [b for b in page.article.blocks() if b.act == "gabapentin-trial"]
        assert acts
        assert all("Hold until the open questions are answered" in act.text for act in acts)


def test_a_known_creatinine_gives_the_band_with_its_arithmetic() -> None:
    page = page_of("poor kidneys")
    check = page.assessment.proposed["gabapentin"]
    assert check.dose is not None
    assert check.dose.max_day == 1400
    assert "33.8" in texts(page)
    assert "(140 - 72)" in texts(page)


@each_patient
def test_every_boxed_warning_of_a_drug_that_is_named_is_shown(name: str) -> None:
    page = page_of(name)
    said = texts(page)
    checks = [*page.assessment.proposed.values(), *(check for _, check in page.assessment.medicines.taken)]
    for check in checks:
        assert all(warning.rstrip(".") in said for warning in check.boxed), check.drug


# --- a drug that must not be given is never advised --------------------------------------------------------


@each_patient
@pytest.mark.parametrize("audience", [Audience.specialist, Audience.patient])
def test_mr_11_a_blocked_drug_is_never_named_as_advised(name: str, audience: Audience) -> None:
    page = page_of(name, audience)
    refused = {d for d, c in page.assessment.proposed.items() if c.verdict in (Verdict.block, Verdict.avoid)}
    advised = {knowledge().acts[act].drug for act in acts(page) if not knowledge().acts[act].is_against}
    assert not refused & advised
    for drug in refused:
        assert not [b for b in doses(page) if re.match(rf"Dose.* of {drug}:", b.text)]


def test_the_patients_that_block_a_drug_do_block_it() -> None:
    blocked = {
        "cirrhosis": "duloxetine",
        "very poor kidneys": "duloxetine",
        "an MAOI": "duloxetine",
        "allergic to NSAIDs": "naproxen",
    }
    for name, drug in blocked.items():
        assert page_of(name).assessment.proposed[drug].verdict is Verdict.block, name


def most(check: DoseCheck | None) -> float:
    """The most a day: nothing when it is refused or held, no bound when the tables give none."""
    if check is None or check.verdict in (Verdict.block, Verdict.avoid, Verdict.hold):
        return 0
    if check.dose is None or check.dose.max_day is None:
        return float("inf")
    return check.dose.max_day


@pytest.mark.parametrize(
    "drug", ["gabapentin", "pregabalin", "duloxetine", "nortriptyline", "naproxen", "acetaminophen"]
)
@pytest.mark.parametrize(
    "worse",
    [{"creatinine": c} for c in ("1.3", "1.9", "2.6", "4.0", "6.0")] + [{"age": a} for a in ("60", "65", "76", "90")],
    ids=str,
)
def test_mr_15_worse_kidneys_or_more_years_never_raise_a_maximum(drug: str, worse: dict[str, str]) -> None:
    before = page_of("a healthy adult").assessment.proposed.get(drug)
    after = told({**BOTH, **HEALTHY, **worse}).assessment.proposed.get(drug)
    assert most(after) <= most(before)
    assert most(before) > 0


# --- what is said instead ---------------------------------------------------------------------------------


def test_sa_02_and_03_the_evidence_in_this_very_population_is_printed_with_its_population() -> None:
    said = texts(page_of("a healthy adult"))
    assert "-0.01" in said
    assert "failed back surgery" in said
    assert "no placebo arm" in said
    assert "gabapentinoid-not-routine" in acts(page_of("a healthy adult"))


def test_sa_06_an_opioid_with_a_gabapentinoid_is_warned_of_and_naloxone_offered() -> None:
    page = page_of("an opioid and a gabapentinoid")
    assert {"sedative-pair-review", "offer-naloxone", "no-second-sedative"} <= acts(page)
    assert "gabapentin" not in page.assessment.proposed


def test_sa_07_no_gabapentinoid_is_routine_after_the_operation() -> None:
    page = page_of("days after a fusion")
    assert page.assessment.judgements["gabapentinoid-not-routine-after-operation"].fires
    assert {"gabapentinoid-not-routine", "multimodal-base"} <= acts(page)
    assert "gabapentin" not in page.assessment.proposed


def test_sa_10_an_opioid_supply_has_an_end_and_no_fixed_number_of_days() -> None:
    (advice,) = [
        b
        for b in page_of("days after a fusion").article.blocks()
        if b.kind is BlockKind.advice and b.recommendation == "opioid-supply-after-surgery-us"
    ]
    assert "sets no number of days" in advice.text
    assert not re.search(r"\d+ days", advice.text)


def test_sa_11_sixty_a_day_is_a_pause_with_naloxone_and_no_ceiling() -> None:
    page = page_of("an opioid and a gabapentinoid")
    assert "60.0 MME/day" in texts(page)
    assert {"opioid-pause-reassess", "offer-naloxone", "no-forced-taper"} <= acts(page)
    assert "no ceiling" in texts(page)


def test_sa_12_no_extended_release_opioid_is_begun() -> None:
    assert "er-opioid-no-start" in acts(page_of("days after a fusion"))
    asked = told({**BOTH, **HEALTHY, "opioid_asked": "yes"})
    assert "er-opioid-no-start" in acts(asked)


def test_sa_17_ketamine_is_not_for_lasting_pain() -> None:
    assert "ketamine-not-chronic" in acts(page_of("a healthy adult"))
    assert "ketamine" not in page_of("a healthy adult").assessment.proposed


def test_sa_18_a_release_from_prison_changes_nothing_but_the_danger_of_the_old_dose() -> None:
    free, released = told({**BOTH, **HEALTHY}), told({**BOTH, **HEALTHY, "prison_release_recent": "yes"})
    assert acts(free) == acts(released)
    opioid = {**BOTH, **HEALTHY, "tolerance_lost": "no"}
    out, never = ({**opioid, "prison_release_recent": answered} for answered in ("yes", "no"))
    more = acts(told(out, OXYCODONE)) - acts(told(never, OXYCODONE))
    assert more <= {"no-return-to-old-dose", "offer-naloxone"}
    assert "no-return-to-old-dose" in more


def test_sa_19_an_opioid_without_benefit_is_tapered_by_plan_and_never_stopped() -> None:
    page = told({**BOTH, **HEALTHY, "opioid_use_disorder": "no", "opioid_harm": "yes"}, OXYCODONE)
    assert {"plan-opioid-taper", "no-abrupt-stop", "no-forced-taper"} <= acts(page)
    stopping = {a for a in acts(page) if knowledge().acts[a].kind is ActKind.stop}
    assert not stopping


# --- two countries are never mixed ------------------------------------------------------------------------


def test_in_the_uk_no_gabapentinoid_is_proposed_for_leg_pain_and_no_us_rule_speaks() -> None:
    page = page_of("a healthy adult", region="uk")
    assert "gabapentinoid-avoid-uk" in acts(page)
    assert not {"gabapentin", "pregabalin"} & set(page.assessment.proposed)
    spoken = {b.recommendation for b in page.article.blocks() if b.recommendation in knowledge().recommendations}
    assert not [name for name in spoken if knowledge().recommendations[str(name)].region == "us"]


def test_no_advice_about_medicines_contradicts_another() -> None:
    for name in PATIENTS:
        assert page_of(name).assessment.contradictions == (), name
