"""What is known of one patient, and from which words.

Two ideas carry this module.

*A finding is a claim with a basis.*  It says what was read, in which state
(present, possible, absent, ...), and points at the characters, the form answer or
the record from which it was read.  Nothing is known that cannot be pointed at.

*Absence of a finding is not absence.*  A fact without a finding is unknown.  A list
(medicines, operations) denies what it does not name only when the text says that
the list is complete.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from math import inf


class Status(StrEnum):
    """How the text holds a finding.  Only present, possible and absent speak of the patient now."""

    present = "present"
    possible = "possible"
    absent = "absent"
    historical = "historical"
    hypothetical = "hypothetical"
    other_person = "other_person"


PRESENT, POSSIBLE, ABSENT, HISTORICAL, HYPOTHETICAL, OTHER_PERSON = Status
"""The same by themselves, for those who ask very often: the class searches for a member each time it is asked."""
CURRENT = (PRESENT, POSSIBLE, ABSENT)


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`; an open end is excluded.  A single number has both ends equal."""

    low: float = -inf
    high: float = inf
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"an interval cannot run from {self.low} to {self.high}")

    @classmethod
    def point(cls, value: float) -> Interval:
        return cls(value, value)

    @property
    def is_point(self) -> bool:
        return self.low == self.high


Value = bool | str | Interval
"""Yes or no, one value of a choice, or a number as an interval."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (end excluded) of the text that was read, and those characters."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Given on a form or with `--set`; it wins over what was read."""

    given: str


@dataclass(frozen=True, slots=True)
class Derived:
    """Computed from other facts by a named function."""

    function: str
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """An element of an electronic record, by its address there."""

    reference: str


Basis = Span | Answer | Derived | Record


@dataclass(frozen=True, slots=True)
class Finding:
    """The value of one fact in this case.

    `onset` is the number of days between its beginning and today; `course` how it
    has behaved lately (see `knowledge.conditions.COURSES`); `side` is left, right or
    both; `observed` the number of days since it was observed, when it is dated.
    `reason` says in words why it has its status ("negated by 'denies' at 41").
    """

    fact: str
    value: Value
    status: Status
    basis: Basis
    onset: Interval | None = None
    course: str | None = None
    side: str | None = None
    level: str | None = None
    observed: Interval | None = None
    reason: str = ""


class Use(StrEnum):
    """What the text says about a medicine."""

    taken = "taken"
    stopped = "stopped"
    planned = "planned"
    refused = "refused"
    allergic = "allergic"
    asked = "asked"


@dataclass(frozen=True, slots=True)
class Medication:
    """A medicine as it was read.  `drug` is its name in the drug tables, None when it stands in no table.

    Amounts are per administration in `unit` (mg, mcg, mcg/h, g, units, tablet, patch ...);
    `strength` is the strength of one tablet or patch when it is stated apart.  `per_day`
    is the number of administrations in 24 hours (an interval when it varies, None when
    not given).  `prn` is true for "as needed".  Nothing is assumed, save that a bare
    number is in milligrams where the drug leaves no other reading ("pregabalin 75 bd").
    """

    drug: str | None
    name: str
    use: Use
    basis: Basis
    amount: Interval | None = None
    unit: str = ""
    strength: float | None = None
    strength_unit: str = ""
    per_day: Interval | None = None
    interval_hours: float | None = None
    route: str | None = None
    form: str | None = None
    prn: bool = False
    since: Interval | None = None
    """Days since it was started."""
    stopped: Interval | None = None
    """Days since it was stopped."""
    reaction: str | None = None
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """A spine operation.  `days_ago` is the number of days between it and today."""

    kinds: tuple[str, ...]
    basis: Basis
    days_ago: Interval | None = None
    levels: tuple[str, ...] = ()
    region: str | None = None
    instrumented: bool | None = None
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Treatment:
    """A treatment that was tried.  `weeks` is its duration, `outcome` one of `conditions.OUTCOMES`."""

    kind: str
    basis: Basis
    weeks: Interval | None = None
    sessions: Interval | None = None
    outcome: str | None = None
    ended: Interval | None = None
    """Days since it ended."""


class QuestionType(StrEnum):
    management = "management"
    indication = "indication"
    drug = "drug"
    diagnosis = "diagnosis"
    imaging = "imaging"
    prognosis = "prognosis"
    explanation = "explanation"
    none = "none"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.  `topics` are the acts, procedures or drugs that the question names."""

    type: QuestionType = QuestionType.none
    text: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that was read about one patient on one day.

    `complete` names the lists (medications, operations, treatments, allergies) that
    the text says are complete; only those deny what they do not hold.
    """

    today: date
    text: str = ""
    findings: tuple[Finding, ...] = ()
    medications: tuple[Medication, ...] = ()
    operations: tuple[Operation, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    question: Question = field(default_factory=Question)
    complete: frozenset[str] = frozenset()
    not_understood: tuple[Span, ...] = ()
    unread: tuple[Span, ...] = ()
    """Passages that speak of the body and in which nothing was read."""

    def with_findings(self, *more: Finding) -> Case:
        """A copy that also holds these findings."""
        return replace(self, findings=(*self.findings, *more))
