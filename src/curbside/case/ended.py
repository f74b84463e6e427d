"""Whether a story told in the past has ended: "couldn't wee for six hours, then went fine and normal ever since".

It has ended where a piece of the sentence behind it, or of the next sentence, says that all is well and has stayed
so, or that it stopped.  The piece may name nothing but the thing itself, and nothing behind it may undo it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curbside.case.model import Interval
from curbside.case.page import Page

_ENDS_PIECE = frozenset(", ; - but and then ( ) : so .".split())
_WELL = frozenset(
    "fine normal normally well grand dry clear clean settled ok okay perfect perfectly good happy healed closed sealed "
    "flat sharp clockwork himself herself myself right sorted better quiet lovely champion behaving gone over "
    "continent".split()
)
_BEHIND_RIGHT = frozenset(("since", "now", "as", "ever", "again", "for"))
"""Behind "right" these tell that it is no side."""
_SINCE_THEN = _BEHIND_RIGHT | frozenset(
    "from once away completely fully altogether by within after overnight almost nearly until thank".split()
)
"""Behind a word of health, or others of little weight, these open when and how: "fine since", "gone within a day"."""
_WORKS = frozenset("voiding peeing weeing urinating eating".split())
"""With "since" these tell that it works again."""
_WHAT_WORE_OFF = frozenset(("it", "the", "that", "they", "this"))
_STAYS = frozenset("stayed remained stays remains kept".split())
_SPANS = frozenset("weeks months years fortnight month year".split())
_STOPPED = (
    ("went", "away"), ("went",), ("settled", "down"), ("settled",), ("cleared", "up"), ("cleared",), ("resolved",),
    ("stopped",), ("passed",), ("passed", "off"), ("wore", "off"), ("dried", "up"), ("healed", "up"), ("healed",),
    ("recovered",), ("came", "right"), ("got", "better"), ("lifted",), ("woke", "up"), ("woke", "up", "fully"),
    ("came", "back", "to", "normal"), ("went", "back", "to", "normal"), ("has", "gone"), ("'s", "gone"),
    ("sorted", "itself"), ("sorted", "itself", "out"), ("disappeared",), ("went", "down"),
)  # fmt: skip
_TELLS_END = frozenset(
    {"since", "now", "for", "from", "once", "returned", "back"}
    | _STAYS
    | {word for phrase in _STOPPED for word in phrase}
)
"""Without one of these words a sentence and the next end no story."""
_CAME_BACK = (("came", "back"), ("came", "back", "fully"), ("returned",), ("was", "back"), ("is", "back"), ("back",))
"""What feeling and strength do when a numbness or a weakness ends."""
_OPENS_END = frozenset(phrase[0] for phrase in _STOPPED + _CAME_BACK)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_WHEN = _DAYS | {"its", "their", "day", "the"}
_WHOSE = frozenset("my his her both the".split())
_FULLY = _DAYS | frozenset(
    "by itself on its own completely fully altogether entirely quickly overnight nicely the next day morning same "
    "evening night within in after over a an few couple of days day hours hour minutes week weeks two three four five "
    "six 1 2 3 4 5 6 7 teatime then since it all again breakfast lunch lunchtime dinner bedtime discharge".split()
)
_LITTLE = frozenset(
    "it it's its that that's thats this which they they've everything all both i i'm i've ive he he's she she's we has "
    "have been is was were went are be feels felt feeling as bone quite absolutely completely totally perfectly back "
    "to going working stayed remained stays remains kept now since ever still the my his her me 's is's again doing "
    "a bell of rain his usual her usual own has've am great past much really just long fully only things".split()
)
_THEMSELVES = frozenset("it it's its that that's thats this which they everything all both".split())
_OF = (
    (frozenset("wound dressing dressings scar cut incision site".split()), frozenset("leaked leak leaking weeping wept "
     "oozing oozed ooze discharge wound scar cut incision dressing bled".split())),
    (frozenset(("feeling", "sensation")), frozenset("numb numbness feel dead feeling sensation".split())),
    (frozenset("power strength movement".split()), frozenset("weak weakness power lift move drop dropped".split())),
    (frozenset("bladder waterworks water wee weeing urine voiding peeing passing urinating".split()), frozenset(
        "wee pee peeing urine urinate water retention void leaked wet incontinent incontinence bladder".split())),
    (frozenset(("bowels", "bowel")), frozenset("soiled soiling bowels bowel incontinent".split())),
)  # fmt: skip
"""The nouns of which a piece may speak, and the words of a finding of which it then speaks."""
_LITTLE_OR_WELL = _LITTLE | _WELL
_WORKS_WELL = _LITTLE_OR_WELL | _WORKS
_NOT_WELL = frozenset(
    "not no never nothing none hardly barely nearly almost isn't isnt wasn't hasn't haven't don't doesn't didn't can't "
    "cannot couldn't won't until till except apart worse new bit partly slightly some if should would when less more "
    "left right-sided other only".split()
)
_UNDOES = frozenset(
    "but until till 'til except again now today yesterday tonight worse worsening returned recurred this can't cannot "
    "however although though still back".split()
)
_IS_STILL = frozenset(
    "is are am isn't aren't i'm he's she's it's can't cannot cant won't doesn't don't keeps keep still now today "
    "yesterday tonight currently again feels hurts getting".split()
)
_IN_PAST = frozenset(
    "icu was were had couldn't could wasn't did didn't got went lost woke wet bled felt fell ran took told once pod "
    "postop overnight".split()
)
_JOINTS = frozenset((",", "and", "but", "-", ";"))
_SIDES = frozenset(("left", "right"))
_WOUND = _OF[0][0] | _OF[0][1]
_OTHERS = {
    **dict.fromkeys(("wound", "scar", "dressing", "incision"), _WOUND | {"stitches", "clips", "pus", "fluid", "red"}),
    **dict.fromkeys(("pain", "pains"), frozenset("pain pains painful headache ache aching hurt sore migraine".split())),
    **dict.fromkeys(("temp", "temperature", "obs"), frozenset("temp temperature fever febrile hot".split())),
    **dict.fromkeys(("bowels", "bowel"), _OF[4][1] | {"bowel", "constipated", "constipation", "stool"}),
    **dict.fromkeys(("appetite", "sleep", "mood"), frozenset("appetite eating sleep mood low".split())),
}
"""Things of which a story's end may speak, each with the words of the findings that it then ends."""
_WARNS = frozenset(
    "self_harm_thoughts self_harm_plan self_harm_attempt overdose_suspected seizure collapse drop_attack chest_pain "
    "head_injury major_trauma gi_bleed_active speech_change vision_change facial_numbness arm_weakness falls".split()
)
"""What may come again though it is over, or is looked into though one feels well."""
_THIS_WEEK, _LATELY_WARNED = 4.0, 90.0
"""Days."""
_NO_PAST = frozenset("need red bed shed used unchanged".split())


