"""What is computed from the facts of a case, where the examples of the rules do not show it."""

from __future__ import annotations

from datetime import date

import pytest
from tests import shipped

from curbside.consult import Asked, consult

TODAY = date(2026, 6, 1)
OLD = "Lumbar fusion 2018. Saddle area numb and self-catheterises, both unchanged since 2019."


def rings(text: str) -> bool:
    assessment = consult(Asked(text, TODAY), shipped.knowledge()).assessment
    return "suspected-cauda-equina" in {judgement.recommendation for judgement in assessment.fired()}


def test_signs_that_are_all_old_and_unchanged_are_no_suspicion() -> None:
    assert not rings(OLD)


@pytest.mark.parametrize(
    "more",
    [
        "Since Friday no feeling when the stool passes.",
        "New weakness of both legs.",
        "Erections lost.",
        "Anal tone lax.",
        "Bladder scan 800 mL after voiding.",
        "Saddle numbness is spreading.",
    ],
)
def test_one_sign_that_is_not_known_to_be_old_brings_the_suspicion_back(more: str) -> None:
    assert rings(f"{OLD} {more}")


def test_signs_without_a_beginning_are_not_called_old() -> None:
    assert rings("Lumbar fusion 2018. Saddle area numb, unchanged.")


def test_what_sums_up_other_facts_is_never_asked() -> None:
    assessment = consult(Asked("Lumbar fusion 2018, back pain.", TODAY), shipped.knowledge()).assessment
    asked = {question for judgement in assessment.judgements.values() for question in judgement.asks}
    assert "bladder_change" in asked
    assert "cauda_equina_signs_unchanged" not in asked
