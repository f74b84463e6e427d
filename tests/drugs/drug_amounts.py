"""Factors, tolerance lines, products and naloxone reasons, written by hand from the evidence rows."""

from __future__ import annotations

from typing import Any

S = dict[str, Any]

FACTORS: dict[str, dict[str, str]] = {
    # vintage: drug -> MME of 10 mg once a day
    "cdc_2022": {
        "codeine": "1.5", "hydrocodone": "10", "hydromorphone": "50", "methadone": "47", "morphine": "10",
        "oxycodone": "15", "oxymorphone": "30", "tapentadol": "4", "tramadol": "2",
    },
    "cdc_2016": {
        "codeine": "1.5", "hydrocodone": "10", "hydromorphone": "40", "methadone": "40", "morphine": "10",
        "oxycodone": "15", "oxymorphone": "30", "tapentadol": "4", "tramadol": "1",
    },
    "research_2018": {
        "codeine": "1.5", "hydrocodone": "10", "hydromorphone": "40", "methadone": "30", "morphine": "10",
        "oxycodone": "15", "oxymorphone": "30", "tapentadol": "4", "tramadol": "1", "butorphanol": "70",
        "dihydrocodeine": "2.5", "levorphanol": "110", "meperidine": "1", "opium": "10", "pentazocine": "3.7",
        "levomethadyl": "80",
    },
}  # fmt: skip

_NOWHERE = "sufentanil nalbuphine heroin"

ABSENT: dict[str, str] = {
    "cdc_2022": f"butorphanol dihydrocodeine levorphanol meperidine opium pentazocine levomethadyl {_NOWHERE}",
    "cdc_2016": f"butorphanol dihydrocodeine levorphanol meperidine opium pentazocine levomethadyl {_NOWHERE}",
    "research_2018": _NOWHERE,
}
"""Opioids without a factor: their total cannot be computed and is never zero."""

TIERS_2016: list[tuple[float, str]] = [
    (20, "80"), (20.1, "160.8"), (40, "320"), (40.1, "401"), (60, "600"), (60.1, "721.2"),
]  # fmt: skip

OTHER_FACTORS: list[tuple[str, S, str, str | None]] = [
    # drug, line, vintage, MME a day
    ("fentanyl", {"amount": 50, "unit": "mcg/h", "form": "patch"}, "cdc_2022", "120"),
    ("fentanyl", {"amount": 50, "unit": "mcg/h", "form": "patch"}, "cdc_2016", "120"),
    (
        "fentanyl",
        {"amount": 100, "unit": "mcg", "times": 2, "route": "buccal", "form": "buccal"},
        "research_2018",
        "26",
    ),
    (
        "fentanyl",
        {"amount": 100, "unit": "mcg", "times": 2, "route": "buccal", "form": "lozenge"},
        "research_2018",
        "26",
    ),
    ("fentanyl", {"amount": 100, "unit": "mcg", "times": 2, "route": "buccal", "form": "film"}, "research_2018", "36"),
    ("fentanyl", {"amount": 100, "unit": "mcg", "times": 2, "route": "nasal", "form": "nasal"}, "research_2018", "32"),
    ("fentanyl", {"amount": 100, "unit": "mcg", "times": 2, "route": "nasal", "form": "nasal"}, "cdc_2022", None),
    ("fentanyl", {"amount": 100, "unit": "mcg", "times": 2}, "cdc_2022", None),
    ("morphine", {"amount": 10, "times": 1, "route": "iv"}, "cdc_2022", None),
    ("morphine", {"amount": 10, "times": 1, "route": "rectal"}, "cdc_2022", None),
    ("hydromorphone", {"amount": 2, "times": 1, "route": "sc"}, "cdc_2022", None),
    ("oxycodone", {"amount": 5, "times": 1, "route": "sublingual"}, "cdc_2022", None),
]

