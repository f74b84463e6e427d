"""Where the values of a measurement stand: behind its name or before it, one for each side, one behind another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from curbside.case.layout import Page
from curbside.case.lexicon import Match
from curbside.case.model import Interval
from curbside.case.quantity import Quantity, quantity_at
from curbside.case.units import Units, number_at

_GAP = 7
_MOST = 12
_NOW = frozenset("now today currently then".split())
_TIME_UNITS = frozenset("day days week weeks month months year years hour hours / am pm".split())
_LINKS = frozenset("on the , and then side in ;".split())
_SERIES = frozenset({">", "then"})
_SIDES = {
    "left": "left",
    "lt": "left",
    "l": "left",
    "right": "right",
    "rt": "right",
    "r": "right",
    "bilaterally": "both",
    "both": "both",
    "bilateral": "both",
}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a measurement; `is_past` when the sentence goes on to a later one."""

    quantity: Quantity
    side: str | None
    is_past: bool = False


def values_of(page: Page, anchor: Match, units: Units, is_graded: bool) -> list[Value]:
    """Every value given for one name: the two sides of a graded muscle, the steps of a series."""
    found = _after(page, anchor.last, units) or _before(page, anchor, units)
    values: list[Value] = []
    while found is not None and len(values) < _MOST:
        values.append(Value(found, _side(page, found, is_graded)))
        found = _other_side(page, found, units) if is_graded else _next_in_series(page, found, units)
    if is_graded:
        return values
    return [replace(value, is_past=at + 1 < len(values)) for at, value in enumerate(values)]


def _other_side(page: Page, found: Quantity, units: Units) -> Quantity | None:
    words = page.words
    at = found.last
    while at < len(words) and at < found.last + 5 and (words[at] in _SIDES or words[at] in _LINKS):
        at += 1
    named = not _SIDES.keys().isdisjoint(words[found.last : at + 1])
    is_same = at < len(words) and page.sentence_of[at] == page.sentence_of[found.first]
    return quantity_at(page, at, units) if named and is_same else None


def _next_in_series(page: Page, found: Quantity, units: Units) -> Quantity | None:
    """The value that a word of time introduces: "210 on day 2, now 160", "12 > 48", "was 30, today 186"."""
    sentence = page.sentences[page.sentence_of[found.first]]
    words = page.words
    for at in range(found.last, min(found.last + _GAP + 3, sentence.last - 1)):
        if number_at(words[at]) is not None and words[at + 1] in _NOW and at > found.last:
            return quantity_at(page, at, units)
        if words[at] in _NOW or (words[at] in _SERIES and at == found.last):
            start = at + 1
            while start < sentence.last - 1 and words[start] in (
                "is",
                "it",
                "fell",
                "rose",
                "to",
                "at",
                ":",
                "-",
                "up",
                "down",
            ):
                start += 1
            later = quantity_at(page, start, units)
            if later is not None and not (later.last < len(words) and words[later.last] in _TIME_UNITS):
                return later
    return None


def _side(page: Page, found: Quantity, is_graded: bool) -> str | None:
    """The side right before a grade ("R 5/5") or right behind it ("5/5 on the right")."""
    if not is_graded:
        return None
    words = page.words
    for at in (found.first - 1, found.last, found.last + 1, found.last + 2):
        if 0 <= at < len(words) and words[at] in _SIDES:
            return _SIDES[words[at]]
    return None


def _after(page: Page, start: int, units: Units) -> Quantity | None:
    words, sentence = page.words, page.sentence_of
    at, relation = start, None
    while at < len(words) and at < start + _GAP and sentence[at] == sentence[start - 1]:
        compared = _comparison(words, at, units)
        if compared is not None:
            relation, at = compared
            continue
        if number_at(words[at]) is not None:
            found = quantity_at(page, at, units)
            said = words[start - 1 : at]
            return (
                None
                if found is None
                else replace(_compared(found, relation), is_grade="mrc" in said or "grade" in said)
            )
        if words[at] not in units.between:
            return None
        at += 1
    return None


def _comparison(words: Sequence[str], at: int, units: Units) -> tuple[str, int] | None:
    for length in (3, 2, 1):
        name = units.comparisons.get(tuple(words[at : at + length]))
        if name is not None:
            return name, at + length
    return None


def _compared(found: Quantity, relation: str | None) -> Quantity:
    match relation:
        case "below":
            return replace(found, value=Interval(-inf, found.value.high, low_open=True, high_open=True))
        case "at_most":
            return replace(found, value=Interval(-inf, found.value.high, low_open=True))
        case "above":
            return replace(found, value=Interval(found.value.low, inf, low_open=True, high_open=True))
        case "at_least":
            return replace(found, value=Interval(found.value.low, inf, high_open=True))
        case _:
            return found


def _before(page: Page, anchor: Match, units: Units) -> Quantity | None:
    """A quantity right before its name: "450 ml residual", "8 breaths per minute"."""
    words = page.words
    for at in range(anchor.first - 1, max(anchor.first - 6, -1), -1):
        if page.sentence_of[at] != page.sentence_of[anchor.first] or words[at] in (",", "."):
            return None
        if number_at(words[at]) is not None:
            if words[at - 1 : at] == ["/"]:
                continue
            found = quantity_at(page, at, units)
            if found is not None and found.unit is not None and found.last == anchor.last:
                return found
            if (
                found is None
                or (found.over is not None and found.last != anchor.first)
                or found.last > anchor.first
                or (found.unit is None and found.last < anchor.first)
            ):
                continue
            return found if all(w in ("of", "in", "the", "as", "a") for w in words[found.last : anchor.first]) else None
    return None
