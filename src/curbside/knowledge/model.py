"""The nouns of the knowledge base, as clinicians write them.

Two ideas carry this module.

*Everything is data.*  A recommendation, a fact, a source or a figure is a frozen
record.  Nothing here runs: a condition is a tree of nodes that `pathway.truth`
reads, so the same tree can be judged, drawn, tested, mutated and compiled.

*Nothing invalid exists.*  A record checks itself when it is built; what needs a
second record to judge (does this fact exist? does that source resolve?) is
checked by `knowledge.check` before a `Knowledge` is handed to anyone.
"""

from __future__ import annotations

from datetime import date
from enum import Enum, StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from curbside.knowledge.conditions import Condition, Never, parse_condition

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""Name of a rule, an act or a set: kebab-case."""

Snake = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
"""Name of a fact or a figure: snake_case."""

RowId = Annotated[str, Field(pattern=r"^[A-Z]{1,4}[A-Za-z0-9]*(-[A-Za-z0-9]+)*$")]
"""Name of a row of evidence or of a source, as the evidence tables print it."""

Region = Literal["us", "uk"]

When = Annotated[Condition, BeforeValidator(parse_condition)]


class Record(BaseModel):
    """A frozen entry of the knowledge base; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Verification(StrEnum):
    """How far the authors of the knowledge base have read a source.

    `seen`: an abstract or excerpt carrying the fact was read.  `partly`: the source
    was seen, the figure or wording was completed from memory.  `memory`: from
    memory, shown with "check the source".  `unverified`: never drives a rule and is
    never shown as support.
    """

    seen = "seen"
    partly = "partly"
    memory = "memory"
    unverified = "unverified"


class Urgency(Enum):
    """How soon the most pressing act must begin.

    emergency: now or within hours; urgent: the same day; soon: within about two
    weeks; routine: at the next planned contact.  Ordered: `Urgency.emergency` is
    the greatest.
    """

    routine = "routine"
    soon = "soon"
    urgent = "urgent"
    emergency = "emergency"

    rank: int
    """From 0 (routine) to 3 (emergency)."""

    def __lt__(self, other: Urgency) -> bool:
        return self.rank < other.rank

    def __le__(self, other: Urgency) -> bool:
        return self.rank <= other.rank


for _rank, _level in enumerate(Urgency):
    _level.rank = _rank


# --- sources and statements ---------------------------------------------------


class SourceType(StrEnum):
    guideline = "Guideline"
    research = "Research"
    label = "Drug label"
    policy = "Coverage policy"
    codes = "Code list"
    consensus = "Consensus"


class Identifiers(Record):
    """Where a reader finds the source.  Only identifiers that were read are written."""

    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    isbn: str | None = None
    number: str | None = None
    """The issuer's own number: a guideline, policy or label number."""
    url: str | None = None


class Source(Record):
    """Something that may be cited.

    `status` is `current` unless the issuer has replaced or withdrawn the work; a
    source that is not current is never support (see `knowledge.check`).
    """

    id: RowId
    type: SourceType
    title: str
    authors: str | None = None
    publisher: str | None = None
    year: int | None = None
    region: Region | None = None
    identifiers: Identifiers = Identifiers()
    verification: Verification
    checked_on: date
    read_at: tuple[str, ...] = ()
    """Addresses of the pages on which the source was read (often a copy of an abstract)."""
    status: Literal["current", "superseded", "retired", "retracted", "refused"] = "current"
    replaced_by: RowId | None = None
    note: str | None = None


class FigureKind(StrEnum):
    """What a number is.  Only a threshold or a target may enter a rule."""

    threshold = "threshold"
    target = "target"
    dose = "dose"
    estimate = "estimate"
    range = "range"
    counted = "count"
    p_value = "p"


class DatedValue(Record):
    """The value of a figure in one region from one day on."""

    value: float
    since: date
    region: Region | None = None
    source: RowId
    checked_on: date


