"""Numbers with units: from "PVR was 450 ml" to a value in the unit of its fact.

A value without a unit is taken only when exactly one known unit makes it plausible.
A value outside the plausible range is refused with the reason; it is never clipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from curbside.case.assertion import Assertion, Context
from curbside.case.layout import Page
from curbside.case.lexicon import Lexicon, Match
from curbside.case.model import CURRENT, Finding, Interval, Span, Status
from curbside.case.units import Unit, Units, number_at
from curbside.knowledge.model import Fact

_GAP = 7
_MOST = 12
_NOW = frozenset("now today currently then".split())
_TIME_UNITS = frozenset("day days week weeks month months year years hour hours / am pm".split())
_LINKS = frozenset("on the , and then side in ;".split())
_NOT_MEASURED = "not_measured"
_JOINS = frozenset({"-", "to"})
_SERIES = frozenset({">", "then"})
_SIDES = {
    "left": "left",
    "lt": "left",
    "l": "left",
    "right": "right",
    "rt": "right",
    "r": "right",
    "bilaterally": "both",
    "both": "both",
    "bilateral": "both",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written: its tokens, its interval, its unit, the part after a slash, and what it is out of."""

    first: int
    last: int
    value: Interval
    unit: Unit | None = None
    over: float | None = None
    is_grade: bool = False
    """Said to be a grade, without what it is out of ("MRC 4")."""


def _compound(words: Sequence[str], at: int, units: Units) -> Quantity | None:
    """Two numbers for one measure: 5'6", 5 ft 6 in, 12 st 4 lb."""
    for sign, outer, inner in (
        ("'", "ft", "in"),
        ("ft", "ft", "in"),
        ("foot", "ft", "in"),
        ("st", "st", "lb"),
        ("stone", "st", "lb"),
    ):
        if words[at + 1 : at + 2] == [sign] and at + 2 < len(words):
            whole, part = number_at(words[at]), number_at(words[at + 2])
            if whole is not None and part is not None and part < (12 if inner == "in" else 14):
                large, small = units.by_name[outer], units.by_name[inner]
                value = whole + part * small.factor / large.factor
                after = at + 3
                while after < len(words) and words[after] in ("'", '"', "in", "inches", "ins", "lb", "lbs", "pounds"):
                    after += 1
                return Quantity(at, after, Interval.point(round(value, 4)), large)
    return None


def quantity_at(page: Page, at: int, units: Units) -> Quantity | None:
    """The quantity whose number stands at token `at`."""
    words = page.words
    compound = _compound(words, at, units)
    if compound is not None:
        return compound
    low = number_at(words[at]) if at < len(words) else None
    if low is None:
        return None
    last, high, over = at + 1, low, None
    if (
        last + 1 < len(words)
        and words[last] in _JOINS
        and (following := number_at(words[last + 1])) is not None
        and following > low
    ):
        high, last = following, last + 2
    if last < len(words) and words[last] in ("+", "-") and last + 1 < len(words) and words[last + 1] == "/":
        last += 1
    if last + 1 < len(words) and words[last] == "/" and number_at(words[last + 1]) is not None:
        over, last = number_at(words[last + 1]), last + 2
    elif last + 2 < len(words) and words[last : last + 2] == ["out", "of"] and number_at(words[last + 2]) is not None:
        over, last = number_at(words[last + 2]), last + 3
    unit = units.at(words, last) if over is None else None
    if unit is not None:
        return Quantity(at, unit[1], Interval(low, high), unit[0], over)
    return Quantity(at, last, Interval(low, high), None, over)


def read_measures(
    page: Page, matches: Sequence[Match], context: Context, lexicon: Lexicon
) -> tuple[list[Finding], list[Span]]:
    """Findings of the number facts, and the quotes that could not be understood."""
    findings: list[Finding] = []
    refused: list[Span] = []
    seen: set[tuple[str, int]] = set()
    for anchor, fact_id in _anchors(matches):
        if page.words[anchor.first : anchor.last] == ["t"] and _names_level(page, anchor.last):
            continue
        if anchor.first and page.touches(anchor.first - 1) and page.words[anchor.first - 1].isalnum():
            continue
        fact = lexicon.facts[fact_id]
        series: list[Finding] = []
        for value in _values(page, anchor, lexicon.units, fact.unit == "MRC grade"):
            quantity = value.quantity
            if (fact_id, quantity.first) in seen:
                continue
            seen.add((fact_id, quantity.first))
            if (
                quantity.unit is None
                and quantity.over is None
                and " ".join(page.words[anchor.first : anchor.last]) in lexicon.words.needs_unit
            ):
                continue
            found = _finding(page, fact, anchor, quantity, context, lexicon.units)
            if found is None:
                continue
            if value.is_past and found.status in CURRENT:
                found = replace(found, status=Status.historical, reason="an earlier value; a later one follows")
            findings.append(replace(found, side=value.side))
            series.append(findings[-1])
            findings.extend(f for f in _weakness(findings[-1]) if f.fact in lexicon.facts)
            if (
                found.status is Status.hypothetical
                and found.reason.startswith("refused")
                and isinstance(found.basis, Span)
            ):
                refused.append(found.basis)
        findings.extend(f for f in _rise(fact_id, series) if f.fact in lexicon.facts)
    return findings, refused


