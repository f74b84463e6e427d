"""Whether an allergy is denied: "no known allergies to NSAIDs", "no NSAID allergy", "NSAID allergy: no".

Behind a comma what follows a denied allergy is a list of its own: "no drug allergies, morphine 10 mg bd".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from curbside.case.page import Page, opens_line

_ALLERGY = frozenset(
    "allergy allergies allergic intolerance intolerances intolerant hypersensitivity hypersensitive reaction reactions "
    "reacted anaphylaxis nkda nka".split()
)
_NO = frozenset("no nil not none never without denies denied deny denying isn't aren't nor neither nkda nka".split())
_OF_DENIAL = frozenset(
    "known drug drugs medicine medicines medication medications history hx of any to a an or had have has been adverse "
    "prior previous documented recorded reported true proven being the is are am other and food latex / - :".split()
)
"""What may stand between a denial and what it denies."""
_ANSWERS = frozenset("no none nil denied n neg negative".split())
_ENDS = frozenset(", . ; ) | /".split())
_REACH = 10


def denied_allergy(page: Page, name: tuple[int, int], room: tuple[int, int]) -> Literal["", "denied", "apart"]:
    """How the allergy to a medicine at tokens `name` is denied within the tokens of `room`.

    "apart" where a comma or a line end stands between: the allergy is denied, and the medicine is named behind it.
    """
    words, (first, last), (start, end) = page.words, name, room
    if _is_answered_no(words, last, end):
        return "denied"
    start = max(start, first - _REACH)
    named = next((at for at in range(first - 1, start - 1, -1) if words[at] in _ALLERGY), None)
    if named is None:  # "no NSAIDs - allergy" tells why none is given
        is_of_allergy = words[first - 1] == "to" or (last < len(words) and words[last] in _ALLERGY)
        return "denied" if is_of_allergy and _is_denied(words, start, first) else ""
    is_denied = words[named] in _NO or _is_denied(words, start, named) or _says_none(words, named, first)
    if not is_denied:
        return ""
    is_apart = any(words[at] in (",", "-") or opens_line(page, at) for at in range(named + 1, first + 1))
    return "apart" if is_apart and "to" not in words[named:first] else "denied"


def _is_denied(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a denial stands before token `end`, with nothing between but what belongs to it."""
    at = end - 1
    while at >= start and words[at] in _OF_DENIAL:
        at -= 1
    return at >= start and words[at] in _NO


def _says_none(words: Sequence[str], named: int, first: int) -> bool:
    """Whether the answer stands right behind the word: "Allergies: none, morphine", "allergies none to NSAIDs"."""
    at = named + 1 + (words[named + 1 : named + 2] in ([":"], ["-"]))
    return at < first and words[at] in _ANSWERS


def _is_answered_no(words: Sequence[str], last: int, end: int) -> bool:
    """Whether behind the medicine its allergy is answered with no."""
    if last >= len(words) or words[last] not in _ALLERGY:
        return False
    at = last + 1 + (words[last + 1 : last + 2] in ([":"], ["-"], ["="]))
    is_answer = at < len(words) and words[at] in _ANSWERS
    return is_answer and (at + 1 >= min(end, len(words)) or words[at + 1] in _ENDS)
