"""Where a list that a cue governs is over, because behind a comma somebody says something of its own.

"No fever, chills or weight loss" is one list; in "no fever, my legs won't hold me" the comma ends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from curbside.case.model import HISTORICAL, HYPOTHETICAL, OTHER_PERSON, Status
from curbside.case.page import Page

SAYS = frozenset(
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
_CONNECTS = frozenset("and so but also plus now today because as then".split())
_I = frozenset("i i'm i've im ive".split())
_HIS = frozenset(("his", "her", "my"))
_CANNOT = frozenset(("can't", "cannot", "cant", "unable"))
_THEM = frozenset("he he's she she's his her they their him them".split())
_OPENERS = frozenset((",", ":", ";", "and"))
_ITEMS = _I | {"my", "if", "the", "your", "you", "he", "she", "his", "her"}
_IS_NOW = frozenset(
    "is are am i'm i've im ive have has can't cannot won't don't doesn't isn't aren't keeps keep feel feels".split()
)
_NOT_YET = frozenset("would could might may will i'll i'd should if wouldn't".split())
_OVER = _NOT_YET | frozenset("was were had did didn't wasn't weren't couldn't".split())
"""What is told with these is feared or advised, or over."""
_STATEMENT = 4
"""Words from which on what somebody says of himself has a verb: "my foot slaps badly", and "my bladder" has none."""
_DOING = frozenset(
    "driving drive drives work working works coping cope copes walking walk walks physio physiotherapy attend attended "
    "out exercise exercising exercises sex scanned sleeping sleep slept swimming gardening managing manage".split()
)
_DOES_AT = 4
"""Words from a denial to what somebody does not do: "has not been back to work"."""
KIN = frozenset(
    "mum mom mam mother dad father husband wife partner son daughter brother sister uncle aunt auntie cousin friend "
    "mate neighbour neighbor colleague nephew niece nan gran granddad grandad grandmother grandfather boyfriend "
    "girlfriend boss brother's sister's mum's dad's friend's mate's mother's father's".split()
)
_PARTS = frozenset((",", ":"))
_LATELY = frozenset("since yesterday today overnight tonight".split())
_LISTS = frozenset(("or", "nor"))
_OF_HAVING = frozenset(
    "had has have having with of got diagnosed suffers suffered suffering developed ended needed who whose which "
    "- : ( was is and both also".split()
)
_SPEECH = frozenset(('"', "'")) | frozenset("he he's she she's his her i i'm i've my they pt patient".split())
"""Behind "spouse:" these begin what the spouse says, and no list of what she has."""
_IN_A_LIST = 2
_DETAILS = frozenset(
    "left right lt rt my our i we not since today yesterday overnight tonight this sustained very".split()
)
_ARTICLES = frozenset(("a", "an", "the", "both"))
_FOUND_SO = frozenset(
    "present absent poor lax feeble weak dulled blunted altered reduced lost gone brisk upgoing "
    "extensor positive swollen red cold pale wet numb tender rising dropping insensate impossible slurred +".split()
)
"""Behind the name of a part these tell its state, as these do at its end."""
_ENDS_SO = frozenset(("down", "up", "off", "low", "high"))
_LONG = 7
_BEGINS_ANEW = _CANNOT | {"my", "i've", "i'm", "ive"}
_NOT_DONE = frozenset("haven't havent don't dont didn't didnt hasn't hasnt doesn't doesnt never not".split())
_BARE_NO = frozenset(("no", "nil", "none"))
_JOINING = frozenset(
    "in with of on when where that if from to for about and or as after since at while because what how than like into "
    "over under between through around round during until before by without but so why whether both all any i he she "
    "they you it we".split()
)
_JOINS = frozenset((",", "and"))
_REPORTED = frozenset(
    "today yesterday overnight woke took couldn't sat lasted noted elicited graded bilaterally absent "
    "lax feeble dulled blunted brisk upgoing extensor insensate proprioception pinprick".split()
)
_LEVELS = frozenset("ltsc")
_OF_NUMBERS = frozenset(("/", "beats"))


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
    if not _LISTS.isdisjoint(words[opened:stop]):
        return False
    if _is_behind_list(words, start, end):
        return True
    if clause[:1] == [] or clause[0] in _DENIES:
        return False
    return not SAYS.isdisjoint(clause) or ("," in words[opened - 1 : opened + 1] and clause[0] in _HAPPENED)


def is_told_in_detail(page: Page, start: int, end: int) -> bool:
    """Whether behind a comma a finding at token `end` is told as nobody lists what he denies.

    A list of what is denied is of bare names ("no trauma, fever, weight loss"); where a part has a number, a side, a
    time, somebody's own body or its state behind it ("no trauma, squeeze poor"), it is what was found.
    """
    words, last = page.words, page.sentences[page.sentence_of[end]].last
    opened = next((at for at in range(end - 1, start - 1, -1) if words[at] == ","), None)
    if opened is None:
        return False
    stop = next((at for at in range(end, last) if words[at] in _WALLS), last)
    if not _LISTS.isdisjoint(words[opened:end]) or not _LISTS.isdisjoint(words[stop:last]):
        return False
    clause = words[opened + 1 : stop]
    if clause[:1] == []:
        return False
    return (
        not _DETAILS.isdisjoint(clause)
        or clause[0] in _ARTICLES
        or not _FOUND_SO.isdisjoint(clause[1:])
        or clause[-1] in _ENDS_SO
        or len(clause) >= _LONG
        or any(any(map(str.isdigit, word)) for word in clause)
    )


def runs_on(words: Sequence[str], start: int, end: int) -> bool:
    """Whether somebody tells of himself right behind what is denied, with no sign between: "no fever my legs won't".

    Behind a word that joins ("no weakness in my legs", "no pain when I stand") the denial goes on.
    """
    if words[start - 1] in _BARE_NO and words[start] in _BEGINS_ANEW | _I:
        return _NOT_DONE.isdisjoint(words[start + 1 : start + 2])
    return any(
        words[at] in _BEGINS_ANEW and words[at - 1] not in _JOINING and words[at - 1].isalpha()
        for at in range(start + 1, end + 1)
    )


def is_reported(page: Page, start: int, end: int) -> bool:
    """Whether behind a comma or an "and" a finding at token `end` is told as nobody advises, fears or counts it.

    Advice ("return if fever, weak legs, or you cannot pass urine") has no level, no time of now and no past.
    """
    words, last = page.words, page.sentences[page.sentence_of[end]].last
    opened = next((at for at in range(end - 1, start - 1, -1) if words[at] in _JOINS), None)
    stop = next((at for at in range(end, last) if words[at] in _WALLS), last)
    if opened is None or not _LISTS.isdisjoint(words[opened:end]) or not _LISTS.isdisjoint(words[stop:last]):
        return False
    clause = words[opened + 1 : stop]
    if clause[:1] == [] or clause[0] in _DENIES:
        return False
    return not _REPORTED.isdisjoint(clause) or any(map(_is_level_or_grade, clause, [*clause[1:], ""]))


def _is_level_or_grade(word: str, following: str) -> bool:
    """Whether a level of the spine ("t6") stands here, or a grade ("4/5", "3 beats")."""
    is_level = word[0] in _LEVELS and word[1:].isdigit()
    return is_level or (word.isdigit() and len(word) == 1 and following in _OF_NUMBERS)


def _is_behind_list(words: Sequence[str], start: int, end: int) -> bool:
    """Whether ", and" behind a list that an "or" has closed opens something else: "no fever or chills, and numb below".

    Items that are denied go on with "or".
    """
    opened = next((at for at in range(end - 1, start, -1) if words[at] == "and" and words[at - 1] == ","), None)
    if opened is None or _LISTS.isdisjoint(words[start:opened]):
        return False
    return _DENIES.isdisjoint(words[opened + 1 : opened + 3])


def has_own_subject(page: Page, end: int) -> bool:
    """Whether the clause in which a finding at token `end` stands opens with somebody or something, and no verb."""
    words = page.words
    start = next((at + 1 for at in range(end, -1, -1) if words[at] == ","), end)
    return words[start] not in SAYS or words[start] in _SUBJECTS


def is_dated_now(page: Page, start: int, end: int) -> bool:
    """Whether behind a comma or a colon a finding at token `end` has a time of now: "in case it matters, numb since 6".

    What is feared, advised or over has none.
    """
    words, last = page.words, page.sentences[page.sentence_of[end]].last
    if _PARTS.isdisjoint(words[start:end]) or not _LISTS.isdisjoint(words[start:end]):
        return False
    stop = next((at for at in range(end, last) if words[at] in _WALLS), last)
    return any(words[at] in _LATELY and words[at + 1 : at + 2] != ["resolved"] for at in range(end, stop))


def speaks_of_now(page: Page, start: int, end: int, means: Status) -> bool:
    """Whether behind a comma, a colon or a dash the writer tells how it is now: "read about fits, my bottom is numb".

    He tells it of himself, or, where what came before was over, of anyone.  Of what befell him he may tell where
    what came before was feared, advised or another's: "my mate had this, I fainted".
    """
    words, last = page.words, page.sentences[page.sentence_of[end]].last
    stop = next((at for at in range(end, last) if words[at] in _WALLS), last)
    openers = [at for at in range(start, end) if _opens_clause(page, at)]
    return any(_is_told_now(words[at + 1 : stop], means) and _LISTS.isdisjoint(words[start:at]) for at in openers)


def _is_told_now(clauses: Sequence[str], means: Status) -> bool:
    """Whether these words, which a clause opens, tell how it is."""
    begin = next((at for at, word in enumerate(clauses) if word not in _CONNECTS), 0)
    told = [word for at, word in enumerate(clauses) if at >= begin and not (word == "if" and clauses[at - 1] == "as")]
    is_past = means == HISTORICAL
    if not told or not (_OVER if is_past else _NOT_YET).isdisjoint(told) or _goes_on_listing(told):
        return False
    if means == HYPOTHETICAL and "now" in clauses[:begin]:
        return True
    if not _is_oneself(told) and not (is_past and not _IS_NOW.isdisjoint(told)):
        return False
    if means == OTHER_PERSON and not _THEM.isdisjoint(told):
        return False
    return told[0] in _I or not _IS_NOW.isdisjoint(told) or (len(told) >= _STATEMENT and "and" not in told)


def _goes_on_listing(told: Sequence[str]) -> bool:
    """Whether an "or" opens another item: "my leg drags or I can't pee", and not "no need of a wee or a poo"."""
    return any(one in _LISTS and other in _ITEMS for one, other in pairwise(told))


def _opens_clause(page: Page, at: int) -> bool:
    return page.words[at] in _OPENERS or (page.words[at] == "-" and stands_apart(page, at))


def _is_oneself(told: Sequence[str]) -> bool:
    return told[0] in _I or (told[0] == "my" and told[1:2] != [] and told[1] not in KIN)


def is_behind_dash(page: Page, start: int, end: int) -> bool:
    """Whether a dash that stands apart ends what is denied: "no fever - numb below"; "no fever - chills - rash" not."""
    words, last = page.words, page.sentences[page.sentence_of[end]].last
    dashes = [at for at in range(start, last) if words[at] == "-" and stands_apart(page, at)]
    return len(dashes) < _IN_A_LIST and any(start < at < end for at in dashes)


def stands_apart(page: Page, at: int) -> bool:
    """Whether a dash has room on both sides."""
    return at > 0 and not page.touches(at - 1) and not page.touches(at)


def leaves_relative(page: Page, start: int, end: int) -> bool:
    """Whether a comma ends what is told of a relative, because nothing is told that he has: "son drove in, numb"."""
    words = page.words
    if words[start] == ":" and words[start + 1 : start + 2] != [] and words[start + 1] in _SPEECH:
        return True
    has_it = words[start] in _OF_HAVING or (words[start] == "died" and words[start + 1] in ("of", "from"))
    return "," in words[start:end] and not has_it


def is_left_undone(between: Sequence[str]) -> bool:
    """Whether these words, which follow a denial, say what somebody does not do with, or for, what ails him.

    "Not coping with a numb bottom" denies no numbness.
    """
    return any(one in _DOING and other in ("with", "for") for one, other in pairwise(between[: _DOES_AT + 1]))
