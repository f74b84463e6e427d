"""How text names operations: of overlapping names the longest, names of syndromes, and "revision" alone."""

from __future__ import annotations

from collections.abc import Sequence

from curbside.case.matches import Matches
from curbside.case.operations import GENERIC
from curbside.case.page import Page

BARE_REVISION = frozenset(("revision", "redo"))
_DETERMINERS = frozenset("the a an his her my their previous prior recent since after following post second".split())
_NO_NOUN = (["of"], ["rate"], ["rates"], ["l"], ["c"], ["t"], ["s"], ["with"])
_OF_LEVEL = frozenset(("/", "-", "l", "c", "s", "t"))
_FAR_DOWN = (["pelvis"], ["sacrum"], ["ilium"])
_AGAIN = frozenset("revision redo repeat".split())
_TORN = frozenset("tear rent leak breach injury defect laceration".split())
_MENDED = frozenset("repaired sealed stitched sutured glued patched closed oversewn".split())
_REPAIR_REACH = 9
_PRACTICES = frozenset("gp doctor's doctors doctor practice".split())
_AT_PRACTICE = frozenset("today this now yesterday just on when".split())
_SHOWN_FUSED = frozenset("solid bony mature incomplete complete".split())
_JOINTS = frozenset("joint sij sacroiliac ankle subtalar wrist toe finger hip knee".split())
_TO_DO = frozenset("decompress fuse revise explore".split())


def syndrome_names(matches: Matches) -> frozenset[int]:
    """The words of names like "post-laminectomy syndrome", which tell of no operation of that kind."""
    named = [match for match, meaning in matches.of("group") if meaning.name == "syndrome_name"]
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


_DURA = frozenset(("durotomy", "dural", "dura"))


def is_revision(page: Page, at: int) -> bool:
    """Whether "revision" stands for an operation: "since the revision", "an L4/5 revision in May"."""
    before, after = page.words[at - 1 : at], page.words[at + 1 : at + 2]
    is_of_level = bool(before) and before[0].isdigit() and not _OF_LEVEL.isdisjoint(page.words[max(at - 2, 0) : at - 1])
    is_named = is_of_level or before in _FAR_DOWN or not _DETERMINERS.isdisjoint(before)
    return is_named and after not in _NO_NOUN


def dural_repairs(page: Page) -> list[tuple[int, int, str]]:
    """Tears of the dura that are said to be mended: "durotomy 4 mm, stitched and glued", "dural rent, sealed"."""
    found = []
    for at in page.places(_DURA):
        sentence = page.sentences[page.sentence_of[at]]
        behind = page.words[at + 1 : min(at + _REPAIR_REACH, sentence.last)]
        is_torn = page.words[at] == "durotomy" or not _TORN.isdisjoint(behind[:2])
        end = next((on for on, word in enumerate(behind) if word in _MENDED), None)
        if is_torn and end is not None and {"not", "never", "no"}.isdisjoint(behind[:end]):
            found.append((at, at + end + 2, "dural_repair"))
    return found


def is_practice(page: Page, at: int) -> bool:
    """Whether "surgery" is the place where a doctor sees people: "38.2 in the surgery today", "the GP surgery"."""
    before, after = page.words[max(at - 2, 0) : at], page.words[at + 1 : at + 2]
    is_there = before in (["in", "the"], ["at", "the"]) and not _AT_PRACTICE.isdisjoint(after)
    return page.words[at] == "surgery" and (is_there or not _PRACTICES.isdisjoint(before[-1:]))


def is_shown_fused(page: Page, first: int) -> bool:
    """Whether a fusion is what a picture shows: "MRI 2/11: solid fusion" gives no date of the operation."""
    return not _SHOWN_FUSED.isdisjoint(page.words[max(first - 1, 0) : first])


def is_of_joint(page: Page, first: int) -> bool:
    """Whether a fusion is one of another joint: "SI joint fusion", "ankle fusion"."""
    return not _JOINTS.isdisjoint(page.words[max(first - 1, 0) : first])


def is_the_second(page: Page, first: int, last: int, kind: str) -> bool:
    """Whether "the second operation" points at one that was named, and is no further one."""
    is_pointed_at = page.words[first] == "second" and page.words[max(first - 1, 0) : first] == ["the"]
    return kind == "revision" and is_pointed_at and last - first == 2


def is_to_do(page: Page, first: int, last: int) -> bool:
    """Whether the words name what is to be done: "extend the fusion or simply decompress?"."""
    return not _TO_DO.isdisjoint(page.words[first:last])


def with_revision(page: Page, kinds: tuple[str, ...], first: int, start: int) -> tuple[str, ...]:
    """The kinds of an operation, a revision too where that word stands before its level."""
    again = first > start and page.words[first - 1] in _AGAIN
    return (*kinds, "revision") if again and "revision" not in kinds else kinds


def with_revisions(
    page: Page, kinds: tuple[str, ...], first: int, begins: int, start: int
) -> tuple[tuple[str, ...], int]:
    """The kinds of an operation named at token `first` with a revision told before its levels or its name.

    `begins` is where the operation with its levels begins; with the revision it may begin earlier.
    """
    more = with_revision(page, kinds, begins, start)
    begins -= len(more) - len(kinds)
    return with_revision(page, more, first, start), begins
