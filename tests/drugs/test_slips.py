"""Every plausible slip of the pen in the medicine tables is noticed by a hand-written line or a worked example."""

from __future__ import annotations

from functools import cache

import pytest
from drug_expectations import Expectation, all_expectations
from drug_patients import real_tables
from drug_slips import Slip, all_slips

EVERY = 12
"""The short run tries one slip in so many; the long run tries all."""


@cache
def expectations() -> tuple[Expectation, ...]:
    return tuple(all_expectations())


def is_noticed(slip: Slip) -> bool:
    """Whether some expectation that concerns the slip fails; those of the same entry are tried first."""
    entry = slip.name.split()[1].rstrip(":")
    near = ("limits of", "MME", "tolerance", "naloxone", "product", "supplements")
    concerned = [e for e in expectations() if not e.drugs or not e.drugs.isdisjoint(slip.drugs)]
    concerned.sort(key=lambda e: (not e.name.startswith(f"{entry} "), not e.name.startswith(near)))
    return any(not e.holds(slip.tables) for e in concerned)


def test_a_sample_of_slips_is_noticed() -> None:
    unnoticed = [s.name for s in list(all_slips(real_tables()))[::EVERY] if not is_noticed(s)]
    assert unnoticed == []


@pytest.mark.proof
def test_every_slip_is_noticed() -> None:
    slips = list(all_slips(real_tables()))
    assert [s.name for s in slips if not is_noticed(s)] == []
    assert len(slips) > 2000
