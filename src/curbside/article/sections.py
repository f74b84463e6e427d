"""The parts of an article, each made from one side of the assessment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from curbside.article.audiences import in_reading_order, with_level
from curbside.article.blocks import Desk, act_block, note, sentence, statement_block, supporting
from curbside.article.explaining import explain, spoken_of
from curbside.article.figures import figures_in
from curbside.article.findings import finding_block, question_of
from curbside.article.folding import NOT_TOUCHED
from curbside.article.manner import MANNERS
from curbside.article.medicines import proposed_blocks
from curbside.article.model import ArticleSection, Block, BlockKind
from curbside.article.nearness import is_near
from curbside.case.model import CURRENT, Case, Span
from curbside.knowledge.model import Conflict, Recommendation
from curbside.knowledge.model.advice import Side
from curbside.pathway.model import ALARMS, ChosenAct, Documented, Judgement, Truth

ALARM_SECTIONS = ("unstable", "emergencies")
"""Where the alarms themselves stand; an urgent rule elsewhere says how to do what they ask."""

SHOWN_QUESTIONS = 5
"""Questions printed on the page; behind it stand as many more, and the JSON holds all."""

MORE_QUESTIONS = 18


def understood(desk: Desk) -> ArticleSection:
    """The findings in the order of the text, each with its words."""
    findings = [f for f in desk.assessment.case.findings if f.fact in desk.knowledge.facts]
    seen = {(f.fact, f.value, f.status, f.side): f for f in reversed(findings)}
    findings = [f for f in findings if seen[f.fact, f.value, f.status, f.side] is f]
    blocks = [finding_block(desk, f) for f in findings if not desk.for_patient or f.status in CURRENT]
    for name in desk.assessment.contradicted_facts:
        label = desk.knowledge.facts[name].label
        told = "The text says both yes and no about {label}: ask; until it is settled it counts as possible."
        blocks.append(note(told, label=label))
    blocks.extend(_not_read(desk.assessment.case))
    return ArticleSection("understood", "What we understood", tuple(dict.fromkeys(blocks)))


def _not_read(case: Case) -> Iterator[Block]:
    """What was not understood, and the passages about the body in which nothing was read; never passed over."""
    for span in case.not_understood:
        yield note("Not understood: “{quote}”.", quote=_in_a_line(span))
    if case.unread:
        quotes = "; ".join(f"“{_in_a_line(span)}”" for span in case.unread)
        yield note(
            "Nothing was read in: {quotes}. If it tells of a warning sign, say it in other words.", quotes=quotes
        )


def _in_a_line(span: Span) -> str:
    return " ".join(span.quote.split())


def is_unstable(desk: Desk) -> bool:
    """True when the gate for the unstable patient has fired: nothing but emergency text follows."""
    return any(desk.rule(j).section == "unstable" for j in desk.assessment.fired())


def alarms(desk: Desk) -> ArticleSection:
    """Everything that cannot wait, the most urgent first."""
    fired = sorted_alarms(desk)
    if is_unstable(desk):
        fired = [j for j in fired if j.urgency is max(ALARMS, key=lambda u: u.rank)]
    return _section(desk, "emergencies", [block for j in fired for block in told(desk, j)])


def sorted_alarms(desk: Desk) -> list[Judgement]:
    """Fired emergency and urgent recommendations: the unstable patient, then by urgency, certain before possible."""
    fired = [j for j in desk.assessment.fired() if j.urgency in ALARMS]
    order = {place.id: n for n, place in enumerate(desk.knowledge.pathway.sections)}
    return sorted(fired, key=lambda j: (-j.urgency.rank, order[desk.rule(j).section], j.possible))


def told(desk: Desk, judgement: Judgement) -> Iterator[Block]:
    """A fired recommendation: its sentence, its acts, its evidence, and what argues against it."""
    rule = desk.rule(judgement)
    words = rule.say.patient if desk.for_patient else rule.say.clinician
    if words is None:
        return
    yield sentence(desk, BlockKind.advice, words, rule, judgement)
    for chosen in in_reading_order(desk, judgement):
        block = act_block(desk, chosen, rule, judgement)
        if block is not None:
            yield block
        drug = desk.knowledge.acts[chosen.act].drug
        if drug is not None:
            yield from proposed_blocks(desk, drug)
    if desk.for_patient:
        return
    manner = MANNERS[desk.audience]
    for row in supporting(desk, rule.because)[: manner.statements]:
        block = statement_block(desk, row, rule.id)
        yield with_level(desk, block) if manner.level else block
    if rule.say.against:
        yield sentence(desk, BlockKind.against, "Against: " + rule.say.against, rule)


def answer(desk: Desk) -> ArticleSection:
    """What the question bank names for the question that was asked, told as it holds in general."""
    blocks = [*explain(desk), *spoken_of(desk)]
    asked = desk.assessment.explained
    for name in desk.assessment.answers if not blocks or (asked is not None and asked.in_bank) else ():
        judgement = desk.assessment.judgements.get(name)
        if judgement is not None and judgement.verdict is not Truth.no:
            acts = tuple(ChosenAct(do.act, do.within, do.limit) for do in desk.rule(judgement).do)
            blocks += list(told(desk, judgement if judgement.fires else replace(judgement, acts=acts)))
    title = "Your question" if desk.for_patient else "Answer to the question"
    return ArticleSection("answer", title, tuple(dict.fromkeys(blocks)))


def by_section(desk: Desk) -> Iterator[ArticleSection]:
    """The plan that can wait, in the order of the pathway's sections; what the text does not touch is named last."""
    waiting: dict[str, list[Judgement]] = {}
    for judgement in desk.assessment.judgements.values():
        if judgement.urgency not in ALARMS:
            waiting.setdefault(desk.rule(judgement).section, []).append(judgement)
    for place in desk.knowledge.pathway.sections:
        blocks: list[Block] = []
        far: list[str] = []
        for judgement in waiting.get(place.id, ()):
            rule = desk.rule(judgement)
            if judgement.fires:
                blocks.extend(told(desk, judgement))
            elif _is_conditional(desk, judgement, rule):
                if rule.if_unknown == "hold" or is_near(desk, rule):
                    blocks.append(_conditional(desk, judgement, rule))
                else:
                    far.append(rule.title.rstrip("."))
        blocks += [note(NOT_TOUCHED, titles="; ".join(far))] if far else []
        yield _section(desk, place.id, blocks)


