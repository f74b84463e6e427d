from __future__ import annotations

from pathlib import Path

import pytest

from curbside.knowledge.load import Knowledge, load_unchecked

SMALL = Path(__file__).parent.parent / "knowledge" / "small"


@pytest.fixture(scope="session")
def small() -> Knowledge:
    """A knowledge base of two rules, for tests of the engine."""
    return load_unchecked(SMALL)[0]
