from __future__ import annotations

import pytest
from tests import shipped

from curbside.knowledge.load import Knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge base that ships."""
    return shipped.knowledge()
