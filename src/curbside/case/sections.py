"""How far a section of a note reaches: a heading speaks for its list, not for the story that goes on behind it.

"PMH: asthma, DVT 1994. Numb between the legs since Monday" tells the numbness of now.  Taking the story for a part of
the list would silence it; taking a part of the list for the story asks once too often.  So the list ends early.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_NOW = frozenset(
    "today now currently tonight yesterday overnight since lately recently present presents presented started "
    "woke hour hours hr hrs min mins minutes pod post-op postop".split()
)
_OF_THE_PATIENT = frozenset("i i've i'm i'd she he she's he's her his hers him my me we they their this".split())
_STORY = (_NOW - {"since"}) | _OF_THE_PATIENT
_OPENING = 4
_SHORTEST_STORY = 4
_YEAR_DIGITS = 4


class Passing:
    """The sections that say something of all they hold, each with the words by which it goes on or ends."""

    def __init__(
        self, goes_on_with: Mapping[str, frozenset[str]], ends_with: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        """A section of `goes_on_with` ends early unless a sentence has its words, one of `ends_with` where one has."""
        self._goes_on_with = goes_on_with
        self._ends_with = ends_with or {}
        self.sections = frozenset((*self._goes_on_with, *self._ends_with))
        """Those that may end before the next one begins."""

    def ends(self, section: str, words: Sequence[str], *, is_inline: bool, is_apart: bool) -> bool:
        """Whether the section is over before a sentence of these words, which is not its first.

        `is_inline` where the section opened within a line; `is_apart` where the sentence stands behind an empty line
        or within a line, or is no item while the one before it is.
        """
        if section in self._ends_with:
            return not self._ends_with[section].isdisjoint(words)
        own = self._goes_on_with.get(section)
        if own is None:
            return False
        if is_inline and not _NOW.isdisjoint(words):
            return True
        if not own.isdisjoint(words[:_OPENING]) or _names_year(words):
            return False
        is_story = not _STORY.isdisjoint(words) or (is_apart and len(words) >= _SHORTEST_STORY)
        return is_inline or is_story


def _names_year(words: Sequence[str]) -> bool:
    """Whether a year stands alone, as of something past, and not at the end of a date."""
    return any(
        len(word) == _YEAR_DIGITS
        and word.isdigit()
        and word[:2] in ("19", "20")
        and words[at - 1] not in ("/", "-", ".")
        for at, word in enumerate(words)
    )
