"""Everything that can be checked of a knowledge base without a patient.

Problems of form, examples that fail, slips that nothing notices.  This is what
`curbside check` prints; it needs no developer's tool.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from curbside.knowledge.load import Knowledge, load_unchecked
from curbside.knowledge.model import CriteriaSet, Recommendation
from curbside.knowledge.problems import Problem
from curbside.pathway.derive import DERIVED
from curbside.pathway.examples import Outcome, run_criteria_tests, run_rule_tests
from curbside.pathway.probe import Noticed, Trial, probe_criteria, probe_rule

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Checkup:
    """What a checkup found."""

    problems: tuple[Problem, ...]
    outcomes: tuple[Outcome, ...]
    trials: tuple[Trial, ...]

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(o for o in self.outcomes if not o.passed)

    @property
    def missed(self) -> tuple[Trial, ...]:
        return tuple(t for t in self.trials if t.noticed is Noticed.missed)

    @property
    def is_clean(self) -> bool:
        return not (self.problems or self.failed or self.missed)

    def count(self, noticed: Noticed) -> int:
        return sum(t.noticed is noticed for t in self.trials)


def check_up(root: Path, progress: Progress, *, probe: bool) -> Checkup:
    """Check form, run every example, and with `probe` try every slip."""
    knowledge, problems = load_unchecked(root)
    problems = [*problems, *_underived(knowledge)]
    if problems:
        return Checkup(tuple(sorted(set(problems))), (), ())
    outcomes = tuple(_over_rules(knowledge, "examples", progress, run_rule_tests, run_criteria_tests))
    trials = tuple(_over_rules(knowledge, "probe", progress, probe_rule, probe_criteria)) if probe else ()
    return Checkup((), outcomes, trials)


def _underived(knowledge: Knowledge) -> Iterator[Problem]:
    for fact in knowledge.facts.values():
        if fact.derived is not None and fact.derived not in DERIVED:
            place = knowledge.places["facts", fact.id]
            instead = f"use one of {', '.join(sorted(DERIVED))}"
            yield Problem(place.path, place.line, f"{fact.id}: nothing derives {fact.derived!r}", instead)


def _over_rules(
    knowledge: Knowledge,
    step: str,
    progress: Progress,
    of_rule: Callable[[Recommendation, Knowledge], Iterable[_Found]],
    of_criteria: Callable[[CriteriaSet, Knowledge], Iterable[_Found]],
) -> Iterator[_Found]:
    """What each rule, then each criteria set yields."""
    total = len(knowledge.recommendations) + len(knowledge.criteria)
    for done, rule in enumerate(knowledge.recommendations.values()):
        progress(step, done, total)
        yield from of_rule(rule, knowledge)
    for entry in knowledge.criteria.values():
        yield from of_criteria(entry, knowledge)
    progress(step, total, total)
