"""What is read in whole notes of nine styles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from curbside.case.model import CURRENT, Case
from curbside.case.read import read_case
from curbside.knowledge.load import Knowledge

NOTES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "notes.yaml").read_text(encoding="utf-8"))
each = pytest.mark.parametrize("note", NOTES, ids=[f"{n['style']}-{n['half']}" for n in NOTES])


@pytest.fixture
def reading(knowledge: Knowledge) -> Callable[[dict[str, Any]], Case]:
    def read(note: dict[str, Any]) -> Case:
        today = note["today"] if isinstance(note["today"], date) else date.fromisoformat(note["today"])
        return read_case(note["text"], knowledge, today, note["region"])

    return read


@each
def test_its_findings_are_read(reading: Callable[..., Case], note: dict[str, Any]) -> None:
    found: dict[str, set[str]] = {}
    for finding in reading(note).findings:
        found.setdefault(finding.fact, set()).add(finding.status.value)
    missed = {
        fact: (status, found.get(fact))
        for fact, status in note["findings"].items()
        if status not in found.get(fact, ())
    }
    assert not missed


@each
def test_nothing_is_read_that_it_does_not_say(reading: Callable[..., Case], note: dict[str, Any]) -> None:
    current = {f.fact for f in reading(note).findings if f.status in CURRENT and f.status != "absent"}
    assert current.isdisjoint(note.get("not", ()))


@each
def test_its_medicines_are_read(reading: Callable[..., Case], note: dict[str, Any]) -> None:
    if "medicines" not in note:
        pytest.skip("the note lists no medicines to compare")
    tables = {m.drug or m.name.lower(): m.use.value for m in reading(note).medications}
    assert {name: tables.get(name) for name in note["medicines"]} == note["medicines"]


@each
def test_its_operations_are_read(reading: Callable[..., Case], note: dict[str, Any]) -> None:
    if "operations" not in note:
        pytest.skip("the note lists no operations to compare")
    done = [set(op.kinds) for op in reading(note).operations if not op.planned]
    assert done == [set(kinds) for kinds in note["operations"]]
