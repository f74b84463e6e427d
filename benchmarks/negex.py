"""Negation, history and other people on the sentences of the NegEx/ConText annotation set.

python -m benchmarks.negex --data DIR --json

`DIR` is a folder that holds `negex_context/rsAnnotations*.txt`, or that folder itself.  Beside the reader
stands plain NegEx: the same sentences, its published method, a list of its common triggers.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.negex_plain import is_negated
from benchmarks.peers import ASSERTIONS, ask
from curbside.case.assertion import Context
from curbside.case.fold import fold
from curbside.case.layout import lay_out
from curbside.case.lexicon import Lexicon
from curbside.case.model import Status
from curbside.case.page import tokens_of
from curbside.case.words import load_words


@dataclass(frozen=True)
class Row:
    """One annotated sentence."""

    concept: str
    sentence: str
    negated: bool
    historical: bool
    other: bool


def rows_of(data: Path) -> list[Row]:
    """All annotated sentences below a folder.

    Raises:
        FileNotFoundError: there is no annotation file there.
    """
    folder = data / "negex_context" if (data / "negex_context").is_dir() else data
    files = sorted(folder.glob("rsAnnotations*.txt"))
    if not files:
        raise FileNotFoundError(f"no rsAnnotations*.txt in {folder}: give the folder that holds negex_context")
    return [row for file in files for row in _rows(file)]


def _rows(file: Path) -> Iterator[Row]:
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines()[1:]:
        parts = line.split("\t")
        if len(parts) >= 6:
            yield Row(
                parts[1].strip(),
                parts[2],
                parts[3].strip().lower() == "negated",
                parts[4].strip().lower().startswith("historical"),
                parts[5].strip().lower() != "patient",
            )


def place_of(row: Row) -> tuple[int, int] | None:
    """Where the concept stands in its sentence, by its words; None if it cannot be found."""
    words = [re.escape(word) for word in row.concept.strip().split()]
    pattern = r"\s+".join(words)
    found = re.search(pattern.upper(), row.sentence) or re.search(pattern, row.sentence, re.IGNORECASE)
    return found.span() if found else None


class ReaderUnderTest:
    """The assertion engine alone, on a given span: no fact of ours is involved."""

    def __init__(self) -> None:
        self.words = load_words()
        self.lexicon = Lexicon(self.words, {})
        background = self.words.table("background")
        self.conditions = frozenset(background["conditions"])
        self.habits = frozenset(background["habits"])

    def heard(self, row: Row) -> frozenset[Status]:
        place = place_of(row)
        if place is None:
            return frozenset()
        page = lay_out(fold(row.sentence), self.words.sections)
        atoms = (tokens_of(page, *place),)
        context = Context(page, self.lexicon.cues(page), self.words.section_means)
        heard = context.judge(atoms).heard
        named = " ".join(row.concept.lower().split())
        listed = context.is_bare(atoms) and any(f"{named} ".startswith(f"{c} ") for c in self.conditions)
        return heard | {Status.historical} if listed or named in self.habits else heard


def score(pairs: list[tuple[bool, bool]]) -> dict[str, float]:
    """Precision, recall and F1 of (gold, predicted) pairs."""
    hit = sum(gold and told for gold, told in pairs)
    told, gold = sum(told for _, told in pairs), sum(gold for gold, _ in pairs)
    precision, recall = hit / told if told else 0.0, hit / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "gold": gold,
        "told": told,
    }


def measure(data: Path) -> dict[str, object]:
    rows = rows_of(data)
    reader = ReaderUnderTest()
    start = time.perf_counter()
    heard = [reader.heard(row) for row in rows]
    seconds = time.perf_counter() - start
    pairs = list(zip(rows, heard, strict=True))
    return {
        "sentences": len(rows),
        "sentences_per_second": round(len(rows) / seconds),
        "negation": score([(row.negated, Status.absent in h) for row, h in pairs]),
        "historical": score([(row.historical, Status.historical in h) for row, h in pairs]),
        "other_person": score([(row.other, Status.other_person in h) for row, h in pairs]),
        "plain_negex_negation": score([(row.negated, is_negated(row.concept, row.sentence)) for row in rows]),
        "medspacy": _medspacy(rows),
    }


def _medspacy(rows: list[Row]) -> object:
    """The same rows by medspaCy's own pipeline and rules; a concept that is not found counts as not heard."""
    placed = [(row, place) for row in rows if (place := place_of(row)) is not None]
    told = ask(ASSERTIONS, {"rows": [[row.sentence, *place] for row, place in placed]})
    if isinstance(told, str):
        return told
    lost = [(row, [False, False, False]) for row in rows if place_of(row) is None]
    pairs = [*((row, t) for (row, _), t in zip(placed, told, strict=True)), *lost]
    return {
        "negation": score([(row.negated, t[0]) for row, t in pairs]),
        "historical": score([(row.historical, t[1]) for row, t in pairs]),
        "other_person": score([(row.other, t[2]) for row, t in pairs]),
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    result = measure(chosen.data)
    if chosen.json:
        print(json.dumps(result, indent=2))
    else:
        for name, value in result.items():
            print(f"{name}: {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
