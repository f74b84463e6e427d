"""The tables of docs/spec/logic.md hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curbside.case.given import interval_from
from curbside.case.kleene import all_of, any_of, at_least, compare, negate

PAGE = Path(__file__).parents[2] / "docs" / "spec" / "logic.md"
KLEENE = {"yes": True, "no": False, "": None}


def rows() -> Iterator[tuple[str, list[str], list[str]]]:
    """Section, header and cells of every row of every table."""
    section, header = "", []
    for line in PAGE.read_text().splitlines():
        if line.startswith("## "):
            section, header = line[3:], []
        elif line.startswith("|") and "---" not in line:
            cells = [cell.strip() for cell in line.strip()[1:-1].split("|")]
            if header:
                yield section, header, cells
            else:
                header = cells


TRUTHS = [row for row in rows() if not row[0].startswith("Comparing")]
SPANS = [row for row in rows() if row[0].startswith("Comparing")]


@pytest.mark.parametrize(
    ("section", "header", "cells"), TRUTHS, ids=lambda v: "-".join(v) if isinstance(v, list) else v
)
def test_a_row_of_truths_holds(section: str, header: list[str], cells: list[str]) -> None:
    *given, expected = [KLEENE[cell] for cell in cells]
    got: dict[str, Any] = {
        "not": lambda: negate(given[0]),
        "all": lambda: all_of(given),
        "any": lambda: any_of(given),
        "at least two of three": lambda: at_least(2, given),
    }
    assert got[section]() is expected, header


@pytest.mark.parametrize(("section", "header", "cells"), SPANS, ids=lambda v: "-".join(v) if isinstance(v, list) else v)
def test_a_row_of_comparisons_holds(section: str, header: list[str], cells: list[str]) -> None:
    value = interval_from(cells[0])
    assert value is not None, section
    for title, cell in zip(header[1:], cells[1:], strict=True):
        operator, limit = title.split()
        assert compare(value, operator, float(limit)) is KLEENE[cell], title  # type: ignore[arg-type]


def test_the_page_has_all_its_tables() -> None:
    assert len(TRUTHS) == 29
    assert len(SPANS) == 10
