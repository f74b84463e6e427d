"""`curbside read`: the text with what was read, why, and what was not understood; and `ask --form`."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rich.console import Console

from curbside.case.model import Case, Interval, Span, Status
from curbside.case.read import read_case
from curbside.doors.reading import document, marked, number, show_reading
from curbside.knowledge.load import Knowledge

Run = Callable[..., Any]
DAY = ("--today", "2026-06-01")
TEXT = (
    "58-year-old man, L4/5 fusion 2 years ago. Denies fever. New left foot drop for 2 days, ?saddle numbness. "
    "His mother had breast cancer. Oxycodone 10 mg qds, frobnitol 5 mg od. eGFR 4000. "
    "PT for 6 weeks did not help. What should be done?"
)


@pytest.fixture(scope="module")
def case(knowledge: Knowledge) -> Case:
    return read_case(TEXT, knowledge, date(2026, 6, 1), "us")


def shown(case: Case, knowledge: Knowledge) -> str:
    out = io.StringIO()
    show_reading(case, knowledge, Console(file=out, width=400, highlight=False))
    return out.getvalue()


def test_the_text_itself_is_shown_unchanged(case: Case) -> None:
    assert marked(case).plain == TEXT


def test_each_finding_is_marked_where_it_stands(case: Case) -> None:
    spans = {(span.start, span.end) for span in marked(case).spans}
    assert {(f.basis.start, f.basis.end) for f in case.findings if isinstance(f.basis, Span)} <= spans
    assert {(s.start, s.end) for s in case.not_understood} <= spans


def test_present_and_absent_are_not_marked_alike(case: Case) -> None:
    styles = {}
    for finding in case.findings:
        assert isinstance(finding.basis, Span)
        place = (finding.basis.start, finding.basis.end)
        styles[finding.status] = {str(s.style) for s in marked(case).spans if (s.start, s.end) == place}
    assert styles[Status.present].isdisjoint(styles[Status.absent])


@pytest.mark.parametrize(
    "words",
    [
        "negated by 'Denies' at 42",
        "made possible by '?'",
        "foot drop (foot_drop): present (new, left, for 2 days): “foot drop”",
        "other person",
        "frobnitol",
        "operation fusion",
        "no_benefit",
        "Not understood",
    ],
)
def test_status_and_reason_are_told(case: Case, knowledge: Knowledge, words: str) -> None:
    assert words in shown(case, knowledge)


def test_a_text_without_findings_says_so(curbside: Run) -> None:
    assert "No finding was read." in curbside("read", "the weather is fine today", *DAY).out


def test_every_quote_is_the_text_at_its_place(curbside: Run) -> None:
    ran = curbside("read", TEXT, *DAY, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)
    items = [*told["findings"], *told["medications"], *told["operations"], *told["not_understood"]]
    assert items
    for item in items:
        start, end = item["span"]
        assert TEXT[start:end] == item["quote"]


def test_a_fact_stated_and_denied_is_shown_as_a_contradiction(curbside: Run) -> None:
    text = "She has urinary retention. She has no urinary retention."
    told = json.loads(curbside("read", text, *DAY, "--format", "json").out)
    assert told["contradictions"] == ["urinary_retention"]
    assert len({f["status"] for f in told["findings"] if f["fact"] == "urinary_retention"}) == 2
    assert "counts as unknown" in curbside("read", text, *DAY).out


def test_a_correction_is_marked_as_given(curbside: Run) -> None:
    told = json.loads(curbside("read", TEXT, *DAY, "--format", "json", "--set", "foot_drop=no").out)
    (drop,) = [f for f in told["findings"] if f["fact"] == "foot_drop"]
    assert (drop["status"], drop["given"], drop["span"]) == ("absent", True, None)
    assert "given by the asker" in curbside("read", TEXT, *DAY, "--set", "foot_drop=no").out


def test_the_text_may_come_from_a_file_or_from_standard_input(curbside: Run, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text(TEXT, encoding="utf-8")
    typed = curbside("read", TEXT, *DAY).out
    assert curbside("read", "--file", str(file), *DAY).out == typed
    assert curbside("read", "-", *DAY, stdin=TEXT.encode()).out == typed


@pytest.mark.parametrize("raw", [b"", b"\0\1", b"\xff\xfe", "Ελληνικά κείμενα εδώ".encode()])
def test_what_cannot_be_read_is_refused(curbside: Run, raw: bytes) -> None:
    ran = curbside("read", "-", *DAY, stdin=raw)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("curbside: ")


def test_markup_in_a_text_is_shown_and_not_obeyed(knowledge: Knowledge) -> None:
    text = "[bold]back pain[/bold] [/nothing] since Monday"
    assert text in shown(read_case(text, knowledge, date(2026, 6, 1), "us"), knowledge)


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (Interval.point(3), "3"),
        (Interval(4, 6), "4 to 6"),
        (Interval(high=5, high_open=True), "under 5"),
        (Interval(high=5), "at most 5"),
        (Interval(low=200, low_open=True), "over 200"),
        (Interval(low=200), "at least 200"),
    ],
)
def test_numbers_are_told_in_words(interval: Interval, words: str) -> None:
    assert number(interval) == words


# --- the form -----------------------------------------------------------------


def test_the_form_of_a_text_gives_the_answer_of_the_text(curbside: Run, tmp_path: Path) -> None:
    file = tmp_path / "form.json"
    file.write_text(curbside("read", TEXT, *DAY, "--format", "form").out, encoding="utf-8")
    by_form, by_text = (
        json.loads(curbside("ask", *given, *DAY, "--format", "json").out)["plan_hash"]
        for given in (("--form", str(file)), (TEXT,))
    )
    assert by_form == by_text


def test_the_printed_schema_accepts_the_printed_form(curbside: Run) -> None:
    schema = json.loads(curbside("schema", "form").out)
    form = json.loads(curbside("read", TEXT, *DAY, "--format", "form").out)
    jsonschema.Draft202012Validator(schema).validate(form)


def test_a_correction_wins_over_a_form(curbside: Run, tmp_path: Path) -> None:
    file = tmp_path / "form.json"
    file.write_text('{"facts": {"saddle_sensory_change": "yes"}}', encoding="utf-8")
    told = json.loads(
        curbside("ask", "--form", str(file), *DAY, "--format", "json", "--set", "saddle_sensory_change=no").out
    )
    assert told["urgency"] != "emergency"


@pytest.mark.parametrize(
    ("written", "words", "code"),
    [
        (b"{", "not JSON from line 1", 2),
        (b"[" * 100_000, "nested too deeply", 2),
        (b'{"facts": {"age": 500}}', "facts.age", 2),
        (b"\xff\xfe\0", "not text", 3),
    ],
)
def test_a_bad_form_is_refused_with_its_place(
    curbside: Run, tmp_path: Path, written: bytes, words: str, code: int
) -> None:
    file = tmp_path / "form.json"
    file.write_bytes(written)
    ran = curbside("ask", "--form", str(file), *DAY)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err


def test_a_text_and_a_form_together_are_refused(curbside: Run) -> None:
    ran = curbside("ask", "back pain", "--form", "form.json", *DAY)
    assert ran.code == 2
    assert "not both" in ran.err


def test_a_document_holds_only_what_json_can_say(case: Case, knowledge: Knowledge) -> None:
    assert json.loads(json.dumps(document(case, knowledge), allow_nan=False))
