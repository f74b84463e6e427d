"""The reader's own data: cue lists, words and units from `knowledge/reading`, as plain records.

The files are written by clinicians.  Everything in them is text; nothing runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from curbside.case.sections import Passing
from curbside.case.word_checks import problems
from curbside.knowledge.edition import digest, recall, remember
from curbside.knowledge.load import default_root
from curbside.knowledge.yaml_source import Document, read_document

_WORDS = "words/"
_SHOWN = 5


class ReadingDataError(ValueError):
    """A file of `knowledge/reading` cannot be used."""

    def __init__(self, name: str, wrong: str) -> None:
        super().__init__(f"knowledge/reading/{name}: {wrong}. Correct the file, then run the command again.")


@dataclass(frozen=True, slots=True)
class Near:
    """Groups of words that together say a fact when they stand within so many tokens of one another."""

    of: tuple[str, ...]
    within: int
    in_order: bool = False
    stops_at_and: bool = False
    over_comma: bool = False
    through: frozenset[str] = frozenset()
    """When given, the only words that may stand between, commas among them: a shared head."""


@dataclass(frozen=True, slots=True)
class MoreWords:
    """Phrases for one fact beyond those that the vocabulary of facts holds.

    `names` are what a sign is called: a slip in one of their longer words must not hide it.
    """

    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    absent_words: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    near: tuple[Near, ...] = ()
    absent_near: tuple[Near, ...] = ()
    harmless_near: tuple[Near, ...] = ()
    """Groups of words that together mean something else than the words of the fact among them."""
    false_friends: tuple[str, ...] = ()
    """Longer phrases that hold words of the fact and do not mean it."""
    denied_words: tuple[str, ...] = ()
    """Words too general to say the fact, whose denial denies it ("no weakness")."""

    @property
    def rules(self) -> tuple[Near, ...]:
        """The rules of all kinds."""
        return (*self.near, *self.absent_near, *self.harmless_near)

    def with_more(self, other: MoreWords) -> MoreWords:
        """These words and others of the same fact."""
        return MoreWords(
            self.names + other.names,
            self.words + other.words,
            self.absent_words + other.absent_words,
            {
                value: self.values.get(value, ()) + other.values.get(value, ())
                for value in {**self.values, **other.values}
            },
            self.near + other.near,
            self.absent_near + other.absent_near,
            self.harmless_near + other.harmless_near,
            self.false_friends + other.false_friends,
            self.denied_words + other.denied_words,
        )


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A named condition and the facts that it makes possible wherever it is named without being denied."""

    name: str
    words: tuple[str, ...]
    suspects: tuple[str, ...]
    not_meant: tuple[str, ...] = ()
    """Longer phrases in which the words name something else: the nerves, a leaflet."""
    dated: tuple[str, ...] = ()
    """What it shows instead where it is named with the year in which it was made: "cauda equina syndrome in 2019"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that settle the status of findings near them.

    `acts` says on which side: forward on what follows, backward on what precedes.
    `reach` is the number of tokens it reaches at most; `narrow` cues stop at a comma;
    those `not_in_question` say nothing where the sentence asks ("Should her leg weaken, ...").
    """

    name: str
    means: str
    acts: str
    reach: int
    narrow: bool
    stands_last: bool
    not_in_question: bool
    phrases: tuple[str, ...]
    combined: tuple[tuple[str, ...], ...]
    """Further phrases: one of each part, one behind the other; a part may be empty.  They are tens of thousands."""


@dataclass(frozen=True)
class Words:
    """All data of the reader, as read from its files."""

    cues: tuple[Cue, ...]
    sections: Mapping[str, str]
    section_means: Mapping[str, str]
    passing: Passing
    groups: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, MoreWords]
    diagnoses: tuple[Diagnosis, ...]
    standing: frozenset[str]
    standing_while_new: frozenset[str]
    """Standing facts that a date of more than a year ago makes history again: a tear of the dura."""
    capitals_only: frozenset[str]
    as_good_as_no: tuple[str, ...]
    """What says "no" of a word of `of_function`, which a body has or does: "barely any power"."""
    of_function: frozenset[str]
    from_operations: frozenset[str]
    not_when_planned: frozenset[str]
    needs_unit: frozenset[str]
    not_before_number: frozenset[str]
    reports: frozenset[str]
    two_sided: frozenset[str]
    one_side_words: frozenset[str]
    both_sides_words: frozenset[str]
    tables: Mapping[str, Any]

    def table(self, name: str) -> Mapping[str, Any]:
        """The content of one further file, e.g. `units`."""
        content = self.tables.get(name)
        if not isinstance(content, Mapping):
            raise ReadingDataError(f"{name}.yaml", "it is missing or is no mapping")
        return content


