"""Which of the numbers beside a medicine are its dose now: no sum, not what was taken before, not what is to come."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from curbside.case.dose_marks import Amount, Parts
from curbside.case.dose_parts import COUNTED, MILLIGRAMS
from curbside.case.how_often import Frequency
from curbside.case.model import Interval

_REPLACED = frozenset(
    "increased reduced decreased titrated changed uptitrated now then to down cut dropped lowered halved stepped "
    "tapered weaned went gone moved switched raised bumped upped".split()
)
_OLD = frozenset("from was previously formerly".split())
"""Right before an amount, where there is another one, these tell that it is no longer taken."""
_ARROWS = frozenset((">", "→"))
_NEXT = frozenset("increase increasing reduce reducing decrease titrate titrating uptitrate build go".split())

_SUMS = frozenset(("so", "totalling", "totaling", "altogether"))
_JOINS = frozenset(("plus", "+", "both", "together"))
_JOIN_REACH = 4
_ROUGHLY = frozenset("about around nearly roughly up near over is that that's makes".split())
_MOST_UNITS = 8
_SHAPES = frozenset("tablet tablets tab tabs capsule capsules cap caps".split())
_TAKE = frozenset(("take", "takes", "taking"))
_A = frozenset(("a", "per", "/", "each", "every"))
_LEAST_TIMES, _MOST_TIMES = 3, 30
_NEAR_DOSE = 4


def own_amounts(amounts: Sequence[Amount], first: int, last: int) -> list[Amount]:
    """The amounts behind the name and a count before it; without any behind, those right before it."""
    before = [a for a in amounts if a.first < first]
    after = [a for a in amounts if a.first >= last]
    counts = [a for a in before if a.unit in COUNTED]
    if not after:
        return before[-2:] if len(before) > 1 and before[-2].unit in COUNTED else before[-1:]
    if counts and not any(a.unit in COUNTED for a in after):
        return [counts[-1], *after]
    if before and all(a.unit in COUNTED for a in after) and before[-1].unit in MILLIGRAMS and before[-1].last == first:
        return [before[-1], *after]
    return after


def without_totals(words: Sequence[str], amounts: Sequence[Amount]) -> list[Amount]:
    """Without what the tablets come to, told beside them: "325 mg tablet, take 2 tablets (650 mg total)".

    Where their strength is not told, the total is the dose.
    """
    kept: list[Amount] = []
    for amount in amounts:
        if not kept or words[amount.first - 1] != "(" or list(words[amount.last : amount.last + 1]) != ["total"]:
            kept.append(amount)
        elif all(a.unit in COUNTED for a in kept):
            kept[-1:] = [amount]
    return kept


def count_what_is_timed(parts: Parts) -> None:
    """Make counts of the numbers that stand before a time each: "300 mg caps: 2 mane, 2 midday, 3 nocte"."""
    times = {frequency.first for frequency in parts.frequencies}
    if len(parts.bare) < 2 or not any(amount.unit in MILLIGRAMS for amount in parts.amounts):
        return
    if all(bare.last in times and bare.value.high <= _MOST_UNITS for bare in parts.bare):
        parts.amounts.extend(bare._replace(unit="tablet") for bare in parts.bare)
        parts.amounts.sort(key=lambda amount: amount.first)
        parts.bare.clear()


def timed_bares(parts: Parts) -> list[Amount]:
    """The first number without a unit, and those behind it that have a time of their own: "75 am 150 pm"."""
    times = {frequency.first for frequency in parts.frequencies}
    taken = [bare for bare in parts.bare[1:] if bare.last in times and parts.bare[0].last in times]
    first = parts.bare[0]
    parts.bare[:] = [bare for bare in parts.bare[1:] if bare not in taken]
    return [first, *taken]


def is_sum(words: Sequence[str], amount: Amount, name: int) -> bool:
    """Whether an amount is what two medicines come to: "one plus the other, so about 6 g a day"."""
    at = amount.first - 1
    while words[at] in _ROUGHLY:
        at -= 1
    return words[at] in _SUMS and not _JOINS.isdisjoint(words[max(name - _JOIN_REACH, 0) : name])


def joined(words: Sequence[str], amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts, two that a dash joins as one range: "500 mg - 1 g"."""
    kept: list[Amount] = []
    for amount in amounts:
        before = kept[-1] if kept else None
        is_joined = before is not None and before.last + 1 == amount.first and words[before.last] == "-"
        if before is None or not is_joined or before.unit not in MILLIGRAMS or amount.unit not in MILLIGRAMS:
            kept.append(amount)
            continue
        low = before.value.low * MILLIGRAMS[before.unit]
        high = amount.value.high * MILLIGRAMS[amount.unit]
        if low < high:
            kept[-1] = Amount(before.first, amount.last, Interval(low, high), "mg")
        else:
            kept.append(amount)
    return kept


