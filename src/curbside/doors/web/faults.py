"""Refusals and faults, as a page for people and as problem+json for programs.

No message repeats what was typed: it may be a patient's words.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from curbside.article.check import ArticleRefusedError
from curbside.case.correct import CorrectionRefusedError
from curbside.case.form import FormRefusedError
from curbside.case.refuse import TextRefusedError, TextTooLongError
from curbside.doors.calculator_requests import CalculatorRefusedError, InstrumentNotFoundError
from curbside.doors.discretion import fault_in_words
from curbside.doors.web.consults import NoSuchConsultError
from curbside.doors.web.guard import TooLargeError, log
from curbside.doors.web.session import ForeignFormError
from curbside.followup import FollowUpRefusedError

FIRST = "If this may be an emergency, act on that first."


class NotFoundError(LookupError):
    """Nothing has this name; the message says where names are listed."""


class ValueNotUsableError(ValueError):
    """A value in a request that cannot be used; the message names its place and what would be right."""


@dataclass(frozen=True, slots=True)
class Fault:
    status: int
    title: str
    detail: str
    places: tuple[tuple[str, str], ...] = ()


_KNOWN: tuple[tuple[type[Exception], int, str], ...] = (
    (TextTooLongError, 413, "The text is too long"),
    (TooLargeError, 413, "The request is too large"),
    (TextRefusedError, 422, "The text cannot be read"),
    (CorrectionRefusedError, 422, "The correction cannot be used"),
    (FollowUpRefusedError, 422, "The follow-up cannot be used"),
    (FormRefusedError, 422, "The form cannot be used"),
    (ValueNotUsableError, 422, "A value cannot be used"),
    (InstrumentNotFoundError, 404, "Nothing has this name"),
    (CalculatorRefusedError, 422, "A value cannot be used"),
    (ForeignFormError, 403, "The form is out of date"),
    (NoSuchConsultError, 404, "This consult is not here"),
    (NotFoundError, 404, "Nothing has this name"),
    (ArticleRefusedError, 500, "No answer can be given"),
)


def fault_of(error: Exception) -> Fault:
    """What may be said of an error."""
    for kind, status, title in _KNOWN:
        if isinstance(error, kind):
            urgent = f" {FIRST}" if kind in (ArticleRefusedError, FollowUpRefusedError) else ""
            return Fault(status, title, f"{error}{urgent}", _places(error))
    if isinstance(error, HTTPException):
        return Fault(error.status_code, _TITLES.get(error.status_code, "Refused"), _SAID.get(error.status_code, ""))
    if isinstance(error, RequestValidationError):
        places = tuple(_place(told) for told in error.errors())
        told = "; ".join(f"{place}: {words}" for place, words in places)
        return Fault(422, "The request cannot be used", told, places)
    return Fault(500, "An unforeseen fault", fault_in_words(error))


def _places(error: Exception) -> tuple[tuple[str, str], ...]:
    """Each field that a calculator refuses, with what is wrong with it; none for any other refusal."""
    if not isinstance(error, CalculatorRefusedError):
        return ()
    return tuple((place, f"{error.problem}: {error.next_step}") for place in error.place.split(", "))


_KEYED = ("facts", "parameters")
"""Mappings whose keys the sender chooses: what was sent as a key is not repeated."""


def _place(told: Any) -> tuple[str, str]:
    """Where and what, without anything that was sent."""
    loc = [str(part) for part in told["loc"]]
    if told["type"] == "extra_forbidden":
        return ".".join(loc[:-1]), "it has a key that nobody knows: see the description of this operation"
    keyed = next((n for n, part in enumerate(loc) if part in _KEYED), len(loc))
    return ".".join(loc[: keyed + 1]), str(told["msg"])


_TITLES = {404: "There is no such page", 405: "Not possible here", 415: "Not a kind that is read"}
_SAID = {
    404: "Nothing stands at this address. Begin at the first page.",
    405: "This address does not take that kind of request.",
}


def wants_page(request: Request) -> bool:
    """Whether a person's browser asks, and not a program."""
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "*/*").replace(
        "*/*", "text/html"
    )


def problem(fault: Fault) -> JSONResponse:
    """A fault as application/problem+json (RFC 9457)."""
    body = {"type": "about:blank", "title": fault.title, "status": fault.status, "detail": fault.detail}
    if fault.places:
        body["errors"] = [{"place": place, "detail": words} for place, words in fault.places]
    return JSONResponse(body, fault.status, media_type="application/problem+json")


def handle_faults(app: FastAPI, page: Callable[[Request, Fault], Response]) -> None:
    """Answer every error of this application; `page` draws one for people."""

    def handler() -> Callable[[Request, Exception], Awaitable[Response]]:
        async def answer(request: Request, error: Exception) -> Response:
            fault = fault_of(error)
            if fault.status >= 500:
                log.error(fault_in_words(error))
            return page(request, fault) if wants_page(request) else problem(fault)

        return answer

    for kind in (*(known for known, _, _ in _KNOWN), HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, handler())
