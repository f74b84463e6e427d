"""The ten safety invariants and the metamorphic laws of medicines, for generated patients and orders."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from drug_patients import allergic, at, hazards, healthy, line, patient, real_tables
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.case.model import Interval, Medication, Use
from curbside.drugs.check import check_drug, check_order
from curbside.drugs.instruments import NEVER_ALONE, score
from curbside.drugs.known import know
from curbside.drugs.limits import limits_of
from curbside.drugs.mme import RefusedConversionError, mme_total, refuse_conversion
from curbside.drugs.model import Order, Patient, Verdict
from curbside.drugs.taper import stop_warning
from curbside.drugs.totals import acetaminophen_total, nsaids_taken
from curbside.drugs.units import centimetres, creatinine_mg_dl, kilograms
from curbside.knowledge.drug_model import Grade

T = real_tables()
TREATMENTS = sorted(d.id for d in T.drugs.values() if d.kind == "treatment")
ALL_DRUGS = sorted(T.drugs)
OPIOIDS = sorted(T.members("opioid"))
KIDNEY_DRUGS = sorted(
    {d for e in T.limits.values() if "creatinine_clearance" in str(e.when) and e.decides for d in e.drugs}
)

drugs = st.sampled_from(ALL_DRUGS)
treatments = st.sampled_from(TREATMENTS)
ages = st.integers(18, 100)
clearances = st.floats(1, 150, allow_nan=False)
amounts = st.sampled_from([1, 2.5, 5, 7.5, 10, 12.49, 15, 20, 20.5, 30, 40, 60])
times = st.integers(1, 6)


def forms_of(drug: str) -> tuple[str | None, ...]:
    return T.drugs[drug].forms or (None,)


def top(drug: str, who: Patient, form: str | None = None, use: str | None = None) -> float:
    """The most a day that the check allows; nothing when it is blocked or held; no bound when none is in the tables."""
    check = check_order(Order(drug, form, indication=use), who, T)
    if check.verdict in (Verdict.block, Verdict.hold):
        return 0
    if check.dose is None:
        return float("inf")
    return float("inf") if check.dose.max_day is None else check.dose.max_day


# --- INV-01 and INV-03: missing data hold the dose ------------------------------------------------


@given(st.sampled_from(KIDNEY_DRUGS), st.sampled_from(["age", "sex", "weight", "creatinine"]))
def test_a_kidney_dosed_drug_has_no_dose_while_a_part_of_clearance_is_missing(drug: str, missing: str) -> None:
    told = {"age": 50, "sex": "male", "weight": 80, "creatinine": 1.0}
    del told[missing]
    facts = {k: v for k, v in healthy().facts.items() if k not in ("creatinine_clearance", "egfr")}
    check = check_drug(drug, patient(facts=facts, medications_complete=True, **told), T)
    reads = [e for e in T.limits.values() if drug in e.drugs and "creatinine_clearance" in str(e.when)]
    if any(not e.forms or check.form in e.forms for e in reads):
        assert check.dose is None
        assert check.verdict in (Verdict.hold, Verdict.block)
        assert missing in [a.fact for a in check.asks]


@given(st.sampled_from(KIDNEY_DRUGS), st.floats(1, 150))
def test_an_egfr_alone_is_never_put_in_place_of_clearance(drug: str, egfr: float) -> None:
    facts = {k: v for k, v in healthy().facts.items() if k not in ("creatinine_clearance", "egfr")}
    check = check_drug(drug, patient(facts=facts, age=50, sex="male", weight=80, egfr=egfr), T)
    assert "creatinine_clearance" not in [c.name for c in check.calculations]


@given(treatments)
def test_a_patient_of_whom_nothing_is_known_gets_no_normal_dose(drug: str) -> None:
    check = check_drug(drug, Patient(), T)
    normal = check_drug(drug, healthy(), T)
    conditional = [
        e
        for e in T.limits.values()
        if drug in e.drugs and e.decides and str(e.when) != "Always()" and "Takes" not in str(e.when)
    ]
    if any(not e.forms or check.form in e.forms for e in conditional):
        assert check.dose is None
    assert check.verdict.rank >= normal.verdict.rank


@given(st.sampled_from(["gabapentin", "pregabalin"]), st.sampled_from(["creatinine_unstable", "dialysis"]))
def test_changing_creatinine_and_dialysis_are_never_computed_with(drug: str, state: str) -> None:
    facts = {k: v for k, v in healthy().facts.items() if k not in ("creatinine_clearance", "egfr", state)}
    facts[state] = True
    check = check_drug(drug, patient(facts=facts, age=50, sex="male", weight=80, creatinine=1.0), T)
    assert not any(c.name == "creatinine_clearance" for c in check.calculations)
    assert check.verdict in (Verdict.hold, Verdict.avoid)


@pytest.mark.parametrize(
    ("in_hospital", "days", "held"), [(True, 7, False), (True, 8, True), (None, 90, False), (None, 91, True)]
)
def test_an_old_creatinine_is_asked_again(in_hospital: bool | None, days: int, held: bool) -> None:
    facts = {k: v for k, v in healthy().facts.items() if k not in ("creatinine_clearance", "egfr")}
    told = {"age": 50, "sex": "male", "weight": 80, "creatinine": 1.0, "creatinine_days": days}
    check = check_drug("gabapentin", patient(facts=facts, in_hospital=in_hospital, **told), T)
    assert (check.dose is None) is held


# --- INV-02: the lower band at every edge ---------------------------------------------------------


@given(st.sampled_from(["gabapentin", "pregabalin", "tramadol", "venlafaxine"]), clearances, st.floats(0, 20))
def test_a_clearance_known_only_as_a_span_gets_the_dose_of_its_lowest_part(drug: str, low: float, width: float) -> None:
    span = top(drug, healthy(crcl=(low, low + width)))
    assert span <= min(top(drug, healthy(crcl=low)), top(drug, healthy(crcl=low + width)))


@given(st.sampled_from([("gabapentin", "ir"), ("gabapentin", "enacarbil"), ("pregabalin", "ir")]), clearances)
def test_exactly_one_band_of_a_ladder_holds_at_every_clearance(ladder: tuple[str, str], crcl: float) -> None:
    drug, form = ladder
    held = limits_of(Order(drug, form), know(healthy(crcl=crcl), T, drug)).holding
    assert len(held) == 1


# --- INV-04 and INV-05: a total is plain only when nothing is missing -----------------------------


@given(
    st.lists(
        st.tuples(st.sampled_from(["oxycodone", "morphine", "tramadol", "codeine"]), amounts, times),
        min_size=1,
        max_size=4,
    )
)
def test_an_opioid_that_cannot_be_computed_makes_the_total_at_least(told: list[tuple[str, float, int]]) -> None:
    known = [line(d, a, times=n) for d, a, n in told]
    whole = mme_total(known, T)
    assert whole.complete
    for odd in (
        line("fentanyl", 1, "patch", every=72, form="patch", name="fentanyl patch"),
        line("hydromorphone", 0.2, times=10, route="iv"),
        line("morphine", 10, prn=True),
        line("oxycodone", 1, "tablet", times=4),
        line("opioid", name="opioids"),
        line("levorphanol", 2, times=3),
        line("morphine", 5, "drops", times=3),
    ):
        total = mme_total([*known, odd], T)
        assert total.high is None
        assert not total.complete
        assert total.full == whole.full
        assert total.text.startswith("at least")
        assert total.reasons


@given(amounts, times)
def test_a_total_is_the_sum_of_its_parts_in_exact_decimals(amount: float, n: int) -> None:
    total = mme_total([line("oxycodone", amount, times=n), line("tramadol", amount, times=n)], T)
    assert total.high == Decimal(str(amount)) * n * (Decimal("1.5") + Decimal("0.2"))


@given(st.sampled_from(OPIOIDS))
def test_a_dose_is_never_computed_from_mme(drug: str) -> None:
    with pytest.raises(RefusedConversionError, match="cannot be computed from MME"):
        refuse_conversion(drug)


@given(st.sampled_from(OPIOIDS), st.sampled_from(["cdc_2022", "cdc_2016", "research_2018"]))
def test_no_opioid_ever_counts_as_zero(drug: str, vintage: str) -> None:
    total = mme_total([line(drug, 10, times=2)], T, vintage)  # type: ignore[arg-type]
    assert total.high is None or total.high > 0
    assert total.complete is (total.high is not None)


# --- INV-06: approval is stated in its exact scope ------------------------------------------------


def test_no_approval_is_stated_for_neuropathic_pain_at_large() -> None:
    for entry in T.indications.values():
        assert "neuropathic pain" not in entry.says.replace("neuropathic pain of spinal cord injury", "")
        assert not {"sciatica", "radicular_pain", "neuropathic_pain", "postoperative_pain"} & set(entry.approved)


# --- INV-07: contraindications block, boxes are shown, the highest grade wins ---------------------


@given(treatments, st.sampled_from(hazards()))
def test_a_contraindication_blocks_whatever_else_is_known(drug: str, fact: str) -> None:
    check = check_drug(drug, healthy(sex="female", age=30, **{fact: True}), T)
    graded = [r.grade for r in check.reasons if r.kind == "caution"]
    if Grade.X in graded:
        assert check.verdict is Verdict.block
        assert check.dose is None


@given(treatments)
def test_every_boxed_warning_of_a_drug_is_shown_even_when_it_is_blocked(drug: str) -> None:
    blocked = check_drug(drug, healthy(takes=(allergic(drug),)), T)
    assert blocked.verdict is Verdict.block
    assert blocked.boxed == check_drug(drug, healthy(), T).boxed


@given(drugs, drugs)
def test_an_interaction_is_the_same_from_both_sides(first: str, second: str) -> None:
    one = check_order(Order(first, starting=False), healthy(takes=(line(second),)), T)
    two = check_order(Order(second, starting=False), healthy(takes=(line(first),)), T)
    assert {r.id for r in one.reasons if r.kind == "interaction"} == {
        r.id for r in two.reasons if r.kind == "interaction"
    }


# --- INV-08 ---------------------------------------------------------------------------------------


@given(st.sampled_from(["opioid-risk-tool", "opioid-risk-tool-oud"]), st.sampled_from(["male", "female"]))
def test_no_score_denies_a_treatment_and_a_check_reads_no_score(name: str, sex: str) -> None:
    result = score(T.instruments[name], {i.fact: True for i in T.instruments[name].items}, sex)
    assert result.band == "high"
    assert result.caution == NEVER_ALONE
    read = {f for e in (*T.cautions.values(), *T.limits.values()) for f in str(e.when).split("'")}
    assert not read & {"opioid_risk_score", *(i.fact for i in T.instruments[name].items)}


# --- INV-09: totals over products -----------------------------------------------------------------


@given(st.integers(1, 4), st.integers(1, 8), st.integers(0, 4))
def test_acetaminophen_is_summed_over_all_products(grams: int, tablets: int, others: int) -> None:
    lines = [
        line("acetaminophen", 1, "g", times=grams, name="paracetamol"),
        line("hydrocodone", 1, "tablet", times=tablets, name="hydrocodone/acetaminophen 5/325"),
        line("oxycodone", 1, "tablet", times=others, name="Percocet 5/325"),
    ]
    assert acetaminophen_total(lines, T).high == 1000 * grams + 325 * (tablets + others)


def test_a_combination_of_unknown_strength_makes_the_acetaminophen_total_at_least() -> None:
    lines = [line("acetaminophen", 1000, times=3), line("hydrocodone", 5, times=4, name="hydrocodone/acetaminophen")]
    total = acetaminophen_total(lines, T)
    assert total.high is None
    assert total.text.startswith("at least 3000")


@given(st.lists(st.sampled_from(T.members("nsaid")), min_size=2, max_size=3, unique=True))
def test_two_nsaids_are_always_a_duplicate_by_any_route(names: list[str]) -> None:
    lines = [line(n, form="gel" if n == "diclofenac" else None) for n in names]
    assert set(nsaids_taken(lines, T)) == set(names)
    order = Order(names[0], "gel" if names[0] == "diclofenac" else None, starting=False)
    check = check_order(order, healthy(takes=tuple(lines[1:])), T)
    assert check.grade is Grade.X


# --- INV-10: never stopped abruptly ---------------------------------------------------------------


@given(drugs)
def test_drugs_that_need_a_taper_offer_its_text(drug: str) -> None:
    classes = ("opioid", "gabapentinoid", "snri", "tca", "benzodiazepine", "z_drug", "ssri", "other_antiepileptic")
    named = ("baclofen", "tizanidine", "clonidine", "carisoprodol", "prednisone")
    never = ("nalbuphine", "sufentanil", "fosphenytoin", "butorphanol")
    warning = stop_warning(line(drug, days=60), T)
    if (T.is_a(drug, classes) or drug in named) and drug not in never:
        assert warning is not None
        assert warning.says.startswith("Do not stop")
    if T.drugs[drug].kind == "treatment" and T.drugs[drug].recurring:
        assert check_drug(drug, healthy(), T).taper


def test_a_short_steroid_course_needs_no_taper_and_a_long_or_unknown_one_does() -> None:
    assert stop_warning(line("prednisone", days=15), T) is None
    assert stop_warning(line("prednisone", days=22), T) is not None
    assert stop_warning(line("prednisone"), T) is not None


# --- MR-6: equivalent units give the same check ---------------------------------------------------


@given(st.floats(40, 150), st.floats(150, 200), st.floats(0.5, 5))
def test_equivalent_units_give_the_same_dose(kg: float, cm: float, creatinine: float) -> None:
    facts = {k: v for k, v in healthy().facts.items() if k not in ("creatinine_clearance", "egfr")}

    def checked(weight: float, height: float, scr: float) -> float:
        who = patient(facts=facts, age=60, sex="female", weight=weight, height=height, creatinine=scr)
        values = know(who, T).facts.values["creatinine_clearance"]
        assert isinstance(values, Interval)
        return values.low

    one = checked(kg, cm, creatinine)
    two = checked(
        kilograms(kg / 0.45359237, "lb"), centimetres(cm / 2.54, "in"), creatinine_mg_dl(creatinine * 88.4, "umol/L")
    )
    assert one == pytest.approx(two, rel=1e-6)


@given(amounts, times)
def test_equivalent_masses_give_the_same_total(amount: float, n: int) -> None:
    in_mg = mme_total([line("morphine", amount, times=n)], T)
    in_mcg = mme_total([line("morphine", amount * 1000, "mcg", times=n)], T)
    in_g = mme_total([line("morphine", float(Decimal(str(amount)) / 1000), "g", times=n)], T)
    as_tablets = mme_total([line("morphine", 1, "tablet", times=n, strength=amount, strength_unit="mg")], T)
    assert in_mg.high == in_mcg.high == in_g.high == as_tablets.high


@given(st.sampled_from([4, 6, 8, 12, 24]), amounts)
def test_an_interval_and_a_count_of_doses_mean_the_same(hours: int, amount: float) -> None:
    every = mme_total([line("oxycodone", amount, every=hours)], T)
    count = mme_total([line("oxycodone", amount, times=24 // hours)], T)
    assert every.high == count.high


# --- MR-11: what speaks against a drug takes it away, and only it ---------------------------------


@given(treatments)
def test_an_allergy_takes_the_drug_away_and_leaves_unrelated_drugs_alone(drug: str) -> None:
    who = healthy(takes=(allergic(drug),))
    check = check_drug(drug, who, T)
    assert check.verdict is Verdict.block
    assert check.dose is None
    for other in TREATMENTS:
        if not set(T.drugs[other].classes) & set(T.drugs[drug].classes) and other != drug:
            assert check_drug(other, who, T).verdict == check_drug(other, healthy(), T).verdict


@settings(max_examples=200)
@given(treatments, st.sampled_from(hazards()))
def test_one_more_hazard_never_makes_a_drug_more_acceptable(drug: str, fact: str) -> None:
    base = healthy(sex="female", age=30)
    worse = replace(base, facts={**base.facts, fact: True})
    possible = replace(base, facts={k: v for k, v in base.facts.items() if k != fact}, possible=frozenset({fact}))
    before = check_drug(drug, base, T)
    after = check_drug(drug, worse, T)
    assert after.verdict.rank >= before.verdict.rank
    assert check_drug(drug, possible, T).verdict.rank >= before.verdict.rank
    if after.dose is not None and before.dose is not None:
        assert (after.dose.max_day or 1e9) <= (before.dose.max_day or 1e9)


@given(treatments, drugs)
def test_one_more_medicine_never_makes_a_drug_more_acceptable(drug: str, other: str) -> None:
    before = check_drug(drug, healthy(), T)
    after = check_drug(drug, healthy(takes=(line(other),)), T)
    if other != drug:
        assert after.verdict.rank >= before.verdict.rank


@given(treatments, st.sampled_from(hazards()))
def test_forgetting_a_fact_never_makes_a_drug_more_acceptable(drug: str, fact: str) -> None:
    base = healthy()
    less = replace(base, facts={k: v for k, v in base.facts.items() if k != fact})
    assert check_drug(drug, less, T).verdict.rank >= check_drug(drug, base, T).verdict.rank


# --- MR-15: worse kidneys and higher age never raise a dose ---------------------------------------


@settings(max_examples=300)
@given(treatments, clearances, clearances)
def test_a_lower_clearance_never_raises_the_maximum(drug: str, one: float, two: float) -> None:
    low, high = sorted((one, two))
    for form in forms_of(drug):
        for use in (None, "dpn", "phn", "fibromyalgia"):
            assert top(drug, healthy(crcl=low), form, use) <= top(drug, healthy(crcl=high), form, use)


@given(treatments, st.floats(1, 150), st.floats(1, 150))
def test_a_lower_egfr_never_raises_the_maximum(drug: str, one: float, two: float) -> None:
    low, high = sorted((one, two))
    for form in forms_of(drug):
        assert top(drug, healthy(egfr=low), form) <= top(drug, healthy(egfr=high), form)


@given(treatments, ages, ages)
def test_a_higher_age_never_raises_the_maximum(drug: str, one: int, two: int) -> None:
    young, old = sorted((one, two))
    facts = {k: v for k, v in healthy(frailty=True).facts.items() if k not in ("creatinine_clearance", "egfr")}
    told = {"sex": "male", "weight": 70, "creatinine": 1.3, "facts": facts, "medications_complete": True}
    for form in forms_of(drug):
        assert top(drug, patient(age=old, **told), form) <= top(drug, patient(age=young, **told), form)


# --- names ----------------------------------------------------------------------------------------


def test_one_name_stands_for_one_drug() -> None:
    assert [name for name, ids in T.by_name.items() if len(ids) > 1] == []


@given(st.sampled_from([(d.id, other) for d in T.drugs.values() for other in d.look_alikes]))
def test_look_alike_names_never_cross(pair: tuple[str, str]) -> None:
    drug, other = pair
    for name in (*T.drugs[drug].names, *T.drugs[drug].brands):
        assert T.find(name).id == drug != other


@given(st.sampled_from(ALL_DRUGS), st.integers(0, 20))
def test_a_misspelt_name_is_never_silently_another_drug(drug: str, where: int) -> None:
    name = T.drugs[drug].names[0]
    misspelt = name[: where % len(name)] + "q" + name[where % len(name) + 1 :]
    if misspelt.lower() not in T.by_name:
        with pytest.raises(LookupError, match="unknown drug"):
            T.find(misspelt)


@given(st.text(min_size=1, max_size=30))
def test_an_unknown_drug_is_told_and_never_ignored(name: str) -> None:
    if name.strip().lower() not in T.by_name:
        check = check_drug(name, healthy(), T)
        assert check.verdict is Verdict.unknown_drug
        assert check.pharmacist == (f"unknown drug: {name!r}",)
    with_unknown = healthy(takes=(Medication(None, name, Use.taken, line("morphine").basis),))
    assert any("unknown drug" in c for c in check_drug("ibuprofen", with_unknown, T).caveats)


@given(treatments)
def test_a_check_is_the_same_every_time(drug: str) -> None:
    assert check_drug(drug, healthy(), T) == check_drug(drug, healthy(), T)


def test_spans_of_every_number_are_read() -> None:
    assert at((1, 2)) == Interval(1, 2)
