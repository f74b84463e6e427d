"""Texts with a warning sign of now ring, and those without one stay quiet."""

from __future__ import annotations

import pytest
from benchmarks.rings import figures, misheard, texts
from benchmarks.urgency import readers

from curbside.knowledge.load import Knowledge

MOST = {"of_these_silent": 24, "of_these_rang": 21}
"""How many may be heard otherwise: what was reached, from which no change may fall back."""


@pytest.fixture(scope="module")
def told(knowledge: Knowledge) -> dict[str, dict[str, int]]:
    those = texts("open")
    return {name: figures(those, misheard(those, read, knowledge)) for name, read in readers(knowledge).items()}


@pytest.mark.parametrize("name", MOST)
def test_no_more_texts_are_misheard_than_were(told: dict[str, dict[str, int]], name: str) -> None:
    assert told["reader"][name] <= MOST[name]


def test_a_reader_of_words_alone_mishears_more(told: dict[str, dict[str, int]]) -> None:
    assert all(told["reader"][name] < told["keywords_without_context"][name] for name in MOST)


def test_every_text_is_written_once_and_says_which_sign_it_tells_of() -> None:
    those = texts("open")
    assert len({text.text for text in those}) == len(those) >= 500
    assert all(text.about for text in those)
