"""How text names operations: of overlapping names the longest, names of syndromes, and "revision" alone."""

from __future__ import annotations

from collections.abc import Sequence

from curbside.case.layout import Page
from curbside.case.lexicon import Match
from curbside.case.operations import GENERIC

BARE_REVISION = frozenset(("revision", "redo"))
_DETERMINERS = frozenset("the a an his her my their previous prior recent since after following post second".split())
_NO_NOUN = (["of"], ["rate"], ["rates"], ["l"], ["c"], ["t"], ["s"], ["with"])
_OF_LEVEL = frozenset(("/", "-", "l", "c", "s", "t"))
_FAR_DOWN = (["pelvis"], ["sacrum"], ["ilium"])
_AGAIN = frozenset("revision redo repeat".split())


def syndrome_names(matches: Sequence[Match]) -> frozenset[int]:
    """The words of names like "post-laminectomy syndrome", which tell of no operation of that kind."""
    named = [m for m in matches for meaning in m.meanings if meaning.name == "syndrome_name"]
    return frozenset(at for match in named for at in range(match.first, match.last))


def outermost(named: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Names that lie within no longer one; a general name beside a special one for the same words goes too."""
    owner: dict[int, list[tuple[int, int]]] = {}
    kept = []
    for first, last, kind in sorted(named, key=lambda n: (n[0] - n[1], n[2] == GENERIC, n[0])):
        around = [span for span in owner.get(first, ()) if span[1] >= last]
        if any(span != (first, last) for span in around) or (around and kind == GENERIC):
            continue
        kept.append((first, last, kind))
        for at in range(first, last):
            owner.setdefault(at, []).append((first, last))
    return kept


def is_revision(page: Page, at: int) -> bool:
    """Whether "revision" stands for an operation: "since the revision", "an L4/5 revision in May"."""
    before, after = page.words[at - 1 : at], page.words[at + 1 : at + 2]
    is_of_level = bool(before) and before[0].isdigit() and not _OF_LEVEL.isdisjoint(page.words[max(at - 2, 0) : at - 1])
    is_named = is_of_level or before in _FAR_DOWN or not _DETERMINERS.isdisjoint(before)
    return is_named and after not in _NO_NOUN


def with_revision(page: Page, kinds: tuple[str, ...], first: int, start: int) -> tuple[str, ...]:
    """The kinds of an operation, a revision too where that word stands before its level."""
    again = first > start and page.words[first - 1] in _AGAIN
    return (*kinds, "revision") if again and "revision" not in kinds else kinds
