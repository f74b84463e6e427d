"""Where it ends what is told of another person, or was only read or feared, and the patient comes to himself."""

from __future__ import annotations

from curbside.case.cues import CueMatch
from curbside.case.model import OTHER_PERSON, PRESENT
from curbside.case.page import Page

_STRANGERS = frozenset(("someone_after_op", "someone_near", "someone_in_next_bed", "someone_mine"))
_SAME_SUBJECT = frozenset(("and was", "and had", "and then", "and developed", "after", "following", "who", "from"))
_OF_KIN = _SAME_SUBJECT | {
    "because",
    "because he",
    "because she",
    "when",
    "who",
    "he was",
    "she was",
    "and is",
    "and he",
    "and she",
}
_KIN = frozenset(
    "brother sister uncle aunt auntie cousin friend mate neighbour neighbor colleague nephew niece".split()
)
"""Those for whom one seldom calls: behind "my brother" a "he" is the brother."""
_OF_THEM = frozenset("he he's she she's his her they they're".split())
_FIRST_PERSON = frozenset("i my i'm i've me im ive".split())
_BEFELL = frozenset("had has got went woke ended developed lost needed underwent".split())
_PRONOUNS = frozenset("he she i he's she's i'm i've his my to".split())
_TOLD_OF = frozenset(
    "can_bring_on reading_of paper_that_lists paper_scares paper_with fear_of_limb condition_more "
    "people_in_general".split()
)
_WHOSE = frozenset(("his", "her", "my", "new", "this", "it", "that"))
_HELPED = frozenset(
    "him me us brought heard found saw rang called phoned says said noticed witnessed drove told helped".split()
)
"""Behind a stranger these tell that he speaks of the patient or came to help."""
_OF_ONESELF = frozenset(
    (
        "because",
        "and i",
        "and i have",
        "and my",
        "and he",
        "and she",
        "so i",
        ", my",
        ", i've",
        ", i'm",
        "he is",
        "she is",
        "i am",
        "came in",
        "came with",
        "presented",
        "presents",
    )
)


def goes_on_of_another(page: Page, cue: CueMatch, turn: CueMatch, end: int) -> bool:
    """Whether behind a turn someone else is still spoken of: "her mother had a fusion and was left with", "a man who".

    Of a relative only when something befell him and no other person is named up to token `end`.
    """
    words, phrase = page.words, turn.phrase
    if cue.cue.means != OTHER_PERSON or turn.first < cue.last:
        return False
    if words[cue.first - 1] == "my" and words[cue.last - 1] in _KIN:
        if phrase == "and now" and words[turn.last : turn.last + 1] and words[turn.last] in _OF_THEM:
            return True
        return phrase in _OF_KIN and _FIRST_PERSON.isdisjoint(words[cue.last : end])
    if phrase not in _SAME_SUBJECT:
        return False
    if cue.cue.name in _STRANGERS:
        return not _PRONOUNS.intersection(words[cue.last : end]) - {"to"}
    befell = (words[cue.last] in _BEFELL or words[cue.last : cue.last + 2] == ["was", "left"]) and phrase != "who"
    return befell and _PRONOUNS.isdisjoint(words[cue.last : end])


def is_own_after_told(cue: CueMatch, other: CueMatch) -> bool:
    """Whether, behind what was read or warned of, the patient comes to himself: "read about CES and I can't feel"."""
    if other.cue.means == "befallen":
        return True
    if cue.cue.name not in _TOLD_OF:
        return False
    return other.cue.means in ("now", PRESENT) or other.phrase in _OF_ONESELF


def is_of_the_patient(page: Page, cue: CueMatch, end: int) -> bool:
    """Whether what was read, or what a stranger did, is of the patient: "reading about his foot", "brought her in"."""
    name, words = cue.cue.name, page.words
    if name == "reading_of":
        return words[cue.last] in _WHOSE
    return name in _STRANGERS and not _HELPED.isdisjoint(words[cue.last : end])