def is_told_as_over(fact: str, onset: Interval | None) -> bool:
    """Whether it may matter no more that a thing ended: not where it befell one this week, nor where it warns."""
    if onset is None:
        return fact not in _WARNS
    return onset.low >= (_LATELY_WARNED if fact in _WARNS else _THIS_WEEK)


def story_ends(page: Page, first: int, last: int) -> str:
    """The words that end the story of a finding in tokens `first` to `last`; nothing where it goes on."""
    words, number = page.words, page.sentence_of[first]
    sentence, following = page.sentences[number], page.sentences[number + 1 : number + 2]
    if _TELLS_END.isdisjoint(words[last : (following or [sentence])[-1].last]):
        return ""
    if not _IS_STILL.isdisjoint(words[sentence.first : last]):
        return ""
    own = words[sentence.first : sentence.last]
    past = first_of_the_past(own)
    if past is None:
        return ""
    about = frozenset(words[sentence.first : last])
    for start, end in _pieces(words, last, sentence.last):
        if start <= sentence.first + past:
            continue
        if _ends(words[start:end], about, is_next=False) and _UNDOES.isdisjoint(words[end : sentence.last]):
            return " ".join(words[start:end])
        if not _IS_STILL.isdisjoint(words[start:end]) and not set(words[start:end]) <= _LITTLE_OR_WELL:
            break
    return _ended_next(page, number + 1, about) if _IS_STILL.isdisjoint(own) else ""


def _ended_next(page: Page, number: int, about: frozenset[str]) -> str:
    """The words of the next sentence that end the story of this one."""
    if number >= len(page.sentences):
        return ""
    following, words = page.sentences[number], page.words
    if following.first == following.last or words[following.last - 1] == "?":
        return ""
    for start, end in _pieces(words, following.first, following.last):
        if _ends(words[start:end], about, is_next=True) and _UNDOES.isdisjoint(words[end : following.last]):
            return " ".join(words[start:end])
    return ""


