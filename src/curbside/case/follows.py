"""What the values of one measurement say beside themselves: weakness, a fall of power, a rise of a marker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from curbside.case.grades import grade_before
from curbside.case.latest import value_before
from curbside.case.model import CURRENT, HISTORICAL, Finding, Interval, Span
from curbside.case.page import Page
from curbside.case.quantity import Told

_HIGHEST = 5
_FROM_FULL = "grade 5 "


def followed(page: Page, fact: str, series: Sequence[Told]) -> Iterator[Told]:
    """What the values of one measurement say beside themselves: weakness, a fall of power, a rise of a marker."""
    earlier, now = _earlier_grade(page, series) if fact == "lowest_power" else (None, None)
    drops = [_drop(earlier, now)] if earlier is not None and now is not None and earlier > now.low else []
    course = next((_course_of(drop) for drop in drops), None)
    if earlier is not None and now is not None and earlier < now.low:
        course = "better"
    elif _is_as_then(page, series):
        course = "unchanged"
    for each in series:
        for weak in _weakness(each.finding, on_both=_is_weak_on_both(series)):
            yield each._replace(finding=replace(weak, course=course))
    if fact == "lowest_power":
        yield from drops
    if fact == "crp":
        yield from _rise(page, series)


def _course_of(drop: Told) -> str:
    """A weakness where there was full power is new; one that there was before, or that "went from" it, is worse."""
    basis = drop.finding.basis
    is_moved = isinstance(basis, Span) and " from " in basis.quote
    return "new" if drop.finding.reason.startswith(_FROM_FULL) and not is_moved else "worse"


def _is_as_then(page: Page, series: Sequence[Told]) -> bool:
    """Whether a later grade is said to be what it was before: "2/5 then and 2/5 now"."""
    if len(series) < 2 or not series[-1].is_now or series[-1].finding.value != series[-2].finding.value:
        return False
    before, last = series[-2], series[-1]
    said = page.words[min(before.first, last.first) : last.last + 1]
    return "then" in said and "now" in said


def _earlier_grade(page: Page, series: Sequence[Told]) -> tuple[float | None, Told | None]:
    """The grade that a muscle had before, where one is given beside the present one, and the present one."""
    now = [t for t in series if t.is_now]
    if not now:
        return None, None
    last = min(now, key=lambda told: told.low)
    sides = (None, "both", last.finding.side)
    earlier = [t.low for t in series if t.finding.status is HISTORICAL and t.finding.side in sides]
    beside = grade_before(page, last.first, last.last) if not earlier else None
    return (max(earlier) if earlier else beside), last


def _drop(earlier: float, now: Told) -> Told:
    """By how many grades a muscle has become weaker."""
    reason = f"grade {earlier:g} before, {now.low:g} now"
    value = Interval.point(earlier - now.low)
    return now._replace(finding=replace(now.finding, fact="power_drop", value=value, reason=reason))


def _rise(page: Page, series: Sequence[Told]) -> Iterator[Told]:
    """That a C-reactive protein rises again: its last value is above the one before, or one told beside it."""
    last = series[-1] if series else None
    if last is None or not last.is_now or not isinstance(last.finding.value, Interval):
        return
    before = series[-2].finding.value if len(series) > 1 else None
    earlier = before.high if isinstance(before, Interval) else value_before(page, last.last)
    if earlier is not None and last.finding.value.low > earlier:
        reason = "the last value is above the one before"
        yield last._replace(finding=replace(last.finding, fact="crp_rising", value=True, reason=reason))


def _is_weak_on_both(series: Sequence[Told]) -> bool:
    """Whether a muscle is now weak on the left and on the right: "HF 4/5 R, 3/5 L"."""
    weak = (t.finding for t in series if t.is_now and t.low < _HIGHEST)
    return {"left", "right"} <= {finding.side for finding in weak if finding.fact == "lowest_power"}


def _weakness(power: Finding, *, on_both: bool) -> Iterator[Finding]:
    """Power below 5 in a leg muscle is weakness of that leg; on both sides, of both."""
    if power.fact != "lowest_power" or not isinstance(power.value, Interval) or power.value.high >= _HIGHEST:
        return
    if power.status in CURRENT:
        told = f"power {power.value.high:g} of 5"
        is_of_both = on_both or power.side == "both"
        for fact in ("leg_weakness", "bilateral_leg_weakness") if is_of_both else ("leg_weakness",):
            yield Finding(fact, True, power.status, power.basis, side=power.side, reason=told)
