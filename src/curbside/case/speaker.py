"""Who speaks: when a relative writes for the patient, what is told of that relative is told of the patient."""

from __future__ import annotations

from collections.abc import Sequence

from curbside.case.page import Page

_OPENING = 12
_FAR = 25
_RELATIVES = frozenset(
    "husband wife mother father mum mom dad partner son daughter brother sister grandmother grandfather friend "
    "gran nan nana grandad granny grandma grandpa".split()
)
_IS_NOW = frozenset(
    "is isn't has hasn't takes keeps can't cant cannot can won't doesn't seems looks says just suddenly "
    "struggling unable".split()
)
"""Behind a relative these tell of that person now; "my mother had" alone may be family history."""
_RECENT = frozenset("yesterday today tonight morning overnight night since weekend suddenly now".split())
_PARENTS = frozenset("mum mom dad mam mama mother father gran nan nana grandad granny grandma grandpa".split())
_SPOUSES = frozenset("husband wife partner hubby".split())
_KIN = frozenset(name + whose for name in _RELATIVES | _PARENTS | _SPOUSES for whose in ("", "'s"))
"""Without one of these words nobody is spoken for."""
_OPERATIONS = frozenset(
    "op operation surgery fusion laminectomy discectomy microdiscectomy decompression spinal epidural".split()
)
_BEFELL = frozenset(
    "collapsed blacked keeled fell lost woke wet went developed started stopped fainted slipped tripped opened soiled "
    "messed".split()
)
"""Behind a parent who opens a text without "my" these tell of that parent: "Mum lost the feeling in her legs"."""
_WHOSE = frozenset("his her their your the a an patient's pt's".split())
_STATES = frozenset(
    "not gone got had been so very really just all still in now no never numb weak unable cold hot sick poorly "
    "breathless unwell sleepy drowsy worse".split()
)
_PARTS = frozenset(
    "back left right both leg legs knees foot feet bladder bowels bottom wound speech breathing face neck throat voice "
    "head eyes arm arms hand hands chest belly tummy stomach scar dressing calf thigh temperature mouth lips lip "
    "tongue skin toes fingers bum groin ankle ankles hip hips mind words pulse".split()
)
_ARE_NOW = _IS_NOW | frozenset("are aren't have haven't don't feel seem look keep wont".split())
"""The same of what a person has two of, in a text that opens with it: "Dad's legs have stopped holding him up"."""
_SELF = frozenset("i'm im i've ive".split())
_CALLED = frozenset("called calls calling rang rings ringing phoned phones phoning".split())
_CALLERS = _RELATIVES | {"husb", "hubby", "carer", "neighbour", "neighbor"}
_PATIENT = frozenset(("pt", "patient"))
_CHILDREN = frozenset("daughter son granddaughter grandson family carer".split())
_SAYS = frozenset("says say said reports reporting states stating tells worried concerned feels thinks".split())
_PARENT_IS = _IS_NOW | _BEFELL | {"was"}
_NEXT_NAMED = 6
"""Words behind a call within which the relative who is the patient is named."""
_ASKS = frozenset("will could might am shall would should can".split())
"""Before "i" these ask of the writer: "Dad had it after his spinal, will I?"."""
_QUESTIONS = frozenset("is are should why could can does do will would how what when".split())
_IN_PAST = frozenset(("had", "was", "were", "got"))
_CARES = frozenset("worry call ring phone take bring wait let give skip".split())
"""Behind "should I" these ask what to do for another as well as for oneself."""
_THEM = frozenset("him her them".split())
"""Behind what the writer says of himself these tell that it is about the relative: "I can't wake her"."""
_FEELS = frozenset("have had am can't cannot feel felt get got was keep take need".split())
_BODY = frozenset("back leg legs pain foot feet bladder bowel bowels neck operation surgery".split())


