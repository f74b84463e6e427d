"""The bottom line: what to do, in at most sixty words, before anything else."""

from __future__ import annotations

import re
from dataclasses import replace

from curbside.article.blocks import Desk, act_block, joined, sentence
from curbside.article.check import LONGEST_BOTTOM_LINE
from curbside.article.explaining import explain
from curbside.article.medicine_lines import checked_line, gravest_line
from curbside.article.medicines import is_about_medicines
from curbside.article.model import Block, BlockKind
from curbside.article.nearness import answers_question, closeness
from curbside.article.sections import ALARM_SECTIONS, is_unstable, sorted_alarms
from curbside.article.timeline import FIRST_STAGE
from curbside.case.model import QuestionType, Use
from curbside.knowledge.model import ActKind, Recommendation, Urgency
from curbside.pathway.model import ALARMS, Certainty, Cover, Judgement, Truth

_LEADS = {Urgency.emergency: "Emergency", Urgency.urgent: "Urgent, the same day"}


def write_bottom_line(desk: Desk) -> Block:
    """The most urgent advice and its acts; the open alarms when nothing urgent stands."""
    alarms = sorted_alarms(desk)
    if alarms:
        return _alarm(desk, alarms)
    asked = desk.assessment.explained
    if asked is not None and asked.kind == "dose" and (block := checked_line(desk)) is not None:
        return block
    if desk.assessment.scope.cover is Cover.general and (block := _answer(desk)) is not None:
        return block
    if is_about_medicines(desk) and (block := checked_line(desk)) is not None:
        return block
    if desk.assessment.scope.cover in (Cover.outside, Cover.general, Cover.emergencies_only):
        return _limited(desk)
    return _plan(desk)


def _answer(desk: Desk) -> Block | None:
    """What explains best, else the first recommendation that answers; None when none has words for this reader."""
    if (block := _explained(desk)) is not None:
        return block
    for name in desk.assessment.answers:
        judgement = desk.assessment.judgements.get(name)
        if judgement is not None:
            rule = desk.rule(judgement)
            words = rule.say.patient if desk.for_patient else rule.say.clinician
            if words is not None:
                return _shortened(desk, words, rule, judgement)
    return None


def _explained(desk: Desk, most: int = LONGEST_BOTTOM_LINE) -> Block | None:
    """The first sentences of the explanation, as many as fit in so many words; None when nothing is explained."""
    chosen: Block | None = None
    for block in explain(desk):
        for short in (_bare(block), _first_sentence(block)):
            longer = short if chosen is None else joined(chosen, short)
            names = [name for name, _ in longer.fills]
            if short.template and len(longer.text.split()) <= most and len(names) == len(set(names)):
                chosen = longer
                break
        else:
            if chosen is not None:
                break
    return chosen


def _bare(block: Block) -> Block:
    """The block without its population, where it prints no figure that would need it."""
    if any(use.inline for use in block.figures):
        return replace(block, kind=_SPOKEN.get(block.kind, block.kind))
    return _cut(block, block.template.split(" Population: ")[0])


def _first_sentence(block: Block) -> Block:
    """The first clause, where it prints no figure; else nothing."""
    first = re.split(r"[.;:] ", block.template)[0].rstrip(".") + "."
    bare = len(first.split()) < SHORTEST_CLAUSE or any("{" + use.name + "}" in first for use in block.figures)
    return _cut(block, "" if bare else first)


SHORTEST_CLAUSE = 5
"""Words; less is a heading and says nothing by itself."""


def _cut(block: Block, template: str) -> Block:
    fills = tuple(fill for fill in block.fills if "{" + fill[0] + "}" in template)
    figures = tuple(use for use in block.figures if "{" + use.name + "}" in template)
    kind = _SPOKEN.get(block.kind, block.kind)
    return replace(block, template=template, fills=fills, figures=figures, kind=kind)


_SPOKEN = {BlockKind.note: BlockKind.note, BlockKind.explanation: BlockKind.advice}


def _alarm(desk: Desk, alarms: list[Judgement]) -> Block:
    top = alarms[0]
    rule = desk.rule(top)
    if desk.for_patient and rule.say.patient:
        return _shortened(desk, rule.say.patient, rule, top)
    same = [j for j in alarms if j.urgency is top.urgency]
    if is_unstable(desk):
        same = [j for j in same if desk.rule(j).section == "unstable"]
    same = [j for j in same if desk.rule(j).section in ALARM_SECTIONS] or same
    titles = "; ".join(desk.rule(j).title.rstrip(".") for j in same[:2])
    block = sentence(desk, BlockKind.advice, f"{_LEADS[top.urgency]}: {titles}.", rule, top)
    return _with_acts(desk, block, same)


def _shortened(desk: Desk, words: str, rule: Recommendation, judgement: Judgement) -> Block:
    """Whole sentences of the advice, as many as fit; its title when not even one does."""
    block = sentence(desk, BlockKind.advice, words, rule, judgement)
    while len(block.text.split()) > LONGEST_BOTTOM_LINE and ". " in block.template:
        kept = block.template.rstrip(".").rsplit(". ", 1)[0] + "."
        block = sentence(desk, BlockKind.advice, kept, rule, judgement)
    if len(block.text.split()) > LONGEST_BOTTOM_LINE:
        return sentence(desk, BlockKind.advice, rule.title.rstrip(".") + ".", rule, judgement)
    return block


