"""Folding text into one plain form without losing the way back.

Clinical text arrives with curly quotes, ligatures, ticked boxes, non-breaking
spaces and fraction signs.  Matching needs one form; the reader of the page needs
the characters that were typed.  `fold` makes the first and remembers the second.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from curbside.case.model import Span

_SINGLES = {
    "\t": " ", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
    "½": ".5", "¼": ".25", "¾": ".75", "×": "x", "µ": "u", "μ": "u", "≥": ">=", "≤": "<=", "°": "°",
    "✓": "[x]", "✔": "[x]", "☑": "[x]", "☒": "[x]", "☐": "[ ]", "✗": "[ ]", "✘": "[ ]",
    "’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'", "´": "'", "“": '"', "”": '"', "″": '"', "⁄": "/",
    "•": "•", "‣": "•", "▪": "•", "●": "•", "◦": "•", "∙": "•", "": "•", "■": "•", "○": "•", "➢": "•", "→": ">",
    "·": "·", "…": "...", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe",
}  # fmt: skip
_ASCII = dict.fromkeys(range(32), " ") | {10: "\n", 11: "\n", 12: "\n", 127: " ", 96: "'"}
_QUOTE_MARKS = re.compile(r"^>[> ]*", re.MULTILINE)
_RUNS = re.compile(r"(?P<plain>[\x00-\x7f]+)|(?P<other>[^\x00-\x7f]+)")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """`text` is `original` folded; `places[i]` is where character i of `text` began, None when nothing moved."""

    original: str
    text: str
    places: tuple[int, ...] | None

    def original_start(self, at: int) -> int:
        """The offset in the original of character `at`; the end of the text stands for itself."""
        if self.places is None:
            return at
        return self.places[at] if at < len(self.places) else len(self.original)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters of the original begin and end from which `text[start:end]` came."""
        places = self.places
        if places is None:
            return start, end
        first = places[start] if start < len(places) else len(self.original)
        return first, places[end - 1] + 1 if end > start else first

    def span(self, start: int, end: int) -> Span:
        """The characters of the original from which `text[start:end]` came."""
        first, last = (start, end) if self.places is None else self.place(start, end)
        return Span(first, last, self.original[first:last])

    def folded_at(self, original: int) -> int:
        """The offset in `text` of the first character that came from `original` or later."""
        return original if self.places is None else bisect_left(self.places, original)


def fold(original: str) -> FoldedText:
    """Lower case, plain punctuation, one newline per line end, no marks of a quoted mail; never fails."""
    folded = _folded_text(original)
    return replace(folded, text=_unquoted(folded.text)) if "\n>" in folded.text else folded


def _unquoted(text: str) -> str:
    """The text with the marks that a mail sets before each quoted line made blank; a few are bullets and stay."""
    lines = [line for line in text.split("\n") if line.strip()]
    quoted = sum(line.startswith(">") for line in lines)
    return _QUOTE_MARKS.sub(lambda mark: " " * len(mark[0]), text) if quoted * 2 > len(lines) else text


def _folded_text(original: str) -> FoldedText:
    if original.isascii():
        lines = original.replace("\r", "\n") if "\r" in original and "\n" not in original else original
        return FoldedText(original, _plain(lines.lower()), None)
    return _fold_slowly(original)


def _plain(text: str) -> str:
    """Plain characters with every sign that is none turned into one; most texts hold no such sign."""
    is_plain = "`" not in text and text.replace("\n", "").isprintable()
    return text if is_plain else text.translate(_ASCII)


def _fold_slowly(original: str) -> FoldedText:
    """Plain runs are folded whole; only the characters between them are looked at one by one."""
    newline_is_return = "\n" not in original
    runs = [(run.start(), run.group(), run.lastgroup == "plain") for run in _RUNS.finditer(original)]
    pieces: list[str] = []
    moves = False
    for _, text, is_plain in runs:
        if is_plain:
            pieces.append(_plain((text.replace("\r", "\n") if newline_is_return else text).lower()))
        else:
            folded = list(map(_folded, text))
            moves = moves or any(len(piece) != 1 for piece in folded)
            pieces += folded
    return FoldedText(original, "".join(pieces), _places(runs) if moves else None)


def _places(runs: Iterable[tuple[int, str, bool]]) -> tuple[int, ...]:
    """Where each character of the folded text began; a run is where it starts, its text and whether it is plain."""
    places: list[int] = []
    for start, text, is_plain in runs:
        if is_plain:
            places.extend(range(start, start + len(text)))
        else:
            for at, character in enumerate(text, start):
                places.extend([at] * len(_folded(character)))
    return tuple(places)


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    if character in _SINGLES:
        return _SINGLES[character]
    if character == "\n" or (character.isascii() and character.isprintable()):
        return character.lower()
    kind = unicodedata.category(character)
    if kind in ("Mn", "Me", "Cf", "Cs"):
        return ""
    if kind == "Pd" or character == "−":
        return "-"
    if kind in ("Zs", "Cc"):
        return " "
    plain = unicodedata.normalize("NFKD", character).lower()
    kept = "".join(_SINGLES.get(c, c) for c in plain if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return kept or " "
