"""Which recommendations answer the question that was asked, and what a question about nobody leaves standing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from curbside.case.model import Case
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Region
from curbside.pathway.bank import asked_of_the_bank
from curbside.pathway.model import ALARMS, Cover, Explained, Judgement, Scope, Truth


def bank_answers(case: Case, knowledge: Knowledge, region: Region) -> tuple[str, ...]:
    """What the question bank names for the question of this case, as far as it holds in the region."""
    found = asked_of_the_bank(case.question.text or case.text, knowledge)
    rules = knowledge.recommendations
    named = found.answered_by if found is not None else ()
    return tuple(name for name in named if name not in rules or rules[name].region in (None, region))


def as_general(scope: Scope, explained: Explained | None) -> tuple[Scope, Explained | None]:
    """A question of nobody is general; what is named beside a plan that follows anyway explains nothing."""
    if explained is None or (explained.kind == "advice" and scope.cover is not Cover.general):
        return scope, None
    return (Scope(Cover.general), explained) if explained.of_nobody else (scope, explained)


def spoken_of(explained: Explained, knowledge: Knowledge, region: Region) -> tuple[str, ...]:
    """The recommendations that speak of the subjects of a question."""
    subjects = (knowledge.shelves[shelf][name] for shelf, name in explained.about if shelf == "subjects")
    return in_region((name for subject in subjects for name in subject.advice), knowledge, region)


def in_region(names: Iterable[str], knowledge: Knowledge, region: Region) -> tuple[str, ...]:
    """The named recommendations that hold in the region, each once, in their order."""
    rules = knowledge.recommendations
    return tuple(dict.fromkeys(name for name in names if rules[name].region in (None, region)))


def without_possible(judgement: Judgement) -> Judgement:
    """In a general question what is only possible is the subject of the question, not a patient."""
    return replace(judgement, verdict=Truth.unknown, possible=False, acts=()) if judgement.possible else judgement


def makes_urgent(judgement: Judgement, scope: Scope) -> bool:
    """Whether a fired rule makes the answer urgent: of a general question only an alarm does."""
    return scope.cover is not Cover.general or judgement.urgency in ALARMS
