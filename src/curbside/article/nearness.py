"""How near a piece of advice is to the case and to the question that was asked.

Most of a pathway cannot be judged from a short text.  What the text touches is told
in full; the rest is named, so that nothing is dropped and the answer can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from curbside.article.blocks import Desk
from curbside.case.model import QuestionType, Status, Use
from curbside.knowledge.conditions import Allergic, Condition, Had, Takes, Tried, facts_of, nodes
from curbside.knowledge.model import Recommendation

SHARED = frozenset(
    ("spine_surgery", "age", "sex", "days_since_surgery", "surgery_region", "spine_operation_count", "leg_pain_side",
     "back_pain", "leg_pain")
)  # fmt: skip
"""What nearly every patient of this pathway has: it brings no advice nearer."""

LASTING = "pain_persistent"
"""Near enough to be told in full, too common to come first."""

ASKED_OF = ("asked", "planned")
"""How the facts end that say what is asked for or planned."""

_SECTIONS: Mapping[QuestionType, tuple[str, ...]] = {
    QuestionType.imaging: ("imaging",),
    QuestionType.drug: ("medicines", "opioids"),
    QuestionType.diagnosis: ("assessment", "differential"),
}
"""The sections that a question is about; of the other questions the topics and the findings decide."""


def is_near(desk: Desk, rule: Recommendation) -> bool:
    """Something that the rule looks at is present or possible, or the question is about it."""
    present = next(_present(desk, rule), None) is not None
    return present or any(_listed(desk, node) for node in nodes(rule.when)) or answers_question(desk, rule) > 0


def closeness(desk: Desk, rule: Recommendation) -> int:
    """How many things that the rule looks at the case holds, besides those that nearly every patient has."""
    listed = (node for node in nodes(rule.when) if not isinstance(node, Had) and _listed(desk, node))
    return len(set(_present(desk, rule)) - {LASTING}) + sum(1 for _ in listed)


def answers_question(desk: Desk, rule: Recommendation) -> int:
    """How closely the rule speaks of what was asked.

    Two: it looks at the very thing that is asked for.  One: at something more general,
    or its section, its acts or its lists are what the question is about.  Zero: neither.
    """
    question = desk.assessment.case.question
    if rule.id in desk.assessment.answers:
        return 2
    asked = {fact for fact in _present(desk, rule) if fact.rsplit("_", 1)[-1] in ASKED_OF}
    if asked and asked - _implied(desk):
        return 2
    if asked or rule.section in _SECTIONS.get(question.type, ()):
        return 1
    return int(bool(set(question.topics) & set(_subjects(desk, rule))))


def _implied(desk: Desk) -> set[str]:
    """Facts that stand only because a more exact one does."""
    facts = desk.knowledge.facts
    return {general for fact in desk.assessment.known if fact in facts for general in facts[fact].implies}


def _subjects(desk: Desk, rule: Recommendation) -> Iterator[str]:
    """What the rule deals with: the targets and drugs of its acts, and the lists it looks at."""
    for do in rule.do:
        act = desk.knowledge.acts[do.act]
        yield act.target.replace("-", "_")
        if act.drug:
            yield act.drug
    for node in nodes(rule.when):
        if isinstance(node, Takes | Tried):
            yield from node.any


def _present(desk: Desk, rule: Recommendation) -> Iterator[str]:
    known = desk.assessment.known
    for fact in facts_of(rule.when):
        if fact not in SHARED and any(_stands(f.status, f.value) for f in known.get(fact, ())):
            yield fact


def _stands(status: Status, value: object) -> bool:
    return status in (Status.present, Status.possible) and value is not False


def _listed(desk: Desk, node: Condition) -> bool:
    """A list of the case holds what the node names: a drug, an operation of a named kind, a treatment."""
    case = desk.assessment.case
    match node:
        case Takes(names, _):
            drugs = [m.drug for m in case.medications if m.use in (Use.taken, Use.asked) and m.drug]
            return any(_names(desk, drug) & set(names) for drug in drugs)
        case Allergic(names):
            drugs = [m.drug for m in case.medications if m.use is Use.allergic and m.drug]
            return any(_names(desk, drug) & set(names) for drug in drugs)
        case Had(names, _, _):
            return any(set(names) & set(operation.kinds) for operation in case.operations if not operation.planned)
        case Tried(names, _, _, _, _):
            return any(treatment.kind in names for treatment in case.treatments)
        case _:
            return False


def _names(desk: Desk, drug: str) -> set[str]:
    record = desk.knowledge.shelves.get("drugs", {}).get(drug)
    return {drug, *(record.classes if record else ())}
