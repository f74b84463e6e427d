"""The timeline as a drawing: a column for each stage, a dot for each step, a line for today."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isinf

from curbside.article.figures import filled
from curbside.article.timeline import State, Timeline, timeline_of
from curbside.consult import Consult
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model.pathway import Stage

WIDTH, LEFT, HEAD, STEP, A_ROW = 760, 8, 46, 30, 5
"""In units of the drawing: its width, its margin, the space for titles, the space of a dot, dots side by side."""


@dataclass(frozen=True, slots=True)
class Row:
    """A step: its number in the drawing and what the table says of it."""

    n: int
    stage: str
    state: str
    text: str
    rule: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    weeks: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Drawing:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    today: float | None
    """Where today stands; None when no clock is known."""
    clock: str
    height: float
    width: int = WIDTH


def drawing_of(done: Consult, knowledge: Knowledge) -> Drawing | None:
    """The drawing of an answer's timeline; None when nothing belongs to a stage."""
    made = timeline_of(done.assessment, knowledge)
    width = (WIDTH - 2 * LEFT) / len(made.stages)
    rows: list[Row] = []
    most = 0
    for column, stage in enumerate(made.stages):
        seen = dict.fromkeys((step.chosen.act, step.state) for step in stage.steps)
        rules = {step.chosen.act: step.recommendation for step in reversed(stage.steps)}
        most = max(most, len(seen))
        for place, (act, state) in enumerate(seen):
            text = filled(knowledge.acts[act].text, knowledge, done.assessment.region, done.assessment.today)
            x = LEFT + column * width + 22 + (place % A_ROW) * ((width - 26) / A_ROW)
            y = HEAD + 20 + (place // A_ROW) * STEP
            rows.append(Row(len(rows) + 1, stage.stage.title, WORDS[state], text, rules[act], round(x, 1), y))
    if not rows:
        return None
    columns = tuple(Column(s.stage.title, _weeks(s.stage), LEFT + n * width, width) for n, s in enumerate(made.stages))
    return Drawing(columns, tuple(rows), _today(made, width), _clock(made), HEAD + 20 + ceil(most / A_ROW) * STEP)


WORDS = {
    State.done: "done",
    State.overdue: "overdue",
    State.not_documented: "not documented",
    State.due: "due",
    State.later: "later",
    State.stands: "holds throughout",
    State.not_documented: "not documented",
    State.undated: "in this stage",
}


def _weeks(stage: Stage) -> str:
    if stage.to_week is None:
        return f"from week {stage.from_week:g}"
    return "today" if stage.to_week == 0 else f"weeks {stage.from_week:g} to {stage.to_week:g}"


def _today(made: Timeline, width: float) -> float | None:
    if made.week is None or isinf(made.week.low):
        return None
    week = made.week.low
    for n, stage in reversed(list(enumerate(s.stage for s in made.stages))):
        if week >= stage.from_week and stage.to_week != 0:
            span = (stage.to_week or stage.from_week + 40) - stage.from_week
            share = min(1.0, (week - stage.from_week) / span)
            return round(LEFT + (n + share) * width, 1)
    return None


def _clock(made: Timeline) -> str:
    if made.week is None or made.counted_from is None:
        return "No clock is known: neither when the patient came nor when the last operation was."
    since = "the day the patient came with this problem"
    if made.counted_from != "weeks_since_presentation":
        since = "the latest operation"
    low, high = made.week.low, made.week.high
    told = f"{low:.0f}" if round(low) == round(high) or isinf(high) else f"{low:.0f} to {high:.0f}"
    return f"Today is week {told}, counted from {since}."
