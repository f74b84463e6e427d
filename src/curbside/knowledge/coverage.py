"""Where each row of the evidence tables went: the entries that hold it, or the reason why none does.

A row is held by every entry that names it: a statement, a source, a conflict, a
medicine's table, an example beside a rule.  What a row of the list adds by hand
(`held_by`, `goes_with`) comes after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Verification
from curbside.knowledge.model.dossier import DossierRow


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with the entries that hold it, each as `shelf/id`, or as the path of a file."""

    row: DossierRow
    holders: tuple[str, ...]

    @property
    def is_accounted_for(self) -> bool:
        """True when something holds the row, a reason is given, or it was never read."""
        return bool(self.holders or self.row.reason) or self.row.mark is Verification.unverified


_MEDICINES = ("drugs", "limits", "supplements", "cautions", "interactions", "factors", "instruments")
_FORMULA = re.compile(r"F-\d\d$")
"""Both sets of tables number some rows F-01, F-02 ...: those on medicines are listed as D-F-01."""


def place_rows(knowledge: Knowledge) -> tuple[Placed, ...]:
    """Every row of the list with its holders, in the order of the list."""
    named = rows_named(knowledge)
    rows: Mapping[str, DossierRow] = knowledge.shelves.get("rows", {})
    return tuple(Placed(row, _holders(row, rows, named)) for row in rows.values())


def rows_named(knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """For each row, the entries that name it themselves."""
    found: dict[str, dict[str, None]] = {}
    for shelf, entries in knowledge.shelves.items():
        if shelf != "rows":
            for name, entry in entries.items():
                for row in _rows_of(shelf, name, entry):
                    found.setdefault(row, {})[f"{shelf}/{name}"] = None
    return {row: tuple(holders) for row, holders in found.items()}


def _rows_of(shelf: str, name: str, entry: object) -> Iterator[str]:
    if shelf in ("statements", "sources", "conflicts"):
        yield name
    for row in getattr(entry, "rows", ()):
        yield f"D-{row}" if shelf in _MEDICINES and _FORMULA.match(row) else row
    for part in getattr(entry, "dosing", ()):
        yield from getattr(part, "rows", ())
    for test in getattr(entry, "tests", ()):
        yield test.source


def _holders(row: DossierRow, rows: Mapping[str, DossierRow], named: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    found = [*named.get(row.id, ()), *row.held_by]
    for other in row.goes_with:
        found += named.get(other, ())
        found += rows[other].held_by if other in rows else ()
    return tuple(dict.fromkeys(found))
