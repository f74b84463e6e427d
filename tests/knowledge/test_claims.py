"""The claims of five pages that people read today: each is judged, and each judgement has its place in Curbside."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Verification
from curbside.knowledge.model.dossier import Claim

FLOOR = 250
"""Fewer claims than this means that some were lost."""


def _places(k: Knowledge) -> set[str]:
    return set(k.recommendations) | set(k.conflicts) | set(k.criteria) | set(k.statements)


def _lost(k: Knowledge) -> list[str]:
    """Claims that name a place where Curbside no longer speaks."""
    places = _places(k)
    return [f"{c.id}: {name}" for c in k.claims.values() for name in c.said_by if name not in places]


def test_no_claim_was_lost(knowledge: Knowledge) -> None:
    assert len(knowledge.claims) >= FLOOR


def test_every_page_is_covered_by_many_claims(knowledge: Knowledge) -> None:
    counts = Counter(claim.article for claim in knowledge.claims.values())
    assert set(counts) == {"A0", "A1", "A2", "A3", "A4"}
    assert min(counts.values()) >= 40


def test_every_claim_is_answered_where_it_says(knowledge: Knowledge) -> None:
    assert _lost(knowledge) == []
    assert all(claim.said_by for claim in knowledge.claims.values())


def test_a_place_that_goes_missing_is_noticed(knowledge: Knowledge) -> None:
    gone = next(c for c in knowledge.claims.values() if c.said_by[0] in knowledge.recommendations)
    kept = {name: r for name, r in knowledge.recommendations.items() if name != gone.said_by[0]}
    without = replace(knowledge, recommendations=kept)
    assert f"{gone.id}: {gone.said_by[0]}" in _lost(without)


def test_every_judgement_rests_on_statements_that_may_be_support(knowledge: Knowledge) -> None:
    def judged_without_support(claim: Claim) -> bool:
        held = [knowledge.statements.get(row) for row in claim.because]
        return any(s is None or s.verification is Verification.unverified for s in held)

    assert [c.id for c in knowledge.claims.values() if judged_without_support(c)] == []


def test_only_an_unsourced_claim_may_lack_support(knowledge: Knowledge) -> None:
    assert [c.id for c in knowledge.claims.values() if not c.because and c.verdict != "unsourced"] == []


def test_every_judgement_says_why(knowledge: Knowledge) -> None:
    assert [c.id for c in knowledge.claims.values() if len(c.why.split()) < 2] == []


def test_every_verdict_occurs(knowledge: Knowledge) -> None:
    verdicts = {claim.verdict for claim in knowledge.claims.values()}
    assert verdicts == {"supported", "qualified", "contradicted", "unsourced"}


def test_no_claim_is_answered_only_by_a_source_that_was_refused(knowledge: Knowledge) -> None:
    rows = {row for claim in knowledge.claims.values() for row in claim.because if row in knowledge.statements}
    refused = [
        row for row in rows if all(knowledge.sources[s].status == "refused" for s in knowledge.statements[row].sources)
    ]
    assert refused == []
