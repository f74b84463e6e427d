"""The medicine tables on one drug, for a question about its dose and about no patient."""

from __future__ import annotations

from collections.abc import Iterator

from curbside.article.blocks import Desk
from curbside.article.figures import number
from curbside.article.model import Block, BlockKind, Mark
from curbside.evidence.explained import is_of, table_key
from curbside.knowledge.drug_model import Backed, Drug, Limit
from curbside.knowledge.model import Verification

_FORMS = {"ir": "immediate release", "er": "extended release", "cr": "controlled release", "otc": "over the counter",
          "iv": "intravenous", "im": "intramuscular", "once_daily": "once-daily form"}  # fmt: skip


def dose_tables(desk: Desk, drug: Drug) -> Iterator[Block]:
    """How it is begun, raised and ended, its limits by what they hang on, its approval and its boxed warnings."""
    shelves = desk.knowledge.shelves
    region = desk.assessment.region
    for dosing in (d for d in drug.dosing if d.decides):
        parts = {"start": dosing.start, "then": dosing.titration, "usual": dosing.usual,
                 "duration": dosing.duration, "stop": dosing.taper}  # fmt: skip
        told = "; ".join(f"{lead} {words.rstrip('.')}" for lead, words in parts.items() if words)
        yield _line(drug, dosing, f"{_form(dosing.form)}{told}")
    for limit in shelves["limits"].values():
        if is_of(drug, limit.drugs) and limit.decides and limit.region in (None, region):
            yield _line(drug, limit, _limit(limit))
    for entry in shelves["indications"].values():
        if entry.drug == drug.id and entry.decides and region == "us":
            told = f"approved in the US for {entry.says.rstrip('.')}; not for {entry.not_for.rstrip('.')}"
            yield _line(drug, entry, told)
    for entry in shelves["boxed_warnings"].values():
        if is_of(drug, entry.drugs) and drug.id not in entry.except_drugs and entry.decides:
            yield _line(drug, entry, f"boxed warning: {entry.says.rstrip('.')}")


def _form(form: str | None) -> str:
    return f"{_FORMS.get(form, form.replace('_', ' '))}: " if form else ""


def _limit(limit: Limit) -> str:
    """What the limit hangs on, then what may be given."""
    unit = limit.unit
    parts = [
        f"start {limit.start}" if limit.start else "",
        f"at most {number(limit.max_single)} {unit} at once" if limit.max_single else "",
        f"at most {number(limit.max_day)} {unit} a day" if limit.max_day and not limit.over else "",
        f"at most {number(limit.max_single_per_kg)} {unit}/kg at once" if limit.max_single_per_kg else "",
        f"at most {number(limit.max_day_per_kg)} {unit}/kg a day" if limit.max_day_per_kg else "",
        f"at most {number(limit.max_units_day)} a day" if limit.max_units_day else "",
        f"for at most {number(limit.max_days)} days" if limit.max_days else "",
        _times(limit.per_day),
    ]
    told = "; ".join(part.rstrip(".") for part in parts if part)
    form = _form(limit.forms[0]) if len(limit.forms) == 1 else ""
    form = "" if form.rstrip(": ") in limit.says else form
    return f"{form}{limit.says.rstrip('.')}" + (f": {told}" if told else "")


def _times(per_day: tuple[int, ...]) -> str:
    told = " or ".join({1: "once", 2: "twice"}.get(n, f"{n} times") for n in per_day)
    return f"{told} a day" if told else ""


def _line(drug: Drug, entry: Backed, told: str) -> Block:
    marks = (Mark.check_source,) if entry.verification is Verification.memory else ()
    fills = (("drug", drug.names[0][:1].upper() + drug.names[0][1:]), ("told", told))
    return Block(BlockKind.dose, "{drug}: {told}.", fills, "medicines", (table_key(drug, entry),), marks=marks)
