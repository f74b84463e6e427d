"""What a finding was before: "wasn't doing that Friday" makes it new, "was only on the right" makes it worse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curbside.case.page import Page

_ENDS_PIECE = frozenset(", ; - but and ( ) : .".split())
_EARLIER = frozenset(
    "yesterday ago beforehand before previously formerly preop preoperatively discharge admission handover clinic "
    "removal review round rounds assessment arrival referral christmas easter january february march april june "
    "july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun".split()
)
_LAST = frozenset("week month night visit time check".split())
"""Behind "last" these are earlier times."""
_NOT_THEN = frozenset("wasn't wasnt weren't werent didn't didnt hadn't hadnt wasnae didnae".split())
_WAS = frozenset(("was", "were"))
_NOT = frozenset(("never", "not"))
_WELL = frozenset(
    "normal fine full ok okay intact strong right himself herself myself sharp steady perfect grand well dry good 5 "
    "walking".split()
)
_PRONOUNS = frozenset("he she i it they we that which this there".split())
_NEW = frozenset(("new", "fresh"))
_OPENS = _NOT_THEN | _WAS | _WELL | _NEW | {"could", "never", "no"}
_COMPARED = frozenset(("compared", "since", "from", "versus", "vs"))
_TOO = frozenset("either still too anyway same neither until till unable can't couldn't".split())
"""With these the earlier state was no other."""
_BOTHER = frozenset("bother trouble problem problems issue issues difficulty".split())
_FORMERLY = frozenset("before beforehand previously preop yesterday last".split())
_ONLY = frozenset("only just confined".split())
_SIDES = frozenset("left right one l r toe toes heel".split())
"""What is less than both legs: a side, or a part."""
_NEAR = 4
_LONGEST = 10


def told_against(page: Page, first: int, last: int, *, of_both: bool) -> tuple[str, int] | None:
    """How a finding in tokens `first` to `last` behaves by what is told of an earlier day, and where that is told.

    What is now `of_both` sides and was of one is worse.
    """
    words, sentence = page.words, page.sentences[page.sentence_of[first]]
    if of_both and _was_of_one(words[sentence.first : sentence.last]):
        return "worse", sentence.last
    end = _clause_end(page, page.sentence_of[first])
    if _OPENS.isdisjoint(words[last:end]):
        return None
    return next((("new", at) for at, piece in _pieces(words, last, end) if _was_otherwise(piece)), None)


def _clause_end(page: Page, number: int) -> int:
    """Where a sentence ends, with the one behind it where only a semicolon parts them."""
    last = page.sentences[number].last
    is_parted = page.words[last - 1 : last] == [";"] and number + 1 < len(page.sentences)
    return page.sentences[number + 1].last if is_parted else last


def _pieces(words: Sequence[str], start: int, end: int) -> Iterator[tuple[int, Sequence[str]]]:
    first = start
    for at in range(start, end + 1):
        if at == end or words[at] in _ENDS_PIECE:
            if first < at:
                yield first, words[first:at]
            first = at + 1


def _was_otherwise(piece: Sequence[str]) -> bool:
    """Whether a piece says that on an earlier day it was not so, or that all was well then."""
    start = next((at for at, word in enumerate(piece) if word not in _PRONOUNS), len(piece))
    said = piece[start:]
    if not said or said[0] not in _OPENS or len(piece) > _LONGEST or not _TOO.isdisjoint(piece):
        return False
    if not _is_earlier(piece):
        return False
    if said[0] == "no":
        return not _BOTHER.isdisjoint(said[1:2]) and not _FORMERLY.isdisjoint(said)
    if said[0] in _NOT_THEN or said[0] == "could":
        return True
    if said[0] in _WAS:
        return not _NOT.isdisjoint(said[1:3]) or (not _WELL.isdisjoint(said[1:]) and _NOT.isdisjoint(said))
    if said[0] == "never":
        return len(said) > 1 and said[1] in ("was", "did", "had", "a")
    if said[0] in _NEW:
        return not _COMPARED.isdisjoint(said)
    return said[0] in _WELL and len(said) <= _NEAR and said[0] != "right"


def _is_earlier(piece: Sequence[str]) -> bool:
    if any(word.removesuffix("'s") in _EARLIER for word in piece):
        return True
    return any(word == "last" and not _LAST.isdisjoint(piece[at + 1 : at + 2]) for at, word in enumerate(piece))


def _was_of_one(words: Sequence[str]) -> bool:
    """Whether a sentence says that it was of one side before: "previously left only", "was only on the right"."""
    for at, word in enumerate(words):
        if word not in _ONLY:
            continue
        near = words[max(at - _NEAR, 0) : at + _NEAR + 1]
        if not _SIDES.isdisjoint(near) and (not _WAS.isdisjoint(near) or _is_earlier(near)):
            return True
    return False
