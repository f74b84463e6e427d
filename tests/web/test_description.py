"""The REST interface holds to its own description, whatever is sent: no server error, no answer of another shape."""

from __future__ import annotations

import os

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.shipped import knowledge

from curbside.doors.web.app import application
from curbside.settings import Settings

EXAMPLES = 100 if os.environ.get("CURBSIDE_PROOF") else 8
APP = application(Settings(today="2026-11-22", changes_a_minute=1_000_000), knowledge())
description = schemathesis.openapi.from_asgi("/api/v1/openapi.json", APP)


@description.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_operation_keeps_its_word(case: schemathesis.Case) -> None:
    case.call_and_validate(
        checks=(not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
    )
