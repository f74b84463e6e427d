"""How many notes a second one core reads, at 1,500 characters a note, beside medspaCy where it is installed.

    python -m benchmarks.throughput [--data DIR] [--json]

medspaCy is no dependency of ours.  To measure it, make an environment of its own with
medspacy, and name its interpreter in
CURBSIDE_MEDSPACY; the same notes are read there, in the same run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.aci import notes_of
from benchmarks.options import options
from benchmarks.reading import TODAY
from benchmarks.reading_gold import corpus
from benchmarks.reading_keywords import KeywordReader
from curbside.case.read import read_case
from curbside.knowledge.load import default_root, load_unchecked

CHARACTERS, NOTES, ROUNDS = 1_500, 120, 3

MEDSPACY = """
import json, sys, time
try:
    import medspacy
    from medspacy.target_matcher import TargetRule
except ImportError:
    print(json.dumps("not installed")); sys.exit()
given = json.load(open(sys.argv[1]))
nlp = medspacy.load()
nlp.get_pipe("medspacy_target_matcher").add([TargetRule(word, "FACT") for word in given["words"]])
nlp(given["notes"][0])
start = time.perf_counter()
for note in given["notes"]:
    nlp(note)
print(json.dumps(round(len(given["notes"]) / (time.perf_counter() - start), 1)))
"""


def notes_of_one_length() -> list[str]:
    """The notes of the corpus, put end to end and cut at 1,500 characters, each beginning elsewhere."""
    texts = [text.text for text in corpus() if text.form == "note"]
    joined = "\n\n".join(texts)
    around = joined * (2 + NOTES * CHARACTERS // len(joined))
    return [around[n * 977 : n * 977 + CHARACTERS] for n in range(NOTES)]


def per_second(read: Callable[[str], object], notes: list[str]) -> float:
    """Notes a second of the best of three rounds: what the core can do when nothing else runs."""
    read(notes[0])
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for note in notes:
            read(note)
        best = min(best, time.process_time() - start)
    return round(len(notes) / best, 1)


def medspacy(notes: list[str], words: list[str]) -> float | str:
    """Notes a second of medspaCy's own pipeline with the same words, or why there is no figure."""
    python = os.environ.get("CURBSIDE_MEDSPACY", sys.executable)
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given.json"
        given.write_text(json.dumps({"notes": notes, "words": words}), encoding="utf-8")
        ran = subprocess.run([python, "-c", MEDSPACY, str(given)], capture_output=True, text=True, check=False)
    if ran.returncode:
        return f"failed: {ran.stderr.strip().splitlines()[-1] if ran.stderr.strip() else 'no message'}"
    figure = json.loads(ran.stdout.splitlines()[-1])
    return figure if isinstance(figure, str) else float(figure)


def real_notes(data: Path) -> list[str]:
    """Notes of the public set that are long enough, cut at the same length; none where the set is absent."""
    try:
        return [note[:CHARACTERS] for note in notes_of(data).values() if len(note) >= CHARACTERS]
    except FileNotFoundError:
        return []


def measure(data: Path) -> dict[str, Any]:
    """Notes a second of the reader, of the keyword baseline and of medspaCy.

    The notes of the corpus hold a finding in every clause; those of the public set are ordinary notes.
    """
    knowledge = load_unchecked(default_root())[0]
    notes, real = notes_of_one_length(), real_notes(data)
    keywords = KeywordReader(knowledge)
    words = sorted({word for fact in knowledge.facts.values() for word in fact.words})
    return {
        "characters": CHARACTERS,
        "notes": len(notes),
        "reader_on_public_notes_per_second": per_second(lambda note: read_case(note, knowledge, TODAY, "us"), real)
        if real
        else "the public notes are absent",
        "reader_notes_per_second": per_second(lambda note: read_case(note, knowledge, TODAY, "us"), notes),
        "keywords_without_context_notes_per_second": per_second(lambda note: keywords.read(note, TODAY), notes),
        "medspacy_notes_per_second": medspacy(notes, words),
    }


if __name__ == "__main__":
    chosen = options(__doc__)
    result = measure(chosen.data)
    print(json.dumps(result, indent=1) if chosen.json else "\n".join(f"{k}: {v}" for k, v in result.items()))