def spoken_for(page: Page) -> frozenset[str]:
    """The relative of whom the text tells, when someone writes for them: "my husband had his back fused ..."."""
    words = page.words
    if page.vocabulary.isdisjoint(_KIN):
        return frozenset()
    if told := _child_and_parent(page):
        return told
    if (called_for := _called_for(words)) is not None:
        return frozenset((called_for, f"{called_for}'s"))
    at = _first_relative(words)
    if at is None and _is_spouse_operated(words):
        at = 0
    if at is None or at + 1 >= len(words):
        return frozenset()
    following = words[at + 1]
    is_now = following in _IS_NOW or (
        words[at].endswith("'s") and _tells_of_now(words[at + 1 : at + 7], _IS_NOW if at else _ARE_NOW)
    )
    is_now = is_now or not _RECENT.isdisjoint(words[at + 1 : at + 12])
    is_now = is_now or (at == 0 and following in _BEFELL)
    is_now = is_now or (at == 0 and words[0].endswith(_OF) and len(page.sentences) > 1 and "now" in words)
    is_now = is_now or _is_asked_of(page, at)
    if not is_now and (len(page.sentences) < 2 or at == 0 or words[at - 1] != "my"):
        return frozenset()
    speaks_of_self = any(
        word in _SELF
        or (word == "i" and words[n + 1] in _FEELS and _THEM.isdisjoint(words[n + 2 : n + 5]))
        or (word == "my" and words[n + 1] in _BODY)
        or (word in _ASKS and words[n + 1] == "i" and _CARES.isdisjoint(words[n + 2 : n + 3]))
        for n, word in enumerate(words[:-1])
    )
    return (
        frozenset() if speaks_of_self else frozenset((words[at].removesuffix("'s"), f"{words[at].removesuffix(_OF)}'s"))
    )


_OF = "'s"


def _is_asked_of(page: Page, at: int) -> bool:
    """Whether a question asks of what is a relative's after an operation: "Is it normal that my wife's legs ...?"."""
    words = page.words
    asks = words[0] in _QUESTIONS and words[at].endswith(_OF) and not page.vocabulary.isdisjoint(_OPERATIONS)
    return asks and _IN_PAST.isdisjoint(words[at + 1 : at + 5])


def _called_for(words: Sequence[str]) -> str | None:
    """The relative for whom another calls: "Husband called, wife day 5 post op"; none where a patient is named."""
    call = next((at for at, word in enumerate(words[:_OPENING]) if word in _CALLED), 0)
    if not call or words[call - 1] not in _CALLERS or not _PATIENT.isdisjoint(words):
        return None
    named = words[call + 1 : call + 1 + _NEXT_NAMED]
    return next((w for n, w in enumerate(named) if w in _PARENTS | _SPOUSES and named[n - 1 : n] != ["late"]), None)


def _child_and_parent(page: Page) -> frozenset[str]:
    """A child who tells of a parent, and that parent: "Daughter says mum is hard to rouse"; not of "her mum"."""
    words = page.words
    for at in page.places(_CHILDREN):
        if at + 3 < len(words) and words[at + 1] in _SAYS:
            said = at + 2 + (words[at + 2] == "that")
            parent = words[said].removesuffix(_OF) if said + 1 < len(words) else ""
            if parent in _PARENTS and (words[said].endswith(_OF) or words[said + 1] in _PARENT_IS):
                return frozenset((words[at], parent, f"{parent}'s"))
    return frozenset()


def _first_relative(words: Sequence[str]) -> int | None:
    """The first of the opening words that names a relative of the writer ("my wife", "mum"), not of a patient."""
    for at, word in enumerate(words[:_OPENING]):
        before = words[at - 1] if at else ""
        told_of = word.removesuffix(_OF)
        if (told_of in _RELATIVES and before == "my") or (told_of in _PARENTS and before not in _WHOSE):
            return at
    return None


def _is_spouse_operated(words: Sequence[str]) -> bool:
    """Whether a text opens with a spouse, how he is now and his own operation: "Husband can't walk since his op"."""
    if len(words) < 2 or words[0] not in _SPOUSES or words[1] not in _IS_NOW:
        return False
    near = words[2:_FAR]
    return any(
        word in ("his", "her") and not _OPERATIONS.isdisjoint(near[n + 1 : n + 4]) for n, word in enumerate(near)
    )


def _tells_of_now(words: Sequence[str], now: frozenset[str]) -> bool:
    """Whether "mum's" before these words says that she is or has, or what is hers and, in words of `now`, how it is."""
    if words[0] in _PARTS:
        return not now.isdisjoint(words)
    return words[0].endswith(("ing", "ed")) or words[0] in _STATES