def _names_level(page: Page, at: int) -> bool:
    """Whether a T is followed right away by the number of a vertebra."""
    number = number_at(page.words[at]) if at < len(page.words) and page.touches(at - 1) else None
    return number is not None and number <= 12


def _rise(fact: str, values: Sequence[Finding]) -> Iterator[Finding]:
    """That a C-reactive protein rises again, from a series whose last value is above the one before it."""
    numbers = [f for f in values if isinstance(f.value, Interval)]
    if fact != "crp" or len(numbers) < 2 or numbers[-1].status not in CURRENT:
        return
    before, last = numbers[-2].value, numbers[-1].value
    if isinstance(before, Interval) and isinstance(last, Interval) and last.low > before.high:
        yield Finding(
            "crp_rising", True, numbers[-1].status, numbers[-1].basis, reason="the last value is above the one before"
        )


def _weakness(power: Finding) -> Iterator[Finding]:
    """Power below 5 in a leg muscle is weakness of that leg; on both sides, of both."""
    if power.fact != "lowest_power" or not isinstance(power.value, Interval) or power.value.high >= 5:
        return
    if power.status in CURRENT:
        told = f"power {power.value.high:g} of 5"
        for fact in ("leg_weakness", "bilateral_leg_weakness") if power.side == "both" else ("leg_weakness",):
            yield Finding(fact, True, power.status, power.basis, side=power.side, reason=told)


def _anchors(matches: Sequence[Match]) -> Iterator[tuple[Match, str]]:
    """Names of measurements; of names within one another, the longest."""
    anchors = [(match, m.name) for match in matches for m in match.meanings if m.kind == "number"]
    other = {at for match in matches for m in match.meanings if m.name == _NOT_MEASURED for at in range(*match[:2])}
    taken: set[tuple[str, int]] = set()
    anchors = [(match, fact) for match, fact in anchors if match.first not in other]
    for match, fact in sorted(anchors, key=lambda a: (a[0].first - a[0].last, a[0].first)):
        own = [(fact, at) for at in range(match.first, match.last)]
        if taken.isdisjoint(own):
            taken.update(own)
            yield match, fact


@dataclass(frozen=True, slots=True)
class _Value:
    """One value of a measurement; `is_past` when the sentence goes on to a later one."""

    quantity: Quantity
    side: str | None
    is_past: bool = False


def _values(page: Page, anchor: Match, units: Units, is_graded: bool) -> list[_Value]:
    """Every value given for one name: the two sides of a graded muscle, the steps of a series."""
    found = _after(page, anchor.last, units) or _before(page, anchor, units)
    values: list[_Value] = []
    while found is not None and len(values) < _MOST:
        values.append(_Value(found, _side(page, found, is_graded)))
        found = _other_side(page, found, units) if is_graded else _next_in_series(page, found, units)
    if is_graded:
        return values
    return [replace(value, is_past=at + 1 < len(values)) for at, value in enumerate(values)]


def _other_side(page: Page, found: Quantity, units: Units) -> Quantity | None:
    words = page.words
    at = found.last
    while at < len(words) and at < found.last + 5 and (words[at] in _SIDES or words[at] in _LINKS):
        at += 1
    named = not _SIDES.keys().isdisjoint(words[found.last : at + 1])
    is_same = at < len(words) and page.sentence_of[at] == page.sentence_of[found.first]
    return quantity_at(page, at, units) if named and is_same else None


def _next_in_series(page: Page, found: Quantity, units: Units) -> Quantity | None:
    """The value that a word of time introduces: "210 on day 2, now 160", "12 > 48", "was 30, today 186"."""
    sentence = page.sentences[page.sentence_of[found.first]]
    words = page.words
    for at in range(found.last, min(found.last + _GAP + 3, sentence.last - 1)):
        if number_at(words[at]) is not None and words[at + 1] in _NOW and at > found.last:
            return quantity_at(page, at, units)
        if words[at] in _NOW or (words[at] in _SERIES and at == found.last):
            start = at + 1
            while start < sentence.last - 1 and words[start] in (
                "is",
                "it",
                "fell",
                "rose",
                "to",
                "at",
                ":",
                "-",
                "up",
                "down",
            ):
                start += 1
            later = quantity_at(page, start, units)
            if later is not None and not (later.last < len(words) and words[later.last] in _TIME_UNITS):
                return later
    return None


def _side(page: Page, found: Quantity, is_graded: bool) -> str | None:
    """The side right before a grade ("R 5/5") or right behind it ("5/5 on the right")."""
    if not is_graded:
        return None
    words = page.words
    for at in (found.first - 1, found.last, found.last + 1, found.last + 2):
        if 0 <= at < len(words) and words[at] in _SIDES:
            return _SIDES[words[at]]
    return None


