"""Numbers with units: from "PVR was 450 ml" to a finding whose value is in the unit of its fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from curbside.case.assertion import Context
from curbside.case.follows import followed
from curbside.case.grades import Muscles, bare_grades, shared_grades
from curbside.case.latest import STANDING, last_of_each, stands_alone
from curbside.case.lexicon import Lexicon
from curbside.case.matches import Match, Matches
from curbside.case.model import ABSENT, HISTORICAL, HYPOTHETICAL, POSSIBLE, PRESENT, Finding, Interval, Span
from curbside.case.own_items import is_apart
from curbside.case.page import Page, opens_line
from curbside.case.quantity import NUMBERS_IN_WORDS, Quantity, Told, value_of
from curbside.case.series import Value, values_of
from curbside.case.sides import side_alone
from curbside.case.units import Units, number_at
from curbside.case.verdict import Assertion
from curbside.knowledge.model import Fact

_LOWER_COUNTS = frozenset({"abi", "tbi"})
"""Ratios taken on each side, of which the lower counts."""
_GRADE = "MRC grade"
_LIMB = "leg_weakness"
_OPENS = frozenset(", . ; : and".split())
_DENIALS = frozenset("no not nor never without denies denied deny denying neither nil isn't wasn't".split())
_PARTS = frozenset(", ; ( with but and :".split())
_DENIAL_REACH = 8
_MOVED = frozenset("up down gone went risen fallen increased reduced dropped climbed decreased improved".split())
_CLOCKS = (["am"], ["pm"], ["weeks"], ["days"], ["months"], [":"], ["/"], ["%"])
_WORST = 10
_SPELLS = (["minutes"], ["mins"], ["hours"], ["hrs"], ["days"], ["weeks"], ["months"], ["years"])
"""Behind a number without a unit these tell how long, not how much: "sat for 45 minutes"."""
_STOPS = frozenset(", . ; ) today now".split())


def read_measures(page: Page, matches: Matches, context: Context, lexicon: Lexicon) -> tuple[list[Told], set[int]]:
    """Findings of the number facts, and the numbers that have a name."""
    findings: list[Told] = []
    taken: set[int] = set()
    seen: set[tuple[str, int]] = set()
    numbered = {page.sentence_of[at] for at in (*page.numbers, *page.places(NUMBERS_IN_WORDS))}
    anchors = [
        (anchor, fact)
        for anchor, fact in _anchors(matches)
        if page.sentence_of[anchor.first] in numbered
        and not _is_part_of_word(page, anchor)
        and not _names_level(page, anchor)
    ]
    named = {anchor.first for anchor, _ in anchors}
    muscles = Muscles.of(page, [anchor for anchor, fact in anchors if lexicon.facts[fact].unit == _GRADE])
    for anchor, fact_id in anchors:
        fact = lexicon.facts[fact_id]
        series: list[Told] = []
        earlier: list[int] = []
        for value in _values(page, anchor, lexicon.units, muscles if fact.unit == _GRADE else None, named):
            quantity = value.quantity
            if (fact_id, quantity.first) in seen:
                continue
            seen.add((fact_id, quantity.first))
            if _tells_something_else(page, anchor, quantity, lexicon):
                continue
            found = _finding(page, fact, anchor, quantity, context, lexicon.units)
            if found is None:
                continue
            taken.update(range(quantity.first, quantity.last))
            side = value.side
            if side is None and fact.unit == _GRADE:
                side = side_alone(page, _LIMB, found.first, found.last)
            if side is not None:
                found = found._replace(finding=replace(found.finding, side=side))
            series.append(_of_itself(found, quantity, context) if series else found)
            earlier += [len(series) - 1] if value.is_past else []
        series = [_overtaken(series, at) if at in earlier else told for at, told in enumerate(series)]
        findings.extend(sorted(series, key=lambda t: t.low)[:1] if fact_id in _LOWER_COUNTS else series)
        findings.extend(t for t in followed(page, fact_id, series) if t.finding.fact in lexicon.facts)
    return last_of_each(page, findings), taken


def _of_itself(told: Told, quantity: Quantity, context: Context) -> Told:
    """A later value, which is no longer of what the name is told of: "pre-op CRP 22, post-op 118"."""
    alone = ((quantity.first, quantity.last),)
    if told.finding.status is not HISTORICAL or context.judge(alone, standing=False).status is not PRESENT:
        return told
    return told._replace(finding=replace(told.finding, status=PRESENT, reason=""))


def _overtaken(series: Sequence[Told], at: int) -> Told:
    """An earlier value, past unless nothing behind it could be used: "124 then 2 litres given"."""
    told = series[at]
    return told.past() if told.is_now and any(later.is_now for later in series[at + 1 :]) else told


def _values(page: Page, anchor: Match, units: Units, muscles: Muscles | None, named: Set[int]) -> Sequence[Value]:
    """The values of one name; of a muscle, also those that it shares and those without their scale."""
    values = values_of(page, anchor, units, muscles is not None, named)
    if muscles is None:
        return values
    return bare_grades(page, anchor, values or shared_grades(page, anchor, muscles, units, named), muscles)


def refused(findings: Sequence[Told]) -> set[Span]:
    """The quotes of values that could not be used."""
    return {
        t.finding.basis
        for t in findings
        if t.finding.status is HYPOTHETICAL
        and t.finding.reason.startswith("refused")
        and isinstance(t.finding.basis, Span)
    }


def _is_part_of_word(page: Page, anchor: Match) -> bool:
    """Whether the name is the end of a longer word ("CT4"); the "A" of "A1c" is a word of its own to the lexicon."""
    before = page.words[anchor.first - 1] if anchor.first and page.touches(anchor.first - 1) else ""
    return before.isalnum() and before != "a"


def _needs_unit(page: Page, anchor: Match, lexicon: Lexicon) -> bool:
    return " ".join(page.words[anchor.first : anchor.last]) in lexicon.words.needs_unit


def _tells_something_else(page: Page, anchor: Match, quantity: Quantity, lexicon: Lexicon) -> bool:
    """Whether a number without a unit is no value of this name: it needs one, or tells how long."""
    if _needs_unit(page, anchor, lexicon) and _is_bare(page, anchor, quantity):
        return True
    return quantity.unit is None and page.words[quantity.last : quantity.last + 1] in _SPELLS


def _is_bare(page: Page, anchor: Match, quantity: Quantity) -> bool:
    """Whether a number has neither unit nor scale; one of ten right behind a pain needs none."""
    if quantity.unit is not None or quantity.over is not None:
        return False
    is_pain = page.words[anchor.last - 1].startswith(("pain", "sciatica", "ache"))
    if is_pain and "from" in page.words[anchor.last : quantity.first] and _is_move(page, anchor, quantity):
        return False
    is_last = quantity.last >= len(page.words) or page.words[quantity.last] in _STOPS
    if page.words[quantity.last : quantity.last + 1] == ["."]:  # "pain 2." may be the second item of a list
        is_last = anchor.first == 0 or page.words[anchor.first - 1] in _OPENS or page.words[anchor.first - 1][0] == "\n"
    return not (is_pain and is_last and quantity.first - anchor.last <= 4)


def _is_move(page: Page, anchor: Match, quantity: Quantity) -> bool:
    """Whether a pain goes from one score to another: "pain up from 4 to 8", but not "from 4 to 8 pm"."""
    following = page.words[quantity.last : quantity.last + 1]
    said = page.words[anchor.last : quantity.first]
    return not _MOVED.isdisjoint(said) and following not in _CLOCKS and quantity.value.high <= _WORST


def _names_level(page: Page, anchor: Match) -> bool:
    """Whether a T is followed right away by the number of a vertebra."""
    at = anchor.last
    if page.words[anchor.first : at] != ["t"] or at >= len(page.words) or not page.touches(at - 1):
        return False
    number = number_at(page.words[at])
    return number is not None and number <= 12


def _anchors(matches: Matches) -> Iterator[tuple[Match, str]]:
    """Names of measurements; of names within one another, the longest."""
    anchors = [(match, meaning.name) for match, meaning in matches.of("number")]
    if not anchors:
        return
    taken: set[tuple[str, int]] = set()
    for match, fact in sorted(anchors, key=lambda a: (a[0].first - a[0].last, a[0].first)):
        own = [(fact, at) for at in range(match.first, match.last)]
        if taken.isdisjoint(own):
            taken.update(own)
            yield match, fact


def _finding(  # noqa: PLR0913  the value, its name and what they are judged by
    page: Page, fact: Fact, anchor: Match, quantity: Quantity, context: Context, units: Units
) -> Told | None:
    first, last = min(anchor.first, quantity.first), max(anchor.last, quantity.last)
    behind = ((anchor.first, anchor.last), (quantity.first, quantity.last))
    said = _settled(
        page,
        context.judge(behind if anchor.last <= quantity.first else ((first, last),), standing=False),
        first,
        last,
    )
    if said is not None and said.status is not PRESENT and is_apart(page, context, (first, last)):
        said = Assertion(PRESENT)
    if said is None:
        return None
    if said.status is HISTORICAL and fact.id in STANDING and stands_alone(page, anchor, quantity):
        said = Assertion(PRESENT)
    value, wrong = value_of(fact, quantity, units)
    if value is None and not wrong:
        return None
    if wrong:
        shown = Interval.point(quantity.value.low)
        return Told(
            Finding(fact.id, shown, HYPOTHETICAL, page.span(first, last), reason=f"refused: {wrong}"),
            first,
            last,
        )
    assert value is not None
    return Told(Finding(fact.id, value, said.status, page.span(first, last), reason=said.reason), first, last)


def is_denied(page: Page, first: int) -> bool:
    """Whether a denial stands right before a measurement or a report ("no fever over 38"), not an item earlier."""
    sentence = page.sentences[page.sentence_of[first]]
    for at in range(first - 1, max(sentence.first, first - _DENIAL_REACH) - 1, -1):
        if page.words[at] in _PARTS or opens_line(page, at + 1):
            return False
        if page.words[at] in _DENIALS:
            return True
    return False


def is_answered_no(page: Page, last: int) -> bool:
    """Whether the item that a number ends is denied behind its colon: "Fever over 38: denies"."""
    return page.words[last : last + 1] == [":"] and not _DENIALS.isdisjoint(page.words[last + 1 : last + 2])


def judged(page: Page, context: Context, findings: Iterable[Told]) -> Iterator[Finding]:
    """Findings of numbers without a name, with the status that their sentence gives them; denied ones are none."""
    for finding, first, last in findings:
        said = _settled(page, context.judge(((first, last),), standing=False), first, last)
        is_state = said is not None and said.status is HISTORICAL and finding.fact in STANDING
        if finding.status is not PRESENT or is_state:
            yield finding
        elif said is not None:
            yield replace(finding, status=said.status, reason=said.reason or finding.reason)


_OF_TESTS = frozenset("sensitivity specificity accuracy predictive incidence prevalence threshold cutoff".split())
"""Before a number these tell that no patient has it: "the sensitivity of a PVR over 200"."""


def _settled(page: Page, said: Assertion, first: int, last: int) -> Assertion | None:
    """The status of a number: what it may mean is open or denied, the number is not, unless the denial is beside it."""
    if said.status is ABSENT:
        return None if is_denied(page, first) or is_answered_no(page, last) else Assertion(PRESENT)
    sentence = page.sentences[page.sentence_of[first]]
    is_asked = page.words[sentence.last - 1] == "?" and _OF_TESTS.isdisjoint(page.words[sentence.first : first])
    if said.status is POSSIBLE or (said.status is HYPOTHETICAL and is_asked):
        return Assertion(PRESENT)
    return said
