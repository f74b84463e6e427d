"""The title: made from what was understood, never from the words that were typed."""

from __future__ import annotations

from curbside.article.blocks import Desk
from curbside.article.explaining import explanation_title, is_explained
from curbside.article.medicines import is_about_medicines
from curbside.article.sections import ALARM_SECTIONS, sorted_alarms
from curbside.case.model import QuestionType, Status
from curbside.knowledge.model import Urgency
from curbside.pathway.model import Cover

_SUBJECTS = {
    QuestionType.management: "Management",
    QuestionType.indication: "Indication for a procedure",
    QuestionType.drug: "Medicines",
    QuestionType.diagnosis: "Diagnosis",
    QuestionType.imaging: "Imaging",
    QuestionType.prognosis: "Outlook",
    QuestionType.explanation: "Explanation",
    QuestionType.none: "Assessment and plan",
}

_PAINS = (
    ("bilateral_leg_pain", "pain in both legs"),
    ("leg_pain", "leg pain"),
    ("back_pain", "back pain"),
    ("neck_pain", "neck pain"),
    ("arm_pain", "arm pain"),
)


def write_title(desk: Desk) -> str:
    """A title of at most a dozen words."""
    fired = [j for j in sorted_alarms(desk) if j.urgency is Urgency.emergency]
    after = " after spine surgery" if "spine_surgery" in desk.assessment.known else ""
    if fired and desk.for_patient:
        return "Emergency: get help now"
    if fired:
        fired = [j for j in fired if desk.rule(j).section in ALARM_SECTIONS] or fired
        return f"Emergency: {desk.rule(fired[0]).title.rstrip('.')}"
    if is_explained(desk) and desk.assessment.scope.cover is Cover.general:
        return explanation_title(desk)
    named = [n for n in desk.assessment.answers if n in desk.assessment.judgements]
    if desk.assessment.scope.cover is Cover.general and named:
        return desk.rule(desk.assessment.judgements[named[0]]).title.rstrip(".")
    if is_about_medicines(desk):
        return "A check of medicines"
    if desk.assessment.scope.cover is Cover.outside:
        return "A question outside this pathway"
    subject = _SUBJECTS[desk.assessment.case.question.type]
    return f"{subject}: {_pain(desk)}{after}"


def _pain(desk: Desk) -> str:
    present = [words for fact, words in _PAINS if _is_present(desk, fact)]
    if "pain in both legs" in present:
        present = [words for words in present if words != "leg pain"]
    return " and ".join(present[:2]) or "pain"


def _is_present(desk: Desk, fact: str) -> bool:
    return any(f.status is Status.present and f.value is True for f in desk.assessment.known.get(fact, ()))
