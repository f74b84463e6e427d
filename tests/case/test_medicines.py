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
    ("Allergies: penicillin. Codeine.", {"penicillin": "allergic", "codeine": "allergic"}),
    ("Allergies: penicillin (rash). Oxycodone 20 mg bd.", {"penicillin": "allergic", "oxycodone": "taken"}),
    ("Allergies\nPenicillin\n\nDiazepam 10 mg tds", {"penicillin": "allergic", "diazepam": "taken"}),
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
    ("Methadone 60 mg for back pain, QTc 482 - how quickly must I act?", {"methadone": "taken"}),
    ("Took 12 of my tramadol 50s by mistake, what do I do?", {"tramadol": "taken"}),
    ("Pregabalin 75 mg for sciatica, how do I start it?", {"pregabalin": "asked"}),
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


@pytest.mark.parametrize(
    "text",
    [
        "morphine 10 qds", "MST 60 bd", "levothyroxine 100 od", "digoxin 125 od", "baclofen 100 daily",
        "fentanyl patch 75 every 72 hours", "buprenorphine 10 patch weekly", "paracetamol 1 qds", "gabapentin 2 tds",
        "oxycodone 5 prn", "co-codamol 2 qds", "diazepam 5 tds",
    ],
)  # fmt: skip
def test_a_number_without_a_unit_gets_none_where_it_could_be_something_else(
    read: Callable[..., Case], text: str
) -> None:
    assert one(read(text)).unit in ("", "patch", "tablet")
    assert one(read(text)).strength is None


@pytest.mark.parametrize(
    ("text", "amount", "per_day"),
    [
        ("gabapentin 300 tds", (300, 300), 3),
        ("Meds: pregabalin 75 BID.", (75, 75), 2),
        ("duloxetine 30 qAM", (30, 30), 1),
        ("on ibuprofen 400 tds from the chemist", (400, 400), 3),
        ("codeine 30-60 qds prn", (30, 60), 4),
        ("meloxicam 7.5 daily", (7.5, 7.5), 1),
        ("zopiclone 7.5 nocte", (7.5, 7.5), 1),
        ("gabapentin 600 three times a day", (600, 600), 3),
        ("amitriptyline: 20 at night", (20, 20), 1),
        ("tramadol (50 qds)", (50, 50), 4),
    ],
)
def test_a_bare_dose_of_a_drug_that_is_given_in_milligrams_alone_is_in_milligrams(
    read: Callable[..., Case], text: str, amount: tuple[float, float], per_day: float
) -> None:
    medicine = one(read(text))
    assert (medicine.amount, medicine.unit) == (Interval(*amount), "mg")
    assert medicine.per_day is not None
    assert medicine.per_day.high == per_day


def test_a_bare_number_with_no_frequency_gets_no_unit(read: Callable[..., Case]) -> None:
    assert one(read("He takes gabapentin 900.")).unit == ""


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("Gabapentin 900 tds, clearance 45 mL/min, 71 kg: too much?", 900, "mg"),
        ("Gabapentin tds, clearance 45 mL/min.", None, ""),
        ("Pregabalin, clearance works out at 29 mL/min.", None, ""),
        ("Takes naproxen, ferritin 40 mcg/L.", None, ""),
        ("On morphine, alcohol 40 units a week.", None, ""),
        ("On oxycodone, drinks 40 units a week.", None, ""),
        ("On tramadol, drain output 300 mL.", None, ""),
        ("Pregabalin gave 30% relief.", None, ""),
        ("On duloxetine, ejection fraction 35%.", None, ""),
        ("Gabapentin, 71 kg, tds.", None, ""),
        ("On tramadol, 3 falls since Easter.", None, ""),
        ("On tramadol, 7/10 at rest.", None, ""),
        ("Codeine for 3/7.", None, ""),
        ("Codeine 3/7.", None, ""),
        ("Naproxen 2/52 then review.", None, ""),
        ("Paracetamol 15 mg/kg qds.", None, ""),
        ("Morphine infusion 2 mg/h.", None, ""),
        ("Tramadol 50 100 qds.", None, ""),
    ],
)
def test_what_is_told_of_something_else_is_no_dose(
    text: str, amount: float | None, unit: str, read: Callable[..., Case]
) -> None:
    (medicine,) = (m for m in read(text).medications if m.drug != "alcohol")
    assert (medicine.amount.low if medicine.amount else None) == amount
    assert medicine.unit == unit


