"""What stands before every request: host names, sizes, rates, origins; and the headers on every answer.

Pure ASGI, so that a refused request costs nothing.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from curbside.doors.discretion import fault_in_words
from curbside.settings import Settings

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_MOST_ADDRESSES = 10_000

log = logging.getLogger("curbside.web")


class Guard:
    """Refuses what must not reach a page, puts the security headers on, and logs without patient text."""

    def __init__(self, app: ASGIApp, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._app, self._settings = app, settings
        self._rates = Rates(settings.changes_a_minute, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        told: dict[str, int] = {}

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
                _dress(MutableHeaders(scope=message), str(scope["path"]))
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await _refuse(scope, dressed, *refusal)
        else:
            await self._answer(scope, _Measured(receive, self._settings.most_bytes), dressed, told)
        _record(scope, told.get("status", 0), time.perf_counter() - began)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, told: dict[str, int]) -> None:
        """The application's answer.  A fault was answered and told by then; its words must not reach the log."""
        try:
            await self._app(scope, receive, send)
        except Exception as error:  # noqa: BLE001  a traceback may hold a patient's words
            if "status" not in told:
                await _refuse(scope, send, 500, fault_in_words(error))

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        if _host(headers.get("host", "")) not in self._settings.names:
            return 421, "this name is not served here: use the address that `curbside serve` printed"
        size = int_or_none(headers.get("content-length"))
        if size is not None and size > self._settings.most_bytes:
            return 413, f"the request is larger than {self._settings.most_bytes:,} bytes: send the part that matters"
        if scope["method"] in SAFE:
            return None
        if not _same_site(headers):
            return 403, "this request came from another site: open the page itself and send it from there"
        client = scope.get("client")
        if not self._rates.allows(client[0] if client else ""):
            return 429, "too many requests within a minute: wait a moment and send it again"
        return None


def _host(named: str) -> str:
    """The name in a Host header, without its port."""
    return named[1:].partition("]")[0] if named.startswith("[") else named.partition(":")[0].lower()


def int_or_none(raw: str | None) -> int | None:
    """A whole number, or None."""
    return int(raw) if raw is not None and raw.isdecimal() else None


def _same_site(headers: Headers) -> bool:
    """False for a request that a page of another site sent; a program that is no browser sends neither header."""
    if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.split("://", 1)[-1] == headers.get("host")


class Rates:
    """A bucket of tokens for each address, refilled evenly."""

    def __init__(self, a_minute: int, clock: Callable[[], float]) -> None:
        self._a_minute, self._clock = a_minute, clock
        self._left: dict[str, tuple[float, float]] = {}

    def allows(self, address: str) -> bool:
        """Take one token; False when there is none."""
        now = self._clock()
        left, at = self._left.get(address, (float(self._a_minute), now))
        left = min(self._a_minute, left + (now - at) * self._a_minute / 60)
        if len(self._left) > _MOST_ADDRESSES:
            self._left.clear()
        self._left[address] = (left - (left >= 1), now)
        return left >= 1


class TooLargeError(ValueError):
    """More bytes came than a request may have."""


class _Measured:
    """A body that is cut off when it is longer than it may be, whatever its header said."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._left = receive, most

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLargeError("the request is too large: send the part that matters")
        return message


def _dress(headers: MutableHeaders, path: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    if not path.startswith("/static/"):
        headers["Cache-Control"] = "no-store"


async def _refuse(scope: Scope, send: Send, status: int, words: str) -> None:
    body = json.dumps({"type": "about:blank", "title": "Refused", "status": status, "detail": words}).encode()
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    if status == 429:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body if scope["method"] != "HEAD" else b""})


def _record(scope: dict[str, Any] | Scope, status: int, seconds: float) -> None:
    """One line a request: the route, never the path, for a path names a consult."""
    route = getattr(scope.get("route"), "path", "-")
    told = {"method": scope["method"], "route": route, "status": status, "ms": round(seconds * 1000, 1)}
    log.info(json.dumps(told))
