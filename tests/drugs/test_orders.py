"""A medicine line becomes an order without guessing."""

from __future__ import annotations

import pytest
from drug_patients import healthy, line, patient, real_tables

from curbside.drugs.check import check_drug, check_order, order_of
from curbside.drugs.interactions import interactions_among
from curbside.drugs.known import know
from curbside.drugs.mme import mme_total
from curbside.drugs.model import Verdict
from curbside.drugs.totals import form_of, named_together

T = real_tables()


@pytest.mark.parametrize(
    ("medicine", "form"),
    [
        (line("gabapentin", 600, times=3), "ir"),
        (line("gabapentin", 600, times=2), None),
        (line("gabapentin", 600, every=8), "ir"),
        (line("gabapentin", 1800, times=1, name="Gralise"), "once_daily"),
        (line("pregabalin", 75, times=2), "ir"),
        (line("pregabalin", 165, times=1), None),
        (line("pregabalin", 165, times=1, name="Lyrica CR"), "cr"),
        (line("oxycodone", 10, every=6), "ir"),
        (line("oxycodone", 10, every=6, prn=True), None),
        (line("oxycodone", 10, times=2), None),
        (line("oxycodone", 10, times=2, name="OxyContin"), "er"),
        (line("morphine", 30, times=2, name="MS Contin"), "er"),
        (line("morphine", 30), None),
        (line("naltrexone", 380, name="Vivitrol"), "depot"),
        (line("tramadol", 50, times=4, form="er"), "er"),
        (line(None, 50, name="mystery"), None),
        (line("methotrexate", 15, every=168), "weekly_low_dose"),
        (line("methotrexate", 15, times=1), None),
        (line("naltrexone", 380, every=672), "depot"),
    ],
)
def test_a_form_is_read_or_proved_and_never_guessed(medicine: object, form: str | None) -> None:
    assert form_of(medicine, T) == form  # type: ignore[arg-type]


def test_a_taken_medicine_of_unknown_form_is_not_judged_and_not_stopped() -> None:
    check = check_order(order_of(line("gabapentin", 600, times=2), T), healthy(), T)
    assert check.verdict is Verdict.unjudged
    assert check.dose is None
    assert any("form is not given" in told for told in check.caveats)


def test_a_taken_dose_above_its_band_is_reduced_and_the_same_dose_proposed_is_blocked() -> None:
    taken = order_of(line("gabapentin", 600, times=3), T)
    assert check_order(taken, healthy(crcl=41.3), T).verdict is Verdict.reduce


@pytest.mark.parametrize(
    ("name", "drugs"),
    [
        ("hydrocodone/acetaminophen", ("hydrocodone", "acetaminophen")),
        ("oxycodone-acetaminophen 5-325", ("oxycodone", "acetaminophen")),
        ("codeine with paracetamol", ("codeine", "acetaminophen")),
        ("St John's wort", ()),
        ("unfractionated heparin", ()),
        ("morphine", ()),
        ("mystery/acetaminophen", ()),
    ],
)
def test_a_combination_is_recognised_by_its_parts(name: str, drugs: tuple[str, ...]) -> None:
    assert named_together(name, T) == drugs


def test_missing_data_hold_what_is_proposed_and_never_stop_what_is_taken() -> None:
    unknown = patient(age=70, sex="male", takes=(line("oxycodone", 5, every=6),))
    assert check_drug("oxycodone", unknown, T).verdict is Verdict.hold
    taken = check_order(order_of(line("oxycodone", 5, every=6), T), unknown, T)
    assert taken.verdict is Verdict.unjudged
    assert taken.asks
    assert taken.taper


def test_acetaminophen_of_all_products_is_held_against_the_limit_even_while_the_liver_is_unknown() -> None:
    tylenol = line("acetaminophen", 500, times=4, name="Tylenol")
    norco = line("hydrocodone", 2, "tablet", times=6, name="Norco 7.5/325")
    for who in (patient(takes=(tylenol, norco)), healthy(takes=(tylenol, norco))):
        check = check_order(order_of(tylenol, T), who, T)
        assert check.verdict is Verdict.reduce
        assert any("5900 mg a day is above the limit" in r.says for r in check.reasons)
    assert check_order(order_of(tylenol, T), healthy(takes=(tylenol,)), T).verdict is Verdict.ok
    assert check_drug("acetaminophen", healthy(takes=(tylenol, norco)), T).verdict is Verdict.block


