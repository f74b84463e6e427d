"""Blood pressures that nothing names, as triage writes them: "58F 84/50, HR 130", "he is 84/50 and clammy"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set

from curbside.case.page import Page
from curbside.case.quantity import Told, told

_SYSTOLICS, _DIASTOLICS, _PULSE_PRESSURES = (60, 260), (30, 150), (15, 150)
"""Outside these two numbers with a stroke between are a date, a score, a strength or a level."""
_NO_PRESSURE_BEHIND = frozenset("/ % mg mcg ml g kg cm mm m km tablets tabs mins minutes days hours years".split())
_NO_PRESSURE_BEFORE = frozenset("/ - . room bed ward page no ref score scored vision acuity va".split())


def bare_pressures(page: Page, taken: Set[int], medicines: Collection[int]) -> Iterator[Told]:
    """Findings of `systolic_pressure`, where the page names none; `taken` are numbers that have a name already.

    `medicines` are the tokens behind which a medicine's name ends: "Targinact 80/40" tells its strengths.
    """
    words = page.words
    for at in page.places({"/"}):
        if at == 0 or at - 1 in taken or at - 1 in medicines or not _is_pressure(words, at):
            continue
        if page.touches(at - 1) and page.touches(at):
            yield told(page, "systolic_pressure", float(words[at - 1]), at - 1, at + 2)


def _is_pressure(words: Sequence[str], at: int) -> bool:
    upper, lower = words[at - 1], words[at + 1] if at + 1 < len(words) else ""
    if not (upper.isdigit() and lower.isdigit()):
        return False
    if words[at - 2 : at - 1] and at >= 2 and words[at - 2] in _NO_PRESSURE_BEFORE:
        return False
    is_in = all(
        low <= number <= high
        for number, (low, high) in (
            (int(upper), _SYSTOLICS),
            (int(lower), _DIASTOLICS),
            (int(upper) - int(lower), _PULSE_PRESSURES),
        )
    )
    return is_in and not _NO_PRESSURE_BEHIND.intersection(words[at + 2 : at + 3])
