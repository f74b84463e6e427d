"""What belongs when: the advised acts by stage, and which of them are due or overdue for this patient.

Each act is counted on its own clock: from when the patient came with the problem
(from the latest operation while that is not known), from the operation, or from a
change of treatment.  Nothing is overdue on a clock that is not known, and nothing is
overdue of which the record merely does not say whether it was done: that is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf, isinf

from curbside.case.kleene import Kleene
from curbside.case.model import Interval
from curbside.knowledge.conditions import Tried, facts_of, nodes
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model.pathway import CourseStep, Stage
from curbside.pathway.model import Assessment, Certainty, ChosenAct, Judgement
from curbside.pathway.truth import evaluate
from curbside.pathway.view import View

DAYS_A_WEEK = 7
FIRST_STAGE = ("now", "hours", "same_day")
"""Acts that must begin within a day belong to the first stage, whatever the course says."""

_HANGING = (Certainty.otherwise, Certainty.if_, Certainty.held)
"""Acts that hang on something else: their time has not begun, so they cannot be late."""

_WEEKS = {
    "d": 1 / 7,
    "day": 1 / 7,
    "wk": 1,
    "week": 1,
    "mo": 52.18 / 12,
    "month": 52.18 / 12,
    "y": 52.18,
    "year": 52.18,
}
_CLOCKS = {
    "presentation": (("weeks_since_presentation", 1), ("days_since_surgery", DAYS_A_WEEK)),
    "operation": (("days_since_surgery", DAYS_A_WEEK),),
    "change": (),
}
"""The facts that are the clock, in the order in which they are asked, with their units in a week."""


class State(StrEnum):
    """Where a step stands today."""

    done = "done"
    overdue = "overdue"
    """Its time is over, and the record shows that it was not done."""
    not_documented = "not_documented"
    """Its time is over, and nothing shows whether it was done."""
    due = "due"
    later = "later"
    stands = "stands"
    """Something to avoid or to hold: it holds the whole time."""
    undated = "undated"
    """No clock is known: it belongs to its stage."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act of one recommendation in its stage.

    `shown_by` are the facts and lists that show whether it was done; `due_by` is the
    last week of its time, None when it has none.
    """

    recommendation: str
    chosen: ChosenAct
    state: State
    counted_from: str = "presentation"
    shown_by: tuple[str, ...] = ()
    due_by: float | None = None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StageSteps:
    stage: Stage
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The stages in order with their steps; `week` counts from `counted_from`."""

    week: Interval | None
    counted_from: str | None
    """"weeks_since_presentation", "days_since_surgery", or None when neither is known."""
    stages: tuple[StageSteps, ...]

    def steps(self, state: State) -> tuple[Step, ...]:
        """All steps in one state, in the order of the stages."""
        return tuple(step for stage in self.stages for step in stage.steps if step.state is state)


def timeline_of(assessment: Assessment, knowledge: Knowledge) -> Timeline:
    """Every advised act that belongs to a stage, with its state on the patient's own clock."""
    view = View(assessment.case, knowledge, assessment.region)
    week, counted_from = _clock(view, "presentation")
    by_stage: dict[str, dict[str, Step]] = {stage.id: {} for stage in knowledge.pathway.stages}
    for judgement in assessment.fired():
        for chosen in judgement.acts:
            entry = _entry(judgement, chosen, knowledge)
            if entry is not None:
                by_stage[entry.stage].setdefault(chosen.act, _step(judgement, chosen, entry, view))
    stages = tuple(StageSteps(s, tuple(by_stage[s.id].values())) for s in knowledge.pathway.stages)
    return Timeline(week, counted_from, stages)


def _entry(judgement: Judgement, chosen: ChosenAct, knowledge: Knowledge) -> CourseStep | None:
    """Where the act stands in the course: what cannot wait in the first stage, then its own entry, then its rule's."""
    entry: CourseStep | None = knowledge.shelves.get("course", {}).get(chosen.act)
    if chosen.within in FIRST_STAGE:
        first = knowledge.pathway.stages[0].id
        return entry.model_copy(update={"stage": first}) if entry else CourseStep(id=chosen.act, stage=first)
    stage = knowledge.recommendations[judgement.recommendation].stage
    return entry or (CourseStep(id=chosen.act, stage=stage) if stage is not None else None)


def _step(judgement: Judgement, chosen: ChosenAct, entry: CourseStep, view: View) -> Step:
    stage = next(stage for stage in view.knowledge.pathway.stages if stage.id == entry.stage)
    begins, ends = window_of(entry, stage, view)
    week, _ = _clock(view, entry.counted_from)
    step = Step(judgement.recommendation, chosen, State.due, entry.counted_from, _shown_by(entry), ends, entry.because)
    done: Kleene = None if entry.done_when is None else evaluate(entry.done_when, view)
    if done is True:
        return replace(step, state=State.done)
    if view.knowledge.acts[chosen.act].is_against:
        return replace(step, state=State.stands)
    if stage.to_week == stage.from_week or chosen.certainty in _HANGING:
        return step
    return replace(step, state=_state(week, begins, ends, done))


def _state(week: Interval | None, begins: float, ends: float | None, done: Kleene) -> State:
    if week is None:
        return State.undated
    if ends is not None and week.low > ends:
        return State.overdue if done is False else State.not_documented
    return State.later if week.high < begins else State.due


def window_of(entry: CourseStep, stage: Stage, view: View) -> tuple[float, float | None]:
    """The first and the last week of a step: those of its stage, narrowed by its figures."""
    begins, ends = stage.from_week, stage.to_week
    if entry.not_before is not None:
        begins = _weeks_of(entry.not_before, view, first=True)
        ends = None if ends is not None and ends < begins else ends
    if entry.no_later is not None:
        ends = _weeks_of(entry.no_later, view, first=False)
    return begins, ends


def _weeks_of(name: str, view: View, *, first: bool) -> float:
    _, figure = view.knowledge.figures[name]
    value = figure.value_at(view.region, view.today)
    if value is None:
        value = figure.low if first else figure.high
    return (value or 0) * _WEEKS[figure.unit]


def _shown_by(entry: CourseStep) -> tuple[str, ...]:
    """The facts and lists that show whether the step was done, in the order in which they are named."""
    if entry.done_when is None:
        return ()
    lists = ("treatments" for node in nodes(entry.done_when) if isinstance(node, Tried))
    return tuple(dict.fromkeys((*facts_of(entry.done_when), *lists)))


def _clock(view: View, counted_from: str) -> tuple[Interval | None, str | None]:
    for fact, unit in _CLOCKS[counted_from]:
        known = view.known(fact) if fact in view.knowledge.facts else None
        if known is not None and isinstance(known.value, Interval):
            low, high = (inf if isinf(end) else end / unit for end in (known.value.low, known.value.high))
            return Interval(known.value.low / unit if isinf(low) else low, high), fact
    return None, None
