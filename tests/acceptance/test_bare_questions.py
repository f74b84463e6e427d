"""A text that is nothing but a question can still be an emergency."""

from __future__ import annotations

from datetime import date

import pytest

from curbside.consult import Asked, consult
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Urgency

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "text",
    [
        "saddle numbness after fusion?",
        "Urinary retention after discectomy?",
        "Numb bum after back op?",
        "new foot drop after fusion?",
        "wound leak after laminectomy?",
        "leg weakness after discectomy?",
        "Is numbness between the legs normal after discectomy?",
        "Can I get urinary incontinence after laminectomy?",
        "Pulmonary embolism after spinal fusion?",
        "cauda equina syndrome?",
        "is it normal that I can't feel when I wipe?",
        "Foot drop common after fusion?",
        "Is incontinence common after laminectomy? It started on Monday.",
        "My bottom is numb. Is that common after fusion?",
        "Should I be worried that my wound is oozing?",
        "What do we do for urinary retention after fusion?",
    ],
)
def test_a_warning_sign_in_a_bare_question_rings(text: str, knowledge: Knowledge) -> None:
    assert consult(Asked(text, TODAY), knowledge).assessment.urgency in (Urgency.emergency, Urgency.urgent)


@pytest.mark.parametrize(
    "text",
    [
        "What is foot drop?",
        "What is the risk of pulmonary embolism after fusion?",
        "how often does foot drop follow fusion?",
        "What would it be like if it was cauda equina, would my bum go numb?",
    ],
)
def test_a_word_to_explain_rings_nothing(text: str, knowledge: Knowledge) -> None:
    done = consult(Asked(text, TODAY), knowledge)
    assert done.assessment.urgency is Urgency.routine
    assert not done.article.judged


@pytest.mark.parametrize(
    "text",
    [
        "Is incontinence common after laminectomy?",
        "What does saddle anaesthesia mean?",
        "Do many people get urinary retention after spinal surgery?",
        "Which symptoms should patients ring about: numb saddle, incontinence?",
    ],
)
def test_a_question_in_general_rings_nothing(text: str, knowledge: Knowledge) -> None:
    assert consult(Asked(text, TODAY), knowledge).assessment.urgency is Urgency.routine


def test_an_item_that_was_not_answered_is_asked_and_does_not_ring(knowledge: Knowledge) -> None:
    done = consult(Asked("58M, L4/5 fusion 2024, back pain. Saddle numbness? Retention? Fever?", TODAY), knowledge)
    assert done.assessment.urgency is Urgency.routine
    assert done.assessment.urgency_possible is Urgency.emergency
    assert {"saddle_sensory_change", "urinary_retention"} & {u.fact for u in done.assessment.unknowns}


@pytest.mark.parametrize(
    "text",
    [
        "lost all interest, I've got the tablets ready to end things",
        "stimulator site is red and oozing",
        "Two weeks after my fusion my willy feels numb",
        "he's barely breathing and his lips are blue, takes oxycodone and had back surgery",
        "ran out of my baclofen pump refill, now fever and stiff",
        "my calf has swollen up like a balloon since surgery",
    ],
)
def test_a_sign_told_in_passing_rings(text: str, knowledge: Knowledge) -> None:
    done = consult(Asked(text, TODAY), knowledge)
    assert done.assessment.urgency in (Urgency.emergency, Urgency.urgent)
    assert not done.article.title.startswith("Advice on")


def test_who_asks_whether_to_stop_an_opioid_is_told_not_to_stop_it_suddenly(knowledge: Knowledge) -> None:
    text = "Is it safe to stop oxycodone 60 mg a day before my stimulator trial next week?"
    article = consult(Asked(text, TODAY), knowledge).article
    assert not article.title.startswith("Advice on")
    assert any("Never stop oxycodone suddenly" in block.text for block in article.blocks())


def test_sleep_at_the_wheel_on_an_opioid_is_an_emergency(knowledge: Knowledge) -> None:
    text = "fell asleep at the wheel, on MST 60 mg bd and pregabalin after back surgery"
    assert consult(Asked(text, TODAY), knowledge).assessment.urgency is Urgency.emergency
