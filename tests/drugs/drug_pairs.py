"""What each pair of drugs must yield, written by hand from the evidence rows, apart from the tables."""

from __future__ import annotations

from typing import Any

S = dict[str, Any]

PAIRS: list[tuple[str, str, str, str]] = [
    # entry, first drugs, second drugs (every first with every second), grade
    ("IX-01", "oxycodone buprenorphine", "gabapentin pregabalin", "D"),
    ("IX-02", "morphine", "diazepam alprazolam clonazepam temazepam lorazepam", "D"),
    (
        "IX-03",
        "hydrocodone",
        "zolpidem cyclobenzaprine baclofen tizanidine quetiapine diphenhydramine alcohol phenobarbital topiramate",
        "D",
    ),
    ("IX-05", "gabapentin", "diazepam zolpidem baclofen olanzapine promethazine alcohol phenobarbital", "C"),
    ("IX-07", "tramadol", "sertraline venlafaxine nortriptyline sumatriptan", "D"),
    ("IX-08", "tapentadol", "sertraline duloxetine amitriptyline", "C"),
    ("IX-09", "tramadol tapentadol meperidine", "phenelzine linezolid methylene_blue selegiline rasagiline", "X"),
    ("IX-09b", "morphine codeine", "tranylcypromine", "X"),
    ("IX-09c", "methadone", "isocarboxazid", "X"),
    ("IX-10", "oxycodone hydromorphone", "safinamide procarbazine", "D"),
    ("IX-11", "oxycodone", "sertraline", "C"),
    ("IX-11b", "fentanyl tramadol tapentadol", "mirtazapine", "C"),
    (
        "IX-12",
        "codeine tramadol dihydrocodeine",
        "paroxetine fluoxetine bupropion quinidine terbinafine duloxetine",
        "D",
    ),
    ("NEW-IX-05", "hydrocodone", "paroxetine", "C"),
    ("NEW-IX-06", "tramadol", "bupropion amitriptyline clozapine cyclobenzaprine", "D"),
    ("IX-28", "nortriptyline", "tramadol", "D"),
    ("NEW-IX-06b", "tramadol", "warfarin", "C"),
    ("IX-13", "duloxetine", "nortriptyline venlafaxine sertraline", "D"),
    ("IX-14", "duloxetine", "fluvoxamine ciprofloxacin enoxacin", "X"),
    ("IX-15", "duloxetine venlafaxine", "ibuprofen aspirin warfarin clopidogrel", "C"),
    ("CI-08", "duloxetine", "phenelzine", "X"),
    ("CI-10", "venlafaxine", "phenelzine", "X"),
    ("CI-11m", "amitriptyline nortriptyline", "rasagiline", "X"),
    ("NEW-IX-07", "duloxetine sertraline nortriptyline", "linezolid methylene_blue", "X"),
    ("NEW-IX-10", "sertraline dextromethorphan desvenlafaxine", "phenelzine", "X"),
    ("NEW-IX-10b", "fluoxetine", "phenelzine", "X"),
    ("NEW-IX-10c", "carbamazepine", "phenelzine", "X"),
    ("NEW-D-05", "carbamazepine", "nefazodone", "X"),
    ("CI-13m", "cyclobenzaprine", "phenelzine", "X"),
    ("CI-11c", "amitriptyline nortriptyline", "cisapride", "X"),
    (
        "NEW-IX-07b",
        "venlafaxine citalopram",
        "sumatriptan lithium st_johns_wort buspirone trazodone mirtazapine ondansetron",
        "C",
    ),
    ("IX-29", "cyclobenzaprine", "duloxetine sertraline", "C"),
    ("IX-29b", "cyclobenzaprine", "amitriptyline", "D"),
    ("IX-26", "amitriptyline", "haloperidol citalopram flecainide amiodarone azithromycin", "D"),
    ("IX-26b", "amitriptyline", "quinidine", "D"),
    ("IX-27", "amitriptyline", "oxybutynin diphenhydramine", "D"),
    ("DUP-TCA", "amitriptyline", "nortriptyline", "D"),
    ("IX-16", "ibuprofen celecoxib", "warfarin apixaban enoxaparin", "D"),
    ("IX-16k", "ketorolac", "warfarin apixaban", "X"),
    ("IX-16h", "ketorolac", "enoxaparin heparin", "D"),
    ("IX-17", "ibuprofen celecoxib", "aspirin clopidogrel", "D"),
    ("CI-06a", "ketorolac", "aspirin ibuprofen probenecid pentoxifylline", "X"),
    ("CI-06p", "ketorolac", "clopidogrel prasugrel ticagrelor ticlopidine", "D"),
    ("IX-18p", "naproxen", "lisinopril losartan furosemide", "C"),
    ("IX-20", "ibuprofen ketorolac", "naproxen", "X"),
    ("IX-20", "ibuprofen", "ketorolac", "X"),
    ("IX-20g", "diclofenac", "ibuprofen", "X"),
    ("IX-21", "ibuprofen celecoxib", "lithium", "D"),
    ("IX-22b", "ibuprofen", "methotrexate", "C"),
    ("IX-23", "ibuprofen", "prednisone dexamethasone", "D"),
    ("IX-24", "ibuprofen", "sertraline", "C"),
    ("NEW-IX-19", "ibuprofen", "tacrolimus cyclosporine tenofovir gentamicin pemetrexed", "D"),
    ("NEW-IX-20", "ciprofloxacin", "ibuprofen", "C"),
    ("NEW-IX-14", "celecoxib", "fluconazole", "C"),
    ("NEW-IX-14b", "celecoxib", "metoprolol nortriptyline codeine tramadol", "C"),
    ("IX-30", "tizanidine", "fluvoxamine ciprofloxacin", "X"),
    (
        "IX-31",
        "tizanidine",
        (
            "oral_contraceptive cimetidine famotidine amiodarone mexiletine propafenone verapamil acyclovir zileuton "
            "levofloxacin moxifloxacin norfloxacin ticlopidine"
        ),
        "D",
    ),
    ("IX-32", "tizanidine", "amlodipine", "C"),
    ("NEW-IX-16", "tizanidine", "clonidine", "D"),
    ("DUP-RELAX", "tizanidine", "baclofen", "D"),
    ("NEW-IX-01", "fentanyl", "clarithromycin itraconazole ketoconazole ritonavir cobicistat", "X"),
    (
        "IX-33",
        "oxycodone fentanyl hydrocodone methadone buprenorphine",
        "fluconazole diltiazem ritonavir grapefruit",
        "D",
    ),
    (
        "IX-34",
        "oxycodone fentanyl methadone",
        "rifampin carbamazepine phenytoin st_johns_wort phenobarbital efavirenz",
        "D",
    ),
    ("NEW-IX-03", "methadone", "fluconazole voriconazole fluvoxamine ciprofloxacin", "D"),
    ("IX-35", "methadone", "ondansetron haloperidol amitriptyline moxifloxacin tizanidine", "D"),
    ("IX-36", "buprenorphine", "oxycodone morphine", "D"),
    ("CI-27", "butorphanol pentazocine nalbuphine", "oxycodone buprenorphine", "X"),
    ("IX-37", "naltrexone", "oxycodone", "X"),
    ("IX-37s", "nalmefene samidorphan", "oxycodone", "X"),
    ("DUP-LA", "fentanyl", "methadone", "D"),
    ("DUP-OPIOID", "oxycodone", "tramadol", "C"),
    ("DUP-GBP", "gabapentin", "pregabalin", "D"),
    ("NEW-IX-21", "tapentadol morphine hydrocodone oxymorphone", "alcohol", "X"),
    ("NEW-IX-21b", "oxymorphone", "alcohol", "X"),
    ("IX-43", "oxycodone", "oxybutynin", "C"),
    ("NEW-IX-20t", "tramadol", "insulin glipizide", "C"),
    ("NEW-D-10x", "naloxegol", "clarithromycin", "X"),
    ("IX-38", "acetaminophen", "warfarin", "C"),
    ("IX-39", "acetaminophen", "alcohol isoniazid phenytoin", "D"),
    ("IX-40", "pregabalin", "lisinopril pioglitazone", "C"),
    ("IX-41", "gabapentin", "antacid", "C"),
    ("IX-42", "gabapentin", "morphine", "C"),
    ("IX-44", "lidocaine", "flecainide bupivacaine", "D"),
    ("IX-45f", "prednisone", "ciprofloxacin", "C"),
    ("IX-46", "suzetrigine", "clarithromycin", "X"),
    ("IX-47", "suzetrigine", "diltiazem grapefruit", "D"),
    ("IX-47i", "suzetrigine", "rifampin efavirenz", "D"),
    ("IX-47c", "suzetrigine", "oral_contraceptive", "D"),
    ("IX-47s", "suzetrigine", "oxycodone fentanyl apixaban", "C"),
    ("NEW-IX-12", "carbamazepine oxcarbazepine", "apixaban rivaroxaban", "D"),
    ("NEW-IX-12w", "warfarin", "sertraline venlafaxine celecoxib fluconazole", "C"),
    ("NEW-D-09", "lithium", "lisinopril losartan hydrochlorothiazide", "D"),
    ("NEW-D-09t", "lithium", "tramadol carbamazepine", "C"),
]

