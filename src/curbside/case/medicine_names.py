"""Which medicines a page names: by the tables, by a short name before an amount, and by nothing but an amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from curbside.case.matches import Matches
from curbside.case.medicine_uses import DrugName
from curbside.case.page import Page
from curbside.case.room import KINDS, MASS
from curbside.case.units import number_at

_SHORTEST_NAME = 5
_NO_NAME_ENDS = ("ing", "ly")
_OF_KNOWN = frozenset("of tablet tablets tab tabs capsule capsules caps pills worth".split())
_LEAST_SECOND = 100
"""The second strength of a pair is in the hundreds of milligrams: "10-325" is no range of tablets."""


class NameReader:
    """Reads names by the words of `knowledge/reading/medicines.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._short = {short: drug for drug, names in table["short_names"].items() for short in names}
        self._no_names = frozenset(table["no_names"])
        self._with_acetaminophen = {
            (drug, str(mg)) for drug, amounts in table["with_acetaminophen"].items() for mg in amounts
        }

    def read(self, page: Page, matches: Matches) -> list[DrugName]:
        """Every medicine that is named, from left to right; a brand in brackets behind its drug is one name with it."""
        named = [
            DrugName(match.first, match.last, meaning.name or None, meaning.kind, meaning.value)
            for kind in KINDS
            for match, meaning in matches.of(kind)
        ]
        named.sort(key=lambda n: (n.first - n.last, n.first, KINDS.index(n.kind)))
        kept: list[DrugName] = []
        taken: set[int] = set()
        for name in named:
            if (
                taken.isdisjoint(range(name.first, name.last))
                and page.sentence_of[name.first] == page.sentence_of[name.last - 1]
            ):
                taken.update(range(name.first, name.last))
                kept.append(name)
        kept = [self._with_strengths(page, name) for name in _with_brands(page, sorted(kept, key=lambda n: n.first))]
        taken = {at for name in kept for at in range(name.first, name.last)}
        kept.extend(self._shortened(page, taken))
        kept.extend(self._unknown(page, taken))
        return sorted(kept, key=lambda n: n.first)

    def _with_strengths(self, page: Page, name: DrugName) -> DrugName:
        """A product with the strengths behind its name: "co-codamol 8/500", "Norco 10-325", "hydrocodone 5/325"."""
        words, at = page.words, name.last
        sign = at + 1 + (words[at + 1 : at + 2] == ["mg"])
        if sign + 1 >= len(words) or words[sign] not in ("/", "-"):
            return name
        first, second, last = number_at(words[at]), number_at(words[sign + 1]), sign + 2
        if first is None or second is None or second < _LEAST_SECOND or (words[sign] == "-" and first > second):
            return name
        ratio = f"{words[at]}/{words[sign + 1]}"
        if name.kind == "product" and name.called and not name.called[-1].isdigit():
            return replace(name, last=last, called=f"{name.called} {ratio}")
        if name.kind == "drug" and (name.drug, words[sign + 1]) in self._with_acetaminophen:
            return replace(name, last=last, kind="product", called=f"{name.drug}/acetaminophen {ratio}")
        return name

    def _shortened(self, page: Page, taken: set[int]) -> Iterator[DrugName]:
        """A short name that means a medicine only right before an amount of it: "para 1 g"."""
        words = page.words
        for at in page.places(self._short.keys()):
            is_dosed = at + 2 < len(words) and number_at(words[at + 1]) is not None and words[at + 2] in MASS
            if is_dosed and at not in taken:
                taken.add(at)
                yield DrugName(at, at + 1, self._short[words[at]])

    def _unknown(self, page: Page, taken: set[int]) -> Iterator[DrugName]:
        """A word that nobody knows, right before an amount in milligrams, is kept as a medicine without a table."""
        words = page.words
        for mass in page.places(MASS):
            if mass < 2 or number_at(words[mass - 1]) is None or words[mass + 1 : mass + 2] == ["/"]:
                continue
            at = mass - 2
            if (
                self._may_be_name(words[at])
                and not _is_of_known(words, mass, taken)
                and taken.isdisjoint(range(max(at - 4, 0), at + 1))
                and page.sentence_of[at] == page.sentence_of[mass]
            ):
                yield DrugName(at, at + 1, None)

    def _may_be_name(self, word: str) -> bool:
        is_long = word.isalpha() and len(word) >= _SHORTEST_NAME
        return is_long and word not in self._no_names and not word.endswith(_NO_NAME_ENDS)


def called(page: Page, name: DrugName) -> str:
    """The name as the tables write it for a product, whose name holds its strengths; else as it was written."""
    if name.kind == "product" and name.called:
        return name.called
    return name.written or page.quote(name.first, name.last)


def _with_brands(page: Page, names: Sequence[DrugName]) -> list[DrugName]:
    """The names, each with the other name of the same medicine in brackets behind it: "gabapentin (Neurontin)"."""
    kept: list[DrugName] = []
    for name in names:
        before = kept[-1] if kept else None
        if before is None or not _is_in_brackets_behind(page.words, before, name) or before.drug != name.drug:
            kept.append(name)
            continue
        product = next((n for n in (before, name) if n.kind == "product"), None)
        is_generic = page.quote(before.first, before.last).lower() == before.drug
        brand = name if is_generic else before
        kept[-1] = DrugName(
            before.first,
            name.last + 1,
            before.drug,
            product.kind if product else brand.kind,
            product.called if product else brand.called,
            page.quote(brand.first, brand.last),
        )
    return kept


def _is_in_brackets_behind(words: Sequence[str], before: DrugName, name: DrugName) -> bool:
    return words[before.last : name.first] == ["("] and words[name.last : name.last + 1] == [")"]


def _is_of_known(words: Sequence[str], mass: int, taken: set[int]) -> bool:
    """Whether an amount is that of the known medicine right behind it, which has none of its own: "6 g of codeine"."""
    at = mass + 1
    while at < len(words) and words[at] in _OF_KNOWN:
        at += 1
    if at not in taken:
        return False
    while at in taken:
        at += 1
    is_dosed = at + 1 < len(words) and number_at(words[at]) is not None and words[at + 1] in MASS
    return words[mass + 1] == "of" or not is_dosed
