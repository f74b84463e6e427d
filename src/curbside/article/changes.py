"""What changed between two answers to one patient, and why.

Facts first, then what follows from them: the urgency, the advice that is new, gone or
newly open, and the medicines whose check came out otherwise.  Nothing is a change that
reads the same to its reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from curbside.article.figures import filled
from curbside.article.findings import basis_in_words, state_of
from curbside.article.medicines import as_written, verdict_in_words
from curbside.case.model import CURRENT, Finding, Medication, Operation, Status, Treatment
from curbside.drugs.model import DoseCheck
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Urgency
from curbside.pathway.model import Assessment, Certainty, Judgement, Truth
from curbside.pathway.reach import reach_of

Turned = Literal["advised", "withdrawn", "opened", "settled", "altered"]
"""Advice that now holds, holds no more, waits for an answer, waits no more, or holds with other acts."""

UNKNOWN, NOT_NAMED = "unknown", "not named"


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact as it was known before and as it is known now, in words."""

    fact: str
    label: str
    before: str
    after: str
    basis: str
    """The words or the computation it rests on now; "" when it is known no more."""


@dataclass(frozen=True, slots=True)
class AdviceChange:
    """A recommendation whose verdict or acts are not what they were.

    `because` names the changed facts that it reads; empty when only an override by
    another recommendation turned it.
    """

    recommendation: str
    title: str
    turned: Turned
    urgency: Urgency
    because: tuple[str, ...]
    acts_added: tuple[str, ...] = ()
    acts_removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DoseChange:
    """A medicine whose check came out otherwise; "" where it was not, or is no longer, checked."""

    drug: str
    before: str
    after: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that is not as it was."""

    urgency: tuple[Urgency, Urgency]
    urgency_possible: tuple[Urgency, Urgency]
    facts: tuple[FactChange, ...]
    advice: tuple[AdviceChange, ...]
    doses: tuple[DoseChange, ...]

    @property
    def is_empty(self) -> bool:
        same = self.urgency[0] is self.urgency[1] and self.urgency_possible[0] is self.urgency_possible[1]
        return same and not (self.facts or self.advice or self.doses)


def changes(before: Assessment, after: Assessment, knowledge: Knowledge) -> Changes:
    """What the later assessment holds that the earlier did not, and the other way round."""
    facts = (*_facts(before, after, knowledge), *_lists(before, after))
    told = tuple(f for f in facts if f.basis or f.before != UNKNOWN)
    return Changes(
        urgency=(before.urgency, after.urgency),
        urgency_possible=(before.urgency_possible, after.urgency_possible),
        facts=told,
        advice=tuple(_advice(before, after, facts, knowledge)),
        doses=tuple(_doses(before, after)),
    )


def _facts(before: Assessment, after: Assessment, knowledge: Knowledge) -> Iterator[FactChange]:
    for name in dict.fromkeys((*after.known, *before.known)):
        if name not in knowledge.facts:
            continue
        was, now = (_state(name, side, knowledge) for side in (before, after))
        if was != now:
            found = _telling(name, after)
            basis = basis_in_words(found[0]) if found else ""
            yield FactChange(name, knowledge.facts[name].label, was, now, basis)


def _state(name: str, assessment: Assessment, knowledge: Knowledge) -> str:
    if name in assessment.contradicted_facts:
        return "said and denied"
    told = dict.fromkeys(state_of(knowledge.facts[name], f) for f in _telling(name, assessment))
    return "; ".join(told) or _implied(name, assessment)


def _telling(name: str, assessment: Assessment) -> tuple[Finding, ...]:
    """The findings of a fact itself, that speak of the patient now."""
    return tuple(f for f in assessment.known.get(name, ()) if f.fact == name and f.status in CURRENT)


def _implied(name: str, assessment: Assessment) -> str:
    """The state of a fact that only follows from findings of more specific or more general facts."""
    found = {f.status for f in assessment.known.get(name, ())}
    return next((words for status, words in _IMPLIED if status in found), UNKNOWN)


_IMPLIED = ((Status.present, "yes"), (Status.possible, "possible"), (Status.absent, "no"))

LISTED = {"medications": "medicine", "operations": "operation", "treatments": "treatment tried"}


def _lists(before: Assessment, after: Assessment) -> Iterator[FactChange]:
    """Medicines, operations and treatments that are named anew or otherwise."""
    for name, label in LISTED.items():
        was, now = (_entries(getattr(side.case, name)) for side in (before, after))
        for entry in dict.fromkeys((*now, *was)):
            if was.get(entry) != now.get(entry):
                yield FactChange(
                    name, f"{label} {entry}", was.get(entry, NOT_NAMED), now.get(entry, NOT_NAMED), "as told"
                )


def _entries(entries: tuple[Medication | Operation | Treatment, ...]) -> dict[str, str]:
    told: dict[str, list[str]] = {}
    for entry in entries:
        words = " ".join(str(getattr(entry.basis, "quote", "") or "as given").split())
        if isinstance(entry, Medication):
            told.setdefault(entry.name or (entry.drug or ""), []).append(f"{entry.use.value}: “{words}”")
        else:
            kinds = ", ".join(entry.kinds) if isinstance(entry, Operation) else entry.kind
            told.setdefault(kinds.replace("_", " "), []).append(f"“{words}”")
    return {name: "; ".join(words) for name, words in told.items()}


def _advice(
    before: Assessment, after: Assessment, changed: tuple[FactChange, ...], knowledge: Knowledge
) -> Iterator[AdviceChange]:
    reads = reach_of(knowledge).rules
    found = []
    for name, now in after.judgements.items():
        turned = _turned(before.judgements.get(name), now)
        if turned is None:
            continue
        was_acts = _acts(before.judgements.get(name))
        now_acts = _acts(now)
        rule = knowledge.recommendations[name]
        found.append(
            AdviceChange(
                name,
                rule.title.rstrip("."),
                turned,
                now.urgency,
                tuple(dict.fromkeys(f.label for f in changed if f.fact in reads[name])),
                _told(now_acts, was_acts, after, knowledge),
                _told(was_acts, now_acts, after, knowledge),
            )
        )
    yield from sorted(found, key=lambda change: (_ORDER.index(change.turned), -change.urgency.rank))


_ORDER: tuple[Turned, ...] = ("advised", "withdrawn", "altered", "opened", "settled")


def _turned(before: Judgement | None, now: Judgement) -> Turned | None:
    fired, fires = before is not None and before.fires, now.fires
    if fired != fires:
        return "advised" if fires else "withdrawn"
    if fires:
        return "altered" if _acts(before) != _acts(now) else None
    was_open = before is not None and before.verdict is Truth.unknown
    if was_open != (now.verdict is Truth.unknown):
        return "settled" if was_open else "opened"
    return None


def _acts(judgement: Judgement | None) -> frozenset[tuple[str, str]]:
    if judgement is None or not judgement.fires:
        return frozenset()
    return frozenset((a.act, a.certainty.value) for a in judgement.acts if a.certainty is not Certainty.withheld)


def _told(
    some: frozenset[tuple[str, str]], others: frozenset[tuple[str, str]], after: Assessment, knowledge: Knowledge
) -> tuple[str, ...]:
    names = sorted({act for act, _ in some} - {act for act, _ in others})
    return tuple(filled(knowledge.acts[name].text, knowledge, after.region, after.today) for name in names)


def _doses(before: Assessment, after: Assessment) -> Iterator[DoseChange]:
    was, now = _checks(before), _checks(after)
    for drug in dict.fromkeys((*now, *was)):
        told_before, told_now = (_dose_in_words(checks.get(drug)) for checks in (was, now))
        if told_before != told_now:
            reasons = now[drug].reasons if drug in now else ()
            yield DoseChange(drug.replace("_", " "), told_before, told_now, tuple(r.says for r in reasons))


def _checks(assessment: Assessment) -> dict[str, DoseCheck]:
    taken = {as_written(medication): check for medication, check in assessment.medicines.taken}
    return {**taken, **dict(assessment.proposed.items())}


def _dose_in_words(check: DoseCheck | None) -> str:
    if check is None:
        return ""
    band = check.dose if check.is_allowed else None
    most = "" if band is None or band.max_day is None else f"; at most {band.max_day:g} {band.unit} a day"
    return verdict_in_words(check) + most
