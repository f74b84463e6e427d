"""Sides: left, right and both, beside a finding or at the end of its clause."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from curbside.case.page import Page

SIDES = {
    "left": "left", "lt": "left", "lhs": "left", "right": "right", "rt": "right", "rhs": "right", "both": "both",
    "bilateral": "both", "bilaterally": "both", "bilat": "both", "left-sided": "left", "right-sided": "right",
    "leftsided": "left", "rightsided": "right", "lle": "left", "rle": "right", "lue": "left", "rue": "right",
}  # fmt: skip


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
        return not _OF_BODY.isdisjoint(words[at + 1 : at + 2])
    return at < last + _NEAR or words[at - 2 : at] == ["on", "the"] or words[at - 1] == "on"


@lru_cache(maxsize=1024)
def _limb_of(fact: str) -> frozenset[str]:
    """The parts of the limb that the name of a fact holds; none for a fact of no limb."""
    return next((parts for names, parts in _LIMBS if any(name in fact for name in names)), frozenset())


def side_of_limb(page: Page, fact: str, first: int) -> str | None:
    """The side of the limb named before a finding of that limb, in the same clause ("left foot stone cold")."""
    start = page.sentences[page.sentence_of[first]].first
    words, found, limb = page.words, None, _limb_of(fact)
    for at in range(first - 1, max(first - _BEFORE, start) - 1, -1):
        if words[at] in _CLAUSES:
            return None
        if words[at] in limb and at > start and (side := _side_at(page, at - 1)) is not None:
            if found is not None and side != found:
                return None
            found = side
    return found


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
_LIMB_WORDS = _LEG | _ARM
_LIMB_OR_SIDE = _LIMB_WORDS | {"side"}
_OF_A_SIDE = frozenset(
    (
        "groin_pain",
        "flank_pain",
        "lateral_hip_pain",
        "clonus",
        "extensor_plantar",
        "new_neurological_deficit",
        "brisk_reflexes",
        "saddle_sensory_change",
        "abdominal_pain",
        "pulsating_mass",
        "upper_motor_neuron_signs",
    )
)
"""Facts of one side whose names hold no limb."""
_CLAUSE_ENDS = frozenset((";", "but", "than"))
_OF_LIMB = frozenset("lle rle lue rue".split())
_OF_BOTH = frozenset("bilat bilaterally b".split())
_ARTICLES = frozenset(("the", "my", "his", "her"))
_AT = frozenset((",", "(", "on", "in"))
_JOINS = frozenset(("and", "&", "+", "/"))
_SETS_APART = frozenset((",", "(", "-", ":", "on"))
_NOUNS = frozenset(
    "one side sided only leg legs foot feet hand hands arm arms sides dorsiflexors dorsiflexion quads quadriceps "
    "ehl ta calf thigh ankle knee".split()
)
_MAKES_NOUN = frozenset(("the", "on", "his", "her", "my"))
_NO_SIDE = {
    "right": frozenset("to down up into through round around across over along away now after before".split()),
    "left": frozenset("with me him her us over alone".split()),
}
"""Behind "right" or "left" these tell that it is no side: "right down to the toes", "left with"."""
_OWN = frozenset(("my", "from", "his", "her"))
_OF_BODY = _LIMB_WORDS | frozenset("groin buttock hip flank side loin iliac one".split())
_POINTING = frozenset(("on", "the", "in", "to", "of", "over", "down", "his", "her", "(", "-", ":", *_OWN))
_LETTERS = {"r": "right", "l": "left"}
SIDE_WORDS = frozenset(SIDES) | frozenset(_LETTERS) | {"either", "b"}
"""Every word that may name a side."""


def side_alone(page: Page, fact: str, first: int, last: int) -> str | None:
    """The side of a limb told by itself in the clause of a finding ("..., left", "(R)", "on the left it has gone").

    Only where the clause names no other side: of "left calf sore, foot weak on the right" nothing is said.
    """
    if not _limb_of(fact) and fact not in _OF_A_SIDE:
        return None
    words, sentence = page.words, page.sentences[page.sentence_of[first]]
    start = max((at + 1 for at in range(sentence.first, first) if words[at] in _CLAUSE_ENDS), default=sentence.first)
    end = min((at for at in range(last, sentence.last) if words[at] in _CLAUSE_ENDS), default=sentence.last)
    named = [(at, side) for at in range(start, end) if (side := _side_at(page, at)) is not None]
    is_alone = any(_stands_alone(words, at, sentence.last) or _is_shared(words, last, at) for at, _ in named)
    return named[0][1] if is_alone and len({side for _, side in named}) == 1 else None


def _is_shared(words: Sequence[str], last: int, at: int) -> bool:
    """Whether a side with its limb belongs to two findings: "foot drop and numbness R leg"."""
    is_joined = last < at <= last + _NEAR and words[last] in _JOINS and "," not in words[last:at]
    return is_joined and words[at + 1 : at + 2] != [] and words[at + 1] in _LIMB_WORDS


def _stands_alone(words: Sequence[str], at: int, end: int) -> bool:
    """Whether a side has a comma, a bracket or "on the" before it and no noun but "side", "one" or a limb behind it."""
    before = words[max(at - 1, 0) : at]
    if words[at] in _OF_LIMB:
        return True
    following = words[at + 1] if at + 1 < end else "."
    if words[at] in _OF_BOTH and not following[0].isalnum():
        return True
    is_pointed = before and before[0] in _ARTICLES and (words[at - 2] in _AT or following in ("one", "side"))
    if not (is_pointed or (before and before[0] in _SETS_APART)):
        return False
    behind = words[at + 2] if at + 2 < end else "."
    return bool(is_pointed) or not following[0].isalnum() or (following in _NOUNS and not behind[0].isalnum())


def _side_at(page: Page, at: int) -> str | None:
    words = page.words
    word = words[at]
    if word not in SIDE_WORDS:
        return None
    following = words[at + 1 : at + 2]
    if word == "b" and words[at + 1 : at + 3] == ["/", "l"]:
        return "both"
    if word == "either":
        return "both" if not _LIMB_OR_SIDE.isdisjoint(following) else None
    if word in _LETTERS:
        if words[max(at - 2, 0) : at] == ["b", "/"]:
            return "both"
        is_side = not following or not (following[0][0].isdigit() or following[0] == "/")
        return _LETTERS[word] if is_side and page.quote(at, at + 1).isupper() else None
    side = SIDES.get(word)
    if side is None or (at and words[at - 1] in _MAKES_NOUN):
        return side
    is_other_word = bool(following) and following[0] in _NO_SIDE.get(word, ())
    return None if is_other_word else side
