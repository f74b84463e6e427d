"""Judging a case: every recommendation once, then what the verdicts mean together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import attrgetter

from curbside.case.model import Case
from curbside.drugs.model import DoseCheck, Verdict
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Region, Urgency
from curbside.pathway.answering import (
    as_general,
    bank_answers,
    in_region,
    makes_urgent,
    spoken_of,
    without_possible,
)
from curbside.pathway.asking import treatments_asked, with_what_is_asked
from curbside.pathway.contradictions import find_contradictions
from curbside.pathway.judging import judge_rules, report_criteria, with_overrides
from curbside.pathway.medicines import check_proposed
from curbside.pathway.model import Assessment, Certainty, ChosenAct, Cover, Explained, Judgement, Scope
from curbside.pathway.reach import reach_of, states_of, touched_by
from curbside.pathway.scope import judge_scope, speaks_within, still_open
from curbside.pathway.subjects import (
    explained_by,
    with_possible_subjects,
    with_what_is_questioned,
    without_mentions,
)
from curbside.pathway.truth import evaluate
from curbside.pathway.unknowns import rank_unknowns
from curbside.pathway.view import View


def assess(
    case: Case, knowledge: Knowledge, region: Region, parameters: Mapping[str, float] | None = None
) -> Assessment:
    """Judge a case against the pathway.

    `parameters` gives values to thresholds that a payer or region sets; those without
    a value leave their criteria undocumented.  The day is the case's own `today`.
    """
    answers, explained = _wanted(case, knowledge, region)
    view = View(_as_questioned(case, explained, knowledge), knowledge, region)
    view.parameters = parameters or {}
    touched = touched_by(view.case, view)
    states = states_of(touched, view)
    scope, explained = as_general(judge_scope(view, general=bool(answers) or explained is not None), explained)
    answers = answers or _answers_named(scope, explained, view)
    spoken = _spoken(with_overrides(judge_rules(view, states), knowledge), scope, answers, explained, knowledge)
    proposed = check_proposed(_drugs(spoken, knowledge), view)
    judgements = _with_checks(spoken, proposed, knowledge)
    urgency, urgency_possible = _urgencies(judgements, scope)
    return Assessment(
        case=view.case,
        today=case.today,
        region=region,
        scope=scope,
        judgements=judgements,
        criteria=report_criteria(view, states),
        unknowns=() if scope.cover is Cover.general else rank_unknowns(judgements, view, touched),
        contradictions=find_contradictions(judgements, knowledge),
        conflicts=_conflicts_shown(view, touched),
        answers=answers,
        contradicted_facts=view.contradicted,
        urgency=urgency,
        urgency_possible=urgency_possible,
        medicines=view.medicines,
        proposed=proposed,
        known={name: known.findings for name in knowledge.facts if name in touched and (known := view.known(name))},
        explained=explained,
    )


def _wanted(case: Case, knowledge: Knowledge, region: Region) -> tuple[tuple[str, ...], Explained | None]:
    """What the question bank answers, and what is to be explained; advice that the bank gives needs no explanation."""
    answers, explained = bank_answers(case, knowledge, region), explained_by(case, knowledge)
    if answers and explained is not None:
        explained = None if explained.kind == "advice" else replace(explained, in_bank=True)
    return answers, explained


def _as_questioned(case: Case, explained: Explained | None, knowledge: Knowledge) -> Case:
    """The case with what its question asks for, or without what its question only mentions."""
    if explained is not None and explained.of_nobody:
        return without_mentions(case, explained.about, knowledge)
    if explained is not None and explained.kind == "definition":
        return with_possible_subjects(case, knowledge)
    if explained is None or explained.kind == "advice":
        return with_what_is_asked(with_what_is_questioned(case, knowledge), knowledge)
    return case


def _answers_named(scope: Scope, explained: Explained | None, view: View) -> tuple[str, ...]:
    """The recommendations that speak of what a question names, where the question bank has none."""
    if explained is not None:
        return spoken_of(explained, view.knowledge, view.region) if scope.cover is Cover.general else ()
    if scope.cover not in (Cover.covered, Cover.indirect):
        return ()
    subjects = treatments_asked(view.case, view.knowledge)
    return in_region((name for subject in subjects for name in subject.advice), view.knowledge, view.region)


def _spoken(
    judgements: dict[str, Judgement],
    scope: Scope,
    answers: tuple[str, ...],
    explained: Explained | None,
    knowledge: Knowledge,
) -> dict[str, Judgement]:
    """The judgements that may be spoken of in this scope: all of them within the pathway's population."""
    if scope.cover is Cover.general and (explained is None or explained.of_nobody):
        judgements = {name: without_possible(j) for name, j in judgements.items()}
    if scope.cover in (Cover.covered, Cover.indirect):
        return judgements
    return {name: j for name, j in judgements.items() if name in answers or speaks_within(scope, j, knowledge)}


def _conflicts_shown(view: View, touched: frozenset[str]) -> tuple[str, ...]:
    """Where guidelines disagree about this case.  What reads nothing that is known can only be unknown."""
    reach, conflicts = reach_of(view.knowledge).conflicts, view.knowledge.conflicts
    near = [name for name, read in reach.items() if not read or not read.isdisjoint(touched)]
    return tuple(name for name in near if evaluate(conflicts[name].shown_when, view, lenient=True) is True)


def _urgencies(judgements: Mapping[str, Judgement], scope: Scope) -> tuple[Urgency, Urgency]:
    """The urgency of what fires, and the one that the open questions could still bring."""
    rings = _highest(j.urgency for j in judgements.values() if j.fires and makes_urgent(j, scope))
    could_ring = _highest(j.urgency for j in still_open(judgements.values(), scope))
    return rings, max(rings, could_ring)


def _highest(levels: Iterable[Urgency]) -> Urgency:
    return max(levels, key=attrgetter("rank"), default=Urgency.routine)


def _drugs(judgements: Mapping[str, Judgement], knowledge: Knowledge) -> Iterator[str]:
    for judgement in judgements.values():
        for chosen in judgement.acts if judgement.acts and judgement.fires else ():
            act = knowledge.acts[chosen.act]
            if act.drug is not None and not act.is_against:
                yield act.drug


_CHECKED = {Verdict.block: Certainty.withheld, Verdict.hold: Certainty.held}


def _with_checks(
    judgements: dict[str, Judgement], proposed: Mapping[str, DoseCheck], knowledge: Knowledge
) -> dict[str, Judgement]:
    """The judgements with every act that would start a drug held or withheld as its check demands."""

    def checked(chosen: ChosenAct) -> ChosenAct:
        act = knowledge.acts[chosen.act]
        drug = act.drug
        if drug is None or drug not in proposed or act.is_against:
            return chosen
        check = proposed[drug]
        certainty = Certainty.withheld if check.is_to_be_avoided else _CHECKED.get(check.verdict, chosen.certainty)
        return chosen if certainty is chosen.certainty else replace(chosen, certainty=certainty)

    if not proposed:
        return judgements
    found = dict(judgements)
    for name, judgement in judgements.items():
        acts = tuple(map(checked, judgement.acts)) if judgement.acts else ()
        if acts != judgement.acts:
            found[name] = replace(judgement, acts=acts)
    return found