def test_a_class_that_is_named_in_place_of_a_drug_still_interacts_and_keeps_the_total_open() -> None:
    for named in ("opioid", "er_la_opioid"):
        assert mme_total([line(named, name="long-acting opioid")], T).high is None
        assert check_drug("gabapentin", healthy(takes=(line(named),)), T).because("IX-01")
    assert check_drug("ibuprofen", healthy(takes=(line("anticoagulant", name="blood thinner"),)), T).because("IX-16")
    assert check_drug("tramadol", healthy(takes=(line("maoi"),)), T).because("IX-09")


def test_a_list_of_medicines_shows_each_interacting_pair_once() -> None:
    listed = (line("tizanidine", 4), line("ciprofloxacin", 500), line("ibuprofen", 400))
    facts = know(healthy(takes=listed), T).facts
    pairs = [(first, reason.with_drug, reason.id) for first, reason in interactions_among(listed, facts)]
    assert pairs[0] == ("tizanidine", "ciprofloxacin", "IX-30")
    assert len(pairs) == len(set(pairs))


def test_three_drugs_that_harm_only_together_are_shown_in_a_list() -> None:
    listed = (line("ibuprofen", 400), line("lisinopril", 10), line("hydrochlorothiazide", 25))
    facts = know(healthy(takes=listed), T).facts
    found = {reason.id: (first, reason.with_drug) for first, reason in interactions_among(listed, facts)}
    assert found["IX-18"] == ("ibuprofen", "lisinopril + hydrochlorothiazide")
    two = interactions_among(listed[:2], know(healthy(takes=listed[:2]), T).facts)
    assert "IX-18" not in {reason.id for _, reason in two}


def test_how_to_begin_is_not_told_of_what_is_taken() -> None:
    begun = check_drug("oxycodone", healthy(crcl=50), T).dose
    assert begun is not None
    assert begun.start == "2.5 mg every 6 hours or longer"
    assert check_order(order_of(line("oxycodone", 10, every=6), T), healthy(crcl=50), T).dose is None
    taken = check_order(order_of(line("gabapentin", 300, times=3), T), healthy(crcl=50), T).dose
    assert taken is not None
    assert (taken.start, taken.start_max_day, taken.max_day) == (None, None, 1400)


def test_the_pain_medicine_is_changed_and_not_the_anticoagulant() -> None:
    both = healthy(takes=(line("apixaban", 5, times=2), line("ibuprofen", 400, times=3)))
    ibuprofen, apixaban = line("ibuprofen", 400, times=3, form="tablet"), line("apixaban", 5, times=2)
    assert check_order(order_of(ibuprofen, T), both, T).verdict is Verdict.avoid
    kept = check_order(order_of(apixaban, T), both, T)
    assert kept.verdict is Verdict.caution
    assert kept.because("IX-16")
    assert check_drug("diazepam", healthy(takes=(line("oxycodone", 5),)), T).verdict is Verdict.avoid


def test_what_speaks_against_a_taken_medicine_is_not_hidden_by_open_questions() -> None:
    takes = (line("ibuprofen", 400, times=3, form="tablet"), line("apixaban", 5, times=2))
    check = check_order(order_of(takes[0], T), patient(age=72, takes=takes), T)
    assert check.asks
    assert check.verdict is Verdict.avoid


def test_cautions_that_cannot_be_judged_are_named() -> None:
    who = patient(age=72, sex="male", egfr=28, takes=(line("morphine", 30, times=2, form="er"),))
    told = check_order(order_of(who.medications[0], T), who, T).caveats
    (left,) = [t for t in told if t.startswith("not judged while unknown")]
    assert "creatinine" in left
    assert "falls" in left
    assert any("go by creatinine clearance" in t for t in told)
    assert not any("not judged" in t for t in check_drug("morphine", healthy(), T).caveats)


def test_tablets_of_a_combination_are_counted_against_its_label() -> None:
    norco = line("hydrocodone", 2, "tablets", times=6, name="Norco 7.5/325")
    check = check_order(order_of(norco, T), healthy(takes=(norco,)), T)
    assert check.verdict is Verdict.reduce
    assert {"2 units at once", "12 units a day"} <= {r.says.split(" is above")[0] for r in check.reasons}
