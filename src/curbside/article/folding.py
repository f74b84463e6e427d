"""What stands on the page, and what is folded away behind it: nothing is lost, and what must be seen is never folded.

On the page stand the advice that the case or the question touches, every act that
applies, every dose with its check, every hold and every warning.  Behind it stand the
evidence in full, the reasons behind advice that holds for everybody after spine
surgery, and the advice that waits for something of which the text says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from curbside.article.blocks import Desk, note
from curbside.article.manner import MANNERS
from curbside.article.model import ArticleSection, Block, BlockKind
from curbside.article.nearness import answers_question, closeness
from curbside.knowledge.model import Recommendation, Urgency

NOT_TOUCHED = "Not touched by what was written: {titles}."
"""The words that name advice of which the text says nothing."""

_NEVER = (BlockKind.dose, BlockKind.hold, BlockKind.safety_net, BlockKind.act, BlockKind.criterion)
"""Kinds that always stand on the page."""


def folded(desk: Desk, sections: tuple[ArticleSection, ...]) -> tuple[ArticleSection, ...]:
    """The sections with what may stand behind the page moved behind it, in the same order."""
    if not MANNERS[desk.audience].folds:
        return tuple(sorted(sections, key=lambda section: section.folded))
    shown, behind = [], []
    told: set[Block] = set()
    places = {place.id for place in desk.knowledge.pathway.sections}
    for section in sections:
        if section.folded:
            behind.append(section)
            continue
        in_plan = section.id in places
        details = tuple(b for b in section.blocks if _is_detail(desk, b) or (in_plan and b.kind is BlockKind.note))
        kept = tuple(block for block in section.blocks if block not in details)
        if kept:
            shown.append(replace(section, blocks=kept))
        details = tuple(block for block in details if block not in told)
        told.update(block for block in details if block.kind is BlockKind.evidence)
        if details:
            blocks = tuple(_under_titles(desk, details))
            behind.append(ArticleSection(f"{section.id}-details", section.title, blocks, folded=True))
    return (*shown, *behind)


def _is_detail(desk: Desk, block: Block) -> bool:
    if block.kind in _NEVER:
        return False
    if block.kind is BlockKind.evidence or block.template == NOT_TOUCHED:
        return True
    rule = desk.knowledge.recommendations.get(block.recommendation or "")
    if rule is None or rule.urgency not in (Urgency.routine, Urgency.soon) or _is_asked(desk, rule):
        return False
    match block.kind:
        case BlockKind.advice:
            return not _is_touched(desk, rule) and rule.section not in _WARNS
        case BlockKind.open:
            return not _is_touched(desk, rule)
        case BlockKind.against:
            return True
        case _:
            return False


_WARNS = ("avoid",)
"""Sections whose every sentence is a warning."""


def _is_asked(desk: Desk, rule: Recommendation) -> bool:
    return rule.id in desk.assessment.answers or answers_question(desk, rule) > 1


def _is_touched(desk: Desk, rule: Recommendation) -> bool:
    """The text holds something that this rule looks at and that not everybody after spine surgery has."""
    return closeness(desk, rule) > 0 or answers_question(desk, rule) > 0


def _under_titles(desk: Desk, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The details, each group beneath the title of its advice."""
    last: str | None = None
    for block in blocks:
        rule = desk.knowledge.recommendations.get(block.recommendation or "")
        if rule is not None and rule.id != last and block.kind is not BlockKind.advice:
            yield replace(note("{the_title}.", the_title=rule.title.rstrip(".")), recommendation=rule.id)
        last = block.recommendation
        yield block