TOLERANCE: list[tuple[str, S, bool | None]] = [
    ("morphine", {"amount": 60, "times": 1, "days": 7}, True),
    ("morphine", {"amount": 59.9, "times": 1, "days": 7}, False),
    ("morphine", {"amount": 60, "times": 1, "days": 6.9}, False),
    ("morphine", {"amount": 60, "times": 1}, None),
    ("morphine", {"amount": 60, "times": 1, "days": (5, 9)}, None),
    ("oxycodone", {"amount": 30, "times": 1, "days": 7}, True),
    ("oxycodone", {"amount": 29.9, "times": 1, "days": 7}, False),
    ("oxycodone", {"amount": 30, "times": 1, "days": 6.9}, False),
    ("oxycodone", {"amount": 30, "times": 1, "days": 20, "prn": True}, False),
    ("hydromorphone", {"amount": 8, "times": 1, "days": 7}, True),
    ("hydromorphone", {"amount": 7.9, "times": 1, "days": 7}, False),
    ("hydromorphone", {"amount": 8, "times": 1, "days": 6.9}, False),
    ("fentanyl", {"amount": 25, "unit": "mcg/h", "days": 7}, True),
    ("fentanyl", {"amount": 12, "unit": "mcg/h", "days": 7}, False),
    ("fentanyl", {"amount": 25, "unit": "mcg/h", "days": 6.9}, False),
    ("fentanyl", {"amount": 24.9, "unit": "mcg/h", "days": 7}, False),
    ("oxymorphone", {"amount": 25, "times": 1, "days": 7}, True),
    ("oxymorphone", {"amount": 24.9, "times": 1, "days": 7}, False),
    ("oxymorphone", {"amount": 25, "times": 1, "days": 6.9}, False),
    ("hydrocodone", {"amount": 60, "times": 1, "days": 7}, True),
    ("hydrocodone", {"amount": 59.9, "times": 1, "days": 7}, False),
    ("hydrocodone", {"amount": 60, "times": 1, "days": 6.9}, False),
    ("tramadol", {"amount": 100, "times": 4, "days": 60}, None),
    ("methadone", {"amount": 10, "times": 3, "days": 60}, None),
    ("codeine", {"amount": 60, "times": 4, "days": 60}, None),
]

PRODUCTS: list[tuple[str, S]] = [
    # product, milligrams in one unit
    ("hydrocodone/acetaminophen 5/325", {"hydrocodone": 5, "acetaminophen": 325}),
    ("Norco 5/325", {"hydrocodone": 5, "acetaminophen": 325}),
    ("Norco 7.5/325", {"hydrocodone": 7.5, "acetaminophen": 325}),
    ("Norco 10/325", {"hydrocodone": 10, "acetaminophen": 325}),
    ("Percocet 5/325", {"oxycodone": 5, "acetaminophen": 325}),
    ("Percocet 10/325", {"oxycodone": 10, "acetaminophen": 325}),
    ("Ultracet", {"tramadol": 37.5, "acetaminophen": 325}),
    ("Tylenol 3", {"codeine": 30, "acetaminophen": 300}),
    ("co-codamol 30/500", {"codeine": 30, "acetaminophen": 500}),
    ("Solpadol", {"codeine": 30, "acetaminophen": 500}),
    ("co-codamol", {"codeine": None, "acetaminophen": 500}),
    ("co-codamol 8/500", {"codeine": 8, "acetaminophen": 500}),
    ("hydrocodone/acetaminophen 2.5/325", {"hydrocodone": 2.5, "acetaminophen": 325}),
    ("Vicoprofen", {"hydrocodone": 7.5, "ibuprofen": 200}),
    ("Seglentis", {"celecoxib": 56, "tramadol": 44}),
    ("Vimovo", {"naproxen": 500, "esomeprazole": 20}),
    ("Duexis", {"ibuprofen": 800, "famotidine": 26.6}),
    ("Xtampza ER 9", {"oxycodone": 10}),
    ("Xtampza ER 13.5", {"oxycodone": 15}),
    ("Xtampza ER 18", {"oxycodone": 20}),
    ("Xtampza ER 27", {"oxycodone": 30}),
    ("Xtampza ER 36", {"oxycodone": 40}),
    ("Aleve 220", {"naproxen": 200}),
    ("Anaprox 275", {"naproxen": 250}),
    ("naproxen sodium 550", {"naproxen": 500}),
    ("oxycodone/acetaminophen 7.5/325", {"oxycodone": 7.5, "acetaminophen": 325}),
]

UNIT_LIMITS: list[tuple[str, float | None, float | None, float | None]] = [
    # product, most at once, a day, days
    ("Norco 5/325", None, 8, None),
    ("Norco 7.5/325", 1, 6, None),
    ("Norco 10/325", 1, 6, None),
    ("Ultracet", None, 8, 5),
]

