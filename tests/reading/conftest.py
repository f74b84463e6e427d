"""The knowledge base that ships, loaded once, problems or not."""

from __future__ import annotations

import pytest

from curbside.knowledge.load import Knowledge, default_root, load_unchecked


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_unchecked(default_root())[0]
