"""Whole patients, each with the urgencies that a spine surgeon and a general practitioner would both accept."""

from __future__ import annotations

import pytest
import yaml
from benchmarks.urgency import OWN_PATIENTS, figures, judged, patients, readers

from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Urgency

MOST = {"of_these_told_later": 17, "too_quiet": 68, "too_loud": 248}
"""How many may be misjudged: what was reached, from which no change may fall back."""


@pytest.fixture(scope="module")
def told(knowledge: Knowledge) -> dict[str, dict[str, int]]:
    reads = readers(knowledge)
    return {name: figures(judged(patients("open"), reads[name], knowledge)) for name in reads}


@pytest.mark.parametrize("name", MOST)
def test_no_more_patients_are_misjudged_than_were(told: dict[str, dict[str, int]], name: str) -> None:
    assert told["reader"][name] <= MOST[name]


def test_every_patient_is_written_once_in_a_set_with_a_range_that_holds() -> None:
    for file in OWN_PATIENTS.glob("open*.yaml"):
        texts = [row["text"] for row in yaml.safe_load(file.read_text("utf-8"))]
        assert len(set(texts)) == len(texts), file.name
    everyone = patients("open")
    assert len(everyone) >= 440
    assert all(patient.at_least <= patient.at_most and patient.why for patient in everyone)
    assert sum(patient.at_least >= Urgency.urgent for patient in everyone) >= 100
    assert sum(patient.at_most < Urgency.urgent for patient in everyone) >= 80


def test_a_reader_of_words_alone_misjudges_more(told: dict[str, dict[str, int]]) -> None:
    ours, theirs = told["reader"], told["keywords_without_context"]
    assert ours["of_these_told_later"] < theirs["of_these_told_later"]
    assert ours["of_these_told_the_same_day"] < theirs["of_these_told_the_same_day"]
