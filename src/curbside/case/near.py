"""Facts named by words that stand near one another: "numb" a few words from "bottom", and nothing to part them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from curbside.case.meant import NearRule, Phrase
from curbside.case.model import Value
from curbside.case.page import Page

_BARRIERS = frozenset(", ; : ( ) [ ] . ? ! but however although except".split())
_BARRIERS_OR_AND = _BARRIERS | {"and", "nor"}
_ENDS = _BARRIERS - frozenset(", : but".split())
_LONGEST_ATOM = 12
_IN_ORDER = itemgetter(0, 1)


@dataclass(slots=True)
class Mention:
    """A fact named in tokens `first` to `last` (excluded), by the words of `atoms`: its value as these have it.

    Not frozen, for a page makes many.
    """

    fact: str
    value: Value
    first: int
    last: int
    atoms: tuple[tuple[int, int], ...]


def named_together(page: Page, phrases: Sequence[Phrase]) -> Iterator[Mention]:
    """Mentions by words that stand near one another: a rule is tried in the sentences that hold all its words.

    They come in the order of the rules, and for one rule in that of the text.
    """
    tried: list[tuple[int, int, NearRule, list[list[tuple[int, int]]], frozenset[str]]] = []
    for sentence, here in _by_sentence(page, phrases).items():
        rules = _rules(here)
        if not rules:
            continue
        where = _places(here, rules)
        tried += [
            (rule.number, sentence, rule, [where[group] for group in rule.near.of], _walls(rule)) for rule in rules
        ]
    tried.sort(key=_IN_ORDER)
    walls = {words: page.places(words) for words in {words for *_, words in tried}}
    for _, _, rule, places, words in tried:
        yield from _together(page, rule, places, walls[words])


def _walls(rule: NearRule) -> frozenset[str]:
    """The words that part what a rule brings together."""
    if rule.near.over_comma:
        return _ENDS
    return _BARRIERS_OR_AND if rule.near.stops_at_and else _BARRIERS


def _by_sentence(page: Page, phrases: Sequence[Phrase]) -> dict[int, list[Phrase]]:
    """The phrases of each sentence."""
    found: defaultdict[int, list[Phrase]] = defaultdict(list)
    sentence_of = page.sentence_of
    for phrase in phrases:
        found[sentence_of[phrase[0]]].append(phrase)
    return found


def _rules(phrases: Sequence[Phrase]) -> Collection[NearRule]:
    """The rules all of whose groups have a word among these phrases."""
    named = 0
    for _, _, meant in phrases:
        named |= meant.bits
    return {
        rule.number: rule
        for _, _, meant in phrases
        if meant.partners & named
        for rule in meant.led
        if rule.bits & named == rule.bits
    }.values()


def _places(phrases: Sequence[Phrase], rules: Iterable[NearRule]) -> dict[str, list[tuple[int, int]]]:
    """Where the words of each group stand that one of these rules needs, in the order of the text."""
    places: dict[str, list[tuple[int, int]]] = {group: [] for rule in rules for group in rule.near.of}
    for first, last, meant in phrases:
        for group in meant.groups & places.keys():
            places[group].append((first, last))
    for found in places.values():
        found.sort()
    return places


def _together(
    page: Page, rule: NearRule, places: Sequence[list[tuple[int, int]]], walls: Sequence[int]
) -> Iterator[Mention]:
    starts, *others = places
    for start in starts:
        atoms = [start]
        for there in others:
            near = _around(there, start, rule.near.within)
            other = _through(page, atoms, near, rule) if rule.near.through else _closest(atoms, near, rule, walls)
            if other is None:
                break
            atoms.append(other)
        else:
            own = tuple(sorted(set(atoms)))
            yield Mention(rule.fact, rule.value, own[0][0], own[-1][1], own)


def _through(
    page: Page, atoms: Sequence[tuple[int, int]], candidates: Iterable[tuple[int, int]], rule: NearRule
) -> tuple[int, int] | None:
    """The word that a list shares ("bladder, bowel or saddle change"), when nothing but the list stands between."""
    end = atoms[-1][1]
    for first, last in candidates:
        if 0 <= first - end <= rule.near.within and rule.near.through.issuperset(page.words[end:first]):
            return first, last
    return None


def _around(places: list[tuple[int, int]], start: tuple[int, int], within: int) -> list[tuple[int, int]]:
    """The places that can stand near enough; places are in the order of the text."""
    reach = within + _LONGEST_ATOM
    return places[bisect_left(places, (start[0] - reach, 0)) : bisect_left(places, (start[1] + reach, 0))]


def _closest(
    atoms: Iterable[tuple[int, int]], candidates: Iterable[tuple[int, int]], rule: NearRule, walls: Sequence[int]
) -> tuple[int, int] | None:
    best, distance = None, rule.near.within + 1
    for first, last in candidates:
        for start, end in atoms:
            if first < end and start < last and (first, last) != (start, end):
                continue
            gap = first - end if first >= end else (99 if rule.near.in_order else start - last)
            if gap < distance and _is_open(walls, min(last, end), max(first, start)):
                best, distance = (first, last), gap
    return best


def _is_open(walls: Sequence[int], start: int, end: int) -> bool:
    """Whether no wall stands in the tokens `start` to `end` (excluded)."""
    at = bisect_left(walls, start)
    return at == len(walls) or walls[at] >= end
