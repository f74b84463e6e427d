"""Levels: L4/5, D12, L3-S1.

A range of vertebrae becomes its motion segments (`L4-S1` is L4-L5 and L5-S1), so that
two notes about one level meet.  D is the European T.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from curbside.case.page import Page

_LEVEL = re.compile(
    r"(?<![a-z0-9])(?P<a>[ctdls])(?P<n>\d{1,2})(?P<rest>(?:(?:\s?[-/&]\s?|,\s?(?=[ctdls])|,)(?:[ctdls])?\d{1,2}(?!\d|\.\d|\s?%)"
    r"|\s(?:down\s)?(?:to|through|thru)\s[ctdls]\d{1,2}(?!\d|\.\d|\s?%)"
    r"|(?:\s?-\s?|\s(?:down\s)?(?:to|through|thru)\s)(?:the\s)?(?:pelvis|ilium|iliac|sacrum))*)(?![a-z0-9%]|\.\d)"
)
_PELVIS = re.compile(r"(?:the\s)?(?:pelvis|ilium|iliac|sacrum)")
_LETTERS_OF_LEVELS = frozenset("ctdls")
_NEXT = re.compile(r"([-/,&]|to|through|thru)\s?([ctdls])?(\d{1,2})")
_SIZES = {"c": 7, "t": 12, "l": 5, "s": 5}
_COLUMN = [f"{part.upper()}{n}" for part in "ctls" for n in range(1, _SIZES[part] + 1)]
_ORDER = {name: at for at, name in enumerate(_COLUMN)}
REGIONS = {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "lumbar"}


class LevelMention(NamedTuple):
    first: int
    last: int
    levels: tuple[str, ...]


def read_levels(page: Page) -> list[LevelMention]:
    """All spinal levels, from left to right."""
    text, done = page.folded.text, 0
    found: list[LevelMention] = []
    for at in page.places(_LETTERS_OF_LEVELS):
        match = _LEVEL.match(text, page.starts[at]) if page.starts[at] >= done else None
        if match is None:
            continue
        done = match.end()
        levels = tuple(dict.fromkeys(_levels(match)))
        if match["a"] == "d" and text.startswith(_AFTER_OPERATION, done):
            continue
        if found and (disc := _disc(found[-1], at, levels)):
            found[-1] = LevelMention(found[-1].first, bisect_left(page.starts, done), disc)
        elif levels and not text.startswith((" weighted", "-weighted"), done):
            found.append(LevelMention(at, bisect_left(page.starts, done), levels))
    return found


def _disc(before: LevelMention, at: int, levels: tuple[str, ...]) -> tuple[str, ...]:
    """The disc of two neighbouring vertebrae with nothing between their names: "l5 s1"; else nothing."""
    if before.last != at or len(before.levels) != 1 or len(levels) != 1:
        return ()
    above, below = _ORDER.get(before.levels[0]), _ORDER.get(levels[0])
    is_below = above is not None and below == above + 1
    return (f"{before.levels[0]}-{levels[0]}",) if is_below else ()


def _levels(match: re.Match[str]) -> Iterator[str]:
    vertebrae = [_vertebra(match["a"], match["n"])]
    joins: list[str] = []
    letter = match["a"]
    for join, other, number in _NEXT.findall(_PELVIS.sub("s1", match["rest"])):
        letter = other or _letter_after(letter, int(number))
        vertebrae.append(_vertebra(letter, number))
        joins.append(join)
    if any(v not in _ORDER for v in vertebrae):
        return
    if len(vertebrae) == 1:
        yield vertebrae[0]
        return
    for above, below, join in zip(vertebrae, vertebrae[1:], joins, strict=False):
        yield from _segments(above, below, join)


def _letter_after(letter: str, number: int) -> str:
    """`L5/1` and `L5-1` mean L5-S1; `C7/1` means C7-T1."""
    return {"l": "s", "c": "t"}.get(letter, letter) if number == 1 else letter


def _vertebra(letter: str, number: str) -> str:
    return f"{'T' if letter == 'd' else letter.upper()}{int(number)}"


def _segments(above: str, below: str, join: str) -> Iterator[str]:
    low, high = sorted((_ORDER[above], _ORDER[below]))
    if high == low:
        if join not in ",&":  # "L4-5, L5-S1" names two discs and no vertebra
            yield above
    elif join in ",&" and high - low > 1:
        yield above
        yield below
    elif high - low > 12 or (above[0] == below[0] == "S"):
        yield f"{_COLUMN[low]}-{_COLUMN[high]}"
    else:
        for at in range(low, high):
            yield f"{_COLUMN[at]}-{_COLUMN[at + 1]}"


def region_of(level: str) -> str:
    """The part of the spine of a level: of a segment that of its upper vertebra, of a long way that of its end."""
    return REGIONS["S" if "-S" in level else level[0]]


_AFTER_OPERATION = (" post", " after", " following", " since", "post")
"""Behind "D4" these tell of the fourth day, not of a vertebra."""
