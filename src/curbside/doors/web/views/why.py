"""Why a sentence stands there: the rule with its logic drawn, the findings, the evidence."""

from __future__ import annotations

from dataclasses import dataclass

from curbside.article.figures import filled
from curbside.article.findings import basis_in_words, state_of
from curbside.article.model import Block, BlockKind, Reference
from curbside.case.model import Finding
from curbside.consult import Consult
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Statement
from curbside.pathway.model import Trace, Truth
from curbside.pathway.trace import trace_rule
from curbside.pathway.view import View

MARKS = {Truth.yes: "✓", Truth.no: "✗", Truth.unknown: "?"}


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a rule: its truth, its words, its parts."""

    truth: str
    mark: str
    text: str
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A finding with its words."""

    label: str
    state: str
    basis: str


@dataclass(frozen=True, slots=True)
class Held:
    """A statement or a row of the medicine tables, with how far its sources were read."""

    id: str
    claim: str
    population: str
    level: str
    verification: str
    sources: tuple[tuple[int | None, str], ...]
    """Number in the reference list (None when it is not in it) and title."""
    is_statement: bool


@dataclass(frozen=True, slots=True)
class Why:
    """Everything behind one rule (or table, criteria set, disagreement) as it spoke in this answer."""

    id: str
    title: str
    kind: str
    verdict: str
    told: str
    """Urgency, strength and certainty in words; "" for what is no recommendation."""
    logic: Node | None
    findings: tuple[Read, ...]
    evidence: tuple[Held, ...]
    address: str
    """Its page in the library; "" when it has none."""


class Reasons:
    """The reasons of one answer, each rule drawn once."""

    def __init__(self, done: Consult, knowledge: Knowledge) -> None:
        self._done, self._knowledge = done, knowledge
        self._view = View(done.assessment.case, knowledge, done.assessment.region)
        self._view.parameters = done.asked.parameters
        self._numbers = {reference.source: reference for reference in done.article.references}

    def of(self, name: str, blocks: tuple[Block, ...]) -> Why | None:
        """Why these blocks of one rule stand there; None when they rest on nothing but the article itself."""
        rows = tuple(dict.fromkeys(row for block in blocks for row in block.because))
        told = frozenset(block.because[0] for block in blocks if block.kind is BlockKind.evidence)
        findings = tuple(dict.fromkeys(f for block in blocks for f in block.findings))
        if not (rows or findings or name in self._knowledge.recommendations):
            return None
        kind, title, address = self._named(name)
        rule = self._knowledge.recommendations.get(name)
        judgement = self._done.assessment.judgements.get(name)
        return Why(
            id=name,
            title=title,
            kind=kind,
            verdict="" if judgement is None else _VERDICTS[judgement.verdict],
            told=""
            if rule is None
            else f"{rule.urgency.value}; strength {rule.strength}; certainty {rule.certainty.replace('_', ' ')}",
            logic=None if rule is None else self._drawn(trace_rule(rule, self._view)),
            findings=tuple(self._read(f) for f in findings),
            evidence=tuple(self._held(row, told) for row in rows),
            address=address,
        )

    def _named(self, name: str) -> tuple[str, str, str]:
        knowledge = self._knowledge
        if name in knowledge.recommendations:
            return "Recommendation", knowledge.recommendations[name].title, f"/library/recommendations/{name}"
        if name in knowledge.criteria:
            return "Criteria set", knowledge.criteria[name].title, f"/library/criteria/{name}"
        if name in knowledge.conflicts:
            return "Disagreement", self._filled(knowledge.conflicts[name].question), f"/library/conflicts/{name}"
        if name == "medicines":
            return "Medicine tables", "What the medicine tables say for this patient", ""
        return "Statement of the pathway", name.replace("-", " ").capitalize(), ""

    def _drawn(self, node: Trace) -> Node:
        return Node(
            node.truth.value, MARKS[node.truth], self._filled(node.text), tuple(self._drawn(p) for p in node.parts)
        )

    def _read(self, finding: Finding) -> Read:
        fact = self._knowledge.facts.get(finding.fact)
        if fact is None:
            return Read(finding.fact.replace("_", " "), finding.status.value, basis_in_words(finding))
        return Read(fact.label, state_of(fact, finding), basis_in_words(finding))

    def _held(self, row: str, told: frozenset[str]) -> Held:
        evidence = self._done.evidence
        sources = tuple(self._source(name) for name in evidence.sources_of((row,)))
        statement: Statement | None = evidence.statements.get(row)
        if statement is None:
            return Held(row, f"Medicine table: {row}", "", "", "", sources, is_statement=False)
        claim, population = "told above.", ""
        if row not in told:
            claim = " ".join(self._filled(words) for words in (statement.claim, statement.limits) if words)
            population = statement.population
        return Held(row, claim, population, statement.level, statement.verification.value, sources, is_statement=True)

    def _source(self, name: str) -> tuple[int | None, str]:
        reference: Reference | None = self._numbers.get(name)
        return (reference.n if reference else None), self._done.evidence.sources[name].title

    def _filled(self, text: str) -> str:
        return filled(text, self._knowledge, self._done.assessment.region, self._done.assessment.today)


_VERDICTS = {Truth.yes: "it holds", Truth.no: "it does not hold", Truth.unknown: "it cannot be judged yet"}
