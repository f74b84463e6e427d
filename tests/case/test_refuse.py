"""What is refused before it is read: other languages, never the shorthand of a ward."""

from __future__ import annotations

from itertools import product

import pytest

from curbside.case.refuse import NotEnglishError, refuse_unreadable

HEADS = (
    "67 y/o F", "44 y.o. M", "81 y F", "F/67", "pt 61 y", "r/o", "Est 3d", "LOS 4d", "Non-smoker", "Per RN", "Met call",
    "D/c'd", "En route", "UE/LE", "b/l le", "de novo", "O/E", "PAS score",
)  # fmt: skip
SIGNS = (
    "urinary retention", "saddle anaesthesia", "retention 800", "legs weak", "can't void", "haematoma?", "RR 8, drowsy",
    "LE weakness", "T 39.2", "meningism", "incontinent", "SOB", "est GFR 28", "per rectum tone lax", "foot drop",
)  # fmt: skip


@pytest.mark.parametrize("joined", [" ", ", ", " - ", ": "])
def test_shorthand_is_never_taken_for_another_language(joined: str) -> None:
    for head, sign in product(HEADS, SIGNS):
        refuse_unreadable(head + joined + sign)


@pytest.mark.parametrize(
    "text",
    [
        "La patiente a mal au dos depuis son operation et elle ne sent plus ses jambes avec une douleur au pied",
        "tengo dolor de espalda desde la operacion y no siento las piernas",
        "ich habe seit der Operation Schmerzen und kann nicht gehen",
        "sono stata operata alla schiena e il dolore della gamba che non passa",
    ],
)
def test_another_language_is_refused(text: str) -> None:
    with pytest.raises(NotEnglishError):
        refuse_unreadable(text)
