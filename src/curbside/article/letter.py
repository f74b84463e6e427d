"""A letter from the same plan: a referral, or the list of documents that a criteria set still needs.

A letter is composed and checked like an article, so that every clinical sentence in
it has its support.  It names no patient and no sender: those lines stay open.  It
never states a decision about coverage.
"""

from __future__ import annotations

from collections.abc import Iterator

from curbside.article import audiences
from curbside.article import sections as part
from curbside.article.audiences import ROUTES, advised, speaking
from curbside.article.blocks import Desk, note, sentence
from curbside.article.bottom_line import write_bottom_line
from curbside.article.check import check
from curbside.article.cite import number_citations
from curbside.article.findings import basis_in_words, interval_in_words
from curbside.article.markdown import citations_of, closing_words, marks_of, reference_in_words, urgency_in_words
from curbside.article.model import Article, ArticleSection, Audience, Block, BlockKind, Stamp
from curbside.article.plan import plan_hash
from curbside.case.model import Finding, Medication, Operation, Status, Treatment, Use
from curbside.evidence.model import Evidence
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import ActKind, Urgency
from curbside.pathway.model import ALARMS, Assessment, Documented, Judgement

_SERVICES = {
    "spine-decompression": "the spine surgeon on call",
    "self-harm-assessment": "the mental health service",
    "compartment-surgeon": "the surgeon on call",
    "vascular-theatre": "the vascular surgeon on call",
    "cognitive-therapy": "the psychological therapy service",
    "hospital-review": "the hospital team on call",
}
"""Whom an act goes to, where its target does not name a service."""

NOBODY = "the clinician who takes over"
NO_DECISION = "This letter lists what is documented and what is not. It states no decision about coverage."


def write_letter(assessment: Assessment, evidence: Evidence, knowledge: Knowledge, audience: Audience) -> Article:
    """A letter, composed and checked: for a medical reviewer the missing documents, else the referral.

    While an emergency stands, every reader gets the referral.

    Raises:
        ArticleRefusedError: a sentence of it could not be defended.
    """
    reader = audience if audience is not Audience.patient else Audience.specialist
    desk = Desk(assessment, evidence, knowledge, reader)
    wanted = reader is Audience.reviewer and assessment.urgency is not Urgency.emergency
    documents = audiences.documents(desk) if wanted else None
    if documents is not None and documents.blocks:
        return _finished(desk, "Missing documents", _count(desk), _about_documents(desk, documents))
    return _finished(desk, f"Referral to {_addressee(desk)}", write_bottom_line(desk), _referral(desk))


def _finished(desk: Desk, title: str, summary: Block, sections: Iterator[ArticleSection]) -> Article:
    found = tuple(section for section in sections if section.blocks)
    bottom, numbered, references = number_citations(summary, found, desk.evidence)
    assessment, pathway = desk.assessment, desk.knowledge.pathway
    stamp = Stamp(
        today=assessment.today,
        region=assessment.region,
        edition=desk.knowledge.edition,
        knowledge_hash=desk.knowledge.hash,
        library_hash=desk.evidence.library,
        plan_hash=plan_hash(assessment, desk.evidence, desk.knowledge),
        review_status="Not yet reviewed by a clinician",
    )
    letter = Article(
        title=title,
        audience=desk.audience,
        heading="Draft for a clinician to check, complete and sign",
        bottom_line=bottom,
        urgency=assessment.urgency,
        urgency_possible=assessment.urgency_possible,
        sections=numbered,
        references=references,
        related_questions=(),
        disclaimer=pathway.disclaimer,
        intended_use=pathway.intended_use,
        stamp=stamp,
    )
    return check(letter, desk.evidence, assessment, [term.text for term in desk.knowledge.terms.values()])


def _referring(desk: Desk) -> tuple[Judgement, str] | None:
    """The most urgent advised act that sends the patient to someone; a referral before a call."""
    found = [
        (judgement, desk.knowledge.acts[chosen.act])
        for judgement in speaking(desk)
        for chosen in judgement.acts
        if desk.knowledge.acts[chosen.act].kind in ROUTES
    ]
    found.sort(key=lambda pair: (-pair[0].urgency.rank, pair[1].kind is not ActKind.refer))
    return (found[0][0], found[0][1].target) if found else None


def _addressee(desk: Desk) -> str:
    route = _referring(desk)
    if route is None:
        return NOBODY
    return _SERVICES.get(route[1], f"the {route[1].replace('-', ' ')}")


def _referral(desk: Desk) -> Iterator[ArticleSection]:
    yield ArticleSection("reason", "Reason for referral", tuple(_reason(desk)))
    yield part.understood(desk)
    yield ArticleSection("done", "Operations, treatments and medicines so far", tuple(_so_far(desk)))
    yield ArticleSection("question", "Question", tuple(_question(desk)))
    yield ArticleSection("red-flags", "Warning signs", tuple(_red_flags(desk)))
    yield ArticleSection("plan", "Plan until you see the patient", advised(desk, lambda *_: True))


