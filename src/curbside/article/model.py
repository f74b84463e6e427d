"""The answer as a titled article whose every sentence shows where it comes from.

Two ideas carry this module.

*A sentence is a template and its fills.*  The words come from the knowledge base;
every digit in them comes from a fill: a figure, a finding or a computed value.
`check` can therefore prove that no number was typed.

*Support is part of the sentence.*  A block holds the statements and findings it
rests on; its citation numbers are made from them and cannot be written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from curbside.case.model import Finding
from curbside.knowledge.model import Region, SourceType, Urgency, Verification


class Audience(StrEnum):
    """Whom the article speaks to.  All carry the same urgency, warnings, drugs and numbers."""

    specialist = "specialist"
    gp = "gp"
    nurse = "nurse"
    reviewer = "reviewer"
    patient = "patient"


class BlockKind(StrEnum):
    advice = "advice"
    act = "act"
    evidence = "evidence"
    against = "against"
    open = "open"
    """Advice that waits for an answer."""
    hold = "hold"
    finding = "finding"
    question = "question"
    criterion = "criterion"
    dose = "dose"
    side = "side"
    """One side of a disagreement."""
    safety_net = "safety_net"
    explanation = "explanation"
    """A paragraph of a page that explains, for patients."""
    note = "note"
    """Words about the article itself; makes no clinical claim."""


CLINICAL = (
    BlockKind.advice,
    BlockKind.act,
    BlockKind.evidence,
    BlockKind.against,
    BlockKind.open,
    BlockKind.hold,
    BlockKind.criterion,
    BlockKind.dose,
    BlockKind.side,
    BlockKind.safety_net,
    BlockKind.explanation,
)
"""Kinds of block that claim something clinical and therefore need support."""


class Mark(StrEnum):
    """What a reader must be told about a sentence besides its source."""

    possible = "rests on a possible finding"
    sign_off = "clinical consensus, awaiting clinical sign-off"
    check_source = "check the source"
    indirect = "indirect: the operation is not stated"
    not_reviewed = "not yet reviewed by a clinician"


@dataclass(frozen=True, slots=True)
class FigureUse:
    """A figure as it was printed, and the scope that must be printed with it."""

    name: str
    text: str
    scope: str
    inline: bool
    """The scope stands in the sentence itself; otherwise it stands beside it."""


@dataclass(frozen=True, slots=True)
class Block:
    """One sentence or list item with its basis.

    `text` is `template` with its `fills` put in.  `because` names the statements,
    `findings` the words of the case, `recommendation` the rule (or criteria set,
    conflict) that speaks.
    """

    kind: BlockKind
    template: str
    fills: tuple[tuple[str, str], ...] = ()
    recommendation: str | None = None
    because: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    figures: tuple[FigureUse, ...] = ()
    marks: tuple[Mark, ...] = ()
    urgency: Urgency | None = None
    act: str | None = None
    within: str | None = None
    citations: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        filled = self.template
        for name, value in self.fills:
            filled = filled.replace("{" + name + "}", value)
        return filled


@dataclass(frozen=True, slots=True)
class ArticleSection:
    id: str
    title: str
    blocks: tuple[Block, ...]
    folded: bool = False
    """Stands behind the page: evidence and background, which a format may fold away."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A numbered entry of the reference list."""

    n: int
    source: str
    type: SourceType
    title: str
    authors: str | None
    year: int | None
    identifiers: tuple[tuple[str, str], ...]
    verification: Verification
    region: Region | None


@dataclass(frozen=True, slots=True)
class Stamp:
    """What made the article: enough to make it again."""

    today: date
    region: Region
    edition: date
    knowledge_hash: str
    library_hash: str
    plan_hash: str
    review_status: str


@dataclass(frozen=True, slots=True)
class Article:
    """A finished article.  Only `check.check` hands one out."""

    title: str
    audience: Audience
    heading: str
    """What stands above everything ("Draft for a clinician to release" for patients); "" for none."""
    bottom_line: Block
    urgency: Urgency
    urgency_possible: Urgency
    sections: tuple[ArticleSection, ...]
    references: tuple[Reference, ...]
    related_questions: tuple[str, ...]
    disclaimer: str
    intended_use: str
    stamp: Stamp
    judged: bool = True
    """False for a question outside the pathway in which no alarm rang: it has no urgency to print."""

    def blocks(self) -> tuple[Block, ...]:
        """The bottom line and every block of every section, in order."""
        return (self.bottom_line, *(block for section in self.sections for block in section.blocks))