SUPPLEMENTS: dict[str, dict[float, tuple[float, float]]] = {
    # daily dose -> given once after a 4-hour haemodialysis session
    "gabapentin": {100: (125, 125), 125: (150, 150), 150: (200, 200), 200: (250, 250), 300: (350, 350)},
    "pregabalin": {25: (25, 50), 50: (50, 75), 75: (100, 150)},
}

NALOXONE: list[tuple[str, S]] = [
    ("NLX-01", {"overdose_history": True}),
    ("NLX-02", {"substance_use_disorder": True}),
    ("NLX-02", {"opioid_use_disorder": True}),
    ("NLX-03", {"mme": 50}),
    ("NLX-04", {"takes": "diazepam"}),
    *(
        ("NLX-05", {"takes": drug})
        for drug in "pregabalin zolpidem baclofen quetiapine diphenhydramine phenobarbital alcohol topiramate".split()
    ),
    ("NLX-06", {"sleep_apnoea": True}),
    ("NLX-07", {"age": 65}),
    ("NLX-08", {"kidney_failure": True}),
    ("NLX-08", {"chronic_liver_disease": True}),
    ("NLX-08", {"crcl": 29.9}),
    ("NLX-09", {"tolerance_lost": True}),
    ("NLX-10", {"household_exposure_risk": True}),
    ("NLX-11", {"opioid_use_disorder_treatment": True}),
]

NO_NALOXONE: list[S] = [{"mme": 49.9}, {"age": 64.9}, {"crcl": 30}, {"takes": "sertraline"}]

STARTING_ONLY = {"D-KETp", "CI-09c", "CI-18b", "CI-20", "CI-20b", "D-COD", "NEW-D-03", "NEW-IX-15x"}
"""Cautions against starting a drug that say nothing against one that is taken."""

