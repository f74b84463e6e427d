"""Scoring instruments.  No score by itself denies or stops a treatment (INV-08).

Items are scored only where the tables hold them; for the others a total that was
obtained elsewhere is put into its band.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from curbside.knowledge.opioid_model import Instrument

NEVER_ALONE = "No score by itself denies or stops a treatment."


class ItemsNotHeldError(LookupError):
    """The items of an instrument are not held, because its licence does not allow it."""

    def __init__(self, instrument: Instrument) -> None:
        super().__init__(f"{instrument.title}: {instrument.licence}; score it elsewhere and give the total")


class ScoreOutOfRangeError(ValueError):
    """A total that the instrument cannot yield."""

    def __init__(self, instrument: Instrument, total: float) -> None:
        super().__init__(f"{instrument.title} runs from {instrument.lowest:g} to {instrument.highest:g}, not {total:g}")


@dataclass(frozen=True, slots=True)
class Score:
    """A total and its band; `open_items` were not answered, so the total is at least `total` and the band may rise."""

    instrument: str
    total: float
    band: str
    arithmetic: str
    open_items: tuple[str, ...]
    caution: str = NEVER_ALONE


def score(instrument: Instrument, answers: Mapping[str, bool], sex: str) -> Score:
    """Add up the items that are present, by sex where points differ.

    Raises:
        ItemsNotHeldError: the instrument's items are not held.
    """
    if not instrument.items:
        raise ItemsNotHeldError(instrument)
    points = []
    for item in instrument.items:
        if answers.get(item.fact) is True:
            points.append(item.points_male if sex == "male" and item.points_male is not None else item.points)
    total = sum(points)
    open_items = tuple(i.fact for i in instrument.items if i.fact not in answers)
    told = f"{' + '.join(f'{p:g}' for p in points) or '0'} = {total:g}"
    return Score(instrument.id, total, band_of_total(instrument, total), told, open_items)


def band_of_total(instrument: Instrument, total: float) -> str:
    """The band of a total; both ends of every band are inclusive at its lower limit.

    Raises:
        ScoreOutOfRangeError: the total lies outside the instrument.
    """
    if not instrument.lowest <= total <= instrument.highest:
        raise ScoreOutOfRangeError(instrument, total)
    held = [b for b in instrument.bands if total >= b.at_least]
    return max(held, key=lambda b: b.at_least).name
