"""Medicines: what is taken, how much and how often, and what is kept when it is not understood."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from curbside.case.model import Case, Interval, Medication, Use

DOSES = [
    ("gabapentin 300 mg tds", "gabapentin", (300, 300), "mg", (3, 3)),
    ("gabapentin 300mg TDS", "gabapentin", (300, 300), "mg", (3, 3)),
    ("Takes pregabalin 75 mg bd.", "pregabalin", (75, 75), "mg", (2, 2)),
    ("pregabalin 150 mg twice daily", "pregabalin", (150, 150), "mg", (2, 2)),
    ("duloxetine 60 mg once daily", "duloxetine", (60, 60), "mg", (1, 1)),
    ("amitriptyline 10-25 mg nocte", "amitriptyline", (10, 25), "mg", (1, 1)),
    ("paracetamol 1 g qds", "acetaminophen", (1, 1), "g", (4, 4)),
    ("acetaminophen 1,000 mg q6h", "acetaminophen", (1000, 1000), "mg", (4, 4)),
    ("ibuprofen 400 mg every 8 hours", "ibuprofen", (400, 400), "mg", (3, 3)),
    ("morphine sulfate ER 30 mg q12h", "morphine", (30, 30), "mg", (2, 2)),
    ("oxycodone 5 mg every 4-6 hours PRN", "oxycodone", (5, 5), "mg", (4, 6)),
    ("tramadol 50 mg four times a day", "tramadol", (50, 50), "mg", (4, 4)),
    ("Lyrica 75 mg bid", "pregabalin", (75, 75), "mg", (2, 2)),
    ("gabapentn 300 mg tds", "gabapentin", (300, 300), "mg", (3, 3)),
    ("two 5 mg oxycodone tablets q6h", "oxycodone", (2, 2), "tablet", (4, 4)),
    ("oxycodone 5 mg 1-2 tabs q6h", "oxycodone", (1, 2), "tablet", (4, 4)),
    ("Norco 10/325 1 tab q6h", "hydrocodone", (1, 1), "tablet", (4, 4)),
    ("baclofen 10 mg three times daily", "baclofen", (10, 10), "mg", (3, 3)),
    ("600 mg of gabapentin at night", "gabapentin", (600, 600), "mg", (1, 1)),
]


def one(case: Case) -> Medication:
    assert len(case.medications) == 1, case.medications
    return case.medications[0]


@pytest.mark.parametrize(("text", "drug", "amount", "unit", "per_day"), DOSES, ids=[d[0] for d in DOSES])
def test_a_dose_is_read_with_its_unit_and_frequency(
    read: Callable[..., Case],
    text: str,
    drug: str,
    amount: tuple[float, float],
    unit: str,
    per_day: tuple[float, float],
) -> None:
    medicine = one(read(text))
    assert medicine.drug == drug
    assert medicine.use == "taken"
    assert medicine.amount == Interval(*amount)
    assert medicine.unit == unit
    assert medicine.per_day == Interval(*per_day)


USES = [
    ("Allergic to codeine.", {"codeine": "allergic"}),
    ("Allergies: penicillin (rash), codeine", {"penicillin": "allergic", "codeine": "allergic"}),
    ("Codeine allergy.", {"codeine": "allergic"}),
    ("Stopped gabapentin last month.", {"gabapentin": "stopped"}),
    ("Gabapentin was stopped 2 weeks ago.", {"gabapentin": "stopped"}),
    ("She was on tramadol, now takes oxycodone 5 mg bd.", {"tramadol": "stopped", "oxycodone": "taken"}),
    ("Declined duloxetine.", {"duloxetine": "refused"}),
    ("Plan: start pregabalin 75 mg bd.", {"pregabalin": "planned"}),
    ("Consider duloxetine.", {"duloxetine": "planned"}),
    ("Failed gabapentin and pregabalin.", {"gabapentin": "stopped", "pregabalin": "stopped"}),
    ("Denies taking opioids.", {}),
    ("No NSAIDs.", {}),
    ("Leg pain not relieved by gabapentin.", {"gabapentin": "taken"}),
    ("His wife takes warfarin.", {}),
    ("On apixaban for AF.", {"apixaban": "taken"}),
    ("Takes blood thinners.", {"blood thinners": "taken"}),
    ("Is pregabalin safe in kidney disease?", {"pregabalin": "asked"}),
]


@pytest.mark.parametrize(("text", "uses"), USES, ids=[u[0] for u in USES])
def test_what_is_said_of_a_medicine_is_kept_apart(read: Callable[..., Case], text: str, uses: dict[str, str]) -> None:
    assert {m.name.lower(): m.use.value for m in read(text).medications} == uses


def test_a_patch_keeps_its_rate_and_its_interval(read: Callable[..., Case]) -> None:
    patch = one(read("fentanyl patch 25 mcg/h every 72 hours"))
    assert (patch.amount, patch.unit, patch.interval_hours) == (Interval.point(25), "mcg/h", 72.0)
    assert patch.form == "patch"


def test_as_needed_is_read(read: Callable[..., Case]) -> None:
    assert one(read("oxycodone 5 mg q6h PRN")).prn
    assert not one(read("oxycodone 5 mg q6h")).prn


def test_two_doses_a_day_of_different_size_are_both_kept(read: Callable[..., Case]) -> None:
    doses = read("gabapentin 300 mg in the morning and 600 mg at night").medications
    assert [(m.drug, m.amount) for m in doses] == [
        ("gabapentin", Interval.point(300)),
        ("gabapentin", Interval.point(600)),
    ]


def test_a_medicine_in_no_table_is_kept_by_name(read: Callable[..., Case]) -> None:
    medicine = one(read("Takes flurbizone 20 mg bd."))
    assert (medicine.drug, medicine.name, medicine.amount) == (None, "flurbizone", Interval.point(20))


def test_a_number_without_a_unit_gets_none(read: Callable[..., Case]) -> None:
    medicine = one(read("gabapentin 300 tds"))
    assert (medicine.amount, medicine.unit) == (Interval.point(300), "")


def test_a_reaction_is_kept_with_the_allergy(read: Callable[..., Case]) -> None:
    assert one(read("Allergic to codeine (rash).")).reaction == "rash"


@pytest.mark.parametrize("text", ["hydralazine 25 mg tds", "clonidine 0.1 mg bd", "prednisone 5 mg od"])
def test_one_drug_is_never_turned_into_another(read: Callable[..., Case], text: str) -> None:
    medicine = one(read(text))
    assert medicine.name.lower() == text.split()[0].lower()
    assert medicine.drug in (None, text.split()[0].lower())


def test_no_known_allergies_completes_the_list_of_allergies(read: Callable[..., Case]) -> None:
    assert "allergies" in read("NKDA. Takes gabapentin.").complete
    assert "allergies" not in read("Allergic to codeine.").complete


def test_the_list_of_medicines_is_complete_only_when_the_text_says_so(read: Callable[..., Case]) -> None:
    assert "medications" not in read("Takes gabapentin 300 mg tds.").complete
    assert "medications" in read("Takes gabapentin 300 mg tds and no other medicines.").complete


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Gabapentin 300 mg tds, creatinine clearance 28 mL/min.", 300),
        ("Takes gabapentin, creatinine clearance 28 mL/min.", None),
        ("On gabapentin, creatinine 1.4 mg/dL.", None),
        ("Gabapentin (CrCl 28 mL/min).", None),
        ("CrCl 28 mL/min, pregabalin 75 mg bd.", 75),
        ("Weight 62 kg paracetamol 1 g qds.", 1),
        ("Gabapentin 300 mg tds, physio 8 weeks without benefit.", 300),
    ],
)
def test_a_result_behind_a_medicine_is_not_its_dose(text: str, amount: float | None, read: Callable[..., Case]) -> None:
    (medicine,) = read(text).medications
    assert medicine.use is Use.taken
    assert (medicine.amount.low if medicine.amount else None) == amount


@pytest.mark.parametrize(
    "text",
    ["In recovery she needed 40 mg of morphine.", "He swallowed 200 mg of morphine.", "Morphine, roughly 60 mg a day."],
)
def test_a_verb_before_an_amount_is_no_medicine(text: str, read: Callable[..., Case]) -> None:
    assert {m.drug for m in read(text).medications} == {"morphine"}


def test_who_asks_whether_to_stop_a_medicine_takes_it(read: Callable[..., Case]) -> None:
    for text in ("Is it safe to stop oxycodone 60 mg a day next week?", "Should I stop taking my gabapentin?"):
        assert one(read(text)).use is Use.taken
