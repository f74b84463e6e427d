"""Where the reach of a cue ends: a shut bracket, a new subject, a colon, a list that goes on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from curbside.case.clauses import (
    has_own_subject,
    is_behind_dash,
    is_dated_now,
    is_left_undone,
    is_own_statement,
    is_reported,
    is_told_in_detail,
    leaves_relative,
    runs_on,
    speaks_of_now,
)
from curbside.case.cues import CueMatch
from curbside.case.fears import is_of_doing, is_told_of_oneself, is_told_with_fear
from curbside.case.model import ABSENT, HISTORICAL, HYPOTHETICAL, OTHER_PERSON, POSSIBLE, PRESENT, Status
from curbside.case.page import Page
from curbside.case.told_of import goes_on_of_another, is_own_after_told

SUBJECTS = frozenset("she he i they she's he's i'm i've they're it's there's pt patient my".split())
"""Words behind a comma or a colon that begin a new clause, and behind a yes or a no one of their own."""
_CANNOT = frozenset("can't cannot cant couldn't unable won't".split())
"""Behind a comma these begin what is so, where a denial stood before: "no fever, can't pass urine"."""
_RELATIVE = "someone_else"
_IF = "if"
_SIGNS = frozenset((",", ":", "-"))
_DOUBT_ENDS = frozenset((",", ":", "-"))
_ALTERNATIVES_END = _DOUBT_ENDS - {","}
_LIST_REACH = 6
_FOR_REACH = 3
_OR_ALONE = frozenset(("or", "vs", "versus"))
_SIGNS_OR_AND = _SIGNS | {"and"}
_LISTED = frozenset(("or", "nor"))
_MEASURED = frozenset("bp t hr temp temperature crp wcc wbc hb sats pulse rr gcs pvr".split())
"""Behind a comma a value ends a denial: "no rash, T 39.1, muddled"."""
_DENIED_ANEW = frozenset(("no", "nil", "nae"))
"""Behind a comma what is denied anew needs no denial before it: "no urge, no feeling between the legs"."""
_MONTHS = frozenset(
    "january february march april june july august september october november december jan feb mar apr jun jul aug "
    "sept sep oct nov dec".split()
)
"""May is no month here: it is a verb."""
_SEEN = frozenset(
    "seen noted found visible detected elicited felt reported observed help helps helped touch touches touched "
    "work works worked ease eases eased relieve relieved".split()
)
_WHERE = 6
"""Words within which a place may stand behind "seen": "no bleeding seen in the wound, ..."."""
_SHE_HAS = frozenset("she's he's i'm i've they're".split())
"""Behind "and" these begin what is so: "pink water rather than blood, and she's got a headache"."""
_SCANS = frozenset("mri ct x-ray xray scan xr".split())
_OVER = frozenset("resolved recovered settled cleared healed gone went treated".split())
_OPERATIONS = frozenset(
    "op operation surgery procedure spinal epidural durotomy fusion laminectomy discectomy decompression".split()
)
_GOOD = frozenset("fine normal normally walk walks walking can lift lifts bother gone dry well strong grand".split())
_BAD = frozenset("can't cannot won't worse more doesn't isn't not both other all hardly barely without weak".split())
EMPTY_BOX = "[ ]"
_BUT = ", but"
_SAID_OF_BEFORE = frozenset(("absent", "excluded"))
"""Before a comma these end what was said before them: "DVT excluded, foot cold"."""
_NOT_OF_NOW = frozenset((HYPOTHETICAL, HISTORICAL, OTHER_PERSON))
_OF_OTHERS = frozenset((HISTORICAL, OTHER_PERSON))
_MANY, _SHORT, _MORE = 3, 5, 2
_TELLS = frozenset("has have had is are was but reports says noted found exam left right worse on o".split())
"""Behind a "new" these tell that the list is of what was found, and no longer of what is denied."""
_BEGINS = frozenset("since for today yesterday now on from ago x overnight this".split())
_ENDS_ALL, _ENDS_MOST, _NOW, _BEGAN = "ends", "turns", "now", "began"
_ITEM_ENDS = frozenset((":", ";", "."))
_BULLETS = frozenset(("-", "|", "•", "*"))
_ENDING = frozenset((_ENDS_ALL, _ENDS_MOST, "present"))


def ends_reach(page: Page, other: CueMatch, cue: CueMatch, end: int) -> bool:
    """Whether another cue on the way to token `end` ends the reach of a cue."""
    said, means = cue.cue, other.cue.means
    if said.means == OTHER_PERSON and goes_on_of_another(page, cue, other, end):
        return False
    if is_own_after_told(cue, other) or (cue.phrase == EMPTY_BOX and means == PRESENT):
        return True
    if means == _BEGAN and said.means == ABSENT:
        return True
    if means == _NOW and said.means == ABSENT and page.words[other.first - 1] == ",":
        return True
    if means == PRESENT and said.means == OTHER_PERSON and other.first <= cue.last + 1:
        return False
    if said.means == HISTORICAL and (means == _NOW or (means == ABSENT and other.first > cue.first)):
        return True
    if means not in _ENDING:
        return False
    is_last_word = (
        said.stands_last or cue.phrase.startswith((",", "but ")) or _is_after_operation(page, other, end, cue)
    )
    if means == _ENDS_MOST and said.acts == "backward" and is_last_word:
        return False
    is_but = other.phrase == _BUT and cue.phrase != _IF
    return is_but or means == _ENDS_ALL or said.means != HYPOTHETICAL or is_of_doing(page, cue)


def _is_after_operation(page: Page, turn: CueMatch, end: int, cue: CueMatch) -> bool:
    """Whether a turn only dates what it follows by an operation: "foot drop after the first op resolved"."""
    is_over = cue.cue.means in (HISTORICAL, ABSENT) and not _OVER.isdisjoint(cue.phrase.split())
    is_past = is_over and turn.phrase in ("after", "following")
    return is_past and not _OPERATIONS.isdisjoint(page.words[turn.last : end])


def is_closed(page: Page, cue: CueMatch, start: int, end: int) -> bool:
    """Whether what a cue speaks of is over before token `end`: the bracket is shut, or a new clause has begun.

    A denial ends where a comma or a colon brings a new subject ("no bleeding, she is clammy"), a doubt at a
    colon, a dash or a comma ("?CES - saddle numb"), a past at ", new", unless an "or" keeps the list open.
    """
    if start == end:
        return _is_shut_at_once(page, cue, start)
    means, name, between = cue.cue.means, cue.cue.name, page.words[start:end]
    if (")" in between and _is_shut(between)) or (name == "years_since_treated" and "for" not in between[-_FOR_REACH:]):
        return True
    if means == ABSENT:
        is_over = is_left_undone(between) or runs_on(page.words, start, end)
        return is_over or _is_no_more_denied(page, cue, start, end)
    if means == POSSIBLE:
        parts = _DOUBT_ENDS if _OR_ALONE.isdisjoint(_listed(page, start, end)) else _ALTERNATIVES_END
        return not parts.isdisjoint(between)
    if means in _NOT_OF_NOW and _is_told_as_it_is(page, start, end, Status(means)):
        return True
    if means in _OF_OTHERS and between[0] != "-" and is_behind_dash(page, start, end):
        return True
    if means == OTHER_PERSON:
        return name == _RELATIVE and leaves_relative(page, start, end)
    if means == HYPOTHETICAL:
        is_told = _is_no_more_feared(page, cue, start, end)
        is_told = is_told or ("," in between and is_reported(page, start, end))
        return is_told or (":" in between[1:] and "already" in _listed(page, start, end))
    if name == "used_to" and _is_now_said(page, end):
        return True
    return means == HISTORICAL and (",", "new") in pairwise(page.words[start : end + 1])


def _is_shut_at_once(page: Page, cue: CueMatch, at: int) -> bool:
    """Whether a cue does not even speak of a finding that stands right behind it."""
    if cue.cue.means == ABSENT and runs_on(page.words, at, at):
        return True
    return (cue.cue.name == "used_to" and _is_now_said(page, at)) or is_told_with_fear(page, cue, at, at)


def _is_told_as_it_is(page: Page, start: int, end: int, means: Status) -> bool:
    """Whether behind what is feared, over or another's a finding at token `end` is told as it is now."""
    is_dated = means is not OTHER_PERSON and is_dated_now(page, start, end)
    return is_dated or speaks_of_now(page, start, end, means)


