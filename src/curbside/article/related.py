"""Related questions: from the question bank, on topic, never the question that was asked."""

from __future__ import annotations

import re

from curbside.article.blocks import Desk
from curbside.pathway.model import Truth

MOST_RELATED = 6


def related_questions(desk: Desk) -> tuple[str, ...]:
    """Questions answered by recommendations that this case brings into play, the closest first."""
    in_play = {j.recommendation for j in desk.assessment.judgements.values() if j.verdict is not Truth.no}
    fired = {j.recommendation for j in desk.assessment.fired()}
    asked = _plain(desk.assessment.case.question.text or desk.assessment.case.text)
    ranked = [
        (-len(fired & set(q.answered_by)), -len(in_play & set(q.answered_by)), q.id, q.text)
        for q in desk.knowledge.questions.values()
        if in_play & set(q.answered_by) and _plain(q.text) != asked
    ]
    return tuple(text for *_, text in sorted(ranked)[:MOST_RELATED])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
