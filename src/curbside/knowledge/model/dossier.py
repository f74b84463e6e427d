"""The account that the knowledge base gives of itself: where each row of evidence went, what pages of others claim."""

from __future__ import annotations

from typing import Literal

from curbside.knowledge.model.record import Record, RowId, Verification


class Claim(Record):
    """A clinical claim of a page that people read today, and what Curbside says about it.

    `said_by` names the recommendations, conflicts, criteria sets or statements in
    which Curbside speaks on the matter; `because` the statements that judge the claim.
    """

    id: RowId
    article: Literal["A0", "A1", "A2", "A3", "A4"]
    claim: str
    verdict: Literal["supported", "qualified", "contradicted", "unsourced"]
    said_by: tuple[str, ...]
    because: tuple[RowId, ...] = ()
    why: str


class DossierRow(Record):
    """One row of the evidence tables behind this knowledge base, and where it went.

    Entries that name the row are found by themselves; `held_by` names others (an entry,
    or a file that holds the row as code or test), `goes_with` the rows whose entries
    carry this one too.  A row that nothing holds needs a `reason`.
    """

    id: str
    kind: Literal[
        "statement", "conflict", "parameter", "source", "error", "missing", "correction", "limit", "citation",
        "wording", "drug",
    ]  # fmt: skip
    about: str = ""
    """What the row speaks of, in a few words, where its id alone does not say it."""
    mark: Verification | None = None
    held_by: tuple[str, ...] = ()
    goes_with: tuple[str, ...] = ()
    reason: str | None = None
