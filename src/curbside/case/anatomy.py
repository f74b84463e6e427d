"""Levels and sides: L4/5, D12, L3-S1, left, both.

A range of vertebrae becomes its motion segments (`L4-S1` is L4-L5 and L5-S1), so that
two notes about one level meet.  D is the European T.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from curbside.case.layout import Page

_LEVEL = re.compile(
    r"(?<![a-z0-9])(?P<a>[ctdls])(?P<n>\d{1,2})(?P<rest>(?:(?:\s?[-/&]\s?|,\s?(?=[ctdls])|,)(?:[ctdls])?\d{1,2}(?!\d|\.\d|\s?%)"
    r"|\s(?:down\s)?(?:to|through|thru)\s[ctdls]\d{1,2}(?!\d|\.\d|\s?%))*)"
    r"(?P<end>(?:\s?-\s?|\s(?:down\s)?(?:to|through|thru)\s(?:the\s)?)(?:pelvis|sacrum|ilium|iliac)\b)?(?![a-z0-9%]|\.\d)"
)
_LETTERS_OF_LEVELS = frozenset("ctdls")
_NEXT = re.compile(r"([-/,&]|to|through|thru)\s?([ctdls])?(\d{1,2})")
_SIZES = {"c": 7, "t": 12, "l": 5, "s": 5}
_COLUMN = [f"{part.upper()}{n}" for part in "ctls" for n in range(1, _SIZES[part] + 1)]
_SACRUM = "S1"
"""Where a construct to the pelvis ends among the levels."""
_ORDER = {name: at for at, name in enumerate(_COLUMN)}
SIDES = {
    "left": "left", "lt": "left", "lhs": "left", "right": "right", "rt": "right", "rhs": "right", "both": "both",
    "bilateral": "both", "bilaterally": "both", "bilat": "both", "left-sided": "left", "right-sided": "right",
    "leftsided": "left", "rightsided": "right",
}  # fmt: skip
REGIONS = {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "lumbar"}


class LevelMention(NamedTuple):
    first: int
    last: int
    levels: tuple[str, ...]


def read_levels(page: Page) -> list[LevelMention]:
    """All spinal levels, from left to right."""
    text, done = page.folded.text, 0
    found = []
    for at in page.places(_LETTERS_OF_LEVELS):
        match = _LEVEL.match(text, page.starts[at]) if page.starts[at] >= done else None
        if match is None:
            continue
        done = match.end()
        levels = tuple(dict.fromkeys(_levels(match)))
        if match["a"] == "d" and text.startswith(_AFTER_OPERATION, done):
            continue
        if levels and not text.startswith((" weighted", "-weighted"), done):
            found.append(LevelMention(at, bisect_left(page.starts, done), levels))
    return found


def _levels(match: re.Match[str]) -> Iterator[str]:
    vertebrae = [_vertebra(match["a"], match["n"])]
    joins: list[str] = []
    letter = match["a"]
    for join, other, number in _NEXT.findall(match["rest"]):
        letter = other or _letter_after(letter, int(number))
        vertebrae.append(_vertebra(letter, number))
        joins.append(join)
    if any(v not in _ORDER for v in vertebrae):
        return
    if match["end"]:
        vertebrae.append(_SACRUM)
        joins.append("to")
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


def side_near(page: Page, first: int, last: int) -> str | None:
    """The side named within tokens `first` to `last`, right before, or right after ("on the left").

    "R" and "L" are sides where they stand in capitals before a word or at the end, and no level follows.
    """
    words = page.words
    for at in range(first, last):
        if (side := _side_at(page, at)) is not None:
            return side
    sentence = page.sentences[page.sentence_of[first]]
    for at in range(first - 1, max(first - 4, sentence.first - 1), -1):
        if (side := _side_at(page, at)) is not None:
            return side
        if words[at] in (",", "and", "but", ";", "("):
            break
    for at in range(last, min(last + _AFTER, sentence.last)):
        side = _side_at(page, at)
        if side is not None and (at == last or words[at - 1] in _POINTING) and _is_of_it(words, at, last):
            return side
        if words[at] in _BREAKS:
            break
    return None


def _is_of_it(words: Sequence[str], at: int, last: int) -> bool:
    """Whether a side behind a finding is its own: near it, or after "on the"."""
    if words[at - 1] in _OWN:
        return not (_LEG | _ARM).isdisjoint(words[at + 1 : at + 2])
    return at < last + _NEAR or words[at - 2 : at] == ["on", "the"] or words[at - 1] == "on"


def side_of_limb(page: Page, fact: str, first: int) -> str | None:
    """The side of the limb named before a finding of that limb, in the same clause ("left foot stone cold")."""
    start = page.sentences[page.sentence_of[first]].first
    limb = next((parts for names, parts in _LIMBS if any(name in fact for name in names)), frozenset())
    words, found = page.words, None
    for at in range(first - 1, max(first - _BEFORE, start) - 1, -1):
        if words[at] in _CLAUSES:
            return None
        if words[at] in limb and at > start and (side := _side_at(page, at - 1)) is not None:
            if found is not None and side != found:
                return None
            found = side
    return found


_AFTER_OPERATION = (" post", " after", " following", " since", "post")
"""Behind "D4" these tell of the fourth day, not of a vertebra."""
_AFTER, _NEAR, _BEFORE = 8, 4, 7
_BREAKS = frozenset((",", "and", "but", ";", "than", "after", "since", "before", "not", "never"))
_CLAUSES = frozenset((";", "but", "after", "since", "than", "before", "no", "not", "other"))
_LEG = frozenset("leg foot ankle calf thigh knee shin toes toe quads quadriceps".split())
_ARM = frozenset("arm hand wrist fingers elbow".split())
_LIMBS = (
    (("leg", "foot", "calf", "absent_pulse", "give_way", "sensory_loss_l", "sensory_loss_s"), _LEG),
    (("arm_", "hand"), _ARM),
)
"""What the names of facts about one limb hold, and the parts of that limb."""
_OWN = frozenset(("my", "from"))
_POINTING = frozenset(("on", "the", "in", "to", "of", "(", "-", ":", *_OWN))
_LETTERS = {"r": "right", "l": "left"}
SIDE_WORDS = frozenset(SIDES) | frozenset(_LETTERS)
"""Every word that may name a side."""


def _side_at(page: Page, at: int) -> str | None:
    word = page.words[at]
    if word not in _LETTERS:
        return SIDES.get(word)
    following = page.words[at + 1 : at + 2]
    is_side = not following or not (following[0][0].isdigit() or following[0] == "/")
    return _LETTERS[word] if is_side and page.span(at, at + 1).quote.isupper() else None
