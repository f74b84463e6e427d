"""What was read, and what should be asked, in words."""

from __future__ import annotations

from math import inf, isinf

from curbside.article.blocks import Desk
from curbside.article.figures import with_unit
from curbside.article.model import Block, BlockKind
from curbside.case.model import Answer, Derived, Finding, Interval, Record, Span, Status
from curbside.knowledge.model import Fact, FactKind
from curbside.pathway.decisive import LISTS
from curbside.pathway.model import Unknown

_STATES = {
    Status.present: "yes",
    Status.possible: "possible",
    Status.absent: "no",
    Status.historical: "in the past",
    Status.hypothetical: "only as a warning or condition",
    Status.other_person: "about someone else",
}


def finding_block(desk: Desk, finding: Finding) -> Block:
    """One finding with its state and the words it was read from."""
    fact = desk.knowledge.facts[finding.fact]
    label = (fact.label_patient or fact.label) if desk.for_patient else fact.label
    fills = [("label", label), ("state", state_of(fact, finding))]
    template = "{label}: {state}"
    words = basis_in_words(finding)
    if words and not desk.for_patient:
        template += " ({words})"
        fills.append(("words", words))
    return Block(BlockKind.finding, template, tuple(fills), findings=(finding,))


def state_of(fact: Fact, finding: Finding) -> str:
    """The value of a finding in words: yes, possible, 120 mL, left."""
    if fact.kind is FactKind.yes_no:
        words = _STATES[finding.status]
    elif isinstance(finding.value, Interval):
        words = interval_in_words(finding.value, fact.unit)
    else:
        words = str(finding.value).replace("_", " ")
    more = [finding.course or "", finding.side or ""]
    if finding.onset is not None:
        more.append(f"for {time_in_words(finding.onset)}")
    if fact.kind is not FactKind.yes_no and finding.status is not Status.present:
        more.append(_STATES[finding.status])
    return ", ".join([words, *filter(None, more)])


def _whole(days: Interval) -> Interval:
    """Onset in whole days: half a day more or less says nothing."""
    low, high = (end if isinf(end) else float(round(end)) for end in (days.low, days.high))
    return Interval(low, high, days.low_open, days.high_open)


def interval_in_words(value: Interval, unit: str) -> str:
    """A number or span with its unit."""
    if value.is_point:
        return with_unit(f"{value.low:g}", unit, plural=value.low != 1)
    if value.low == float("-inf"):
        words = f"{'below' if value.high_open else 'at most'} {value.high:g}"
    elif value.high == float("inf"):
        words = f"{'above' if value.low_open else 'at least'} {value.low:g}"
    else:
        words = f"{value.low:g} to {value.high:g}"
    return with_unit(words, unit, plural=True)


_LONGER = ((730, 365.25, "year"), (60, 30.44, "month"))
"""From so many days on a time is told in this longer unit, which has so many days."""


def time_in_words(days: Interval) -> str:
    """A time in the unit in which people tell it: days, then months, then years, rounded."""
    least = days.low if days.low > 0 else days.high
    for start, length, unit in _LONGER:
        if start <= least < inf:
            low = days.low if days.low == -inf else float(round(days.low / length))
            high = days.high if days.high == inf else float(round(days.high / length))
            return interval_in_words(Interval(low, high, days.low_open, days.high_open and high == inf), unit)
    return interval_in_words(days, "day")


def basis_in_words(finding: Finding) -> str:
    """Where a finding comes from."""
    match finding.basis:
        case Span(_, _, quote):
            read = f"“{' '.join(quote.split())}”"
            return f"{read}; {finding.reason}" if finding.reason else read
        case Answer():
            return "as answered"
        case Derived(_, inputs):
            return f"computed from {', '.join(inputs)}"
        case Record(reference):
            return reference


def question_of(desk: Desk, unknown: Unknown) -> Block:
    """A question worth asking and the advice it would change."""
    titles = [desk.knowledge.recommendations[name].title for name in unknown.would_change]
    shown = "; ".join(titles[:3]) + (" and more" if len(titles) > 3 else "")
    template = "{question}" if desk.for_patient else "{question} Would change: {what}."
    fills = (("question", question_text(desk, unknown.fact)), ("what", shown))
    return Block(
        BlockKind.question, template, fills[: 1 if desk.for_patient else 2], recommendation=unknown.fact,
        urgency=unknown.urgency,
    )  # fmt: skip


def question_text(desk: Desk, fact: str) -> str:
    """The question as this reader should hear it; for a known finding, its course and onset."""
    if fact in LISTS:
        return LISTS[fact]
    if fact not in desk.knowledge.facts:
        return f"Which value does the payer or region set for {fact.replace('_', ' ')}?"
    entry = desk.knowledge.facts[fact]
    if desk.assessment.known.get(fact) and entry.kind is FactKind.yes_no:
        label = (entry.label_patient or entry.label) if desk.for_patient else entry.label
        return f"Is this new, worse or unchanged, and since when: {label}?"
    return (entry.ask_patient or entry.ask) if desk.for_patient else entry.ask
