"""The plan behind an article, and its hash: what must be the same through every door and in every wording."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from curbside.drugs.model import DoseCheck
from curbside.evidence.model import Evidence
from curbside.knowledge.load import Knowledge
from curbside.pathway.model import Assessment, Certainty, Truth


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
            if act.certainty is not Certainty.withheld
        ),
        "doses": _doses(assessment),
        "criteria": {
            report.criteria: {r.criterion: r.status.value for r in report.results} for report in assessment.criteria
        },
        "citations": {
            j.recommendation: sorted(evidence.sources_of(knowledge.recommendations[j.recommendation].because))
            for j in assessment.fired()
        },
    }


def _doses(assessment: Assessment) -> list[list[str]]:
    """Every check of a medicine: what it is, its verdict, the most that may be given, and why."""
    taken = [("taken", check) for _, check in assessment.medicines.taken]
    proposed = [("proposed", check) for check in assessment.proposed.values()]
    return sorted(
        [
            kind,
            check.drug,
            check.verdict.value,
            _most(check),
            ",".join(sorted(r.id for r in (*check.reasons, *check.likely))),
        ]
        for kind, check in (*taken, *proposed)
    )


def _most(check: DoseCheck) -> str:
    return "" if check.dose is None or check.dose.max_day is None else f"{check.dose.max_day:g} {check.dose.unit}"


def _verdict(verdict: Truth, *, possible: bool, overridden: str | None) -> str:
    if overridden:
        return f"overridden by {overridden}"
    return "possible" if possible else verdict.value


def plan_hash(assessment: Assessment, evidence: Evidence, knowledge: Knowledge) -> str:
    """SHA-256 of the plan as canonical JSON."""
    text = json.dumps(plan_of(assessment, evidence, knowledge), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
