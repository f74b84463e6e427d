"""Laws over generated cases: 100 examples of each by default, 1,000 in `make proof`; the same ones every time."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from law_settings import PROOF

settings.register_profile(
    "laws",
    max_examples=1000 if PROOF else 100,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("laws")
