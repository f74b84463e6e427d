"""The gold readings: a corpus of sentences and notes, and what a careful colleague finds in each.

A text of the corpus names, by hand and before any reader saw it, its facts (status
or value, then side, course and onset where they matter), medicines, operations and
treatments.  Everything else that a reader finds there is counted against it, save
what the text lists under `also`: true or arguable, and therefore counted neither
way.  `half` says whether a text may be looked at while the reader is improved.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from curbside.case.given import interval_from
from curbside.case.model import Interval, Status

OWN_CORPUS = Path(__file__).parent.parent / "tests" / "reading" / "corpus"
HALVES = ("development", "held_out")
_FACTS_ALONE = {"also_meds": "true", "also_ops": "true", "also_tried": "true"}
_PERSON = frozenset(("age", "sex"))
PARAPHRASES = OWN_CORPUS.parent / "paraphrases"
_CALLED = {"same": "unchanged"}
"""What one author called a course that goes by another name here."""
_STATUSES = {status.value: status for status in Status}


@dataclass(frozen=True)
class GoldFact:
    """One fact as it should be read: a status for yes or no, else a value."""

    fact: str
    status: Status = Status.present
    value: Interval | str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class GoldMedicine:
    """One entry of a medicine; parts that the text does not settle are None."""

    drug: str
    use: str
    amount: Interval | None = None
    unit: str = ""
    per_day: float | None = None
    prn: bool = False


@dataclass(frozen=True)
class GoldOperation:
    kind: str
    levels: tuple[str, ...] = ()
    days_ago: float | None = None


@dataclass(frozen=True)
class GoldTreatment:
    kind: str
    outcome: str | None
    weeks: float | None = None


@dataclass(frozen=True)
class GoldText:
    """A text of the corpus with everything that should be read in it."""

    style: str
    form: str
    half: str
    text: str
    region: str
    facts: tuple[GoldFact, ...]
    medicines: tuple[GoldMedicine, ...]
    operations: tuple[GoldOperation, ...]
    treatments: tuple[GoldTreatment, ...]
    question: str | None
    also: frozenset[str]
    """Facts that count neither way."""
    also_lists: Mapping[str, frozenset[str]]
    """For medicines, operations and treatments: kinds that count neither way, or `all`."""


def corpus(folder: Path = OWN_CORPUS) -> tuple[GoldText, ...]:
    """Every text below a folder, in the order of its files.

    Raises:
        FileNotFoundError: the folder holds no `sentences_*.yaml` or `notes_*.yaml`.
    """
    files = sorted([*folder.glob("sentences_*.yaml"), *folder.glob("notes_*.yaml")])
    if not files:
        raise FileNotFoundError(f"no sentences_*.yaml or notes_*.yaml in {folder}: give the folder of a corpus")
    return tuple(text for file in files for text in _texts(file))


def paraphrases(name: str, folder: Path = PARAPHRASES) -> tuple[GoldText, ...]:
    """The sentences of every `open*.yaml` (open to development) or `kept*.yaml` (kept back); none without such a file.

    They are annotated with facts alone: what else they name counts neither way, nor does whose sentence it is.
    """
    files = sorted(folder.glob(f"{name}*.yaml"))
    rows = [row for file in files for row in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)]
    return tuple(
        gold_text(
            {
                **_FACTS_ALONE,
                **row,
                "half": name,
                "also": [*row.get("also", ()), *(_PERSON - row.get("facts", {}).keys())],
            },
            str(row["style"]),
            "sentence",
        )
        for row in rows
    )


def _texts(file: Path) -> list[GoldText]:
    raw = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    form = "sentence" if "sentences" in raw else "note"
    return [gold_text(row, str(raw["style"]), form) for row in raw[f"{form}s"]]


def gold_text(row: Mapping[str, Any], style: str, form: str) -> GoldText:
    """One text from its YAML form."""
    lists = {
        "medicines": _also(row.get("also_meds")),
        "operations": _also(row.get("also_ops")),
        "treatments": _also(row.get("also_tried")),
    }
    return GoldText(
        style=style,
        form=form,
        half=str(row.get("half", HALVES[0])),
        text=str(row.get("text", "")),
        region=str(row.get("region", "us")),
        facts=tuple(_fact(name, str(told)) for name, told in (row.get("facts") or {}).items()),
        medicines=tuple(
            _medicine(drug, entry) for drug, told in (row.get("meds") or {}).items() for entry in str(told).split(";")
        ),
        operations=tuple(_operation(str(told)) for told in row.get("ops") or ()),
        treatments=tuple(_treatment(kind, str(told)) for kind, told in (row.get("tried") or {}).items()),
        question=row.get("question"),
        also=frozenset(row.get("also") or ()),
        also_lists=lists,
    )


def _also(raw: object) -> frozenset[str]:
    if raw in (None, "", "false"):
        return frozenset()
    return frozenset(raw) if isinstance(raw, list) else frozenset({"all"})


def _fact(name: str, told: str) -> GoldFact:
    first, *rest = told.split()
    attributes = {name: _CALLED.get(value, value) for name, value in (part.split("=", 1) for part in rest)}
    if first in _STATUSES and not re.fullmatch(r"(knee|ankle)_jerk", name):
        return GoldFact(name, _STATUSES[first], None, attributes)
    return GoldFact(name, Status.present, interval_from(first) or first, attributes)


def _medicine(drug: str, told: str) -> GoldMedicine:
    use, *rest = told.split()
    amount, unit, per_day, prn = None, "", None, False
    for part in rest:
        if part == "prn":
            prn = True
        elif part.endswith("/d"):
            per_day = float(part[:-2])
        elif (given := interval_from(part)) is not None:
            amount = given
        else:
            unit = part
    return GoldMedicine(drug, use, amount, unit, per_day, prn)


def _operation(told: str) -> GoldOperation:
    kind, *rest = told.split()
    levels: tuple[str, ...] = ()
    days = None
    for part in rest:
        if part.startswith("ago="):
            days = float(part[4:])
        else:
            levels = tuple(part.split("+"))
    return GoldOperation(kind, levels, days)


def _treatment(kind: str, told: str) -> GoldTreatment:
    outcome, *rest = told.split()
    weeks = next((float(part[6:]) for part in rest if part.startswith("weeks=")), None)
    return GoldTreatment(kind, None if outcome == "any" else outcome, weeks)
