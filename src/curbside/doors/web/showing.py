"""From a consult to a page, a print view, a leaflet or a PDF: one template, one text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from curbside.article.changes import Changes, changes
from curbside.article.markdown import DETAILS, closing_words
from curbside.article.model import Audience
from curbside.consult import Consult
from curbside.doors.web.site import AUDIENCES, Site
from curbside.doors.web.views.drawing import drawing_of
from curbside.doors.web.views.items import shown
from curbside.doors.web.views.tables import criteria_of, sides_of
from curbside.doors.web.views.understood import understood
from curbside.followup import Thread, Turn

EXPORTS = (
    ("text", "Text"),
    ("markdown", "Markdown"),
    ("soap", "SOAP note"),
    ("letter", "Referral letter"),
    ("pdf", "PDF"),
    ("ris", "References (RIS)"),
    ("bibtex", "References (BibTeX)"),
    ("csl", "References (CSL-JSON)"),
    ("json", "Everything (JSON)"),
)
COPIED = ("text", "markdown", "soap")
"""Forms that a press copies, where the browser can."""

PATIENT_URGENCY = {
    "emergency": "Get help now",
    "urgent": "Get help today",
    "soon": "See your team within about two weeks",
    "routine": "Talk about this at your next visit",
}
TURNED_WORDS = {
    "advised": "now advised",
    "withdrawn": "no longer",
    "altered": "altered",
    "opened": "now open",
    "settled": "settled",
}


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A turn as the history shows it."""

    kind: str
    said: str
    words: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A turn that somebody looks at: its answer, and the one before it."""

    name: str
    at: int
    thread: Thread
    done: Consult
    before: Consult | None


def look(site: Site, name: str, owner: str, at: int | None = None, audience: Audience | None = None) -> Looked:
    """The turn `at` (by default the latest) of a consult, in the words of a reader.

    Raises:
        NoSuchConsultError: there is no such consult or turn for this owner.
    """
    thread = site.consults.thread(name, owner)
    place = len(thread.turns) - 1 if at is None else at
    done = site.consults.answer(name, owner, place, audience)
    before = site.consults.answer(name, owner, place - 1, done.asked.audience) if place else None
    return Looked(name, place, thread, done, before)


def changed_in(looked: Looked, site: Site) -> Changes | None:
    """What this turn changed; None for the opening."""
    if looked.before is None:
        return None
    return changes(looked.before.assessment, looked.done.assessment, site.knowledge)


def told_of(looked: Looked, site: Site, *, opened: bool) -> dict[str, Any]:
    """What the template of an article needs; `opened` unfolds everything for paper."""
    done, article = looked.done, looked.done.article
    ids = {question.text: question.id for question in site.knowledge.questions.values()}
    return {
        "here": "/",
        "name": looked.name,
        "at": looked.at,
        "done": done,
        "opened": opened,
        "shown": shown(done, site.knowledge, looked.before.article if looked.before else None),
        "told": understood(done, site.knowledge),
        "drawing": drawing_of(done, site.knowledge),
        "changed": changed_in(looked, site),
        "turned_words": TURNED_WORDS,
        "turns": tuple(_turns(looked.thread)),
        "related": tuple((q, f"/library/questions/{ids[q]}") for q in article.related_questions if q in ids),
        "criteria_of": criteria_of,
        "sides_of": sides_of,
        "details_title": DETAILS,
        "closing": tuple(closing_words(article)),
        "exports": EXPORTS,
        "copied": COPIED,
        "patient_urgency": PATIENT_URGENCY,
    }


_LEADS = {"told": "Added", "supposed": "Supposed", "corrected": "Corrected", "reworded": "Reworded"}


def _turns(thread: Thread) -> Iterator[ShownTurn]:
    for turn in thread.turns:
        yield ShownTurn(turn.kind, turn.said, _words(turn))


def _words(turn: Turn) -> str:
    if turn.kind == "opened":
        return "First answer"
    if turn.kind == "reworded":
        return f"For: {AUDIENCES[turn.audience.value]}"
    short = turn.said if len(turn.said) <= 60 else f"{turn.said[:57].rstrip()}..."
    return f"{_LEADS[turn.kind]}: {short}"
