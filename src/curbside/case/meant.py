"""What a phrase stands for: what it names by itself, and the rules of words near one another that it may set off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from curbside.case.matches import Meaning
from curbside.case.words import Near

_ALL = -1
"""Every bit of a number."""


@dataclass(frozen=True, slots=True)
class NearRule:
    fact: str
    value: Any
    """Whether the words say or deny the fact; None where the words together mean something else than the fact."""
    near: Near
    bits: int
    """The groups of words that it needs."""
    number: int
    """Its place among all rules, in the order of the files."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a phrase names, and apart from it the groups of words to which it belongs: most phrases only do that."""

    meanings: tuple[Meaning, ...]
    groups: frozenset[str]
    bits: int
    """The same groups, one bit of a number for each: so those of a sentence are joined and compared at little cost."""
    led: tuple[NearRule, ...]
    """The rules to be thought of where it stands: those of which it has the group that is likely to be met least."""
    partners: int
    """The groups that these rules need besides its own: where none of them is met none of the rules holds."""


Phrase = tuple[int, int, Meant]
"""Tokens first to last (excluded) are a phrase; a plain tuple, for there are hundreds on a page."""


def partners_of(bits: int, rules: Iterable[NearRule]) -> int:
    """The groups that rules need besides these; all groups where one of the rules needs no other."""
    partners = 0
    for rule in rules:
        partners |= rule.bits & ~bits or _ALL
    return partners