def is_of_another_thing(words: Sequence[str], first: int, last: int, end: int) -> bool:
    """Whether between a finding and the words at `end` that end a story another thing is named.

    "Wet myself on Friday, wound fine since" says nothing of the bladder.
    """
    joints = [at for at in range(last, end) if words[at] in _JOINTS]
    if not joints:
        return False
    said, about = words[joints[-1] + 1 : end], frozenset(words[max(first - 2, 0) : last])
    if any(word in _OTHERS and about.isdisjoint(_OTHERS[word]) for word in said):
        return True
    return any(word in _SIDES and not about.isdisjoint(_SIDES - {word}) for word in said)


def first_of_the_past(words: Sequence[str]) -> int | None:
    """The first of these words by which a clause is told in the past."""
    for at, word in enumerate(words):
        if word in _IN_PAST or (word.endswith("ed") and len(word) > 4 and word not in _NO_PAST):
            return at
    return None


def _pieces(words: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The runs of words between signs and little joints."""
    first = start
    for at in range(start, end):
        if words[at] in _ENDS_PIECE:
            if first < at:
                yield first, at
            first = at + 1
    if first < end:
        yield first, end


def _ends(piece: Sequence[str], about: frozenset[str], *, is_next: bool) -> bool:
    """Whether a piece says that it is well and stays so, or that it stopped.

    In the next sentence it must name what it speaks of: "it", or feeling where something was numb.
    """
    own = frozenset().union(*(nouns for nouns, said in _OF if not said.isdisjoint(about)))
    if not _NOT_WELL.isdisjoint(piece) or (is_next and _THEMSELVES.isdisjoint(piece) and own.isdisjoint(piece)):
        return False
    return _stays_well(piece, own) or _has_stopped(piece, own)


def _stays_well(piece: Sequence[str], own: frozenset[str]) -> bool:
    if "since" in piece and not _WORKS.isdisjoint(piece) and set(piece) <= _WORKS_WELL:
        return True
    at = next((n for n, word in enumerate(piece) if word in _WELL), None)
    if at is None or not set(piece[:at]) <= _LITTLE_OR_WELL | own:
        return False
    following = piece[at + 1 :]
    if piece[at] == "right" and following and following[0] not in _BEHIND_RIGHT:
        return False
    opens = next((word for word in following if word in _SINCE_THEN or word not in _LITTLE_OR_WELL), "since")
    if opens not in _SINCE_THEN or (piece[at] == "clear" and "that" in following):
        return False
    lasts = "since" in piece or _is_from_then(following) or not _STAYS.isdisjoint(piece) or following[-1:] == ["now"]
    return lasts or ("for" in following and not _SPANS.isdisjoint(following))


def _is_from_then(following: Sequence[str]) -> bool:
    """Whether it is well from a time on: "from the next day on", "once it wore off"."""
    if "from" in following and following[-1] in ("on", "onwards", "onward"):
        return True
    return any(word == "once" and following[at + 1] in _WHAT_WORE_OFF for at, word in enumerate(following[:-1]))


def _is_full(following: Sequence[str]) -> bool:
    """Whether what follows words of an end only tells how or when; "gone on" tells that it goes on."""
    return set(following) <= _FULLY and not goes_on(following)


def goes_on(following: Sequence[str]) -> bool:
    """Whether what follows "gone" or "passed" tells where it has gone, or that it goes on: "on", "in my arm"."""
    opens, behind = following[:1], following[1:2]
    return (opens == ["on"] and _WHEN.isdisjoint(behind)) or (opens == ["in"] and not _WHOSE.isdisjoint(behind))


def _has_stopped(piece: Sequence[str], own: frozenset[str]) -> bool:
    little = _LITTLE | own
    for at in range(1, len(piece)):
        if piece[at - 1] not in little:
            return False
        if piece[at] not in _OPENS_END:
            continue
        before = piece[:at]
        phrases = _STOPPED if own.isdisjoint(before) else _STOPPED + _CAME_BACK
        for phrase in phrases:
            behind = at + len(phrase)
            if tuple(piece[at:behind]) == phrase and _is_full(piece[behind:]):
                return not _THEMSELVES.isdisjoint(before) or not own.isdisjoint(before)
    return False
