"""An old, unchanged sign of the cauda equina makes no other sign in the same text quieter."""

from __future__ import annotations

from benchmarks.reading import TODAY
from benchmarks.reading_gold import paraphrases
from benchmarks.urgency import urgency_of

from curbside.case.read import read_case
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Urgency

OPERATION = "Lumbar fusion 2018. "
OLD = OPERATION + "Saddle area numb and self-catheterises, both unchanged since 2019. "
RELATIVES = frozenset("mum mum's mam mother dad dad's father husband wife sister brother friend son daughter".split())
EVERY = 9


def test_an_emergency_stays_one_beside_signs_that_are_old(knowledge: Knowledge) -> None:
    """Texts of relatives are left out: behind another sentence it is no longer plain of whom they tell."""
    told = [gold.text for gold in paraphrases("open")][::EVERY]
    own = [text for text in told if RELATIVES.isdisjoint(text.lower().replace("'", " '").split())]

    def urgency(text: str) -> Urgency:
        return urgency_of(read_case(text, knowledge, TODAY, "us"), knowledge)

    alarms = [text for text in own if urgency(OPERATION + text) is Urgency.emergency]
    assert len(alarms) >= 200
    assert [text for text in alarms if urgency(OLD + text) < Urgency.emergency] == []
