"""A medicine as a page: every row of the medicine tables that speaks of it, and what was not assessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from curbside.article.figures import number
from curbside.doors.web.views.library import Library
from curbside.doors.web.views.library_links import Link
from curbside.doors.web.views.library_parts import Desk, SourceLine
from curbside.drugs.tables import Tables
from curbside.knowledge.drug_model import Backed, Dosing, Drug, Ingredient, Interaction, Limit
from curbside.knowledge.opioid_model import Factor
from curbside.pathway.medicines import tables_of

VINTAGES = {
    "cdc_2022": "CDC 2022",
    "cdc_2016": "CDC 2016 (for comparison)",
    "research_2018": "Research 2018 (for comparison)",
}
GRADES = {"X": "X: do not use", "D": "D: avoid or change", "C": "C: monitor"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a medicine table: cells of words, then its rows, verification and sources."""

    cells: tuple[str, ...]
    rows: tuple[str, ...]
    mark: str
    decides: bool
    policy: bool
    region: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the page; without rows, `missing` says what that does and does not mean."""

    anchor: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class MedicinePage:
    drug: Drug
    title: str
    classes: tuple[str, ...]
    look_alikes: tuple[Link, ...]
    forms: str
    routes: str
    boxed: tuple[Row, ...]
    tables: tuple[Table, ...]
    sources: tuple[SourceLine, ...]


def medicine_page(drug: Drug, library: Library) -> MedicinePage:
    """Everything that the tables hold of one medicine."""
    tables, desk = tables_of(library.knowledge), Desk(library.knowledge)
    made = tuple(_Maker(drug, tables, desk).tables())
    boxed = tuple(_rows(((b.says,), b) for b in tables.boxed.values() if _of(drug, b, tables)))
    named = (
        *drug.sources,
        *(s for row in boxed for s in row.sources),
        *(s for t in made for r in t.rows for s in r.sources),
    )
    return MedicinePage(
        drug=drug,
        title=drug.names[0][:1].upper() + drug.names[0][1:],
        classes=tuple(_name(name, tables) for name in drug.classes),
        look_alikes=tuple(Link("medicines", name, _name(name, tables)) for name in drug.look_alikes),
        forms=_and(drug.forms),
        routes=_and(drug.routes),
        boxed=boxed,
        tables=made,
        sources=desk.sources(named),
    )


def _name(name: str, tables: Tables) -> str:
    if name in tables.drugs:
        return tables.drugs[name].names[0]
    return tables.classes[name].label if name in tables.classes else name.replace("_", " ")


def _of(drug: Drug, entry: Backed, tables: Tables) -> bool:
    left_out = getattr(entry, "except_drugs", ())
    return tables.is_a(drug.id, getattr(entry, "drugs", ())) and not tables.is_a(drug.id, left_out)


def _rows(found: Iterable[tuple[tuple[str, ...], Backed]]) -> Iterator[Row]:
    for cells, entry in found:
        yield Row(
            cells=cells,
            rows=entry.rows,
            mark=entry.verification.value,
            decides=entry.decides,
            policy=entry.policy,
            region=(entry.region or "").upper(),
            sources=entry.sources,
        )


def _words(*parts: str | None) -> str:
    return "; ".join(part.rstrip(".") for part in parts if part)


class _Maker:
    """The tables of one medicine."""

    def __init__(self, drug: Drug, tables: Tables, desk: Desk) -> None:
        self._drug, self._tables, self._desk = drug, tables, desk

    def tables(self) -> Iterator[Table]:
        drug, held = self._drug, self._tables
        yield _table("dosing", "How it is begun, raised and ended", _DOSING, self._dosing(), _NO_DOSING)
        yield _table("uses", "Approved uses", ("Approved for", "Not approved for", "Form"), self._uses(), _NO_USES)
        yield _table("limits", "Limits", ("When", "The most that may be given", "In words"), self._limits(), _NO_LIMIT)
        if any(s.drug == drug.id for s in held.supplements.values()):
            yield _table("dialysis", "After haemodialysis", ("Daily dose", "Given once after"), self._dialysis(), "")
        yield _table("cautions", "Cautions", ("Grade", "Who", "What to do", "When"), self._cautions(), _NO_CAUTION)
        yield _table(
            "interactions", "Interactions", ("Grade", "With", "What happens", "What to do"), self._pairs(), _NO_PAIR
        )
        if held.is_a(drug.id, ("opioid",)) or any(f.drug == drug.id for f in held.factors.values()):
            heads = ("Vintage", "Route and form", "Factor", "Notes")
            yield _table("factors", "Opioid factors by vintage", heads, self._factors(), _NO_FACTOR)
        if any(t.drug == drug.id for t in held.tolerance.values()):
            yield _table(
                "tolerance", "Opioid tolerance, as its label says", ("Route", "At least"), self._tolerance(), ""
            )
        products = tuple(self._products())
        if products:
            yield _table("products", "Products that hold it", ("Product", "One unit holds", "Limits"), products, "")
        notes = tuple(_rows(((n.kind.replace("_", " "), n.says), n) for n in held.notes.values() if _of(drug, n, held)))
        yield _table("notes", "Notes that decide nothing", ("About", "Note"), notes, _NO_NOTE)

    def _dosing(self) -> Iterator[Row]:
        yield from _rows((_dosed(d), d) for d in self._drug.dosing)

    def _uses(self) -> Iterator[Row]:
        for row in self._tables.indications.values():
            if row.drug == self._drug.id:
                yield from _rows([((row.says, row.not_for, _and(row.forms) or "any"), row)])

    def _limits(self) -> Iterator[Row]:
        for limit in self._tables.limits.values():
            if _of(self._drug, limit, self._tables):
                yield from _rows([((self._scope(limit), _most(limit), _words(limit.start, limit.says)), limit)])

    def _scope(self, limit: Limit) -> str:
        named = (*limit.forms, *limit.routes, *limit.indications)
        days = (
            f"through day {limit.until_day}" if limit.until_day else None,
            f"from day {limit.from_day}" if limit.from_day else None,
        )
        told = _words(self._desk.inline(limit.when), _and(named), *days)
        return told or "everyone"

    def _dialysis(self) -> Iterator[Row]:
        for row in self._tables.supplements.values():
            if row.drug == self._drug.id:
                given = number(row.low) if row.low == row.high else f"{number(row.low)} to {number(row.high)}"
                yield from _rows([((f"{number(row.daily)} mg", f"{given} mg"), row)])

    def _cautions(self) -> Iterator[Row]:
        found = [x for x in self._tables.cautions.values() if _of(self._drug, x, self._tables)]
        for entry in sorted(found, key=lambda x: -x.grade.rank):
            unless = self._desk.inline(entry.unless)
            when = self._desk.inline(entry.when) + (f"; unless {unless}" if unless else "")
            narrowed = (*entry.forms, *entry.routes, *(("only when it is begun",) if entry.starting else ()))
            offered = "; offer naloxone" if entry.naloxone else ""
            told = _words(when, _and(narrowed))
            yield from _rows([((GRADES[entry.grade.value], entry.says, entry.action + offered, told), entry)])

    def _pairs(self) -> Iterator[Row]:
        found = [pair for pair in self._tables.interactions.values() if self._other(pair)]
        for pair in sorted(found, key=lambda pair: -pair.grade.rank):
            offered = "; offer naloxone" if pair.naloxone else ""
            when = self._desk.inline(pair.when)
            action = pair.action + offered + (f" (when {when})" if when else "")
            cells = (GRADES[pair.grade.value], ", ".join(self._other(pair)), pair.effect, action)
            yield from _rows([(cells, pair)])

    def _other(self, pair: Interaction) -> tuple[str, ...]:
        """What stands on the other side; () when the pair does not speak of this medicine."""
        drug, is_a = self._drug.id, self._tables.is_a
        names: dict[str, None] = {}
        if is_a(drug, pair.a) and not is_a(drug, pair.except_a):
            names.update(dict.fromkeys(pair.b))
        if is_a(drug, pair.b) and not is_a(drug, pair.except_b):
            names.update(dict.fromkeys(pair.a))
        return tuple(_name(name, self._tables) for name in names)

    def _factors(self) -> Iterator[Row]:
        for vintage, words in VINTAGES.items():
            for row in self._tables.factors.values():
                if row.drug == self._drug.id and row.vintage == vintage:
                    yield from _rows(
                        [((words, _words(_and(row.routes), _and(row.forms)), _factor(row), row.says or ""), row)]
                    )

    def _tolerance(self) -> Iterator[Row]:
        for row in self._tables.tolerance.values():
            if row.drug == self._drug.id:
                told = f"{number(row.at_least)} {row.unit} a day for {number(row.days)} days"
                yield from _rows([((_and(row.routes), told), row)])

    def _products(self) -> Iterator[Row]:
        for row in self._tables.products.values():
            if any(part.drug == self._drug.id for part in row.ingredients):
                holds = " + ".join(_held(_name(p.drug, self._tables), p) for p in row.ingredients)
                most = _words(
                    _at_most(row.max_units_single, "units at once"),
                    _at_most(row.max_units_day, "units a day"),
                    _at_most(row.max_days, "days"),
                )
                yield from _rows([((row.names[0], holds, most or "not assessed"), row)])


def _held(name: str, part: Ingredient) -> str:
    return f"{name}, strength not in the name" if part.amount is None else f"{name} {number(part.amount)} {part.unit}"


def _table(anchor: str, title: str, heads: tuple[str, ...], rows: Iterable[Row], missing: str) -> Table:
    return Table(anchor, title, heads, tuple(rows), missing)


_DOSING = ("Start", "Raising", "Usual", "How long", "Ending", "Form")
_NO_DOSING = "No dosing is held: this medicine is recognised and checked against others, never proposed."
_NO_USES = "No approved use was read: not assessed. It does not mean that there is none."
_NO_LIMIT = "No limit stands in the tables: not assessed. It does not mean that there is none."
_NO_CAUTION = "No caution stands in the tables: not assessed. It does not mean that it is safe for everyone."
_NO_PAIR = "No interaction stands in the tables: not assessed. It does not mean that there is none."
_NO_FACTOR = "No factor is held in any vintage: its morphine equivalent cannot be computed, and is never taken as none."
_NO_NOTE = "No note on pregnancy, monitoring, testing or tapering is held: not assessed."


_FORMS = {"ir": "immediate release", "er": "extended release", "iv": "intravenous", "im": "intramuscular"}


def _and(names: tuple[str, ...]) -> str:
    return ", ".join(_FORMS.get(name, name.replace("_", " ")) for name in names)


def _dosed(entry: Dosing) -> tuple[str, ...]:
    most = f"; at most {number(entry.start_max_day)} mg a day to begin" if entry.start_max_day is not None else ""
    later = (entry.titration, entry.usual, entry.duration, entry.taper)
    return (entry.start + most, *(words or "not stated" for words in later), _and((entry.form or "any",)))


def _at_most(value: float | None, unit: str) -> str | None:
    return None if value is None else f"{number(value)} {unit}"


def _most(limit: Limit) -> str:
    unit = limit.unit
    scaled = f" x {limit.fact.replace('_', ' ')} / {number(limit.over)}" if limit.over and limit.fact else ""
    per_day = " or ".join(map(str, limit.per_day))
    told = _words(
        _at_most(limit.max_single, f"{unit} at once"),
        _at_most(limit.max_day, f"{unit} a day{scaled}"),
        _at_most(limit.max_single_per_kg, f"{unit}/kg at once"),
        _at_most(limit.max_day_per_kg, f"{unit}/kg a day"),
        _at_most(limit.max_units_day, "units a day"),
        _at_most(limit.start_max_day, f"{unit} a day to begin"),
        f"for at most {number(limit.max_days)} days" if limit.max_days is not None else None,
        f"at least {number(limit.min_day)} {unit} a day" if limit.min_day is not None else None,
        f"{per_day} times a day" if per_day else None,
    )
    return told or "see in words"


def _factor(row: Factor) -> str:
    if row.factor is None:
        return "left out on purpose"
    tier = f" above {number(row.above)} {row.unit} a day" if row.above else ""
    tier += f" up to {number(row.up_to)} {row.unit} a day" if row.up_to is not None else ""
    return f"{number(row.factor)} per {row.unit}{tier}"
