"""The cues of a page: words that settle whether what stands beside them is so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter

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
_MAY_BE_UNDONE = _NOT_ANY | {"without", "no"}
"""The first words of those denials that may deny nothing."""
_NEUTRAL = "neutral"
_YIELDING = frozenset((_NEUTRAL, "returned"))

_Found = tuple[int, int, Cue]
"""Tokens first to last (excluded) may be a cue: a plain tuple, for most are parts of longer ones."""
_FIRST = itemgetter(0)
_BEGIN: Callable[[CueMatch], int] = attrgetter("first")


@dataclass(slots=True)
class CueMatch:
    """Tokens `first` to `last` (excluded) are a cue; not frozen, for a page makes many."""

    first: int
    last: int
    cue: Cue
    phrase: str
    """The words by which it stands there."""


def cues_in(cues: Sequence[CueMatch], start: int, end: int) -> Sequence[CueMatch]:
    """Those of these cues, which stand from left to right, that begin in tokens `start` to `end` (excluded)."""
    return cues[bisect_left(cues, start, key=_BEGIN) : bisect_left(cues, end, key=_BEGIN)]


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

    def on(self, page: Page) -> list[CueMatch]:
        """Cues from left to right; where they overlap the longest stands."""
        words = page.words
        found = [
            (first, last, cue)
            for first, last, cues in self._phrases.places(page.coded)
            for cue in cues
            if not cue.stands_last or _is_last(page, last)
            if words[first] not in _MAY_BE_UNDONE or not _is_undone(page, first, last, cue)
        ]
        found.sort(key=_FIRST)
        standing: list[_Found] = []
        for group in _overlapping(found):
            standing += group if len(group) == 1 else _standing(group)
        return [
            CueMatch(first, last, cue, words[first] if last - first == 1 else " ".join(words[first:last]))
            for first, last, cue in standing
        ]


def _is_undone(page: Page, first: int, last: int, cue: Cue) -> bool:
    """Whether a word of denial denies nothing here.

    "Can't sit without pain" tells of pain, "can't walk no more" ends with its verb, and in "ain't got no feeling"
    the second word denies.
    """
    words = page.words
    if cue.means != "absent" or cue.acts == "backward":
        return False
    start = max(page.sentences[page.sentence_of[first]].first, first - _CANNOT_REACH)
    before = words[start:first]
    before = before[max((at + 1 for at, word in enumerate(before) if word in _PARTS), default=0) :]
    if words[first:last] == ["without"]:
        return not _CANNOT.isdisjoint(before)
    if words[first : last + 1] == ["no", "more"]:
        return not _CANNOT.isdisjoint(before) and words[last + 1 : last + 2] != ["than"]
    following = words[last : last + _NO_REACH]
    return (
        words[first] in _NOT_ANY
        and not _NO.isdisjoint(following)
        and not _GOT.isdisjoint([*words[first:last], *following])
    )


def _overlapping(found: Iterable[_Found]) -> list[list[_Found]]:
    """Cues in the order of the text, each with those that overlap it, by themselves or through others."""
    groups: list[list[_Found]] = []
    end = 0
    for match in found:
        if match[0] >= end:
            groups.append([match])
            end = match[1]
        else:
            groups[-1].append(match)
            end = max(end, match[1])
    return groups


def _standing(found: Sequence[_Found]) -> list[_Found]:
    """Of cues that overlap the longest; a neutral phrase yields and is yielded to."""
    has_neutral = _NEUTRAL in [cue.means for _, _, cue in found]
    ordered = sorted(_without_swallowed_neutrals(found) if has_neutral else found, key=_rank)
    start, end, _ = ordered[0]
    if not has_neutral and start == found[0][0] and max([last for _, last, _ in found]) == end:
        return [match for match in ordered if match[0] == start and match[1] == end]
    taken: set[int] = set()
    neutral: set[int] = set()
    kept: list[_Found] = []
    spans: set[tuple[int, int]] = set()
    for first, last, cue in ordered:
        own = range(first, last)
        is_neutral = cue.means == _NEUTRAL
        is_barred = not taken.isdisjoint(own) or not (is_neutral or neutral.isdisjoint(own))
        if is_barred and (first, last) not in spans:
            continue
        spans.add((first, last))
        (neutral if is_neutral else taken).update(own)
        kept.append((first, last, cue))
    return sorted(kept, key=_FIRST)


def _rank(match: _Found) -> tuple[int, int]:
    first, last, cue = match
    return first - last - (2 if cue.means in _YIELDING else 0), first


def _without_swallowed_neutrals(found: Sequence[_Found]) -> list[_Found]:
    """All but the neutral phrases that lie within a longer cue: the "not yet" of "not yet assessed".

    The longer cue begins at or before the phrase and ends with it or later.
    """
    longer = [(first, last) for first, last, cue in found if cue.means != _NEUTRAL and last - first > 1]
    return [
        (first, last, cue)
        for first, last, cue in found
        if cue.means != _NEUTRAL
        or not any(start <= first < last <= end and last - first < end - start for start, end in longer)
    ]


def _is_last(page: Page, at: int) -> bool:
    """Whether nothing but a sign follows before token `at`, or the sentence or the item of a list ends there."""
    if at >= len(page.words) or page.words[at] in _ENDS or page.sentence_of[at] != page.sentence_of[at - 1]:
        return True
    return page.words[at] == "-" and not page.touches(at - 1)