class Figure(Record):
    """A number with everything it needs to be quoted honestly.

    A point value stands in `value`; a span in `low` and `high`; the confidence
    interval of a point value in `interval`.  `of` is the denominator of a count.
    A figure that guidelines revise has `values` instead of `value`.  Figures
    without `population`, `verification` or `sources` take those of their statement.
    """

    kind: FigureKind
    unit: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    interval: tuple[float, float] | None = None
    interval_name: str = "95% CI"
    of: int | None = None
    n: int | None = None
    values: tuple[DatedValue, ...] = ()
    population: str | None = None
    comparator: str | None = None
    follow_up: str | None = None
    verification: Verification | None = None
    sources: tuple[RowId, ...] = ()

    @model_validator(mode="after")
    def _one_form(self) -> Figure:
        forms = [self.value is not None, self.low is not None or self.high is not None, bool(self.values)]
        if sum(forms) != 1:
            raise ValueError("write exactly one of: value, low/high, values")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("low is greater than high")
        return self

    def value_at(self, region: Region, today: date) -> float | None:
        """The point value in force in `region` on `today`; None for a span or if none is in force."""
        if self.value is not None:
            return self.value
        dated = [v for v in self.values if v.since <= today and v.region in (region, None)]
        if not dated:
            return None
        return max(dated, key=lambda v: (v.region == region, v.since)).value


class Statement(Record):
    """One thing the evidence says, in our own words, about one population.

    `rows` names the evidence rows it carries over: the dossier row, then the
    corrections applied to it.  A figure stands in the claim as `{name}`; a digit
    typed into a claim is a load error.
    """

    id: RowId
    claim: str
    figures: dict[Snake, Figure] = {}
    population: str
    region: Region | None = None
    level: str
    sources: Annotated[tuple[RowId, ...], Field(min_length=1)]
    verification: Verification
    rows: tuple[RowId, ...] = ()
    limits: str | None = None
    """What the reader must bear in mind: indirectness, bias, age of the data."""


# --- vocabulary ---------------------------------------------------------------


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


# --- recommendations ----------------------------------------------------------

Within = Literal["now", "hours", "same_day", "days", "weeks", "planned"]
"""When an act must begin: now (call), within hours, the same day, within days, within weeks, when planned."""


class Do(Record):
    """One act of a recommendation, with the conditions under which it is replaced or left out."""

    act: Slug
    within: Within | None = None
    limit: Snake | None = None
    """A figure that states the time limit exactly."""
    when: When | None = None
    unless: When = Never()
    otherwise: Slug | None = None
    """The act that takes its place when `unless` is true (and, marked, when it is unknown)."""
    because: tuple[RowId, ...] = ()
    """The statements closest to this act; by default the first of its recommendation."""


class Say(Record):
    """The sentences of a recommendation, by reader.  Figures stand as `{name}`."""

    clinician: str
    patient: str | None = None
    unknown: str | None = None
    """What a clinician reads while the recommendation cannot be judged ("If ..., then ...")."""
    unknown_patient: str | None = None
    against: str | None = None
    """What argues against the advice."""


class Expectation(StrEnum):
    yes = "yes"
    no = "no"
    unknown = "unknown"
    possible = "possible"


class RuleTest(Record):
    """An example beside its rule: who, what is known, what must follow.

    `given` maps a fact to a value: yes, no, possible, a number ("200"), a span
    ("150..250", "< 92"), or a choice; a mapping {value, course, onset, side, before}
    states more.  `expect` is the verdict; `does` lists exactly the acts that must
    result, `asks` the decisive facts, `urgency` the urgency that must result.
    """

    name: str
    source: Annotated[RowId, Field(alias="from")]
    given: dict[str, object] = {}
    region: Region = "us"
    expect: Expectation
    urgency: Urgency | None = None
    does: tuple[Slug, ...] | None = None
    asks: tuple[Snake, ...] | None = None

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Recommendation(Record):
    """One piece of advice: when it holds, what to do, how to say it, why, and its own tests.

    `if_unknown` says what happens while `when` cannot be judged: `ask` (put the
    questions and show what would follow), `hold` (withhold the act until answered:
    contraindications), `note` (print the conditional sentence `say.unknown`).
    """

    id: Slug
    title: str
    section: Slug
    urgency: Urgency
    stage: Slug | None = None
    region: Region | None = None
    when: When
    unless: When = Never()
    if_unknown: Literal["ask", "hold", "note"]
    do: Annotated[tuple[Do, ...], Field(min_length=1)]
    say: Say
    strength: Literal["strong", "conditional", "consensus", "ungraded"]
    certainty: Literal["high", "moderate", "low", "very_low", "not_stated"]
    because: Annotated[tuple[RowId, ...], Field(min_length=1)]
    overrides: tuple[Slug, ...] = ()
    social_use: str | None = None
    """Why a social fact is used here; the row that allows it must be among `because`."""
    tests: Annotated[tuple[RuleTest, ...], Field(min_length=1)]


