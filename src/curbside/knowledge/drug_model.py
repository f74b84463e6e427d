"""The nouns of the medicine tables, as pharmacists write them.

Two ideas carry this module.

*A rule about a drug is a condition and a consequence.*  A limit lowers the amount
that may be given, a caution grades a hazard, an interaction grades a pair.  Each
says when it holds in the language of `knowledge.condition_language`, so a band edge can be
read, judged against unknowns and mutated like any other rule.

*Every number has a row, a mark and a source.*  What is marked unverified is loaded
and shown as "needs pharmacist check"; it never decides (`Backed.decides`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from curbside.knowledge.conditions import Always, Never
from curbside.knowledge.model import Region, Verification
from curbside.knowledge.model.record import Record, RowId, Slug, Snake, When

Names = tuple[Snake, ...]
"""Ids of drugs, or of classes of drugs."""


class Backed(Record):
    """An entry with the evidence rows it carries over, how far they were read, and where.

    `policy` marks a cautious rule of this product where the label is silent or was
    not seen; it may only block or lower a dose.
    """

    rows: Annotated[tuple[RowId, ...], Field(min_length=1)]
    verification: Verification
    sources: tuple[RowId, ...] = ()
    policy: bool = False
    region: Region | None = None

    @property
    def decides(self) -> bool:
        """Whether the entry may decide a check; an unverified one only asks for a pharmacist."""
        return self.verification is not Verification.unverified


class Dosing(Backed):
    """How a drug is begun, raised and ended, in words a prescriber can read aloud."""

    form: Snake | None = None
    start: str
    titration: str | None = None
    usual: str | None = None
    duration: str | None = None
    taper: str | None = None
    start_max_day: float | None = None
    """Most milligrams a day with which an adult may begin; None when the words alone say it."""


class Drug(Backed):
    """A medicine, or something else that is taken and matters to medicines (alcohol, grapefruit).

    `names` are generic names (the US name first), `brands` trade names; `look_alikes`
    are drugs with which the name must never be confused.  `forms` begins with the
    form that is meant when the drug is proposed.  A drug of kind `interacting` is
    recognised and checked against others but never proposed.
    """

    id: Snake
    names: Annotated[tuple[str, ...], Field(min_length=1)]
    brands: tuple[str, ...] = ()
    look_alikes: tuple[Snake, ...] = ()
    classes: Names = ()
    kind: Literal["treatment", "antidote", "interacting"] = "interacting"
    rxcui: str | None = None
    rxcui_verification: Verification | None = None
    schedule: str | None = None
    routes: tuple[Snake, ...] = ()
    forms: tuple[Snake, ...] = ()
    brand_forms: dict[str, Snake] = Field(default_factory=dict)
    """Brands that are always one form (MS Contin is extended release)."""
    forms_by_interval: dict[Snake, float] = Field(default_factory=dict)
    """Forms that are proved by so many hours or more between doses (methotrexate once a week)."""
    immediate_from: int | None = None
    """Taken so many times a day or more, it can only be its immediate-release form."""
    dosing: tuple[Dosing, ...] = ()
    recurring: bool = False
    """Stopping it abruptly after regular use does harm."""
    note: str | None = None

    @model_validator(mode="after")
    def _coherent(self) -> Drug:
        if self.kind == "treatment" and not self.dosing:
            raise ValueError("a treatment needs its dosing: write at least how it is started")
        if self.id in self.look_alikes:
            raise ValueError("a drug is not its own look-alike")
        return self


class DrugClass(Record):
    """A class of drugs and the words by which text names it."""

    id: Snake
    label: str
    words: tuple[str, ...] = ()


class Ingredient(Record):
    """One drug in one unit of a product; without an amount where the name is sold in several strengths."""

    drug: Snake
    amount: float | None = None
    unit: str = "mg"


class Product(Backed):
    """A product with more than one active drug, or labelled as another salt, by one unit of it."""

    id: Slug
    names: tuple[str, ...]
    form: Snake
    ingredients: Annotated[tuple[Ingredient, ...], Field(min_length=1)]
    max_units_single: float | None = None
    max_units_day: float | None = None
    max_days: float | None = None


class Limit(Backed):
    """The most that may be given when `when` holds; the lowest of all limits that hold counts.

    Amounts are in `unit`.  `over` divides a scaled limit: the daily maximum is
    `max_day * fact / over` (the label's rule for gabapentin below 15 mL/min).
    `indication` restricts the limit to one use; `off_label` to uses without approval.
    """

    id: Slug
    drugs: Annotated[Names, Field(min_length=1)]
    forms: tuple[Snake, ...] = ()
    routes: tuple[Snake, ...] = ()
    indications: tuple[Snake, ...] = ()
    when: When = Always()
    unit: str = "mg"
    min_day: float | None = None
    max_day: float | None = None
    max_single: float | None = None
    max_single_per_kg: float | None = None
    max_day_per_kg: float | None = None
    max_units_day: float | None = None
    max_days: float | None = None
    start_max_day: float | None = None
    over: float | None = None
    fact: Snake | None = None
    per_day: tuple[int, ...] = ()
    """How many times a day it may be given: (1,) once daily, (2, 3) two or three times."""
    until_day: int | None = None
    """Holds through this day of the course only; on those days it takes the place of `lasting` limits."""
    from_day: int | None = None
    """Holds from this day of the course on."""
    lasting: bool = False
    start: str | None = None
    says: str


class Supplement(Backed):
    """What is given once after a haemodialysis session, by the daily maintenance dose (mg)."""

    id: Slug
    drug: Snake
    daily: float
    low: float
    high: float


class Grade(StrEnum):
    """How strongly an entry speaks against a drug: X do not use, D avoid or change, C monitor."""

    X = "X"
    D = "D"
    C = "C"

    @property
    def rank(self) -> int:
        return {"X": 3, "D": 2, "C": 1}[self.value]


class Caution(Backed):
    """A disease, an age, an organ or a state that speaks against a drug.

    Grade X is a contraindication.  `unless` lifts it when yes; an unknown `unless`
    does not.  `naloxone` says that naloxone is offered wherever it holds.
    """

    id: RowId
    drugs: Annotated[Names, Field(min_length=1)]
    except_drugs: Names = ()
    forms: tuple[Snake, ...] = ()
    routes: tuple[Snake, ...] = ()
    starting: bool = False
    """Speaks only against starting the drug, not against what is already taken."""
    when: When
    unless: When = Never()
    grade: Grade
    says: str
    action: str
    naloxone: bool = False


class Interaction(Backed):
    """Two drugs or classes that do harm together.

    `after_a` and `after_b` are the days for which the first or the second still
    counts after its last dose (an antidepressant and an MAOI; naltrexone).
    """

    id: RowId
    a: Annotated[Names, Field(min_length=1)]
    b: Annotated[Names, Field(min_length=1)]
    except_a: Names = ()
    except_b: Names = ()
    forms_a: tuple[Snake, ...] = ()
    forms_b: tuple[Snake, ...] = ()
    after_a: float = 0
    after_b: float = 0
    when: When = Always()
    grade: Grade
    effect: str
    action: str
    naloxone: bool = False


class BoxedWarning(Backed):
    """A boxed warning of a US label, in our own words; always shown with the drug."""

    id: RowId
    drugs: Annotated[Names, Field(min_length=1)]
    except_drugs: Names = ()
    forms: tuple[Snake, ...] = ()
    says: str


class Indication(Backed):
    """What a US label approves a drug for, in its exact scope, and what it does not approve."""

    id: RowId
    drug: Snake
    forms: tuple[Snake, ...] = ()
    approved: tuple[Snake, ...] = ()
    says: str
    not_for: str


class Note(Backed):
    """Advice about a drug that is shown and does not decide: pregnancy, monitoring, testing, tapering."""

    id: RowId
    kind: Literal["pregnancy", "monitoring", "testing", "taper", "oud", "opioid_rule", "perioperative", "supply"]
    drugs: Names = ()
    says: str
