"""A medicine of today is heard behind what is denied, ended or not borne: one that is lost is checked by nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from curbside.case.model import Case, Use

TOLD: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "medicines_behind.yaml").read_text(encoding="utf-8"))
JOINED = (", ", ". ", "; ", "\n", ", on ", ", takes ")


def uses(case: Case) -> dict[str | None, Use]:
    return {medicine.drug or medicine.name: medicine.use for medicine in case.medications}


@pytest.mark.parametrize("opening", TOLD["openings"])
def test_a_dosed_medicine_behind_an_opening_is_taken(opening: str, read: Callable[[str], Case]) -> None:
    for joined in JOINED:
        told = uses(read(f"L4/5 fusion 2024. {opening}{joined}morphine 10 mg bd, gabapentin 300 mg tds."))
        assert (told.get("morphine"), told.get("gabapentin")) == (Use.taken, Use.taken), joined


@pytest.mark.parametrize("text", TOLD["no_allergy"])
def test_a_denied_allergy_is_none(text: str, read: Callable[[str], Case]) -> None:
    assert Use.allergic not in uses(read(f"L4/5 fusion. {text}")).values()


@pytest.mark.parametrize("row", TOLD["allergy"], ids=lambda row: row["text"])
def test_an_allergy_beside_a_denial_stays_one(row: dict[str, str], read: Callable[[str], Case]) -> None:
    assert uses(read(f"L4/5 fusion. {row['text']}"))[row["drug"]] is Use.allergic


@pytest.mark.parametrize("row", TOLD["ended"], ids=lambda row: row["text"])
def test_a_medicine_that_was_ended_is_not_taken(row: dict[str, str], read: Callable[[str], Case]) -> None:
    assert uses(read(f"L4/5 fusion. {row['text']}")).get(row["drug"]) not in (Use.taken, Use.allergic)


@pytest.mark.parametrize("frame", TOLD["switches"])
def test_of_two_medicines_the_one_that_took_the_place_of_the_other_is_taken(
    frame: str, read: Callable[[str], Case]
) -> None:
    for before, now, dose in (("warfarin", "apixaban", "5 mg bd"), ("oxycodone", "morphine", "10 mg bd")):
        told = uses(read(f"58F L4/5 fusion 2019. {frame.format(A=before, B=now, d=dose)}."))
        assert (told.get(before) is Use.taken, told.get(now)) == (False, Use.taken)


@pytest.mark.parametrize("text", TOLD["goes_on"])
def test_a_medicine_that_goes_on_is_taken(text: str, read: Callable[[str], Case]) -> None:
    assert uses(read(f"L4/5 fusion. {text}."))["gabapentin"] is Use.taken
