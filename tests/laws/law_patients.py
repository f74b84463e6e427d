"""Generated patients: the patients of several rules' examples in one, with further findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st
from law_notes import TODAY, judged, knowledge

from curbside.case.model import Case
from curbside.knowledge import conditions as c
from curbside.knowledge.model import Fact, FactKind, Urgency
from curbside.pathway.examples import case_of
from curbside.pathway.model import Assessment, Judgement
from curbside.pathway.view import lineage

LISTS = ("takes", "allergic", "had", "tried", "complete")
ALARMS = (Urgency.emergency, Urgency.urgent)

Given = dict[str, Any]


@cache
def examples() -> tuple[Mapping[str, object], ...]:
    """What is given in every example beside every rule."""
    return tuple(test.given for rule in knowledge().recommendations.values() for test in rule.tests if test.given)


def joined(parts: list[Mapping[str, object]]) -> Given:
    """One patient of several; what was given last wins, and lists are joined."""
    whole: Given = {}
    for part in parts:
        for name, value in part.items():
            if name in LISTS and name in whole:
                old = whole[name] if isinstance(whole[name], list | tuple) else [whole[name]]
                new = value if isinstance(value, list | tuple) else [value]
                whole[name] = [*old, *new]
            else:
                whole[name] = value
    return whole


@st.composite
def patients(draw: st.DrawFn, most: int = 4) -> Given:
    """Pain after spine surgery, and what one to four examples give besides."""
    start: Mapping[str, object] = draw(st.sampled_from([{"spine_surgery": "yes", "leg_pain": "yes"}, {}]))
    return joined([start, *draw(st.lists(st.sampled_from(examples()), min_size=1, max_size=most))])


def case_given(given: Mapping[str, Any]) -> Case:
    return case_of(given, knowledge(), TODAY)


def assessed(given: Mapping[str, Any]) -> Assessment:
    return judged(case_given(given))


def stated(fact: str, given: Mapping[str, Any]) -> bool:
    """True when the patient already says something of the fact or of one that follows from it."""
    line = lineage(knowledge())
    return bool({fact, *line.generals[fact], *line.specifics[fact]} & set(given))


@cache
def red_flags() -> tuple[str, ...]:
    return tuple(f.id for f in knowledge().facts.values() if f.red_flag and f.kind is FactKind.yes_no)


def alarm_acts(assessment: Assessment) -> dict[str, set[str]]:
    """The acts of every emergency or urgent rule that is advised, by rule."""
    return {j.recommendation: {act.act for act in j.acts} for j in assessment.fired() if j.urgency in ALARMS}


def replaced_by_no_less(judgement: Judgement, assessment: Assessment) -> bool:
    """True when another advised rule of at least the same urgency stands in the place of this one."""
    other = judgement.overridden_by
    while other is not None:
        successor = assessment.judgements[other]
        if successor.fires:
            return judgement.urgency <= successor.urgency
        other = successor.overridden_by
    return False


def read_by(condition: c.Condition) -> Iterator[str]:
    """The facts a condition reads, with those from which they follow or are computed."""
    facts: Mapping[str, Fact] = knowledge().facts
    line = lineage(knowledge())
    for fact in c.facts_of(condition):
        yield fact
        yield from line.generals[fact]
        yield from line.specifics[fact]
        if facts[fact].derived:
            yield facts[fact].derived or ""
