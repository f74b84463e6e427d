"""Checking recommendations: sections, acts, sentences, support, and the examples beside them."""

from __future__ import annotations

from collections.abc import Iterator

from curbside.knowledge import conditions as c
from curbside.knowledge.check_conditions import at, check_conditions, check_support, given_facts
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Recommendation, SourceType, Urgency
from curbside.knowledge.problems import Problem
from curbside.knowledge.wording import placeholders, typed_digits

ASKED_LISTS = ("medications", "allergies", "operations", "treatments")
"""Names among a test's `asks` that stand for a whole list, not for a fact."""


def check_recommendations(k: Knowledge) -> Iterator[Problem]:
    sections = {section.id for section in k.pathway.sections} if k.pathways else set()
    stages = {stage.id for stage in k.pathway.stages} if k.pathways else set()
    for r in k.recommendations.values():
        if r.section not in sections:
            yield at(
                k, "recommendations", r.id, f"there is no section {r.section!r}", f"use {', '.join(sorted(sections))}"
            )
        if r.stage is not None and r.stage not in stages:
            yield at(k, "recommendations", r.id, f"there is no stage {r.stage!r}", f"use {', '.join(sorted(stages))}")
        for other in r.overrides:
            if other not in k.recommendations:
                yield at(k, "recommendations", r.id, f"overrides {other}, which does not exist")
            elif Urgency.urgent <= k.recommendations[other].urgency and r.urgency <= k.recommendations[other].urgency:
                yield at(k, "recommendations", r.id, f"overrides {other}, an alarm: only a more urgent alarm may")
        yield from check_support(k, "recommendations", r.id, r.because)
        yield from _acts(k, r)
        yield from _sayings(k, r)
        yield from _consensus(k, r)
        yield from _rule_tests(k, r)
        conditions = [r.when, r.unless, *(d.unless for d in r.do), *(d.when for d in r.do if d.when)]
        yield from check_conditions(k, "recommendations", r.id, conditions, r.because)
        yield from _social(k, r, conditions)


def _acts(k: Knowledge, r: Recommendation) -> Iterator[Problem]:
    for do in r.do:
        for act in filter(None, (do.act, do.otherwise)):
            if act not in k.acts:
                yield at(k, "recommendations", r.id, f"there is no act {act!r}", "add it to acts/ or correct the id")
        if do.limit is not None:
            yield from _figure(k, r, do.limit)
        for row in sorted(set(do.because) - set(r.because)):
            yield at(k, "recommendations", r.id, f"{do.act} rests on {row}, which the rule does not cite", "add it")


def _figure(k: Knowledge, r: Recommendation, name: str) -> Iterator[Problem]:
    if name not in k.figures:
        yield at(k, "recommendations", r.id, f"there is no figure {name!r}", "add it to a statement")
    elif k.figures[name][0].id not in r.because:
        owner = k.figures[name][0].id
        yield at(
            k, "recommendations", r.id, f"uses {{{name}}} of {owner} without citing {owner}", f"add {owner} to because"
        )


def _sayings(k: Knowledge, r: Recommendation) -> Iterator[Problem]:
    names = [term.text for term in k.terms.values()]
    texts = [r.title, r.say.clinician, r.say.patient, r.say.unknown, r.say.unknown_patient, r.say.against]
    for text in filter(None, texts):
        for name in placeholders(text):
            yield from _figure(k, r, name)
        for word in typed_digits(text, names):
            yield at(k, "recommendations", r.id, f"{word!r} is a typed number", "make it a figure and write {its_name}")
    if r.urgency >= Urgency.urgent and r.say.patient is None:
        yield at(k, "recommendations", r.id, "is an alarm without words for the patient", "write say.patient")
    if r.if_unknown == "note" and r.say.unknown is None:
        yield at(k, "recommendations", r.id, "if_unknown is note, but say.unknown is missing", "write 'If ..., ...'")
    for act in {d.act for d in r.do} | {d.otherwise for d in r.do if d.otherwise}:
        for text in filter(None, (k.acts[act].text, k.acts[act].text_patient) if act in k.acts else ()):
            for name in placeholders(text):
                yield from _figure(k, r, name)


def check_act_wording(k: Knowledge) -> Iterator[Problem]:
    names = [term.text for term in k.terms.values()]
    for act in k.acts.values():
        for word in typed_digits(f"{act.text} {act.text_patient or ''}", names):
            yield at(k, "acts", act.id, f"{word!r} is a typed number", "make it a figure and write {its_name}")


def _consensus(k: Knowledge, r: Recommendation) -> Iterator[Problem]:
    """Consensus alone may raise an alarm; elsewhere it is shown and decides nothing."""
    known = [k.statements[row] for row in r.because if row in k.statements]
    sources = [k.sources[s] for statement in known for s in statement.sources if s in k.sources]
    if not sources or any(source.type is not SourceType.consensus for source in sources):
        return
    if r.urgency >= Urgency.urgent:
        return
    if r.strength != "consensus":
        yield at(k, "recommendations", r.id, "rests on consensus alone", "write 'strength: consensus'")
    if r.overrides:
        yield at(
            k, "recommendations", r.id, "rests on consensus alone and cannot override another", "remove 'overrides'"
        )


def _rule_tests(k: Knowledge, r: Recommendation) -> Iterator[Problem]:
    rows = k.rows
    for test in r.tests:
        if test.source not in rows:
            wrong = f"the test {test.name!r} is from {test.source}, which is no row"
            yield at(k, "recommendations", r.id, wrong, f"name the row it comes from, such as {r.because[0]}")
        asked = [name for name in test.asks or () if name not in ASKED_LISTS]
        for name in (*given_facts(test.given), *asked):
            if name not in k.facts:
                yield at(k, "recommendations", r.id, f"the test {test.name!r} names {name!r}, which is no fact")
        for act in test.does or ():
            if act not in k.acts:
                yield at(k, "recommendations", r.id, f"the test {test.name!r} expects {act!r}, which is no act")


def _social(k: Knowledge, r: Recommendation, conditions: list[c.Condition]) -> Iterator[Problem]:
    used = {f for condition in conditions for f in c.facts_of(condition) if f in k.facts and k.facts[f].social}
    if used and r.social_use is None:
        wrong = f"reads {', '.join(sorted(used))}: who the patient is does not bend the plan"
        yield at(k, "recommendations", r.id, wrong, "remove it, or state in social_use which cited row allows it")