class Criterion(Record):
    """One requirement of a criteria set."""

    id: Slug
    title: str
    met: When
    waived: When = Never()
    document: str
    """What document shows it, in the words of a records clerk."""
    because: Annotated[tuple[RowId, ...], Field(min_length=1)]
    parameter: Snake | None = None
    """A figure set by payer or region that this criterion needs; never guessed."""


class CriteriaTest(Record):
    name: str
    source: Annotated[RowId, Field(alias="from")]
    given: dict[str, object] = {}
    parameters: dict[Snake, float] = {}
    expect: dict[Slug, Literal["met", "not_met", "not_documented", "waived"]]

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class CriteriaSet(Record):
    """What a medical reviewer checks before a procedure; never a coverage decision."""

    id: Slug
    title: str
    region: Region | None = None
    """Whose payers or rules it follows; None holds everywhere."""
    asked_when: When
    """The set is shown when this is true (the procedure is asked for or advised)."""
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    says: str
    """What the report says about itself."""
    because: Annotated[tuple[RowId, ...], Field(min_length=1)]
    tests: tuple[CriteriaTest, ...]


class Side(Record):
    """One side of a disagreement: who says what, when, about whom."""

    who: str
    says: str
    year: int | None = None
    population: str
    because: Annotated[tuple[RowId, ...], Field(min_length=1)]


class Conflict(Record):
    """A disagreement between sources, shown with both sides."""

    id: RowId
    question: str
    section: Slug
    shown_when: When
    sides: Annotated[tuple[Side, ...], Field(min_length=2)]
    tips: str
    """What would tip the choice for a patient."""
    allows: tuple[tuple[Slug, Slug], ...] = ()
    """Pairs of acts that may stand side by side because of this disagreement."""


class BankQuestion(Record):
    """A clinical question of the question bank and the recommendations that answer it."""

    id: Slug
    text: str
    answered_by: Annotated[tuple[Slug, ...], Field(min_length=1)]
    topics: tuple[Slug, ...]


class Subject(Record):
    """Something that people ask about by name, and the statements that explain it.

    `means` say what it is, `apart` how it is told from others, `codes` how it is coded,
    `scoring` how it is measured and read, `outlook` how often it happens and what comes of it.
    """

    id: Slug
    name: str
    words: Annotated[tuple[str, ...], Field(min_length=1)]
    word: str | None = None
    """The word of the glossary that says it plainly."""
    means: Annotated[tuple[RowId, ...], Field(min_length=1)]
    apart: tuple[RowId, ...] = ()
    codes: tuple[RowId, ...] = ()
    scoring: tuple[RowId, ...] = ()
    outlook: tuple[RowId, ...] = ()
    advice: tuple[Slug, ...] = ()
    """Recommendations that speak of it."""
    pages: tuple[Slug, ...] = ()
    """Pages of explanation for patients."""
    asked: tuple[Snake, ...] = ()
    """Facts that a question naming this treatment makes true: that it is asked for."""
    treatment: bool = False
    """A question that names it wants its advice, with or without a patient."""

    @property
    def rows(self) -> tuple[RowId, ...]:
        """Every statement that explains it."""
        return tuple(dict.fromkeys((*self.means, *self.apart, *self.codes, *self.scoring, *self.outlook)))


class QuestionKind(Record):
    """By which words a question wants an explanation; "..." in a phrase stands for anything.

    `unless` are words that make it a question of what to do.  The kind `person` names
    the words that speak of somebody.
    """

    id: Literal["coding", "comparison", "scoring", "dose", "outlook", "definition", "person"]
    phrases: Annotated[tuple[str, ...], Field(min_length=1)]
    unless: tuple[str, ...] = ()


class Term(Record):
    """A name that holds a digit without being a number (HbA1c, PHQ-9, PSPS type 2)."""

    id: Slug
    text: str
    meaning: str


class Claim(Record):
    """A clinical claim of a page that people read today, and what Curbside says about it.

    `said_by` names the recommendations, conflicts, criteria sets or statements in
    which Curbside speaks on the matter; `because` the statements that judge the claim.
    """

    id: RowId
    article: Literal["A0", "A1", "A2", "A3", "A4"]
    claim: str
    verdict: Literal["supported", "qualified", "contradicted", "unsourced"]
    said_by: tuple[str, ...]
    because: tuple[RowId, ...] = ()
    why: str