def times_a_day(words: Sequence[str], parts: Parts) -> None:
    """Make a frequency of a number behind a weighed dose and before "a day": "10 mg PRN, about 3 a day".

    One or two of them are tablets taken once, as is any number before another time ("3 at night").
    """
    for bare in list(parts.bare):
        day = next((f for f in parts.frequencies if f.first == bare.last and words[f.first] in _A), None)
        is_weighed = any(a.unit in MILLIGRAMS and 0 <= bare.first - a.last <= _NEAR_DOSE for a in parts.amounts)
        if day is not None and is_weighed and _LEAST_TIMES <= bare.value.high <= _MOST_TIMES:
            times = f"{bare.value.low:g}..{bare.value.high:g}"
            parts.frequencies[parts.frequencies.index(day)] = Frequency(bare.first, day.last, "per_day", times)
            parts.bare.remove(bare)


def current(words: Sequence[str], amounts: Sequence[Amount]) -> list[Amount]:
    """Without doses that the text goes on to replace: "from 20 to 60 mg", "30 mg, increased to 60 mg".

    Of a dose "for a week" and the one "then" the greater stays, for which of them is taken today is not known.
    """
    ahead = next((at for at, amount in enumerate(amounts[1:], 1) if _is_ahead(words, amounts[at - 1], amount)), None)
    now = list(amounts[:ahead])
    gone = {(less if _is_less(less, more) else more) for less, more in pairwise(now) if _is_then(words, less, more)}
    gone |= {amount for amount, following in pairwise(now) if _is_replaced(words, amount, following)}
    gone |= {strength for strength, dose in pairwise(now) if _is_strength(words, strength, dose)}
    kept = [amount for amount in now if amount not in gone]
    return [amount for amount in kept if words[amount.first - 1] not in _OLD] or kept


def _is_strength(words: Sequence[str], amount: Amount, following: Amount) -> bool:
    """Whether the first of two masses is what one tablet holds: "800 mg tablet, take 800 mg four times a day"."""
    are_masses = amount.unit in MILLIGRAMS and following.unit in MILLIGRAMS
    return are_masses and words[amount.last] in _SHAPES and words[following.first - 1] in _TAKE


def _is_then(words: Sequence[str], amount: Amount, following: Amount) -> bool:
    return words[following.first - 1] == "then" and "for" in words[amount.last : following.first]


def _is_less(amount: Amount, following: Amount) -> bool:
    of = MILLIGRAMS.get(amount.unit, 1.0) / MILLIGRAMS.get(following.unit, 1.0)
    return amount.value.high * of <= following.value.high


def _is_ahead(words: Sequence[str], amount: Amount, following: Amount) -> bool:
    """Whether a dose is one to come to: "30 mg daily, increase to 60 mg"."""
    to = words[following.first - 1] == "to" and words[amount.first - 1] != "from"
    return to and words[following.first - 2] in _NEXT


def _is_replaced(words: Sequence[str], amount: Amount, following: Amount) -> bool:
    """Whether an amount gave way to the following: "from 20 to 60 mg", "300 mg, down to 150 mg"."""
    if words[following.first - 1] in _ARROWS:
        return True
    is_to = words[following.first - 1] == "to"
    led = words[following.first - 3] if words[following.first - 2] == "up" else words[following.first - 2]
    return is_to and (words[amount.first - 1] == "from" or led in _REPLACED)