SPECIAL: list[tuple[str, str, S, str, S, S, str | None]] = [
    # entry, drug, its order, other drug, its line, patient, grade or None (silent)
    ("IX-22", "ibuprofen", {}, "methotrexate", {"form": "high_dose"}, {}, "X"),
    ("IX-22", "ibuprofen", {}, "methotrexate", {"form": "weekly_low_dose"}, {}, None),
    ("IX-22c", "ibuprofen", {}, "methotrexate", {"form": "weekly_low_dose"}, {"age": 65}, "D"),
    ("IX-22c", "ibuprofen", {}, "methotrexate", {"form": "weekly_low_dose"}, {"crcl": 59.9}, "D"),
    ("IX-22c", "ibuprofen", {}, "methotrexate", {"form": "weekly_low_dose"}, {"age": 64.9, "crcl": 60}, None),
    ("IX-35b", "buprenorphine", {"form": "patch"}, "haloperidol", {}, {}, "D"),
    ("IX-35b", "buprenorphine", {"form": "buccal"}, "haloperidol", {}, {}, None),
    ("IX-35b", "buprenorphine", {"form": "patch"}, "tizanidine", {}, {}, "D"),
    ("IX-37", "oxycodone", {}, "naltrexone", {"form": "oral"}, {}, "X"),
    ("IX-37", "oxycodone", {}, "naltrexone", {"form": "low_dose"}, {}, "X"),
    ("IX-37", "oxycodone", {}, "naltrexone", {"form": "oral", "stopped": 2.9}, {}, "X"),
    ("IX-37", "oxycodone", {}, "naltrexone", {"form": "oral", "stopped": 3}, {}, None),
    ("IX-37", "oxycodone", {}, "naltrexone", {"form": "depot", "stopped": 2}, {}, None),
    ("IX-37d", "oxycodone", {}, "naltrexone", {"form": "depot"}, {}, "X"),
    ("IX-37d", "oxycodone", {}, "naltrexone", {"form": "depot", "stopped": 27.9}, {}, "X"),
    ("IX-37d", "oxycodone", {}, "naltrexone", {"form": "depot", "stopped": 28}, {}, None),
    ("IX-37d", "oxycodone", {}, "naltrexone", {"form": "oral", "stopped": 10}, {}, None),
    ("IX-37s", "oxycodone", {}, "samidorphan", {"stopped": 4.9}, {}, "X"),
    ("IX-37s", "oxycodone", {}, "samidorphan", {"stopped": 5}, {}, None),
    ("NEW-D-01x", "carisoprodol", {}, "diazepam", {}, {"takes": "oxycodone"}, "X"),
    ("NEW-D-01x", "carisoprodol", {}, "diazepam", {}, {}, None),
    ("NEW-IX-21", "oxymorphone", {"form": "er"}, "alcohol", {}, {}, "X"),
    ("NEW-IX-21", "morphine", {"form": "ir"}, "alcohol", {}, {}, None),
    *(
        (entry, drug, {}, "phenelzine", {"stopped": days}, {}, grade if days < 14 else None)
        for days in (13.9, 14)
        for entry, drug, grade in (
            ("CI-08", "duloxetine", "X"),
            ("CI-10", "venlafaxine", "X"),
            ("CI-11m", "nortriptyline", "X"),
            ("IX-09", "tramadol", "X"),
            ("IX-09b", "morphine", "X"),
            ("IX-09c", "methadone", "X"),
            ("IX-10", "oxycodone", "D"),
            ("NEW-IX-10", "sertraline", "X"),
            ("NEW-IX-10b", "fluoxetine", "X"),
            ("NEW-IX-10c", "carbamazepine", "X"),
            ("CI-13m", "cyclobenzaprine", "X"),
        )
    ),
    *(
        (entry, "phenelzine", {}, drug, {"stopped": days}, {}, "X" if days < gap else None)
        for entry, drug, gap in (
            ("CI-08", "duloxetine", 5),
            ("CI-10", "venlafaxine", 7),
            ("CI-11m", "nortriptyline", 14),
            ("IX-09", "tramadol", 14),
            ("IX-09b", "morphine", 14),
            ("IX-09c", "methadone", 14),
            ("NEW-IX-10", "sertraline", 14),
            ("NEW-IX-10b", "fluoxetine", 35),
            ("NEW-IX-10c", "carbamazepine", 14),
            ("CI-13m", "cyclobenzaprine", 14),
        )
        for days in (gap - 0.1, gap)
    ),
    ("NEW-IX-07", "linezolid", {}, "sertraline", {"stopped": 13.9}, {}, "X"),
    ("NEW-IX-07", "linezolid", {}, "sertraline", {"stopped": 14}, {}, None),
]

