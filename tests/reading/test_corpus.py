"""Reading, measured on the corpus: floors under which no change may take it, and that the measure itself is sound.

The half kept back is held by figures only; no test shows a sentence of it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from benchmarks.aci import gold_of, notes_of, score
from benchmarks.reading import FACTS, TODAY, figures, readers, tally
from benchmarks.reading_gold import HALVES, corpus, gold_text, paraphrases
from benchmarks.reading_score import Scorer, Tally

from curbside.case.model import Case, Finding, Interval, Medication, Span, Status, Use
from curbside.case.read import read_case
from curbside.knowledge.load import Knowledge
from curbside.pathway.view import lineage

CORPUS = corpus()
PARAPHRASES = {name: list(paraphrases(name)) for name in ("open", "kept")}
PHRASES: dict[str, list[str]] = yaml.load(
    (Path(__file__).parent / "red_flag_phrases.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
PUBLIC = Path(__file__).parents[3] / "shared" / "data"


# --- the corpus ---------------------------------------------------------------


def test_each_half_has_a_hundred_and_fifty_sentences_and_thirty_notes_or_more_in_nine_styles() -> None:
    counted = Counter((gold.form, gold.half) for gold in CORPUS)
    for half in HALVES:
        assert (counted["sentence", half] >= 150, counted["note", half] >= 30) == (True, True), half
        assert len({gold.style for gold in CORPUS if gold.half == half}) == 9


def test_no_text_stands_twice_in_the_corpus() -> None:
    assert len({gold.text for gold in CORPUS}) == len(CORPUS)


def test_the_gold_names_only_facts_and_drugs_that_exist(knowledge: Knowledge) -> None:
    facts = {name for gold in CORPUS for name in (*gold.also, *(f.fact for f in gold.facts))}
    assert facts <= set(knowledge.facts)
    assert {m.drug for gold in CORPUS for m in gold.medicines} <= set(knowledge.shelves["drugs"])
    assert set(PHRASES) <= {name for name, fact in knowledge.facts.items() if fact.red_flag or name == "fever"}


# --- the figures --------------------------------------------------------------


@pytest.fixture(scope="module")
def totals(knowledge: Knowledge) -> dict[str, Tally]:
    reads = readers(knowledge)["reader"]
    sets = {**{half: [g for g in CORPUS if g.half == half] for half in HALVES}, **PARAPHRASES}
    return {name: tally(texts, reads, Scorer(knowledge)) for name, texts in sets.items()}


@pytest.mark.parametrize("half", HALVES)
def test_no_drug_is_invented(totals: dict[str, Tally], half: str) -> None:
    assert totals[half].counts["invented_drugs.extra"] == 0


FLOORS = {
    ("development", "red_flags"): (0.89, 0.875),
    ("development", "numbers"): (0.975, 0.94),
    ("development", "medicines"): (0.955, 0.96),
    ("development", "operations"): (0.955, 0.94),
    ("held_out", "red_flags"): (0.805, 0.765),
    ("held_out", "numbers"): (0.925, 0.86),
    ("held_out", "medicines"): (0.89, 0.83),
    ("held_out", "operations"): (0.86, 0.845),
    ("open", "red_flags"): (0.925, 0.94),
    ("kept", "red_flags"): (0.81, 0.82),
}
"""What was reached on these sets; a new set, by another author, has floors of its own."""


@pytest.mark.parametrize(("half", "group"), FLOORS, ids=" ".join)
def test_precision_and_recall_stay_above_their_floors(totals: dict[str, Tally], half: str, group: str) -> None:
    told = totals[half].figures(group)
    precision, recall = FLOORS[half, group]
    assert (told["precision"] >= precision, told["recall"] >= recall) == (True, True), told


ALARMS = {"development": (0.98, 0.97), "held_out": (0.945, 0.90), "open": (0.98, 0.96), "kept": (0.92, 0.86)}


@pytest.mark.parametrize("half", ALARMS)
def test_texts_with_a_warning_sign_ring_and_others_do_not(totals: dict[str, Tally], half: str) -> None:
    rings, quiet = ALARMS[half]
    assert totals[half].share("texts_with_a_sign_ring")["right"] >= rings
    assert totals[half].share("texts_without_a_sign_quiet")["right"] >= quiet


def test_context_reads_more_and_better_than_words_alone(totals: dict[str, Tally], knowledge: Knowledge) -> None:
    kept_back = [gold for gold in CORPUS if gold.half == "held_out"]
    plain = tally(kept_back, readers(knowledge)["keywords_without_context"], Scorer(knowledge))
    for group in ("red_flags", "numbers", "medicines"):
        ours, theirs = totals["held_out"].figures(group), plain.figures(group)
        assert ours["recall"] > theirs["recall"], group
    assert totals["held_out"].figures("operations")["recall"] >= plain.figures("operations")["recall"]
    assert totals["held_out"].figures("red_flags")["precision"] > plain.figures("red_flags")["precision"]


def test_the_ways_to_say_a_red_flag_are_heard(knowledge: Knowledge) -> None:
    line = lineage(knowledge)
    said = [(fact, phrase) for fact, phrases in PHRASES.items() for phrase in phrases]
    deaf = [(f, phrase) for f, phrase in said if not _is_heard(phrase, {f, *line.specifics[f]}, knowledge)]
    assert len(said) >= 600
    assert len(deaf) <= len(said) * 0.18, deaf


def _is_heard(phrase: str, enough: set[str], knowledge: Knowledge) -> bool:
    case = read_case(f"Lumbar fusion 3 weeks ago. {phrase[0].upper()}{phrase[1:]}.", knowledge, TODAY, "us")
    return any(f.fact in enough and f.status in (Status.present, Status.possible) for f in case.findings)


@pytest.mark.data
def test_every_public_note_is_read_and_its_facts_are_found(knowledge: Knowledge) -> None:
    if not (PUBLIC / "aci_bench").is_dir():
        pytest.skip("the public notes (../shared/data/aci_bench) are absent")
    notes = notes_of(PUBLIC)
    cases = {note: read_case(note, knowledge, TODAY, "us") for note in notes.values()}
    gold = gold_of(notes)
    total = score(gold, cases, knowledge)
    assert total.counts["invented_drugs.extra"] == 0
    assert figures(total)["red_flags"]["recall"] >= 0.85
    assert all(figures(total)[group]["precision"] >= 0.65 for group in FACTS)


# --- the measure itself -------------------------------------------------------


def scored(row: dict[str, Any], case: Case, knowledge: Knowledge) -> Counter[str]:
    total = Tally()
    Scorer(knowledge).score(gold_text({"text": case.text, **row}, "", "sentence"), case, total)
    return total.counts


def a_case(*findings: tuple[str, Status], text: str = "x") -> Case:
    return Case(
        date(2026, 6, 1), text, tuple(Finding(f, s is not Status.absent, s, Span(0, 1, "x")) for f, s in findings)
    )


@pytest.mark.parametrize(
    ("gold", "read", "counts"),
    [
        ({"foot_drop": "present"}, [("foot_drop", Status.present)], {"red_flags.hit": 1, "red_flags_heard.hit": 1}),
        ({"foot_drop": "present"}, [], {"red_flags.missed": 1, "red_flags_heard.missed": 1}),
        (
            {"foot_drop": "present"},
            [("foot_drop", Status.absent)],
            {"red_flags.missed": 1, "red_flags_heard.missed": 1, "red_flags.extra": 1},
        ),
        (
            {"foot_drop": "present"},
            [("foot_drop", Status.possible)],
            {"red_flags.missed": 1, "red_flags_heard.hit": 1, "red_flags.extra": 1},
        ),
        (
            {"bladder_change": "present"},
            [("urinary_retention", Status.present)],
            {"red_flags.hit": 1, "red_flags.extra": 1, "red_flags_heard.hit": 1},
        ),
        ({"foot_drop": "historical"}, [("foot_drop", Status.present)], {"red_flags.extra": 1}),
        ({"foot_drop": "historical"}, [("foot_drop", Status.historical)], {}),
        ({}, [("foot_drop", Status.present), ("foot_drop", Status.present)], {"red_flags.extra": 1}),
        (
            {"foot_drop": "present"},
            [("foot_drop", Status.present), ("leg_weakness", Status.present)],
            {"red_flags.hit": 1, "red_flags_heard.hit": 1},
        ),
    ],
    ids=str,
)
def test_facts_are_counted_as_the_measure_says(
    gold: dict[str, str], read: list[tuple[str, Status]], counts: dict[str, int], knowledge: Knowledge
) -> None:
    found = scored({"facts": gold}, a_case(*read), knowledge)
    assert {name: n for name, n in found.items() if name.startswith("red_flags")} == counts


def test_a_drug_without_its_name_in_the_text_is_invented(knowledge: Knowledge) -> None:
    taken = Medication("tramadol", "tramadol", Use.taken, Span(0, 1, "x"))
    for text, invented in (("takes Ultram", 0), ("takes nothing", 1)):
        case = Case(date(2026, 6, 1), text, medications=(taken,))
        assert scored({"also_meds": "true"}, case, knowledge)["invented_drugs.extra"] == invented


def test_a_wrong_number_is_both_missed_and_extra(knowledge: Knowledge) -> None:
    case = Case(date(2026, 6, 1), "x", (Finding("egfr", Interval.point(24), Status.present, Span(0, 1, "x")),))
    found = scored({"facts": {"egfr": "42"}}, case, knowledge)
    assert (found["numbers.missed"], found["numbers.extra"], found["numbers.hit"]) == (1, 1, 0)


@pytest.mark.parametrize(
    ("read", "unit", "hit"),
    [
        (1, "g", 1),
        (1000, "mg", 1),
        (1_000_000, "mcg", 1),
        (1, "mg", 0),
        (1000, "g", 0),
        (1000, "tablet", 0),
        (1, "", 0),
    ],
)
def test_an_amount_is_the_same_in_any_unit_of_mass(read: float, unit: str, hit: int, knowledge: Knowledge) -> None:
    taken = Medication(
        "acetaminophen", "paracetamol", Use.taken, Span(0, 1, "x"), amount=Interval.point(read), unit=unit
    )
    case = Case(date(2026, 6, 1), "paracetamol 1 g", medications=(taken,))
    found = scored({"meds": {"acetaminophen": "taken 1000 mg"}}, case, knowledge)
    assert (found["amounts.hit"], found["amounts.missed"]) == (hit, 1 - hit)
