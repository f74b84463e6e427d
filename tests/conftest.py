from __future__ import annotations

import pytest
from hypothesis import settings
from tests import shipped

from curbside.knowledge.load import Knowledge

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge base that ships."""
    return shipped.knowledge()