@lru_cache(maxsize=4)
def load_words(root: Path | None = None) -> Words:
    """Read the folder `reading` of a knowledge base.

    Raises:
        ReadingDataError: a file is missing or has another shape than documented in it.
    """
    folder = (root or default_root()) / "reading"
    tables = _tables(folder)
    for name in ("cues", "sections", "words"):
        if not isinstance(tables.get(name), dict):
            raise ReadingDataError(f"{name}.yaml", "it is missing or is no mapping")
    sections = tables["sections"]
    words = tables["words"]
    return Words(
        cues=tuple(_cues(tables["cues"])),
        sections={h.lower(): name for name, entry in sections.items() for h in entry["headings"]},
        section_means={name: entry["means"] for name, entry in sections.items() if entry.get("means")},
        passing=Passing(_words_of(sections, "goes_on_with"), _words_of(sections, "ends_with")),
        groups=_groups(tables),
        facts=_facts(tables, frozenset(_groups(tables))),
        diagnoses=tuple(
            Diagnosis(name, *(tuple(entry.get(part) or ()) for part in ("words", "suspects", "not_meant", "dated")))
            for name, entry in words["diagnoses"].items()
        ),
        standing=frozenset(words["standing"]),
        standing_while_new=frozenset(words["standing_while_new"]),
        capitals_only=frozenset(words["capitals_only"]),
        as_good_as_no=tuple(words["as_good_as_no"]),
        of_function=frozenset(words["of_function"]),
        from_operations=frozenset(words["from_operations"]),
        not_when_planned=frozenset(words["not_when_planned"]),
        needs_unit=frozenset(words["needs_unit"]),
        not_before_number=frozenset(words["not_before_number"]),
        reports=frozenset(words["reports"]),
        two_sided=frozenset(words["two_sided"]),
        one_side_words=frozenset(words["one_side_words"]),
        both_sides_words=frozenset(words["both_sides_words"]),
        tables=tables,
    )


def _words_of(sections: Mapping[str, Any], key: str) -> dict[str, frozenset[str]]:
    """The words under a key of the sections that have it."""
    return {name: frozenset(entry[key]) for name, entry in sections.items() if entry.get(key)}


def _word_tables(tables: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The files of the folder `words`, by their names."""
    return {name: table for name, table in tables.items() if name.startswith(_WORDS)}


def _groups(tables: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found = (table.get("groups") or {} for table in _word_tables(tables).values())
    return {name: tuple(phrases) for groups in found for name, phrases in groups.items()}


def _facts(tables: Mapping[str, Any], groups: frozenset[str]) -> dict[str, MoreWords]:
    facts: dict[str, MoreWords] = {}
    for table in _word_tables(tables).values():
        for fact, entry in (table.get("facts") or {}).items():
            facts[fact] = facts.get(fact, MoreWords()).with_more(_more(entry))
    missing = {group for more in facts.values() for near in more.rules for group in near.of} - groups
    if missing:
        raise ReadingDataError("words", f"`near` names groups that no file has: {', '.join(sorted(missing))}")
    return facts


def _tables(folder: Path) -> dict[str, Any]:
    """The content of every file by its name; what was read and found right once is remembered (decision 3)."""
    name = digest(folder)
    documents = recall(name)
    if documents is None:
        documents = [(0, _document(path, folder)) for path in sorted(folder.rglob("*.yaml"))]
        _check_words(documents)
        remember(name, documents)
    return {document.path.removesuffix(".yaml"): document.content for _, document in documents}


def _document(path: Path, folder: Path) -> Document:
    document = read_document(path, path.relative_to(folder).as_posix())
    if document.problems:
        raise ReadingDataError(document.path, "; ".join(problem.wrong for problem in document.problems))
    return document


def _check_words(documents: Iterable[tuple[int, Document]]) -> None:
    wrong = problems({d.path: d.content for _, d in documents if d.path.startswith(_WORDS)})
    if wrong:
        more = f" (and {len(wrong) - _SHOWN} more like it)" if len(wrong) > _SHOWN else ""
        raise ReadingDataError(wrong[0][0], "; ".join(told for _, told in wrong[:_SHOWN]) + more)


def _cues(entries: Mapping[str, Any]) -> Iterator[Cue]:
    for name, entry in entries.items():
        try:
            yield Cue(
                name=name,
                means=entry["means"],
                acts=entry["acts"],
                reach=int(entry.get("reach", 60)),
                narrow=entry.get("stops_at_comma") == "yes",
                stands_last=entry.get("stands_last") == "yes",
                not_in_question=entry.get("not_in_question") == "yes",
                phrases=tuple(entry["phrases"] or ()),
                combined=tuple(tuple(part) for part in entry.get("combine", ())),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ReadingDataError("cues.yaml", f"{name} lacks {error}") from error


def _more(entry: Mapping[str, Any]) -> MoreWords:
    return MoreWords(
        names=tuple(entry.get("names") or ()),
        words=tuple(entry.get("words") or ()),
        absent_words=tuple(entry.get("absent_words") or ()),
        values={value: tuple(phrases) for value, phrases in (entry.get("values") or {}).items()},
        near=tuple(_near(raw) for raw in entry.get("near") or ()),
        absent_near=tuple(_near(raw) for raw in entry.get("absent_near") or ()),
        harmless_near=tuple(_near(raw) for raw in entry.get("harmless_near") or ()),
        false_friends=tuple(entry.get("false_friends") or ()),
        denied_words=tuple(entry.get("denied_words") or ()),
    )


def _near(raw: Mapping[str, Any]) -> Near:
    return Near(
        of=tuple(raw["of"]),
        within=int(raw.get("within", 6)),
        in_order=raw.get("in_order") == "yes",
        stops_at_and=raw.get("stops_at_and") == "yes",
        over_comma=raw.get("over_comma") == "yes",
        through=frozenset(raw.get("through") or ()),
    )
