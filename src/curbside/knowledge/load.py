"""From files to `Knowledge`: read, build, check; all problems at once or none.

The shelves below are the whole layout of `knowledge/`: which files hold which
records.  A further kind of record is a further shelf.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from curbside.knowledge import drug_model, edition, opioid_model
from curbside.knowledge.model import (
    Act,
    Conflict,
    CriteriaSet,
    Fact,
    Figure,
    Recommendation,
    Source,
    Statement,
    Subject,
)
from curbside.knowledge.model.asking import BankQuestion, QuestionKind, Term
from curbside.knowledge.model.dossier import Claim, DossierRow
from curbside.knowledge.model.instrument import Instrument
from curbside.knowledge.model.pathway import CourseStep, Pathway, RecordPart
from curbside.knowledge.model.patient_pages import AskYourTeam, Education, GlossaryEntry
from curbside.knowledge.problems import KnowledgeError, KnowledgeMissingError, Problem
from curbside.knowledge.uncollected import uncollected
from curbside.knowledge.yaml_source import Document, Place, read_document


@dataclass(frozen=True, slots=True)
class Shelf:
    """Files that hold records of one kind: their place, the attribute of `Knowledge`, the kind."""

    pattern: str
    name: str
    kind: type[BaseModel]


SHELVES = (
    Shelf("facts/*.yaml", "facts", Fact),
    Shelf("acts/*.yaml", "acts", Act),
    Shelf("sources/*.yaml", "sources", Source),
    Shelf("statements/*.yaml", "statements", Statement),
    Shelf("drugs/emergency-doses.yaml", "statements", Statement),
    Shelf("drugs/evidence.yaml", "statements", Statement),
    Shelf("drugs/drugs.yaml", "drugs", drug_model.Drug),
    Shelf("drugs/classes.yaml", "drug_classes", drug_model.DrugClass),
    Shelf("drugs/products.yaml", "products", drug_model.Product),
    Shelf("drugs/limits.yaml", "limits", drug_model.Limit),
    Shelf("drugs/supplements.yaml", "supplements", drug_model.Supplement),
    Shelf("drugs/cautions.yaml", "cautions", drug_model.Caution),
    Shelf("drugs/interactions.yaml", "interactions", drug_model.Interaction),
    Shelf("drugs/boxed-warnings.yaml", "boxed_warnings", drug_model.BoxedWarning),
    Shelf("drugs/factors.yaml", "factors", opioid_model.Factor),
    Shelf("drugs/tolerance.yaml", "tolerance", opioid_model.Tolerance),
    Shelf("drugs/indications.yaml", "indications", drug_model.Indication),
    Shelf("drugs/notes.yaml", "drug_notes", drug_model.Note),
    Shelf("drugs/naloxone.yaml", "naloxone", opioid_model.Trigger),
    Shelf("drugs/instruments.yaml", "instruments", opioid_model.Instrument),
    Shelf("terms.yaml", "terms", Term),
    Shelf("pathways/*/pathway.yaml", "pathways", Pathway),
    Shelf("pathways/*/recommendations/*.yaml", "recommendations", Recommendation),
    Shelf("pathways/*/course.yaml", "course", CourseStep),
    Shelf("pathways/*/criteria/*.yaml", "criteria", CriteriaSet),
    Shelf("pathways/*/conflicts.yaml", "conflicts", Conflict),
    Shelf("pathways/*/questions.yaml", "questions", BankQuestion),
    Shelf("pathways/*/subjects.yaml", "subjects", Subject),
    Shelf("pathways/*/question-kinds.yaml", "question_kinds", QuestionKind),
    Shelf("pathways/*/claims.yaml", "claims", Claim),
    Shelf("pathways/*/instruments.yaml", "questionnaires", Instrument),
    Shelf("pathways/*/record.yaml", "record_parts", RecordPart),
    Shelf("pathways/*/audiences/education.yaml", "education", Education),
    Shelf("pathways/*/audiences/glossary.yaml", "glossary", GlossaryEntry),
    Shelf("pathways/*/audiences/questions-to-ask.yaml", "asks", AskYourTeam),
    Shelf("pathways/*/rows.yaml", "rows", DossierRow),
    Shelf("drugs/rows.yaml", "rows", DossierRow),
)


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record stands."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True)
class Knowledge:
    """Everything the clinicians wrote, ready to use; `hash` names exactly this content."""

    facts: Mapping[str, Fact]
    acts: Mapping[str, Act]
    sources: Mapping[str, Source]
    statements: Mapping[str, Statement]
    recommendations: Mapping[str, Recommendation]
    criteria: Mapping[str, CriteriaSet]
    conflicts: Mapping[str, Conflict]
    questions: Mapping[str, BankQuestion]
    pathways: Mapping[str, Pathway]
    terms: Mapping[str, Term]
    claims: Mapping[str, Claim]
    questionnaires: Mapping[str, Instrument]
    education: Mapping[str, Education]
    glossary: Mapping[str, GlossaryEntry]
    shelves: Mapping[str, Mapping[str, Any]]
    places: Mapping[tuple[str, str], Location]
    hash: str

    @cached_property
    def figures(self) -> Mapping[str, tuple[Statement, Figure]]:
        """Every figure by name, with the statement that owns it."""
        return {
            name: (statement, figure)
            for statement in self.statements.values()
            for name, figure in statement.figures.items()
        }

    @cached_property
    def rows(self) -> frozenset[str]:
        """Every evidence row that some entry carries over: of statements and of the medicine tables."""
        entries = [entry for shelf in self.shelves.values() for entry in shelf.values()]
        carried = {row for entry in entries for row in getattr(entry, "rows", ())}
        return frozenset(carried | set(self.statements))

    @property
    def pathway(self) -> Pathway:
        """The pathway in use (there is one)."""
        return next(iter(self.pathways.values()))

    @property
    def edition(self) -> date:
        return self.pathway.edition


@dataclass(frozen=True)
class _Loaded:
    """Records built so far and the problems met on the way."""

    shelves: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[tuple[str, str], Location] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def default_root() -> Path:
    """The knowledge base that comes with the product: inside the wheel, or beside `src` in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_knowledge"
    return inside if inside.is_dir() else package.parent.parent / "knowledge"


