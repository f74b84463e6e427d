"""Refusing what cannot be read as a clinical text, before anything is read.

A refusal takes no longer than a glance: nothing here reads further than it must.
"""

from __future__ import annotations

import re

MOST_BYTES = 1_000_000
"""The longest text that is read."""

_ENOUGH_WORDS = 25
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(
    "a about after all also an and any are as at be been but by can could did do does for from had has have he her "
    "his how i if in into is it its last may me my no not of on or our out over past pt patient she should since so "
    "than that the their them there they this to up was we were what when which who why will with without would "
    "year years yo old history pain back leg legs right left both denies reports presents surgery op post day week "
    "weeks month bp hr temp fever wound crp mri ct numb weak weakness bladder bowel cold foot hip mg hours days "
    "today new sudden acute saddle urinary urine retention pvr anal tone power drop spine lumbar fusion lami disc "
    "pod hx dx rx numbness sensation reflexes gait anaesthesia anesthesia incontinence sepsis sats pulse chest "
    "headache".split()
)
_FOREIGN = frozenset(
    "les des dans avec pour pas que qui du au et elle ses depuis mais douleur jambe jambes je une "
    "der das und ist nicht mit ein eine von den dem ich habe seit auf zu sie "
    "el las del una por para es tengo dolor espalda pierna desde muy pero "
    "il di che della sono dolore het een niet ik je".split()
)
"""Words of other languages; none that is English shorthand too: "67 y F", "est 2 days", "LOS", "b/l le weak", "non"."""
_LEAST_FOREIGN = 2
"""Different words: a single one may be a name or a slip."""


class TextRefusedError(ValueError):
    """A text that is not read; nothing of it is kept or shown."""


class EmptyTextError(TextRefusedError):
    def __init__(self) -> None:
        super().__init__("the text is empty: write a question or paste a case")


class TextTooLongError(TextRefusedError):
    def __init__(self, size: int) -> None:
        super().__init__(
            f"the text has {size:,} bytes, more than the {MOST_BYTES:,} that are read: send the part that matters"
        )


class BinaryTextError(TextRefusedError):
    def __init__(self) -> None:
        super().__init__("this is not text: save the document as plain text (UTF-8) and try again")


class NotEnglishError(TextRefusedError):
    def __init__(self) -> None:
        super().__init__("this does not read as English, the only language that is read: translate it first")


def decode(raw: bytes) -> str:
    """The text of some bytes.

    Raises:
        TextTooLongError: there are too many.
        BinaryTextError: they are not UTF-8 text.
    """
    if len(raw) > MOST_BYTES:
        raise TextTooLongError(len(raw))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BinaryTextError from None


def refuse_unreadable(text: str) -> None:
    """Return if `text` can be read.

    Raises:
        EmptyTextError, TextTooLongError, BinaryTextError, NotEnglishError: it cannot.
    """
    if not text.strip():
        raise EmptyTextError
    size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise TextTooLongError(size)
    if _is_binary(text):
        raise BinaryTextError
    if not _is_english(text):
        raise NotEnglishError


def _is_binary(text: str) -> bool:
    head = text[:20_000]
    strange = sum(1 for c in head if (ord(c) < 32 and c not in "\t\n\r\f\v") or c == "�" or 0xD800 <= ord(c) <= 0xDFFF)
    return "\0" in head or strange * 20 > len(head)


def _is_english(text: str) -> bool:
    """Terse notes have few common words: a text passes unless it is plainly foreign or long without one of them."""
    words = [word.lower() for word in _WORD.findall(text[:20_000])]
    if not words:
        return False
    letters = "".join(words)
    if sum(c > "ɏ" for c in letters) * 3 > len(letters):
        return False
    common = sum(word in _COMMON for word in words)
    foreign = [word for word in words if word in _FOREIGN]
    if len(foreign) > common and len(foreign) * 8 > len(words) and len(set(foreign)) >= _LEAST_FOREIGN:
        return False
    return common > 0 or len(words) < _ENOUGH_WORDS
