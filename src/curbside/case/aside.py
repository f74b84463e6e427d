"""What a dash or a bracket sets apart from a finding before it, and speaks of another thing or of another time.

"Foot drop - resolved" and "foot drop (resolved)" tell that it is over.  In "foot drop - sciatica gone" the sciatica
has gone, in "foot drop (not present pre-op)" it is new, and in "I can't feel when I wipe - not examined" nobody has
looked.
"""

from __future__ import annotations

from collections.abc import Sequence

from curbside.case.clauses import SAYS, stands_apart
from curbside.case.cues import CueMatch
from curbside.case.ended import is_of_another_thing
from curbside.case.model import ABSENT, HISTORICAL, HYPOTHETICAL
from curbside.case.page import Page

_PARTS = frozenset((",", ";", "and", "then", "but", "/"))
_JOINED = frozenset(("and", "both", "all", "or"))
_SHUTS = frozenset((")", ".", ";", ",", "!", "?", "-"))
_OF_THE_SAME = frozenset(
    "all now it it's its this that which these those they both each has had have is are was were be been being since "
    "fully completely totally almost largely mostly finally also already soon later then ever quite just about the a "
    "an his her my their by on in at for of to from with after until within through over under post symptoms symptom "
    "sign signs problem problems deficit deficits issue episode episodes numbness weakness sensation feeling power "
    "noticed noted began started happened occurred came present lasted improved improving persisted told patient pt "
    "he she i we who today yesterday overnight night morning evening week weeks day days month months year years hour "
    "hours few couple several two three four five six one postop post-op op surgery operation left right side sides "
    "spontaneously gradually slowly quickly long self-limiting transient transiently temporarily briefly".split()
)
"""What may stand between a dash and words that tell of the finding before it."""
_THEN = frozenset(
    "before pre-op preop pre preoperatively pre-operatively previously prior ward discharge triage admission last "
    "earlier initially first then until till".split()
)
_SCANS = frozenset("mri ct scan scans imaging x-ray xray ultrasound doppler film films".split())
_ITEM = 5
"""Words that an item of a form may have."""
_TELLS = SAYS | {"my", "his", "her", "since", "new", "now", "today", "yesterday", "cannot", "no", "lost"}
_CLEAR = frozenset("negative normal clear nad unremarkable fine ok okay".split())
_NOT_SO = frozenset(
    "not never hasn't hasnt haven't havent hadn't isn't isnt aren't won't wont doesn't didn't don't hardly nor".split()
)
"""Before words that end or deny a finding these tell that it has not ended."""
_NONE = frozenset(("no", "nil", "without"))
_AWAITED = _SCANS | frozenset(
    "cause reason aetiology etiology why results result bloods referral review opinion".split()
)
"""What is pending or unknown here is none of the finding: "numb saddle MRI pending", "foot drop cause unknown"."""
_THEM = frozenset("her him me them us".split())


def speaks_of_other(page: Page, cue: CueMatch, first: int, last: int) -> bool:
    """Whether a cue behind the finding at tokens `first` to `last` is of another thing, or of another time."""
    if is_of_something_else(page, last, cue.first) or _is_of_another_time(page, last, cue):
        return True
    if _is_undone(page, last, cue):
        return True
    return cue.cue.means == HISTORICAL and is_of_another_thing(page.words, first, last, cue.first)


def is_of_something_else(page: Page, last: int, at: int, *, by_comma: bool = False) -> bool:
    """Whether words at token `at` name, behind a dash or a bracket, what they are of; a finding ends at `last`.

    Where `by_comma` a comma sets apart too: "foot drop, cough resolved".
    """
    opened = _comma(page, last, at) if by_comma else None
    opened = _opened(page, last, at) if opened is None else opened
    if opened is None:
        return False
    words = page.words
    begins = max((n + 1 for n in range(opened, at) if words[n] in _PARTS), default=opened + 1)
    about = frozenset(words[page.sentences[page.sentence_of[last - 1]].first : opened])
    return any(word[0].isalpha() and word not in _OF_THE_SAME and word not in about for word in words[begins:at])


def is_of_clear_scan(between: Sequence[str]) -> bool:
    """Whether what stands between a finding and a time tells of a scan that showed nothing: "numb, MRI normal in"."""
    scan = next((at for at, word in enumerate(between) if word in _SCANS), 0)
    return between[scan - 1 : scan] in (["("], ["-"], [","], [";"]) and not _CLEAR.isdisjoint(between[scan:])


def _is_of_another_time(page: Page, last: int, cue: CueMatch) -> bool:
    """Whether a denial behind a dash or in a bracket is of another time: "(not present pre-op)", "- denied it then".

    What was not examined is told all the same where it is told in more than the bare name of an item.
    """
    if cue.cue.means not in (ABSENT, HYPOTHETICAL):
        return False
    opened = _opened(page, last, cue.first)
    if opened is None:
        return False
    if cue.cue.means == HYPOTHETICAL:
        start = page.sentences[page.sentence_of[cue.first]].first
        return cue.cue.name == "not_recorded" and not _is_bare_item(page.words[start:opened])
    rest = _rest(page, cue.last)
    is_for_whom = rest[:1] == ["for"] and not _THEM.isdisjoint(rest[1:2])
    return is_for_whom or (not _THEN.isdisjoint(rest) and _SCANS.isdisjoint(rest))


def _is_undone(page: Page, last: int, cue: CueMatch) -> bool:
    """Whether words right before a cue turn it: "numb hasn't gone", "numb like last year", "numb MRI pending"."""
    between, means = page.words[last : cue.first], cue.cue.means
    if not between:
        return False
    if means == HYPOTHETICAL:
        return between[-1] in _AWAITED or between[-1] in _NONE
    if means == HISTORICAL and (between[-1] == "like" or not _NONE.isdisjoint(between[-2:])):
        return True
    return means in (ABSENT, HISTORICAL) and not _NOT_SO.isdisjoint(between[-2:]) and "," not in between[-2:]


def _is_bare_item(words: Sequence[str]) -> bool:
    """Whether words only name what is to be looked at: "Reduced perianal sensation", "Anal tone"."""
    return len(words) <= _ITEM and _TELLS.isdisjoint(words) and not any(word[0].isdigit() for word in words)


def _opened(page: Page, last: int, at: int) -> int | None:
    """The bracket or the dash, standing apart, that opens what stands at token `at`; None where there is none."""
    words = page.words
    for n in range(at - 1, last - 1, -1):
        if words[n] == ")":
            return None
        if words[n] == "(" or (words[n] == "-" and stands_apart(page, n)):
            return n
    return None


def _comma(page: Page, last: int, at: int) -> int | None:
    """The comma between a finding that ends at token `last` and token `at`; None where an "and" makes one list."""
    between = page.words[last:at]
    if "," not in between or not _JOINED.isdisjoint(between):
        return None
    return max(n for n in range(last, at) if page.words[n] == ",")


def _rest(page: Page, at: int) -> Sequence[str]:
    """The words from token `at` to the end of what the dash or the bracket sets apart."""
    words, end = page.words, page.sentences[page.sentence_of[at - 1]].last
    return words[at : next((n for n in range(at, end) if words[n] in _SHUTS), end)]
