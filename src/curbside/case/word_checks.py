"""What must be true of the files of words, beyond their shape: nothing in them may be dead or say the same twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from curbside.case.tokens import telling_words

_TOO_COMMON = frozenset(
    "not no it of on up out off in at to with and or do he she i they we you when then now so as if by".split()
)
_LISTS = ("words", "absent_words", "false_friends", "denied_words")
NAMING_GROUPS = frozenset(("syndrome_name",))
"""Groups that are looked for by their name, not only beside others."""


def problems(tables: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What is wrong with the words of these files, by file: each problem with the place and what to do.

    A phrase is found by its telling words alone, so one of little words is never found, and one that keeps nothing
    but a word like "now" is found everywhere.  A group stands in one file; only a rule can make it say something.
    """
    return [*_phrases(tables), *_groups(tables)]


def _phrases(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for place, phrases in _all_lists(tables):
        for phrase in sorted({phrase for phrase in phrases if phrases.count(phrase) > 1}):
            yield f"{place}: {phrase!r} stands there twice; keep one"
        for phrase in phrases:
            telling = telling_words(phrase)
            if not telling:
                yield f"{place}: {phrase!r} holds little words alone and is never found; take it out"
            elif len(telling) == 1 and telling[0] in _TOO_COMMON and telling[0] != phrase.lower():
                yield f"{place}: of {phrase!r} only {telling[0]!r} is looked for; write a longer phrase"


def _all_lists(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    for name, table in tables.items():
        for group, phrases in (table.get("groups") or {}).items():
            yield f"{name}.yaml, group {group}", list(phrases)
        for fact, entry in (table.get("facts") or {}).items():
            for kind in _LISTS:
                yield f"{name}.yaml, {fact}, {kind}", list(entry.get(kind) or ())


def _groups(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    home: dict[str, str] = {}
    for name, table in tables.items():
        for group in table.get("groups") or {}:
            if group in home:
                yield f"{name}.yaml: the group {group} stands in {home[group]}.yaml too; join them or rename one"
            home[group] = name
    entries = [entry for table in tables.values() for entry in (table.get("facts") or {}).values()]
    rules = [rule for entry in entries for kind in ("near", "absent_near") for rule in entry.get(kind) or ()]
    used = {group for rule in rules for group in rule["of"]} | NAMING_GROUPS
    for group in sorted(home.keys() - used):
        yield f"{home[group]}.yaml: no rule needs the group {group}; take it out"
