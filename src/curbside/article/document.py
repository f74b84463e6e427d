"""The answer as a document for machines: a published, versioned schema.

Version 1.  Keys are only ever added within a version; `curbside schema answer`
prints the JSON Schema of these records.
"""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # the schema of typing's own cannot be read on Python 3.11


class NumberSpan(TypedDict):
    """A number from low to high; null means open."""

    low: float | None
    high: float | None
    unit: str


class FindingOut(TypedDict):
    fact: str
    value: bool | str | NumberSpan
    status: str
    span: tuple[int, int] | None
    """Characters of the text, end excluded; null for an answer or a computed value."""
    quote: str | None
    given: bool
    """True for a correction by the asker."""
    course: str | None
    side: str | None
    onset_days: NumberSpan | None
    reason: str


class TraceOut(TypedDict):
    text: str
    truth: Literal["yes", "no", "unknown"]
    findings: tuple[int, ...]
    """Positions in `findings` of what decided this node."""
    parts: tuple[TraceOut, ...]


class ActOut(TypedDict):
    act: str
    kind: str
    target: str
    text: str
    within: str | None
    certainty: str


class RecommendationOut(TypedDict):
    id: str
    title: str
    section: str
    urgency: str
    verdict: Literal["yes", "no", "unknown"]
    possible: bool
    overridden_by: str | None
    strength: str
    certainty: str
    acts: tuple[ActOut, ...]
    say: str
    because: tuple[str, ...]
    asks: tuple[str, ...]
    trace: TraceOut


class UnknownOut(TypedDict):
    fact: str
    question: str
    urgency: str
    would_change: tuple[str, ...]


class CriterionOut(TypedDict):
    id: str
    title: str
    status: Literal["met", "not_met", "not_documented", "waived"]
    document: str
    because: tuple[str, ...]


class CriteriaOut(TypedDict):
    id: str
    title: str
    asked: bool
    status: Literal["met", "not_met", "not_documented"]
    criteria: tuple[CriterionOut, ...]
    missing: tuple[str, ...]


class SideOut(TypedDict):
    who: str
    says: str
    year: int | None
    population: str
    because: tuple[str, ...]


class ConflictOut(TypedDict):
    id: str
    question: str
    sides: tuple[SideOut, ...]
    tips: str


class DoseOut(TypedDict):
    """A medicine with its check on this patient."""

    drug: str
    use: str
    """taken, planned, asked, or proposed by the plan."""
    status: str
    text: str
    reasons: tuple[str, ...]
    boxed: tuple[str, ...]
    arithmetic: tuple[str, ...]
    asks: tuple[str, ...]
    because: tuple[str, ...]


class StepOut(TypedDict):
    """An advised act in its stage of care, and where it stands today."""

    act: str
    recommendation: str
    text: str
    within: str | None
    state: Literal["done", "overdue", "not_documented", "due", "later", "stands", "undated"]
    reason: str
    """Why it is overdue; "" otherwise."""
    asks: tuple[str, ...]
    """What would show whether it was done, while nothing shows it."""
    counted_from: str
    because: tuple[str, ...]
    """The statements that set its time; empty by consensus."""


class StageOut(TypedDict):
    id: str
    title: str
    from_week: float
    to_week: float | None
    steps: tuple[StepOut, ...]


class TimelineOut(TypedDict):
    """The stages on the patient's own clock; `counted_from` names the fact that is the clock."""

    week: NumberSpan | None
    counted_from: str | None
    stages: tuple[StageOut, ...]


class FigureOut(TypedDict):
    name: str
    text: str
    scope: str


class BlockOut(TypedDict):
    kind: str
    text: str
    citations: tuple[int, ...]
    recommendation: str | None
    because: tuple[str, ...]
    findings: tuple[int, ...]
    figures: tuple[FigureOut, ...]
    marks: tuple[str, ...]
    urgency: str | None
    act: str | None
    within: str | None


class SectionOut(TypedDict):
    id: str
    title: str
    blocks: tuple[BlockOut, ...]
    folded: bool
    """True for evidence and background that stand behind the page."""


class ReferenceOut(TypedDict):
    n: int
    source: str
    type: str
    title: str
    authors: str | None
    year: int | None
    identifiers: dict[str, str]
    verification: str
    region: str | None


class ArticleOut(TypedDict):
    title: str
    audience: str
    heading: str
    bottom_line: BlockOut
    sections: tuple[SectionOut, ...]
    references: tuple[ReferenceOut, ...]
    disclaimer: str
    intended_use: str
    review_status: str


class ScopeOut(TypedDict):
    cover: Literal["covered", "indirect", "emergencies_only", "general", "outside"]
    exclusions: tuple[str, ...]
    open_exclusions: tuple[str, ...]


class KnowledgeOut(TypedDict):
    edition: str
    hash: str
    library_hash: str


class QuestionOut(TypedDict):
    type: str
    topics: tuple[str, ...]


class AnswerDocument(TypedDict):
    """One answer, complete: enough to show it, to check it and to make it again."""

    schema_version: Literal["1"]
    urgency: Literal["emergency", "urgent", "soon", "routine"]
    urgency_possible: Literal["emergency", "urgent", "soon", "routine"]
    scope: ScopeOut
    question: QuestionOut
    findings: tuple[FindingOut, ...]
    not_understood: tuple[str, ...]
    unread: tuple[str, ...]
    """Passages about the body in which nothing was read."""
    recommendations: tuple[RecommendationOut, ...]
    unknowns: tuple[UnknownOut, ...]
    criteria: tuple[CriteriaOut, ...]
    conflicts: tuple[ConflictOut, ...]
    doses: tuple[DoseOut, ...]
    timeline: TimelineOut
    article: ArticleOut
    related_questions: tuple[str, ...]
    knowledge: KnowledgeOut
    plan_hash: str
    today: str
    region: Literal["us", "uk"]
