"""Making blocks: from a recommendation, a statement or a fact to a sentence with its basis."""

from __future__ import annotations

from dataclasses import dataclass, replace

from curbside.article.figures import figures_in, told_once, use_figure
from curbside.article.model import Audience, Block, BlockKind, Mark
from curbside.case.model import Finding
from curbside.evidence.model import Evidence
from curbside.knowledge.conditions import AnyOf, Compare, Holds, facts_of, nodes
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Recommendation, SourceType, Statement, Verification
from curbside.pathway.model import Assessment, Certainty, ChosenAct, Cover, Judgement


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before the one who writes: the verdicts, the evidence, the words, the reader."""

    assessment: Assessment
    evidence: Evidence
    knowledge: Knowledge
    audience: Audience

    @property
    def for_patient(self) -> bool:
        return self.audience is Audience.patient

    def rule(self, judgement: Judgement) -> Recommendation:
        return self.knowledge.recommendations[judgement.recommendation]


def sentence(
    desk: Desk, kind: BlockKind, template: str, rule: Recommendation, judgement: Judgement | None = None
) -> Block:
    """A sentence of a recommendation, with the figures it uses and what must be said about it."""
    uses = figures_in(template, desk.knowledge, desk.assessment)
    return Block(
        kind=kind,
        template=template,
        fills=tuple((use.name, use.text) for use in uses),
        recommendation=rule.id,
        because=supporting(desk, rule.because),
        findings=findings_of(desk, rule),
        figures=uses,
        marks=marks_of(desk, rule, judgement),
        urgency=rule.urgency,
    )


def supporting(desk: Desk, rows: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the rows that the evidence holds."""
    return tuple(row for row in rows if row in desk.evidence.statements)


def findings_of(desk: Desk, rule: Recommendation) -> tuple[Finding, ...]:
    """The findings of the case that the rule looked at, each once."""
    known = desk.assessment.known
    found = [finding for fact in facts_of(rule.when) for finding in known.get(fact, ())]
    return tuple(dict.fromkeys(found))


def marks_of(desk: Desk, rule: Recommendation, judgement: Judgement | None) -> tuple[Mark, ...]:
    """What the reader must be told about a sentence of this rule besides its sources."""
    statements = [desk.evidence.statements[row] for row in supporting(desk, rule.because)]
    marks = [Mark.possible] * (judgement is not None and judgement.possible)
    if statements and all(_is_consensus(desk, s) for s in statements):
        marks.append(Mark.sign_off)
    elif statements and all(s.verification is Verification.memory for s in statements):
        marks.append(Mark.check_source)
    if desk.assessment.scope.cover is Cover.indirect and rule.section not in ("unstable", "emergencies"):
        marks.append(Mark.indirect)
    return tuple(marks)


def _is_consensus(desk: Desk, statement: Statement) -> bool:
    known = [desk.evidence.sources[s] for s in statement.sources if s in desk.evidence.sources]
    return all(source.type is SourceType.consensus for source in known)


WITHIN = {
    "now": "now",
    "hours": "within hours",
    "same_day": "the same day",
    "days": "within days",
    "weeks": "within two weeks",
    "planned": "at the planned visit",
}
"""When an act must begin, in words."""


def act_block(desk: Desk, chosen: ChosenAct, rule: Recommendation, judgement: Judgement) -> Block | None:
    """The block of one act; None when this reader is not shown it."""
    act = desk.knowledge.acts[chosen.act]
    if chosen.certainty is Certainty.withheld:
        return None
    if desk.for_patient and (act.clinician_only or act.text_patient is None):
        return None
    text = act.text_patient if desk.for_patient and act.text_patient else act.text
    block = sentence(desk, BlockKind.act, _lead(desk, chosen, rule) + text, rule, judgement)
    block = replace(block, because=_closest(desk, chosen, rule, block))
    when = WITHIN.get(chosen.within or "")
    if chosen.limit is None:
        return replace(block, act=act.id, within=when)
    limit = use_figure(chosen.limit, desk.knowledge, desk.assessment)
    told = f"{when}, at most {limit.text}" if when else f"at most {limit.text}"
    return replace(block, act=act.id, within=told, figures=tuple(dict.fromkeys((*block.figures, limit))))


