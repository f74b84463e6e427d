"""The application: guard, sessions, pages, REST, health; assembled in one place."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from curbside.doors.web import (
    calculator_pages,
    consult_pages,
    description,
    library_pages,
    rest,
    rest_calculators,
    rest_library,
)
from curbside.doors.web.consults import Consults
from curbside.doors.web.faults import Fault, handle_faults
from curbside.doors.web.guard import Guard
from curbside.doors.web.site import STATIC, Site, environment
from curbside.knowledge.load import Knowledge, load
from curbside.settings import Settings

VERSION = "1"


def create_app(settings: Settings | None = None, knowledge: Knowledge | None = None) -> ASGIApp:
    """The served application.

    Raises:
        KnowledgeError, KnowledgeMissingError: the knowledge base cannot be used.
    """
    settings = settings or Settings.from_environment()
    return Guard(application(settings, knowledge or load()), settings)


def application(settings: Settings, knowledge: Knowledge) -> FastAPI:
    """The application behind the guard."""
    app = FastAPI(title="Curbside", version=VERSION, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    site = Site(knowledge, settings, Consults(knowledge, settings.keep_seconds, settings.most_consults), environment())
    app.state.site = site
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for part in (consult_pages, library_pages, calculator_pages, rest, rest_library, rest_calculators):
        app.include_router(part.router)
    _health(app, site)
    description.describe(app)
    handle_faults(app, _page_of(site))
    return app


def _page_of(site: Site) -> Callable[[Request, Fault], Response]:
    def page(request: Request, fault: Fault) -> Response:
        return site.show(request, "fault.html", fault.status, fault=fault)

    return page


def _health(app: FastAPI, site: Site) -> None:
    @app.get("/livez", include_in_schema=False)
    def livez() -> Response:
        """The process answers."""
        return JSONResponse({"status": "alive"})

    @app.get("/readyz", include_in_schema=False)
    def readyz() -> Response:
        """It can answer a question: the knowledge base is loaded and was checked."""
        return JSONResponse({"status": "ready", "knowledge": site.knowledge.hash})
