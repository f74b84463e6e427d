"""Criteria sets: what is met, what is not, and which documents are still missing."""

from __future__ import annotations

from curbside.knowledge.conditions import AnyOf
from curbside.knowledge.model import CriteriaSet
from curbside.knowledge.model.criteria import Criterion
from curbside.pathway.decisive import decisive
from curbside.pathway.model import CriteriaReport, CriterionResult, Documented
from curbside.pathway.truth import evaluate
from curbside.pathway.view import View


def judge_criteria(entry: CriteriaSet, view: View) -> CriteriaReport:
    """The report on one set.  It never says that a procedure is necessary or covered."""
    results = tuple(_result(criterion, view) for criterion in entry.criteria)
    papers = {criterion.id: criterion.document for criterion in entry.criteria}
    open_ = [papers[r.criterion] for r in results if r.status is Documented.not_documented]
    asked = evaluate(entry.asked_when, view, lenient=True) is True
    return CriteriaReport(entry.id, asked, results, tuple(dict.fromkeys(open_)))


def _result(criterion: Criterion, view: View) -> CriterionResult:
    if evaluate(criterion.waived, view) is True:
        return CriterionResult(criterion.id, Documented.waived, ())
    met = evaluate(criterion.met, view)
    if met is None:
        return CriterionResult(
            criterion.id, Documented.not_documented, decisive(AnyOf((criterion.met, criterion.waived)), view)
        )
    return CriterionResult(criterion.id, Documented.met if met else Documented.not_met, ())
