"""Reading sentences and whole notes: precision and recall per kind of fact, and speed.

python -m benchmarks.reading --data DIR --json

`DIR` holds `aci_bench` (visit notes, only for speed and for reading without an error).  The annotated sentences
and notes stand beside the tests.  For a fact that a row names, the status must be the one named; what a row
says must not be read counts against precision.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from curbside.case.model import CURRENT, Case, Status
from curbside.case.read import read_case
from curbside.knowledge.load import Knowledge, default_root, load_unchecked

GOLD = Path(__file__).resolve().parent.parent / "tests" / "case"
TODAY = date(2026, 6, 1)
LENGTH = 1_500


def rows() -> Iterator[dict[str, Any]]:
    """Every annotated text: sentences belong to the tuning half, notes say to which they belong."""
    for row in yaml.safe_load((GOLD / "sentences.yaml").read_text(encoding="utf-8")):
        yield {"half": "tuning", "findings": row.get("read", {}), **row}
    yield from yaml.safe_load((GOLD / "notes.yaml").read_text(encoding="utf-8"))


def read(row: dict[str, Any], knowledge: Knowledge) -> Case:
    return read_case(row["text"], knowledge, row.get("today", TODAY), row.get("region", "us"))


def groups_of(fact: str, knowledge: Knowledge) -> Iterable[str]:
    known = knowledge.facts.get(fact)
    yield "all"
    if known is not None and known.red_flag:
        yield "red_flag"
    if known is not None and known.kind.value == "number":
        yield "number"


def count(row: dict[str, Any], case: Case, knowledge: Knowledge) -> Counter[tuple[str, str]]:
    """Right, missed and wrong statuses of the facts that a row names, by group."""
    found: dict[str, set[str]] = {}
    for finding in case.findings:
        found.setdefault(finding.fact, set()).add(finding.status.value)
    counted: Counter[tuple[str, str]] = Counter()
    for fact, status in row["findings"].items():
        told = "right" if status in found.get(fact, ()) else "missed"
        for group in groups_of(fact, knowledge):
            counted[group, told] += 1
            if told == "missed" and found.get(fact):
                counted[group, "wrong"] += 1
    for fact in row.get("not", ()):
        claimed = {s.value for s in CURRENT if s is not Status.absent} & found.get(fact, set())
        for group in groups_of(fact, knowledge):
            counted[group, "wrong"] += bool(claimed)
    return counted


def medicines(row: dict[str, Any], case: Case) -> Counter[tuple[str, str]]:
    if "medicines" not in row:
        return Counter()
    told = {m.drug or m.name.lower(): m.use.value for m in case.medications}
    right = sum(told.get(name) == use for name, use in row["medicines"].items())
    counted: Counter[tuple[str, str]] = Counter()
    counted["medicine", "right"] = right
    counted["medicine", "missed"] = len(row["medicines"]) - right
    counted["medicine", "wrong"] = sum(1 for name, use in told.items() if row["medicines"].get(name, use) != use)
    return counted


def figures(counted: Counter[tuple[str, str]]) -> dict[str, dict[str, float]]:
    result = {}
    for group in sorted({group for group, _ in counted}):
        right, missed, wrong = (counted[group, told] for told in ("right", "missed", "wrong"))
        result[group] = {
            "recall": round(right / (right + missed), 4) if right + missed else 1.0,
            "precision": round(right / (right + wrong), 4) if right + wrong else 1.0,
            "right": right,
            "missed": missed,
            "wrong": wrong,
        }
    return result


def invented(row: dict[str, Any], case: Case) -> int:
    """Medicines whose name, as it was typed, stands for no medicine that the row lists; only rows that list them."""
    named = row.get("medicines")
    return 0 if named is None else sum(m.name.lower() not in row["text"].lower() for m in case.medications)


def speed(data: Path, knowledge: Knowledge) -> dict[str, float]:
    """Notes a second on one core over visit notes cut to 1,500 characters; every note must be read without error."""
    folder = data / "aci_bench" if (data / "aci_bench").is_dir() else data
    notes = []
    for file in sorted(folder.rglob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            notes.extend(record["note"] for record in csv.DictReader(lines) if record.get("note"))
    if not notes:
        return {}
    for note in notes:
        read_case(note, knowledge, TODAY, "us")
    cut = [note[:LENGTH] for note in notes if len(note) >= LENGTH // 2]
    start = time.process_time()
    for _ in range(3):
        for note in cut:
            read_case(note, knowledge, TODAY, "us")
    return {"notes": len(notes), "notes_per_second": round(3 * len(cut) / (time.process_time() - start))}


def measure(data: Path) -> dict[str, Any]:
    knowledge, _ = load_unchecked(default_root())
    halves: dict[str, Counter[tuple[str, str]]] = {"tuning": Counter(), "final": Counter()}
    texts: Counter[str] = Counter()
    drugs = 0
    for row in rows():
        case = read(row, knowledge)
        texts[row["half"]] += 1
        halves[row["half"]].update(count(row, case, knowledge))
        halves[row["half"]].update(medicines(row, case))
        drugs += invented(row, case)
    return {
        "texts": dict(texts),
        "tuning": figures(halves["tuning"]),
        "final": figures(halves["final"]),
        "invented_drugs": drugs,
        "aci_bench": speed(data, knowledge),
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    result = measure(chosen.data)
    print(json.dumps(result, indent=2) if chosen.json else yaml.safe_dump(result, sort_keys=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