SILENT: list[tuple[str, str, str]] = [
    # entry, drug, other drug: a pair that the entry must leave alone
    ("CI-08", "duloxetine", "linezolid"),
    ("CI-10", "venlafaxine", "methylene_blue"),
    ("CI-11m", "nortriptyline", "linezolid"),
    ("NEW-IX-10", "fluoxetine", "phenelzine"),
    ("NEW-IX-10", "duloxetine", "phenelzine"),
    ("NEW-IX-10", "venlafaxine", "phenelzine"),
    ("IX-26", "amitriptyline", "nortriptyline"),
    ("IX-26", "amitriptyline", "lidocaine"),
    ("IX-26", "amitriptyline", "quinidine"),
    ("IX-27", "amitriptyline", "nortriptyline"),
    ("IX-27", "amitriptyline", "cyclobenzaprine"),
    ("IX-16", "ketorolac", "warfarin"),
    ("IX-17", "ketorolac", "clopidogrel"),
    ("IX-32", "tizanidine", "clonidine"),
    ("IX-20", "ibuprofen", "aspirin"),
    ("IX-20g", "ibuprofen", "naproxen"),
    ("IX-14", "duloxetine", "levofloxacin"),
    ("IX-35", "methadone", "sertraline"),
    ("NEW-IX-01", "fentanyl", "diltiazem"),
]

