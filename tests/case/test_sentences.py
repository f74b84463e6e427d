"""What is read in single sentences, one claim a row of `sentences.yaml`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from curbside.case.model import CURRENT, Case, Span

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:60])
def test_a_sentence_is_read_as_a_careful_colleague_reads_it(row: dict[str, Any], read: Callable[..., Case]) -> None:
    case = read(row["text"])
    found: dict[str, set[str]] = {}
    for finding in case.findings:
        found.setdefault(finding.fact, set()).add(finding.status.value)
    expected = {fact: {status} for fact, status in row.get("read", {}).items()}
    assert {fact: found.get(fact) for fact in expected} == expected
    current = {f.fact for f in case.findings if f.status in CURRENT}
    assert current.isdisjoint(row.get("not", ()))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:60])
def test_every_finding_points_at_its_own_characters(row: dict[str, Any], read: Callable[..., Case]) -> None:
    for finding in read(row["text"]).findings:
        assert isinstance(finding.basis, Span)
        assert row["text"][finding.basis.start : finding.basis.end] == finding.basis.quote


def test_there_are_enough_sentences() -> None:
    assert len(ROWS) >= 120
