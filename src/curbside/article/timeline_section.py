"""The timeline as a section of an article, in the words of its reader.

On the page stand what is overdue, with its reason, and what to ask about; the whole
course stands behind it, so that no act is printed twice on one page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import inf

from curbside.article.blocks import Desk, act_block, note
from curbside.article.findings import interval_in_words
from curbside.article.model import ArticleSection, Block, BlockKind, Mark
from curbside.article.timeline import StageSteps, State, Step, Timeline, timeline_of
from curbside.case.model import Interval
from curbside.pathway.decisive import LISTS

_TITLE = "Timeline"


def timeline(desk: Desk) -> Iterator[ArticleSection]:
    """What is overdue and what to ask about; then, behind the page, every act by stage with its state."""
    made = timeline_of(desk.assessment, desk.knowledge)
    shown: list[Block] = []
    every: list[Block] = []
    for stage in made.stages:
        if stage.stage.id == made.stages[0].stage.id:
            continue
        late = [step for step in stage.steps if step.state is State.overdue]
        shown += [block for step in late for block in _told(desk, stage, step)]
        shown += _to_ask(desk, stage)
        every += [block for step in stage.steps if step not in late for block in _told(desk, stage, step)]
    if (shown or every) and made.counted_from is not None:
        shown.insert(0, _counted(desk, made))
    yield ArticleSection("timeline", _TITLE, tuple(dict.fromkeys(shown)))
    if not desk.for_patient:
        yield ArticleSection("timeline-details", f"{_TITLE}, step by step", tuple(dict.fromkeys(every)), folded=True)


def _told(desk: Desk, stage: StageSteps, step: Step) -> Iterator[Block]:
    """One act with its stage and state; by consensus where no statement sets its time."""
    judgement = desk.assessment.judgements[step.recommendation]
    block = act_block(desk, step.chosen, desk.knowledge.recommendations[step.recommendation], judgement)
    if block is None:
        return
    lead = stage.stage.title_patient if desk.for_patient else stage.stage.title
    words = _STATE_WORDS.get(step.state, ("", ""))[desk.for_patient]
    rows = tuple(row for row in step.because if row in desk.evidence.statements)
    marks = block.marks if rows or Mark.sign_off in block.marks else (*block.marks, Mark.sign_off)
    block = replace(block, because=tuple(dict.fromkeys((*block.because, *rows))), marks=marks)
    block = _led(block, lead, words)
    yield _with_reason(desk, block, step) if step.state is State.overdue else block


def _with_reason(desk: Desk, block: Block, step: Step) -> Block:
    """The overdue step with why: when its time ended, and what in the record says that it was not done."""
    reason = overdue_reason(step, desk)
    template = block.template.rstrip(". ") + ". {the_reason}."
    return replace(block, template=template, fills=(*block.fills, ("the_reason", reason)))


def overdue_reason(step: Step, desk: Desk) -> str:
    """Why a step is overdue: the week in which its time ended, and what the record denies."""
    facts = desk.knowledge.facts
    denied = [_label(desk, name) for name in step.shown_by if name in LISTS or _is_denied(desk, name)]
    denied = denied or [_label(desk, name) for name in step.shown_by if name in facts]
    ended = f"{step.due_by:g}"
    if desk.for_patient:
        return f"It should be done by week {ended}. You wrote that it was not: {'; '.join(denied)}"
    return f"Its time ended in week {ended}, and the record says no to: {'; '.join(denied)}"


def _is_denied(desk: Desk, fact: str) -> bool:
    found = desk.assessment.known.get(fact, ())
    return any(f.value is False or f.status.value == "absent" for f in found)


def _label(desk: Desk, name: str) -> str:
    if name in LISTS:
        return "the treatments tried, told as complete"
    entry = desk.knowledge.facts[name]
    return (entry.label_patient or entry.label) if desk.for_patient else entry.label


def _to_ask(desk: Desk, stage: StageSteps) -> list[Block]:
    """One line for the steps of a stage of which nothing shows whether they were done."""
    steps = [s for s in stage.steps if s.state is State.not_documented and s.shown_by]
    if not steps or desk.for_patient:
        return []
    facts = desk.knowledge.facts
    names = dict.fromkeys(name for step in steps for name in step.shown_by[:1])
    asked = "; ".join(facts[n].label if n in facts else "the treatments that were tried" for n in names)
    block = note("{the_stage}: past, and not documented whether done. Ask about {the_questions}.",
                 the_stage=stage.stage.title, the_questions=asked)  # fmt: skip
    return [replace(block, kind=BlockKind.question, recommendation=next(iter(names)))]


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
    State.not_documented: ("not documented: ask", "ask if it was done"),
    State.due: ("due", "now"),
    State.later: ("later", "later"),
}
"""The state of a step, for clinicians and for patients."""


def _led(block: Block, lead: str, words: str) -> Block:
    told = f"{lead} ({words})" if words else lead
    return replace(block, template="{the_stage}: " + block.template, fills=(("the_stage", told), *block.fills))