@uncollected()
def load(root: Path | None = None) -> Knowledge:
    """Load and check a knowledge base.

    Raises:
        KnowledgeMissingError: `root` is no knowledge base.
        KnowledgeError: anything is wrong; it lists every problem with its line.
    """
    from curbside.knowledge.check import check_knowledge

    root = root or default_root()
    if not (root / "facts").is_dir():
        raise KnowledgeMissingError(root)
    digest = edition.digest(root)
    stored = edition.recall(digest)
    knowledge, problems = _build(stored or _documents(root), digest)
    if stored is None:
        if not problems:
            problems = check_knowledge(knowledge)
        if problems:
            raise KnowledgeError(problems)
        edition.remember(digest, _documents(root))
    return knowledge


@uncollected()
def load_unchecked(root: Path) -> tuple[Knowledge, list[Problem]]:
    """Build what can be built and return every problem, for tools that show problems to authors."""
    from curbside.knowledge.check import check_knowledge

    knowledge, problems = _build(_documents(root), edition.digest(root))
    return knowledge, [*problems, *check_knowledge(knowledge)]


def _documents(root: Path) -> list[tuple[int, Document]]:
    found = []
    for index, shelf in enumerate(SHELVES):
        for path in sorted(root.glob(shelf.pattern)):
            found.append((index, read_document(path, f"{root.name}/{path.relative_to(root).as_posix()}")))
    return found


def _build(documents: list[tuple[int, Document]], digest: str) -> tuple[Knowledge, list[Problem]]:
    loaded = _Loaded({shelf.name: {} for shelf in SHELVES})
    for index, document in documents:
        loaded.problems.extend(document.problems)
        for place, raw in _entries(document, loaded):
            _add(SHELVES[index], document, place, raw, loaded)
    named = {name: loaded.shelves[name] for name in Knowledge.__dataclass_fields__ if name in loaded.shelves}
    knowledge = Knowledge(**named, shelves=loaded.shelves, places=loaded.places, hash=digest)
    return knowledge, loaded.problems


def _entries(document: Document, loaded: _Loaded) -> Iterator[tuple[Place, Any]]:
    if isinstance(document.content, list):
        yield from (((index,), raw) for index, raw in enumerate(document.content))
    elif isinstance(document.content, dict):
        yield (), document.content
    elif document.content is not None:
        wrong = "this file is neither a list of entries nor one entry"
        loaded.problems.append(Problem(document.path, 1, wrong, "begin each entry with '- id: ...'"))


def _add(shelf: Shelf, document: Document, place: Place, raw: Any, loaded: _Loaded) -> None:
    line = document.line_of(place)
    try:
        record: Any = shelf.kind.model_validate(raw)
    except ValidationError as error:
        loaded.problems.extend(_told(error, document, place))
        return
    key = (shelf.name, record.id)
    if key in loaded.places:
        wrong = f"the id {record.id!r} is already used at {loaded.places[key]}"
        loaded.problems.append(Problem(document.path, line, wrong, "give this entry another id"))
        return
    loaded.shelves[shelf.name][record.id] = record
    loaded.places[key] = Location(document.path, line)


def _told(error: ValidationError, document: Document, place: Place) -> Iterator[Problem]:
    for fault in error.errors(include_url=False):
        inner = tuple(part for part in fault["loc"] if part not in ("function-before", "function-plain"))
        named = ".".join(str(part) for part in inner)
        wrong, instead = _in_words(fault, named)
        yield Problem(document.path, document.line_of((*place, *inner)), wrong, instead)


def _in_words(fault: Any, named: str) -> tuple[str, str]:
    message = str(fault["msg"]).removeprefix("Value error, ")
    match fault["type"]:
        case "missing":
            return f"{named!r} is missing", "every key is required: nothing is left to a default"
        case "extra_forbidden":
            return f"{named!r} is no key of this entry", "remove it, or look for a slip of the pen"
        case "literal_error" | "enum":
            return f"{named!r} cannot be {fault['input']!r}", message.replace("Input should be", "write")
        case "value_error":
            wrong, _, instead = message.partition(": ")
            return (f"{named!r}: {wrong}" if named else wrong), instead
        case _:
            return f"{named!r} cannot be {fault['input']!r}: {message}", "write a value of the kind that is named"


__all__ = ["SHELVES", "Knowledge", "Location", "Shelf", "default_root", "load", "load_unchecked"]