HELD: list[tuple[str, S, S, str]] = [
    # drug, order, patient: exactly these limits hold, no more
    *(("gabapentin", {"form": "ir"}, {"crcl": crcl}, f"gabapentin-{band}") for crcl, band in (
        (200, "60"), (60, "60"), (59.9, "30-60"), (30.1, "30-60"), (30, "15-30"), (15.1, "15-30"),
        (15, "15"), (1, "15"),
    )),
    *(("gabapentin", {"form": "once_daily"}, {"crcl": crcl}, held) for crcl, held in (
        (60.1, "gabapentin-once-daily-60"), (60, "gabapentin-once-daily-30"), (30, "gabapentin-once-daily-30"),
        (29.9, ""), (61, "gabapentin-once-daily-60"),
    )),
    *(("gabapentin", {"form": "enacarbil"}, {"crcl": crcl}, f"gabapentin-enacarbil-{band}") for crcl, band in (
        (60, "60"), (59.9, "30"), (30, "30"), (29.9, "15"), (15, "15"), (14.9, "0"),
    )),
    *(
        ("pregabalin", {"form": "ir", "indication": use}, {"crcl": crcl}, f"pregabalin-{band}-{column}")
        for use, column in (
            ("dpn", "dpn"), (None, "dpn"), ("fibromyalgia", "fibromyalgia"), ("phn", "phn-sci"), ("sci", "phn-sci"),
        )
        for crcl, band in ((60.1, "60"), (60, "30"), (30.1, "30"), (30, "15"), (15, "15"), (14.9, "0"))
    ),
    *(
        ("pregabalin", {"form": "cr", "indication": use}, {"crcl": crcl}, held)
        for use, column in (("dpn", "dpn"), (None, "dpn"), ("phn", "phn"))
        for crcl, held in (
            (60.1, f"pregabalin-cr-{column}"), (60, f"pregabalin-cr-30-{column}"), (30, f"pregabalin-cr-30-{column}"),
            (29.9, ""), (14.9, ""),
        )
    ),
    ("gabapentin", {"form": "ir"}, {"dialysis": True}, "gabapentin-dialysis"),
    ("gabapentin", {"form": "enacarbil"}, {"dialysis": True}, "gabapentin-enacarbil-0"),
    ("ibuprofen", {"form": "tablet"}, {}, "ibuprofen-prescribed"),
    ("ibuprofen", {"form": "otc"}, {}, "ibuprofen-otc"),
    ("ibuprofen", {"form": "iv"}, {}, ""),
    ("meloxicam", {"form": "iv"}, {}, ""),
    ("diclofenac", {"form": "gel"}, {}, "diclofenac-gel"),
    ("diclofenac", {"form": "gel", "day": 1}, {}, "diclofenac-gel"),
    ("diclofenac", {"form": "tablet"}, {}, "diclofenac-tablet"),
    ("diclofenac", {"form": "capsule"}, {}, ""),
    ("ketorolac", {"form": "tablet"}, {}, "ketorolac-oral ketorolac-days"),
    ("ketorolac", {"form": "iv"}, {}, "ketorolac-injected ketorolac-days"),
    ("ketorolac", {"form": "nasal"}, {}, "ketorolac-nasal ketorolac-days"),
    ("ketorolac", {"form": "tablet"}, {"age": 65}, "ketorolac-oral ketorolac-oral-low ketorolac-days"),
    ("ketorolac", {"form": "iv"}, {"age": 65}, "ketorolac-injected ketorolac-injected-low ketorolac-days"),
    ("ketorolac", {"form": "nasal"}, {"age": 65}, "ketorolac-nasal ketorolac-nasal-low ketorolac-days"),
    ("venlafaxine", {"form": "ir"}, {"crcl": 45, "child_pugh": "b"}, ""),
    ("venlafaxine", {"form": "ir"}, {"crcl": 25}, ""),
    ("venlafaxine", {"form": "er"}, {"crcl": 29.9}, "venlafaxine-er venlafaxine-kidney-severe"),
    ("venlafaxine", {"form": "er"}, {"crcl": 30}, "venlafaxine-er venlafaxine-kidney"),
    ("baclofen", {"form": "intrathecal"}, {"egfr": 50}, ""),
    ("methocarbamol", {"form": "iv"}, {}, "methocarbamol-injected"),
    ("methocarbamol", {"form": "iv", "day": 2}, {}, "methocarbamol-injected"),
    ("methocarbamol", {"form": "tablet"}, {}, "methocarbamol-later"),
    ("lidocaine", {"form": "iv"}, {}, ""),
    ("tramadol", {"form": "er"}, {"crcl": 25, "child_pugh": "b"}, "tramadol-er"),
    ("tramadol", {"form": "er"}, {"child_pugh": "c"}, "tramadol-er"),
    ("tramadol", {"form": "ir"}, {"child_pugh": "c"}, "tramadol-ir tramadol-liver-c"),
    ("tapentadol", {"form": "er", "day": 1}, {"child_pugh": "b"}, "tapentadol-er tapentadol-er-liver"),
    ("tapentadol", {"form": "ir"}, {"child_pugh": "b"}, "tapentadol-ir tapentadol-ir-liver"),
    ("tapentadol", {"form": "ir", "day": 1}, {"child_pugh": "b"}, "tapentadol-ir-first tapentadol-ir-liver"),
    ("oxycodone", {"form": "er"}, {}, ""),
    ("oxycodone", {"form": "ir"}, {"opioid_tolerant": False}, "oxycodone-ir-start"),
    ("morphine", {"form": "er"}, {"child_pugh": "b"}, ""),
    ("morphine", {"form": "ir"}, {"opioid_tolerant": False}, ""),
    ("fentanyl", {"form": "iv"}, {"crcl": 45, "child_pugh": "a"}, ""),
    ("buprenorphine", {"form": "buccal"}, {"child_pugh": "a"}, "buprenorphine-buccal"),
    ("buprenorphine", {"form": "patch"}, {"child_pugh": "c", "oral_mucositis": True}, "buprenorphine-patch"),
    ("buprenorphine", {"form": "sl"}, {}, ""),
    ("oxymorphone", {"form": "er"}, {"age": 70}, ""),
    ("naproxen", {"form": "otc", "day": 1}, {}, "naproxen-first-day naproxen-otc"),
    ("celecoxib", {"day": 1}, {"child_pugh": "b", "weight": 49, "cyp2c9_poor_metaboliser": True},
     "celecoxib-first-day celecoxib-liver celecoxib-light celecoxib-cyp2c9"),
    ("suzetrigine", {"day": 1}, {}, "suzetrigine-first"),
    ("suzetrigine", {}, {"child_pugh": "b", "takes": "fluconazole"},
     "suzetrigine-later suzetrigine-liver suzetrigine-moderate-inhibitor"),
]  # fmt: skip
