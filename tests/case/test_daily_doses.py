"""What the words of a dose come to in a day: a factor of two or eight misread is a wrong dose."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from curbside.case.model import Case
from curbside.drugs.tables import Tables
from curbside.drugs.totals import total_of
from curbside.knowledge.load import Knowledge
from curbside.pathway.medicines import tables_of

TOLD: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "daily_doses.yaml").read_text(encoding="utf-8")
)
MEDICINES = (
    ("acetaminophen", "paracetamol", 500),
    ("gabapentin", "gabapentin", 600),
    ("morphine", "morphine", 10),
    ("oxycodone", "OxyNorm", 20),
)
BEFORE = ("On ", "Takes ", "Medications:\n- ")


@pytest.fixture(scope="module")
def tables(knowledge: Knowledge) -> Tables:
    return tables_of(knowledge)


def a_day(case: Case, drug: str, tables: Tables) -> Decimal | None:
    return total_of((drug,), case.medications, tables).high


@pytest.mark.parametrize("row", TOLD["forms"], ids=lambda row: row["text"])
def test_every_way_to_say_how_often_is_counted(
    row: dict[str, Any], read: Callable[[str], Case], tables: Tables
) -> None:
    for drug, called, strength in MEDICINES:
        text = row["text"].format(d=called, s=strength, s2=2 * strength, s12=12 * strength)
        case = read(f"Lumbar fusion 2019. {text[0].upper()}{text[1:]}.")
        assert (text, a_day(case, drug, tables)) == (text, row["times"] * strength)


@pytest.mark.parametrize("row", TOLD["lines"], ids=lambda row: row["text"])
def test_a_line_of_a_medicine_list_comes_to_what_is_taken(
    row: dict[str, Any], read: Callable[[str], Case], tables: Tables
) -> None:
    for before in BEFORE:
        case = read(f"Lumbar fusion 2019. {before}{row['text']}")
        assert {drug: a_day(case, drug, tables) for drug in row["a_day"]} == row["a_day"], before


def test_a_number_of_times_that_is_not_understood_is_not_once(read: Callable[[str], Case], tables: Tables) -> None:
    for many in ("several", "many", "umpteen"):
        case = read(f"Lumbar fusion 2019. Takes paracetamol 1 g {many} times a day.")
        assert a_day(case, "acetaminophen", tables) is None


@pytest.mark.parametrize("word", ["through", "necking", "usually", "drank", "double", "yesterday", "somewhere"])
def test_a_plain_word_before_an_amount_takes_it_from_no_medicine(
    word: str, read: Callable[[str], Case], tables: Tables
) -> None:
    case = read(f"Lumbar fusion 2019. He is {word} 6000 mg of paracetamol a day.")
    assert [m.drug for m in case.medications] == ["acetaminophen"]
    assert a_day(case, "acetaminophen", tables) == 6000
