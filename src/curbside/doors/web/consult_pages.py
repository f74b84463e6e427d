"""Asking, and going on: the first page, the article, corrections, follow-ups, print, leaflet, exports."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Form
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from curbside.article.model import Audience
from curbside.case.refuse import TextRefusedError
from curbside.consult import Asked
from curbside.doors.web.examples import EXAMPLES
from curbside.doors.web.exports import exported
from curbside.doors.web.faults import NotFoundError, ValueNotUsableError, fault_of
from curbside.doors.web.session import FIELD
from curbside.doors.web.showing import EXPORTS, Looked, look, told_of
from curbside.doors.web.site import REGIONS, AtBrowser, AtSite, Site
from curbside.doors.web.thresholds import threshold
from curbside.followup import Listed, Thread, follow, open_thread, put_right, without
from curbside.knowledge.model import Region

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form()]


async def _form(request: Request) -> FormData:
    return await request.form()


Fields = Annotated[FormData, Depends(_form)]


@router.get("/")
def ask_page(request: Request, site: AtSite) -> Response:
    """One box, examples, the reader, the region."""
    return _asking(request, site)


def _asking(request: Request, site: Site, status: int = 200, **told: object) -> Response:
    given = {"text": "", "audience": "specialist", "region": "us", "fault": None, **told}
    return site.show(request, "ask.html", status, here="/", examples=EXAMPLES, **given)


@router.post("/consults")
def ask(request: Request, site: AtSite, session: AtBrowser, fields: Fields) -> Response:
    """A new consult from what was pasted; a text that cannot be read comes back with the reason, nothing lost."""
    site.sessions.check(session, _field(fields, FIELD))
    text, audience, region = (_field(fields, name) for name in ("text", "audience", "region"))
    try:
        thread = open_thread(Asked(text, site.today(), _region(region), _audience(audience)), site.knowledge)
    except TextRefusedError as error:
        fault = fault_of(error)
        return _asking(request, site, fault.status, text=text, audience=audience, region=region, fault=fault)
    return _to(site.consults.open(thread, session.name))


def _turn_looked_at(site: AtSite, session: AtBrowser, name: str, at: int, audience: Audience | None = None) -> Looked:
    """The turn that an address names, in the words of the reader it names."""
    return look(site, name, session.name, at, audience)


AtTurn = Annotated[Looked, Depends(_turn_looked_at)]


@router.get("/consults/{name}")
def article(
    request: Request, site: AtSite, session: AtBrowser, name: str, audience: Audience | None = None
) -> Response:
    """The latest answer."""
    return _article(request, site, look(site, name, session.name, None, audience))


@router.get("/consults/{name}/turns/{at}")
def turn(request: Request, site: AtSite, looked: AtTurn) -> Response:
    """The answer as it was after one turn."""
    return _article(request, site, looked)


@router.get("/consults/{name}/turns/{at}/print")
def print_view(request: Request, site: AtSite, looked: AtTurn) -> Response:
    """Everything unfolded, nothing to press."""
    return _article(request, site, looked, opened=True)


def _article(request: Request, site: Site, looked: Looked, *, opened: bool = False) -> Response:
    return site.show(request, "article.html", **told_of(looked, site, opened=opened))


@router.get("/consults/{name}/turns/{at}/leaflet")
def leaflet(request: Request, site: AtSite, session: AtBrowser, name: str, at: int) -> Response:
    """The leaflet for the patient: a draft until a clinician releases it."""
    looked = look(site, name, session.name, at, Audience.patient)
    return site.show(request, "leaflet.html", **told_of(looked, site, opened=True))


@router.get("/consults/{name}/turns/{at}/{form}")
def export(  # noqa: PLR0913  the address has these parts
    site: AtSite, session: AtBrowser, name: str, at: int, form: str, audience: Audience | None = None
) -> Response:
    """The answer as a file."""
    if form not in dict(EXPORTS) and form != "leaflet-pdf":
        raise NotFoundError(f"an answer has no such form: use one of {', '.join(dict(EXPORTS))}")
    reader = Audience.patient if form == "leaflet-pdf" else audience
    return exported(look(site, name, session.name, at, reader), site, form)


@router.post("/consults/{name}/follow-ups")
def follow_up(site: AtSite, session: AtBrowser, name: str, fields: Fields) -> Response:
    """What is added, supposed or asked again."""
    thread = _mine(site, session, name, fields)
    site.consults.go_on(name, session.name, follow(thread, _field(fields, "text"), site.knowledge))
    return _to(name, "changes")


@router.post("/consults/{name}/facts")
def correct(site: AtSite, session: AtBrowser, name: str, fields: Fields) -> Response:
    """Facts corrected on their chips or answered as questions."""
    thread = _mine(site, session, name, fields)
    given, thresholds = _given(fields, "fact:"), _given(fields, "parameter:")
    if not (given or thresholds):
        raise ValueNotUsableError("nothing was filled in: choose or write an answer, then update the plan")
    parameters = {name: threshold(name, raw, site.knowledge) for name, raw in thresholds.items()}
    site.consults.go_on(name, session.name, put_right(thread, given, site.knowledge, parameters))
    return _to(name, "changes")


def _given(fields: FormData, lead: str) -> dict[str, str]:
    found = {field.removeprefix(lead): str(value).strip() for field, value in fields.items() if field.startswith(lead)}
    return {name: value for name, value in found.items() if value}


@router.post("/consults/{name}/without")
def take_away(site: AtSite, session: AtBrowser, name: str, fields: Fields) -> Response:
    """A medicine, an operation or a treatment that was read and is not so."""
    thread = _mine(site, session, name, fields)
    kind, _, place = _field(fields, "entry").partition(":")
    if not place.isdecimal() or kind not in get_args(Listed):
        raise ValueNotUsableError("the entry to take away is not named: open the consult again and press it there")
    site.consults.go_on(name, session.name, without(thread, _LISTED[kind], int(place)))
    return _to(name, "changes")


_LISTED: dict[str, Listed] = {kind: kind for kind in get_args(Listed)}


def _mine(site: Site, session: AtBrowser, name: str, fields: FormData) -> Thread:
    site.sessions.check(session, _field(fields, FIELD))
    return site.consults.thread(name, session.name)


def _field(fields: FormData, name: str) -> str:
    value = fields.get(name, "")
    return value if isinstance(value, str) else ""


def _audience(raw: str) -> Audience:
    try:
        return Audience(raw or "specialist")
    except ValueError:
        raise ValueNotUsableError(f"audience: use one of {', '.join(Audience)}") from None


def _region(raw: str) -> Region:
    if raw not in REGIONS:
        raise ValueNotUsableError(f"region: use one of {', '.join(REGIONS)}")
    return "uk" if raw == "uk" else "us"


def _to(name: str, place: str = "") -> Response:
    return RedirectResponse(f"/consults/{name}{f'#{place}' if place else ''}", 303)
