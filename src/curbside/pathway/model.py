"""What the rules say about one case.

Two ideas carry this module.

*Three truths.*  Every question has the answer yes, no or unknown (`True`, `False`,
`None` inside the engine).  Unknown is carried through, never rounded to no.

*A verdict keeps its way.*  A judgement remembers which recommendation, which
findings and which open questions made it, so that a reader can walk back from any
sentence to the words of the note and of the source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from curbside.case.kleene import Kleene
from curbside.case.model import Case, Finding
from curbside.drugs.model import DoseCheck
from curbside.knowledge.model import Region, Urgency

if TYPE_CHECKING:
    from curbside.pathway.medicines import Review

ALARMS = (Urgency.emergency, Urgency.urgent)
"""Urgencies at which a finding that is only possible counts as present."""


class Truth(StrEnum):
    """A truth in words."""

    yes = "yes"
    no = "no"
    unknown = "unknown"

    @classmethod
    def of(cls, value: Kleene) -> Truth:
        return cls.unknown if value is None else (cls.yes if value else cls.no)

    @property
    def kleene(self) -> Kleene:
        """The same truth as the logic counts with it."""
        return None if self is Truth.unknown else self is Truth.yes


_YES = Truth.yes
"""Of every rule it is asked many times whether it fires, and a member is read from its class slowly."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One node of a condition with its truth, the findings that decided it, and its parts."""

    text: str
    truth: Truth
    findings: tuple[Finding, ...] = ()
    parts: tuple[Trace, ...] = ()


class Certainty(StrEnum):
    """Whether an act follows for certain or hangs on something unanswered."""

    certain = "certain"
    unless = "unless"
    """Follows unless an open question is answered with yes."""
    otherwise = "otherwise"
    """The alternative, should that question be answered with yes."""
    if_ = "if"
    """Follows only if an open question is answered with yes."""
    held = "held"
    """Starts a drug that cannot be judged yet on this patient."""
    withheld = "withheld"
    """Would start a drug that this patient must not be given: not advised."""


@dataclass(frozen=True, slots=True)
class ChosenAct:
    """An act that results, when it must begin, and what it still hangs on."""

    act: str
    within: str | None
    limit: str | None
    certainty: Certainty = Certainty.certain
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict of one recommendation on this case.

    `possible` marks a yes that rests on a finding the text holds only as possible.
    `asks` are the facts whose answers could change the verdict.  `overridden_by`
    names the recommendation that replaces this one.
    """

    recommendation: str
    verdict: Truth
    urgency: Urgency
    possible: bool = False
    acts: tuple[ChosenAct, ...] = ()
    asks: tuple[str, ...] = ()
    overridden_by: str | None = None

    @property
    def fires(self) -> bool:
        """True when its acts are advised."""
        return self.verdict is _YES and self.overridden_by is None


class Documented(StrEnum):
    """Where a criterion stands.  `not_documented` is neither met nor refused: nothing shows it."""

    met = "met"
    not_met = "not_met"
    not_documented = "not_documented"
    waived = "waived"


@dataclass(frozen=True, slots=True)
class CriterionResult:
    criterion: str
    status: Documented
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriteriaReport:
    """The state of every criterion of a set, and the shortest list of documents still missing."""

    criteria: str
    asked: bool
    results: tuple[CriterionResult, ...]
    missing: tuple[str, ...]

    @property
    def met(self) -> Kleene:
        """Whether the whole set is met: no as soon as one criterion is refused."""
        if any(r.status is Documented.not_met for r in self.results):
            return False
        return None if any(r.status is Documented.not_documented for r in self.results) else True


class Unknown(NamedTuple):
    """A question worth asking: what it would change, and how urgent the most urgent of that is."""

    fact: str
    would_change: tuple[str, ...]
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two advised acts that cannot both be done."""

    target: str
    recommendations: tuple[str, str]
    acts: tuple[str, str]


class Cover(StrEnum):
    """Whether the pathway speaks about the case."""

    covered = "covered"
    indirect = "indirect"
    """Operation not stated: emergencies run, the rest is marked as indirect."""
    emergencies_only = "emergencies_only"
    general = "general"
    """A question of the question bank, asked without a patient."""
    outside = "outside"


@dataclass(frozen=True, slots=True)
class Scope:
    cover: Cover
    exclusions: tuple[str, ...] = ()
    """Exclusions that hold."""
    open_exclusions: tuple[str, ...] = ()
    """Exclusions that could not be judged although something suggests them."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What a question wants explained: the kind of explanation, and the entries that hold it.

    `about` names shelf and entry of the knowledge, in the order of the question.
    `of_nobody` is true when the question speaks of no patient.
    """

    kind: str
    """coding, comparison, scoring, dose, outlook, definition; advice when only the subject is named."""
    about: tuple[tuple[str, str], ...]
    of_nobody: bool
    in_bank: bool = False
    """The question bank names what answers it, besides."""


@dataclass(frozen=True)
class Assessment:
    """Everything the pathway says about one case on one day in one region."""

    case: Case
    today: date
    region: Region
    scope: Scope
    judgements: Mapping[str, Judgement]
    criteria: tuple[CriteriaReport, ...]
    unknowns: tuple[Unknown, ...]
    contradictions: tuple[Contradiction, ...]
    conflicts: tuple[str, ...]
    answers: tuple[str, ...]
    """Recommendations and criteria sets that the question bank names for the question that was asked."""
    contradicted_facts: tuple[str, ...]
    urgency: Urgency
    urgency_possible: Urgency
    medicines: Review
    """What a pharmacist finds in the medicines of the case."""
    proposed: Mapping[str, DoseCheck]
    """The check, on this patient, of every drug that an advised act would start."""
    known: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """The findings behind every fact that is known, derived facts included."""
    explained: Explained | None = None
    """What the question wants explained; None for a question that wants a plan."""

    def fired(self) -> tuple[Judgement, ...]:
        return tuple(j for j in self.judgements.values() if j.fires)

    def open(self) -> tuple[Judgement, ...]:
        return tuple(j for j in self.judgements.values() if j.verdict is Truth.unknown)
