"""The nouns of pharmacology: a patient as a pharmacist sees one, an order, and what was found about it.

*An unknown is carried, never filled in.*  A number is an interval or None; a
condition is yes, no, or missing from `facts`.  A result says what it assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from curbside.case.model import Interval, Medication, Value
from curbside.knowledge.drug_model import Caution, Grade, Interaction
from curbside.knowledge.model import Verification


@dataclass(frozen=True, slots=True)
class Patient:
    """What is known of one patient.  Weight in kg, height in cm, creatinine in mg/dL, ages in years or days.

    `facts` holds conditions (yes or no) and further values by fact id; a fact that is
    not among them is unknown.  `possible` names those that were read as only
    possible: they count as present where they speak against a drug.
    """

    age: Interval | None = None
    sex: str | None = None
    weight: Interval | None = None
    height: Interval | None = None
    creatinine: Interval | None = None
    creatinine_days: Interval | None = None
    in_hospital: bool | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)
    possible: frozenset[str] = frozenset()
    medications: tuple[Medication, ...] = ()
    medications_complete: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """A drug as it is proposed, or taken.  Amounts are in milligrams unless `unit` says otherwise.

    `day` is the day of the course (1 is the first).  `indication` is a use as the
    indication table names it; anything else counts as off-label.
    """

    drug: str
    form: str | None = None
    route: str | None = None
    single: Interval | None = None
    daily: Interval | None = None
    units_single: float | None = None
    units_day: float | None = None
    product: str | None = None
    unit: str = "mg"
    day: int | None = None
    indication: str | None = None
    starting: bool = True


@dataclass(frozen=True, slots=True)
class Calculation:
    """A computed number with its arithmetic in full, its unit, what was assumed, and its evidence rows."""

    name: str
    value: Interval
    unit: str
    arithmetic: str
    assumptions: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def point(self) -> float:
        """The single value; the lower end when it is a span."""
        return self.value.low


@dataclass(frozen=True, slots=True)
class CannotCompute:
    """Why a number was not computed, and the facts that must be asked."""

    name: str
    reasons: tuple[str, ...]
    ask: tuple[str, ...] = ()


class Verdict(StrEnum):
    """What may be done with an order, from the best to the worst.

    `caution`: may be given with what the reasons say.  `unjudged`: taken, and data are
    missing; it is not stopped for that.  `avoid`: choose something else.  `hold`:
    proposed, and data are missing.  `reduce`: taken above its limit.  `block`: not to be
    given.  `unknown_drug`: it stands in no table.
    """

    ok = "ok"
    caution = "caution"
    unjudged = "unjudged"
    avoid = "avoid"
    hold = "hold"
    reduce = "reduce"
    block = "block"
    unknown_drug = "unknown_drug"

    rank: int
    """From 0 (ok) upwards, in this order."""


for _rank, _verdict in enumerate(Verdict):
    _verdict.rank = _rank


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks against an order or must be told with it."""

    kind: str
    """allergy, caution, interaction, limit, start, form, list."""
    id: str
    grade: Grade | None
    says: str
    action: str
    verification: Verification
    rows: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    policy: bool = False
    with_drug: str | None = None
    naloxone: bool = False
    possible: bool = False


def reason_from(
    entry: Caution | Interaction, says: str, *, with_drug: str | None = None, possible: bool = False
) -> Reason:
    """What an entry of the tables says; one that may not decide says it without a grade."""
    return Reason(
        kind="caution" if isinstance(entry, Caution) else "interaction",
        id=entry.id,
        grade=entry.grade if entry.decides else None,
        says=says,
        action=entry.action,
        verification=entry.verification,
        rows=entry.rows,
        sources=entry.sources,
        policy=entry.policy,
        with_drug=with_drug,
        naloxone=entry.naloxone,
        possible=possible,
    )


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact that must be known, and the entries that need it."""

    fact: str
    needed_by: tuple[str, ...]
    for_dose: bool


@dataclass(frozen=True, slots=True)
class DoseBand:
    """The most that may be given to this patient, after every limit that holds."""

    unit: str
    max_day: float | None
    max_single: float | None
    max_days: float | None
    start_max_day: float | None
    min_day: float | None
    per_day: tuple[int, ...]
    start: str | None
    limits: tuple[str, ...]
    says: tuple[str, ...]
    arithmetic: tuple[str, ...]
    verification: Verification
    rows: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoseCheck:
    """Everything that was found about one drug in one patient.

    `dose` is None while it cannot be known and when the drug is blocked: a drug that
    must not be given has no dose.
    """

    drug: str
    form: str | None
    verdict: Verdict
    reasons: tuple[Reason, ...]
    asks: tuple[Ask, ...] = ()
    dose: DoseBand | None = None
    calculations: tuple[Calculation, ...] = ()
    cannot_compute: tuple[CannotCompute, ...] = ()
    boxed: tuple[str, ...] = ()
    pharmacist: tuple[str, ...] = ()
    """Entries that hold but are unverified: shown as "needs pharmacist check", deciding nothing."""
    likely: tuple[Reason, ...] = ()
    """What would speak against it too, were the creatinine clearance like the eGFR; it decides nothing."""
    is_only_crossed: bool = False
    """Whether the tables know the drug only for how it meets others: what it does to this patient is not judged."""
    naloxone: bool = False
    taper: str | None = None
    caveats: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def grade(self) -> Grade | None:
        """The highest grade among the reasons."""
        graded = [r.grade for r in self.reasons if r.grade is not None]
        return max(graded, key=lambda g: g.rank) if graded else None

    @property
    def is_to_be_avoided(self) -> bool:
        """Whether a certain reason speaks against the drug, whatever the open questions will bring."""
        return self.verdict is Verdict.avoid or (self.verdict is Verdict.hold and self.grade is Grade.D)

    @property
    def is_allowed(self) -> bool:
        """Whether the order may stand as it is, with what the reasons say."""
        return self.verdict in (Verdict.ok, Verdict.caution)

    def because(self, entry: str) -> bool:
        """Whether an entry of the tables is among the reasons."""
        return any(r.id == entry for r in self.reasons)


@dataclass(frozen=True, slots=True)
class MmePart:
    """What one opioid adds.  `full` counts every allowed dose, `scheduled` only doses by the clock."""

    drug: str
    quote: str
    full: Decimal | None
    scheduled: Decimal | None
    arithmetic: str
    counted: bool
    reason: str = ""
    rows: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MmeTotal:
    """Milligrams of oral morphine equivalent a day; a gauge of risk, never a way to a new dose.

    `low` is what is certain: known parts, lowest stated amounts, scheduled doses only.
    `full` adds up the known parts at full allowed use.  `high` equals `full` when
    nothing is missing and is None otherwise: then the total is "at least" `full`.
    """

    vintage: str
    low: Decimal
    full: Decimal
    high: Decimal | None
    scheduled: Decimal
    complete: bool
    parts: tuple[MmePart, ...]
    reasons: tuple[str, ...]
    sources: tuple[str, ...]

    def reaches(self, threshold: int) -> bool | None:
        """Whether the total at full use is at or above a threshold; None while parts are missing."""
        if self.full >= threshold:
            return True
        return False if self.complete else None

    @property
    def text(self) -> str:
        """The total as it is shown: one decimal, "at least" when something is missing, and never a bare 50 below 50."""
        shown = f"{self.full:.1f}"
        if not self.complete:
            return f"at least {shown} MME/day; {'; '.join(self.reasons)}"
        below = next((t for t in (50, 90) if self.full < t <= Decimal(shown)), None)
        note = f" (rounded; below {below})" if below else ""
        return f"{shown} MME/day{note}"
