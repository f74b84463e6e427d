"""The timeline as a section of an article, in the words of its reader."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from curbside.article.blocks import Desk, act_block, note
from curbside.article.findings import interval_in_words
from curbside.article.model import ArticleSection, Block
from curbside.article.timeline import State, Timeline, timeline_of
from curbside.case.model import Interval


def timeline(desk: Desk) -> ArticleSection:
    """The advised acts by stage of care, with what is overdue, due or done for this patient."""
    made = timeline_of(desk.assessment, desk.knowledge)
    rules = desk.knowledge.recommendations
    blocks = []
    for stage in made.stages:
        lead = stage.stage.title_patient if desk.for_patient else stage.stage.title
        for step in stage.steps:
            if rules[step.recommendation].stage == stage.stage.id:
                judgement = desk.assessment.judgements[step.recommendation]
                words = _STATE_WORDS.get(step.state, ("", ""))[desk.for_patient]
                block = act_block(desk, step.chosen, rules[step.recommendation], judgement)
                blocks += [_led(block, lead, words)] if block is not None else []
    if blocks and made.counted_from is not None:
        blocks.insert(0, _counted(desk, made))
    return ArticleSection("timeline", "Timeline", tuple(dict.fromkeys(blocks)))


def _counted(desk: Desk, made: Timeline) -> Block:
    since = "you first asked for help" if desk.for_patient else "the patient first came with this problem"
    if made.counted_from != "weeks_since_presentation":
        since = "your last operation" if desk.for_patient else "the latest operation"
    week = made.week or Interval()
    span = Interval(float(round(week.low)), float(round(week.high))) if week.high < inf else week
    return note(
        "Counted from the day of {the_clock}: {the_week}.", the_clock=since, the_week=interval_in_words(span, "weeks")
    )


_STATE_WORDS = {
    State.done: ("done", "done"),
    State.overdue: ("overdue", "late: ask about it"),
    State.due: ("due", "now"),
    State.later: ("later", "later"),
}
"""The state of a step, for clinicians and for patients."""


def _led(block: Block, lead: str, words: str) -> Block:
    told = f"{lead} ({words})" if words else lead
    return replace(block, template="{the_stage}: " + block.template, fills=(("the_stage", told), *block.fills))
