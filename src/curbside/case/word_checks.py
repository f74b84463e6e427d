"""What must be true of the files of words beyond their shape: nothing in them may be dead, or stand there twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from curbside.case.tokens import telling_words

_TOO_COMMON = frozenset(
    "not no it of on up out off in at to with and or do he she i they we you when then now so as if by".split()
)
_LISTS = ("names", "words", "absent_words", "false_friends", "denied_words")
_RULES = ("near", "absent_near", "harmless_near")
NAMING_GROUPS = frozenset(("syndrome_name",))
"""Groups that are looked for by their name too, not only beside others."""

Tables = Mapping[str, Mapping[str, Any]]
"""The content of the files, by their names."""


def problems(tables: Tables) -> list[tuple[str, str]]:
    """What is wrong with the words of these files: the file, and the problem with what to do.

    A phrase is found by its telling words alone, so one of little words is never found, and one that keeps nothing
    but a word like "now" is found everywhere.  A group stands in one file, and only a rule makes it say something.
    """
    return [*_phrases(tables), *_groups(tables)]


def _phrases(tables: Tables) -> Iterator[tuple[str, str]]:
    for name, place, entries in _all_lists(tables):
        for entry in entries:
            if not isinstance(entry, str):
                yield name, f"{place}: {entry!r} is no phrase: it holds a colon or is a number; write it in quotes"
        phrases = [entry for entry in entries if isinstance(entry, str)]
        for phrase in sorted({phrase for phrase in phrases if phrases.count(phrase) > 1}):
            yield name, f"{place}: {phrase!r} stands there twice; keep one"
        for phrase in phrases:
            telling = telling_words(phrase)
            if not telling:
                yield name, f"{place}: {phrase!r} holds little words alone and is never found; take it out"
            elif len(telling) == 1 and telling[0] in _TOO_COMMON and telling[0] != phrase.lower():
                yield name, f"{place}: of {phrase!r} only {telling[0]!r} is looked for; write a longer phrase"


def _all_lists(tables: Tables) -> Iterator[tuple[str, str, list[object]]]:
    for name, table in tables.items():
        for group, phrases in (table.get("groups") or {}).items():
            yield name, f"group {group}", list(phrases)
        for fact, entry in (table.get("facts") or {}).items():
            for kind in _LISTS:
                yield name, f"{fact}, {kind}", list(entry.get(kind) or ())


def _groups(tables: Tables) -> Iterator[tuple[str, str]]:
    home: dict[str, str] = {}
    for name, table in tables.items():
        for group in table.get("groups") or {}:
            if group in home:
                yield name, f"the group {group} stands in {home[group]} too; join them or rename one"
            home[group] = name
    entries = [entry for table in tables.values() for entry in (table.get("facts") or {}).values()]
    rules = [rule for entry in entries for kind in _RULES for rule in entry.get(kind) or ()]
    used = {group for rule in rules for group in rule["of"]} | NAMING_GROUPS
    for group in sorted(home.keys() - used):
        yield home[group], f"no rule needs the group {group}; take it out"
