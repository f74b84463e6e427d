"""The room of a medicine: the tokens that may speak of it and of nothing else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from curbside.case.how_often import IN_WORDS
from curbside.case.matches import Matches
from curbside.case.medicine_uses import DrugName
from curbside.case.page import Page
from curbside.case.units import number_at

_ROOM_AFTER = 30
_ROOM_BEFORE = 6
KINDS = ("product", "drug", "drug_class")
_OF_MEDICINES = frozenset(KINDS)
_PAINS = frozenset("pain pains ache aches backache sciatica".split())
_PURPOSE_REACH = 16
_FOR_REACH = 3
_PARTS = frozenset((",", "and", ";", "&", "+", "plus", "with", "then", "or", "-", "(", "."))
MASS = frozenset("mg mcg mgs g ug micrograms milligrams".split())
_GOES_ON = frozenset(
    "now today currently then recently since it it's was is been has he she i they we he's she's i'm they're we "
    "pt patient this that the dose gone went up down increased reduced raised changed titrated upped put to on by gp "
    "takes taking take have had him her them me - at still again yesterday lately , : his my".split()
)
"""Of these alone is made what stands before the dose in a sentence that goes on with it."""
_DOSED = MASS | frozenset("tablet tablets tab tabs cap caps capsule capsules pills".split())
_OTHERS = frozenset(("number", "treatment", "operation"))
"""What is no part of a medicine: a number or a result behind its name belongs to it."""


def room_of(page: Page, names: Sequence[DrugName], at: int) -> tuple[int, int]:
    """The tokens that may speak of one medicine: from the comma before it to the comma before the next one."""
    name = names[at]
    sentence = page.sentences[page.sentence_of[name.first]]
    start = max(sentence.first, name.first - _ROOM_BEFORE)
    end = min(sentence.last, name.last + _ROOM_AFTER)
    is_last = at + 1 == len(names) or names[at + 1].first >= sentence.last
    if is_last and (more := _continued(page, name, names[at + 1 : at + 2])) is not None:
        end = min(more, name.last + _ROOM_AFTER)
    if at and names[at - 1].last > start:
        start = _parting(page, names[at - 1].last, name.first, name.first)
    elif at and names[at - 1].first >= sentence.first:
        start = _parting(page, start, name.first, start)
    if at + 1 < len(names) and names[at + 1].first < end:
        end = _parting(page, name.last, names[at + 1].first, names[at + 1].first)
    return start, max(end, name.last)


def _continued(page: Page, name: DrugName, following: Sequence[DrugName]) -> int | None:
    """The end of the next sentence where it goes on with the dose and names nothing: "300 mg tds. Now 600 mg tds."."""
    number = page.sentence_of[name.first] + 1
    if number >= len(page.sentences):
        return None
    first, last = page.sentences[number].first, page.sentences[number].last
    if following and following[0].first < last:
        return None
    words = page.words
    at = next((at for at in range(first, last) if words[at] not in _GOES_ON), last)
    is_dose = at + 1 < last and number_at(words[at]) is not None and words[at + 1] in MASS
    return last if is_dose else None


def others_of(page: Page, matches: Matches) -> list[int]:
    """Where measurements, treatments and operations are named; "drug" meanings of the same words win.

    The "hr" of "mcg/hr" is no heart rate.
    """
    words, found = page.words, []
    for match in (match for kind in _OTHERS for match, _ in matches.of(kind)):
        if not _OF_MEDICINES.isdisjoint([meaning.kind for meaning in match.meanings]):
            continue
        at = match.first
        is_rate = at >= 2 and words[at - 1] in ("/", "per") and words[at - 2] in MASS
        is_rate = is_rate or (at >= 2 and words[at] == "hr" and words[at - 2] in ("q", "every", "each"))
        if not is_rate and not _is_purpose(words, at):
            found.append(at)
    return sorted(found)


def _is_purpose(words: Sequence[str], at: int) -> bool:
    """Whether a pain is what the medicine is for, and its amount follows: "paracetamol for back pain, 8 g a day"."""
    if "for" not in words[max(at - 2, 0) : at] or _PAINS.isdisjoint(words[at : at + 3]):
        return False
    following = words[at : at + _PURPOSE_REACH]
    numbers = [on for on, word in enumerate(following) if number_at(word) is not None or word in IN_WORDS]
    if not numbers:
        return False
    unit = words[at + numbers[0] + 1 : at + numbers[0] + 2]
    return not _DOSED.isdisjoint(unit) or any(number_at(word) is not None for word in unit)


def narrowed(page: Page, room: tuple[int, int], name: DrugName, others: Sequence[int]) -> tuple[int, int]:
    """The room up to the nearest other thing on each side; before the name, from the comma behind that thing."""
    start, end = room
    behind = bisect_left(others, name.last)
    before = bisect_left(others, name.first) - 1
    if behind < len(others) and others[behind] < end:
        other = others[behind]
        why = next(
            (at for at in range(other - 1, max(other - _FOR_REACH, name.last) - 1, -1) if page.words[at] == "for"), None
        )
        end = _parting(page, name.last, other, other) if why is None else why
    if before >= 0 and others[before] >= start:
        start = _parting(page, others[before], name.first, name.first)
    return start, max(end, name.last)


def _is_range(words: Sequence[str], at: int) -> bool:
    """Whether a dash or stroke stands between two numbers: "1-2 tabs"."""
    return words[at] == "-" and all(number_at(word) is not None for word in (words[at - 1], *words[at + 1 : at + 2]))


def _parting(page: Page, first: int, last: int, otherwise: int) -> int:
    """The last comma or "and" between two medicines; what stands in brackets that close again parts nothing."""
    depth = 0
    for at in range(last - 1, first - 1, -1):
        word = page.words[at]
        if not depth and word in _PARTS and not _is_range(page.words, at):
            return at
        depth += (word == ")") - (word == "(" and depth > 0)
    return otherwise