def _about_documents(desk: Desk, documents: ArticleSection) -> Iterator[ArticleSection]:
    report = part.criteria(desk).blocks
    shown = tuple(block for block in report if f": {_OPEN}." not in block.text)
    yield ArticleSection("criteria", "What the record shows", shown)
    yield documents
    yield part.understood(desk)


_OPEN = Documented.not_documented.value.replace("_", " ")


def _count(desk: Desk) -> Block:
    results = [r for report in desk.assessment.criteria if report.asked for r in report.results]
    open_ = sum(r.status is Documented.not_documented for r in results)
    words = "{the_open} of {the_criteria} criteria are not documented. " + NO_DECISION
    return note(words, the_open=str(open_), the_criteria=str(len(results)))


def _reason(desk: Desk) -> Iterator[Block]:
    route = _referring(desk)
    reasons = [j for j in speaking(desk) if j.urgency in ALARMS] or ([route[0]] if route else [])
    for judgement in reasons:
        rule = desk.rule(judgement)
        yield sentence(desk, BlockKind.advice, rule.say.clinician, rule, judgement)
    if not reasons:
        yield note("Nothing in what was read calls for a referral by itself; the referrer states the reason here.")


def _so_far(desk: Desk) -> Iterator[Block]:
    case = desk.assessment.case
    for operation in case.operations:
        yield _read("Operation", _operation(operation), basis_of(operation))
    for treatment in case.treatments:
        yield _read("Treatment", _treatment(treatment), basis_of(treatment))
    for medication in case.medications:
        if medication.use is not Use.asked:
            yield _read("Medicine", f"{medication.drug or medication.name}, {medication.use}", basis_of(medication))
    if not (case.operations or case.treatments or case.medications):
        yield note("Nothing was read about operations, treatments or medicines.")


def _read(lead: str, what: str, words: str) -> Block:
    return note(f"{lead}: {{what}} ({{words}})", what=what, words=words)


def basis_of(item: Operation | Treatment | Medication) -> str:
    """The words from which something was read."""
    return basis_in_words(Finding("letter", value=True, status=Status.present, basis=item.basis))


def _operation(operation: Operation) -> str:
    kinds = " and ".join(kind.replace("_", " ") for kind in operation.kinds) or "spine operation"
    planned = "planned " if operation.planned else ""
    levels = f" at {', '.join(operation.levels)}" if operation.levels else ""
    ago = f", {interval_in_words(operation.days_ago, 'days')} ago" if operation.days_ago and not planned else ""
    return f"{planned}{kinds}{levels}{ago}"


def _treatment(treatment: Treatment) -> str:
    told = [treatment.kind.replace("_", " ")]
    if treatment.weeks is not None:
        told.append(f"for {interval_in_words(treatment.weeks, 'weeks')}")
    told.append((treatment.outcome or "outcome not stated").replace("_", " "))
    return ", ".join(told)


def _question(desk: Desk) -> Iterator[Block]:
    asked = desk.assessment.case.question.text
    if asked:
        yield note("Asked: “{the_question}”", the_question=" ".join(asked.split()))
    yield note("Please assess the patient, say what you find, and advise on the plan below.")


def _red_flags(desk: Desk) -> Iterator[Block]:
    """What was denied, and what nobody asked: silence is never told as a denial."""
    facts = desk.knowledge.facts
    denied = [
        facts[name].label
        for name, findings in desk.assessment.known.items()
        if name in facts and facts[name].red_flag and all(f.status is Status.absent for f in findings)
    ]
    asked = [u.fact for u in desk.assessment.unknowns if u.urgency in ALARMS]
    unknown = [facts[name].label for name in asked if name in facts and facts[name].red_flag]
    yield note("Denied: {the_signs}.", the_signs="; ".join(denied) or "none was recorded as denied")
    if unknown:
        yield note("Not asked or not recorded: {the_signs}.", the_signs="; ".join(unknown))


def to_letter(letter: Article) -> str:
    """The letter as Markdown, with the lines that its sender fills in."""
    return "\n".join(_lines(letter)) + "\n"


def _lines(letter: Article) -> Iterator[str]:
    yield f"# {letter.title}"
    yield ""
    yield f"**{letter.heading}**"
    yield ""
    yield f"Date: {letter.stamp.today.isoformat()}  "
    yield "From: (name, role, telephone)  "
    yield "Patient: (name, date of birth, number)  "
    yield f"Urgency: {urgency_in_words(letter.urgency.value)}"
    yield ""
    yield f"**Summary.** {_sentence(letter.bottom_line)}"
    for section in letter.sections:
        yield ""
        yield f"## {section.title}"
        yield ""
        yield from (f"- {_sentence(block)}" for block in section.blocks)
    yield ""
    yield "## References"
    yield ""
    yield from (f"{r.n}. {reference_in_words(r)}" for r in letter.references)
    yield ""
    yield "---"
    yield from closing_words(letter)


def _sentence(block: Block) -> str:
    when = f"({block.within})" if block.within else ""
    return " ".join(filter(None, [block.text, when, citations_of(block), marks_of(block)]))
