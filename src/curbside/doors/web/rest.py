"""REST for consults: everything that the pages do, follow-ups included.  JSON in, JSON out."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from pydantic import TypeAdapter
from starlette.responses import JSONResponse, Response

from curbside.article.changes import Changes
from curbside.article.document import AnswerDocument
from curbside.article.documenting import document_of
from curbside.article.model import Audience
from curbside.case.correct import correct
from curbside.case.form import case_from_form
from curbside.case.read import read_case
from curbside.case.refuse import refuse_unreadable
from curbside.consult import Asked
from curbside.doors.reading import document as reading_of
from curbside.doors.schemas import schema_of, schemas
from curbside.doors.web.exports import exported
from curbside.doors.web.faults import NotFoundError, ValueNotUsableError
from curbside.doors.web.rest_models import (
    AskIn,
    ChangesOut,
    ConsultOut,
    FactsIn,
    FollowUpIn,
    in_words,
    problems,
)
from curbside.doors.web.showing import Looked, changed_in, look
from curbside.doors.web.site import AtSite, Site
from curbside.doors.web.thresholds import threshold
from curbside.followup import Listed, Thread, answered, follow, open_thread, put_right, without

OWNER = "rest"
"""Consults begun here belong to whoever knows their id; it cannot be guessed."""

router = APIRouter(prefix="/api/v1", tags=["consults"])
Name = Annotated[str, Path(description="The id of a consult.", max_length=64)]
Turn = Annotated[int, Path(description="A turn, from 0.", ge=0, le=1000)]
_REFUSED = problems(400, 403, 413, 422, 429)
_GONE = problems(404, 422)
EXAMPLE = {
    "text": "58F, L4/5 fusion 10 months ago, left leg pain again for six weeks. Gabapentin 600 mg tds, eGFR 45.",
    "audience": "gp",
    "region": "uk",
    "today": "2026-11-22",
}


@router.post(
    "/answers", response_model=AnswerDocument, responses=_REFUSED, operation_id="answer", summary="Answer and forget",
    openapi_extra={"requestBody": {"content": {"application/json": {"examples": {"case": {"value": EXAMPLE}}}}}},
)  # fmt: skip
def answer(asked: AskIn, site: AtSite) -> Response:
    """One answer; nothing is kept."""
    done = answered(_opened(asked, site), site.knowledge)
    return JSONResponse(document_of(done.article, done.assessment, done.evidence, site.knowledge))


@router.post(
    "/readings", responses=_REFUSED, operation_id="read", summary="What is understood of a text",
    openapi_extra={"requestBody": {"content": {"application/json": {"examples": {"case": {"value": EXAMPLE}}}}}},
)  # fmt: skip
def read(asked: AskIn, site: AtSite) -> Response:
    """Findings, medicines, operations and treatments with the characters they were read from."""
    if asked.text is None:
        raise ValueNotUsableError("text: a text is needed to be read")
    refuse_unreadable(asked.text)
    case = read_case(asked.text, site.knowledge, asked.today or site.today(), asked.region)
    return JSONResponse(reading_of(correct(case, in_words(asked.facts), site.knowledge.facts), site.knowledge))


@router.post(
    "/consults", status_code=201, response_model=ConsultOut, responses=_REFUSED, operation_id="openConsult",
    summary="Open a consult",
    openapi_extra={"requestBody": {"content": {"application/json": {"examples": {"case": {"value": EXAMPLE}}}}}},
)  # fmt: skip
def open_consult(asked: AskIn, site: AtSite) -> Response:
    """The answer, and an id with which to go on.  Kept in memory for an hour."""
    thread = _opened(asked, site)
    answered(thread, site.knowledge)
    return _shown(site, site.consults.open(thread, OWNER), status=201)


@router.get(
    "/consults/{name}", response_model=ConsultOut, responses=_GONE, operation_id="getConsult",
    summary="The latest answer",
)  # fmt: skip
def get_consult(name: Name, site: AtSite, audience: Audience | None = None) -> Response:
    """The answer after the latest turn, in the words of a reader."""
    return _shown(site, name, None, audience)


@router.get(
    "/consults/{name}/turns/{at}", response_model=ConsultOut, responses=_GONE, operation_id="getTurn",
    summary="The answer after one turn",
)  # fmt: skip
def get_turn(name: Name, at: Turn, site: AtSite, audience: Audience | None = None) -> Response:
    """The answer as it was after a turn, with what that turn changed."""
    return _shown(site, name, at, audience)


@router.get(
    "/consults/{name}/turns/{at}/{form}", responses=_GONE, operation_id="exportTurn", summary="The answer as a file",
    response_class=Response,
)  # fmt: skip
def export(
    name: Name,
    at: Turn,
    form: Literal["text", "markdown", "soap", "letter", "pdf", "ris", "bibtex", "csl", "json", "leaflet-pdf"],
    site: AtSite,
    audience: Audience | None = None,
) -> Response:
    """Text, Markdown, SOAP note, letter, PDF, references as RIS, BibTeX or CSL-JSON, the patient's leaflet."""
    reader = Audience.patient if form == "leaflet-pdf" else audience
    return exported(look(site, name, OWNER, at, reader), site, form)


