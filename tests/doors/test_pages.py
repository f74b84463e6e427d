"""The pages made from the knowledge base: complete, repeatable, and never quietly stale."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from tests.shipped import knowledge

from curbside.doors.pages import make_pages, stale_pages, write_pages
from curbside.knowledge.coverage import place_rows
from curbside.knowledge.model import Verification

ROOT = Path(__file__).parent.parent.parent
COUNTS = {"statement": 276, "conflict": 21, "parameter": 55, "source": 207, "error": 38}
"""Rows of the evidence tables on the pathway, by kind."""

DOCS = Path(__file__).parents[2] / "docs"


@cache
def pages() -> dict[str, str]:
    return dict(make_pages(knowledge(), DOCS))


def test_every_row_above_unverified_is_held_or_refused_with_a_reason() -> None:
    lost = [p.row.id for p in place_rows(knowledge()) if not p.is_accounted_for]
    assert lost == []


@pytest.mark.parametrize(("kind", "count"), COUNTS.items())
def test_no_row_of_the_evidence_tables_is_missing_from_the_list(kind: str, count: int) -> None:
    rows = [p.row for p in place_rows(knowledge()) if p.row.kind == kind]
    if kind == "source":
        rows = [row for row in rows if row.id.startswith("P-") or row.id == "CL"]
    assert len(rows) == count


def test_every_row_that_an_entry_names_by_hand_exists() -> None:
    entries = {f"{shelf}/{name}" for shelf, shelved in knowledge().shelves.items() for name in shelved}
    for placed in place_rows(knowledge()):
        for holder in placed.row.held_by:
            assert holder in entries or (ROOT / holder).exists(), f"{placed.row.id}: {holder}"


def test_every_row_that_another_goes_with_is_held_somewhere() -> None:
    for placed in place_rows(knowledge()):
        if placed.row.goes_with:
            assert placed.holders or placed.row.reason, placed.row.id


def test_an_unverified_statement_is_held_by_no_recommendation() -> None:
    unread = {s.id for s in knowledge().statements.values() if s.verification is Verification.unverified}
    assert not [rule.id for rule in knowledge().recommendations.values() if unread & set(rule.because)]


def test_every_recommendation_stands_on_one_page_with_its_words_and_its_evidence() -> None:
    text = {name: page for name, page in pages().items() if name.startswith("knowledge/")}
    for rule in knowledge().recommendations.values():
        homes = [page for page in text.values() if f"`{rule.id}`." in page]
        assert len(homes) == 1, rule.id
        assert all(f"- {row} (" in homes[0] for row in rule.because)


def test_no_figure_is_left_open_on_a_page() -> None:
    assert not [name for name, page in pages().items() if "{" in page.replace("{}", "")]


def test_every_claim_stands_in_the_table_of_claims() -> None:
    assert all(f"| {name} |" in pages()["claims.md"] for name in knowledge().claims)


def test_every_recommendation_on_consensus_alone_waits_for_sign_off() -> None:
    waiting = pages()["sign-off.md"]
    for rule in knowledge().recommendations.values():
        sources = {s for row in rule.because for s in knowledge().statements[row].sources}
        assert (f"(`{rule.id}`)" in waiting) == (sources == {"CL"}), rule.id


def test_pages_just_written_are_not_stale(tmp_path: Path) -> None:
    assert set(write_pages(pages(), tmp_path)) == set(pages())
    assert stale_pages(pages(), tmp_path) == ()


@pytest.mark.parametrize("name", ["coverage.md", "knowledge/index.md"])
def test_a_page_that_was_edited_by_hand_is_stale(tmp_path: Path, name: str) -> None:
    write_pages(pages(), tmp_path)
    (tmp_path / name).write_text("edited")
    assert stale_pages(pages(), tmp_path) == (name,)


def test_a_page_whose_rules_are_gone_is_removed(tmp_path: Path) -> None:
    write_pages(pages(), tmp_path)
    left = tmp_path / "knowledge" / "gone.md"
    left.write_text("left over")
    assert write_pages(pages(), tmp_path) == ("knowledge/gone.md",)
    assert not left.exists()


def test_the_same_knowledge_makes_the_same_pages() -> None:
    assert dict(make_pages(knowledge(), DOCS)) == pages()


def test_every_test_that_the_safety_page_names_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", (ROOT / "SAFETY.md").read_text())
    assert len(named) >= 30
    lost = [f"{file}::{test}" for file, test in named if f"def {test}(" not in _text(ROOT / file)]
    assert lost == []


def test_every_hazard_on_the_safety_page_names_a_test() -> None:
    table = (ROOT / "SAFETY.md").read_text().split("## Hazards")[1].split("## What remains")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert [row for row in rows if "::test_" not in row] == []


def _text(path: Path) -> str:
    return path.read_text() if path.is_file() else ""
