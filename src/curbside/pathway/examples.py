"""The examples beside the rules: each is a small case with the verdict it must have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from curbside.case.given import finding_from, interval_from
from curbside.case.model import Answer, Case, Finding, Interval, Medication, Operation, Treatment, Use
from curbside.knowledge.check_conditions import GIVEN_LISTS
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import CriteriaSet, Recommendation, Region
from curbside.knowledge.model.advice import Expectation, RuleTest
from curbside.knowledge.model.criteria import CriteriaTest
from curbside.pathway.criteria import judge_criteria
from curbside.pathway.judging import judge
from curbside.pathway.model import Judgement, Truth
from curbside.pathway.view import View


class ExampleRefusedError(ValueError):
    """An example that cannot be read as a case."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an example demanded and what came out; passed when `differences` is empty."""

    entry: str
    name: str
    given: Mapping[str, object]
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.differences

    def __str__(self) -> str:
        lines = [f"{self.entry}: {self.name}", f"    given {dict(self.given)}"]
        return "\n".join([*lines, *(f"    {difference}" for difference in self.differences)])


def run_rule_tests(rule: Recommendation, knowledge: Knowledge) -> Iterator[Outcome]:
    """Every example of a recommendation."""
    for test in rule.tests:
        yield run_rule_test(rule, test, knowledge)


def run_rule_test(rule: Recommendation, test: RuleTest, knowledge: Knowledge) -> Outcome:
    try:
        judgement = judge(rule, view_of(test.given, test.region, knowledge))
    except ValueError as error:
        return Outcome(rule.id, test.name, test.given, (str(error),))
    return Outcome(rule.id, test.name, test.given, tuple(_differences(test, judgement)))


def _differences(test: RuleTest, judgement: Judgement) -> Iterator[str]:
    verdict = judgement.verdict.value
    if test.expect is Expectation.possible:
        if not (judgement.verdict is Truth.yes and judgement.possible):
            yield f"expected possible, got {verdict}"
    elif verdict != test.expect.value or judgement.possible:
        yield f"expected {test.expect.value}, got {'possible' if judgement.possible else verdict}"
    if test.urgency is not None and judgement.urgency is not test.urgency:
        yield f"expected urgency {test.urgency.value}, got {judgement.urgency.value}"
    acts = tuple(act.act for act in judgement.acts)
    if test.does is not None and sorted(acts) != sorted(test.does):
        yield f"expected the acts {', '.join(test.does)}, got {', '.join(acts) or 'none'}"
    if test.asks is not None and sorted(judgement.asks) != sorted(test.asks):
        yield f"expected to ask {', '.join(test.asks)}, got {', '.join(judgement.asks) or 'nothing'}"


def run_criteria_tests(entry: CriteriaSet, knowledge: Knowledge) -> Iterator[Outcome]:
    """Every example of a criteria set."""
    for test in entry.tests:
        yield run_criteria_test(entry, test, knowledge)


def run_criteria_test(entry: CriteriaSet, test: CriteriaTest, knowledge: Knowledge) -> Outcome:
    try:
        view = view_of(test.given, "us", knowledge)
    except ValueError as error:
        return Outcome(entry.id, test.name, test.given, (str(error),))
    view.parameters = test.parameters
    got = {r.criterion: r.status.value for r in judge_criteria(entry, view).results}
    differences = [
        f"{name}: expected {want}, got {got.get(name)}" for name, want in test.expect.items() if got.get(name) != want
    ]
    return Outcome(entry.id, test.name, test.given, tuple(differences))


def view_of(given: Mapping[str, object], region: Region, knowledge: Knowledge) -> View:
    """The view of the case that an example describes."""
    return View(case_of(given, knowledge, knowledge.edition), knowledge, region)


def case_of(given: Mapping[str, Any], knowledge: Knowledge, today: date) -> Case:
    """The case that an example describes.

    Raises:
        ExampleRefusedError: it names a fact that does not exist.
        ValueRefusedError: a fact cannot have the given value.
    """
    medications = [_medication(name, Use.taken) for name in _names(given.get("takes"))]
    medications += [_medication(name, Use.allergic) for name in _names(given.get("allergic"))]
    return Case(
        today=today,
        findings=tuple(_findings(given, knowledge)),
        medications=tuple(medications),
        operations=tuple(_operation(raw) for raw in given.get("had") or ()),
        treatments=tuple(_treatment(raw) for raw in given.get("tried") or ()),
        complete=frozenset(_names(given.get("complete"))),
    )


def _findings(given: Mapping[str, Any], knowledge: Knowledge) -> Iterator[Finding]:
    for name, raw in given.items():
        if name in GIVEN_LISTS:
            continue
        if name not in knowledge.facts:
            raise ExampleRefusedError(f"there is no fact {name}")
        yield finding_from(knowledge.facts[name], raw)


def _names(raw: Any) -> tuple[str, ...]:
    if raw is None:
        return ()
    return (raw,) if isinstance(raw, str) else tuple(map(str, raw))


def _medication(name: str, use: Use) -> Medication:
    return Medication(drug=name, name=name, use=use, basis=Answer(name))


def _span(raw: object) -> Interval | None:
    return None if raw is None else interval_from(raw)


def _operation(raw: Mapping[str, Any]) -> Operation:
    instrumented = raw.get("instrumented")
    return Operation(
        kinds=_names(raw.get("kinds")),
        basis=Answer("operation"),
        days_ago=_span(raw.get("days_ago")),
        levels=_names(raw.get("levels")),
        region=raw.get("region"),
        instrumented=None if instrumented is None else instrumented == "yes",
        planned=raw.get("planned") == "yes",
    )


def _treatment(raw: Mapping[str, Any]) -> Treatment:
    return Treatment(
        kind=str(raw["kind"]),
        basis=Answer("treatment"),
        weeks=_span(raw.get("weeks")),
        sessions=_span(raw.get("sessions")),
        outcome=raw.get("outcome"),
        ended=_span(raw.get("ended")),
    )
