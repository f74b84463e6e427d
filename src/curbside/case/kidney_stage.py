"""The stage of a kidney disease as the range of eGFR that it stands for: "CKD 3b", "stage IV kidney disease".

A measured eGFR says more than a stage; where both are told the stage is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from curbside.case.model import Interval
from curbside.case.page import Page
from curbside.case.quantity import Told, told

STAGES = {"1": 90.0, "2": 60.0, "3a": 45.0, "3b": 30.0, "4": 15.0, "5": 0.0}
"""The least eGFR, in mL/min, of each stage (row F-08)."""

_ORDER = (*STAGES,)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iiia": "3a", "iiib": "3b", "iv": "4", "v": "5"}
_NAMES = (("ckd",), ("chronic", "kidney", "disease"), ("chronic", "renal", "disease"), ("kidney", "disease"))
_HEADS = frozenset(name[0] for name in _NAMES)
_STAGE = frozenset(("stage", "g", "grade"))
_BEFORE_STAGE = _STAGE | {"(", "-", ":"}
_NO_STAGE = frozenset("year years yr yrs month months week weeks day days / x times".split())
"""Behind a bare number these tell that it counts something else: "CKD 3 years"."""


def stages(page: Page) -> Iterator[Told]:
    """Findings of `egfr`, each the range of a stage; none where the page tells an eGFR itself."""
    if "egfr" in page.vocabulary or "gfr" in page.vocabulary:
        return
    words = page.words
    done = -1
    for head in page.places(_HEADS):
        name = next((n for n in _NAMES if tuple(words[head : head + len(n)]) == n), None)
        if name is None or head < done:
            continue
        end = page.sentences[page.sentence_of[head]].last
        found = _behind(words[:end], head + len(name)) or _before(words, head)
        done = head + len(name)
        if found is not None:
            stage, first, last = found
            yield told(page, "egfr", _range(stage), min(first, head), max(last, done))


def _behind(words: Sequence[str], at: int) -> tuple[str, int, int] | None:
    start = at
    while at < len(words) and words[at] in _BEFORE_STAGE and at - start < 3:
        at += 1
    found = _stage(words, at)
    if found is None:
        return None
    stage, last = found
    is_lettered = last - at == 2
    if not is_lettered and not _NO_STAGE.isdisjoint(words[last : last + 1]) and "/" not in words[last : last + 1]:
        return None
    if not is_lettered and _STAGE.isdisjoint(words[start:at]) and (at - start > 1 or words[last : last + 1] == ["/"]):
        return None
    return stage, start, last


def _before(words: Sequence[str], head: int) -> tuple[str, int, int] | None:
    """ "Stage 3b CKD": the stage right before the name, behind the word "stage"."""
    for first in (head - 2, head - 3):
        if first >= 0 and words[first] in ("stage", "grade"):
            found = _stage(words, first + 1)
            if found is not None and found[1] == head:
                return found[0], first, head
    return None


def _stage(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """The stage that is written at a token, and the token after it."""
    if at >= len(words):
        return None
    word = _ROMAN.get(words[at], words[at])
    if word in STAGES and len(word) == 2:
        return word, at + 1
    if word == "3" and words[at + 1 : at + 2] in (["a"], ["b"]):
        return f"3{words[at + 1]}", at + 2
    return (word, at + 1) if word == "3" or word in STAGES else None


def _range(stage: str) -> Interval:
    if stage == "3":
        return Interval(STAGES["3b"], STAGES["2"], high_open=True)
    place = _ORDER.index(stage)
    return Interval(STAGES[stage], STAGES[_ORDER[place - 1]] if place else inf, high_open=place > 0)
