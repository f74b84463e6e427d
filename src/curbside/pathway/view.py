"""What is known of each fact, made from everything the case says about it.

- an answer on a form wins over what was read in text;
- present and absent together are a contradiction: only possible, and asked;
- a number proves what words deny: "denies fever", and a temperature of 38.7;
- a specific finding makes its general fact present (retention is a bladder change);
- the absence of a general fact makes its specific facts absent;
- a fact that nobody stated may be computed by its function in `derive`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING

from curbside.case.model import CURRENT, Answer, Case, Finding, Interval, Status, Value
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Fact, FactKind, Region

if TYPE_CHECKING:
    from curbside.pathway.medicines import Review


@dataclass(frozen=True, slots=True)
class Known:
    """The value of a fact, whether it is only possible, and the findings behind it."""

    value: Value
    possible: bool
    findings: tuple[Finding, ...]


class Lineage:
    """Which facts imply which, in both directions, through all steps; and which are computed."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.facts = facts
        self.generals = {name: _closure(name, facts) for name in facts}
        self.specifics: dict[str, list[str]] = {name: [] for name in facts}
        for name, generals in self.generals.items():
            for general in generals:
                self.specifics[general].append(name)
        self.derived = tuple(fact.id for fact in facts.values() if fact.derived)


def _closure(name: str, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    open_ends = list(facts[name].implies)
    while open_ends:
        general = open_ends.pop(0)
        if general not in seen and general in facts:
            seen[general] = None
            open_ends.extend(facts[general].implies)
    return tuple(seen)


class View:
    """Read-only answers to "what is known of this fact?" for one case."""

    def __init__(self, case: Case, knowledge: Knowledge, region: Region) -> None:
        self.case = case
        self.knowledge = knowledge
        self.region: Region = region
        self.today: date = case.today
        self.parameters: Mapping[str, float] = {}
        self._lineage = lineage(knowledge)
        self._resolved: dict[str, Known | None] = {}
        self._stated: dict[str, list[Finding]] = {}
        for finding in case.findings:
            if finding.status in CURRENT:
                self._stated.setdefault(finding.fact, []).append(finding)

    def known(self, fact: str) -> Known | None:
        """The value of a fact; None when it is unknown.  What is contradicted is only possible."""
        if fact not in self._resolved:
            self._resolved[fact] = None
            self._resolved[fact] = self._resolve(self.knowledge.facts[fact])
        return self._resolved[fact]

    def limit(self, figure: str) -> float | None:
        """The value of a threshold here and today; None when no value is in force."""
        if figure in self.parameters:
            return self.parameters[figure]
        return self.knowledge.figures[figure][1].value_at(self.region, self.today)

    def told(self, fact: str) -> tuple[Finding, ...]:
        """Every finding that says a fact, certainly or possibly, by its own name or a more special one."""
        names = (fact, *self._lineage.specifics[fact])
        return tuple(f for name in names for f in self._stated.get(name, ()) if f.status is not Status.absent)

    @cached_property
    def contradicted(self) -> tuple[str, ...]:
        """Facts that the case holds both as present and as absent."""
        return tuple(name for name, findings in self._stated.items() if _contradicts(_preferred(findings)))

    @cached_property
    def stated(self) -> tuple[str, ...]:
        """Facts of which the case says anything about the patient now."""
        return tuple(self._stated)

    @cached_property
    def stated_and_implied(self) -> tuple[str, ...]:
        """The stated facts with every fact that follows from one of them by its name."""
        line = self._lineage
        more = (
            other for name in self._stated for other in (*line.generals.get(name, ()), *line.specifics.get(name, ()))
        )
        return tuple(dict.fromkeys((*self._stated, *more)))

    @cached_property
    def medicines(self) -> Review:
        """What a pharmacist finds in the medicines of the case."""
        from curbside.pathway.medicines import review_medicines

        return review_medicines(self)

    @cached_property
    def drugs_taken(self) -> tuple[str | None, ...]:
        """Drugs being taken, each once; None stands for a medicine in no table."""
        return tuple(dict.fromkeys(m.drug for m in self.case.medications if m.use == "taken"))

    @cached_property
    def allergies(self) -> tuple[str | None, ...]:
        return tuple(dict.fromkeys(m.drug for m in self.case.medications if m.use == "allergic"))

    def names_of(self, drug: str) -> frozenset[str]:
        """The drug and the classes it belongs to."""
        record = self.knowledge.shelves.get("drugs", {}).get(drug)
        return frozenset({drug, *(record.classes if record else ())})

    def _resolve(self, fact: Fact) -> Known | None:
        if fact.kind is FactKind.yes_no:
            return self._yes_no(fact) or self._derived(fact)
        stated = _preferred(self._stated.get(fact.id, []))
        if not stated:
            return self._derived(fact)
        return _number(fact, stated) if fact.kind is FactKind.number else _choice(stated)

    def _yes_no(self, fact: Fact) -> Known | None:
        stated = self._stated
        own = _preferred(stated.get(fact.id, []))
        below = [f for name in self._lineage.specifics[fact.id] if name in stated for f in _present(stated[name])]
        if below:
            found = (*_present(own), *below)
            return Known(True, all(f.status is Status.possible for f in found), found)
        if own:
            agreed = _agreed(own)
            return agreed if agreed.value else self._measured(fact, own) or agreed
        above = [f for name in self._lineage.generals[fact.id] if name in stated for f in stated[name]]
        denied = tuple(f for f in above if f.status is Status.absent)
        return Known(False, False, denied) if denied and len(denied) == len(above) else None

    def _measured(self, fact: Fact, denied: list[Finding]) -> Known | None:
        """What a number proves of a fact that is denied; an answer on a form stands against what was only read."""
        from curbside.pathway.measured import PROOFS

        proved = self._derived(fact) if fact.derived in PROOFS else None
        if proved is None or not isinstance(denied[0].basis, Answer):
            return proved
        return proved if any(isinstance(f.basis, Answer) for f in proved.findings) else None

    def _derived(self, fact: Fact) -> Known | None:
        return _functions()[fact.derived](self) if fact.derived else None


@cache
def _functions() -> Mapping[str, Callable[[View], Known | None]]:
    """The functions that compute facts; they are read here, since they look at views themselves."""
    from curbside.pathway.derive import DERIVED

    return DERIVED


_LINEAGES: dict[str, Lineage] = {}


def lineage(knowledge: Knowledge) -> Lineage:
    """The lineage of an edition, computed once."""
    known, facts = _LINEAGES.get(knowledge.hash), knowledge.facts
    if known is None or (known.facts is not facts and known.facts.keys() != facts.keys()):
        known = _LINEAGES[knowledge.hash] = Lineage(facts)
    return known


def _preferred(findings: list[Finding]) -> list[Finding]:
    answers = [f for f in findings if isinstance(f.basis, Answer)]
    return answers or findings


def _present(findings: list[Finding]) -> list[Finding]:
    preferred = _preferred(findings)
    told = [f for f in preferred if f.status in (Status.present, Status.possible) and f.value is True]
    return [replace(f, status=Status.possible) for f in told] if _contradicts(preferred) else told


def _contradicts(findings: list[Finding]) -> bool:
    """Present and absent of the same side; the absence on one side says nothing about the other."""
    present = [f.side for f in findings if f.status is Status.present]
    absent = [f.side for f in findings if f.status is Status.absent]
    return any(no not in ("left", "right") or no == yes for yes in present for no in absent)


def _agreed(findings: list[Finding]) -> Known:
    """Present, absent or possible; what is told both ways is possible, and so is what is possible beside absent.

    A careful reader does not rule out an emergency because the same text also denies it.
    """
    present = [f for f in findings if f.status is Status.present]
    possible = [f for f in findings if f.status is Status.possible]
    if present or possible:
        return Known(True, not present or _contradicts(findings), tuple(present or possible))
    return Known(False, False, tuple(findings))


def _choice(findings: list[Finding]) -> Known | None:
    values = {f.value for f in findings}
    if len(values) != 1:
        return None
    return Known(findings[0].value, all(f.status is Status.possible for f in findings), tuple(findings))


def _number(fact: Fact, findings: list[Finding]) -> Known | None:
    spans = [f.value for f in findings if isinstance(f.value, Interval)]
    if not spans:
        return None
    if fact.combine == "latest":
        findings = _latest(findings)
        spans = [f.value for f in findings if isinstance(f.value, Interval)]
        value = Interval(min(s.low for s in spans), max(s.high for s in spans))
        value = spans[0] if len(spans) == 1 else value
    elif fact.combine == "lowest":
        value = min(spans, key=lambda s: (s.low, s.high))
    else:
        value = max(spans, key=lambda s: (s.high, s.low))
    return Known(value, all(f.status is Status.possible for f in findings), tuple(findings))


def _latest(findings: list[Finding]) -> list[Finding]:
    """The findings of the most recent dated observation; all of them when any is undated."""
    if len(findings) < 2 or any(f.observed is None for f in findings):
        return findings
    newest = min(f.observed.low for f in findings if f.observed is not None)
    return [f for f in findings if f.observed is not None and f.observed.low == newest]
