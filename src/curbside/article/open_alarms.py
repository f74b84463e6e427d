"""Emergencies that are not excluded: the questions that settle them, and behind those every alarm by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from curbside.article.blocks import Desk, note, sentence
from curbside.article.model import ArticleSection, Block, BlockKind
from curbside.case.model import CURRENT
from curbside.knowledge.conditions import facts_of
from curbside.knowledge.model import Recommendation
from curbside.pathway.model import ALARMS, Judgement

MOST_LABELS = 4
"""Questions named in one line."""

MOST_LINES = 6
"""Groups of questions that have a line of their own; the later ones share one."""

MOST_TITLES = 2
"""Emergencies named in one line; behind the page stand all of them."""

_TITLES = ("Emergencies not yet excluded", "What has not been ruled out yet")


def open_alarms(desk: Desk) -> Iterator[ArticleSection]:
    """What the text raises in full; the rest by the questions that would settle it.  None is dropped."""
    title = _TITLES[desk.for_patient]
    open_ = [j for j in desk.assessment.open() if j.urgency in ALARMS]
    ranked = sorted(open_, key=lambda j: (not _is_raised(desk, desk.rule(j)), _asked_at(desk, j)))
    raised = [j for j in ranked if _is_raised(desk, desk.rule(j))]
    blocks = [block for j in raised for block in _open(desk, j)]
    if desk.for_patient:
        yield ArticleSection("not-excluded", title, tuple(blocks))
        return
    rest = [j for j in ranked if j not in raised]
    groups = list(_by_group(desk, rest).items())
    lines = tuple(_line(desk, group, settled) for group, settled in groups[:MOST_LINES])
    lines += tuple(_briefly(desk, groups[MOST_LINES:]))
    yield ArticleSection("not-excluded", title, (*blocks, *lines))
    each = tuple(_named(desk, j) for j in rest)
    yield ArticleSection("not-excluded-details", f"{title}, one by one", each, folded=True)


def _by_group(desk: Desk, judgements: list[Judgement]) -> dict[str, list[Judgement]]:
    """The alarms by the group of questions that a careful clinician asks first for each, in the order of asking."""
    order = {group: n for n, group in enumerate(desk.knowledge.pathway.ask_first)}
    found: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        groups = [desk.knowledge.facts[a].group or "" for a in judgement.asks if a in desk.knowledge.facts]
        first = min(groups, key=lambda group: order.get(group, len(order)), default="")
        found.setdefault(first if first in order else "", []).append(judgement)
    return dict(sorted(found.items(), key=lambda item: order.get(item[0], len(order))))


def _line(desk: Desk, group: str, settled: list[Judgement]) -> Block:
    """One line: what to ask, and which emergencies the answers would settle."""
    facts = desk.knowledge.facts
    asked = dict.fromkeys(a for j in settled for a in j.asks if a in facts and (facts[a].group == group or not group))
    often = sorted(asked, key=lambda a: -sum(a in j.asks for j in settled))[:MOST_LABELS]
    labels = _labels(desk, often)
    titles = [desk.rule(j).title.rstrip(".") for j in settled]
    told = "; ".join(titles[:MOST_TITLES])
    more = len(titles) - MOST_TITLES
    told += f"; and {more} more" if more > 0 else ""
    block = note("Ask about {the_questions}. This settles: {the_emergencies}.",
                 the_questions=labels, the_emergencies=told)  # fmt: skip
    return replace(block, kind=BlockKind.question, recommendation=often[0] if often else None,
                   urgency=max((j.urgency for j in settled), key=lambda u: u.rank))  # fmt: skip


def _briefly(desk: Desk, groups: list[tuple[str, list[Judgement]]]) -> Iterator[Block]:
    """One line for all the later groups: what to ask first in each."""
    facts = desk.knowledge.facts
    firsts = []
    for group, settled in groups:
        asked = [a for j in settled for a in j.asks if a in facts and (facts[a].group == group or not group)]
        firsts += list(dict.fromkeys(asked))[: 1 if group else MOST_LABELS]
    if firsts:
        settled_by_all = [j for _, settled in groups for j in settled]
        block = note("Then ask about {the_questions}. This settles {count} more.",
                     the_questions=_labels(desk, dict.fromkeys(firsts)), count=str(len(settled_by_all)))  # fmt: skip
        urgency = max((j.urgency for j in settled_by_all), key=lambda u: u.rank)
        yield replace(block, kind=BlockKind.question, recommendation=firsts[0], urgency=urgency)


def _asked_at(desk: Desk, judgement: Judgement) -> float:
    """Where in the clinicians' order of questions an open alarm would be settled, on average over its questions."""
    order = {group: n for n, group in enumerate(desk.knowledge.pathway.ask_first)}
    facts = desk.knowledge.facts
    places = [order.get(facts[a].group or "", len(order)) for a in judgement.asks if a in facts]
    return sum(places) / len(places) if places else len(order)


def _is_raised(desk: Desk, rule: Recommendation) -> bool:
    """Something that the rule looks at is present."""
    red = (f for f in facts_of(rule.when) if desk.knowledge.facts[f].red_flag)
    return any(f.value is True and f.status in CURRENT for fact in red for f in desk.assessment.known.get(fact, ()))


def _open(desk: Desk, judgement: Judgement) -> Iterator[Block]:
    rule = desk.rule(judgement)
    words = rule.say.unknown_patient if desk.for_patient else rule.say.unknown
    if words is not None:
        yield sentence(desk, BlockKind.open, words, rule, judgement)
    elif not desk.for_patient:
        yield _checklist(desk, rule)


def _checklist(desk: Desk, rule: Recommendation) -> Block:
    title = rule.title.rstrip(".")
    block = sentence(desk, BlockKind.open, title, rule)
    asked = ("the_open_questions", _labels(desk, desk.assessment.judgements[rule.id].asks))
    return replace(block, template=f"{title}: ask about {{the_open_questions}}.", fills=(*block.fills, asked))


def _named(desk: Desk, judgement: Judgement) -> Block:
    """One alarm by its title, with all the questions that settle it."""
    title = desk.rule(judgement).title.rstrip(".")
    told = note("{the_emergency}: ask about {the_questions}.", the_emergency=title,
                the_questions=_labels(desk, judgement.asks))  # fmt: skip
    return replace(told, kind=BlockKind.question, recommendation=judgement.recommendation, urgency=judgement.urgency)


def _labels(desk: Desk, asks: Iterable[str]) -> str:
    facts = desk.knowledge.facts
    return (
        "; ".join(facts[a].label for a in asks if a in facts and not facts[a].social) or "the medicines and the course"
    )
