"""What the page about this product counts, made from the knowledge base and never written by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from curbside.doors.knowledge_pages import open_points
from curbside.doors.web.views.library_parts import HOW_READ
from curbside.knowledge.load import Knowledge


@dataclass(frozen=True, slots=True)
class About:
    recommendations: int
    consensus: int
    """Recommendations that rest on clinical consensus alone."""
    to_check: int
    """Recommendations with a statement from memory of its source."""
    sources: tuple[tuple[str, str, int], ...]
    """How far the sources in force were read: mark, words, count."""
    refused: int
    """Sources that are not in force, or were refused: never support."""
    questionnaires: int


def about(knowledge: Knowledge) -> About:
    """The editorial state of this edition."""
    points = [open_points(rule.because, knowledge) for rule in knowledge.recommendations.values()]
    current = [source for source in knowledge.sources.values() if source.status == "current"]
    read = Counter(source.verification for source in current)
    return About(
        recommendations=len(points),
        consensus=sum(any("consensus" in point for point in found) for found in points),
        to_check=sum(any(point.startswith("check the source") for point in found) for found in points),
        sources=tuple((mark.value, words, read[mark]) for mark, words in HOW_READ.items() if read[mark]),
        refused=len(knowledge.sources) - len(current),
        questionnaires=len(knowledge.questionnaires) + len(knowledge.shelves["instruments"]),
    )