def _is_no_more_feared(page: Page, cue: CueMatch, start: int, end: int) -> bool:
    """Whether a condition or a fear is over before a finding at token `end`, because there it is told what is so."""
    if cue.phrase == _IF:
        return has_own_subject(page, end) and is_own_statement(page, start, end)
    return is_told_with_fear(page, cue, start, end) or is_told_of_oneself(page, start, end)


def _listed(page: Page, start: int, end: int) -> Sequence[str]:
    """The words from token `start` to a few behind token `end`, in which an "or" keeps a list open."""
    return page.words[start : min(end + _LIST_REACH, page.sentences[page.sentence_of[start]].last)]


def _is_no_more_denied(page: Page, cue: CueMatch, start: int, end: int) -> bool:
    """Whether a denial is over in the tokens from `start` to `end`, before the last of them."""
    between = page.words[start:end]
    if _SIGNS_OR_AND.isdisjoint(between):
        return False
    if cue.phrase in _SAID_OF_BEFORE and between[0] == ",":
        return True
    if is_own_statement(page, start, end) or is_told_in_detail(page, start, end) or is_behind_dash(page, start, end):
        return True
    if is_reported(page, start, end):
        return True
    words, listed = page.words[start : end + 1], _listed(page, start, end)
    if cue.phrase == "neither" and "nor" in between:
        listed = listed[between.index("nor") + 1 :]
    if _LISTED.isdisjoint(listed) and (_brings_new(page, cue, words, start) or _is_told_to_its_end(between)):
        return True
    return any(
        (one in _SIGNS and (other in SUBJECTS or other in _CANNOT))
        or (one == "and" and other in _SHE_HAS)
        or (one == "," and (other in _MEASURED or other in _DENIED_ANEW))
        or (one in _SIGNS_OR_AND and other in _SCANS)
        for one, other in pairwise(words)
    ) or _names_operation(between)


