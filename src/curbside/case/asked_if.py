"""Whether a question with an "if" tells how it is: "Should I worry if I can't feel when I wipe?" asks who can't.

What might yet come is asked with a verb of becoming: "What do I do if my foot goes numb?".
"""

from __future__ import annotations

from collections.abc import Sequence

from curbside.case.page import Page

_IF = frozenset(("if", "whether"))
_WHO = frozenset(
    "i i'm i've im ive my our both he he's his she she's her they they're their it it's there's there mum dad".split()
)
_PARTS = frozenset(
    "wound scar incision cut dressing leg legs foot feet toes bottom saddle bladder calf arm hand hands".split()
)
"""Of these "the" is as good as "my"."""
_STATES = frozenset(
    "is isn't are aren't am i'm im i've ive he's she's they're it's there's can't cannot cant can have has haven't "
    "hasn't want keep keeps won't wont feel feels don't dont doesn't still been".split()
)
_BECOMES = frozenset(
    "go goes going lose loses losing get gets getting become becomes start starts starting develop develops were was "
    "had did ever would could might may will should happen happens tomorrow another any anything anyone someone "
    "next notice notices occur occurs returns comes worsens decide".split()
)
_WALLS = frozenset((",", ";", "?", "-", "(", ".", "!"))
_ASKS = frozenset("do does is are should would shall who what when".split())
_OF_WHOM = frozenset("i it that this he she we they you".split())
"""Behind the clause these two begin what is asked: "if I can't pee do I need to go in?"."""
_NOT_KNOWN = frozenset("know sure unsure wonder wondering tell told ask asking asked dunno say said".split())
_KNOWN_NEAR = 5
_OPENERS = frozenset("is are am do does did should can could would will what when how why where who".split())


def tells_state(page: Page, if_ends: int, first: int) -> bool:
    """Whether the clause behind an "if", which ends before token `if_ends`, tells a state found at token `first`.

    It does in a question where its subject is named, its verb tells what is, and nothing in it what may come to be.
    """
    words, last = page.words, page.sentences[page.sentence_of[first]].last
    if words[if_ends - 1] not in _IF or not _is_question(page, if_ends, last):
        return False
    clause = _clause(words, if_ends, last)
    if len(clause) <= first - if_ends:
        return False
    is_of_one = clause[0] in _WHO or (clause[0] == "the" and clause[1:2] != [] and clause[1] in _PARTS)
    return is_of_one and not _STATES.isdisjoint(clause) and _BECOMES.isdisjoint(clause)


def _is_question(page: Page, at: int, last: int) -> bool:
    first = page.sentences[page.sentence_of[at - 1]].first
    if page.words[last - 1] == "?" or page.words[first] in _OPENERS:
        return True
    return not _NOT_KNOWN.isdisjoint(page.words[max(at - _KNOWN_NEAR, first) : at - 1])


def _asks_at(words: Sequence[str], at: int) -> bool:
    return words[at] in _ASKS and words[at + 1 : at + 2] != [] and words[at + 1] in _OF_WHOM


def _clause(words: Sequence[str], start: int, last: int) -> list[str]:
    stop = next((at for at in range(start, last) if words[at] in _WALLS or _asks_at(words, at)), last)
    return list(words[start:stop])
