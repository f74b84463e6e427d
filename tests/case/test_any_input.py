"""Whatever is typed, reading ends, quickly, and points at real characters."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curbside.case.model import Case, Span

PIECES = st.sampled_from(
    ["saddle numbness", "no ", "denies ", "\n", "\n\n", "- ", "• ", ", ", ". ", ": ", "? ", "; ", "but ", "if ",
     "gabapentin 300 mg tds", "PVR 450 ml", "L4/5 fusion 3 weeks ago", "mother ", "ago", "5/5", "12/05/2026", "½", "ﬁ",
     "µg", "’", "\u00ad", "\u200b", "\x00", "🦴", "Ⅳ", "İ", "ß", "PMH: ", "FH:", "now ", "history of ", "1-2 ", "mg",
     "/", "x"]
)  # fmt: skip
LIMITS = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def check(case: Case, text: str) -> None:
    bases = [f.basis for f in case.findings]
    bases += [m.basis for m in case.medications] + [o.basis for o in case.operations]
    bases += [t.basis for t in case.treatments] + list(case.not_understood)
    for basis in bases:
        assert isinstance(basis, Span)
        assert text[basis.start : basis.end] == basis.quote


@given(text=st.text(max_size=400))
@LIMITS
def test_any_text_can_be_read(read: Callable[..., Case], text: str) -> None:
    check(read(text), text)


@given(pieces=st.lists(PIECES, max_size=40))
@LIMITS
def test_any_mixture_of_clinical_pieces_can_be_read(read: Callable[..., Case], pieces: list[str]) -> None:
    text = "".join(pieces)
    check(read(text), text)


@pytest.mark.parametrize("text", ["saddle numbness? - ", "saddle numbness now for two long weeks? • ", "? - * +"])
def test_a_question_before_an_empty_list_can_be_read(read: Callable[..., Case], text: str) -> None:
    check(read(text), text)


@given(raw=st.binary(max_size=400))
@LIMITS
def test_bytes_read_as_characters_can_be_read(read: Callable[..., Case], raw: bytes) -> None:
    text = raw.decode("latin-1")
    check(read(text), text)


LISTS = st.recursive(PIECES, lambda inner: st.lists(inner, max_size=4), max_leaves=60)


def as_list(item: object, depth: int = 0) -> str:
    """Pieces within lists within lists, each a line with a bullet, as far in as it is deep."""
    if isinstance(item, str):
        return f"{'  ' * depth}- {item}\n"
    assert isinstance(item, list)
    return f"{'  ' * depth}- list:\n" + "".join(as_list(inner, depth + 1) for inner in item)


@given(items=LISTS)
@LIMITS
def test_lists_within_lists_can_be_read(read: Callable[..., Case], items: object) -> None:
    text = as_list(items)
    check(read(text), text)


def test_a_list_a_thousand_deep_can_be_read(read: Callable[..., Case]) -> None:
    text = "".join(f"{'  ' * depth}- denies:\n" for depth in range(1_000)) + "- saddle numbness"
    check(read(text), text)


LONG = {
    "one phrase without an end": "saddle numbness ",
    "denials without an end": "no ",
    "list items": "- fever\n",
    "doses": "gabapentin 300 mg tds, ",
    "operations": "L4/5 fusion 3 weeks ago. ",
    "times": "for for for 2 weeks ",
    "brackets": "((((",
    "questions": "? ",
    "digits": "1234567890 ",
    "headings": "PMH: fever\n",
    "numb and saddle": "numb saddle can't feel wipe ",
    "leg pain": "pain leg back both legs ",
    "typing": "x" * 50 + " ",
    "spaces": "  \n \n",
    "one word": "a",
    "slashes": "1/2/",
    "measures": "BP 120/80 ",
    "lists within lists": "".join(f"{'  ' * depth}- denies:\n" for depth in range(30)),
    "brackets within brackets": "(no (not (if (",
    "quotations": '"she said "no ',
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG.keys())
def test_a_long_text_takes_work_in_proportion(read: Callable[..., Case], piece: str) -> None:
    """Counted in steps of the interpreter: ten times the text may cost at most fifteen times the steps."""
    small, large = piece * (4_000 // len(piece)), piece * (40_000 // len(piece))
    read(small)
    assert steps(lambda: read(large)) <= 15 * steps(lambda: read(small)) + 50_000


def steps(work: Callable[[], object]) -> int:
    import sys

    count = 0

    def counting(*_: object) -> object:
        nonlocal count
        count += 1
        return counting

    sys.settrace(counting)  # type: ignore[arg-type]
    try:
        work()
    finally:
        sys.settrace(None)
    return count
