"""By which words a question names its subjects, and shows its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from curbside.knowledge.load import Knowledge

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9]+|\.\.\.")
_PLURAL = re.compile(r"(?<=[a-z]{3})(?<![siu])s$")


@dataclass(frozen=True, slots=True)
class Named:
    """Something that can be asked about: the entry that explains it."""

    shelf: str
    id: str


@dataclass(frozen=True)
class Index:
    """By its words: what can be asked about, and the kinds of question."""

    subjects: Mapping[tuple[str, ...], tuple[Named, ...]]
    longest: Mapping[str, int]
    """By its first word, how many words the longest name has that begins so."""
    kinds: tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]


_INDICES: dict[str, Index] = {}


def _tokens(text: str) -> list[tuple[str, int, int]]:
    return [(_singular(found[0]), found.start(), found.end()) for found in _TOKEN.finditer(text.lower())]


def _singular(word: str) -> str:
    return word if word.startswith("what") else _PLURAL.sub("", word)


def key_of(words: str) -> tuple[str, ...]:
    """The words as names are looked up by them: in lower case and in the singular."""
    return tuple(token for token, _, _ in _tokens(words))


def subjects_in(text: str, index: Index) -> Iterator[tuple[int, int, tuple[Named, ...]]]:
    """The subjects in the order of the text, the longest name first, with their characters."""
    tokens = _tokens(text)
    at = 0
    while at < len(tokens):
        for length in range(min(index.longest.get(tokens[at][0], 0), len(tokens) - at), 0, -1):
            names = index.subjects.get(tuple(token for token, _, _ in tokens[at : at + length]))
            if names:
                yield tokens[at][1], tokens[at + length - 1][2], names
                at += length
                break
        else:
            at += 1


def without_subjects(text: str, found: tuple[tuple[int, int, tuple[Named, ...]], ...]) -> str:
    """The text without the names of its subjects."""
    for start, end, _ in reversed(found):
        text = f"{text[:start]} , {text[end:]}"
    return text


def kind_of(text: str, index: Index, only: str | None = None) -> str | None:
    """The kind of question that a text is by its words; with `only`, whether it is of that kind."""
    told = " " + " ".join(key_of(text)) + " "
    for kind, phrases, unless in index.kinds:
        if (only is None and kind == "person") or only not in (None, kind):
            continue
        if kind == "person" and unless is not None:
            told = unless.sub(" ", told)
        if phrases.search(told) and (kind == "person" or unless is None or not unless.search(told)):
            return kind
    return None


def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    parts = (" ".join(map(re.escape, key_of(phrase))).replace(re.escape("..."), ".*?") for phrase in phrases)
    return re.compile(rf"(?<= )(?:{'|'.join(sorted(parts, key=len, reverse=True))})(?= )")


def index_of(knowledge: Knowledge) -> Index:
    """The words of a knowledge base, put in order once."""
    if knowledge.hash not in _INDICES:
        words: dict[tuple[str, ...], list[Named]] = {}
        for name, phrase in _names(knowledge):
            known = words.setdefault(key_of(phrase), [])
            if name not in known and (not known or known[0].shelf == name.shelf):
                known.append(name)
        kinds = tuple(
            (kind.id, _pattern(kind.phrases), _pattern(kind.unless) if kind.unless else None)
            for kind in knowledge.shelves["question_kinds"].values()
        )
        subjects = {key: tuple(names) for key, names in words.items()}
        longest: dict[str, int] = {}
        for key in subjects:
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
        _INDICES[knowledge.hash] = Index(subjects, longest, kinds)
    return _INDICES[knowledge.hash]


def _names(knowledge: Knowledge) -> Iterator[tuple[Named, str]]:
    """Every name of everything that can be asked about; what stands first wins a name that two have."""
    shelves = knowledge.shelves
    for shelf in ("questionnaires", "instruments"):
        for entry in shelves[shelf].values():
            for word in (*re.split(r"[(),]", entry.title), *entry.words):
                if key_of(word):
                    yield Named(shelf, entry.id), word
    for subject in shelves["subjects"].values():
        yield from ((Named("subjects", subject.id), word) for word in (subject.name, *subject.words))
    for drug in shelves["drugs"].values():
        if drug.kind == "treatment":
            yield from ((Named("drugs", drug.id), word) for word in (*drug.names, *drug.brands))
    for entry in shelves["glossary"].values():
        yield Named("glossary", entry.id), entry.word
