"""Which open questions to ask first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from curbside.knowledge.load import Knowledge
from curbside.pathway.model import Judgement, Unknown
from curbside.pathway.reach import reach_of
from curbside.pathway.view import View


def rank_unknowns(judgements: Mapping[str, Judgement], view: View, touched: frozenset[str]) -> tuple[Unknown, ...]:
    """Every decisive question: the most urgent first, then what the case raises, then the clinicians' own order."""
    changes: defaultdict[str, list[str]] = defaultdict(list)
    asking = [judgement for judgement in judgements.values() if judgement.asks]
    asking.sort(key=lambda judgement: -judgement.urgency.rank)
    for judgement in asking:
        for question in judgement.asks:
            changes[question].append(judgement.recommendation)
    raised = {fact for name in _raised(view, touched) & judgements.keys() for fact in judgements[name].asks}
    places = _places(view.knowledge)
    last = len(places)
    ranked = []
    for fact, names in changes.items():
        urgency = judgements[names[0]].urgency
        ranked.append((-urgency.rank, fact not in raised, places.get(fact, last), -len(names), fact, urgency))
    ranked.sort()
    return tuple([Unknown(fact, tuple(changes[fact]), urgency) for _, _, _, _, fact, urgency in ranked])


_PLACES: dict[str, dict[str, int]] = {}


def _places(knowledge: Knowledge) -> dict[str, int]:
    """Where each fact stands in the clinicians' own order of questions."""
    if knowledge.hash not in _PLACES:
        order = {group: n for n, group in enumerate(knowledge.pathway.ask_first)}
        _PLACES[knowledge.hash] = {f.id: order.get(f.group or "", len(order)) for f in knowledge.facts.values()}
    return _PLACES[knowledge.hash]


def _raised(view: View, touched: frozenset[str]) -> frozenset[str]:
    """Recommendations that look at a red flag which is present."""
    flags = {name for name in touched if name in view.knowledge.facts and view.knowledge.facts[name].red_flag}
    present = [n for n in flags if (known := view.known(n)) is not None and known.value is True]
    return reach_of(view.knowledge).rules_reading(present)
