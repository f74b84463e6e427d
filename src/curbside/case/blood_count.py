"""How far the haemoglobin has fallen: "Hb 121 -> 84", "Hb 71, was 118 yesterday", "haemoglobin down 30 points"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from curbside.case.page import Page
from curbside.case.quantity import Told, told
from curbside.case.units import number_at

_NAMES = frozenset(("hb", "hgb", "haemoglobin", "hemoglobin", "count"))
_OTHERS = frozenset(
    "crp esr wcc wbc plt platelets inr creat creatinine egfr bp hr pulse sats temp temperature lactate ferritin na k "
    "sodium potassium urea albumin news rr bilirubin hct mcv hba1c a1c".split()
)
"""Where another measurement begins, the values of this one end."""
_GRAMS_PER_LITRE, _GRAMS_PER_DECILITRE = (30.0, 220.0), (3.0, 22.0)
_REACH = 22
_NO_VALUE_BEFORE = frozenset("day d pod week x l t s c post-op at".split())
_NO_VALUE_BEHIND = frozenset("days day hours hour h hrs weeks week months years / % units unit ml mg y pm am".split())
_EARLIER = frozenset("was from previously prior before baseline".split())
_WENT = frozenset("pre-op preop yesterday before earlier previously baseline admission preoperatively".split())
_SIGNS = frozenset(", ; ( ) . :".split())
_FELL = frozenset("down dropped fallen fell drifted lost drop fall".split())
_LONG_AGO = frozenset(("year", "years", "yr", "yrs"))
_POINTS = frozenset("points g grams gram".split())
_SPOKEN = {"two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0}


class _Value(NamedTuple):
    """A haemoglobin in g/L at a token, and whether it is told to be an earlier one."""

    at: int
    grams: float
    is_earlier: bool


def falls(page: Page) -> Iterator[Told]:
    """Findings of `haemoglobin_fall`, in g/L: the highest earlier value less the latest, or the fall that is told."""
    for name in page.places(_NAMES):
        if page.words[name] == "count" and not _is_of_blood(page.words[max(name - 2, 0) : name]):
            continue
        sentence = page.sentences[page.sentence_of[name]]
        end = _end(page.words, name + 1, min(sentence.last, name + _REACH))
        values = _values(page.words, name + 1, end)
        latest = next((v for v in reversed(values) if not v.is_earlier), None)
        before = [v.grams for v in values if latest is not None and v is not latest]
        fall = max(before) - latest.grams if latest is not None and before else _told_fall(page.words, name, end)
        if fall is not None and fall > 0:
            found = told(page, "haemoglobin_fall", round(fall, 1), name, max([name + 1, *(v.at + 1 for v in values)]))
            now = name if latest is None or not before else latest.at
            yield found._replace(first=now, last=now + 1)  # whether it is so now is said beside the latest value


def _is_of_blood(before: Sequence[str]) -> bool:
    """Whether a "count" behind these words is that of the haemoglobin, as patients call it, and not of white cells."""
    return before[-1:] == ["blood"] and "white" not in before


def _end(words: Sequence[str], start: int, end: int) -> int:
    return next((at for at in range(start, end) if words[at] in _OTHERS or words[at] in _NAMES), end)


def _values(words: Sequence[str], start: int, end: int) -> list[_Value]:
    found: list[_Value] = []
    last = start
    for at in range(start, end):
        grams = _grams(words, at)
        if grams is None:
            continue
        is_earlier = bool(found) and not _EARLIER.isdisjoint(words[last:at])
        is_earlier = is_earlier or (bool(found) and not _WENT.isdisjoint(_beside(words, at + 1, min(at + 4, end))))
        found.append(_Value(at, grams, is_earlier))
        last = at + 1
    return found


def _beside(words: Sequence[str], start: int, end: int) -> Sequence[str]:
    """The words up to the next sign: what stands behind a comma tells of something else."""
    return words[start : next((at for at in range(start, end) if words[at] in _SIGNS), end)]


def _grams(words: Sequence[str], at: int) -> float | None:
    """The number at a token as a haemoglobin in g/L; None where it counts something else."""
    value = number_at(words[at])
    following = words[at + 1] if at + 1 < len(words) else ""
    is_unit = following == "g" or words[at + 1 : at + 3] in (["g", "/"], ["gm", "/"])
    is_below = words[at - 1] in ("/", "-") and (words[at - 1] == "-" or number_at(words[at - 2]) is not None)
    if value is None or is_below or words[at - 1] in _NO_VALUE_BEFORE or words[at - 1] in _FELL | {"by"}:
        return None
    if (following in _NO_VALUE_BEHIND and not is_unit) or not _LONG_AGO.isdisjoint(words[at + 1 : at + 4]):
        return None
    if _GRAMS_PER_LITRE[0] <= value <= _GRAMS_PER_LITRE[1]:
        return value
    return value * 10 if _GRAMS_PER_DECILITRE[0] <= value <= _GRAMS_PER_DECILITRE[1] else None


def _told_fall(words: Sequence[str], name: int, end: int) -> float | None:
    """The fall itself: "down 30 points", "dropped by 4 g", "lost four grams of haemoglobin"."""
    for at in range(max(name - 5, 0), end - 1):
        number = at + 1 + (words[at + 1] == "by")
        if words[at] not in _FELL or number + 1 >= len(words) or words[number + 1] not in _POINTS:
            continue
        value = number_at(words[number]) or _SPOKEN.get(words[number])
        if value is not None:
            return value if value > _GRAMS_PER_DECILITRE[1] or words[number + 1] == "points" else value * 10
    return None
