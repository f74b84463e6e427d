"""Numbers with units: from "PVR was 450 ml" to a finding whose value is in the unit of its fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from curbside.case.assertion import Assertion, Context
from curbside.case.layout import Page
from curbside.case.lexicon import Lexicon, Match
from curbside.case.model import CURRENT, Finding, Interval, Span, Status
from curbside.case.quantity import Quantity, value_of
from curbside.case.series import values_of
from curbside.case.units import Units, number_at
from curbside.knowledge.model import Fact

_NOT_MEASURED = "not_measured"


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
        for value in values_of(page, anchor, lexicon.units, fact.unit == "MRC grade"):
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
