"""However many texts were read before, a phrase is found where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curbside.case import phrases
from curbside.case.phrases import UNKNOWN, WIDTH, Phrases

_WORDS = st.lists(st.sampled_from("leg foot drop numb weak new pain saddle".split()), max_size=12)
_SAID = st.lists(_WORDS.filter(bool), max_size=20)


def _of(said: list[list[str]]) -> Phrases:
    made = Phrases()
    for place, words in enumerate(said):
        made.add(words, place)
    return made


def _coded(made: Phrases, words: list[str]) -> str:
    return made._alphabet.code(words)


@given(_SAID, _WORDS)
def test_a_text_that_is_looked_up_gives_what_the_automaton_gives_in_the_same_order(
    said: list[list[str]], text: list[str]
) -> None:
    made = _of(said)
    coded = _coded(made, text)
    assert list(made._looked_up(coded)) == (list(made._built().iter(coded)) if said else [])


def test_texts_after_the_first_thousand_words_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "_LOOKED_UP", 6)
    made = _of([["foot", "drop"], ["drop"]])
    coded = _coded(made, ["new", "foot", "drop"])
    first, second, third = (made.places(coded) for _ in range(3))
    assert made._automaton is not None
    assert first == second == third == [(1, 3, (0,)), (2, 3, (1,))]


def test_a_word_that_is_in_no_phrase_parts_phrases() -> None:
    made = _of([["foot", "drop"]])
    assert len(UNKNOWN) == WIDTH
    assert made.places(_coded(made, ["foot", "xylophone", "drop"])) == []