def _after(page: Page, start: int, units: Units) -> Quantity | None:
    words, sentence = page.words, page.sentence_of
    at, relation = start, None
    while at < len(words) and at < start + _GAP and sentence[at] == sentence[start - 1]:
        compared = _comparison(words, at, units)
        if compared is not None:
            relation, at = compared
            continue
        if number_at(words[at]) is not None:
            found = quantity_at(page, at, units)
            said = words[start - 1 : at]
            return (
                None
                if found is None
                else replace(_compared(found, relation), is_grade="mrc" in said or "grade" in said)
            )
        if words[at] not in units.between:
            return None
        at += 1
    return None


def _comparison(words: Sequence[str], at: int, units: Units) -> tuple[str, int] | None:
    for length in (3, 2, 1):
        name = units.comparisons.get(tuple(words[at : at + length]))
        if name is not None:
            return name, at + length
    return None


def _compared(found: Quantity, relation: str | None) -> Quantity:
    match relation:
        case "below":
            return replace(found, value=Interval(-inf, found.value.high, low_open=True, high_open=True))
        case "at_most":
            return replace(found, value=Interval(-inf, found.value.high, low_open=True))
        case "above":
            return replace(found, value=Interval(found.value.low, inf, low_open=True, high_open=True))
        case "at_least":
            return replace(found, value=Interval(found.value.low, inf, high_open=True))
        case _:
            return found


def _before(page: Page, anchor: Match, units: Units) -> Quantity | None:
    """A quantity right before its name: "450 ml residual", "8 breaths per minute"."""
    words = page.words
    for at in range(anchor.first - 1, max(anchor.first - 6, -1), -1):
        if page.sentence_of[at] != page.sentence_of[anchor.first] or words[at] in (",", "."):
            return None
        if number_at(words[at]) is not None:
            if words[at - 1 : at] == ["/"]:
                continue
            found = quantity_at(page, at, units)
            if found is not None and found.unit is not None and found.last == anchor.last:
                return found
            if (
                found is None
                or (found.over is not None and found.last != anchor.first)
                or found.last > anchor.first
                or (found.unit is None and found.last < anchor.first)
            ):
                continue
            return found if all(w in ("of", "in", "the", "as", "a") for w in words[found.last : anchor.first]) else None
    return None


def _finding(  # noqa: PLR0913  the value, its name and what they are judged by
    page: Page, fact: Fact, anchor: Match, quantity: Quantity, context: Context, units: Units
) -> Finding | None:
    first, last = min(anchor.first, quantity.first), max(anchor.last, quantity.last)
    said = context.judge(((anchor.first, anchor.last), (quantity.first, quantity.last)) if anchor.last <= quantity.first
                         else ((first, last),), standing=False)  # fmt: skip
    if said.status is Status.absent:
        return None
    is_asked = page.words[page.sentences[page.sentence_of[first]].last - 1] == "?"
    if said.status is Status.hypothetical and is_asked:
        said = Assertion(Status.present)
    value, wrong = value_of(fact, quantity, units)
    if value is None and not wrong:
        return None
    if wrong:
        shown = Interval.point(quantity.value.low)
        return Finding(fact.id, shown, Status.hypothetical, page.span(first, last), reason=f"refused: {wrong}")
    assert value is not None
    return Finding(fact.id, value, said.status, page.span(first, last), reason=said.reason)


def value_of(fact: Fact, quantity: Quantity, units: Units) -> tuple[Interval | None, str]:
    """The value in the unit of the fact, or why it cannot be used; neither when it is another measurement."""
    assert fact.range is not None
    low, high = fact.range
    if quantity.value == Interval(low, high) and low == 0:
        return None, ""
    scale = 5 if fact.unit == "MRC grade" else high
    if quantity.over is not None and quantity.over != scale and fact.unit != "mmHg":
        return None, ""
    if fact.unit == "MRC grade" and quantity.over is None and not quantity.is_grade:
        return None, ""
    if ("systolic" in fact.id) and quantity.over is None and quantity.unit is None and quantity.value.low < low:
        return None, f"{quantity.value.low:g} is no plausible {fact.label}"
    if quantity.unit is not None and fact.unit != "MRC grade":
        value = units.convert(fact, quantity.value, quantity.unit)
        if value is None:
            return None, ""
    else:
        value = _bare(fact, quantity.value, units)
    if not _fits(value, low, high):
        return (
            None,
            f"{quantity.value.low:g} is outside the plausible range of {fact.label} ({low:g} to {high:g} {fact.unit})",
        )
    return Interval(
        max(value.low, low),
        min(value.high, high),
        value.low_open and value.low > low,
        value.high_open and value.high < high,
    ), ""


def _fits(value: Interval, low: float, high: float) -> bool:
    return (value.low == -inf or low <= value.low <= high) and (value.high == inf or low <= value.high <= high)


def _bare(fact: Fact, value: Interval, units: Units) -> Interval:
    """A value without a unit: in the unit of the fact if that is plausible, else in the one unit that makes it so."""
    assert fact.range is not None
    low, high = fact.range
    if _fits(value, low, high):
        return value
    others = [v for u in units.candidates(fact) if (v := units.convert(fact, value, u)) and _fits(v, low, high)]
    return others[0] if len(others) == 1 else value
