"""What must be true of the knowledge base as a whole.

Each rule below looks at one kind of entry and yields the problems it finds.  A
rule never stops at its first problem: an author sees all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from curbside.knowledge import conditions as c
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import (
    CriteriaSet,
    Fact,
    FactKind,
    FigureKind,
    Recommendation,
    SourceType,
    Statement,
    Urgency,
    Verification,
)
from curbside.knowledge.problems import Problem
from curbside.knowledge.wording import placeholders, typed_digits

Rule = Callable[[Knowledge], Iterator[Problem]]


def check_knowledge(knowledge: Knowledge) -> list[Problem]:
    """Every problem of a knowledge base whose entries are each well formed."""
    return [problem for rule in _RULES for problem in rule(knowledge)]


def _at(knowledge: Knowledge, shelf: str, entry: str, wrong: str, instead: str = "") -> Problem:
    place = knowledge.places[shelf, entry]
    return Problem(place.path, place.line, f"{entry}: {wrong}", instead)


def _statements(k: Knowledge) -> Iterator[Problem]:
    for s in k.statements.values():
        wanted = {*s.sources, *(source for f in s.figures.values() for source in f.sources)}
        wanted |= {v.source for f in s.figures.values() for v in f.values}
        for source in sorted(wanted - set(k.sources)):
            yield _at(k, "statements", s.id, f"there is no source {source}", "add it to sources/ or correct the id")
        known = [k.sources[source] for source in s.sources if source in k.sources]
        if (
            known
            and all(source.status != "current" for source in known)
            and s.verification is not Verification.unverified
        ):
            instead = "cite a current source, or mark the statement unverified"
            yield _at(k, "statements", s.id, "none of its sources is current", instead)
        yield from _claim(k, s)


def _claim(k: Knowledge, s: Statement) -> Iterator[Problem]:
    names = [term.text for term in k.terms.values()]
    used = placeholders(s.claim) + placeholders(s.limits or "")
    for name in sorted(set(used) - set(s.figures)):
        yield _at(k, "statements", s.id, f"the claim uses {{{name}}}, which is not among its figures", "add the figure")
    for name in sorted(set(s.figures) - set(used)):
        if s.figures[name].kind not in (FigureKind.threshold, FigureKind.target, FigureKind.dose):
            yield _at(
                k, "statements", s.id, f"the figure {name} is not used in the claim", f"write {{{name}}} in the claim"
            )
    for word in typed_digits(f"{s.claim} {s.limits or ''}", names):
        yield _at(k, "statements", s.id, f"{word!r} is a typed number", "make it a figure and write {its_name}")


def _figure_names(k: Knowledge) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for s in k.statements.values():
        for name in s.figures:
            if name in owner:
                wrong = f"the figure {name} already stands in {owner[name]}"
                yield _at(k, "statements", s.id, wrong, "a number stands once: refer to it, or name another thing")
            owner[name] = s.id


def _facts(k: Knowledge) -> Iterator[Problem]:
    for fact in k.facts.values():
        for general in fact.implies:
            if general not in k.facts:
                yield _at(k, "facts", fact.id, f"implies {general}, which is no fact", "define it, or correct the name")
            elif {fact.kind, k.facts[general].kind} != {FactKind.yes_no}:
                yield _at(k, "facts", fact.id, f"implies {general}, but only yes-or-no facts imply each other")
        if _implies_itself(k, fact):
            yield _at(k, "facts", fact.id, "implies itself in the end", "break the circle")
        if fact.kind is FactKind.number and fact.words:
            yield _at(k, "facts", fact.id, "is a number with words", "numbers are read by their own readers")


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


def _recommendations(k: Knowledge) -> Iterator[Problem]:
    sections = {section.id for section in k.pathway.sections} if k.pathways else set()
    stages = {stage.id for stage in k.pathway.stages} if k.pathways else set()
    for r in k.recommendations.values():
        if r.section not in sections:
            yield _at(
                k, "recommendations", r.id, f"there is no section {r.section!r}", f"use {', '.join(sorted(sections))}"
            )
        if r.stage is not None and r.stage not in stages:
            yield _at(k, "recommendations", r.id, f"there is no stage {r.stage!r}", f"use {', '.join(sorted(stages))}")
        for other in r.overrides:
            if other not in k.recommendations:
                yield _at(k, "recommendations", r.id, f"overrides {other}, which does not exist")
            elif Urgency.urgent <= k.recommendations[other].urgency and r.urgency <= k.recommendations[other].urgency:
                yield _at(k, "recommendations", r.id, f"overrides {other}, an alarm: only a more urgent alarm may")
        yield from _support(k, "recommendations", r.id, r.because)
        yield from _acts(k, r)
        yield from _sayings(k, r)
        yield from _consensus(k, r)
        yield from _rule_tests(k, r)
        conditions = [r.when, r.unless, *(d.unless for d in r.do), *(d.when for d in r.do if d.when)]
        yield from _conditions(k, "recommendations", r.id, conditions, r.because)
        yield from _social(k, r, conditions)


def _support(k: Knowledge, shelf: str, entry: str, because: tuple[str, ...]) -> Iterator[Problem]:
    for row in because:
        statement = k.statements.get(row)
        if statement is None:
            yield _at(k, shelf, entry, f"there is no statement {row}", "add it to statements/ or correct the id")
        elif statement.verification is Verification.unverified:
            yield _at(k, shelf, entry, f"{row} is unverified and cannot be support", "leave it out")


def _acts(k: Knowledge, r: Recommendation) -> Iterator[Problem]:
    for do in r.do:
        for act in filter(None, (do.act, do.otherwise)):
            if act not in k.acts:
                yield _at(k, "recommendations", r.id, f"there is no act {act!r}", "add it to acts/ or correct the id")
        if do.limit is not None:
            yield from _figure(k, r, do.limit)
        for row in sorted(set(do.because) - set(r.because)):
            yield _at(k, "recommendations", r.id, f"{do.act} rests on {row}, which the rule does not cite", "add it")


def _figure(k: Knowledge, r: Recommendation, name: str) -> Iterator[Problem]:
    if name not in k.figures:
        yield _at(k, "recommendations", r.id, f"there is no figure {name!r}", "add it to a statement")
    elif k.figures[name][0].id not in r.because:
        owner = k.figures[name][0].id
        yield _at(
            k, "recommendations", r.id, f"uses {{{name}}} of {owner} without citing {owner}", f"add {owner} to because"
        )


def _sayings(k: Knowledge, r: Recommendation) -> Iterator[Problem]:
    names = [term.text for term in k.terms.values()]
    texts = [r.title, r.say.clinician, r.say.patient, r.say.unknown, r.say.unknown_patient, r.say.against]
    for text in filter(None, texts):
        for name in placeholders(text):
            yield from _figure(k, r, name)
        for word in typed_digits(text, names):
            yield _at(
                k, "recommendations", r.id, f"{word!r} is a typed number", "make it a figure and write {its_name}"
            )
    if r.urgency >= Urgency.urgent and r.say.patient is None:
        yield _at(k, "recommendations", r.id, "is an alarm without words for the patient", "write say.patient")
    if r.if_unknown == "note" and r.say.unknown is None:
        yield _at(k, "recommendations", r.id, "if_unknown is note, but say.unknown is missing", "write 'If ..., ...'")
    for act in {d.act for d in r.do} | {d.otherwise for d in r.do if d.otherwise}:
        for text in filter(None, (k.acts[act].text, k.acts[act].text_patient) if act in k.acts else ()):
            for name in placeholders(text):
                yield from _figure(k, r, name)


def _act_wording(k: Knowledge) -> Iterator[Problem]:
    names = [term.text for term in k.terms.values()]
    for act in k.acts.values():
        for word in typed_digits(f"{act.text} {act.text_patient or ''}", names):
            yield _at(k, "acts", act.id, f"{word!r} is a typed number", "make it a figure and write {its_name}")


def _consensus(k: Knowledge, r: Recommendation) -> Iterator[Problem]:
    """Consensus alone may raise an alarm; elsewhere it is shown and decides nothing."""
    known = [k.statements[row] for row in r.because if row in k.statements]
    sources = [k.sources[s] for statement in known for s in statement.sources if s in k.sources]
    if not sources or any(source.type is not SourceType.consensus for source in sources):
        return
    if r.urgency >= Urgency.urgent:
        return
    if r.strength != "consensus":
        yield _at(k, "recommendations", r.id, "rests on consensus alone", "write 'strength: consensus'")
    if r.overrides:
        yield _at(
            k, "recommendations", r.id, "rests on consensus alone and cannot override another", "remove 'overrides'"
        )


def _rule_tests(k: Knowledge, r: Recommendation) -> Iterator[Problem]:
    for test in r.tests:
        rows = {test.source} | {row for s in r.because if s in k.statements for row in k.statements[s].rows}
        if test.source not in k.statements and not any(test.source in s.rows for s in k.statements.values()):
            yield _at(
                k,
                "recommendations",
                r.id,
                f"the test {test.name!r} is from {test.source}, which is no row",
                f"use one of {sorted(rows)}",
            )
        asked = [name for name in test.asks or () if name not in ASKED_LISTS]
        for name in (*_given_facts(test.given), *asked):
            if name not in k.facts:
                yield _at(k, "recommendations", r.id, f"the test {test.name!r} names {name!r}, which is no fact")
        for act in test.does or ():
            if act not in k.acts:
                yield _at(k, "recommendations", r.id, f"the test {test.name!r} expects {act!r}, which is no act")


GIVEN_LISTS = ("takes", "allergic", "had", "tried", "complete")
"""Keys of a test's `given` that are lists, not facts."""

