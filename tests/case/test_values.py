"""Doses, operations and numbers as lists, questions and telegrams put them, one text a row of `values.yaml`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from curbside.case.model import CURRENT, Case, Interval, Medication, Operation

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "values.yaml").read_text(encoding="utf-8"))
each = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:60])


@each
def test_every_value_is_read_as_it_was_meant(row: dict[str, Any], read: Callable[..., Case]) -> None:
    case = read(row["text"], row.get("region", "us"))
    if "medicines" in row:
        assert _medicines(case, row["medicines"]) == row["medicines"]
    if "operations" in row:
        assert sorted(map(_operation, _done(case))) == sorted(row["operations"])
    for fact, wanted in row.get("facts", {}).items():
        assert _values(case, fact) == wanted, fact
    current = {f.fact for f in case.findings if f.status in CURRENT and f.status != "absent"}
    assert current.isdisjoint(row.get("not", ()))


def _medicines(case: Case, wanted: dict[str, list[str]]) -> dict[str, list[str]]:
    """All that is read of the wanted medicines, and of every other that the tables hold."""
    told: dict[str, list[str]] = {}
    for read in case.medications:
        called = read.drug or read.name.lower()
        if read.drug or called in wanted:
            told.setdefault(called, []).append(_medicine(read))
    return told


def _medicine(read: Medication) -> str:
    amount = f"{_number(read.amount)} {read.unit}".strip() if read.amount else ""
    often = f"{_number(read.per_day)}/d" if read.per_day else ""
    return " ".join(part for part in (read.use.value, amount, often, "prn" if read.prn else "") if part)


def _done(case: Case) -> list[Operation]:
    return [operation for operation in case.operations if not operation.planned]


def _operation(read: Operation) -> str:
    ago = _number(read.days_ago) if read.days_ago else ""
    return " ".join(part for part in ("+".join(sorted(read.kinds)), "+".join(read.levels), ago) if part)


def _values(case: Case, fact: str) -> object:
    found = [f for f in case.findings if f.fact == fact and f.status in CURRENT]
    if any(isinstance(f.value, Interval) for f in found):
        return [round(f.value.low, 2) for f in found if isinstance(f.value, Interval)]
    return found[0].status.value if len({f.status for f in found}) == 1 else [f.status.value for f in found]


def _number(value: Interval) -> str:
    return f"{value.low:g}" if value.is_point else f"{value.low:g}..{value.high:g}"
