"""How far what is said of one thing goes on over a comma: "denies alcohol, morphine 10 mg bd" denies no morphine."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from curbside.case.page import Page, opens_line

_COMMAS = frozenset((",", "-", "(", ")"))
_OF_OTHER_THINGS = frozenset(("denied", "stopped", "refused", "allergic"))
"""The uses whose words are as often said of other things: alcohol, smoking, an operation, nuts."""
_NEVER_DOSED = frozenset(("denied", "allergic"))
_NOT = frozenset("no not isn't doesn't don't never without nil".split())
_LITTLE = frozenset(
    "and or nor the her his my a any of both all also with regular usual daily old own long term slow release".split()
)
SWITCHED = frozenset("switched changed converted rotated moved swapped transitioned replaced went".split())
_TO = frozenset(("to", "for", "onto", "by", "with"))
_HELPERS = frozenset("was is has been had then later".split())
_ARROWS = frozenset((">", "->", "-->", "→", "=>"))
_FORMERLY = frozenset(("previously", "formerly"))
_VERB_REACH = 4
_SUBSTANCES = frozenset("alcohol etoh booze drink drinking cannabis weed cocaine heroin tobacco nicotine".split())


class Named(Protocol):
    """The tokens that name a medicine."""

    @property
    def first(self) -> int: ...

    @property
    def last(self) -> int: ...


def governs_other(
    page: Page,
    said: tuple[int, int, Collection[tuple[str, str]]],
    name: tuple[int, int],
    named: Collection[int],
    is_dose: Callable[[str], bool],
) -> bool:
    """Whether words of use at tokens `said` are said of something else than a medicine at tokens `name`.

    So it is where that something stands before a comma or a line end, and the medicine behind it has a dose of its
    own.  `named` are the tokens of all medicines: a list of these goes on where each has its dose ("stopped gabapentin
    300 mg tds, morphine 10 mg bd") and one would be told ("no steroids, morphine 10 mg bd" denies steroids alone).
    """
    words, (start, last, meant) = page.words, said
    uses = {use for side, use in meant if side == "before"}
    first, end = name
    is_dosed = end < len(words) and words[end].isalnum() and words[end] not in _LITTLE and is_dose(words[end])
    if uses.isdisjoint(_OF_OTHER_THINGS) or not is_dosed:
        return False
    end_of_object = next((at for at in range(last, first) if words[at] in _COMMAS or opens_line(page, at + 1)), None)
    if end_of_object is None:
        return False
    is_undosed = not any(words[at].isdigit() for at in range(last, end_of_object))
    may_be_medicine = is_undosed or words[start] in _NOT or not uses.isdisjoint(_NEVER_DOSED)
    return any(
        words[at].isalnum()
        and (may_be_medicine or at not in named or words[at] in _SUBSTANCES)
        and not (words[at] in _LITTLE or is_dose(words[at]))
        for at in range(last, end_of_object + 1)
    )


def gives_way(page: Page, names: Sequence[Named], is_dose: Callable[[str], bool]) -> bool:
    """Whether the first of two medicines gave way to the second: "A was switched to B", "swapped A for B", "A -> B".

    So it did too where it is told before or after the other that it was formerly taken: "previously A, now B".
    """
    words, name = page.words, names[0]
    if name.first and words[name.first - 1] in _FORMERLY:
        return True
    if len(names) < 2 or page.sentence_of[name.first] != page.sentence_of[names[1].first]:
        return False
    between = [
        word
        for word in words[name.last : names[1].first]
        if word in _TO or word in SWITCHED or not (word.isalnum() and is_dose(word))
    ]
    if "".join(between) in _ARROWS:
        return True
    if between in (["for"], ["to"], ["onto"]):
        return not SWITCHED.isdisjoint(words[max(name.first - _VERB_REACH, 0) : name.first])
    told = [word for word in between if word not in _HELPERS]
    return len(told) == len(("switched", "to")) and told[0] in SWITCHED and told[1] in _TO