BOXED: list[tuple[str, str | None, str]] = [
    # drug, form, words that its boxed warnings must hold
    ("ibuprofen", "tablet", "Heart attack and stroke"),
    ("celecoxib", "capsule", "Heart attack and stroke"),
    ("ketorolac", "iv", "at most 5 days"),
    ("duloxetine", "capsule", "Suicidal thoughts"),
    ("venlafaxine", "er", "Suicidal thoughts"),
    ("amitriptyline", "tablet", "Suicidal thoughts"),
    ("nortriptyline", "capsule", "Suicidal thoughts"),
    ("sertraline", None, "Suicidal thoughts"),
    ("morphine", "ir", "Addiction and misuse"),
    ("buprenorphine", "patch", "Addiction and misuse"),
    ("fentanyl", "patch", "heat raises absorption"),
    ("oxycodone", "ir", "CYP3A4 inhibitors"),
    ("methadone", "tablet", "CYP3A4 inhibitors"),
    ("tramadol", "ir", "Ultra-rapid CYP2D6"),
    ("codeine", "tablet", "Ultra-rapid CYP2D6"),
    ("methadone", "tablet", "QT prolongation"),
    ("tapentadol", "er", "Alcohol releases"),
    ("morphine", "er", "Alcohol releases"),
    ("hydrocodone", "er", "Alcohol releases"),
    ("oxymorphone", "ir", "Alcohol raises the level"),
    ("acetaminophen", "tablet", "Liver failure"),
    ("baclofen", "intrathecal", "Abrupt stop of intrathecal"),
    ("diazepam", None, "dependence and withdrawal"),
    ("zolpidem", None, "Complex sleep"),
    ("apixaban", None, "earlier spinal surgery"),
    ("carbamazepine", None, "HLA-B*1502"),
]

