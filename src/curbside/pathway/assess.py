"""Judging a case: every recommendation once, then what the verdicts mean together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from typing import TypeVar

from curbside.case.kleene import Kleene
from curbside.case.model import Case
from curbside.drugs.model import DoseCheck, Verdict
from curbside.knowledge import conditions as c
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Do, Recommendation, Region, Urgency
from curbside.pathway.answering import ALARMS as ALARMS
from curbside.pathway.answering import (
    as_general,
    bank_answers,
    in_region,
    makes_urgent,
    spoken_of,
    without_possible,
)
from curbside.pathway.asking import treatments_asked, with_what_is_asked
from curbside.pathway.criteria import judge_criteria
from curbside.pathway.decisive import both, decisive, open_questions, prune
from curbside.pathway.medicines import check_proposed
from curbside.pathway.model import (
    Assessment,
    Certainty,
    ChosenAct,
    Contradiction,
    Cover,
    CriteriaReport,
    Judgement,
    Scope,
    Truth,
    Unknown,
)
from curbside.pathway.reach import reach_of, states_of, touched_by
from curbside.pathway.subjects import (
    explained_by,
    with_possible_subjects,
    with_what_is_questioned,
    without_mentions,
)
from curbside.pathway.truth import evaluate
from curbside.pathway.view import View


def assess(
    case: Case, knowledge: Knowledge, region: Region, parameters: Mapping[str, float] | None = None
) -> Assessment:
    """Judge a case against the pathway.

    `parameters` gives values to thresholds that a payer or region sets; those without
    a value leave their criteria undocumented.  The day is the case's own `today`.
    """
    answers, explained = bank_answers(case, knowledge, region), explained_by(case, knowledge)
    if answers and explained is not None:
        explained = None if explained.kind == "advice" else replace(explained, in_bank=True)
    if explained is not None and explained.of_nobody:
        case = without_mentions(case, explained.about, knowledge)
    elif explained is not None and explained.kind == "definition":
        case = with_possible_subjects(case, knowledge)
    elif explained is None or explained.kind == "advice":
        case = with_what_is_asked(with_what_is_questioned(case, knowledge), knowledge)
    view = View(case, knowledge, region)
    view.parameters = parameters or {}
    touched = touched_by(case, view)
    states = states_of(touched, view)
    scope = judge_scope(view, general=bool(answers) or explained is not None)
    scope, explained = as_general(scope, explained)
    if explained is not None and not answers and scope.cover is Cover.general:
        answers = spoken_of(explained, knowledge, region)
    if not answers and explained is None and scope.cover in (Cover.covered, Cover.indirect):
        subjects = treatments_asked(case, knowledge)
        answers = in_region((name for subject in subjects for name in subject.advice), knowledge, region)
    judgements = _overridden(_judgements(view, states), knowledge)
    if scope.cover is Cover.general and (explained is None or explained.of_nobody):
        judgements = {name: without_possible(j) for name, j in judgements.items()}
    if scope.cover not in (Cover.covered, Cover.indirect):
        judgements = {name: j for name, j in judgements.items() if name in answers or _within(scope, j, knowledge)}
    proposed = check_proposed(_drugs(judgements, knowledge), view)
    judgements = _with_checks(judgements, proposed, knowledge)
    judgements = _with_checks(judgements, proposed, knowledge)
    return Assessment(
        case=case,
        today=case.today,
        region=region,
        scope=scope,
        judgements=judgements,
        criteria=_criteria(view, states),
        unknowns=() if scope.cover is Cover.general else rank_unknowns(judgements, view, touched),
        contradictions=find_contradictions(judgements, knowledge),
        conflicts=tuple(
            name for name, k in knowledge.conflicts.items() if evaluate(k.shown_when, view, lenient=True) is True
        ),
        answers=answers,
        contradicted_facts=view.contradicted,
        urgency=_highest(j.urgency for j in judgements.values() if j.fires and makes_urgent(j, scope)),
        urgency_possible=_highest(
            j.urgency for j in judgements.values() if (j.fires and makes_urgent(j, scope)) or _is_open(j, scope)
        ),
        medicines=view.medicines,
        proposed=proposed,
        known={name: known.findings for name in knowledge.facts if name in touched and (known := view.known(name))},
        explained=explained,
    )


def _judgements(view: View, states: Mapping[str, int]) -> dict[str, Judgement]:
    """Every recommendation of the region judged, once for each state of what it reads."""
    reach, here = reach_of(view.knowledge).rules, states[""]
    found = {}
    for name, rule in view.knowledge.recommendations.items():
        if rule.region in (None, view.region):
            key = (name, here, *[states[read] for read in reach[name] if read in states])
            found[name] = _JUDGED.get(key) or _kept(_JUDGED, key, lambda rule=rule: judge(rule, view))  # type: ignore[misc]
    return found


def _criteria(view: View, states: Mapping[str, int]) -> tuple[CriteriaReport, ...]:
    reach = reach_of(view.knowledge).criteria
    found = []
    for name, entry in view.knowledge.criteria.items():
        if entry.region not in (None, view.region):
            continue
        key = (name, states[""], *(states[read] for read in reach[name] if read in states))
        found.append(_kept(_REPORTED, key, lambda entry=entry: judge_criteria(entry, view)))  # type: ignore[misc]
    return tuple(found)


_JUDGED: dict[Hashable, Judgement] = {}
_REPORTED: dict[Hashable, CriteriaReport] = {}
_MOST_KEPT = 50_000
_Made = TypeVar("_Made")


def _kept(store: dict[Hashable, _Made], key: Hashable, make: Callable[[], _Made]) -> _Made:
    """What was made for this state before, else made now.  A full store is emptied."""
    if key not in store:
        if len(store) >= _MOST_KEPT:
            store.clear()
        store[key] = make()
    return store[key]


def judge(rule: Recommendation, view: View) -> Judgement:
    """The verdict of one recommendation.

    `unless` excludes only when it is certainly true: while it is unknown the advice
    stands and the question is asked.  A finding that is only possible is enough for
    an emergency or urgent rule, never enough to exclude one.
    """
    when, unless = prune(rule.when, view), prune(rule.unless, view)
    holds, excluded = _truth(when), _truth(unless)
    possible = holds is None and rule.urgency in ALARMS and evaluate(rule.when, view, lenient=True) is True
    verdict = _verdict(holds, excluded, possible=possible)
    if verdict is Truth.no:
        return Judgement(rule.id, verdict, rule.urgency)
    acts = tuple(act for do in rule.do for act in _chosen(do, view)) if verdict is Truth.yes else ()
    asks = open_questions(both(when, unless), view)
    asks = tuple(dict.fromkeys([*asks, *(q for act in acts for q in act.asks)]))
    return Judgement(rule.id, verdict, rule.urgency, possible, acts, asks)


def _truth(rest: c.Condition | bool) -> Kleene:
    return rest if isinstance(rest, bool) else None


def _verdict(holds: Kleene, excluded: Kleene, *, possible: bool) -> Truth:
    if holds is False or excluded is True:
        return Truth.no
    return Truth.yes if holds or possible else Truth.unknown


def _chosen(do: Do, view: View) -> list[ChosenAct]:
    if do.when is None and isinstance(do.unless, c.Never):
        return [ChosenAct(do.act, do.within, do.limit)]
    wanted: Kleene = True if do.when is None else evaluate(do.when, view)
    if wanted is False:
        return []
    blocked = evaluate(do.unless, view)
    asks = decisive(c.All((do.when or c.Always(), c.Not(do.unless))), view)
    first = Certainty.if_ if wanted is None else (Certainty.certain if blocked is False else Certainty.unless)
    found = [] if blocked is True else [ChosenAct(do.act, do.within, do.limit, first, asks)]
    if do.otherwise is not None and blocked is not False:
        second = Certainty.certain if blocked is True and wanted is True else Certainty.otherwise
        found.append(ChosenAct(do.otherwise, do.within, do.limit, second, asks))
    return found


def _overridden(judgements: dict[str, Judgement], knowledge: Knowledge) -> dict[str, Judgement]:
    for name, judgement in list(judgements.items()):
        if judgement.verdict is not Truth.yes:
            continue
        for other in knowledge.recommendations[name].overrides:
            if other in judgements and judgements[other].verdict is Truth.yes:
                old = judgements[other]
                judgements[other] = Judgement(
                    other, old.verdict, old.urgency, old.possible, old.acts, old.asks, overridden_by=name
                )
    return judgements


def _is_open(judgement: Judgement, scope: Scope) -> bool:
    """Whether an answer could still make it fire: not for a question that is about no patient."""
    return judgement.verdict is Truth.unknown and scope.cover is not Cover.general


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


def _within(scope: Scope, judgement: Judgement, knowledge: Knowledge) -> bool:
    """Outside its population the pathway still rings and asks its alarms; outside its subject it only rings them."""
    if scope.cover in (Cover.outside, Cover.general) and judgement.verdict is not Truth.yes:
        return False
    return knowledge.recommendations[judgement.recommendation].urgency in ALARMS


def rank_unknowns(judgements: Mapping[str, Judgement], view: View, touched: frozenset[str]) -> tuple[Unknown, ...]:
    """Every decisive question: the most urgent first, then what the case raises, then the clinicians' own order."""
    changes: dict[str, list[str]] = {}
    urgency: dict[str, Urgency] = {}
    for judgement in sorted(judgements.values(), key=lambda j: -j.urgency.rank):
        for question in judgement.asks:
            changes.setdefault(question, []).append(judgement.recommendation)
            urgency.setdefault(question, judgement.urgency)
    raised = _raised(view, touched)
    places = _places(view.knowledge)

    def rank(unknown: Unknown) -> tuple[object, ...]:
        far = raised.isdisjoint(unknown.would_change)
        place = places.get(unknown.fact, len(places))
        return (-unknown.urgency.rank, far, place, -len(unknown.would_change), unknown.fact)

    found = [Unknown(fact, tuple(names), urgency[fact]) for fact, names in changes.items()]
    return tuple(sorted(found, key=rank))


