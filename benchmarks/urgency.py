"""How soon whole patients are told to be seen, against what a surgeon and a GP would both accept.

    python -m benchmarks.urgency [--data DIR] [--json] [--misjudged]

Each patient of `tests/reading/patients` (or of `DIR/patients`) carries the least and the greatest urgency that is
right.  Beside the reader stands the keyword reader without context, before the same pathway.  `--misjudged` lists the
patients judged otherwise, of the sets that are open to development only.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.options import folder_of, parser_of
from benchmarks.reading import TODAY
from benchmarks.reading_keywords import KeywordReader
from curbside.case.model import Case
from curbside.consult import Asked, opening_case
from curbside.knowledge.load import Knowledge, default_root, load_unchecked
from curbside.knowledge.model import Urgency
from curbside.pathway.assess import assess

OWN_PATIENTS = Path(__file__).parents[1] / "tests" / "reading" / "patients"


@dataclass(frozen=True, slots=True)
class Patient:
    """A text and the urgencies, from the least to the greatest, that are right for it; `why` in one clause."""

    text: str
    style: str
    at_least: Urgency
    at_most: Urgency
    why: str


def patients(name: str, folder: Path = OWN_PATIENTS) -> tuple[Patient, ...]:
    """The patients of every `open*.yaml` (open to development) or `kept*.yaml` (kept back)."""
    rows = [row for file in sorted(folder.glob(f"{name}*.yaml")) for row in yaml.safe_load(file.read_text("utf-8"))]
    return tuple(
        Patient(row["text"], row["style"], Urgency(row["at_least"]), Urgency(row["at_most"]), row["why"])
        for row in rows
    )


def urgency_of(case: Case, knowledge: Knowledge) -> Urgency:
    """How soon the answer to this case tells to act."""
    return assess(case, knowledge, "us").urgency


def readers(knowledge: Knowledge) -> dict[str, Callable[[str], Case]]:
    keywords = KeywordReader(knowledge)
    return {
        "reader": lambda text: opening_case(Asked(text, TODAY), knowledge),
        "keywords_without_context": lambda text: keywords.read(text, TODAY),
    }


def judged(
    those: tuple[Patient, ...], reads: Callable[[str], Case], knowledge: Knowledge
) -> list[tuple[Patient, Urgency]]:
    """Every patient with the urgency of the answer."""
    return [(patient, urgency_of(reads(patient.text), knowledge)) for patient in those]


def figures(answers: list[tuple[Patient, Urgency]]) -> dict[str, Any]:
    """How many are right, too quiet and too loud, and what became of those who must be seen the same day."""
    pressing = [(p, u) for p, u in answers if p.at_least >= Urgency.urgent]
    calm = [(p, u) for p, u in answers if p.at_most < Urgency.urgent]
    return {
        "patients": len(answers),
        "right": sum(p.at_least <= u <= p.at_most for p, u in answers),
        "too_quiet": sum(u < p.at_least for p, u in answers),
        "too_loud": sum(u > p.at_most for p, u in answers),
        "must_be_seen_the_same_day": len(pressing),
        "of_these_told_later": sum(u < Urgency.urgent for _, u in pressing),
        "may_wait": len(calm),
        "of_these_told_the_same_day": sum(u >= Urgency.urgent for _, u in calm),
    }


def main() -> None:
    parser = parser_of(__doc__)
    parser.add_argument("--misjudged", action="store_true", help="list the patients of the open sets judged otherwise")
    chosen = parser.parse_args()
    folder = folder_of(chosen.data, "patients", OWN_PATIENTS)
    knowledge = load_unchecked(default_root())[0]
    reads = readers(knowledge)
    if chosen.misjudged:
        for patient, told in judged(patients("open", folder), reads["reader"], knowledge):
            if not patient.at_least <= told <= patient.at_most:
                wanted = f"{patient.at_least.value}..{patient.at_most.value}"
                print(f"{told.value} (wanted {wanted}) | {' '.join(patient.text.split())} | {patient.why}")
        return
    result = {
        name: {s: figures(judged(patients(s, folder), read, knowledge)) for s in ("open", "kept")}
        for name, read in reads.items()
    }
    print(json.dumps(result, indent=1) if chosen.json else _as_table(result))


def _as_table(result: dict[str, Any]) -> str:
    return "\n".join(
        f"{name}, {which}: {told}" for name, sets in result.items() for which, told in sets.items() if told["patients"]
    )


if __name__ == "__main__":
    main()
