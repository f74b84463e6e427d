"""Printing figures: a number with its unit, and the scope without which it means nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from curbside.article.model import FigureUse
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Figure, FigureKind, Region, Statement
from curbside.knowledge.wording import placeholders
from curbside.pathway.model import Assessment

_INLINE = (FigureKind.estimate, FigureKind.range, FigureKind.counted, FigureKind.p_value)
_SHORT = {"h": "hour", "d": "day", "wk": "week", "mo": "month", "y": "year", "min": "minute"}
_PLURAL = {
    "minute": "minutes",
    "hour": "hours",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
    "point": "points",
    "MRC grade": "MRC grades",
}
_TIGHT = ("%",)


class FigureWithoutValueError(Exception):
    """A figure that has no value in this region on this day, or no value at all."""

    def __init__(self, name: str, assessment: Assessment) -> None:
        where = f"{assessment.region} on {assessment.today.isoformat()}"
        super().__init__(f"the figure {name} has no value in {where}: add one to its statement")


def figures_in(text: str, knowledge: Knowledge, assessment: Assessment) -> tuple[FigureUse, ...]:
    """Every figure that a sentence uses, printed for this region and day.

    Raises:
        FigureWithoutValueError: one of them has no value here and now.
    """
    return tuple(use_figure(name, knowledge, assessment) for name in dict.fromkeys(placeholders(text)))


def filled(text: str, knowledge: Knowledge, region: Region, today: date) -> str:
    """A sentence with its amounts put in, without their scopes: for records that carry no blocks."""
    for name in placeholders(text):
        figure = knowledge.figures[name][1]
        text = text.replace("{" + name + "}", amount(figure, figure.value_at(region, today)))
    return text


def use_figure(name: str, knowledge: Knowledge, assessment: Assessment) -> FigureUse:
    """One figure, printed, with its population, comparator and follow-up."""
    statement, figure = knowledge.figures[name]
    value = figure.value_at(assessment.region, assessment.today)
    if value is None and figure.low is None and figure.high is None:
        raise FigureWithoutValueError(name, assessment)
    scope = scope_of(statement, figure)
    inline = figure.kind in _INLINE
    text = amount(figure, value)
    return FigureUse(name, f"{text} [{scope}]" if inline else text, scope, inline)


def scope_of(statement: Statement, figure: Figure) -> str:
    """Population, comparator, follow-up and number of patients, as far as they are stated."""
    parts = [figure.population or statement.population]
    if figure.comparator:
        parts.append(f"against {figure.comparator}")
    if figure.follow_up:
        parts.append(f"at {figure.follow_up}")
    if figure.n is not None:
        parts.append(f"n = {figure.n:,}")
    return "; ".join(parts)


def told_once(uses: tuple[FigureUse, ...], population: str) -> tuple[tuple[FigureUse, ...], str]:
    """The same figures where one line names the population: each keeps only what is its own.

    Returns the figures and the population as that line must tell it.
    """
    inline = [use for use in uses if use.inline]
    scopes = {use.scope for use in inline}
    shared = scopes.pop() if len(scopes) == 1 else population
    if not shared.startswith(population):
        return uses, population
    return tuple(_less(use, shared) if use.inline else use for use in uses), shared


def _less(use: FigureUse, shared: str) -> FigureUse:
    """The figure without the part of its scope that the line tells for all."""
    if use.scope != shared and not use.scope.startswith(shared + "; "):
        return use
    own = use.scope.removeprefix(shared).removeprefix("; ")
    bare = use.text.removesuffix(f" [{use.scope}]")
    return replace(use, text=f"{bare} [{own}]" if own else bare)


def amount(figure: Figure, value: float | None) -> str:
    """The number with its unit, its denominator and its interval."""
    if value is None:
        text = _span(figure)
    elif figure.of is not None:
        text = f"{number(value)} of {figure.of:,}"
    else:
        text = with_unit(number(value), figure.unit, plural=value != 1)
    if figure.interval is not None:
        low, high = figure.interval
        text += f" ({figure.interval_name} {number(low)} to {number(high)})"
    return text


def _span(figure: Figure) -> str:
    if figure.low is None:
        return with_unit(f"up to {number(figure.high or 0)}", figure.unit, plural=True)
    if figure.high is None:
        return with_unit(f"at least {number(figure.low)}", figure.unit, plural=True)
    return with_unit(f"{number(figure.low)} to {number(figure.high)}", figure.unit, plural=True)


def with_unit(text: str, unit: str, *, plural: bool) -> str:
    if not unit:
        return text
    unit = _SHORT.get(unit, unit)
    if unit in _TIGHT:
        return f"{text}{unit}"
    return f"{text} {_PLURAL.get(unit, unit) if plural else unit}"


def number(value: float) -> str:
    """A number as people write it: no trailing zeros, thousands separated."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"
