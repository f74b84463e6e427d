"""The words of which the notes of the laws are made.

Every sentence stands for itself: it names its own subject, so that it means the same
wherever it stands.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st
from tests.shipped import knowledge

from curbside.article.plan import plan_hash
from curbside.case.correct import correct
from curbside.case.model import CURRENT, Case, Finding
from curbside.case.read import read_case
from curbside.evidence.gather import gather
from curbside.pathway.assess import assess
from curbside.pathway.model import Assessment

TODAY = date(2026, 11, 22)

HISTORY = (
    "She is 58 years old.",
    "She had an L4/5 fusion two years ago.",
)
"""Every note begins with who and what; the rest is drawn from the sentences below."""

SENTENCES = (
    "She has left leg pain.",
    "She has had low back pain for six weeks.",
    "The leg pain is getting worse.",
    "She denies saddle numbness.",
    "She has no fever.",
    "She has new saddle numbness since yesterday.",
    "She cannot pass urine since this morning.",
    "She has a left foot drop.",
    "Her temperature is 38.6 C.",
    "Her left foot is cold and pale.",
    "She is hard to wake.",
    "She has had unintentional weight loss.",
    "She has diabetes.",
    "She has osteoporosis.",
    "Ankle dorsiflexion is 3/5 on the left.",
    "The post-void residual is 350 mL.",
    "CRP is 120 mg/L.",
    "She takes gabapentin 300 mg three times a day.",
    "She takes oxycodone 10 mg every 6 hours.",
    "She is allergic to naproxen.",
    "Physiotherapy for eight weeks brought no benefit.",
    "An epidural steroid injection was tried without benefit.",
    "She smokes.",
    "Her calf is swollen.",
    "The wound is red.",
    "Possible discitis.",
    "She walks normally.",
    "Her mood is low.",
)

IRRELEVANT = (
    "She came by bus.",
    "The weather was cold and wet on the way here.",
    "She enjoys gardening and reading.",
    "Her neighbour drove her to the clinic.",
    "The appointment was moved from Monday to Friday.",
    "A copy of this letter goes to the family doctor.",
    "She prefers to be called by her first name.",
    "She has two cats and a dog.",
    "Thank you for seeing this pleasant person.",
    "She was seen in room four.",
    "The car park was full again.",
    "She plans a holiday in Spain next summer.",
    "Interpreter not required.",
    "Her favourite football team lost on Saturday.",
    "She brought a list of questions.",
    "Dictated but not signed.",
)

FLAGS = {
    "saddle numbness": "saddle_sensory_change",
    "saddle anaesthesia": "saddle_sensory_change",
    "perianal numbness": "perianal_sensation_reduced",
    "urinary retention": "urinary_retention",
    "urinary incontinence": "urinary_incontinence",
    "faecal incontinence": "bowel_incontinence",
    "foot drop": "foot_drop",
    "weakness of both legs": "bilateral_leg_weakness",
    "fever": "fever",
    "weight loss": "weight_loss",
    "night pain": "night_pain",
    "wound discharge": "wound_leak",
    "calf swelling": "calf_swelling",
    "chest pain": "chest_pain",
    "shortness of breath": "breathlessness",
    "suicidal thoughts": "self_harm_thoughts",
    "neck stiffness": "neck_stiffness",
    "double vision": "double_vision",
    "abdominal pain": "abdominal_pain",
    "confusion": "new_confusion",
    "seizures": "seizure",
    "erectile dysfunction": "erectile_dysfunction",
}
"""Red flags as they are written, with the fact that each means."""

flags = st.sampled_from(sorted(FLAGS))


@st.composite
def notes(draw: st.DrawFn, least: int = 1, most: int = 6) -> list[str]:
    """The sentences of a note: who and what, then some of the sentences above in some order."""
    drawn = draw(st.lists(st.sampled_from(SENTENCES), min_size=least, max_size=most, unique=True))
    return [*HISTORY, *drawn]


def read(text: str, today: date = TODAY) -> Case:
    return read_case(text, knowledge(), today, "us")


def judged(case: Case) -> Assessment:
    return assess(case, knowledge(), "us")


def plan(case: Case) -> str:
    """The plan hash that an article about this case carries."""
    assessment = judged(case)
    return plan_hash(assessment, gather(assessment, knowledge()), knowledge())


def plan_of_text(text: str, today: date = TODAY) -> str:
    return plan(read(text, today))


def answered(case: Case, **answers: str) -> Case:
    """The case as if these facts had been given on a form."""
    return correct(case, answers, knowledge().facts)


def current(case: Case) -> set[tuple[str, Any, str]]:
    """What is known of the patient now: fact, value, status."""
    return {(f.fact, f.value, f.status.value) for f in case.findings if f.status in CURRENT}


def kin(fact: str) -> set[str]:
    """The fact with those that imply it and those it implies."""
    facts = knowledge().facts
    return {fact, *(name for name, f in facts.items() if fact in f.implies), *facts[fact].implies}


def about(case: Case, fact: str) -> list[Finding]:
    """The findings of a fact and of every fact that implies it."""
    names = {fact} | {name for name, f in knowledge().facts.items() if fact in f.implies}
    return [finding for finding in case.findings if finding.fact in names]