@pytest.mark.parametrize(
    ("text", "drug", "amount", "unit"),
    [
        ("Lidocaine 5% patch daily", "lidocaine", 5, "%"),
        ("Oramorph 10 mg/5 mL, 5 mL every 4 hours prn", "morphine", 5, "mL"),
        ("insulin 20 units nocte", "insulin", 20, "units"),
        ("Fentanyl 50 mcg/hr transdermal q72h with food", "fentanyl", 50, "mcg/h"),
        ("baclofen 80 mg/day", "baclofen", 80, "mg"),
        ("co-codamol 30/500 two four times daily", "codeine", 2, "tablet"),
        ("I take two paracetamol four times a day", "acetaminophen", 2, "tablet"),
        ("Percocet 5-325 two tablets every 4 hours", "oxycodone", 2, "tablet"),
        ("taking para 1 g qds", "acetaminophen", 1, "g"),
    ],
)
def test_a_dose_in_another_unit_stays_a_dose(
    text: str, drug: str | None, amount: float, unit: str, read: Callable[..., Case]
) -> None:
    medicine = one(read(text))
    assert (medicine.drug, medicine.amount, medicine.unit) == (drug, Interval.point(amount), unit)


def test_strengths_that_no_table_holds_are_kept_as_written(read: Callable[..., Case]) -> None:
    medicine = one(read("co-codamol 8/500 two qds"))
    assert (medicine.name, medicine.amount) == ("co-codamol 8/500", Interval.point(2))


def test_a_dose_to_come_to_is_not_the_dose_now(read: Callable[..., Case]) -> None:
    medicine = one(read("Start duloxetine 30 mg daily, increase to 60 mg after a week."))
    assert medicine.amount == Interval.point(30)
    assert one(read("Gabapentin increased from 300 mg to 600 mg tds.")).amount == Interval.point(600)


def test_a_step_of_a_taper_is_no_dose_and_a_dose_reached_is_no_limit(read: Callable[..., Case]) -> None:
    assert one(read("Tapering oxycodone by 10 mg a week.")).amount is None
    assert one(read("Gabapentin titrated up to 600 mg tds.")).amount == Interval.point(600)


def test_a_medicine_taken_now_is_no_allergy_though_it_stands_behind_them(read: Callable[..., Case]) -> None:
    uses = {m.drug: m.use.value for m in read("Allergies: codeine - vomiting. On tramadol 50 mg qds.").medications}
    assert uses == {"codeine": "allergic", "tramadol": "taken"}


def test_the_way_of_one_medicine_is_not_that_of_the_next(read: Callable[..., Case]) -> None:
    fentanyl, other = read("Fentanyl 50 mcg/hr transdermal q72h with hydromorphone 2 mg q4h prn.").medications
    assert (fentanyl.route, other.route) == ("transdermal", None)


def test_a_word_one_slip_from_a_short_brand_is_no_medicine(read: Callable[..., Case]) -> None:
    assert not read("Modic change at L4/5.").medications


SAID = [
    ("Pregabalin made her so dizzy that she gave it up after a fortnight.", {"pregabalin": "stopped"}),
    ("The tramadol made me puke so I binned it.", {"tramadol": "stopped"}),
    ("Oral baclofen 80 mg/day omitted on admission.", {"baclofen": "stopped"}),
    ("Her apixaban was stopped by mistake on discharge.", {"apixaban": "stopped"}),
    ("Gabapentin was left off the drug chart.", {"gabapentin": "stopped"}),
    ("Amitriptyline: could not cope with the dry mouth, so she packed it in.", {"amitriptyline": "stopped"}),
    ("Ditched the pregabalin after 3 days.", {"pregabalin": "stopped"}),
    ("Duloxetine did not agree with me.", {"duloxetine": "stopped"}),
    ("MST 60 mg bd to nil in a week.", {"morphine": "stopped"}),
    ("Naproxen, which upset his stomach.", {"naproxen": "stopped"}),
    (
        "Gabapentin 2400 mg/day and nortriptyline 50 mg gave little and were discontinued.",
        {"gabapentin": "stopped", "nortriptyline": "stopped"},
    ),
    (
        "Takes gabapentin 300 mg tds and tramadol was stopped.",
        {"gabapentin": "taken", "tramadol": "stopped"},
    ),
    ("Takes gabapentin 300 mg tds, stopped smoking in 2019.", {"gabapentin": "taken"}),
    ("Gabapentin 300 mg tds, had to stop work.", {"gabapentin": "taken"}),
    ("I've tried amitriptyline 10 mg, which I still take.", {"amitriptyline": "taken"}),
    ("On rivaroxaban, not held.", {"rivaroxaban": "taken"}),
    ("Venlafaxine not yet started.", {}),
    ("Cymbalta (never filled).", {}),
    ("Took his wife's diazepam 5 mg.", {"diazepam": "taken"}),
    ("Apixaban to restart on day 14.", {"apixaban": "planned"}),
    ("Considering a switch from codeine to tapentadol.", {"codeine": "taken", "tapentadol": "planned"}),
    ("Should pregabalin be stopped suddenly?", {"pregabalin": "taken"}),
    ("How to manage constipation from morphine?", {"morphine": "taken"}),
    ("How do I come off my oxycodone?", {"oxycodone": "taken"}),
    ("Epidural for recurrent sciatica in a warfarin patient?", {"warfarin": "taken"}),
    (
        "Seizure minutes after tramadol 200 mg on top of venlafaxine, coincidence?",
        {"tramadol": "taken", "venlafaxine": "taken"},
    ),
    ("Duloxetine 60 mg OD started April - stop/switch?", {"duloxetine": "taken"}),
    ("What happens if I take ibuprofen?", {"ibuprofen": "asked"}),
    ("Recommend pregabalin in this patient?", {"pregabalin": "planned"}),
    ("Would you start duloxetine in a patient with low sodium?", {"duloxetine": "planned"}),
]