def _is_conditional(desk: Desk, judgement: Judgement, rule: Recommendation) -> bool:
    waits = judgement.verdict is Truth.unknown and rule.if_unknown != "ask" and rule.say.unknown is not None
    return waits and not desk.for_patient


def _conditional(desk: Desk, judgement: Judgement, rule: Recommendation) -> Block:
    kind = BlockKind.hold if rule.if_unknown == "hold" else BlockKind.open
    return sentence(desk, kind, rule.say.unknown or "", rule, judgement)


def _section(desk: Desk, name: str, blocks: list[Block]) -> ArticleSection:
    place = next(s for s in desk.knowledge.pathway.sections if s.id == name)
    return ArticleSection(name, place.title_patient if desk.for_patient else place.title, tuple(blocks))


def not_covered(desk: Desk) -> ArticleSection:
    """Which exclusion limits the pathway to its emergencies, in the words of its source."""
    blocks = []
    for exclusion in desk.knowledge.pathway.exclusions:
        if exclusion.id in desk.assessment.scope.exclusions:
            words = exclusion.say_patient if desk.for_patient else exclusion.say
            because = supporting(desk, exclusion.because)
            blocks.append(Block(BlockKind.advice, words, because=because, recommendation=exclusion.id))
    title = "What this page does not cover" if desk.for_patient else "Outside this pathway"
    return ArticleSection("not-covered", title, tuple(blocks))


_STATES = {
    Documented.met: "met",
    Documented.not_met: "not met",
    Documented.not_documented: "not documented",
    Documented.waived: "waived",
}


