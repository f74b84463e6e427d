"""Advised acts that speak against each other."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Recommendation
from curbside.pathway.model import Certainty, Contradiction, Judgement


def find_contradictions(judgements: Mapping[str, Judgement], knowledge: Knowledge) -> tuple[Contradiction, ...]:
    """Pairs of advised acts on one target with opposite direction that no recorded disagreement allows."""
    by_target: dict[str, list[tuple[str, str]]] = {}
    for judgement in judgements.values():
        for act in judgement.acts if judgement.acts and judgement.fires else ():
            if act.certainty is Certainty.certain:
                by_target.setdefault(knowledge.acts[act.act].target, []).append((judgement.recommendation, act.act))
    return tuple(
        Contradiction(target, (a[0], b[0]), (a[1], b[1]))
        for target, found in by_target.items()
        for a, b in combinations(found, 2)
        if knowledge.acts[a[1]].is_against != knowledge.acts[b[1]].is_against
        and not _is_allowed(a[1], b[1], knowledge)
        and overlap(knowledge.recommendations[a[0]], knowledge.recommendations[b[0]], knowledge)
    )


def _is_allowed(first: str, second: str, knowledge: Knowledge) -> bool:
    """Whether a recorded disagreement of guidelines lets both acts stand."""
    return any({first, second} == set(pair) for k in knowledge.conflicts.values() for pair in k.allows)


def overlap(a: Recommendation, b: Recommendation, knowledge: Knowledge) -> bool:
    """Whether the stages of two recommendations share a time; one without a stage holds at any."""
    if a.stage is None or b.stage is None or a.stage == b.stage:
        return True
    stages = {stage.id: stage for stage in knowledge.pathway.stages}
    first, second = sorted((stages[a.stage], stages[b.stage]), key=lambda s: s.from_week)
    return first.to_week is None or second.from_week < first.to_week
