"""Where a list that a cue governs is over, because behind a comma somebody says something of its own.

"No fever, chills or weight loss" is one list; in "no fever, my legs won't hold me" the comma ends it.
"""

from __future__ import annotations

from collections.abc import Sequence

from curbside.case.page import Page

_SAYS = frozenset(
    "is are was were has have had does do did can can't cannot couldn't won't will would isn't aren't wasn't weren't "
    "don't doesn't didn't hasn't haven't feels feel felt went goes gone got gets came comes started starts began "
    "begins woke looks look says said found finds keeps kept needs needed gave give gives fell falls sees saw takes "
    "took hurts burns leaks leaked dribbles drips sits stays turned swelled i i'm i've he he's she she's they it's "
    "that's there's who".split()
)
"""Verbs that tell, and their subjects: items of a list have none."""
_SUBJECTS = frozenset("i i'm i've he he's she she's they it's that's there's who".split())
_DENIES = frozenset("no nothing none never nor not without nil".split())
_HAPPENED = frozenset(
    "collapsed fainted blacked passed lost soiled wet vomited developed noticed tripped dropped banged unable suddenly "
    "numb can couldn't dragging leaking bleeding found brought".split()
)
"""At the head of a clause these tell of what befell."""
_WALLS = frozenset((",", ";", ".", "(", ")", ":", "!", "?"))
_PARTS = frozenset((",", ":"))
_LATELY = frozenset("since yesterday today overnight tonight".split())
_LISTS = frozenset(("or", "nor"))
_OF_HAVING = frozenset(
    "had has have having with of got diagnosed suffers suffered suffering developed ended needed who whose which "
    "- : ( was is and both also".split()
)
_IN_A_LIST = 2


def is_own_statement(page: Page, start: int, end: int) -> bool:
    """Whether a comma or an "and" between a denial, which ends at token `start`, and a finding at `end` opens a clause.

    A clause has a verb or a subject; where an "or" keeps the list open it is taken for a part of the list.
    """
    words = page.words
    opened = next((at for at in range(end - 1, start, -1) if words[at] in (",", "and")), None)
    if opened is None:
        return False
    last = page.sentences[page.sentence_of[end]].last
    stop = next((at for at in range(end, last) if words[at] in _WALLS), last)
    clause = words[opened + 1 : stop]
    if clause[:1] == ["and"]:
        clause = clause[1:]
    if not _LISTS.isdisjoint(words[start:stop]) or clause[:1] == [] or clause[0] in _DENIES:
        return False
    return not _SAYS.isdisjoint(clause) or (words[opened] == "," and clause[0] in _HAPPENED)


def has_own_subject(page: Page, end: int) -> bool:
    """Whether the clause in which a finding at token `end` stands opens with somebody or something, and no verb."""
    words = page.words
    start = next((at + 1 for at in range(end, -1, -1) if words[at] == ","), end)
    return words[start] not in _SAYS or words[start] in _SUBJECTS


def is_dated_now(page: Page, start: int, end: int) -> bool:
    """Whether behind a comma or a colon a finding at token `end` has a time of now: "in case it matters, numb since 6".

    What is feared, advised or over has none.
    """
    words, last = page.words, page.sentences[page.sentence_of[end]].last
    if _PARTS.isdisjoint(words[start:end]) or not _LISTS.isdisjoint(words[start:end]):
        return False
    stop = next((at for at in range(end, last) if words[at] in _WALLS), last)
    return any(words[at] in _LATELY and words[at + 1 : at + 2] != ["resolved"] for at in range(end, stop))


def is_behind_dash(page: Page, start: int, end: int) -> bool:
    """Whether a dash that stands apart ends what is denied: "no fever - numb below"; "no fever - chills - rash" not."""
    words, last = page.words, page.sentences[page.sentence_of[end]].last
    dashes = [at for at in range(start, last) if words[at] == "-" and _stands_apart(page, at)]
    return len(dashes) < _IN_A_LIST and any(start < at < end for at in dashes)


def _stands_apart(page: Page, at: int) -> bool:
    return at > 0 and not page.touches(at - 1) and not page.touches(at)


def leaves_relative(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a comma ends what is told of a relative, because nothing is told that he has: "son drove in, numb"."""
    has_it = words[start] in _OF_HAVING or (words[start] == "died" and words[start + 1] in ("of", "from"))
    return "," in words[start:end] and not has_it