class ReadingBand(Record):
    """What a total means from a figure on: `at_least` includes it, `above` does not; the lowest band has neither."""

    name: str
    at_least: Snake | None = None
    above: Snake | None = None

    @model_validator(mode="after")
    def _one_edge(self) -> ReadingBand:
        if self.at_least is not None and self.above is not None:
            raise ValueError("a band begins at one figure: write at_least or above")
        return self


class Instrument(Record):
    """A questionnaire: how it is scored and read.  Items stand here only where the licence allows.

    `runs` names the figure that holds the lowest and highest total, or the highest alone.
    """

    id: Slug
    title: str
    words: tuple[str, ...] = ()
    """Further names, besides those in the title."""
    measures: str
    items: int | None = None
    scoring: str
    cut_offs: str
    bands: tuple[ReadingBand, ...] = ()
    """From the lowest up; empty where a total has no bands."""
    runs: Snake | None = None
    change: str | None = None
    """The smallest change that matters to patients."""
    licence: str
    limits: str
    because: Annotated[tuple[RowId, ...], Field(min_length=1)]


class Education(Record):
    """A page of explanation for patients; every paragraph names its statements."""

    id: Slug
    title: str
    shown_when: When = Never()
    """When it belongs on a patient's page; it can always be read by its title."""
    paragraphs: tuple[Paragraph, ...]


class Paragraph(Record):
    text: str
    because: Annotated[tuple[RowId, ...], Field(min_length=1)]


class GlossaryEntry(Record):
    """A word that patients meet, in plain words."""

    id: Slug
    word: str
    plain: str


class AskYourTeam(Record):
    """Questions that a patient may put to the team about one section of the plan; `id` is the section."""

    id: Slug
    questions: Annotated[tuple[str, ...], Field(min_length=1)]


class RecordPart(Record):
    """A part of the observations of a note in a record: which findings stand under its title.

    `headings` are sections of a text (see reading/sections.yaml): a finding read there
    belongs here unless its fact belongs to another part.  Findings of no part are history.
    """

    id: Slug
    title: str
    groups: tuple[Snake, ...] = ()
    facts: tuple[Snake, ...] = ()
    headings: tuple[Snake, ...] = ()


class DossierRow(Record):
    """One row of the evidence tables behind this knowledge base, and where it went.

    Entries that name the row are found by themselves; `held_by` names others (an entry,
    or a file that holds the row as code or test), `goes_with` the rows whose entries
    carry this one too.  A row that nothing holds needs a `reason`.
    """

    id: str
    kind: Literal[
        "statement", "conflict", "parameter", "source", "error", "missing", "correction", "limit", "citation",
        "wording", "drug",
    ]  # fmt: skip
    about: str = ""
    """What the row speaks of, in a few words, where its id alone does not say it."""
    mark: Verification | None = None
    held_by: tuple[str, ...] = ()
    goes_with: tuple[str, ...] = ()
    reason: str | None = None


class Section(Record):
    id: Slug
    title: str
    title_patient: str


class Exclusion(Record):
    """Patients whom the pathway does not cover: emergencies only, with the reason named."""

    id: Slug
    when: When
    say: str
    say_patient: str
    because: Annotated[tuple[RowId, ...], Field(min_length=1)]


class Stage(Record):
    id: Slug
    title: str
    title_patient: str
    from_week: float
    to_week: float | None = None


class CourseStep(Record):
    """Where an act stands in the course of care; `id` is the act.

    Its weeks are counted from when the patient came with the problem, from the latest
    operation, or from the last change of treatment.  `not_before` and `no_later` are
    figures that narrow its stage.  `because` are the statements that set its time; an
    act without any stands there by consensus.
    """

    id: Slug
    stage: Slug
    counted_from: Literal["presentation", "operation", "change"] = "presentation"
    not_before: Snake | None = None
    no_later: Snake | None = None
    because: tuple[RowId, ...] = ()
    done_when: When | None = None
    """When it counts as done; None: the case cannot tell."""


class Pathway(Record):
    """Scope, sections and stages of one pathway."""

    id: Slug
    title: str
    edition: date
    covers: When
    """True when the question is about the pathway at all."""
    fits: When
    """True when the patient belongs to its population (adults after spine surgery)."""
    exclusions: tuple[Exclusion, ...]
    sections: tuple[Section, ...]
    stages: tuple[Stage, ...]
    ask_first: tuple[Snake, ...]
    """Groups of facts in the order in which a careful clinician asks them."""
    disclaimer: str
    disclaimer_patient: str
    intended_use: str
    safety_net: str
    safety_net_patient: str
    safety_net_because: tuple[RowId, ...]
