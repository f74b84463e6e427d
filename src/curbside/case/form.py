"""The typed form: the same facts as in a text, given outright.

    {"facts": {"age": 58, "saddle_sensory_change": "yes",
               "foot_drop": {"value": "possible", "side": "left", "course": "new", "onset": 2}},
     "medications": [{"drug": "oxycodone", "amount": 10, "unit": "mg", "per_day": 4}],
     "operations": [{"kinds": ["fusion"], "levels": ["L4-L5"], "days_ago": 730}],
     "treatments": [{"kind": "physiotherapy", "weeks": 8, "outcome": "no_benefit"}],
     "complete": ["medications"]}

What a form leaves out is unknown, as in a text.  `case_from_form` and `form_of` are
inverse: a case, written as a form and read back, gives the same plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from difflib import get_close_matches
from math import inf
from typing import Annotated, Any, Literal, Protocol, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema

from curbside.case.given import ValueRefusedError, finding_from, interval_from
from curbside.case.model import (
    CURRENT,
    Answer,
    Case,
    Finding,
    Interval,
    Medication,
    Operation,
    Question,
    QuestionType,
    Status,
    Treatment,
    Use,
)
from curbside.knowledge.model import Fact


class FormRefusedError(ValueError):
    """A form that cannot be used.  It names every place that is wrong and never repeats what was written there."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("the form cannot be used:\n" + "\n".join(f"- {problem}" for problem in problems))


class FormVocabulary(Protocol):
    """What a form needs of a knowledge base."""

    @property
    def facts(self) -> Mapping[str, Fact]: ...

    @property
    def shelves(self) -> Mapping[str, Mapping[str, Any]]: ...


def _interval(raw: object) -> Interval:
    given = None if isinstance(raw, bool) else interval_from(raw)
    if given is None:
        raise ValueError("give a number, a span such as 1..2, or a bound such as < 3")
    return given


NUMBER_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number"},
        {"type": "string", "pattern": r"^\s*(<=|>=|<|>)?\s*-?\d+(\.\d+)?(<?\.\.<?-?\d+(\.\d+)?)?"},
    ],
    "description": 'A number, a span such as "1..2", or a bound such as "< 3".',
}
Amount = Annotated[Interval, BeforeValidator(_interval), WithJsonSchema(NUMBER_SCHEMA)]
"""A number that may be a span or a bound."""


class FormEntry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class FormMedication(FormEntry):
    """A medicine; amounts are per administration, times are in days before today."""

    drug: str | None = Field(None, description="Its id in the medicine tables; null for one that is in no table.")
    name: str = ""
    use: Use = Use.taken
    amount: Amount | None = None
    unit: str = ""
    strength: float | None = None
    strength_unit: str = ""
    per_day: Amount | None = None
    interval_hours: float | None = None
    route: str | None = None
    form: str | None = None
    prn: bool = False
    since: Amount | None = None
    stopped: Amount | None = None
    reaction: str | None = None
    purpose: str | None = None


class FormOperation(FormEntry):
    kinds: Annotated[tuple[str, ...], Field(min_length=1)]
    days_ago: Amount | None = None
    levels: tuple[str, ...] = ()
    region: Literal["cervical", "thoracic", "lumbar"] | None = None
    instrumented: bool | None = None
    planned: bool = False


class FormTreatment(FormEntry):
    kind: str
    weeks: Amount | None = None
    sessions: Amount | None = None
    outcome: Literal["benefit", "partial", "no_benefit", "not_tolerated"] | None = None
    ended: Amount | None = None


class FormQuestion(FormEntry):
    """What is asked; `text` are its words, as a text would hold them."""

    type: QuestionType = QuestionType.none
    topics: tuple[str, ...] = ()
    text: str = ""


class Form(FormEntry):
    """The whole form; `facts` is checked against the vocabulary afterwards."""

    facts: dict[str, Any] = {}
    medications: tuple[FormMedication, ...] = ()
    operations: tuple[FormOperation, ...] = ()
    treatments: tuple[FormTreatment, ...] = ()
    question: FormQuestion = FormQuestion()
    complete: frozenset[Literal["medications", "operations", "treatments", "allergies"]] = frozenset()


def case_from_form(raw: object, vocabulary: FormVocabulary, today: date) -> Case:
    """The case that a form states, as of `today`.

    Raises:
        FormRefusedError: something in it cannot be; every problem is named at once.
    """
    try:
        form = Form.model_validate(raw)
    except ValidationError as error:
        raise FormRefusedError([_told(fault) for fault in error.errors(include_input=False)]) from None
    problems: list[str] = []
    findings = tuple(_findings(form.facts, vocabulary.facts, problems))
    known = {*vocabulary.shelves.get("drugs", {}), *vocabulary.shelves.get("drug_classes", {})}
    for n, entry in enumerate(form.medications):
        if entry.drug is not None and entry.drug not in known:
            problems.append(
                f"medications.{n}.drug is in no medicine table{_nearest(entry.drug, known)}; or leave it out"
            )
        if entry.drug is None and not entry.name:
            problems.append(f"medications.{n} has neither a drug nor a name")
    if problems:
        raise FormRefusedError(problems)
    return Case(
        today=today,
        text=form.question.text,
        findings=findings,
        medications=tuple(_medication(entry) for entry in form.medications),
        operations=tuple(_entry(Operation, entry, "operation") for entry in form.operations),
        treatments=tuple(_entry(Treatment, entry, "treatment") for entry in form.treatments),
        question=Question(form.question.type, form.question.text, form.question.topics),
        complete=frozenset(form.complete),
    )


