"""Two tables: where every row of the evidence went, and what is said about every claim that people read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from curbside.knowledge.coverage import Placed, place_rows
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Verification

KINDS = {
    "statement": "Statements",
    "conflict": "Disagreements between guidelines",
    "parameter": "Parameters",
    "source": "Sources",
    "error": "Recorded errors of pages that people read",
    "missing": "Corrections: what was missing",
    "correction": "Corrections: rows that were wrong or incomplete",
    "limit": "Corrections: parameters",
    "citation": "Corrections: citations",
    "wording": "Corrections: wording",
    "drug": "Medicines",
}
SHOWN_HOLDERS = 6


def coverage_page(knowledge: Knowledge) -> str:
    """Every row with what holds it, or the reason why nothing does."""
    placed = place_rows(knowledge)
    lines = ["# Coverage of the evidence tables", "", *_opening(placed)]
    for kind, title in KINDS.items():
        rows = [p for p in placed if p.row.kind == kind]
        lines += ["", f"## {title} ({len(rows)})", "", "| row | read | held by, or why not |", "|---|---|---|"]
        lines += [_line(p) for p in rows]
    return "\n".join(lines) + "\n"


def _opening(placed: tuple[Placed, ...]) -> Iterator[str]:
    held = sum(bool(p.holders) for p in placed)
    refused = sum(bool(p.row.reason) and not p.holders for p in placed)
    lost = [p for p in placed if not p.is_accounted_for]
    yield "Made by `curbside pages` from the knowledge base; do not edit."
    yield ""
    yield f"{len(placed)} rows: {held} held, {refused} not held for a stated reason, {len(lost)} unaccounted for."
    yield "How far a row was read: seen, partly, memory, unverified. An unverified row drives nothing."


def _line(placed: Placed) -> str:
    row = placed.row
    about = f" ({row.about})" if row.about else ""
    shown = ", ".join(f"`{name}`" for name in placed.holders[:SHOWN_HOLDERS])
    more = len(placed.holders) - SHOWN_HOLDERS
    told = shown + (f" and {more} more" if more > 0 else "") if shown else (row.reason or _silent(row.mark))
    return cells(f"{row.id}{about}", row.mark.value if row.mark else "", told)


def _silent(mark: Verification | None) -> str:
    return "unverified: drives nothing" if mark is Verification.unverified else "**unaccounted for**"


def cells(*texts: str) -> str:
    """One line of a Markdown table; a bar inside a text does not end its cell."""
    return "| " + " | ".join(text.replace("|", "\\|").replace("\n", " ") for text in texts) + " |"


def claims_page(knowledge: Knowledge) -> str:
    """Every clinical claim of five pages that people read today, and what Curbside says about it."""
    counts = Counter(claim.verdict for claim in knowledge.claims.values())
    told = ", ".join(f"{counts[v]} {v}" for v in ("supported", "qualified", "contradicted", "unsourced"))
    lines = ["# Claims of pages that people read", "", "Made by `curbside pages`; do not edit.", ""]
    lines += [f"{len(knowledge.claims)} claims of five pages (A0 to A4), in our words: {told}."]
    for article in sorted({claim.article for claim in knowledge.claims.values()}):
        lines += ["", f"## Page {article}", "", "| claim | what it says | verdict | why | said by | evidence |"]
        lines += ["|---|---|---|---|---|---|"]
        for claim in knowledge.claims.values():
            if claim.article == article:
                said, rows = (", ".join(f"`{x}`" for x in xs) for xs in (claim.said_by, claim.because))
                lines.append(cells(claim.id, claim.claim, claim.verdict, claim.why, said, rows))
    return "\n".join(lines) + "\n"
