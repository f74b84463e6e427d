"""What can be known of a patient, and what can be done: facts and acts."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from curbside.knowledge.model.record import Record, RowId, Slug, Snake


class FactKind(StrEnum):
    yes_no = "yes_no"
    number = "number"
    choice = "choice"


class Codes(Record):
    """Codes seen in a cited source; empty otherwise."""

    icd10cm: tuple[str, ...] = ()
    icd11: tuple[str, ...] = ()
    loinc: tuple[str, ...] = ()
    snomed: tuple[str, ...] = ()
    sources: tuple[RowId, ...] = ()

    @model_validator(mode="after")
    def _sourced(self) -> Codes:
        if any((self.icd10cm, self.icd11, self.loinc, self.snomed)) and not self.sources:
            raise ValueError("codes need the sources in which they were seen")
        return self


class Fact(Record):
    """One thing that can be known of a patient.

    `words` are the phrases by which text says the fact is present, `absent_words`
    those that say it is absent ("walks normally").  For a choice, `values` maps each
    value to its phrases.  `implies` names more general facts: a present finding
    makes them present too, and their absence makes this one absent.
    """

    id: Snake
    kind: FactKind
    label: str
    ask: str
    ask_patient: str | None = None
    label_patient: str | None = None
    unit: str = ""
    range: tuple[float, float] | None = None
    """Plausible values; anything outside is refused and asked again."""
    combine: Literal["latest", "lowest", "highest"] = "latest"
    values: dict[Snake, tuple[str, ...]] = {}
    words: tuple[str, ...] = ()
    absent_words: tuple[str, ...] = ()
    implies: tuple[Snake, ...] = ()
    red_flag: bool = False
    """A possible finding of this fact counts as present for emergencies, and "no red flags" does not deny it."""
    group: Snake | None = None
    """Facts that are asked together, e.g. the five questions on the cauda equina."""
    derived: Snake | None = None
    """Name of the function in `pathway.derive` that computes the fact from others."""
    asked: bool = True
    """Whether it is put as a question: not where it sums up others, for these are asked."""
    social: bool = False
    """Housing, prison, insurance and the like: a rule may use it only through `social_use`."""
    codes: Codes = Codes()

    @model_validator(mode="after")
    def _coherent(self) -> Fact:
        if self.kind is FactKind.choice and not self.values:
            raise ValueError("a choice needs its values")
        if self.kind is not FactKind.choice and self.values:
            raise ValueError("only a choice has values")
        if self.kind is FactKind.number and self.range is None:
            raise ValueError("a number needs the range of its plausible values")
        return self


class ActKind(StrEnum):
    call = "call"
    order = "order"
    refer = "refer"
    examine = "examine"
    start = "start"
    stop = "stop"
    give = "give"
    avoid = "avoid"
    hold = "hold"
    ask = "ask"
    teach = "teach"
    review = "review"
    consider = "consider"


class Act(Record):
    """Something to do.  `target` is what it acts on, so that two acts can be compared.

    Two acts contradict when they hold the same target with opposite polarity:
    avoid, stop and hold against all the others.
    """

    id: Slug
    kind: ActKind
    target: Slug
    drug: Snake | None = None
    """The drug that the act would start or give: it is checked on the patient before it is advised."""
    text: Annotated[str, Field(max_length=140)]
    text_patient: Annotated[str | None, Field(max_length=140)] = None
    clinician_only: bool = False

    @property
    def is_against(self) -> bool:
        return self.kind in (ActKind.avoid, ActKind.stop, ActKind.hold)
