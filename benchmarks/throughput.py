"""How many notes a second one core reads, at 1,500 characters a note, beside medspaCy where it is installed.

    python -m benchmarks.throughput [--data DIR] [--json]

medspaCy is no dependency of ours: `make bench-peers` makes an environment of its own for it (or name an
interpreter that has it in CURBSIDE_MEDSPACY); the same notes are read there, in the same run.
"""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.aci import notes_of
from benchmarks.options import options
from benchmarks.peers import THROUGHPUT, ask
from benchmarks.reading import TODAY
from benchmarks.reading_gold import corpus
from benchmarks.reading_keywords import KeywordReader
from curbside.case.read import read_case
from curbside.knowledge.load import default_root, load_unchecked

CHARACTERS, NOTES, ROUNDS = 1_500, 120, 3
LENGTHS = (125_000, 250_000, 500_000, 1_000_000)
"""Characters of the texts by which the growth of the time is measured; the longest is all that may be asked."""


def notes_of_one_length() -> list[str]:
    """The notes of the corpus, put end to end and cut at 1,500 characters, each beginning elsewhere."""
    texts = [text.text for text in corpus() if text.form == "note"]
    joined = "\n\n".join(texts)
    around = joined * (2 + NOTES * CHARACTERS // len(joined))
    return [around[n * 977 : n * 977 + CHARACTERS] for n in range(NOTES)]


def per_second(read: Callable[[str], object], notes: list[str]) -> float:
    """Notes a second of the best of three rounds: what the core can do when nothing else runs."""
    read(notes[0])
    return round(len(notes) / best_time(read, notes), 1)


def best_time(read: Callable[[str], object], notes: list[str]) -> float:
    """Seconds of the processor that the best of three rounds over the notes takes."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for note in notes:
            read(note)
        best = min(best, time.process_time() - start)
    return best


def growth(read: Callable[[str], object]) -> dict[str, float]:
    """Seconds for long texts of ordinary notes, each twice as long as the one before, and the ratios between them."""
    joined = "\n\n".join(notes_of_one_length())
    seconds = []
    for characters in LENGTHS:
        text = (joined * (1 + characters // len(joined)))[:characters]
        seconds.append(best_time(read, [text]))
    told = {f"seconds_for_{length}_characters": round(s, 3) for length, s in zip(LENGTHS, seconds, strict=True)}
    ratios = [round(b / a, 2) for a, b in pairwise(seconds)]
    return {**told, "most_for_double_the_text": max(ratios)}


def interpreter() -> str:
    """Version and build: one version built without profiles reads a fifth to a quarter fewer notes than with them."""
    return f"{platform.python_implementation()} {platform.python_version()}, built {' '.join(platform.python_build())}"


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
        "interpreter": interpreter(),
        "characters": CHARACTERS,
        "notes": len(notes),
        "reader_on_public_notes_per_second": per_second(lambda note: read_case(note, knowledge, TODAY, "us"), real)
        if real
        else "the public notes are absent",
        "reader_notes_per_second": per_second(lambda note: read_case(note, knowledge, TODAY, "us"), notes),
        "keywords_without_context_notes_per_second": per_second(lambda note: keywords.read(note, TODAY), notes),
        "reader_on_long_texts": growth(lambda text: read_case(text, knowledge, TODAY, "us")),
        "keywords_on_long_texts": growth(lambda text: keywords.read(text, TODAY)),
        "medspacy_notes_per_second": ask(THROUGHPUT, {"notes": notes, "words": words}),
    }


if __name__ == "__main__":
    chosen = options(__doc__)
    result = measure(chosen.data)
    print(json.dumps(result, indent=1) if chosen.json else "\n".join(f"{k}: {v}" for k, v in result.items()))
