"""Turning an answer into its document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from curbside.article.document import (
    ActOut,
    AnswerDocument,
    ArticleOut,
    BlockOut,
    ConflictOut,
    CriteriaOut,
    CriterionOut,
    DoseOut,
    FigureOut,
    FindingOut,
    KnowledgeOut,
    NumberSpan,
    QuestionOut,
    RecommendationOut,
    ReferenceOut,
    ScopeOut,
    SectionOut,
    SideOut,
    TraceOut,
    UnknownOut,
)
from curbside.article.figures import filled
from curbside.article.medicines import as_written, verdict_in_words
from curbside.article.model import Article, Block
from curbside.article.timeline_out import timeline_out
from curbside.case.model import Answer, Finding, Interval, Span
from curbside.drugs.model import DoseCheck, Verdict
from curbside.evidence.model import Evidence
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Recommendation, Region
from curbside.pathway.decisive import LISTS
from curbside.pathway.model import Assessment, Certainty, Judgement, Trace
from curbside.pathway.reach import reach_of, touched_by
from curbside.pathway.trace import trace_rule
from curbside.pathway.view import View


def document_of(article: Article, assessment: Assessment, evidence: Evidence, knowledge: Knowledge) -> AnswerDocument:
    """The whole answer as one record."""
    view = View(assessment.case, knowledge, assessment.region)
    found = _Findings(assessment, touched_by(assessment.case, view))
    return AnswerDocument(
        schema_version="1",
        urgency=assessment.urgency.value,
        urgency_possible=assessment.urgency_possible.value,
        scope=ScopeOut(
            cover=assessment.scope.cover.value,
            exclusions=assessment.scope.exclusions,
            open_exclusions=assessment.scope.open_exclusions,
        ),
        question=QuestionOut(type=assessment.case.question.type.value, topics=assessment.case.question.topics),
        findings=tuple(_finding(f, knowledge) for f in found.order),
        not_understood=tuple(span.quote for span in assessment.case.not_understood),
        unread=tuple(span.quote for span in assessment.case.unread),
        recommendations=tuple(_recommendation(j, view, found) for j in assessment.judgements.values()),
        unknowns=tuple(_unknown(u, knowledge) for u in assessment.unknowns),
        criteria=tuple(_criteria(r, knowledge) for r in assessment.criteria),
        conflicts=tuple(_conflict(name, view) for name in assessment.conflicts),
        doses=tuple(_doses(assessment)),
        timeline=timeline_out(assessment, knowledge),
        article=_article(article, found),
        related_questions=article.related_questions,
        knowledge=KnowledgeOut(
            edition=knowledge.edition.isoformat(), hash=knowledge.hash, library_hash=evidence.library
        ),
        plan_hash=article.stamp.plan_hash,
        today=assessment.today.isoformat(),
        region=assessment.region,
    )


class _Findings:
    """Every finding of the answer once, with its position."""

    def __init__(self, assessment: Assessment, touched: frozenset[str]) -> None:
        self.touched = touched
        known = (f for findings in assessment.known.values() for f in findings)
        self.order = tuple(dict.fromkeys([*assessment.case.findings, *known]))
        self._position = {finding: n for n, finding in enumerate(self.order)}

    def at(self, findings: tuple[Finding, ...]) -> tuple[int, ...]:
        return tuple(self._position[f] for f in findings if f in self._position)


def _span(value: Interval, unit: str) -> NumberSpan:
    low = None if value.low == float("-inf") else value.low
    high = None if value.high == float("inf") else value.high
    return NumberSpan(low=low, high=high, unit=unit)


def _finding(finding: Finding, knowledge: Knowledge) -> FindingOut:
    unit = knowledge.facts[finding.fact].unit if finding.fact in knowledge.facts else ""
    basis = finding.basis
    return FindingOut(
        fact=finding.fact,
        value=_span(finding.value, unit) if isinstance(finding.value, Interval) else finding.value,
        status=finding.status.value,
        span=(basis.start, basis.end) if isinstance(basis, Span) else None,
        quote=basis.quote if isinstance(basis, Span) else None,
        given=isinstance(basis, Answer),
        course=finding.course,
        side=finding.side,
        onset_days=None if finding.onset is None else _span(finding.onset, "day"),
        reason=finding.reason,
    )


_OUT_OF_REACH: dict[tuple[str, str, Region, date], TraceOut] = {}
"""Traces of rules of which a case says nothing: they hold no finding; one region has the same on one day."""
_MOST_KEPT = 20_000


def _traced(rule: Recommendation, view: View, found: _Findings) -> TraceOut:
    if not reach_of(view.knowledge).rules[rule.id].isdisjoint(found.touched):
        return _trace(trace_rule(rule, view), view, found)
    key = (view.knowledge.hash, rule.id, view.region, view.today)
    if key not in _OUT_OF_REACH:
        if len(_OUT_OF_REACH) >= _MOST_KEPT:
            _OUT_OF_REACH.clear()
        _OUT_OF_REACH[key] = _trace(trace_rule(rule, view), view, found)
    return _OUT_OF_REACH[key]


def _recommendation(judgement: Judgement, view: View, found: _Findings) -> RecommendationOut:
    rule = view.knowledge.recommendations[judgement.recommendation]
    acts = view.knowledge.acts
    return RecommendationOut(
        id=rule.id,
        title=rule.title,
        section=rule.section,
        urgency=judgement.urgency.value,
        verdict=judgement.verdict.value,
        possible=judgement.possible,
        overridden_by=judgement.overridden_by,
        strength=rule.strength,
        certainty=rule.certainty,
        acts=tuple(
            ActOut(
                act=a.act,
                kind=acts[a.act].kind.value,
                target=acts[a.act].target,
                text=filled(acts[a.act].text, view.knowledge, view.region, view.today),
                within=a.within,
                certainty=a.certainty.value,
            )
            for a in judgement.acts
            if a.certainty is not Certainty.withheld
        ),
        say=filled(rule.say.clinician, view.knowledge, view.region, view.today),
        because=rule.because,
        asks=judgement.asks,
        trace=_traced(rule, view, found),
    )


def _trace(node: Trace, view: View, found: _Findings) -> TraceOut:
    return TraceOut(
        text=filled(node.text, view.knowledge, view.region, view.today),
        truth=node.truth.value,
        findings=found.at(node.findings),
        parts=tuple(_trace(part, view, found) for part in node.parts),
    )


def _doses(assessment: Assessment) -> Iterator[DoseOut]:
    for medication, check in assessment.medicines.taken:
        yield _dose(check, medication.use.value, as_written(medication))
    for check in assessment.proposed.values():
        yield _dose(check, "proposed", check.drug.replace("_", " "))


def _dose(check: DoseCheck, use: str, name: str) -> DoseOut:
    shown = None if check.verdict in (Verdict.block, Verdict.hold) else check.dose
    most = "" if shown is None or shown.max_day is None else f"at most {shown.max_day:g} {shown.unit} a day"
    return DoseOut(
        drug=check.drug,
        use=use,
        status=check.verdict.value,
        text=f"{name}: {verdict_in_words(check)}" + (f"; {most}" if most else ""),
        reasons=tuple(f"{reason.says} {reason.action}".strip() for reason in check.reasons),
        arithmetic=(*(c.arithmetic for c in check.calculations), *(shown.arithmetic if shown else ())),
        boxed=check.boxed,
        asks=tuple(ask.fact for ask in check.asks),
        because=check.rows,
    )


def _unknown(unknown: Any, knowledge: Knowledge) -> UnknownOut:
    fact = knowledge.facts.get(unknown.fact)
    named = unknown.fact.replace("_", " ")
    question = fact.ask if fact else LISTS.get(unknown.fact, f"Which value does the payer or region set for {named}?")
    return UnknownOut(
        fact=unknown.fact, question=question, urgency=unknown.urgency.value, would_change=unknown.would_change
    )


def _criteria(report: Any, knowledge: Knowledge) -> CriteriaOut:
    entry = knowledge.criteria[report.criteria]
    by_id = {criterion.id: criterion for criterion in entry.criteria}
    return CriteriaOut(
        id=entry.id,
        title=entry.title,
        asked=report.asked,
        status="not_documented" if report.met is None else ("met" if report.met else "not_met"),
        criteria=tuple(
            CriterionOut(
                id=r.criterion,
                title=by_id[r.criterion].title,
                status=r.status.value,
                document=by_id[r.criterion].document,
                because=by_id[r.criterion].because,
            )
            for r in report.results
        ),
        missing=report.missing,
    )


def _conflict(name: str, view: View) -> ConflictOut:
    conflict = view.knowledge.conflicts[name]

    def told(text: str) -> str:
        return filled(text, view.knowledge, view.region, view.today)

    sides = tuple(
        SideOut(
            who=side.who,
            says=told(side.says),
            year=side.year,
            population=told(side.population),
            because=side.because,
        )
        for side in conflict.sides
    )
    return ConflictOut(id=name, question=told(conflict.question), sides=sides, tips=told(conflict.tips))


def _article(article: Article, found: _Findings) -> ArticleOut:
    return ArticleOut(
        title=article.title,
        audience=article.audience.value,
        heading=article.heading,
        bottom_line=_block(article.bottom_line, found),
        sections=tuple(
            SectionOut(id=s.id, title=s.title, folded=s.folded, blocks=tuple(_block(b, found) for b in s.blocks))
            for s in article.sections
        ),
        references=tuple(
            ReferenceOut(
                n=r.n,
                source=r.source,
                type=r.type.value,
                title=r.title,
                authors=r.authors,
                year=r.year,
                identifiers=dict(r.identifiers),
                verification=r.verification.value,
                region=r.region,
            )
            for r in article.references
        ),
        disclaimer=article.disclaimer,
        intended_use=article.intended_use,
        review_status=article.stamp.review_status,
    )


def _block(block: Block, found: _Findings) -> BlockOut:
    return BlockOut(
        kind=block.kind.value,
        text=block.text,
        citations=block.citations,
        recommendation=block.recommendation,
        because=block.because,
        findings=found.at(block.findings),
        figures=tuple(FigureOut(name=f.name, text=f.text, scope=f.scope) for f in block.figures),
        marks=tuple(mark.value for mark in block.marks),
        urgency=None if block.urgency is None else block.urgency.value,
        act=block.act,
        within=block.within,
    )