_PLACES: dict[str, dict[str, int]] = {}


def _places(knowledge: Knowledge) -> dict[str, int]:
    """Where each fact stands in the clinicians' own order of questions."""
    if knowledge.hash not in _PLACES:
        order = {group: n for n, group in enumerate(knowledge.pathway.ask_first)}
        _PLACES[knowledge.hash] = {f.id: order.get(f.group or "", len(order)) for f in knowledge.facts.values()}
    return _PLACES[knowledge.hash]


def _raised(view: View, touched: frozenset[str]) -> frozenset[str]:
    """Recommendations that look at a red flag which is present."""
    reach = reach_of(view.knowledge).rules
    flags = {name for name in touched if name in view.knowledge.facts and view.knowledge.facts[name].red_flag}
    present = {name for name in flags if (known := view.known(name)) is not None and known.value is True}
    return frozenset(name for name, read in reach.items() if not read.isdisjoint(present))


def _drugs(judgements: Mapping[str, Judgement], knowledge: Knowledge) -> Iterator[str]:
    for judgement in judgements.values():
        for chosen in judgement.acts if judgement.fires else ():
            act = knowledge.acts[chosen.act]
            if act.drug is not None and not act.is_against:
                yield act.drug


_CHECKED = {Verdict.block: Certainty.withheld, Verdict.avoid: Certainty.withheld, Verdict.hold: Certainty.held}


