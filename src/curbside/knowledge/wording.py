"""What our sentences may hold: placeholders for figures, and digits only inside names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")

_LEVEL = re.compile(r"\b(?:[CTLSD]\d{1,2})(?:\s?[-/–]\s?[CTLSD]?\d{1,2})?\b")

_SPELT = re.compile(
    r"\b(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twent|thirt|fort|fift|sixt|sevent|eight|ninet)"
    r"(?:y(?:-\w+)?)?\b|\b(?:hundred|thousand|dozen|million)s?\b",
    re.IGNORECASE,
)
"""Numbers spelt out from ten on: small counts ("two sets", "both legs") are words, thresholds are figures."""


def placeholders(text: str) -> tuple[str, ...]:
    """The names of the figures that a sentence uses, in order."""
    return tuple(PLACEHOLDER.findall(text)) if "{" in text else ()


def typed_digits(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The words of `text` that hold a digit someone typed.

    Placeholders, spinal levels (L4-L5) and the given names (HbA1c, PHQ-9) are not
    typed numbers; everything else must come from a figure.
    """
    return _typed(text, tuple(names))


@lru_cache(maxsize=20_000)
def _typed(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    rest = _named(names).sub(" ", PLACEHOLDER.sub(" ", text)) if names else PLACEHOLDER.sub(" ", text)
    rest = _LEVEL.sub(" ", rest)
    digits = [word for word in rest.split() if any(c.isdigit() for c in word)]
    return (*digits, *(found[0] for found in _SPELT.finditer(rest) if found[0].lower() != "eight"))


@lru_cache(maxsize=8)
def _named(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
