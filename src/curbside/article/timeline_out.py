"""The timeline as a record for machines: enough for a table or a drawing."""

from __future__ import annotations

from math import isinf

from curbside.article.document import NumberSpan, StageOut, StepOut, TimelineOut
from curbside.article.figures import filled
from curbside.article.timeline import StageSteps, State, Step, timeline_of
from curbside.case.model import Interval
from curbside.knowledge.load import Knowledge
from curbside.pathway.model import Assessment


def timeline_out(assessment: Assessment, knowledge: Knowledge) -> TimelineOut:
    """Every stage with its steps and their state today."""
    made = timeline_of(assessment, knowledge)

    def step_out(step: Step) -> StepOut:
        return StepOut(
            act=step.chosen.act,
            recommendation=step.recommendation,
            text=filled(knowledge.acts[step.chosen.act].text, knowledge, assessment.region, assessment.today),
            within=step.chosen.within,
            state=step.state.value,
            reason=_reason(step, assessment) if step.state is State.overdue else "",
            asks=step.shown_by if step.state is State.not_documented else (),
            counted_from=step.counted_from,
            because=step.because,
        )

    def stage_out(found: StageSteps) -> StageOut:
        stage = found.stage
        steps = tuple(step_out(step) for step in found.steps)
        return StageOut(id=stage.id, title=stage.title, from_week=stage.from_week, to_week=stage.to_week, steps=steps)

    return TimelineOut(
        week=None if made.week is None else _weeks(made.week),
        counted_from=made.counted_from,
        stages=tuple(stage_out(stage) for stage in made.stages),
    )


def _reason(step: Step, assessment: Assessment) -> str:
    """In terms of facts: the week in which its time ended, and what was denied."""
    known = (name for name in step.shown_by if assessment.known.get(name) or name == "treatments")
    return f"due by week {step.due_by:g}; not done: {', '.join(known)}"


def _weeks(week: Interval) -> NumberSpan:
    low, high = (None if isinf(end) else end for end in (week.low, week.high))
    return NumberSpan(low=low, high=high, unit="week")
