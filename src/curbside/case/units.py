"""Units of measurement as text writes them, and how one turns into another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from curbside.case.model import Interval
from curbside.case.tokens import TOKEN
from curbside.knowledge.model import Fact


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    kind: str
    factor: float
    offset: float


class Units:
    """The units of `knowledge/reading/units.yaml` and what turns into what."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.by_name: dict[str, Unit] = {}
        self._by_words: dict[tuple[str, ...], Unit] = {}
        for name, entry in table["units"].items():
            unit = Unit(name, entry["kind"], float(entry["factor"]), float(entry.get("offset", 0)))
            self.by_name[name.lower()] = unit
            for words in entry["words"]:
                self._by_words[tuple(TOKEN.findall(words.lower()))] = unit
        self._longest = max(map(len, self._by_words))
        self._special = [
            (frozenset(c["facts"]), c["from"].lower(), c["to"].lower(), float(c["factor"]), float(c.get("offset", 0)))
            for c in table["conversions"]
        ]
        self.between = frozenset(table["between"])
        self.between_grades = frozenset(table["between_grades"])
        self.comparisons = {
            tuple(TOKEN.findall(phrase)): name
            for name in ("below", "above", "at_least", "at_most")
            for phrase in table[name]
        }
        self.compare = frozenset(words[0] for words in self.comparisons)
        """The first words of comparisons."""
        self._opens = frozenset(words[0] for words in self._by_words)
        """The first words of units."""

    def at(self, words: Sequence[str], start: int) -> tuple[Unit, int] | None:
        """The unit written at `start` and the token after it."""
        if start >= len(words) or words[start] not in self._opens:
            return None
        for length in range(min(self._longest, len(words) - start), 0, -1):
            unit = self._by_words.get(tuple(words[start : start + length]))
            if unit is not None:
                return unit, start + length
        return None

    def convert(self, fact: Fact, value: Interval, unit: Unit) -> Interval | None:
        """`value` in the unit of the fact; None when the unit does not belong to it."""
        wanted = self.by_name.get(fact.unit.lower())
        if wanted is not None and unit.name == wanted.name:
            return value
        for facts, source, target, factor, offset in self._special:
            if fact.id in facts and source == unit.name.lower() and target == fact.unit.lower():
                return _scaled(value, factor, offset)
        if wanted is None and unit.name == "%" and fact.range is not None and fact.range[1] == 100:
            return value
        if wanted is None or wanted.kind != unit.kind:
            return None
        base = _scaled(value, unit.factor, unit.offset)
        return _scaled(base, 1 / wanted.factor, -wanted.offset / wanted.factor)

    def candidates(self, fact: Fact) -> list[Unit]:
        """Units in which a bare number for this fact may have been meant."""
        wanted = self.by_name.get(fact.unit.lower())
        if wanted is None:
            return []
        special = [
            self.by_name[s]
            for facts, s, target, _, _ in self._special
            if fact.id in facts and target == fact.unit.lower()
        ]
        same = (
            [u for u in self.by_name.values() if u.kind == wanted.kind] if wanted.kind in ("temperature",) else [wanted]
        )
        return same + special


def _scaled(value: Interval, factor: float, offset: float) -> Interval:
    return replace(value, low=round(value.low * factor + offset, 4), high=round(value.high * factor + offset, 4))


@lru_cache(maxsize=4096)
def number_at(word: str) -> float | None:
    """The number that a token writes, None when it writes none."""
    try:
        return (
            float(word.replace(",", "").replace("·", "."))
            if word[0].isdigit() or (word[0] == "." and len(word) > 1)
            else None
        )
    except ValueError:
        return None
