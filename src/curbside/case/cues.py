"""The cues of a page: words that settle whether what stands beside them is so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from curbside.case.page import Page
from curbside.case.phrases import Phrases
from curbside.case.tokens import TOKEN
from curbside.case.words import Cue

_CANNOT = frozenset(
    "can't cannot cant won't couldn't unable don't doesn't isn't ain't hardly barely never didn't".split()
)
_CANNOT_REACH = 14
_PARTS = frozenset((",", ";", "but", "."))
_NOT_ANY = frozenset("ain't aint don't haven't hasn't didn't doesn't dont havent hasnt didnt".split())
_NO = frozenset(("no", "nothing", "none", "nowt", "nae"))
_NO_REACH = 3
_GOT = frozenset("ain't aint got have feel know had".split())
_ENDS = frozenset(", . ; ( ) / ! | and".split())


class CueMatch(NamedTuple):
    """Tokens `first` to `last` (excluded) are a cue."""

    first: int
    last: int
    cue: Cue
    phrase: str
    """The words by which it stands there."""


class Cues:
    """The cues of `knowledge/reading/cues.yaml`, compiled."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._phrases = Phrases()
        for cue in cues:
            for phrase in cue.phrases:
                self._phrases.add(TOKEN.findall(phrase.lower()), cue)
            if cue.combined:
                parts = [[TOKEN.findall(words.lower()) for words in part] for part in cue.combined]
                self._phrases.add_combined(parts, cue)
        self._phrases.compile()

    def on(self, page: Page) -> list[CueMatch]:
        """Cues from left to right; where they overlap the longest stands."""
        found = [
            CueMatch(first, last, cue, " ".join(page.words[first:last]))
            for first, last, cues in self._phrases.places(page.coded)
            for cue in cues
            if not cue.stands_last or _is_last(page, last)
        ]
        found = [match for match in found if not _is_undone(page, match)]
        found.sort(key=_first)
        kept: list[CueMatch] = []
        for group in _overlapping(found):
            kept.extend(group if len(group) == 1 else _standing(group))
        return kept


def _is_undone(page: Page, match: CueMatch) -> bool:
    """Whether a word of denial denies nothing here.

    "Can't sit without pain" tells of pain, "can't walk no more" ends with its verb, and in "ain't got no feeling"
    the second word denies.
    """
    words, phrase = page.words, match.phrase
    if match.cue.means != "absent" or match.cue.acts == "backward":
        return False
    start = max(page.sentences[page.sentence_of[match.first]].first, match.first - _CANNOT_REACH)
    before = words[start : match.first]
    before = before[max((at + 1 for at, word in enumerate(before) if word in _PARTS), default=0) :]
    if phrase == "without":
        return not _CANNOT.isdisjoint(before)
    if phrase == "no" and words[match.last : match.last + 1] == ["more"]:
        return not _CANNOT.isdisjoint(before) and words[match.last + 1 : match.last + 2] != ["than"]
    following = words[match.last : match.last + _NO_REACH]
    return (
        words[match.first] in _NOT_ANY
        and not _NO.isdisjoint(following)
        and not _GOT.isdisjoint([*words[match.first : match.last], *following])
    )


def _first(match: CueMatch) -> int:
    return match.first


def _overlapping(found: Iterable[CueMatch]) -> Iterator[list[CueMatch]]:
    """Cues in the order of the text, each with those that overlap it, by themselves or through others."""
    group: list[CueMatch] = []
    end = 0
    for match in found:
        if group and match.first >= end:
            yield group
            group = []
        group.append(match)
        end = max(end, match.last)
    if group:
        yield group


def _standing(found: Sequence[CueMatch]) -> list[CueMatch]:
    """Of cues that overlap the longest; a neutral phrase yields and is yielded to."""
    ordered = sorted(
        _without_swallowed_neutrals(found),
        key=lambda m: (m.first - m.last - (2 if m.cue.means in ("neutral", "returned") else 0), m.first),
    )
    taken: set[int] = set()
    neutral: set[int] = set()
    kept: list[CueMatch] = []
    spans: set[tuple[int, int]] = set()
    for match in ordered:
        own = range(match.first, match.last)
        is_neutral = match.cue.means == "neutral"
        is_barred = not taken.isdisjoint(own) or not (is_neutral or neutral.isdisjoint(own))
        if is_barred and (match.first, match.last) not in spans:
            continue
        spans.add((match.first, match.last))
        (neutral if is_neutral else taken).update(own)
        kept.append(match)
    return sorted(kept, key=_first)


def _without_swallowed_neutrals(found: Sequence[CueMatch]) -> Iterator[CueMatch]:
    """All but the neutral phrases that lie within a longer cue: the "not yet" of "not yet assessed"."""
    longer = [match for match in found if match.cue.means != "neutral" and match.last - match.first > 1]
    for match in found:
        if match.cue.means != "neutral" or not any(_is_within(match, other) for other in longer):
            yield match


def _is_within(match: CueMatch, other: CueMatch) -> bool:
    """Whether a longer cue begins at or before this one and ends with it or later."""
    is_longer = match.last - match.first < other.last - other.first
    return is_longer and other.first <= match.first < other.last and match.last <= other.last


def _is_last(page: Page, at: int) -> bool:
    """Whether nothing but a sign follows before token `at`, or the sentence or the item of a list ends there."""
    if at >= len(page.words) or page.words[at] in _ENDS or page.sentence_of[at] != page.sentence_of[at - 1]:
        return True
    return page.words[at] == "-" and not page.touches(at - 1)
