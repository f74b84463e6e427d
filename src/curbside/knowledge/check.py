"""What must be true of the knowledge base as a whole.

Each rule below looks at one kind of entry and yields the problems it finds.  A
rule never stops at its first problem: an author sees all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from curbside.knowledge.check_conditions import at, check_conditions, check_support, given_facts
from curbside.knowledge.check_rules import check_act_wording, check_recommendations
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import (
    CriteriaSet,
    Fact,
    FactKind,
    FigureKind,
    Statement,
    Verification,
)
from curbside.knowledge.problems import Problem
from curbside.knowledge.wording import placeholders, typed_digits

Rule = Callable[[Knowledge], Iterator[Problem]]


def check_knowledge(knowledge: Knowledge) -> list[Problem]:
    """Every problem of a knowledge base whose entries are each well formed."""
    return [problem for rule in _RULES for problem in rule(knowledge)]


def _statements(k: Knowledge) -> Iterator[Problem]:
    for s in k.statements.values():
        wanted = {*s.sources, *(source for f in s.figures.values() for source in f.sources)}
        wanted |= {v.source for f in s.figures.values() for v in f.values}
        for source in sorted(wanted - set(k.sources)):
            yield at(k, "statements", s.id, f"there is no source {source}", "add it to sources/ or correct the id")
        known = [k.sources[source] for source in s.sources if source in k.sources]
        if (
            known
            and all(source.status != "current" for source in known)
            and s.verification is not Verification.unverified
        ):
            instead = "cite a current source, or mark the statement unverified"
            yield at(k, "statements", s.id, "none of its sources is current", instead)
        yield from _claim(k, s)


def _claim(k: Knowledge, s: Statement) -> Iterator[Problem]:
    names = [term.text for term in k.terms.values()]
    used = placeholders(s.claim) + placeholders(s.limits or "")
    for name in sorted(set(used) - set(s.figures)):
        yield at(k, "statements", s.id, f"the claim uses {{{name}}}, which is not among its figures", "add the figure")
    for name in sorted(set(s.figures) - set(used)):
        if s.figures[name].kind not in (FigureKind.threshold, FigureKind.target, FigureKind.dose):
            yield at(
                k, "statements", s.id, f"the figure {name} is not used in the claim", f"write {{{name}}} in the claim"
            )
    for word in typed_digits(f"{s.claim} {s.limits or ''}", names):
        yield at(k, "statements", s.id, f"{word!r} is a typed number", "make it a figure and write {its_name}")


def _figure_names(k: Knowledge) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for s in k.statements.values():
        for name in s.figures:
            if name in owner:
                wrong = f"the figure {name} already stands in {owner[name]}"
                yield at(k, "statements", s.id, wrong, "a number stands once: refer to it, or name another thing")
            owner[name] = s.id


def _facts(k: Knowledge) -> Iterator[Problem]:
    for fact in k.facts.values():
        for general in fact.implies:
            if general not in k.facts:
                yield at(k, "facts", fact.id, f"implies {general}, which is no fact", "define it, or correct the name")
            elif {fact.kind, k.facts[general].kind} != {FactKind.yes_no}:
                yield at(k, "facts", fact.id, f"implies {general}, but only yes-or-no facts imply each other")
        if _implies_itself(k, fact):
            yield at(k, "facts", fact.id, "implies itself in the end", "break the circle")
        for source in fact.codes.sources:
            if source not in k.sources or k.sources[source].status != "current":
                yield at(k, "facts", fact.id, f"its codes come from {source}, which is no current source")
        if fact.kind is FactKind.number and fact.words:
            yield at(k, "facts", fact.id, "is a number with words", "numbers are read by their own readers")


def _implies_itself(k: Knowledge, fact: Fact) -> bool:
    seen: set[str] = set()
    open_ends = list(fact.implies)
    while open_ends:
        name = open_ends.pop()
        if name == fact.id:
            return True
        if name not in seen and name in k.facts:
            seen.add(name)
            open_ends.extend(k.facts[name].implies)
    return False


def _criteria(k: Knowledge) -> Iterator[Problem]:
    for entry in k.criteria.values():
        yield from check_support(k, "criteria", entry.id, entry.because)
        yield from check_conditions(k, "criteria", entry.id, [entry.asked_when], entry.because)
        for criterion in entry.criteria:
            yield from check_support(k, "criteria", entry.id, criterion.because)
            yield from check_conditions(k, "criteria", entry.id, [criterion.met, criterion.waived], criterion.because)
        yield from _criteria_tests(k, entry)


def _criteria_tests(k: Knowledge, entry: CriteriaSet) -> Iterator[Problem]:
    ids = {criterion.id for criterion in entry.criteria}
    for test in entry.tests:
        for name in sorted(set(test.expect) - ids):
            yield at(k, "criteria", entry.id, f"the test {test.name!r} expects {name!r}, which is no criterion")
        for name in given_facts(test.given):
            if name not in k.facts:
                yield at(k, "criteria", entry.id, f"the test {test.name!r} names {name!r}, which is no fact")


def _conflicts(k: Knowledge) -> Iterator[Problem]:
    for conflict in k.conflicts.values():
        rows = tuple(row for side in conflict.sides for row in side.because)
        yield from check_support(k, "conflicts", conflict.id, rows)
        yield from check_conditions(k, "conflicts", conflict.id, [conflict.shown_when], rows)
        for act in (act for pair in conflict.allows for act in pair):
            if act not in k.acts:
                yield at(k, "conflicts", conflict.id, f"there is no act {act!r}")


def _shown_words(k: Knowledge) -> Iterator[Problem]:
    """Everything else that is printed as a clinical sentence: no number is typed there either."""
    names = [term.text for term in k.terms.values()]
    for shelf, entry, texts in _printed(k):
        for word in typed_digits(" ".join(filter(None, texts)), names):
            yield at(k, shelf, entry, f"{word!r} is a typed number", "make it a figure and write {its_name}")


def _printed(k: Knowledge) -> Iterator[tuple[str, str, list[str | None]]]:
    for p in k.pathways.values():
        said = [text for e in p.exclusions for text in (e.say, e.say_patient)]
        yield "pathways", p.id, [*said, p.safety_net, p.safety_net_patient]
    for entry in k.criteria.values():
        titles = [text for c_ in entry.criteria for text in (c_.title, c_.document)]
        yield "criteria", entry.id, [entry.title, entry.says, *titles]
    for conflict in k.conflicts.values():
        said = [text for side in conflict.sides for text in (side.who, side.says, side.population)]
        yield "conflicts", conflict.id, [conflict.question, conflict.tips, *said]
    for page in k.education.values():
        yield "education", page.id, [paragraph.text for paragraph in page.paragraphs]


def _questions(k: Knowledge) -> Iterator[Problem]:
    for question in k.questions.values():
        for name in question.answered_by:
            if name not in k.recommendations and name not in k.criteria:
                yield at(k, "questions", question.id, f"is answered by {name!r}, which is no recommendation")


def _course(k: Knowledge) -> Iterator[Problem]:
    stages = {stage.id for p in k.pathways.values() for stage in p.stages}
    for step in k.shelves["course"].values():
        yield from check_support(k, "course", step.id, step.because)
        if step.id not in k.acts:
            yield at(k, "course", step.id, "is no act", "define it in acts/, or correct the id")
        if step.stage not in stages:
            yield at(k, "course", step.id, f"there is no stage {step.stage!r}")
        if step.done_when is not None:
            yield from check_conditions(k, "course", step.id, [step.done_when], step.because)
        for name in filter(None, (step.not_before, step.no_later)):
            if name not in k.figures or k.figures[name][0].id not in step.because:
                yield at(k, "course", step.id, f"{name} is no figure of the statements it names")


def _subjects(k: Knowledge) -> Iterator[Problem]:
    for subject in k.shelves["subjects"].values():
        yield from check_support(k, "subjects", subject.id, subject.rows)
        for name in set(subject.advice) - set(k.recommendations):
            yield at(k, "subjects", subject.id, f"there is no recommendation {name!r}")
        for name in set(subject.pages) - set(k.education):
            yield at(k, "subjects", subject.id, f"there is no page {name!r}")
        if subject.word is not None and all(entry.word != subject.word for entry in k.glossary.values()):
            yield at(k, "subjects", subject.id, f"the glossary has no word {subject.word!r}")


def _education(k: Knowledge) -> Iterator[Problem]:
    for page in k.education.values():
        rows = tuple(row for paragraph in page.paragraphs for row in paragraph.because)
        yield from check_support(k, "education", page.id, rows)
        yield from check_conditions(k, "education", page.id, [page.shown_when], rows)


def _record_parts(k: Knowledge) -> Iterator[Problem]:
    """Every fact and group that a part names exists, and no fact stands in two parts."""
    groups = {fact.group for fact in k.facts.values()}
    owner: dict[str, str] = {}
    for part in k.shelves.get("record_parts", {}).values():
        for name in (name for name in part.groups if name not in groups):
            yield at(k, "record_parts", part.id, f"there is no group {name}", "correct the name")
        for name in (name for name in part.facts if name not in k.facts):
            yield at(k, "record_parts", part.id, f"there is no fact {name}", "correct the name")
        held = {f.id for f in k.facts.values() if f.group in part.groups} | set(part.facts)
        for name in sorted(held & set(owner)):
            yield at(k, "record_parts", part.id, f"{name} stands in {owner[name]} already", "keep it in one part")
        owner |= dict.fromkeys(held, part.id)


def _questionnaires(k: Knowledge) -> Iterator[Problem]:
    """Their words hold no typed number, every figure in them exists, and each band begins above the one before."""
    names = [term.text for term in k.terms.values()]
    for q in k.questionnaires.values():
        yield from check_support(k, "questionnaires", q.id, q.because)
        words = " ".join(filter(None, (q.scoring, q.cut_offs, q.change, q.limits, *(b.name for b in q.bands))))
        for word in typed_digits(words, names):
            yield at(k, "questionnaires", q.id, f"{word!r} is a typed number", "make it a figure and write {its_name}")
        edges = [edge for b in q.bands if (edge := b.at_least or b.above)]
        for name in (*placeholders(words), *edges, *filter(None, [q.runs])):
            if name not in k.figures:
                yield at(k, "questionnaires", q.id, f"there is no figure {name}", "add it to a statement")
        values = [k.figures[name][1].value for name in edges if name in k.figures]
        if None in values or sorted(values, key=lambda v: v or 0) != values or len(edges) < len(q.bands) - 1:
            instead = "order the bands from the lowest; all but the first begin at a figure with a value"
            yield at(k, "questionnaires", q.id, "its bands do not rise", instead)


def _pathway(k: Knowledge) -> Iterator[Problem]:
    if len(k.pathways) != 1:
        yield Problem("knowledge/pathways", 1, f"there are {len(k.pathways)} pathways", "keep exactly one pathway.yaml")
        return
    p = k.pathway
    yield from check_conditions(k, "pathways", p.id, [p.covers, p.fits], p.safety_net_because)
    yield from check_support(k, "pathways", p.id, p.safety_net_because)
    for name in (name for name in p.for_anyone if name not in k.recommendations):
        yield at(k, "pathways", p.id, f"for_anyone names no recommendation: {name}", "name one, or take it out")
    for exclusion in p.exclusions:
        yield from check_support(k, "pathways", p.id, exclusion.because)
        yield from check_conditions(k, "pathways", p.id, [exclusion.when], exclusion.because)


_RULES: tuple[Rule, ...] = (
    _pathway,
    _facts,
    _statements,
    _figure_names,
    check_act_wording,
    check_recommendations,
    _criteria,
    _conflicts,
    _shown_words,
    _questions,
    _course,
    _subjects,
    _education,
    _questionnaires,
    _record_parts,
)
