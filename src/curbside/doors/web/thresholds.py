"""Thresholds that a payer or region sets, as they come through a page or REST."""

from __future__ import annotations

from math import isfinite

from curbside.doors.web.faults import ValueNotUsableError
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import FigureKind


def threshold(name: str, raw: object, knowledge: Knowledge) -> float:
    """The value of a threshold.

    Raises:
        ValueNotUsableError: nothing has this name, or the value is no number.
    """
    if name not in parameters(knowledge):
        raise ValueNotUsableError(f"parameters: a name is no threshold; they are {', '.join(parameters(knowledge))}")
    try:
        value = float(str(raw))
    except ValueError:
        raise ValueNotUsableError(f"parameters.{name}: give a number") from None
    if not isfinite(value):
        raise ValueNotUsableError(f"parameters.{name}: give a number")
    return value


def parameters(knowledge: Knowledge) -> tuple[str, ...]:
    """Every threshold that may be set."""
    kinds = (FigureKind.threshold, FigureKind.target)
    named = {name for name, (_, figure) in knowledge.figures.items() if figure.kind in kinds}
    asked = {c.parameter for entry in knowledge.criteria.values() for c in entry.criteria if c.parameter}
    return tuple(sorted(named | asked))
