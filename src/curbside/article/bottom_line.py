"""The bottom line: what to do, in at most sixty words, before anything else."""

from __future__ import annotations

from dataclasses import replace

from curbside.article.blocks import Desk, act_block, sentence
from curbside.article.check import LONGEST_BOTTOM_LINE
from curbside.article.model import Block, BlockKind
from curbside.article.nearness import answers_question, closeness
from curbside.article.sections import ALARM_SECTIONS, is_unstable, sorted_alarms
from curbside.case.model import QuestionType
from curbside.knowledge.model import ActKind, Recommendation, Urgency
from curbside.pathway.assess import ALARMS
from curbside.pathway.model import Cover, Judgement

_LEADS = {Urgency.emergency: "Emergency", Urgency.urgent: "Urgent, the same day"}


def write_bottom_line(desk: Desk) -> Block:
    """The most urgent advice and its acts; the open alarms when nothing urgent stands."""
    alarms = sorted_alarms(desk)
    if alarms:
        return _alarm(desk, alarms)
    if desk.assessment.scope.cover is Cover.general and (block := _answer(desk)) is not None:
        return block
    if desk.assessment.scope.cover in (Cover.outside, Cover.general, Cover.emergencies_only):
        return _limited(desk)
    return _plan(desk)


def _answer(desk: Desk) -> Block | None:
    """The first recommendation that answers the question; None when none has words for this reader."""
    for name in desk.assessment.answers:
        judgement = desk.assessment.judgements.get(name)
        if judgement is not None:
            rule = desk.rule(judgement)
            words = rule.say.patient if desk.for_patient else rule.say.clinician
            if words is not None:
                return _shortened(desk, words, rule, judgement)
    return None


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
            if act is None or chosen.act in seen:
                continue
            seen.add(chosen.act)
            longer = _joined(block, act)
            if len(longer.text.split()) > LONGEST_BOTTOM_LINE:
                return block
            block = longer
    return block


def _joined(block: Block, act: Block) -> Block:
    return replace(
        block,
        template=f"{block.template} {act.template.rstrip('.')}.",
        fills=tuple(dict.fromkeys((*block.fills, *act.fills))),
        because=tuple(dict.fromkeys((*block.because, *act.because))),
        findings=tuple(dict.fromkeys((*block.findings, *act.findings))),
        figures=tuple(dict.fromkeys((*block.figures, *act.figures))),
    )


FIRST_QUESTIONS = 3
"""Questions named in the bottom line."""


_TELLING = {ActKind.teach, ActKind.ask, ActKind.review}
"""Acts of words alone: of two pieces of advice equally near, the one that does something comes first."""


def _plan(desk: Desk) -> Block:
    """What answers the question comes first, then what is most pressing, then what the text touches."""

    places = [place.id for place in desk.knowledge.pathway.sections]

    def order(judgement: Judgement) -> tuple[int, int, int, bool, bool, int]:
        rule = desk.rule(judgement)
        told = {desk.knowledge.acts[chosen.act].kind for chosen in judgement.acts} <= _TELLING
        asked = answers_question(desk, rule)
        against = asked == 0 and all(desk.knowledge.acts[chosen.act].is_against for chosen in judgement.acts)
        near = -asked, -judgement.urgency.rank, -closeness(desk, rule)
        return *near, told and asked > 0, against, places.index(rule.section)

    return _with_acts(desk, _opening(desk), sorted(desk.assessment.fired(), key=order))


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