def criteria(desk: Desk) -> ArticleSection:
    """Where each criterion stands, and what document would show it.  Never a decision about coverage."""
    blocks = []
    for report in desk.assessment.criteria:
        if not report.asked and report.criteria not in desk.assessment.answers:
            continue
        entry = desk.knowledge.criteria[report.criteria]
        blocks.append(_plain(desk, BlockKind.criterion, f"{entry.title}: {entry.says}", entry.because, entry.id))
        by_id = {criterion.id: criterion for criterion in entry.criteria}
        for result in report.results:
            criterion = by_id[result.criterion]
            words = f"{criterion.title}: {_STATES[result.status]}."
            if result.status is Documented.not_documented:
                words += f" Shown by: {criterion.document}"
            blocks.append(_plain(desk, BlockKind.criterion, words, criterion.because, entry.id))
    return ArticleSection("criteria", "Criteria report", tuple(blocks))


def conflicts(desk: Desk) -> ArticleSection:
    """Disagreements that bear on this case, with both sides."""
    blocks = []
    for name in desk.assessment.conflicts:
        conflict = desk.knowledge.conflicts[name]
        rows = tuple(row for side in conflict.sides for row in side.because)
        if not desk.for_patient:
            blocks += [_side(desk, name, conflict, side) for side in conflict.sides]
            blocks.append(_plain(desk, BlockKind.side, f"What would tip the choice: {conflict.tips}", rows, name))
    return ArticleSection("conflicts", "Where guidelines disagree", tuple(blocks))


def _side(desk: Desk, name: str, conflict: Conflict, side: Side) -> Block:
    said = f"{side.says.rstrip('. ')}. Population: {side.population}."
    block = _plain(desk, BlockKind.side, said, side.because, name)
    year = (("the_year", f" ({side.year})"),) if side.year else ()
    lead = f"{conflict.question}: {side.who}" + ("{the_year}" if year else "")
    return replace(block, template=f"{lead}: {block.template}", fills=(*year, *block.fills))


def _plain(desk: Desk, kind: BlockKind, words: str, because: tuple[str, ...], owner: str) -> Block:
    uses = figures_in(words, desk.knowledge, desk.assessment)
    fills = tuple((use.name, use.text) for use in uses)
    return Block(kind, words, fills, owner, supporting(desk, because), figures=uses)


def unknowns(desk: Desk) -> Iterator[ArticleSection]:
    """The questions whose answers would change the plan; those that settle an emergency stand with the emergencies."""
    asked = [u for u in desk.assessment.unknowns if not desk.for_patient or u.fact in desk.knowledge.facts]
    if desk.assessment.urgency in ALARMS:
        asked = [u for u in asked if u.urgency in ALARMS]
    elif not desk.for_patient:
        asked = [u for u in asked if u.urgency not in ALARMS]
    title = "Questions your clinician may ask" if desk.for_patient else "What we do not know, and what it would change"
    most = SHOWN_QUESTIONS * 2 if desk.for_patient else SHOWN_QUESTIONS
    blocks = [question_of(desk, unknown) for unknown in asked]
    left = len(asked) - most - MORE_QUESTIONS
    behind = blocks[most : most + MORE_QUESTIONS]
    if left > 0:
        behind.append(note("{count} further questions would change other parts of the plan.", count=str(left)))
    yield ArticleSection("unknowns", title, tuple(blocks[:most]))
    if not desk.for_patient:
        yield ArticleSection("unknowns-details", title, tuple(behind), folded=True)


_SAFETY_NET_PATIENT = ("When to get help at once", "Other signs that need help at once")
"""Its title for patients, without an alarm and beneath one."""


def safety_net(desk: Desk) -> ArticleSection:
    """When to come back at once: on every page, for every reader."""
    pathway = desk.knowledge.pathway
    words = pathway.safety_net_patient if desk.for_patient else pathway.safety_net
    title = _SAFETY_NET_PATIENT[bool(sorted_alarms(desk))] if desk.for_patient else "Safety net"
    block = _plain(desk, BlockKind.safety_net, words, pathway.safety_net_because, "safety-net")
    return ArticleSection("safety-net", title, (block,))
