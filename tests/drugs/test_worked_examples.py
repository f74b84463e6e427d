"""Every worked example gives the number that was worked out by hand."""

from __future__ import annotations

import pytest
from drug_examples import EXAMPLES, Example
from drug_patients import real_tables


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.row)
def test_a_worked_example_gives_its_result(example: Example) -> None:
    example.check(real_tables())


def test_every_worked_example_is_here() -> None:
    rows = {e.row for e in EXAMPLES}
    assert rows == {f"W{n:02}" for n in range(1, 97)} | {f"NW-{n:02}" for n in range(1, 13)}