UNBOXED: list[tuple[str, str | None]] = [
    ("gabapentin", "ir"),
    ("pregabalin", "ir"),
    ("cyclobenzaprine", "ir"),
    ("tizanidine", "tablet"),
    ("methocarbamol", "tablet"),
    ("baclofen", "tablet"),
    ("lidocaine", "patch"),
]
"""Drugs without any boxed warning (row BW-11 as corrected)."""

NOT_BOXED_WITH: list[tuple[str, str | None, str]] = [
    ("buprenorphine", "patch", "CYP3A4 inhibitors"),
    ("fentanyl", "iv", "heat raises absorption"),
    ("morphine", "ir", "Alcohol releases"),
    ("ibuprofen", "tablet", "at most 5 days"),
]

MEMBERS: dict[str, str] = {
    "maoi": (
        "phenelzine tranylcypromine isocarboxazid selegiline rasagiline safinamide procarbazine "
        "linezolid methylene_blue"
    ),
    "gabapentinoid": "gabapentin pregabalin",
    "nsaid": (
        "ibuprofen naproxen meloxicam diclofenac ketorolac celecoxib indomethacin nabumetone "
        "etodolac etoricoxib piroxicam ketoprofen"
    ),
    "benzodiazepine": "alprazolam lorazepam diazepam clonazepam temazepam",
    "z_drug": "zolpidem eszopiclone zopiclone zaleplon",
    "tca": "amitriptyline nortriptyline imipramine desipramine doxepin clomipramine",
    "ssri": "fluoxetine paroxetine sertraline citalopram escitalopram fluvoxamine",
    "snri": "duloxetine venlafaxine desvenlafaxine milnacipran levomilnacipran",
    "muscle_relaxant": (
        "cyclobenzaprine tizanidine baclofen methocarbamol carisoprodol metaxalone orphenadrine chlorzoxazone"
    ),
    "beers_relaxant": "cyclobenzaprine methocarbamol carisoprodol metaxalone orphenadrine chlorzoxazone",
    "opioid": (
        "tramadol tapentadol oxycodone hydrocodone morphine hydromorphone fentanyl methadone "
        "buprenorphine codeine oxymorphone dihydrocodeine levorphanol meperidine opium pentazocine "
        "butorphanol nalbuphine levomethadyl sufentanil heroin"
    ),
    "mixed_agonist_antagonist": "pentazocine butorphanol nalbuphine",
    "opioid_antagonist": "naltrexone nalmefene samidorphan",
    "cyp2d6_inhibitor_strong": "fluoxetine paroxetine bupropion quinidine terbinafine",
    "cyp1a2_inhibitor_strong": "fluvoxamine ciprofloxacin enoxacin",
    "cyp3a4_inhibitor_strong": "nefazodone clarithromycin itraconazole ketoconazole voriconazole ritonavir cobicistat",
    "cyp3a4_inhibitor_moderate": "fluvoxamine diltiazem verapamil erythromycin fluconazole grapefruit",
    "therapeutic_anticoagulant": "warfarin apixaban rivaroxaban dabigatran edoxaban",
    "heparins": "heparin enoxaparin dalteparin",
    "acei": "lisinopril enalapril ramipril",
    "arb": "losartan valsartan candesartan",
    "diuretic": "hydrochlorothiazide furosemide spironolactone indapamide",
    "corticosteroid": "prednisone prednisolone methylprednisolone dexamethasone hydrocortisone",
    "cyp3a4_boxed_opioid": "oxycodone hydrocodone fentanyl methadone",
    "partial_agonist": "buprenorphine",
}
