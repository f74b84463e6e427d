"""Each row of the medicine tables does what its evidence row says, at its edges and just beside them."""

from __future__ import annotations

import pytest
from drug_expectations import Expectation, all_expectations
from drug_patients import real_tables
from drug_rows import CAUTIONS


@pytest.mark.parametrize("expectation", list(all_expectations()), ids=lambda e: e.name)
def test_a_row_does_what_its_evidence_says(expectation: Expectation) -> None:
    assert expectation.holds(real_tables())


def test_every_deciding_caution_has_a_line() -> None:
    tables = real_tables()
    assert {c.id for c in tables.cautions.values() if c.decides} == {entry for entry, *_ in CAUTIONS}
