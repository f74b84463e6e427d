"""Doses told with their times: which of them is no longer taken, and which numbers are days and no doses."""

from __future__ import annotations

from collections.abc import Sequence

from curbside.case.dose_marks import Amount
from curbside.case.moments import Moment, is_earlier, moment_at

_PARTS = frozenset(", ; . and but then > →".split())
_SHUTS = frozenset(") : - was of is".split())
_AHEAD, _REACH = 4, 12
_LOOSE = frozenset("first second later after before repeat repeated latest discharge admission usual earlier".split())
"""Words that beside a dose tell of meals, doses and prescriptions rather than of an earlier time."""
_BESIDES = frozenset("also plus extra additional additionally added top prn breakthrough needed rescue".split())
"""Between two doses these tell that both are taken."""
_AGES = 7.0
_COUNTS = frozenset(("per", "a", "each", "every", "/", "one", "times", "x"))
_DAYS = frozenset(("day", "date"))
_LEADS = frozenset(("on", "in", "from", "since", "until", "till"))


def without_overtaken(words: Sequence[str], name: tuple[int, int], amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts of the medicine named by the tokens of `name` that no later one has overtaken.

    "300 mg tds at baseline, 600 mg tds today", "300 mg tds. Now 600 mg tds."

    Doses of one day are all taken, and so is what is taken besides.
    """
    if len(amounts) < 2 or not _BESIDES.isdisjoint(words[amounts[0].last : amounts[-1].last + 3]):
        return list(amounts)
    told = [_ahead(words, name, amounts, at) or _behind(words, amounts, at) for at in range(len(amounts))]
    return [amount for at, amount in enumerate(amounts) if not _is_overtaken(words, amounts, told, at)]


def _is_overtaken(words: Sequence[str], amounts: Sequence[Amount], told: Sequence[Moment | None], at: int) -> bool:
    """Whether another dose is told of a later time, or a later sentence gives the one of now."""
    own = told[at]
    if own is None:
        return any(
            moment is not None and moment.is_now and "." in words[amounts[at].last : amount.first]
            for amount, moment in zip(amounts[at + 1 :], told[at + 1 :], strict=True)
        )
    return _is_of_old(own) and any(is_earlier(own, other) for other in (*told[:at], *told[at + 1 :]))


def days_told(words: Sequence[str]) -> set[int]:
    """The tokens of dates and of days since an operation, whose numbers are no doses: "on day 3", "14/05/2026"."""
    taken: set[int] = set()
    for at in range(len(words)):
        timed = moment_at(words, at, len(words)) if words[at] not in _LEADS else None
        if timed is None or timed[0].kind not in _DAYS or not _COUNTS.isdisjoint(words[max(at - 1, 0) : at]):
            continue
        is_modal = "may" in words[at : timed[1]] and words[max(at - 1, 0)] != "on"  # "take 1, may repeat"
        if not is_modal:
            taken.update(range(at, timed[1]))
    return taken


def _is_of_old(moment: Moment) -> bool:
    return moment.kind in _DAYS or (moment.is_told_as_past and (moment.readings[0] or 0.0) <= -_AGES)


def _ahead(words: Sequence[str], name: tuple[int, int], amounts: Sequence[Amount], at: int) -> Moment | None:
    """The time told right before an amount, or before the name that stands there: "baseline gabapentin 300 mg"."""
    amount = amounts[at]
    start = amounts[at - 1].last if at else max(min(amount.first, name[0]) - _AHEAD, 0)
    for begin in range(start, amount.first):
        timed = _timed(words, begin, amount.first)
        if timed is not None and all(
            words[between] in _SHUTS or name[0] <= between < name[1] for between in range(timed[1], amount.first)
        ):
            return timed[0]
    return None


def _behind(words: Sequence[str], amounts: Sequence[Amount], at: int) -> Moment | None:
    """The time told behind an amount, up to the next comma."""
    is_last = at + 1 == len(amounts)
    end = min(amounts[at].last + _REACH, len(words)) if is_last else amounts[at + 1].first
    for begin in range(amounts[at].last, end):
        if words[begin] in _PARTS:
            return None
        timed = _timed(words, begin, end)
        if timed is not None:
            return timed[0] if is_last or timed[1] < end else None
    return None


def _timed(words: Sequence[str], at: int, end: int) -> tuple[Moment, int] | None:
    timed = moment_at(words, at, end)
    return None if timed is None or (timed[1] == at + 1 and words[at] in _LOOSE) else timed
