"""What every page shares: the knowledge, the open consults, the templates, the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from curbside.article.compose import NOT_REVIEWED
from curbside.article.markdown import reference_in_words, urgency_in_words
from curbside.doors.web.consults import Consults
from curbside.doors.web.session import Session, Sessions
from curbside.knowledge.load import Knowledge
from curbside.settings import Settings

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"

AUDIENCES = {
    "specialist": "Specialist (spine surgery, pain medicine)",
    "gp": "GP or general clinician",
    "nurse": "Nurse or therapist",
    "reviewer": "Medical reviewer",
    "patient": "Patient or family",
}
"""The readers, as they are asked "Which best describes you?"."""
REGIONS = {"us": "United States", "uk": "United Kingdom"}


@dataclass(frozen=True)
class Site:
    """One running server."""

    knowledge: Knowledge
    settings: Settings
    consults: Consults
    pages: Environment
    sessions: Sessions = field(default_factory=Sessions)

    def today(self) -> date:
        """The day on which a question is asked: an input like any other."""
        return date.fromisoformat(self.settings.today) if self.settings.today else date.today()  # noqa: DTZ011

    def show(self, request: Request, template: str, status: int = 200, /, **told: Any) -> Response:
        """A page, with what every page needs."""
        session = self.sessions.of(request)
        return self.sessions.keep(session, HTMLResponse(self.written(template, session.token, **told), status))

    def written(self, template: str, csrf: str = "", /, **told: Any) -> str:
        """A template filled in."""
        return self.pages.get_template(template).render(
            **{"csrf": csrf, "knowledge": self.knowledge, "review_status": NOT_REVIEWED, **told}
        )


def environment() -> Environment:
    """The templates: every word is escaped, and a name that is not given is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(["html", "svg"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(asset=_assets(), audiences=AUDIENCES, regions=REGIONS)
    made.filters.update(
        urgency_words=urgency_in_words,
        spaced=lambda name: str(name).replace("_", " ").replace("-", " "),
        reference_words=reference_in_words,
    )
    return made


def _assets() -> Mapping[str, str]:
    """The address of each asset, with a mark of its content so that it may be kept for ever."""
    marks = {path.name: sha256(path.read_bytes()).hexdigest()[:10] for path in STATIC.iterdir() if path.is_file()}
    return {name: f"/static/{name}?v={mark}" for name, mark in marks.items()}


def site_of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def session_of(request: Request) -> Session:
    return site_of(request).sessions.of(request)


AtSite = Annotated[Site, Depends(site_of)]
AtBrowser = Annotated[Session, Depends(session_of)]