@pytest.mark.parametrize(("text", "uses"), SAID, ids=[s[0] for s in SAID])
def test_everyday_words_for_stopping_and_for_taking_are_understood(
    read: Callable[..., Case], text: str, uses: dict[str, str]
) -> None:
    assert {m.drug: m.use.value for m in read(text).medications} == uses


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


@pytest.mark.parametrize(
    ("text", "drugs"),
    [
        ("Dear Dr Considine, he takes naproxen.", {"naproxen"}),
        ("Mary Considine rang about her back.", set()),
        ("J. Considine, consultant", set()),
        ("On Warferin and Amitryptiline.", {"warfarin", "amitriptyline"}),
        ("CLONIDIN 0.1 MG", {"clonidine"}),
        ("Takes clonidin.", {"clonidine"}),
        ("Neurostim pocket site red.", set()),
        ("Song lyrics, a concert, an efficient heron: nothing else in her cortex.", set()),
        ("Takes neurontim and gabapentine.", {"gabapentin"}),
    ],
)
def test_a_name_is_no_slip_for_a_medicine(read: Callable[..., Case], text: str, drugs: set[str]) -> None:
    assert {medicine.drug for medicine in read(text).medications} == drugs


@pytest.mark.parametrize("name", ["gliclazide", "glimepiride", "pantoprazole", "esomeprazole", "levomilnacipran"])
def test_a_medicine_of_a_class_is_read_under_its_own_name(read: Callable[..., Case], name: str) -> None:
    assert [medicine.drug for medicine in read(f"Takes {name}.").medications] == [name]


@pytest.mark.parametrize("name", ["nimodipine", "dapoxetine", "ampicillin", "pentobarbital", "saxagliptin"])
def test_a_medicine_that_no_table_holds_is_no_slip_for_one_that_they_hold(read: Callable[..., Case], name: str) -> None:
    assert {medicine.drug for medicine in read(f"Takes {name} and naproxen.").medications} == {None, "naproxen"}


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("Takes oxycodone 20 mg bd ended up constipated.", Use.taken),
        ("On oxycodone 10 mg bd and finished physiotherapy in May.", Use.taken),
        ("PE in 2019, anticoagulation finished.", Use.stopped),
    ],
)
def test_only_what_is_said_of_the_medicine_itself_ends_it(read: Callable[..., Case], text: str, use: Use) -> None:
    assert [medicine.use for medicine in read(text).medications] == [use]


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("Allergic to codeine (rash), wants tramadol.", {"codeine": Use.allergic, "tramadol": Use.taken}),
        ("Allergic to penicillin and codeine.", {None: Use.allergic, "codeine": Use.allergic}),
        ("Takes a water tablet and Tramacet.", {"diuretic": Use.taken, "tramadol": Use.taken}),
    ],
)
def test_what_is_wanted_is_no_allergy(read: Callable[..., Case], text: str, uses: dict[str | None, Use]) -> None:
    assert {medicine.drug: medicine.use for medicine in read(text).medications} == uses


def test_what_two_medicines_come_to_is_the_dose_of_neither(read: Callable[..., Case]) -> None:
    bought = read("Paracetamol 1 g qds plus the co-codamol he buys, so about 6 g a day.").medications[-1]
    assert (bought.drug, bought.amount) == ("codeine", None)
    assert [span.quote for span in read("Paracetamol plus the co-codamol, so about 6 g a day.").not_understood] == [
        "6 g"
    ]
    alone = one(read("She is fused and takes oxycodone, so about 80 mg a day."))
    assert alone.amount == Interval(80, 80)


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("Duloxetine 60 mg od and tramadol 50 mg qds in a 40 yr old with failed back.", "taken"),
        ("Tramadol 50 mg tds in failed spine surgery syndrome.", "taken"),
        ("Tramadol failed back in May; fused in 2020.", "stopped"),
        ("Fused in 2020. Tramadol 50 mg qds failed.", "stopped"),
    ],
)
def test_a_back_that_failed_is_no_medicine_that_failed(read: Callable[..., Case], text: str, use: str) -> None:
    assert [m.use.value for m in read(text).medications if m.drug == "tramadol"] == [use]
