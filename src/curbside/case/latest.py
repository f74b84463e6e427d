"""Which of several values is the one of now: values of today, of earlier letters, and in lists of what someone has."""

from __future__ import annotations

from curbside.case.matches import Match
from curbside.case.model import Interval
from curbside.case.moments import moments_within
from curbside.case.page import Page
from curbside.case.quantity import Quantity, Told
from curbside.case.units import number_at

STANDING = frozenset("nicotine_free_weeks hba1c creatinine egfr creatinine_clearance weight height qtc".split())
"""Values that stand in a list of what someone has are those of now: "PMH: T2DM (A1c 7.9)"."""
_ITEM_ENDS = frozenset(", . ; ( ) : and".split())
_LONGEST_ITEM = 6
_THEN = frozenset("was peak peaked then ago in at after during on from since prior previous old".split())
_WAS = frozenset("was previously from before formerly".split())
_LINKS = frozenset(", ; ( it had been up which".split())
_BACK = frozenset("last ago yesterday previously before".split())
_BEHIND = 7
_LETTERS = frozenset("letter summary report note form".split())
_OPENING = 8
_AHEAD = 4
_TODAY = frozenset("today now currently".split())
_LITTLE = _WAS | _LINKS | _TODAY


def value_before(page: Page, last: int) -> float | None:
    """The earlier value beside a present one that ends at token `last`: "96 (it was 18)", "94 (12 last week)".

    It may stand before it too: "from 30 to 112".
    """
    words, is_said = page.words, False
    if words[max(last - 4, 0) : last : 2] == ["from", "to"]:
        return number_at(words[last - 3])
    for at in range(last, min(last + _BEHIND, len(words))):
        value = number_at(words[at])
        if value is not None:
            return value if is_said or not _BACK.isdisjoint(words[at + 1 : at + 4]) else None
        is_said = is_said or words[at] in _WAS
        if words[at] not in _LITTLE:
            return None
    return None


def last_of_each(page: Page, findings: list[Told]) -> list[Told]:
    """The findings; those of earlier sentences are past when a later one gives a value of today or of discharge."""
    latest: dict[tuple[str, str | None], int] = {}
    for each in findings:
        number = page.sentence_of[each.first]
        if each.is_now and isinstance(each.finding.value, Interval) and _is_latest(page, number):
            key = (each.finding.fact, each.finding.side)
            latest[key] = max(latest.get(key, -1), number)

    def is_past(each: Told) -> bool:
        later = latest.get((each.finding.fact, each.finding.side), -1)
        return each.is_now and isinstance(each.finding.value, Interval) and page.sentence_of[each.first] < later

    told_now = {(t.finding.fact, t.finding.side) for t in findings if t.is_now and not _is_told_as_past(page, t)}

    def is_overtaken(each: Told) -> bool:
        return each.is_now and (each.finding.fact, each.finding.side) in told_now and _is_told_as_past(page, each)

    told = {each.finding.fact for each in findings if each.is_now and not _is_from_letter(page, each.first)}

    def is_of_letter(each: Told) -> bool:
        return each.is_now and each.finding.fact in told and _is_from_letter(page, each.first)

    return [each.past() if is_past(each) or is_of_letter(each) or is_overtaken(each) else each for each in findings]


def _is_told_as_past(page: Page, told: Told) -> bool:
    """Whether the name of a measurement stands behind a word of the past: "baseline creatinine 80"."""
    start = max(told.first - _AHEAD, page.sentences[page.sentence_of[told.first]].first)
    ahead = moments_within(page.words, start, told.first)
    return any(moment.is_told_as_past and not moment.is_of_a_visit for moment in ahead)


def _is_from_letter(page: Page, first: int) -> bool:
    """Whether a value is quoted from an earlier letter: "your discharge letter gives CRP 19"."""
    opening = page.words[page.sentences[page.sentence_of[first]].first : first]
    return "discharge" in opening and not _LETTERS.isdisjoint(opening)


def _is_latest(page: Page, number: int) -> bool:
    """Whether a sentence says that it tells how things are at discharge or today."""
    sentence = page.sentences[number]
    opening = page.words[sentence.first : min(sentence.first + _OPENING, sentence.last)]
    return ("discharge" in opening and _LETTERS.isdisjoint(opening)) or not _TODAY.isdisjoint(opening)


def stands_alone(page: Page, anchor: Match, quantity: Quantity) -> bool:
    """Whether a value is an item of its own, with no word and no year that puts it into the past."""
    words = page.words
    first, last = min(anchor.first, quantity.first), max(anchor.last, quantity.last)
    while first and words[first - 1] not in _ITEM_ENDS and page.sentence_of[first - 1] == page.sentence_of[first]:
        first -= 1
    while last < len(words) and words[last] not in _ITEM_ENDS and page.sentence_of[last] == page.sentence_of[first]:
        last += 1
    item = words[first:last]
    has_year = any(len(word) == 4 and word.isdigit() for word in item)
    is_dated = (
        last < len(words) and words[last] == "(" and any(w.isdigit() and len(w) == 4 for w in words[last : last + 3])
    )
    return len(item) <= _LONGEST_ITEM and _THEN.isdisjoint(item) and not has_year and not is_dated
