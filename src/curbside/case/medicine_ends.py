"""Whether a medicine was ended, and whether it goes on after all: "stopped in March, restarted 300 mg"."""

from __future__ import annotations

from collections.abc import Sequence

from curbside.case.medicine_lists import Named
from curbside.case.page import Page
from curbside.case.units import number_at

_REACH, _NEAR = 12, 3
_ENDING = frozenset(
    "stop stopping quit quitting wean weaning taper tapering reduce reducing halve cut discontinue "
    "discontinuing come coming hold withhold pause omit".split()
)
"""Who asks whether a medicine may be ended takes it now."""
_ASKS_HOW_LONG = frozenset("how when should must do need many".split())
_PAUSES = frozenset("stop hold off pause withhold omit stopping holding".split())
_LESSENS = frozenset("halve taper wean".split())
_RESUMED = frozenset("restarted resumed recommenced reinstated".split())
_CHANGED = frozenset("changed increased reduced decreased titrated raised lowered cut".split())
_ENDED = frozenset("stopped stop off ceased discontinued nil zero none nothing finished".split())
_NOT_YET = frozenset("not never yet be until".split())
_FORMS = frozenset("tablet tab cap capsule dose pill one taken took was on had of".split())
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def unless_resumed(page: Page, word: str | None, behind: tuple[int, int]) -> str | None:
    """What is said of a medicine, but that it was stopped where it goes on: "stopped in March, restarted 300 mg"."""
    words = page.words[behind[0] : behind[1]]
    goes_on = word == "stopped" and (is_resumed(words) or (_is_changed(words) and _ENDED.isdisjoint(words)))
    return "in_use" if goes_on else word


def _is_changed(words: Sequence[str]) -> bool:
    """Whether another dose took the place of the one before: "was on 50, changed to 25 mcg/h last month"."""
    return any(
        word in _CHANGED and words[at + 1] == "to" and number_at(words[at + 2]) not in (None, 0.0)
        for at, word in enumerate(words[:-2])
    )


def is_resumed(words: Sequence[str]) -> bool:
    """Whether what was held was begun again: "held since 24/5, restarted last night"."""
    return any(word in _RESUMED and _NOT_YET.isdisjoint(words[max(at - 2, 0) : at]) for at, word in enumerate(words))


def is_last(page: Page, name: Named, end: int) -> bool:
    """Whether the last of a medicine was taken days ago: "last cap taken Weds", "last oxycodone tablet Sunday"."""
    words = page.words
    near = range(max(name.first - 2, 0), min(name.last + _REACH, end))
    last = next((at for at in near if words[at] == "last" and (at < name.first or words[at + 1 : at + 2])), None)
    if last is None or (last < name.first and not _FORMS.issuperset(words[last + 1 : name.first])):
        return False
    at = max(last + 1, name.last)
    if last >= name.last and words[at] not in _FORMS:
        return False
    while at < end and words[at] in _FORMS:
        at += 1
    return at < end and words[at].startswith(_WEEKDAYS) and words[at].isalpha() and _is_day(words[at])


def _is_day(word: str) -> bool:
    return word in _WEEKDAYS or word.endswith("day") or word in ("tues", "weds", "thur", "thurs")


def asks_to_end(page: Page, name: Named, end: int) -> bool:
    """Whether a question is about ending what is taken now: "how long off X before", "X for years: halve it?"."""
    sentence = page.sentences[page.sentence_of[name.first]]
    if page.words[sentence.last - 1] != "?":
        return False
    before = page.words[sentence.first : name.first]
    if not _ENDING.isdisjoint(before[-_NEAR:]) or not _LESSENS.isdisjoint(page.words[name.last : end]):
        return True
    asked = next((at for at, word in enumerate(before) if word in _ASKS_HOW_LONG), len(before))
    return not _PAUSES.isdisjoint(before[asked:])