def _with_acts(desk: Desk, block: Block, judgements: list[Judgement]) -> Block:
    """Add act after act, with the support of each, while there is room."""
    seen: set[str] = set()
    for judgement in judgements:
        rule = desk.rule(judgement)
        for chosen in judgement.acts:
            act = act_block(desk, chosen, rule, judgement)
            if act is None or chosen.act in seen or chosen.certainty is Certainty.held:
                continue
            seen.add(chosen.act)
            longer = joined(block, act)
            if len(longer.text.split()) > LONGEST_BOTTOM_LINE:
                return block
            block = longer
    return block


FIRST_QUESTIONS = 3
"""Questions named in the bottom line."""


_TELLING = {ActKind.teach, ActKind.ask, ActKind.review}
"""Acts of words alone: of two pieces of advice equally near, the one that does something comes first."""


def _plan(desk: Desk) -> Block:
    """What answers the question comes first, then what is most pressing, then what the text touches."""

    places = [place.id for place in desk.knowledge.pathway.sections]

    def order(judgement: Judgement) -> tuple[int, int, int, int, bool, bool, int]:
        rule = desk.rule(judgement)
        told = {desk.knowledge.acts[chosen.act].kind for chosen in judgement.acts} <= _TELLING
        asked = answers_question(desk, rule)
        against = asked == 0 and all(desk.knowledge.acts[chosen.act].is_against for chosen in judgement.acts)
        near = -asked, -judgement.urgency.rank, _soonest(desk, judgement), -closeness(desk, rule)
        return *near, told and asked > 0, against, places.index(rule.section)

    return _with_acts(desk, _answered(desk), sorted(desk.assessment.fired(), key=order))


def _soonest(desk: Desk, judgement: Judgement) -> int:
    """How soon the first thing to do must begin: now, within hours, the same day, or later (all alike)."""
    idle = (ActKind.avoid, ActKind.hold)
    acts = [chosen for chosen in judgement.acts if desk.knowledge.acts[chosen.act].kind not in idle]
    return min((FIRST_STAGE.index(c.within) for c in acts if c.within in FIRST_STAGE), default=len(FIRST_STAGE))


def _answered(desk: Desk) -> Block:
    """What answers or explains the question, or checks the medicine it names; then what can be said of emergencies.

    Where the question names nothing of this, the gravest thing in the medicines comes behind the emergencies.
    """
    opening = _opening(desk)
    left = LONGEST_BOTTOM_LINE - len(opening.text.split())
    told = _explained(desk, left) or _asked_medicine(desk, left) or _held_answer(desk, left)
    if told is not None:
        return joined(replace(told, kind=BlockKind.advice), opening)
    grave = gravest_line(desk, left)
    return opening if grave is None else joined(opening, grave)


def _asked_medicine(desk: Desk, most: int) -> Block | None:
    """The check of a medicine that the question asks about."""
    if not any(medication.use is Use.asked for medication, _ in desk.assessment.medicines.taken):
        return None
    return checked_line(desk, most)


def _held_answer(desk: Desk, most: int) -> Block | None:
    """The advice on the treatment that was asked for, while nothing of it is certain for this patient."""
    judged = [desk.assessment.judgements.get(name) for name in desk.assessment.answers]
    if any(j is not None and j.fires for j in judged):
        return None
    for judgement in filter(None, judged):
        rule = desk.rule(judgement)
        words = (rule.say.patient if desk.for_patient else rule.say.unknown) or rule.say.patient or rule.say.clinician
        block = sentence(desk, BlockKind.advice, words, rule, judgement)
        if judgement.verdict is Truth.unknown and len(block.text.split()) <= most:
            return block
    return None


def _opening(desk: Desk) -> Block:
    """What can be said about emergencies before any plan: never that there is none, unless all were denied."""
    pathway = desk.knowledge.pathway
    because = tuple(row for row in pathway.safety_net_because if row in desk.evidence.statements)
    open_ = [u.fact for u in desk.assessment.unknowns if u.urgency in ALARMS and u.fact in desk.knowledge.facts]
    if open_ and desk.assessment.case.question.type is QuestionType.explanation and not desk.for_patient:
        return Block(BlockKind.advice, "No emergency is established and none is excluded.", (), "bottom-line", because)
    labels = [_label(desk, fact) for fact in open_[:FIRST_QUESTIONS]]
    if not labels:
        words = "Every emergency that the pathway asks about is denied."
        words = "Nothing you wrote points to an emergency." if desk.for_patient else words
        return Block(BlockKind.advice, words, (), "bottom-line", because)
    words = "No emergency is established, but none is excluded: ask first about {the_questions}."
    if desk.for_patient:
        words = "Nothing you wrote is an emergency for certain. Get help at once if you have {the_questions}."
    return Block(BlockKind.advice, words, (("the_questions", ", ".join(labels)),), "bottom-line", because)


def _label(desk: Desk, fact: str) -> str:
    entry = desk.knowledge.facts[fact]
    return (entry.label_patient or entry.label) if desk.for_patient else entry.label


def _limited(desk: Desk) -> Block:
    pathway = desk.knowledge.pathway
    held = [e for e in pathway.exclusions if e.id in desk.assessment.scope.exclusions]
    if held:
        words = held[0].say_patient if desk.for_patient else held[0].say
        because = tuple(row for row in held[0].because if row in desk.evidence.statements)
        return Block(BlockKind.advice, words, (), held[0].id, because)
    words = "This question lies outside pain after spine surgery, and no source for it has been added. "
    words += "Add literature on it, or name the spine operation and the pain it is about."
    because = tuple(row for row in pathway.safety_net_because if row in desk.evidence.statements)
    return Block(BlockKind.note, words, (), "bottom-line", because)
