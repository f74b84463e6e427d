"""How far what is said of one thing goes on over a comma: "denies alcohol, morphine 10 mg bd" denies no morphine."""

from __future__ import annotations

from collections.abc import Callable, Collection

from curbside.case.page import Page

_COMMAS = frozenset((",", "-", "(", ")"))
_OF_OTHER_THINGS = frozenset(("denied", "stopped", "refused", "allergic"))
"""The uses whose words are as often said of other things: alcohol, smoking, an operation, nuts."""
_NEVER_DOSED = frozenset(("denied", "allergic"))
_NOT = frozenset("no not isn't doesn't don't never without nil".split())
_LITTLE = frozenset(
    "and or nor the her his my a any of both all also with regular usual daily old own long term slow release".split()
)
_SUBSTANCES = frozenset("alcohol etoh booze drink drinking cannabis weed cocaine heroin tobacco nicotine".split())


def governs_other(
    page: Page,
    said: tuple[int, int, Collection[tuple[str, str]]],
    name: tuple[int, int],
    named: Collection[int],
    is_dose: Callable[[str], bool],
) -> bool:
    """Whether words of use at tokens `said` are said of something else than a medicine at tokens `name`.

    So it is where that something stands before a comma or a line end, and the medicine behind it has a dose of its
    own.  `named` are the tokens of all medicines: a list of these goes on ("stopped gabapentin, morphine 10 mg bd"),
    but not where no dose would be told ("no steroids, morphine 10 mg bd").
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
    may_be_medicine = words[start] in _NOT or not uses.isdisjoint(_NEVER_DOSED)
    return any(
        words[at].isalnum()
        and (may_be_medicine or at not in named or words[at] in _SUBSTANCES)
        and not (words[at] in _LITTLE or is_dose(words[at]))
        for at in range(last, end_of_object + 1)
    )


def opens_line(page: Page, at: int) -> bool:
    """Whether a line end stands before a token."""
    return at < len(page.words) and "\n" in page.folded.text[page.ends[at - 1] : page.starts[at]]
