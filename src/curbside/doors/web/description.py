"""The OpenAPI description of the REST interface."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from curbside.doors.web.rest_models import ProblemOut

SAID = (
    "Curbside answers a question or a case about pain after spine surgery with a plan in which every sentence names "
    "its reason and its source. The same functions stand behind the command line, the pages and this interface: the "
    "same input gives the same plan hash. Consults live in memory for an hour. Errors are application/problem+json "
    "and never repeat what was sent."
)


def describe(app: FastAPI) -> None:
    """Make the application describe itself (OpenAPI 3.1)."""

    def described() -> dict[str, Any]:
        if not app.openapi_schema:
            made = get_openapi(
                title="Curbside", version=app.version, openapi_version="3.1.0", description=SAID, routes=app.routes
            )
            kinds = made.setdefault("components", {}).setdefault("schemas", {})
            kinds["ProblemOut"] = TypeAdapter(ProblemOut).json_schema()
            for unused in ("HTTPValidationError", "ValidationError"):
                kinds.pop(unused, None)
            app.openapi_schema = made
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]
