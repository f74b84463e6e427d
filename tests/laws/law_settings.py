"""Whether the long run was asked for (`make proof`)."""

from __future__ import annotations

import os

PROOF = os.environ.get("CURBSIDE_PROOF") == "1"