def _with_checks(
    judgements: dict[str, Judgement], proposed: Mapping[str, DoseCheck], knowledge: Knowledge
) -> dict[str, Judgement]:
    """The judgements with every act that would start a drug held or withheld as its check demands."""

    def checked(chosen: ChosenAct) -> ChosenAct:
        drug = knowledge.acts[chosen.act].drug
        if drug is None or drug not in proposed or knowledge.acts[chosen.act].is_against:
            return chosen
        return replace(chosen, certainty=_CHECKED.get(proposed[drug].verdict, chosen.certainty))

    if not proposed:
        return judgements
    return {name: replace(j, acts=tuple(map(checked, j.acts))) if j.acts else j for name, j in judgements.items()}


def find_contradictions(judgements: Mapping[str, Judgement], knowledge: Knowledge) -> tuple[Contradiction, ...]:
    """Pairs of advised acts on one target with opposite direction that no recorded disagreement allows."""
    allowed = {frozenset(pair) for k in knowledge.conflicts.values() for pair in k.allows}
    by_target: dict[str, list[tuple[str, str]]] = {}
    for judgement in judgements.values():
        for act in judgement.acts if judgement.fires else ():
            if act.certainty is Certainty.certain:
                by_target.setdefault(knowledge.acts[act.act].target, []).append((judgement.recommendation, act.act))
    return tuple(
        Contradiction(target, (a[0], b[0]), (a[1], b[1]))
        for target, found in by_target.items()
        for a, b in combinations(found, 2)
        if knowledge.acts[a[1]].is_against != knowledge.acts[b[1]].is_against and frozenset((a[1], b[1])) not in allowed
        and overlap(knowledge.recommendations[a[0]], knowledge.recommendations[b[0]], knowledge)
    )  # fmt: skip


def overlap(a: Recommendation, b: Recommendation, knowledge: Knowledge) -> bool:
    """Whether the stages of two recommendations share a time; one without a stage holds at any."""
    if a.stage is None or b.stage is None or a.stage == b.stage:
        return True
    stages = {stage.id: stage for stage in knowledge.pathway.stages}
    first, second = sorted((stages[a.stage], stages[b.stage]), key=lambda s: s.from_week)
    return first.to_week is None or second.from_week < first.to_week


def _highest(levels: Iterable[Urgency]) -> Urgency:
    return max(levels, key=lambda level: level.rank, default=Urgency.routine)