def _brings_new(page: Page, cue: CueMatch, words: Sequence[str], start: int) -> bool:
    """Whether ", new" among these words, which stand from token `start` on, ends a denial."""
    opened = next((at for at in range(1, len(words)) if words[at] == "new" and words[at - 1] == ","), None)
    return opened is not None and not _is_last_denied(page, cue, words[:opened], start + opened)


def _is_last_denied(page: Page, cue: CueMatch, between: Sequence[str], end: int) -> bool:
    """Whether "new" is of one of many things denied: "denies fever, chills, weight loss, new weakness."."""
    rest = page.words[end : page.sentences[page.sentence_of[end]].last]
    if not cue.phrase.startswith("den") or between[-1:] != [","] or not _BEGINS.isdisjoint(rest):
        return False
    goes_on = rest.count(",") >= _MORE and not any(word[0].isdigit() or word in _TELLS for word in rest)
    return goes_on or (between.count(",") >= _MANY and len(rest) <= _SHORT)


def _is_told_to_its_end(between: Sequence[str]) -> bool:
    """Whether a denial had its verb before a comma: "no bleeding seen, belly sore" says nothing of the belly."""
    return any(word in _SEEN and "," in between[at + 1 : at + _WHERE] for at, word in enumerate(between))


def _names_operation(between: Sequence[str]) -> bool:
    """Whether behind a comma the operation is told: "denies any urge, s/p L3-5 fusion"."""
    return any(
        between[at] == "," and (between[at + 1 : at + 4] == ["s", "/", "p"] or between[at + 1 : at + 2] == ["pod"])
        for at in range(len(between))
    )


def _is_now_said(page: Page, at: int) -> bool:
    """Whether it is told how it is now, and not only that all is well: "used to drag, now I walk on my heels"."""
    rest = page.words[at : page.sentences[page.sentence_of[at]].last]
    if "now" not in rest:
        return False
    told = rest[rest.index("now") + 1 :]
    return _GOOD.isdisjoint(told) or not _BAD.isdisjoint(told)


def _is_shut(words: Sequence[str]) -> bool:
    """Whether a bracket is shut in these tokens that was not opened in them."""
    depth = 0
    for word in words:
        depth += (word == "(") - (word == ")")
        if depth < 0:
            return True
    return False


def is_of_other_box(page: Page, cue: CueMatch, first: int) -> bool:
    """Whether an empty box is of another item than the finding at `first`: "[x] numb [ ] fever", "fever [ ] numb"."""
    words, sentence = page.words, page.sentences[page.sentence_of[first]]
    opening = words.index("[", sentence.first, sentence.last)
    stand_behind = opening > sentence.first and words[opening - 1].isalnum() and words[sentence.last - 1] == "]"
    return cue.first < first if stand_behind else cue.first > first and words[first - 1] == "]"


def is_of_bracket(words: Sequence[str]) -> bool:
    """Whether a cue that follows these tokens speaks of what stands before it in its own bracket: "2/5 (4/5 preop)"."""
    opened = max((at for at, word in enumerate(words) if word == "("), default=None)
    return opened is not None and opened + 1 < len(words) and ")" not in words[opened:]


def is_of_item(page: Page, cue: CueMatch, last: int) -> bool:
    """Whether a cue behind a colon answers the whole item before it, in which a finding ends at token `last`.

    The item begins with a dash or at the line's bullet: "-Fever over 38 (last week): denies  -Rash: denies".
    """
    if not cue.phrase.startswith(":"):
        return False
    words, start = page.words, page.sentences[page.sentence_of[cue.first]].first
    for at in range(cue.first - 1, start - 1, -1):
        if words[at] in _ITEM_ENDS:
            return False
        if words[at] in _BULLETS and not (at and page.touches(at - 1)):
            return at < last
    return bool(start) and words[start - 1] in _BULLETS


def is_undated(page: Page, cue: CueMatch, start: int) -> bool:
    """Whether a story's end behind other commas lacks the month or year that makes it one: "in July, ..., gone"."""
    if cue.cue.name != "settled_after_date":
        return False
    return not any(
        word in _MONTHS or (len(word) == 4 and word.isdigit() and word[:2] in ("19", "20"))
        for word in page.words[start : cue.first]
    )
