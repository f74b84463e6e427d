"""The verdict of each rule and criteria set on one case."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import TypeVar

from curbside.case.kleene import Kleene
from curbside.knowledge import conditions as c
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Do, Recommendation
from curbside.pathway.criteria import judge_criteria
from curbside.pathway.decisive import both, decisive, open_questions, prune
from curbside.pathway.model import ALARMS, Certainty, ChosenAct, CriteriaReport, Judgement, Truth
from curbside.pathway.reach import reach_of
from curbside.pathway.truth import evaluate
from curbside.pathway.view import View


def judge_rules(view: View, states: Mapping[str, int]) -> dict[str, Judgement]:
    """Every recommendation of the region judged, once for each state of what it reads."""
    reach, here, state = reach_of(view.knowledge), states[""], states.get
    rules, reached = view.knowledge.recommendations, reach.rules_reading(states)
    found = {}
    for name in reach.regions[view.region]:
        key = (name, here, *map(state, reach.rules[name])) if name in reached else (name, here)
        found[name] = _JUDGED.get(key) or _kept(_JUDGED, key, partial(judge, rules[name], view))
    return found


def report_criteria(view: View, states: Mapping[str, int]) -> tuple[CriteriaReport, ...]:
    """Every criteria set of the region reported on, once for each state of what it reads."""
    reach = reach_of(view.knowledge).criteria
    found = []
    for name, entry in view.knowledge.criteria.items():
        if entry.region not in (None, view.region):
            continue
        key = (name, states[""], *map(states.get, reach[name]))
        found.append(_kept(_REPORTED, key, partial(judge_criteria, entry, view)))
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


def with_overrides(judgements: dict[str, Judgement], knowledge: Knowledge) -> dict[str, Judgement]:
    """The judgements with those marked that a rule which fires puts out of force."""
    yes = Truth.yes
    for name in [name for name, judgement in judgements.items() if judgement.verdict is yes]:
        for other in knowledge.recommendations[name].overrides:
            if other in judgements and judgements[other].verdict is yes:
                old = judgements[other]
                judgements[other] = Judgement(
                    other, old.verdict, old.urgency, old.possible, old.acts, old.asks, overridden_by=name
                )
    return judgements
