"""The parts that one kind of reader needs and the others do not: routes, watching, documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from curbside.article.blocks import WITHIN, Desk, act_block, note, supporting
from curbside.article.model import ArticleSection, Audience, Block, BlockKind
from curbside.knowledge.model import Act, ActKind, Urgency
from curbside.pathway.model import ALARMS, ChosenAct, Cover, Documented, Judgement
from curbside.pathway.scope import is_for_anyone

ROUTES = (ActKind.call, ActKind.refer)
WATCHED = (ActKind.call, ActKind.examine, ActKind.ask, ActKind.teach)
"""What a nurse or therapist does first: escalate, measure, ask, teach."""


def is_watched(desk: Desk, judgement: Judgement, chosen: ChosenAct) -> bool:
    """True for an act that stands in the section on watching instead of beneath its advice.

    Only what is advised stands there: an answer in general keeps its acts.
    """
    kind = desk.knowledge.acts[chosen.act].kind
    is_advised = judgement.fires and judgement.urgency not in ALARMS
    return desk.audience is Audience.nurse and is_advised and kind in WATCHED


def in_reading_order(desk: Desk, judgement: Judgement) -> tuple[ChosenAct, ...]:
    """The acts of a recommendation; for a nurse or therapist, escalation first in an alarm."""
    if desk.audience is not Audience.nurse:
        return judgement.acts
    kept = (chosen for chosen in judgement.acts if not is_watched(desk, judgement, chosen))
    return tuple(sorted(kept, key=lambda chosen: desk.knowledge.acts[chosen.act].kind not in ROUTES))


def speaking(desk: Desk) -> list[Judgement]:
    """The fired recommendations that may be spoken of now, the most urgent first; in an emergency, the alarms."""
    emergency = desk.assessment.urgency is Urgency.emergency
    limited = desk.assessment.scope.cover in _LIMITED
    fired = (
        j
        for j in desk.assessment.fired()
        if j.urgency in ALARMS or (not emergency and (not limited or is_for_anyone(j, desk.knowledge)))
    )
    return sorted(fired, key=lambda j: -j.urgency.rank)


_LIMITED = (Cover.emergencies_only, Cover.outside)


def advised(desk: Desk, wanted: Callable[[Judgement, Act], bool]) -> tuple[Block, ...]:
    """The wanted acts, each once, by urgency; an act that several recommendations advise is due at its soonest time."""
    found: dict[str, tuple[int, Block]] = {}
    for judgement in speaking(desk):
        for chosen in judgement.acts:
            due = _SOONEST.index(chosen.within) if chosen.within in _SOONEST else len(_SOONEST)
            known = found.get(chosen.act)
            if not wanted(judgement, desk.knowledge.acts[chosen.act]) or (known is not None and known[0] <= due):
                continue
            block = act_block(desk, chosen, desk.rule(judgement), judgement)
            if block is not None:
                found[chosen.act] = (due, block)
    return tuple(block for _, block in found.values())


_SOONEST = tuple(WITHIN)


def routes(desk: Desk) -> ArticleSection:
    """To whom the patient goes, and how soon: for the general clinician."""
    return ArticleSection("routes", "Referral routes", advised(desk, lambda _, act: act.kind in ROUTES))


def watch(desk: Desk) -> ArticleSection:
    """What to escalate, measure, ask and teach beyond the alarms: for the nurse or therapist."""
    blocks = advised(desk, lambda judgement, act: judgement.urgency not in ALARMS and act.kind in WATCHED)
    order = {act.id: WATCHED.index(act.kind) for act in desk.knowledge.acts.values() if act.kind in WATCHED}
    ordered = sorted(blocks, key=lambda block: order[block.act or ""])
    return ArticleSection("watch", "What to watch, measure and escalate", tuple(ordered))


def documents(desk: Desk) -> ArticleSection:
    """The shortest list of documents that would settle what is not documented; never a decision about coverage."""
    blocks = []
    for report in desk.assessment.criteria:
        entry = desk.knowledge.criteria[report.criteria]
        open_ = {r.criterion for r in report.results if r.status is Documented.not_documented}
        for criterion in entry.criteria if report.asked else ():
            if criterion.id in open_:
                words = f"{entry.title}. {criterion.title}: {criterion.document}"
                because = supporting(desk, criterion.because)
                blocks.append(Block(BlockKind.criterion, words, (), entry.id, because))
    if blocks:
        told = "These documents would show what the record does not show yet. This list is no decision about coverage."
        blocks.insert(0, note(told))
    return ArticleSection("documents", "Documents still missing", tuple(blocks))


def with_level(desk: Desk, block: Block) -> Block:
    """A statement with the level of its evidence, as its source or its appraiser states it."""
    level = desk.evidence.statements[block.because[0]].level
    return replace(
        block, template=f"{block.template} Level: {{the_level}}.", fills=(*block.fills, ("the_level", level))
    )
