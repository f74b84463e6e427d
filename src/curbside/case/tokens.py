"""Words: cutting folded text into tokens and bringing word forms together.

A token is a run of letters, a number, or one sign.  Letters and digits
are always parted, so that `5mg`, `L4` and `q6h` read the same however they are spaced.
"""

from __future__ import annotations

import re
from functools import lru_cache

TOKEN = re.compile(r"[a-z]+(?:'[a-z]+|)|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.·]\d+)?|\.\d+(?!\.)|\S")
"""Not possessive, though it could be: before Python 3.11.5 possessive repeats go wrong ("T8" lost its number).

What may follow an apostrophe is "this or nothing" and no optional group, which costs more at each word.
"""

LITTLE_WORDS = frozenset(
    "a an the my his her their our your its this that these those some very really quite just also any "
    "is are was were be been remains remain remained - / # ' \" : =".split()
)
"""What a phrase may hold and a text leave out, or the other way about."""
MINE = frozenset(("me", "ma", "mah"))
"""Said for "my" in the north, before what is one's own: "me legs", "ma waterworks"."""
OWN = frozenset(
    "leg legs foot feet knee knees thigh thighs calf calves ankle ankles heel heels toe toes hip hips arm arms "
    "hand hands bum bottom backside arse behind bits privates undercarriage tackle willy fanny groin crotch belly "
    "tummy stomach bladder waterworks water bowels bowel stream pee wee poo kecks keks pants trousers knickers "
    "underwear bed head neck crack hole boots shoes chest heart wound scar dressing stitches clothes trackies "
    "jeans bellybutton throat eyes face skin".split()
)
_TENSED = frozenset("was were been be remained".split())

_KEPT = frozenset({
    "this", "his", "us", "is", "was", "has", "as", "loss", "less", "pus", "gas", "bus", "plus", "thus", "its", "yes",
    "red", "bed", "need", "bleed", "feed", "speed", "shed", "during", "thing", "nothing", "anything", "something",
    "ring", "bring", "spring", "string", "wing", "king", "evening", "morning", "being", "going", "doing",
    "pelvis", "abscess", "illness", "stress", "across", "access", "process", "congress", "dress", "dressing",
    "bits", "balls", "fits", "fitted",
})  # fmt: skip
_IRREGULAR = {
    "feet": "foot", "lost": "lose", "losing": "lose", "loses": "lose", "felt": "feel", "gave": "give", "given": "give",
    "fell": "fall", "fallen": "fall", "wet": "wet", "wetting": "wet", "weed": "wee", "weeing": "wee", "peed": "pee",
    "peeing": "pee", "went": "go", "gone": "go", "worse": "worse", "sat": "sit", "sitting": "sit", "woke": "wake",
    "walking": "walk", "walked": "walk", "running": "run", "ran": "run", "getting": "get", "got": "get",
    "dripping": "drip", "slipping": "slip", "dropping": "drop", "dropped": "drop", "tripping": "trip",
    "tripped": "trip", "stopped": "stop", "stopping": "stop", "controlled": "control", "swelling": "swell",
    "swollen": "swell", "anaesthesia": "anesthesia", "anaesthetic": "anesthetic", "paraesthesia": "paresthesia",
    "haematoma": "hematoma", "oedema": "edema", "ischaemia": "ischemia", "ischaemic": "ischemic",
    "faecal": "fecal", "faeces": "feces", "tumour": "tumor", "diarrhoea": "diarrhea", "haemorrhage": "hemorrhage",
    "anaemia": "anemia", "foetal": "fetal", "colour": "color", "vertebrae": "vertebra", "diagnoses": "diagnosis",
    "metastases": "metastasis", "prostheses": "prosthesis", "weeks": "week", "hypoaesthesia": "hypoesthesia",
    "orthopaedic": "orthopedic", "paediatric": "pediatric", "unrousable": "unarousable", "dyspnoea": "dyspnea",
    "gynaecological": "gynecological", "leukaemia": "leukemia", "bacteraemia": "bacteremia", "uraemia": "uremia",
    "hyperaesthesia": "hyperesthesia", "dysaesthesia": "dysesthesia", "hypoxaemia": "hypoxemia", "litre": "liter",
    "behaviour": "behavior", "labour": "labor", "odour": "odor", "tumours": "tumor", "gasping": "gasp",
    "cannot": "can't", "cant": "can't", "couldnt": "can't", "couldn't": "can't", "unable": "unable", "dont": "don't",
    "doesn't": "don't", "doesnt": "don't", "didn't": "don't", "didnt": "don't", "cos": "because", "im": "i'm",
    "news": "news", "tens": "tens", "spinning": "spinning", "scared": "scared", "fitting": "fitting",
    "winded": "winded", "lactate": "lactate", "rated": "rated", "sx": "symptom", "hx": "history",
    "dysfn": "dysfunction", "bilat": "bilateral", "sens": "sensation", "sensn": "sensation",
    "isnt": "isn't", "wasnt": "wasn't", "hasnt": "hasn't", "havent": "haven't", "wont": "won't",
    "cannae": "can't", "canna": "can't", "couldnae": "can't", "winnae": "won't", "willnae": "won't", "dinnae": "don't",
    "disnae": "don't", "didnae": "don't", "doesnae": "don't", "isnae": "isn't", "wasnae": "wasn't", "hasnae": "hasn't",
    "daein": "doing", "whit": "what", "telt": "told", "o'er": "over", "sair": "sore", "heid": "head", "haun": "hand",
    "hauns": "hand", "wrang": "wrong", "noo": "now", "baith": "both", "wisnae": "wasn't", "wullnae": "won't",
    "havenae": "haven't", "meself": "myself", "mesel": "myself", "mesen": "myself", "masel": "myself",
    "maself": "myself", "missel": "myself", "hisself": "himself", "hissel": "himself", "hissen": "himself",
    "hersen": "herself", "fae": "from", "frae": "from", "staun": "stand", "pish": "piss", "pished": "piss",
    "pishing": "piss", "shite": "shit", "wee'd": "wee", "pee'd": "pee",
    "nae": "no", "aff": "off", "oot": "out", "doon": "down", "airm": "arm", "airms": "arm",
    "gie": "give", "gies": "give", "himsel": "himself", "hersel": "herself", "claes": "cloth", "gaun": "going",
}  # fmt: skip


