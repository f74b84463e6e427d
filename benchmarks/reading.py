"""How well sentences and notes are read, on the half open to development and on the half kept back.

    python -m benchmarks.reading [--data DIR] [--json] [--misread]

Beside the reader stands a plain keyword reader with the same vocabulary and no
context.  `DIR/reading`, when it exists, is used as the corpus instead of our own.
The paraphrases are sentences of their own: one set open to development, one kept back.
`--misread` lists the misreadings of what is open; those of what is kept back are never
shown, so that its figures stay a fair measure.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from benchmarks.options import folder_of, parser_of
from benchmarks.reading_gold import HALVES, OWN_CORPUS, GoldText, corpus, paraphrases
from benchmarks.reading_keywords import KeywordReader
from benchmarks.reading_score import Scorer, Tally, groups
from curbside.case.model import Case
from curbside.case.read import read_case
from curbside.knowledge.load import Knowledge, default_root, load_unchecked

TODAY = date(2026, 6, 1)
"""The day on which every text of the corpus is read."""

Reads = Callable[[GoldText], Case]
SETS = (*HALVES, "open", "kept")
"""The halves of the corpus, and the two sets of paraphrases."""
OPEN = (HALVES[0], "open")
FACTS = ("red_flags", "other_yes_no", "numbers", "choices")
TWO_SIDED = (*FACTS, "medicines", "operations", "treatments")
ONE_SIDED = (
    "red_flags_heard", "texts_with_a_sign_ring", "texts_with_a_sign_ring_or_say_what_was_not_read",
    "texts_without_a_sign_quiet", "not_about_the_patient_now", "side", "course", "onset", "amounts", "frequencies",
    "as_needed", "levels", "operation_dates", "outcomes", "question",
)  # fmt: skip


def tally(texts: list[GoldText], reads: Reads, scorer: Scorer) -> Tally:
    """Score a reader on some texts."""
    total = Tally()
    for text in texts:
        scorer.score(text, reads(text), total)
    return total


def figures(total: Tally) -> dict[str, Any]:
    """Precision and recall by group, and the shares of details that are right."""
    known = set(groups(total))
    shown: dict[str, Any] = {group: total.figures(group) for group in TWO_SIDED}
    shown |= {group: total.share(group) for group in ONE_SIDED if group in known}
    shown["invented_drugs"] = total.counts["invented_drugs.extra"]
    return shown


def readers(knowledge: Knowledge) -> dict[str, Reads]:
    keywords = KeywordReader(knowledge)
    return {
        "reader": lambda text: read_case(text.text, knowledge, TODAY, text.region),  # type: ignore[arg-type]
        "keywords_without_context": lambda text: keywords.read(text.text, TODAY),
    }


def measure(texts: tuple[GoldText, ...], knowledge: Knowledge) -> dict[str, Any]:
    """Every figure of both readers on every set."""
    scorer = Scorer(knowledge)
    result: dict[str, Any] = {"texts": len(texts)}
    for name, reads in readers(knowledge).items():
        result[name] = {s: figures(tally([t for t in texts if t.half == s], reads, scorer)) for s in SETS}
    result["facts_by_style"] = {style: _facts_of(style, texts, knowledge, scorer) for style in _styles(texts)}
    return result


def _styles(texts: tuple[GoldText, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.style for text in texts))


def _facts_of(style: str, texts: tuple[GoldText, ...], knowledge: Knowledge, scorer: Scorer) -> dict[str, float]:
    total = tally([t for t in texts if t.style == style], readers(knowledge)["reader"], scorer)
    for part in ("hit", "missed", "extra"):
        total.counts[f"facts.{part}"] = sum(total.counts[f"{group}.{part}"] for group in FACTS)
    return total.figures("facts")


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--misread", choices=OPEN, help="list the misreadings of a set that is open to development")
    chosen = parser.parse_args()
    texts = corpus(folder_of(chosen.data, "reading", OWN_CORPUS)) + paraphrases("open") + paraphrases("kept")
    knowledge = load_unchecked(default_root())[0]
    if chosen.misread:
        shown = [text for text in texts if text.half == chosen.misread]
        for row in tally(shown, readers(knowledge)["reader"], Scorer(knowledge)).misread:
            print(" | ".join(" ".join(part.split()) for part in row))
        return
    result = measure(texts, knowledge)
    print(json.dumps(result, indent=1) if chosen.json else _as_table(result))


def _as_table(result: dict[str, Any]) -> str:
    lines = []
    for name in ("reader", "keywords_without_context"):
        for half in SETS:
            lines.append(f"{name}, {half}:")
            lines.extend(f"  {group}: {told}" for group, told in result[name][half].items())
    lines.append("all facts of the reader by style:")
    lines.extend(f"  {style}: {told}" for style, told in result["facts_by_style"].items())
    return "\n".join(lines)


if __name__ == "__main__":
    main()
