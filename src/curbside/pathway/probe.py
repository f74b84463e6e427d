"""The probe: would the examples beside a rule notice a mistake in it?

Every plausible slip is made in turn, and some example must then fail.  A slip that
no example notices is a missing example, unless the tool can prove that the slip
changes no verdict, whatever is known of the patient.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from curbside.knowledge import conditions as c
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import CriteriaSet, Recommendation
from curbside.pathway.equivalence import same_verdicts
from curbside.pathway.examples import run_criteria_tests, run_rule_tests
from curbside.pathway.slips import condition_slips, slips_of


class Noticed(StrEnum):
    caught = "caught"
    missed = "missed"
    waived = "waived"
    """Proved by enumeration to change no verdict."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One slip in one entry, and whether anything noticed."""

    entry: str
    slip: str
    noticed: Noticed

    def __str__(self) -> str:
        return f"{self.entry}: nothing notices '{self.slip}'"


def probe_rule(rule: Recommendation, knowledge: Knowledge) -> Iterator[Trial]:
    """Try every slip of a recommendation against its own examples."""
    for told, changed in slips_of(rule):
        if any(not outcome.passed for outcome in run_rule_tests(changed, knowledge)):
            yield Trial(rule.id, told, Noticed.caught)
        elif _harmless(rule, changed, knowledge):
            yield Trial(rule.id, told, Noticed.waived)
        else:
            yield Trial(rule.id, told, Noticed.missed)


def _harmless(rule: Recommendation, changed: Recommendation, knowledge: Knowledge) -> bool:
    if changed.urgency is not rule.urgency or changed.do != rule.do:
        return False
    before, after = (c.All((r.when, c.Not(r.unless))) for r in (rule, changed))
    return same_verdicts(before, after, knowledge)


def probe_criteria(entry: CriteriaSet, knowledge: Knowledge) -> Iterator[Trial]:
    """Try every slip of every criterion of a set against the examples of the set."""
    for index, criterion in enumerate(entry.criteria):
        for name in ("met", "waived"):
            for told, condition in condition_slips(getattr(criterion, name)):
                changed = criterion.model_copy(update={name: condition})
                kept = (*entry.criteria[:index], changed, *entry.criteria[index + 1 :])
                slipped = entry.model_copy(update={"criteria": kept})
                slip = f"{criterion.id} {name}: {told}"
                if any(not outcome.passed for outcome in run_criteria_tests(slipped, knowledge)):
                    yield Trial(entry.id, slip, Noticed.caught)
                elif same_verdicts(getattr(criterion, name), condition, knowledge):
                    yield Trial(entry.id, slip, Noticed.waived)
                else:
                    yield Trial(entry.id, slip, Noticed.missed)
