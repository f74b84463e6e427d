"""Calculators for the pharmacist's desk: one drug's dose, the opioid total, interactions.

Each prints its formula filled in, its unit, what was assumed, what is missing, and
the sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations

from rich.console import Console
from rich.text import Text

from curbside.article.medicines import verdict_in_words
from curbside.case.given import finding_from
from curbside.case.model import Case, Medication, Use
from curbside.case.read import read_case
from curbside.drugs.check import check_drug
from curbside.drugs.interactions import interactions_among
from curbside.drugs.known import know
from curbside.drugs.mme import Vintage, mme_total
from curbside.drugs.model import CannotCompute, DoseCheck, MmeTotal, Reason
from curbside.drugs.opioid_rules import threshold_alerts
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Region
from curbside.pathway.medicines import patient_of, tables_of
from curbside.pathway.view import View

_DISCLAIMER = "For a clinician to check; no dose here is an order."


class NothingReadError(ValueError):
    """A list of medicines in which no medicine could be read."""

    def __init__(self, text: str) -> None:
        super().__init__(f"no medicine could be read in {text!r}: write drug, strength and frequency, separated by ';'")


def read_medicines(text: str, knowledge: Knowledge, today: date, region: Region) -> tuple[Medication, ...]:
    """The medicines of a list such as "oxycodone 10 mg q6h; fentanyl patch 25 mcg/h q72h".

    Raises:
        NothingReadError: there are none.
    """
    found: list[Medication] = []
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        found.extend(read_case(f"Takes {part}.", knowledge, today, region).medications)
    taken = tuple(m for m in found if m.use is Use.taken)
    if not taken:
        raise NothingReadError(text)
    return taken


def show_mme(total: MmeTotal, knowledge: Knowledge, console: Console) -> None:
    """The opioid total with its parts; a gauge of risk, never a way to a new dose."""
    console.print(Text(total.text, style="bold"))
    console.print(Text(f"factors: {total.vintage.replace('_', ' ')}; unit: mg of oral morphine equivalent a day"))
    for part in total.parts:
        console.print(Text(f"  {part.quote}: {part.arithmetic or part.reason}"))
    if total.scheduled != total.full:
        console.print(Text(f"  taken by the clock only: {total.scheduled:.1f} MME/day"))
    for alert in threshold_alerts(total):
        console.print(Text(f"  {alert.says}"))
    console.print(Text("A gauge of risk; never used to choose the dose of another opioid."))
    _sources(total.sources, knowledge, console)


def opioid_total(text: str, vintage: Vintage, knowledge: Knowledge, today: date, region: Region) -> MmeTotal:
    """The total of the opioids in a list of medicines."""
    return mme_total(read_medicines(text, knowledge, today, region), tables_of(knowledge), vintage)


def dose_check(drug: str, given: Mapping[str, str], medicines: str, knowledge: Knowledge, today: date) -> DoseCheck:
    """The check of one drug in the patient that the options describe.

    Raises:
        UnknownDrugError, AmbiguousNameError: the name is in no table, or in two.
        ValueRefusedError: a value is implausible.
    """
    found = tables_of(knowledge).find(drug)
    findings = tuple(finding_from(knowledge.facts[name], value) for name, value in given.items())
    taken = read_medicines(medicines, knowledge, today, "us") if medicines else ()
    case = Case(today=today, findings=findings, medications=taken)
    return check_drug(found.id, patient_of(View(case, knowledge, "us")), tables_of(knowledge))


def show_dose(check: DoseCheck, knowledge: Knowledge, console: Console) -> None:
    """Verdict, arithmetic, the most that may be given, what is missing, warnings, sources."""
    console.print(Text(f"{check.drug.replace('_', ' ')}: {verdict_in_words(check.verdict)}", style="bold"))
    for reason in check.reasons:
        grade = f" (grade {reason.grade.value})" if reason.grade else ""
        console.print(Text(f"  {_told(reason)}{grade}"))
    for calculation in check.calculations:
        console.print(Text(f"  {calculation.name.replace('_', ' ')}: {calculation.arithmetic}"))
    for failure in check.cannot_compute:
        _failure(failure, console)
    if check.asks:
        labels = (knowledge.facts[a.fact].label if a.fact in knowledge.facts else a.fact for a in check.asks)
        console.print(Text(f"  needed first: {'; '.join(labels)}"))
    if check.dose is not None and check.is_allowed:
        for line in (*check.dose.says, *check.dose.arithmetic):
            console.print(Text(f"  {line}"))
        most = check.dose.max_day
        console.print(Text(f"  start: {check.dose.start}")) if check.dose.start else None
        console.print(Text(f"  at most {most:g} {check.dose.unit} a day")) if most is not None else None
    for text in check.boxed:
        console.print(Text(f"  boxed warning: {text}"))
    for text in (*check.caveats, *check.pharmacist):
        console.print(Text(f"  {text}", style="dim"))
    _sources((*check.sources, *(check.dose.sources if check.dose else ())), knowledge, console)


def _told(reason: Reason) -> str:
    return f"{reason.says.rstrip('.')}. {reason.action[:1].upper()}{reason.action[1:].rstrip('.')}."


def _failure(failure: CannotCompute, console: Console) -> None:
    console.print(Text(f"  {failure.name.replace('_', ' ')} cannot be computed: {'; '.join(failure.reasons)}"))


def show_interactions(text: str, knowledge: Knowledge, today: date, region: Region, console: Console) -> int:
    """Every interacting pair of a list, the gravest first; returns how many there are."""
    taken = read_medicines(text, knowledge, today, region)
    tables = tables_of(knowledge)
    case = Case(today=today, medications=taken)
    facts = know(patient_of(View(case, knowledge, region)), tables).facts
    found = interactions_among(taken, facts)
    named = [m.drug or m.name for m in taken]
    pairs = ", ".join(f"{a} + {b}" for a, b in combinations(named, 2))
    console.print(Text(f"{len(found)} interactions among {', '.join(named)}", style="bold"))
    for first, reason in found:
        grade = f"{reason.grade.value}: " if reason.grade else ""
        console.print(Text(f"  {grade}{first} + {reason.with_drug}: {_told(reason)}"))
    for medicine in taken:
        if medicine.drug is None:
            console.print(Text(f"  unknown drug: {medicine.name!r}; in no table, not checked"))
    console.print(Text(f"Pairs that were looked up: {pairs or 'none'}. A pair without a row was not assessed."))
    _sources((s for _, reason in found for s in reason.sources), knowledge, console)
    return len(found)


def _sources(named: Iterable[str], knowledge: Knowledge, console: Console) -> None:
    known = [knowledge.sources[s] for s in dict.fromkeys(named) if s in knowledge.sources]
    for source in (s for s in known if s.status == "current"):
        console.print(Text(f"  [{source.type.value}] {source.title} ({source.verification.value})", style="dim"))
    console.print(Text(_DISCLAIMER, style="dim"))