ASKED_LISTS = ("medications", "allergies", "operations", "treatments")
"""Names among a test's `asks` that stand for a whole list, not for a fact."""


def _given_facts(given: dict[str, object]) -> Iterator[str]:
    yield from (name for name in given if name not in GIVEN_LISTS)


def _social(k: Knowledge, r: Recommendation, conditions: list[c.Condition]) -> Iterator[Problem]:
    used = {f for condition in conditions for f in c.facts_of(condition) if f in k.facts and k.facts[f].social}
    if used and r.social_use is None:
        wrong = f"reads {', '.join(sorted(used))}: who the patient is does not bend the plan"
        yield _at(k, "recommendations", r.id, wrong, "remove it, or state in social_use which cited row allows it")


def _conditions(
    k: Knowledge, shelf: str, entry: str, conditions: list[c.Condition], because: tuple[str, ...]
) -> Iterator[Problem]:
    for condition in conditions:
        for node in c.nodes(condition):
            for wrong, instead in _node(k, node, because):
                yield _at(k, shelf, entry, wrong, instead)


def _node(k: Knowledge, node: c.Condition, because: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in _named_facts(node):
        if name not in k.facts:
            yield f"reads {name!r}, which is no fact", "define it in facts/, or correct the name"
            return
    match node:
        case c.Holds(fact) | c.Course(fact) | c.Onset(fact) if k.facts[fact].kind is not FactKind.yes_no:
            yield (
                f"{fact} is a {k.facts[fact].kind}, not a yes-or-no fact",
                f"compare it: '{fact} >= ...' or '{fact} is ...'",
            )
        case c.Compare():
            yield from _compare(k, node, because)
        case c.Chosen(fact, values):
            for value in sorted(set(values) - set(k.facts[fact].values)):
                yield f"{fact} cannot be {value!r}", f"use one of {', '.join(k.facts[fact].values)}"
        case c.After(_, event, _, _) if k.facts[event].unit != "day":
            yield f"{event} is not a number of days", "name a fact whose unit is day"
        case c.Meets(criteria) if criteria not in k.criteria:
            yield f"there is no criteria set {criteria!r}", "add it to criteria/, or correct the name"
        case c.Takes(names) | c.Allergic(names):
            yield from _drug_names(k, names)


def _named_facts(node: c.Condition) -> tuple[str, ...]:
    return () if isinstance(node, c.All | c.AnyOf | c.AtLeast | c.Not) else c.facts_of(node)


def _compare(k: Knowledge, node: c.Compare, because: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    fact = k.facts[node.fact]
    if fact.kind is not FactKind.number:
        yield (
            f"{node.fact} is a {fact.kind} and cannot be compared with a number",
            f"write '{node.fact}' or '{node.fact} is ...'",
        )
        return
    if node.figure is None:
        if node.unit and node.unit != fact.unit:
            yield (
                f"{node.fact} is in {fact.unit or 'no unit'}, not in {node.unit}",
                f"give the limit in {fact.unit or 'no unit'}",
            )
        return
    if node.figure not in k.figures:
        yield f"there is no figure {node.figure!r}", "add it to a statement"
        return
    statement, figure = k.figures[node.figure]
    if figure.kind not in (FigureKind.threshold, FigureKind.target):
        yield f"{node.figure} is a {figure.kind}: only a threshold may enter a rule", "use a threshold"
    if figure.unit != fact.unit:
        yield (
            f"{node.fact} is in {fact.unit or 'no unit'}, but {node.figure} in {figure.unit or 'no unit'}",
            "use one unit",
        )
    if statement.id not in because:
        yield f"uses {{{node.figure}}} of {statement.id} without citing it", f"add {statement.id} to because"


def _drug_names(k: Knowledge, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    drugs = k.shelves.get("drugs", {})
    if not drugs:
        return
    known = set(drugs) | {name for drug in drugs.values() for name in drug.classes}
    for name in sorted(set(names) - known):
        yield f"{name!r} is neither a drug nor a class of drugs", "use a name from drugs/"


def _criteria(k: Knowledge) -> Iterator[Problem]:
    for entry in k.criteria.values():
        yield from _support(k, "criteria", entry.id, entry.because)
        yield from _conditions(k, "criteria", entry.id, [entry.asked_when], entry.because)
        for criterion in entry.criteria:
            yield from _support(k, "criteria", entry.id, criterion.because)
            yield from _conditions(k, "criteria", entry.id, [criterion.met, criterion.waived], criterion.because)
        yield from _criteria_tests(k, entry)


def _criteria_tests(k: Knowledge, entry: CriteriaSet) -> Iterator[Problem]:
    ids = {criterion.id for criterion in entry.criteria}
    for test in entry.tests:
        for name in sorted(set(test.expect) - ids):
            yield _at(k, "criteria", entry.id, f"the test {test.name!r} expects {name!r}, which is no criterion")
        for name in _given_facts(test.given):
            if name not in k.facts:
                yield _at(k, "criteria", entry.id, f"the test {test.name!r} names {name!r}, which is no fact")


def _conflicts(k: Knowledge) -> Iterator[Problem]:
    for conflict in k.conflicts.values():
        rows = tuple(row for side in conflict.sides for row in side.because)
        yield from _support(k, "conflicts", conflict.id, rows)
        yield from _conditions(k, "conflicts", conflict.id, [conflict.shown_when], rows)
        for act in (act for pair in conflict.allows for act in pair):
            if act not in k.acts:
                yield _at(k, "conflicts", conflict.id, f"there is no act {act!r}")


def _shown_words(k: Knowledge) -> Iterator[Problem]:
    """Everything else that is printed as a clinical sentence: no number is typed there either."""
    names = [term.text for term in k.terms.values()]
    for shelf, entry, texts in _printed(k):
        for word in typed_digits(" ".join(filter(None, texts)), names):
            yield _at(k, shelf, entry, f"{word!r} is a typed number", "make it a figure and write {its_name}")


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
                yield _at(k, "questions", question.id, f"is answered by {name!r}, which is no recommendation")


def _education(k: Knowledge) -> Iterator[Problem]:
    for page in k.education.values():
        rows = tuple(row for paragraph in page.paragraphs for row in paragraph.because)
        yield from _support(k, "education", page.id, rows)
        yield from _conditions(k, "education", page.id, [page.shown_when], rows)


def _pathway(k: Knowledge) -> Iterator[Problem]:
    if len(k.pathways) != 1:
        yield Problem("knowledge/pathways", 1, f"there are {len(k.pathways)} pathways", "keep exactly one pathway.yaml")
        return
    p = k.pathway
    yield from _conditions(k, "pathways", p.id, [p.covers, p.fits], p.safety_net_because)
    yield from _support(k, "pathways", p.id, p.safety_net_because)
    for exclusion in p.exclusions:
        yield from _support(k, "pathways", p.id, exclusion.because)
        yield from _conditions(k, "pathways", p.id, [exclusion.when], exclusion.because)


_RULES: tuple[Rule, ...] = (
    _pathway,
    _facts,
    _statements,
    _figure_names,
    _act_wording,
    _recommendations,
    _criteria,
    _conflicts,
    _shown_words,
    _questions,
    _education,
)
