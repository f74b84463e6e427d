"""Child-Pugh points and class (row F-09; the albumin cut of 2.8 g/dL is the one used)."""

from __future__ import annotations

from dataclasses import dataclass

from curbside.case.model import Interval
from curbside.drugs.model import Calculation


@dataclass(frozen=True, slots=True)
class LiverState:
    """Bilirubin in mg/dL, albumin in g/dL, INR; ascites none, mild or severe; encephalopathy grade 0 to 4."""

    bilirubin: float
    albumin: float
    inr: float
    ascites: str
    encephalopathy: int
    cholestatic: bool = False


class UnknownAscitesError(ValueError):
    """Ascites was given in a word that the score does not know."""

    def __init__(self, word: str) -> None:
        super().__init__(f"ascites cannot be {word!r}: write none, mild or severe")


def child_pugh(state: LiverState) -> tuple[Calculation, str]:
    """The points with their arithmetic, and the class a (5-6), b (7-9) or c (10-15).

    Raises:
        UnknownAscitesError: ascites is none of none, mild, severe.
    """
    low, high = (4, 10) if state.cholestatic else (2, 3)
    ascites = {"none": 1, "mild": 2, "severe": 3}
    if state.ascites not in ascites:
        raise UnknownAscitesError(state.ascites)
    points = (
        _rising(state.bilirubin, low, high),
        4 - _rising(state.albumin, 2.8, 3.5),
        _rising(state.inr, 1.7, 2.3),
        ascites[state.ascites],
        1 if state.encephalopathy == 0 else (2 if state.encephalopathy <= 2 else 3),
    )
    total = sum(points)
    arithmetic = " + ".join(map(str, points)) + f" = {total}"
    assumed = ("bilirubin limits of cholestatic disease",) if state.cholestatic else ()
    result = Calculation("child_pugh", Interval.point(total), "points", arithmetic, assumed, ("F-09",), ("D-R25",))
    return result, class_of(total)


def class_of(points: int) -> str:
    """a for 5-6 points, b for 7-9, c for 10-15."""
    if points <= 6:
        return "a"
    return "b" if points <= 9 else "c"


def _rising(value: float, low: float, high: float) -> int:
    """1 below `low`, 2 from `low` to `high`, 3 above `high`."""
    if value < low:
        return 1
    return 2 if value <= high else 3
