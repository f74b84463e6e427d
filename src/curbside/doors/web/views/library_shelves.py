"""What a list shows of each entry of the knowledge base, and the tags by which the list can be narrowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from curbside.doors.calculators import instruments
from curbside.doors.knowledge_pages import filled
from curbside.doors.web.views.library_links import Links
from curbside.knowledge.load import Knowledge

NO_REGION = "any region"


@dataclass(frozen=True, slots=True)
class Kind:
    """One shelf as readers know it. `filters` are the tags by which its list can be narrowed."""

    slug: str
    title: str
    one: str
    about: str
    filters: tuple[tuple[str, str], ...] = ()


KINDS = (
    Kind(
        "recommendations",
        "Recommendations",
        "Recommendation",
        "Each piece of advice with its logic, evidence and worked examples.",
        (("section", "Section"), ("urgency", "Urgency"), ("strength", "Strength")),
    ),
    Kind(
        "sources",
        "Guidelines and sources",
        "Source",
        "What each guideline, trial, label or policy says here, how far it was read, and what rests on it.",
        (("type", "Type"), ("region", "Region"), ("verification", "How far it was read"), ("status", "Status")),
    ),
    Kind(
        "statements",
        "Evidence statements",
        "Evidence statement",
        "One finding each, with its figures, population and certainty.",
        (("verification", "How far it was read"), ("region", "Region"), ("use", "Use")),
    ),
    Kind(
        "conflicts",
        "Disagreements",
        "Disagreement",
        "Where guidelines disagree: both sides, and what would tip the choice.",
        (("section", "Section"),),
    ),
    Kind(
        "criteria",
        "Criteria sets",
        "Criteria set",
        "What a medical reviewer looks for in the record before a procedure.",
    ),
    Kind(
        "questions",
        "Question bank",
        "Question",
        "Clinical questions with their answers, in the words of any reader.",
        (("topic", "Topic"),),
    ),
    Kind(
        "medicines",
        "Medicines",
        "Medicine",
        "Doses, limits, interactions, boxed warnings, cautions and opioid factors.",
        (("role", "Role"), ("class", "Class")),
    ),
    Kind(
        "instruments",
        "Questionnaires and scores",
        "Instrument",
        "How each is scored and read, what change matters, and its licence.",
        (("kind", "Kind"),),
    ),
    Kind(
        "education",
        "Patient education",
        "Patient page",
        "Plain pages to read with a patient, each paragraph with its source.",
    ),
    Kind(
        "terms",
        "Terms",
        "Term",
        "Names with digits, and words that patients meet, in plain words.",
        (("kind", "Kind"),),
    ),
    Kind(
        "facts",
        "Facts",
        "Fact",
        "What the product can know of a patient, how it asks, and which rules use it.",
        (("kind", "Kind"), ("red flag", "Red flag")),
    ),
)
BY_SLUG: Mapping[str, Kind] = {kind.slug: kind for kind in KINDS}
ACTS = Kind("acts", "Acts", "Act", "Things to do, in the words that every door prints.", (("kind", "Kind"),))
"""Acts have no page of their own: they are read with their recommendations, and listed for programs."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as a list shows it; `text` is what a search looks through besides id and title."""

    kind: str
    id: str
    title: str
    told: str
    text: str = field(repr=False)
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Its page; a term stands on the page of all terms."""
        return f"/library/terms#{self.id}" if self.kind == "terms" else f"/library/{self.kind}/{self.id}"

    @property
    def one(self) -> str:
        return BY_SLUG[self.kind].one if self.kind in BY_SLUG else ACTS.one


@dataclass(frozen=True, slots=True)
class Stock:
    """What the entries are made from."""

    knowledge: Knowledge
    links: Links

    def filled(self, text: str | None) -> str:
        """A sentence with its figures put in, as they stand on the day of the edition."""
        return filled(text or "", self.knowledge)

    @property
    def sections(self) -> dict[str, str]:
        """Titles of the sections of the pathway, by id."""
        return {section.id: section.title for section in self.knowledge.pathway.sections}


def _recommendations(stock: Stock) -> Iterator[Entry]:
    sections = stock.sections
    for rule in stock.knowledge.recommendations.values():
        said = " ".join(filter(None, (rule.say.clinician, rule.say.patient, rule.say.unknown, rule.say.against)))
        acts = " ".join(stock.knowledge.acts[do.act].text for do in rule.do)
        section = sections[rule.section]
        told = f"{section}; {rule.urgency.value}; strength {rule.strength}"
        tags = {"section": (section,), "urgency": (rule.urgency.value,), "strength": (rule.strength,)}
        text = stock.filled(f"{said} {acts} {' '.join(rule.because)}")
        yield Entry("recommendations", rule.id, rule.title.rstrip("."), told, text, tags)


def _sources(stock: Stock) -> Iterator[Entry]:
    for source in stock.knowledge.sources.values():
        held = len(stock.links.citing.get(source.id, ()))
        told = [source.type.value, str(source.year or "no year"), f"{source.verification.value}"]
        told += [f"{held} statement{'s' if held != 1 else ''}"] if held else []
        told += [source.status.upper()] if source.status != "current" else []
        tags = {
            "type": (source.type.value,),
            "region": (source.region.upper() if source.region else NO_REGION,),
            "verification": (source.verification.value,),
            "status": (source.status,),
        }
        numbers = " ".join(str(v) for v in source.identifiers.model_dump(exclude_none=True).values())
        text = " ".join(filter(None, (source.type.value, source.authors, source.publisher, source.note, numbers)))
        yield Entry("sources", source.id, source.title.rstrip("."), "; ".join(told), text, tags)


def _statements(stock: Stock) -> Iterator[Entry]:
    for statement in stock.knowledge.statements.values():
        used = bool(stock.links.resting.get(statement.id))
        tags = {
            "verification": (statement.verification.value,),
            "region": (statement.region.upper() if statement.region else NO_REGION,),
            "use": ("supports an entry" if used else "held, supports nothing yet",),
        }
        told = f"{statement.level.rstrip('.')}; {statement.verification.value}; {statement.population.rstrip('.')}"
        text = f"{stock.filled(statement.limits)} {' '.join((*statement.rows, *statement.sources))}"
        yield Entry("statements", statement.id, stock.filled(statement.claim), told, text, tags)


def _conflicts(stock: Stock) -> Iterator[Entry]:
    sections = stock.sections
    for conflict in stock.knowledge.conflicts.values():
        sides = " ".join(f"{side.who} {side.says}" for side in conflict.sides)
        told = " against ".join(side.who for side in conflict.sides[:2])
        more = f" and {len(conflict.sides) - 2} more" if len(conflict.sides) > 2 else ""
        section = sections.get(conflict.section, conflict.section)
        text = stock.filled(f"{sides} {conflict.tips}")
        yield Entry(
            "conflicts", conflict.id, stock.filled(conflict.question), told + more, text, {"section": (section,)}
        )


def _criteria(stock: Stock) -> Iterator[Entry]:
    for entry in stock.knowledge.criteria.values():
        text = " ".join((entry.says, *(f"{c.title} {c.document}" for c in entry.criteria)))
        yield Entry("criteria", entry.id, entry.title, f"{len(entry.criteria)} criteria", stock.filled(text))


def _questions(stock: Stock) -> Iterator[Entry]:
    for question in stock.knowledge.questions.values():
        topics = tuple(topic.replace("-", " ") for topic in question.topics)
        told = ", ".join(topics)
        answers = (stock.links.named(name) for name in question.answered_by)
        text = " ".join((told, *(link.title for link in answers if link)))
        yield Entry("questions", question.id, question.text, told, text, {"topic": topics})


_ROLES = {
    "treatment": "may be proposed",
    "antidote": "antidote",
    "interacting": "recognised and checked, never proposed",
}


def _medicines(stock: Stock) -> Iterator[Entry]:
    shelves = stock.knowledge.shelves
    for drug in shelves["drugs"].values():
        classes = tuple(
            shelves["drug_classes"][n].label if n in shelves["drug_classes"] else n.replace("_", " ")
            for n in drug.classes
        )
        brands = f"; {', '.join(drug.brands[:4])}" if drug.brands else ""
        text = " ".join((*drug.names, *drug.brands, *classes))
        told = f"{_ROLES[drug.kind]}; {', '.join(classes) or 'no class'}{brands}"
        title = drug.names[0][:1].upper() + drug.names[0][1:]
        yield Entry("medicines", drug.id, title, told, text, {"role": (_ROLES[drug.kind],), "class": classes})


def _instruments(stock: Stock) -> Iterator[Entry]:
    for entry in instruments(stock.knowledge):
        yield Entry("instruments", entry.id, entry.title, entry.measures, entry.kind, {"kind": (entry.kind,)})


def _education(stock: Stock) -> Iterator[Entry]:
    for page in stock.knowledge.education.values():
        text = stock.filled(" ".join(paragraph.text for paragraph in page.paragraphs))
        told = text[:120].rsplit(" ", 1)[0] + " …"
        yield Entry("education", page.id, page.title, told, text)


def _terms(stock: Stock) -> Iterator[Entry]:
    for term in stock.knowledge.terms.values():
        yield Entry("terms", f"name-{term.id}", term.text, term.meaning, "", {"kind": ("name",)})
    for word in stock.knowledge.glossary.values():
        yield Entry("terms", f"word-{word.id}", word.word, word.plain, "", {"kind": ("patient word",)})


def _facts(stock: Stock) -> Iterator[Entry]:
    for fact in stock.knowledge.facts.values():
        kind = fact.unit or fact.kind.value.replace("_", " or ")
        flag = "yes" if fact.red_flag else "no"
        words = (*fact.words, *fact.absent_words, *(word for said in fact.values.values() for word in said))
        text = " ".join((fact.ask, fact.label_patient or "", *words))
        title = fact.label[:1].upper() + fact.label[1:]
        tags = {"kind": (fact.kind.value.replace("_", " or "),), "red flag": (flag,)}
        yield Entry("facts", fact.id, title, f"{kind}; {fact.ask}", text, tags)


def _acts(stock: Stock) -> Iterator[Entry]:
    for act in stock.knowledge.acts.values():
        yield Entry("acts", act.id, stock.filled(act.text), act.kind.value, act.target, {"kind": (act.kind.value,)})


MAKERS: Mapping[str, Callable[[Stock], Iterator[Entry]]] = {
    "recommendations": _recommendations,
    "sources": _sources,
    "statements": _statements,
    "conflicts": _conflicts,
    "criteria": _criteria,
    "questions": _questions,
    "medicines": _medicines,
    "instruments": _instruments,
    "education": _education,
    "terms": _terms,
    "facts": _facts,
    "acts": _acts,
}
"""How the entries of each kind are made."""
