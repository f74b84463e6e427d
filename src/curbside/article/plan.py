"""The plan behind an article, and its hash: what must be the same through every door and in every wording."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from curbside.evidence.model import Evidence
from curbside.knowledge.load import Knowledge
from curbside.pathway.model import Assessment, Truth


def plan_of(assessment: Assessment, evidence: Evidence, knowledge: Knowledge) -> dict[str, Any]:
    """Verdicts, acts, doses and citations in a fixed order: no spans, no quotes, no wording."""
    return {
        "urgency": assessment.urgency.value,
        "urgency_possible": assessment.urgency_possible.value,
        "scope": [assessment.scope.cover.value, *sorted(assessment.scope.exclusions)],
        "verdicts": {
            name: _verdict(j.verdict, possible=j.possible, overridden=j.overridden_by)
            for name, j in sorted(assessment.judgements.items())
        },
        "acts": sorted(
            [j.recommendation, act.act, act.certainty.value, act.within or ""]
            for j in assessment.fired()
            for act in j.acts
        ),
        "criteria": {
            report.criteria: {r.criterion: r.status.value for r in report.results} for report in assessment.criteria
        },
        "citations": {
            j.recommendation: sorted(evidence.sources_of(knowledge.recommendations[j.recommendation].because))
            for j in assessment.fired()
        },
    }


def _verdict(verdict: Truth, *, possible: bool, overridden: str | None) -> str:
    if overridden:
        return f"overridden by {overridden}"
    return "possible" if possible else verdict.value


def plan_hash(assessment: Assessment, evidence: Evidence, knowledge: Knowledge) -> str:
    """SHA-256 of the plan as canonical JSON."""
    text = json.dumps(plan_of(assessment, evidence, knowledge), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
