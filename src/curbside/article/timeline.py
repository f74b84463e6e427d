"""What belongs when: the advised acts by stage, and which of them are due or overdue for this patient.

The clock is the time since the patient came with the problem; when that is not
known, the time since the latest operation.  Nothing is overdue on a clock that is
not known, and nothing is done that is not known to be done.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from curbside.case.model import Interval
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Act, Stage
from curbside.pathway.model import Assessment, ChosenAct, Judgement
from curbside.pathway.truth import evaluate
from curbside.pathway.view import View

DAYS_A_WEEK = 7
FIRST_STAGE = ("now", "hours", "same_day")
"""Acts that must begin within a day belong to the first stage, whatever their recommendation says."""


class State(StrEnum):
    """Where a step stands today."""

    done = "done"
    overdue = "overdue"
    due = "due"
    later = "later"
    stands = "stands"
    """Something to avoid or to hold: it holds the whole time."""
    undated = "undated"
    """No clock is known: it belongs to its stage."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act of one recommendation in its stage."""

    recommendation: str
    chosen: ChosenAct
    state: State


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
    week, counted_from = _clock(view)
    by_stage: dict[str, list[Step]] = {stage.id: [] for stage in knowledge.pathway.stages}
    for judgement in assessment.fired():
        for chosen in judgement.acts:
            name = _stage_of(judgement, chosen, knowledge)
            if name is not None:
                stage = next(s for s in knowledge.pathway.stages if s.id == name)
                state = _state(knowledge.acts[chosen.act], stage, week, view)
                by_stage[name].append(Step(judgement.recommendation, chosen, state))
    stages = tuple(StageSteps(s, tuple(by_stage[s.id])) for s in knowledge.pathway.stages)
    return Timeline(week, counted_from, stages)


def _clock(view: View) -> tuple[Interval | None, str | None]:
    for fact, unit in (("weeks_since_presentation", 1), ("days_since_surgery", DAYS_A_WEEK)):
        known = view.known(fact) if fact in view.knowledge.facts else None
        if known is not None and isinstance(known.value, Interval):
            return Interval(known.value.low / unit, known.value.high / unit), fact
    return None, None


def _stage_of(judgement: Judgement, chosen: ChosenAct, knowledge: Knowledge) -> str | None:
    if chosen.within in FIRST_STAGE:
        return knowledge.pathway.stages[0].id
    return knowledge.recommendations[judgement.recommendation].stage


def _state(act: Act, stage: Stage, week: Interval | None, view: View) -> State:
    if act.done_when is not None and evaluate(act.done_when, view) is True:
        return State.done
    if act.is_against:
        return State.stands
    if stage.to_week == stage.from_week:
        return State.due
    if week is None:
        return State.undated
    if stage.to_week is not None and week.low > stage.to_week:
        return State.overdue
    return State.later if week.high < stage.from_week else State.due
