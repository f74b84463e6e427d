"""What waits for a clinician: rules on consensus, rows from memory, sources to read."""

from __future__ import annotations

from collections.abc import Iterator

from curbside.doors.knowledge_pages import MADE, open_points
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Verification


def sign_off_page(knowledge: Knowledge) -> str:
    """The list a clinical safety officer works through before release."""
    return "\n".join(["# What waits for clinical sign-off", "", MADE, *_lines(knowledge)]) + "\n"


def _lines(knowledge: Knowledge) -> Iterator[str]:
    points = {rule.id: open_points(rule.because, knowledge) for rule in knowledge.recommendations.values()}
    consensus = [name for name, found in points.items() if any("consensus" in point for point in found)]
    yield ""
    yield f"No recommendation has been reviewed by a clinician yet ({len(points)} wait). Beyond that review:"
    yield ""
    yield f"## Rest on clinical consensus alone ({len(consensus)})"
    yield ""
    for name in sorted(consensus, key=lambda n: (-knowledge.recommendations[n].urgency.rank, n)):
        rule = knowledge.recommendations[name]
        yield f"- {rule.urgency.value}: {rule.title.rstrip('.')} (`{name}`)"
    yield from _from_memory(knowledge)


def _from_memory(knowledge: Knowledge) -> Iterator[str]:
    used = {row for rule in knowledge.recommendations.values() for row in rule.because}
    for mark, title in (
        (Verification.memory, "Statements from memory that a recommendation uses: check the source"),
        (Verification.partly, "Statements read in part that a recommendation uses: check the figure"),
    ):
        rows = [s for s in knowledge.statements.values() if s.verification is mark and s.id in used]
        yield ""
        yield f"## {title} ({len(rows)})"
        yield ""
        yield from (f"- {s.id}: {', '.join(s.sources)}" for s in rows)
    silent = [s for s in knowledge.statements.values() if s.verification is Verification.unverified]
    rows_ = [r for r in knowledge.shelves.get("rows", {}).values() if r.mark is Verification.unverified]
    yield ""
    yield f"## Unverified: silent until someone reads the source ({len(rows_)})"
    yield ""
    yield from (f"- {row.id}" for row in rows_)
    yield from (f"- {s.id}" for s in silent if s.id not in {row.id for row in rows_})
