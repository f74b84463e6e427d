"""Patients' text is counted the same way everywhere and stays easy to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.shipped import knowledge

from curbside.article.model import Audience
from curbside.article.readability import HARDEST, grade, grades, read_text, syllables
from curbside.consult import Asked, consult

HERE = Path(__file__).parent.parent / "acceptance"
CASES: list[dict[str, Any]] = [c for path in sorted(HERE.glob("*.yaml")) for c in yaml.safe_load(path.read_text())]

SYLLABLES = {
    1: "pain back leg spine nerve numb weak scan drug dose pill help call now walk stop moved walked breathe heart "
    "calf chest sleep work bone screw scar eyes whole through caused bruised pulse legs",
    2: "bladder bowel fever surgeon doctor needle swollen bleeding headache sudden tingle little muscle urine wanted "
    "needed started safely movement careful people fusion unsafe alarm infect nervous changes pieces tired-out being",
    3: "medicine injection hospital exercise infection decision physical surgical genitals several serious already "
    "relation vomiting numbnesses consider stimulate idea reaction period",
    4: "emergency operation sciatica anxiety experience particular usually discovery gabapentin neurologist "
    "diabetic-eye stimulator",
    5: "disability electricity university physiotherapy-x opportunity",
}
TABLE = [(word, n) for n, words in SYLLABLES.items() for word in words.split() if "-" not in word]
TEXTS = (
    ("The cat sat on the mat.", -1.4, 0.1),
    ("Go to an emergency department now.", 8.4, 0.1),
    ("You may feel numb. Call your doctor today. Do not wait.", 0.1, 1.0),
)


@pytest.mark.parametrize(("word", "count"), TABLE, ids=str)
def test_the_syllables_of_a_word_are_counted_as_people_say_them(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(("text", "expected", "room"), TEXTS)
def test_the_grade_is_that_of_the_formula(text: str, expected: float, room: float) -> None:
    assert abs(grade(text) - expected) <= room


def test_longer_sentences_are_harder() -> None:
    assert grade("Walk a bit each day and rest when it hurts and call us.") > grade("Walk a bit each day. Call us.")


def test_a_figure_that_stands_open_is_one_short_word() -> None:
    assert read_text("Wait {some_long_figure_name} days.").words == 3


def test_no_words_have_no_grade() -> None:
    assert grade("...") == 0.0


def patient_texts() -> Iterator[tuple[str, str]]:
    """Every sentence that a patient may read, with the entry it stands in."""
    k = knowledge()
    for rule in k.recommendations.values():
        yield from ((f"{rule.id} {n}", t) for n, t in (("", rule.say.patient), ("?", rule.say.unknown_patient)) if t)
    yield from ((act.id, act.text_patient) for act in k.acts.values() if act.text_patient)
    yield from ((fact.id, fact.ask_patient) for fact in k.facts.values() if fact.ask_patient)
    yield from ((page.id, paragraph.text) for page in k.education.values() for paragraph in page.paragraphs)
    yield from ((exclusion.id, exclusion.say_patient) for exclusion in k.pathway.exclusions)
    yield from ((entry.id, q) for entry in k.shelves["asks"].values() for q in entry.questions)
    yield "safety-net", k.pathway.safety_net_patient
    yield "disclaimer", k.pathway.disclaimer_patient


def test_nothing_that_a_patient_reads_is_harder_than_grade_eight() -> None:
    offenders = sorted({(grade(text), name, text) for name, text in patient_texts() if grade(text) > HARDEST})
    assert not offenders, "\n".join(f"{g} {name}: {text}" for g, name, text in offenders)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_every_section_of_a_patients_page_reads_at_grade_eight_or_below(case: dict[str, Any]) -> None:
    asked = Asked(case["text"], date.fromisoformat(str(case["today"])), case.get("region", "us"), Audience.patient)
    article = consult(asked, knowledge()).article
    assert {name: g for name, g in grades(article).items() if g > HARDEST} == {}