_MINE = frozenset(("me", "ma"))
SPOKEN = _MINE | {"no"}
"""What may be spoken otherwise than it is written."""
_BETWEEN = frozenset("left right own big lower upper bad two whole wee other".split())
_OWNED = frozenset(
    "leg legs foot feet toe toes knee knees ankle ankles calf calves thigh thighs shin shins hip hips heel heels "
    "groin bum arse backside bottom bits fanny willy tackle privates bladder bowel bowels waterworks belly tummy "
    "stomach guts chest ribs breast heart back spine neck throat voice head face chin cheek jaw mouth lip lips "
    "tongue nose ear ears eye eyes sight eyesight hand hands finger fingers thumb thumbs arm arms elbow shoulder "
    "shoulders wrist grip skin balance wound scar cut stitches staples dressing clothes trousers pants kecks keks "
    "trackies knickers shoe shoes boots slipper slippers buttons bra laces belt weight handwriting husband wife "
    "mam dad mother father bed body tablets heid haun hauns boobs tits oxters metal metalwork rods screws cage "
    "pump drain catheter collar brace splint operation op water socks jumper".split()
)
"""What "me" owns where it says "my": "me left leg"."""


def as_written(words: list[str], at: int) -> str:
    """The word at `at` as it is written, where it is spoken otherwise: "me legs" for "my legs", "no' right"."""
    word, following = words[at], words[at + 1 : at + 2]
    if word == "no" and following == ["'"] and words[at - 1] != "'":
        return "not"
    if word in _MINE:
        end = next((i for i in range(at + 1, min(at + 4, len(words))) if words[i] not in _BETWEEN), at)
        return "my" if words[end] in _OWNED else word
    return word


def telling_words(phrase: str) -> list[str]:
    """The words of a phrase by which it is found."""
    return [word for word in TOKEN.findall(phrase.lower()) if word not in LITTLE_WORDS]


def is_tensed(written: list[str]) -> bool:
    """Whether a phrase, parted at its blanks, says something else without "was" or "been": "was left", "been sick"."""
    if _TENSED.isdisjoint(written):
        return False
    words = TOKEN.findall(" ".join(written))
    return len([word for word in words if word not in LITTLE_WORDS and word[0].isalpha()]) <= 1


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The form under which inflections of a word meet: legs and leg, vomiting and vomit, haematoma and hematoma.

    It need not be a word.  Phrases and text pass through the same function, so only
    what it brings together matters.
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or word in _KEPT or not word[0].isalpha():
        return word
    if word.endswith("'s"):
        word = _IRREGULAR.get(word[:-2], word[:-2])
    return _without_ending(word)


def _without_ending(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _without_ending(word[:-1]) if len(word) > 4 else word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _undoubled(word[: -len(ending)])
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def _undoubled(root: str) -> str:
    if root.endswith("i"):
        return root[:-1] + "y"
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz":
        return root[:-1]
    return root[:-1] if root.endswith("e") and len(root) > 4 else root