@router.post(
    "/consults/{name}/follow-ups", response_model=ConsultOut, responses=problems(400, 403, 404, 413, 422, 429),
    operation_id="followUp", summary="Go on with what changed",
)  # fmt: skip
def follow_up(name: Name, said: FollowUpIn, site: AtSite) -> Response:
    """What is added, supposed or asked again; the answer shows what changed and why."""
    return _gone_on(site, name, follow(site.consults.thread(name, OWNER), said.text, site.knowledge))


@router.post(
    "/consults/{name}/facts", response_model=ConsultOut, responses=problems(400, 403, 404, 413, 422, 429),
    operation_id="setFacts", summary="Correct facts or answer questions",
)  # fmt: skip
def set_facts(name: Name, given: FactsIn, site: AtSite) -> Response:
    """Facts win over what was read; "unknown" withdraws one."""
    if not (given.facts or given.parameters):
        raise ValueNotUsableError("facts: name at least one fact or threshold")
    thread = site.consults.thread(name, OWNER)
    parameters = _parameters(given.parameters, site)
    return _gone_on(site, name, put_right(thread, in_words(given.facts), site.knowledge, parameters))


@router.delete(
    "/consults/{name}/lists/{kind}/{place}", response_model=ConsultOut, responses=problems(403, 404, 422, 429),
    operation_id="takeAway", summary="Take an entry of a list away",
)  # fmt: skip
def take_away(name: Name, kind: Listed, place: Turn, site: AtSite) -> Response:
    """A medicine, an operation or a treatment that was read and is not so."""
    return _gone_on(site, name, without(site.consults.thread(name, OWNER), kind, place))


@router.delete(
    "/consults/{name}", status_code=204, responses=problems(403, 404, 422, 429), operation_id="closeConsult",
    summary="Forget a consult",
)  # fmt: skip
def close_consult(name: Name, site: AtSite) -> Response:
    """Forget everything about it at once."""
    site.consults.close(name, OWNER)
    return Response(status_code=204)


@router.get("/schemas/{kind}", responses=_GONE, operation_id="getSchema", summary="A JSON Schema", tags=["description"])
def schema(kind: Annotated[str, Path(max_length=64)]) -> Response:
    """The schema of the answer, of the typed form, or of a kind of knowledge file."""
    if kind not in schemas():
        raise NotFoundError(f"there is no such schema: use one of {', '.join(schemas())}")
    return JSONResponse(schema_of(kind))


def _opened(asked: AskIn, site: Site) -> Thread:
    if (asked.text is None) == (asked.form is None):
        raise ValueNotUsableError("text: give either a text or a form")
    question = Asked(
        text=asked.text or "",
        today=asked.today or site.today(),
        region=asked.region,
        audience=asked.audience,
        corrections=in_words(asked.facts),
        parameters=_parameters(asked.parameters, site),
    )
    case = None
    if asked.form is not None:
        case = case_from_form(asked.form, site.knowledge, question.today)
    return open_thread(question, site.knowledge, case)


def _parameters(given: dict[str, float], site: Site) -> dict[str, float]:
    return {name: threshold(name, value, site.knowledge) for name, value in given.items()}


def _gone_on(site: Site, name: str, thread: Thread) -> Response:
    answered(thread, site.knowledge)
    site.consults.go_on(name, OWNER, thread)
    return _shown(site, name)


def _shown(
    site: Site, name: str, at: int | None = None, audience: Audience | None = None, status: int = 200
) -> Response:
    looked = look(site, name, OWNER, at, audience)
    return JSONResponse(_told(looked, site), status)


def _told(looked: Looked, site: Site) -> dict[str, Any]:
    done, changed = looked.done, changed_in(looked, site)
    return {
        "id": looked.name,
        "at": looked.at,
        "turns": [{"kind": t.kind, "said": t.said, "audience": t.audience.value} for t in looked.thread.turns],
        "changes": None if changed is None else _changes(changed),
        "answer": document_of(done.article, done.assessment, done.evidence, site.knowledge),
    }


def _changes(changed: Changes) -> ChangesOut:
    told = asdict(changed)
    for change, record in zip(changed.advice, told["advice"], strict=True):
        record["urgency"] = change.urgency.value
    told["urgency"] = [urgency.value for urgency in changed.urgency]
    told["urgency_possible"] = [urgency.value for urgency in changed.urgency_possible]
    return TypeAdapter(ChangesOut).validate_python(told)