def _told(fault: Any) -> str:
    """Where and what, without the input: pydantic's own words hold only what is allowed."""
    place = (
        ".".join(str(part) for part in fault["loc"][: 3 if fault["type"] != "extra_forbidden" else -1]) or "the form"
    )
    if fault["type"] == "extra_forbidden":
        return f"{place} has a key that it does not know: see `curbside schema form`"
    return f"{place}: {fault['msg'].removeprefix('Value error, ')}"


def _nearest(name: str, known: set[str]) -> str:
    near = get_close_matches(name, sorted(known), n=3)
    return f": the nearest are {', '.join(near)}" if near else ""


def _findings(given: Mapping[str, Any], facts: Mapping[str, Fact], problems: list[str]) -> Iterator[Finding]:
    for n, (name, raw) in enumerate(given.items(), start=1):
        if name not in facts:
            problems.append(
                f"entry {n} of facts names no fact{_nearest(name, set(facts))}; `curbside facts` lists them"
            )
            continue
        for entry in raw if isinstance(raw, list) else [raw]:
            try:
                yield _finding(facts[name], entry)
            except ValueRefusedError as error:
                problems.append(f"facts.{name}: give {error.allowed}")


def _finding(fact: Fact, raw: object) -> Finding:
    """One entry; beside what `given` reads it may say `possible`, and `observed` in days before today."""
    more = dict(raw) if isinstance(raw, Mapping) else {"value": raw}
    possible, observed = more.pop("possible", False), more.pop("observed", None)
    if not isinstance(possible, bool):
        raise ValueRefusedError(fact, possible, "possible as true or false")
    seen = None if observed is None else interval_from(observed)
    if observed is not None and seen is None:
        raise ValueRefusedError(fact, observed, "observed in days before today")
    found = finding_from(fact, more, Answer("on the form"))
    return replace(found, status=Status.possible if possible else found.status, observed=seen)


def _medication(entry: FormMedication) -> Medication:
    made = _entry(Medication, entry, "medicine")
    return replace(made, name=entry.name or str(entry.drug))


_Made = TypeVar("_Made", Medication, Operation, Treatment)


def _entry(kind: type[_Made], entry: FormEntry, what: str) -> _Made:
    return kind(
        basis=Answer(f"{what} on the form"), **{name: getattr(entry, name) for name in type(entry).model_fields}
    )


# --- a case as a form ---------------------------------------------------------


def form_of(case: Case) -> dict[str, Any]:
    """The form that states what a case says about the patient now; history and other people are left out."""
    facts: dict[str, list[Any]] = {}
    for finding in case.findings:
        entry = _fact_entry(finding)
        if finding.status in CURRENT and entry not in facts.setdefault(finding.fact, []):
            facts[finding.fact].append(entry)
    return {
        "facts": {name: told[0] if len(told) == 1 else told for name, told in sorted(facts.items()) if told},
        "medications": [_written(m, FormMedication) for m in case.medications],
        "operations": [_written(o, FormOperation) for o in case.operations],
        "treatments": [_written(t, FormTreatment) for t in case.treatments],
        "question": {
            "type": case.question.type.value,
            "topics": list(case.question.topics),
            "text": case.question.text,
        },
        "complete": sorted(case.complete),
    }


def _fact_entry(finding: Finding) -> Any:
    if isinstance(finding.value, bool):
        yes_no = {Status.present: "yes", Status.possible: "possible", Status.absent: "no"}
        more: dict[str, Any] = {"value": yes_no.get(finding.status, "no")}
    else:
        more = {"value": _plain(finding.value)}
        if finding.status is Status.possible:
            more["possible"] = True
    for name in ("onset", "course", "side", "level", "observed"):
        if (told := getattr(finding, name)) is not None:
            more[name] = _plain(told)
    return more["value"] if len(more) == 1 else more


def _written(item: Medication | Operation | Treatment, entry: type[FormEntry]) -> dict[str, Any]:
    """The parts of an item that differ from their default, as the form writes them."""
    told = {f.name: getattr(item, f.name) for f in fields(item) if f.name in entry.model_fields}
    return {name: _plain(value) for name, value in told.items() if value not in (None, "", (), False)} | _said_no(told)


def _said_no(told: Mapping[str, Any]) -> dict[str, Any]:
    """`instrumented: false` is a statement, unlike the other defaults."""
    return {"instrumented": False} if told.get("instrumented") is False else {}


def _plain(value: Any) -> Any:
    if isinstance(value, Interval):
        return _number(value)
    return list(value) if isinstance(value, tuple) else getattr(value, "value", value)


def _number(value: Interval) -> float | str:
    """The shortest writing that reads back as the same interval."""
    if value.is_point:
        return value.low
    if value.low == -inf:
        return f"{'<' if value.high_open else '<='} {value.high!r}"
    if value.high == inf:
        return f"{'>' if value.low_open else '>='} {value.low!r}"
    return f"{value.low!r}{'<' * value.low_open}..{'<' * value.high_open}{value.high!r}"
