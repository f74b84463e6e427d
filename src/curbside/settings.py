"""What the owner of a machine may set; everything has a safe default.

Each setting is read from `CURBSIDE_<NAME>` unless a command says otherwise.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class SettingRefusedError(ValueError):
    """A setting that cannot have its value."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the served pages.  Sizes are bytes, times seconds, rates requests a minute for one address."""

    host: str = "127.0.0.1"
    """Loopback only, unless the owner names another address."""
    port: int = 8377
    hosts: str = ""
    """Further names under which the pages may be asked for, separated by commas."""
    most_bytes: int = 1_500_000
    """The largest request; a text may have 1,000,000 bytes of it."""
    changes_a_minute: int = 600
    """Questions, follow-ups and corrections; reading is not limited."""
    keep_seconds: int = 3600
    """How long a consult that nobody looks at is kept, in memory only."""
    most_consults: int = 500
    today: str = field(default="")
    """A fixed day, YYYY-MM-DD, for demonstrations and tests; by default the day at the machine."""

    @property
    def names(self) -> frozenset[str]:
        """Every host name under which the pages may be asked for."""
        more = (name.strip() for name in self.hosts.split(",") if name.strip())
        return frozenset((*LOOPBACK, self.host, *more))

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, **chosen: Any) -> Settings:
        """Settings from the environment; what a command chose wins.

        Raises:
            SettingRefusedError: a number is no number, or is not above 0.
        """
        found = os.environ if environment is None else environment
        given: dict[str, Any] = {}
        for setting in fields(cls):
            raw = found.get(f"CURBSIDE_{setting.name.upper()}")
            if raw is not None:
                given[setting.name] = _number(setting.name, raw) if setting.type == "int" else raw
        return cls(**{**given, **{name: value for name, value in chosen.items() if value is not None}})


def _number(name: str, raw: str) -> int:
    if not raw.isdecimal() or int(raw) < 1:
        raise SettingRefusedError(f"CURBSIDE_{name.upper()} needs a whole number above 0")
    return int(raw)
