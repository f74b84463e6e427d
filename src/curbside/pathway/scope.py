"""Of which patients and questions the pathway speaks."""

from __future__ import annotations

from collections.abc import Iterable

from curbside.knowledge.load import Knowledge
from curbside.pathway.model import ALARMS, Cover, Judgement, Scope, Truth
from curbside.pathway.truth import evaluate
from curbside.pathway.view import View


def judge_scope(view: View, *, general: bool = False) -> Scope:
    """Whether the pathway speaks about this case, and which exclusion limits it to emergencies.

    `general`: the question stands in the question bank, so that it is answered without a patient.
    """
    pathway = view.knowledge.pathway
    if evaluate(pathway.covers, view, lenient=True) is not True:
        return Scope(Cover.general if general else Cover.outside)
    held = tuple(e.id for e in pathway.exclusions if evaluate(e.when, view, lenient=True) is True)
    if held:
        return Scope(Cover.emergencies_only, held)
    fits = evaluate(pathway.fits, view, lenient=True)
    open_ = tuple(e.id for e in pathway.exclusions if evaluate(e.when, view) is None)
    return Scope(Cover.covered if fits else Cover.indirect, (), open_)


def speaks_within(scope: Scope, judgement: Judgement, knowledge: Knowledge) -> bool:
    """Outside its population the pathway still rings and asks its alarms; outside its subject it only rings them.

    What holds of a medicine for whoever takes it is said in both, of a patient who takes it.
    """
    if scope.cover in (Cover.outside, Cover.general) and judgement.verdict is not Truth.yes:
        return False
    if knowledge.recommendations[judgement.recommendation].urgency in ALARMS:
        return True
    return is_for_anyone(judgement, knowledge) and judgement.verdict is Truth.yes and scope.cover is not Cover.general


def is_for_anyone(judgement: Judgement, knowledge: Knowledge) -> bool:
    """Whether the recommendation holds for whoever takes the medicine, in the pathway's population or not."""
    return judgement.recommendation in knowledge.pathway.for_anyone


def still_open(judgements: Iterable[Judgement], scope: Scope) -> list[Judgement]:
    """Those that an answer could still make fire: none for a question that is about no patient."""
    unknown = Truth.unknown
    return [j for j in judgements if j.verdict is unknown] if scope.cover is not Cover.general else []
