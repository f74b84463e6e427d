"""Disagreements, questions, pages and the glossary: what the loader does not look at."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Conflict
from curbside.knowledge.wording import placeholders, typed_digits


def _with_support(conflict: Conflict) -> Iterator[tuple[str, set[str]]]:
    """Each sentence of a disagreement with the statements that it may draw on."""
    for side in conflict.sides:
        yield from ((text, set(side.because)) for text in (side.who, side.says, side.population))
    every = {row for side in conflict.sides for row in side.because}
    yield from ((text, every) for text in (conflict.question, conflict.tips))


def test_every_disagreement_but_the_two_left_out_is_there(knowledge: Knowledge) -> None:
    expected = {f"CON-{number:02}" for number in range(1, 22)} - {"CON-09", "CON-20"}
    assert expected <= set(knowledge.conflicts)
    assert not {"CON-09", "CON-20"} & set(knowledge.conflicts)


def test_a_figure_in_a_disagreement_belongs_to_a_statement_of_its_side(knowledge: Knowledge) -> None:
    wrong = [
        (conflict.id, name)
        for conflict in knowledge.conflicts.values()
        for text, rows in _with_support(conflict)
        for name in placeholders(text)
        if name not in knowledge.figures or knowledge.figures[name][0].id not in rows
    ]
    assert wrong == []


def test_no_number_is_typed_into_a_disagreement_a_page_or_the_glossary(knowledge: Knowledge) -> None:
    names = [term.text for term in knowledge.terms.values()]
    texts = [(c.id, text) for c in knowledge.conflicts.values() for text, _ in _with_support(c)]
    texts += [(page.id, paragraph.text) for page in knowledge.education.values() for paragraph in page.paragraphs]
    texts += [(entry.id, entry.plain) for entry in knowledge.glossary.values()]
    assert [(owner, word) for owner, text in texts for word in typed_digits(text, names)] == []


def test_no_disagreement_rests_on_a_policy_that_was_retired(knowledge: Knowledge) -> None:
    rows = {row for c in knowledge.conflicts.values() for side in c.sides for row in side.because}
    sources = {source for row in rows for source in knowledge.statements[row].sources}
    assert "SUR-03" not in rows
    assert [name for name in sources if knowledge.sources[name].status in ("retired", "refused", "retracted")] == []


def test_the_stimulator_disagreement_names_the_trial_in_back_dominant_pain(knowledge: Knowledge) -> None:
    rows = {row for side in knowledge.conflicts["CON-03"].sides for row in side.because}
    assert {"NEW-36", "INT-34", "INT-36"} <= rows


def test_fusion_after_decompression_is_two_kinds_of_patients(knowledge: Knowledge) -> None:
    populations = [side.population for side in knowledge.conflicts["CON-07"].sides]
    assert any("without proven instability" in who for who in populations)
    assert any("with proven instability" in who for who in populations)


def test_every_paragraph_of_a_page_has_its_statements(knowledge: Knowledge) -> None:
    lost = [
        (page.id, row)
        for page in knowledge.education.values()
        for paragraph in page.paragraphs
        for row in paragraph.because
        if row not in knowledge.statements
    ]
    assert lost == []


@pytest.mark.parametrize(
    "page",
    ["get-help-at-once", "scar-tissue", "why-pain-goes-on", "what-a-scan-can-show", "what-a-pain-clinic-does",
     "living-well", "medicines-with-care", "another-operation"],
)  # fmt: skip
def test_patients_have_a_page_on(page: str, knowledge: Knowledge) -> None:
    assert len(knowledge.education[page].paragraphs) >= 3


def test_the_glossary_explains_enough_words_and_each_once(knowledge: Knowledge) -> None:
    words = [entry.word.lower() for entry in knowledge.glossary.values()]
    assert len(words) >= 40
    assert len(words) == len(set(words))


def test_the_question_bank_is_large_and_asks_nothing_twice(knowledge: Knowledge) -> None:
    asked = [re.sub(r"\W+", " ", question.text.lower()) for question in knowledge.questions.values()]
    assert len(asked) >= 150
    assert len(asked) == len(set(asked))


def test_nearly_every_recommendation_and_criteria_set_answers_a_question(knowledge: Knowledge) -> None:
    entries = {*knowledge.recommendations, *knowledge.criteria}
    answering = {name for question in knowledge.questions.values() for name in question.answered_by}
    assert len(entries - answering) <= len(entries) // 10


def test_every_question_is_answered_by_what_exists(knowledge: Knowledge) -> None:
    there = {*knowledge.recommendations, *knowledge.criteria}
    assert [q.id for q in knowledge.questions.values() if set(q.answered_by) - there] == []
