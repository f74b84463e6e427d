"""The knowledge base with which the reader is tested: the one that ships, loaded once, problems or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from curbside.case.model import Case
from curbside.case.read import read_case
from curbside.knowledge.load import Knowledge, default_root, load_unchecked

TODAY = date(2026, 6, 1)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_unchecked(default_root())[0]


@pytest.fixture(scope="session")
def read(knowledge: Knowledge) -> Callable[..., Case]:
    def reading(text: str, region: str = "us") -> Case:
        return read_case(text, knowledge, TODAY, region)  # type: ignore[arg-type]

    return reading
