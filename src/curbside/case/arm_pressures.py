"""By how much the systolic pressures of the two arms differ: "BP R arm 168, L arm 121"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curbside.case.page import Page
from curbside.case.quantity import Told, told
from curbside.case.units import number_at

_SIDES = {"r": "right", "rt": "right", "right": "right", "l": "left", "lt": "left", "left": "left",
          "one": "one", "other": "other"}  # fmt: skip
_OPPOSITE = frozenset((frozenset(("right", "left")), frozenset(("one", "other"))))
_OF_PRESSURE = frozenset("bp sbp systolic pressure pressures mmhg".split())
_SYSTOLICS = (50.0, 260.0)
_ARMS = frozenset(("arm", "arms"))
_REACH = 4
_PAIRS = 2


def gaps(page: Page) -> Iterator[Told]:
    """Findings of `arm_pressure_gap`, in mmHg, where a sentence gives one pressure of each arm.

    The arms need not be named where two whole pressures have a side each: "BP 178/90 right and 136/80 left".
    """
    for number in sorted({page.sentence_of[at] for at in page.places(_ARMS | _OF_PRESSURE)}):
        sentence = page.sentences[number]
        words = page.words[sentence.first : sentence.last]
        if _ARMS.isdisjoint(words) and words.count("/") < _PAIRS:
            continue
        found = [(at, side) for at in _systolics(words) if (side := _side(words, at)) is not None]
        sides = frozenset(side for _, side in found)
        if _ARMS.isdisjoint(words) and any(words[at + 1] != "/" for at, _ in found):
            continue
        if len(found) != 2 or sides not in _OPPOSITE or (_OF_PRESSURE.isdisjoint(words) and "one" not in sides):
            continue
        (one, _), (other, _) = found
        gap = abs((number_at(words[one]) or 0.0) - (number_at(words[other]) or 0.0))
        if gap:
            yield told(page, "arm_pressure_gap", gap, sentence.first + one, sentence.first + other + 1)


def _systolics(words: Sequence[str]) -> list[int]:
    """The places of numbers that can be a systolic pressure; a number behind a slash is the diastolic one."""
    values = [(at, number_at(word)) for at, word in enumerate(words)]
    return [
        at
        for at, value in values
        if value is not None and _SYSTOLICS[0] <= value <= _SYSTOLICS[1] and words[at - 1 : at] != ["/"]
    ]


def _side(words: Sequence[str], at: int) -> str | None:
    """The arm of a pressure: named right before it, else right behind it, with no other pressure between."""
    for place in range(at - 1, max(at - _REACH, 0) - 1, -1):
        if words[place] in _SIDES:
            return _SIDES[words[place]]
        if words[place] in (",", "and", ";"):
            break
    for place in range(at + 1, min(at + 1 + _REACH + 2, len(words))):
        if words[place] in _SIDES:
            return _SIDES[words[place]]
        if words[place] in (",", "and", ";"):
            return None
    return None
