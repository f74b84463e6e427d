"""What a calculator answers: typed records, the same for every door.

Every number stands beside its unit; `shown` is the same number as a person writes it.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from curbside.doors.calculator_requests import CalculatorRecord
from curbside.knowledge.model import Region

DISCLAIMER = "For a clinician to check; no dose here is an order."


class CitedSource(CalculatorRecord):
    """A source behind an answer, with how far it was read (seen, partly, memory)."""

    id: str
    type: str
    title: str
    authors: str | None
    year: int | None
    identifiers: dict[str, str]
    """doi, pmid, pmcid, isbn, number or url, as far as they were read."""
    verification: str


class Missing(CalculatorRecord):
    """Something that must be known first: the field or fact, its name, and how to ask for it."""

    field: str
    label: str
    question: str


class Computed(CalculatorRecord):
    """A computed number: `low` and `high` are equal unless an input was a span; null means open."""

    name: str
    label: str
    low: float | None
    high: float | None
    unit: str
    shown: str
    """The number with its unit, rounded to one decimal (two for square metres)."""
    formula: str
    """The formula in words and symbols, without this patient's numbers."""
    arithmetic: str
    """The same formula filled in."""
    assumptions: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    """Rows of the evidence tables behind the formula."""


class NotComputed(CalculatorRecord):
    """A number that was not computed, why, and what is needed first."""

    name: str
    label: str
    reasons: tuple[str, ...]
    needs: tuple[str, ...]


class CalculatorAnswer(CalculatorRecord):
    """What every calculator answers with."""

    result: str
    """The answer in one sentence, with its unit."""
    formula: str
    arithmetic: tuple[str, ...]
    units: str
    assumptions: tuple[str, ...]
    missing: tuple[Missing, ...]
    warnings: tuple[str, ...]
    sources: tuple[CitedSource, ...]
    disclaimer: str = DISCLAIMER
    today: date
    region: Region
    edition: date
    knowledge_hash: str


class OpioidPart(CalculatorRecord):
    """What one medicine adds, in MME a day; null when it cannot be computed or is not counted."""

    drug: str
    written: str
    mme: float | None
    scheduled: float | None
    """The part that is taken by the clock, without doses as needed."""
    counted: bool
    arithmetic: str
    reason: str
    """Why it adds nothing or is unknown; "" otherwise."""
    rows: tuple[str, ...]


class MmeAnswer(CalculatorAnswer):
    """The opioids of a list in milligrams of oral morphine equivalent (MME) a day; a gauge of risk only."""

    vintage: str
    total: float
    """What the known parts add up to at full allowed use."""
    complete: bool
    """False when something is missing: then the total is at least `total`."""
    scheduled: float
    parts: tuple[OpioidPart, ...]


class Against(CalculatorRecord):
    """One thing that speaks against a drug or must be told with it."""

    kind: str
    """allergy, caution, interaction, limit, start, form."""
    id: str
    grade: Literal["X", "D", "C"] | None
    """X do not use, D avoid or change, C monitor; null decides nothing."""
    says: str
    action: str
    with_drug: str | None
    possible: bool
    verification: str
    rows: tuple[str, ...]


class DoseBandOut(CalculatorRecord):
    """The most that may be given to this patient, in `unit`; null where no limit stands (which is not "no limit")."""

    unit: str
    start: str | None
    start_max_day: float | None
    min_day: float | None
    max_day: float | None
    max_single: float | None
    max_days: float | None
    """Days."""
    per_day: tuple[int, ...]
    """How many times a day it may be given."""
    says: tuple[str, ...]
    arithmetic: tuple[str, ...]
    verification: str


class DoseAnswer(CalculatorAnswer):
    """The check of one drug on one patient; `dose` is null while it cannot be known or the drug is not allowed."""

    drug: str
    form: str | None
    verdict: str
    """ok, caution, unjudged, avoid, hold, reduce, block, unknown_drug."""
    verdict_in_words: str
    grade: Literal["X", "D", "C"] | None
    reasons: tuple[Against, ...]
    dose: DoseBandOut | None
    computed: tuple[Computed, ...]
    not_computed: tuple[NotComputed, ...]
    boxed: tuple[str, ...]
    pharmacist: tuple[str, ...]
    """Unverified entries: to be checked by a pharmacist, deciding nothing."""
    naloxone: bool
    taper: str | None


class RenalAnswer(CalculatorAnswer):
    """Kidney function: creatinine clearance chooses dose bands; the eGFR stands beside it and never in its place."""

    computed: tuple[Computed, ...]
    """creatinine_clearance, egfr, egfr_deindexed, body_surface, ideal_weight, adjusted_weight, as far as known."""
    not_computed: tuple[NotComputed, ...]
    stage: str | None
    """The G stage of the eGFR, or both when it is a span across an edge; kidney disease needs 3 months of it."""
    by_weight: tuple[Computed, ...]
    """The clearance with actual, ideal and adjusted weight, to show what the choice of weight does."""


class Pair(CalculatorRecord):
    """Two medicines of a list that do harm together."""

    first: str
    second: str
    reason: Against


class InteractionsAnswer(CalculatorAnswer):
    """The interacting pairs of a list, the gravest first; a pair that is not among them was not found harmless."""

    medicines: tuple[str, ...]
    pairs: tuple[Pair, ...]
    looked_up: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]
    """Entries that were not read and medicines that stand in no table, in words."""


class ItemOut(CalculatorRecord):
    """One item of a score: its points, whether it was answered, and what it added."""

    item: str
    label: str
    points: float
    points_male: float | None
    """Points for a man where they differ; null otherwise."""
    answer: bool | None
    added: float | None


class BandOut(CalculatorRecord):
    """A band of totals: from `low` to below the next one; `low_open` when it begins above `low`."""

    name: str
    low: float | None
    low_open: bool
    holds: bool
    """True for the band of the given total."""


class QuotedFigure(CalculatorRecord):
    """A figure with what must be told with it: unit in `text`, population, comparator and follow-up in `scope`."""

    name: str
    text: str
    scope: str
    verification: str


class InstrumentSummary(CalculatorRecord):
    """An instrument of the list."""

    id: str
    title: str
    measures: str
    kind: Literal["score", "questionnaire"]
    items_held: bool


class InstrumentAnswer(CalculatorAnswer):
    """An instrument as it is scored and read, with the band of a total where one was given or added up."""

    id: str
    title: str
    kind: Literal["score", "questionnaire"]
    measures: str
    scoring: str
    lowest: float | None
    highest: float | None
    total: float | None
    total_is_least: bool
    """True when items are open: the total is at least this, and the band may rise."""
    band: str | None
    band_possible: str | None
    """The band if every open item were present; the same as `band` when none is open."""
    bands: tuple[BandOut, ...]
    items: tuple[ItemOut, ...]
    """Empty where the licence does not allow them to be held."""
    cut_offs: str | None
    change: str | None
    """The smallest change that matters to patients, where it is known."""
    figures: tuple[QuotedFigure, ...]
    licence: str
    limits: str | None
    never: str
    """What the score never decides."""
