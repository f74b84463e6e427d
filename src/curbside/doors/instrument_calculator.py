"""Questionnaires and scores: how they are scored and read, and the band of a total.

Items are scored only where the tables hold them; for the others a total that was
obtained elsewhere is put into its band.  No score by itself denies or stops a
treatment, and every answer says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from curbside.article.figures import amount, filled, scope_of
from curbside.doors.calculator_answers import (
    BandOut,
    InstrumentAnswer,
    InstrumentSummary,
    ItemOut,
    Missing,
    QuotedFigure,
)
from curbside.doors.calculator_inputs import Desk, cited
from curbside.doors.calculator_requests import InstrumentNotFoundError, InstrumentRequest, ScoreRefusedError
from curbside.drugs.instruments import NEVER_ALONE, Score, ScoreOutOfRangeError, band_of_total, score
from curbside.drugs.units import plain
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Statement, Verification
from curbside.knowledge.model.instrument import Instrument
from curbside.knowledge.opioid_model import Instrument as ScoreEntry
from curbside.knowledge.wording import placeholders
from curbside.pathway.medicines import tables_of

ADDED = "The points of the items that are present are added."
ELSEWHERE = "The total is obtained elsewhere; its items are not held."
FROM_MEMORY = "from memory of the source: check it before relying on a cut-off"


def instruments(knowledge: Knowledge) -> tuple[InstrumentSummary, ...]:
    """Every questionnaire and score of the knowledge base, by title."""
    found = [
        InstrumentSummary(id=q.id, title=q.title, measures=q.measures, kind="questionnaire", items_held=False)
        for q in knowledge.questionnaires.values()
    ]
    found += [
        InstrumentSummary(id=s.id, title=s.title, measures=s.says, kind="score", items_held=bool(s.items))
        for s in tables_of(knowledge).instruments.values()
    ]
    return tuple(sorted(found, key=lambda entry: entry.title.lower()))


def instrument(request: InstrumentRequest, knowledge: Knowledge, today: date) -> InstrumentAnswer:
    """An instrument as it is scored and read; with a total or items, their band.

    Raises:
        InstrumentNotFoundError: no instrument has this name.
        ScoreRefusedError: a total that it cannot yield, items that it does not hold, or both at once.
    """
    desk = Desk(knowledge, today, request.region)
    if request.items and request.total is not None:
        raise ScoreRefusedError("a total and items were both given", "total", "give one of them")
    scores = tables_of(knowledge).instruments
    if request.name in scores:
        return _scored(scores[request.name], request, desk)
    if request.name in knowledge.questionnaires:
        return _read(knowledge.questionnaires[request.name], request, desk)
    known = ", ".join(entry.id for entry in instruments(knowledge))
    raise InstrumentNotFoundError("no instrument has this name", "name", f"use one of {known}")


# --- scores of the medicine tables --------------------------------------------


def _scored(entry: ScoreEntry, request: InstrumentRequest, desk: Desk) -> InstrumentAnswer:
    added = _added(entry, request) if request.items else None
    total = added.total if added else request.total
    try:
        band = None if total is None or not entry.decides else band_of_total(entry, total)
    except ScoreOutOfRangeError:
        runs = f"give a total from {plain(entry.lowest)} to {plain(entry.highest)}"
        raise ScoreRefusedError("the instrument cannot yield that total", "total", runs) from None
    open_items = added.open_items if added else ()
    reading = _Reading(total, band.replace("_", " ") if band else None, open_items, _possible(entry, added, request))
    return InstrumentAnswer(
        result=reading.in_words(entry.title),
        formula=ADDED if entry.items else ELSEWHERE,
        arithmetic=(added.arithmetic,) if added else (),
        units="points",
        assumptions=(),
        missing=tuple(_open(entry, open_items)),
        warnings=tuple(_score_warnings(entry, added)),
        sources=cited(entry.sources, desk.knowledge),
        id=entry.id,
        title=entry.title,
        kind="score",
        measures=entry.says,
        scoring=ADDED if entry.items else ELSEWHERE,
        lowest=entry.lowest,
        highest=entry.highest,
        bands=tuple(_score_bands(entry, band)),
        items=tuple(_items(entry, request)),
        cut_offs=None,
        change=None,
        figures=(),
        licence=entry.licence,
        limits=None,
        **reading.fields(),
        **desk.stamp(),
    )


class _Reading:
    """A total, its band, and the items that are still open."""

    def __init__(
        self, total: float | None, band: str | None, open_items: tuple[str, ...] = (), possible: str | None = None
    ) -> None:
        self.total, self.band, self.open_items = total, band, open_items
        self.possible = possible or band

    def in_words(self, title: str) -> str:
        if self.total is None:
            return f"{title}: no total was given"
        least = "at least " if self.open_items else ""
        told = f"{title}: {least}{plain(self.total)}{f', {self.band}' if self.band else ', no bands'}"
        count = len(self.open_items)
        rises = f", could reach {self.possible}" if self.possible != self.band else ""
        return told + (f" so far; {count} item{'s' if count > 1 else ''} open{rises}" if count else "")

    def fields(self) -> dict[str, Any]:
        return {
            "total": self.total,
            "total_is_least": bool(self.open_items),
            "band": self.band,
            "band_possible": self.possible,
            "never": NEVER_ALONE,
        }


def _added(entry: ScoreEntry, request: InstrumentRequest) -> Score:
    if not entry.items:
        raise ScoreRefusedError(
            "its items are not held", "items", f"score it elsewhere and give the total ({entry.licence})"
        )
    known = [item.fact for item in entry.items]
    if set(request.items) - set(known):
        raise ScoreRefusedError("it has no item of that name", "items", f"use {', '.join(known)}")
    if request.sex is None and any(i.points_male not in (None, i.points) for i in entry.items):
        raise ScoreRefusedError("points differ by sex", "sex", "give male or female")
    return score(entry, request.items, request.sex or "female")


def _possible(entry: ScoreEntry, added: Score | None, request: InstrumentRequest) -> str | None:
    """The band if every open item were present."""
    if added is None or not entry.decides:
        return None
    most = score(entry, {i.fact: request.items.get(i.fact, True) for i in entry.items}, request.sex or "female")
    return most.band.replace("_", " ")


def _items(entry: ScoreEntry, request: InstrumentRequest) -> Iterator[ItemOut]:
    for item in entry.items:
        answer = request.items.get(item.fact)
        for_him = request.sex == "male" and item.points_male is not None
        points = item.points_male if for_him else item.points
        added = None if answer is None else (points if answer else 0.0)
        differs = item.points_male if item.points_male != item.points else None
        yield ItemOut(
            item=item.fact, label=item.label, points=item.points, points_male=differs, answer=answer, added=added
        )


def _score_bands(entry: ScoreEntry, holds: str | None) -> Iterator[BandOut]:
    for band in entry.bands:
        words = band.name.replace("_", " ")
        yield BandOut(name=words, low=band.at_least, low_open=False, holds=band.name == holds)


def _open(entry: ScoreEntry, open_items: tuple[str, ...]) -> Iterator[Missing]:
    for item in (item for item in entry.items if item.fact in open_items):
        yield Missing(field=item.fact, label=item.label, question=f"Is this present: {item.label}?")


def _score_warnings(entry: ScoreEntry, added: Score | None) -> Iterator[str]:
    if added and added.open_items:
        labels = [item.label for item in entry.items if item.fact in added.open_items]
        yield f"not answered, so the total and its band may rise: {'; '.join(labels)}"
    if entry.verification is Verification.memory:
        yield FROM_MEMORY
    yield NEVER_ALONE


# --- questionnaires -----------------------------------------------------------


def _read(entry: Instrument, request: InstrumentRequest, desk: Desk) -> InstrumentAnswer:
    if request.items:
        raise ScoreRefusedError("its items are not held", "items", "score it elsewhere and give the total")
    lowest, highest = _range(entry, desk)
    if request.total is not None and not (lowest or 0) <= request.total <= (highest or request.total):
        runs = f"give a total from {plain(lowest or 0)}" + (f" to {plain(highest)}" if highest else "")
        raise ScoreRefusedError("the instrument cannot yield that total", "total", runs)
    bands = tuple(_bands(entry, request.total, desk))
    reading = _Reading(request.total, next((b.name for b in bands if b.holds), None))
    return InstrumentAnswer(
        result=reading.in_words(entry.title),
        formula=_told(entry.scoring, desk) or "",
        arithmetic=(),
        units=_unit(entry, desk),
        assumptions=(),
        missing=(),
        warnings=tuple(_warnings(entry, highest, desk)),
        sources=cited((s for row in _rows(entry, desk) for s in row.sources), desk.knowledge),
        id=entry.id,
        title=entry.title,
        kind="questionnaire",
        measures=entry.measures,
        scoring=_told(entry.scoring, desk) or "",
        lowest=lowest,
        highest=highest,
        bands=bands,
        items=(),
        cut_offs=_told(entry.cut_offs, desk),
        change=_told(entry.change, desk),
        figures=tuple(_figures(entry, desk)),
        licence=entry.licence,
        limits=_told(entry.limits, desk),
        **reading.fields(),
        **desk.stamp(),
    )


def _rows(entry: Instrument, desk: Desk) -> tuple[Statement, ...]:
    return tuple(desk.knowledge.statements[row] for row in entry.because)


def _told(text: str | None, desk: Desk) -> str | None:
    return None if text is None else filled(text.strip(), desk.knowledge, desk.region, desk.today)


def _range(entry: Instrument, desk: Desk) -> tuple[float | None, float | None]:
    """Lowest and highest total, as far as the knowledge base holds them."""
    if entry.runs is None:
        return None, None
    figure = desk.knowledge.figures[entry.runs][1]
    return figure.low, figure.high if figure.high is not None else figure.value


def _unit(entry: Instrument, desk: Desk) -> str:
    edges = [edge for band in entry.bands if (edge := band.at_least or band.above)]
    return (desk.knowledge.figures[edges[0]][1].unit if edges else "") or "points"


def _bands(entry: Instrument, total: float | None, desk: Desk) -> Iterator[BandOut]:
    lows = [_edge(band.at_least or band.above, desk) for band in entry.bands]
    reached = [
        low is None or (total is not None and (total > low if band.above else total >= low))
        for band, low in zip(entry.bands, lows, strict=True)
    ]
    last = max((n for n, is_reached in enumerate(reached) if is_reached), default=-1)
    for n, (band, low) in enumerate(zip(entry.bands, lows, strict=True)):
        yield BandOut(name=band.name, low=low, low_open=band.above is not None, holds=total is not None and n == last)


def _edge(name: str | None, desk: Desk) -> float | None:
    return None if name is None else desk.knowledge.figures[name][1].value_at(desk.region, desk.today)


def _figures(entry: Instrument, desk: Desk) -> Iterator[QuotedFigure]:
    words = " ".join(filter(None, (entry.scoring, entry.cut_offs, entry.change, entry.limits)))
    for name in dict.fromkeys(placeholders(words)):
        statement, figure = desk.knowledge.figures[name]
        yield QuotedFigure(
            name=name,
            text=amount(figure, figure.value_at(desk.region, desk.today)),
            scope=scope_of(statement, figure),
            verification=(figure.verification or statement.verification).value,
        )


def _warnings(entry: Instrument, highest: float | None, desk: Desk) -> Iterator[str]:
    if any(row.verification is Verification.memory for row in _rows(entry, desk)):
        yield FROM_MEMORY
    if highest is None:
        yield "the highest possible total is not held: a total was not checked against it"
    yield NEVER_ALONE