def _lead(desk: Desk, chosen: ChosenAct, rule: Recommendation) -> str:
    """What the act hangs on, in the words of the open question; neutral where presence alone does not decide."""
    if desk.for_patient or chosen.certainty is Certainty.certain:
        return ""
    facts = desk.knowledge.facts
    if chosen.certainty is Certainty.held:
        return "Hold until the open questions are answered: "
    deciding = _deciding(chosen, rule)
    labels = [facts[a].label for a in chosen.asks if a in facts and a in deciding]
    others = [facts[a].label for a in chosen.asks if a in facts]
    instead = ", instead" if chosen.certainty is Certainty.otherwise else ""
    if others and not labels:
        return f"Depending on {' and '.join(others)}{instead}: "
    asked = f"there is {' or '.join(labels)}" if labels else ""
    match chosen.certainty:
        case Certainty.unless:
            return f"Unless {asked or 'the open questions speak against it'}: "
        case Certainty.otherwise:
            return f"If {asked or 'the open questions speak against that'}, instead: "
        case _:
            return f"If {asked or 'the open questions call for it'}: "


def _deciding(chosen: ChosenAct, rule: Recommendation) -> frozenset[str]:
    """The facts whose presence alone settles the open condition of an act; none under a "not", a count or an "all"."""
    do = next((do for do in rule.do if chosen.act in (do.act, do.otherwise)), None)
    if do is None:
        return frozenset()
    condition = do.unless if chosen.certainty in (Certainty.unless, Certainty.otherwise) else do.when
    found = tuple(nodes(condition)) if condition is not None else ()
    if not all(isinstance(node, Holds | AnyOf | Compare) for node in found):
        return frozenset()
    return frozenset(node.fact for node in found if isinstance(node, Holds))


def _closest(desk: Desk, chosen: ChosenAct, rule: Recommendation, block: Block) -> tuple[str, ...]:
    """The statements behind an act: those its author names, else the leading one, with the owners of its figures."""
    named = next((do.because for do in rule.do if chosen.act in (do.act, do.otherwise)), ())
    figures = [use.name for use in block.figures] + ([chosen.limit] if chosen.limit else [])
    owners = [desk.knowledge.figures[name][0].id for name in figures]
    rows = named or supporting(desk, rule.because)[:1]
    return supporting(desk, tuple(dict.fromkeys((*rows, *owners))))


def statement_block(desk: Desk, row: str, rule: str) -> Block:
    """What one statement says, about whom, and with what limits."""
    statement = desk.evidence.statements[row]
    template = statement.claim.rstrip(". ") + ". Population: {the_population}."
    if statement.limits:
        template += f" {statement.limits.rstrip('. ')}."
    uses = figures_in(template.replace("{the_population}", ""), desk.knowledge, desk.assessment)
    uses, population = told_once(uses, statement.population)
    mark = (Mark.check_source,) if statement.verification is Verification.memory else ()
    return Block(
        kind=BlockKind.evidence,
        template=template,
        fills=(*((use.name, use.text) for use in uses), ("the_population", population)),
        recommendation=rule,
        because=(row,),
        figures=uses,
        marks=mark,
    )


def note(template: str, **fills: str) -> Block:
    """Words about the article itself."""
    return Block(BlockKind.note, template, tuple(fills.items()))


def joined(block: Block, act: Block) -> Block:
    """Two blocks as one: the words of the first, then those of the second, with the support of both."""
    return replace(
        block,
        template=f"{block.template} {act.template.rstrip('.')}.",
        fills=tuple(dict.fromkeys((*block.fills, *act.fills))),
        because=tuple(dict.fromkeys((*block.because, *act.because))),
        findings=tuple(dict.fromkeys((*block.findings, *act.findings))),
        figures=tuple(dict.fromkeys((*block.figures, *act.figures))),
    )
