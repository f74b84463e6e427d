"""Notes of the aci_bench set: every one is read, and thirty are scored against facts found by hand.

    python -m benchmarks.aci [--data DIR] [--json]

The gold holds ids of notes and our facts, never their words.  Few of these notes are
about the spine: they try what is read, and left unread, in general practice.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import yaml

from benchmarks.options import options
from benchmarks.reading import TODAY, figures
from benchmarks.reading_gold import GoldText, gold_text
from benchmarks.reading_keywords import KeywordReader
from benchmarks.reading_score import Scorer, Tally
from curbside.case.model import Case
from curbside.case.read import read_case
from curbside.knowledge.load import Knowledge, default_root, load_unchecked

GOLD = Path(__file__).parent / "aci_gold.yaml"


def notes_of(data: Path) -> dict[str, str]:
    """Every note by its id.

    Raises:
        FileNotFoundError: the folder holds no aci_bench notes.
    """
    folder = data / "aci_bench" if (data / "aci_bench").is_dir() else data
    files = [file for file in sorted(folder.rglob("*.csv")) if not file.stem.endswith("_metadata")]
    if not files:
        raise FileNotFoundError(f"no notes in {folder}: give the folder that holds aci_bench")
    csv.field_size_limit(10_000_000)
    found: dict[str, str] = {}
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines)
            found |= {row["encounter_id"]: row["note"] for row in rows if row.get("note") and row.get("encounter_id")}
    return found


def gold_of(notes: dict[str, str]) -> list[GoldText]:
    """The gold of those notes that are there, with the words of the note put in."""
    rows = yaml.load(GOLD.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    present = [row for row in rows if row["id"] in notes]
    return [gold_text({**row, "text": notes[row["id"]]}, "aci", "note") for row in present]


def score(gold: list[GoldText], cases: dict[str, Case], knowledge: Knowledge) -> Tally:
    """Score the cases read from the texts of the gold."""
    total, scorer = Tally(), Scorer(knowledge)
    for text in gold:
        scorer.score(text, cases[text.text], total)
    return total


def measure(data: Path) -> dict[str, Any]:
    """How many notes are read without a fault, and the figures on the annotated ones beside the baseline."""
    knowledge = load_unchecked(default_root())[0]
    notes = notes_of(data)
    cases, faults = {}, []
    for name, note in notes.items():
        try:
            cases[note] = read_case(note, knowledge, TODAY, "us")
        except Exception as error:  # noqa: BLE001  any fault is what is counted
            faults.append(f"{name}: {type(error).__name__}")
    gold = [text for text in gold_of(notes) if text.text in cases]
    keywords = KeywordReader(knowledge)
    plain = {text.text: keywords.read(text.text, TODAY) for text in gold}
    return {
        "notes": len(notes),
        "read_without_error": len(cases),
        "faults": faults,
        "annotated": len(gold),
        "reader": figures(score(gold, cases, knowledge)),
        "keywords_without_context": figures(score(gold, plain, knowledge)),
    }


def main() -> int:
    chosen = options(__doc__)
    try:
        result = measure(chosen.data)
    except FileNotFoundError as error:
        print(f"aci: skipped, {error}")
        return 0
    print(json.dumps(result, indent=1) if chosen.json else "\n".join(f"{k}: {v}" for k, v in result.items()))
    return 1 if result["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
