"""Who is at the browser: a random cookie that says nothing, and a token that proves a form is ours."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "curbside"
FIELD = "csrf"


class ForeignFormError(ValueError):
    """A form without our token."""

    def __init__(self) -> None:
        super().__init__("this form is out of date: open the page again and send it from there")


@dataclass(frozen=True, slots=True)
class Session:
    """A browser. `token` goes into every form; `is_new` says that the cookie must still be set."""

    name: str
    token: str
    is_new: bool


class Sessions:
    """Makes and checks sessions; the secret lives as long as the server."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def of(self, request: Request) -> Session:
        """The session of a request; a new one when it has none of ours."""
        name, _, mark = request.cookies.get(COOKIE, "").partition(".")
        if name and hmac.compare_digest(mark, self._sign("cookie", name)):
            return Session(name, self._sign("form", name), is_new=False)
        name = secrets.token_urlsafe(16)
        return Session(name, self._sign("form", name), is_new=True)

    def keep(self, session: Session, response: Response) -> Response:
        """Set the cookie of a new session."""
        if session.is_new:
            value = f"{session.name}.{self._sign('cookie', session.name)}"
            response.set_cookie(COOKIE, value, httponly=True, samesite="strict", path="/")
        return response

    def check(self, session: Session, sent: str) -> None:
        """Return if a form came from a page of this session.

        Raises:
            ForeignFormError: it did not.
        """
        if session.is_new or not hmac.compare_digest(sent, session.token):
            raise ForeignFormError

    def _sign(self, use: str, name: str) -> str:
        return hmac.new(self._secret, f"{use}:{name}".encode(), hashlib.sha256).hexdigest()
