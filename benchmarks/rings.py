"""How many texts with a warning sign of now ring, and how many without one stay quiet.

    python -m benchmarks.rings [--data DIR] [--json] [--misheard]

Each text of `tests/reading/rings` (or of `DIR/rings`) says yes or no.  A text rings where a warning sign is read as
present or possible, or its numbers make the plan one for the same day.  Beside the reader stands the keyword reader
without context.  `--misheard` lists the texts heard otherwise, of the sets that are open to development only.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.options import folder_of, parser_of
from benchmarks.urgency import readers, urgency_of
from curbside.case.model import Case, Status
from curbside.knowledge.load import Knowledge, default_root, load_unchecked
from curbside.knowledge.model import Urgency

OWN_TEXTS = Path(__file__).parents[1] / "tests" / "reading" / "rings"
_TRUE_ENOUGH = frozenset((Status.present, Status.possible))


@dataclass(frozen=True, slots=True)
class Told:
    """A text, whether it tells of a warning sign of now, and which, or why not."""

    text: str
    rings: bool
    about: str


def texts(name: str, folder: Path = OWN_TEXTS) -> tuple[Told, ...]:
    """The texts of every `open*.yaml` (open to development) or `kept*.yaml` (kept back)."""
    rows = [row for file in sorted(folder.glob(f"{name}*.yaml")) for row in yaml.safe_load(file.read_text("utf-8"))]
    return tuple(Told(row["text"], row["rings"] == "yes", row["about"]) for row in rows)


def rings(case: Case, knowledge: Knowledge) -> bool:
    """Whether a warning sign is read as so, or may be, or the plan is one for the same day."""
    signs = (f for f in case.findings if knowledge.facts[f.fact].red_flag and f.value is True)
    return any(f.status in _TRUE_ENOUGH for f in signs) or urgency_of(case, knowledge) >= Urgency.urgent


def misheard(those: tuple[Told, ...], reads: Callable[[str], Case], knowledge: Knowledge) -> list[Told]:
    """The texts that ring and should not, or should and do not."""
    return [told for told in those if rings(reads(told.text), knowledge) != told.rings]


def figures(those: tuple[Told, ...], wrong: list[Told]) -> dict[str, int]:
    with_sign = sum(told.rings for told in those)
    missed = sum(told.rings for told in wrong)
    return {
        "with_a_sign": with_sign,
        "of_these_silent": missed,
        "without": len(those) - with_sign,
        "of_these_rang": len(wrong) - missed,
    }


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--misheard", action="store_true", help="list the texts of the open sets heard otherwise")
    chosen = parser.parse_args()
    folder = folder_of(chosen.data, "rings", OWN_TEXTS)
    knowledge = load_unchecked(default_root())[0]
    reads = readers(knowledge)
    if chosen.misheard:
        for told in misheard(texts("open", folder), reads["reader"], knowledge):
            print(f"{'silent' if told.rings else 'rang'} | {' '.join(told.text.split())} | {told.about}")
        return
    result = {
        name: {
            which: figures(those, misheard(those, read, knowledge))
            for which in ("open", "kept")
            if (those := texts(which, folder))
        }
        for name, read in reads.items()
    }
    lines = (f"{name}, {which}: {told}" for name, sets in result.items() for which, told in sets.items())
    print(json.dumps(result, indent=1) if chosen.json else "\n".join(lines))


if __name__ == "__main__":
    main()
