"""Calculators for the pharmacist's desk: the opioid total, one drug's dose, interactions, kidneys, scores.

Each is a pure function of a request, the knowledge base and the day; what it answers
is typed, carries its formula filled in, its units, assumptions and sources, and can be
written as JSON.  Printing is in `calculators_shown`.

    mme(MmeRequest(medicines="oxycodone 10 mg q6h"), knowledge, today)
    renal(request_from(RenalRequest, {"age": 60, "sex": "male", ...}), knowledge, today)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from curbside.article.medicines import verdict_in_words
from curbside.case.model import Case
from curbside.doors.calculator_answers import (
    DISCLAIMER,
    Against,
    CalculatorAnswer,
    DoseAnswer,
    DoseBandOut,
    InstrumentAnswer,
    InstrumentSummary,
    InteractionsAnswer,
    Missing,
    MmeAnswer,
    OpioidPart,
    Pair,
    RenalAnswer,
)
from curbside.doors.calculator_inputs import (
    Desk,
    ListRead,
    cited,
    computed,
    conversions,
    drug_named,
    missing,
    not_computed,
    patient_from,
    read_list,
)
from curbside.doors.calculator_requests import (
    CalculatorRefusedError,
    DoseRequest,
    DrugNotFoundError,
    FactRefusedError,
    InstrumentNotFoundError,
    InstrumentRequest,
    InteractionsRequest,
    MmeRequest,
    NothingReadError,
    RenalRequest,
    RequestRefusedError,
    ScoreRefusedError,
    request_from,
)
from curbside.doors.instrument_calculator import instrument, instruments
from curbside.doors.renal_calculator import renal
from curbside.drugs.check import check_drug
from curbside.drugs.interactions import interactions_among
from curbside.drugs.known import know
from curbside.drugs.mme import mme_total
from curbside.drugs.model import DoseBand, DoseCheck, MmeTotal, Reason
from curbside.drugs.opioid_rules import threshold_alerts
from curbside.knowledge.load import Knowledge
from curbside.pathway.medicines import patient_of, tables_of
from curbside.pathway.view import View

GAUGE = "A gauge of risk; never used to choose the dose of another opioid."
NOT_FOR_CARE = "Only the CDC 2022 factors are meant for decisions about care; these are for comparison."
NOT_ASSESSED = "A pair without a row was not assessed."


# --- the opioid total ---------------------------------------------------------


def mme(request: MmeRequest, knowledge: Knowledge, today: date) -> MmeAnswer:
    """The opioids of a list in milligrams of oral morphine equivalent a day.

    Raises:
        NothingReadError: no medicine could be read.
    """
    desk = Desk(knowledge, today, request.region)
    read = read_list(request.medicines, desk, "medicines")
    total = mme_total(read.taken, tables_of(knowledge), request.vintage)
    alerts = threshold_alerts(total)
    warnings = [alert.says for alert in alerts]
    if request.vintage != "cdc_2022":
        warnings.append(NOT_FOR_CARE)
    return MmeAnswer(
        result=_total_in_words(total, read),
        formula="sum over opioids of milligrams a day x factor; a patch counts by the strength worn at once",
        arithmetic=tuple(p.arithmetic for p in total.parts if p.arithmetic),
        units="mg of oral morphine equivalent a day (MME/day)",
        assumptions=("doses as needed count at full allowed use",) if total.scheduled != total.full else (),
        missing=tuple(_asked(total, read)),
        warnings=(*read.left_out(), *warnings, GAUGE),
        sources=cited((*total.sources, *(s for alert in alerts for s in alert.sources)), knowledge),
        vintage=request.vintage,
        total=float(total.full),
        complete=total.complete and not read.left_out(),
        scheduled=float(total.scheduled),
        parts=_parts(total),
        **desk.stamp(),
    )


def _total_in_words(total: MmeTotal, read: ListRead) -> str:
    if not read.left_out():
        return total.text
    reasons = "; ".join((*total.reasons, *read.left_out()))
    return f"at least {total.full:.1f} MME/day; {reasons}"


def _asked(total: MmeTotal, read: ListRead) -> Iterator[Missing]:
    """What the total lacks: it is "at least" what it says until this is known."""
    reasons = () if total.complete else total.reasons
    for reason in (*reasons, *read.left_out()):
        yield Missing(field="medicines", label=reason, question="Which drug, strength, route and frequency is it?")


def _parts(total: MmeTotal) -> tuple[OpioidPart, ...]:
    return tuple(
        OpioidPart(
            drug=p.drug,
            written=p.quote,
            mme=None if p.full is None else float(p.full),
            scheduled=None if p.scheduled is None else float(p.scheduled),
            counted=p.counted,
            arithmetic=p.arithmetic,
            reason=p.reason,
            rows=p.rows,
        )
        for p in total.parts
    )


# --- one drug -----------------------------------------------------------------


def dose(request: DoseRequest, knowledge: Knowledge, today: date) -> DoseAnswer:
    """The check of one drug, as it would be started, in the patient that the request describes.

    Raises:
        DrugNotFoundError: the name is in no table, or in two.
        FactRefusedError: a value is implausible, or a fact is not in the vocabulary.
        NothingReadError: `taking` holds no medicine.
    """
    desk = Desk(knowledge, today, request.region)
    drug = drug_named(request.drug, knowledge)
    read = read_list(request.taking, desk, "taking") if request.taking.strip() else ListRead((), ())
    check = check_drug(drug.id, patient_from(request, desk, read.taken), tables_of(knowledge))
    reasons = tuple(_against(reason) for reason in check.reasons)
    offered = ("offer naloxone",) if check.naloxone else ()
    unread = ListRead(tuple(m for m in read.taken if m.drug is not None), read.unread).left_out()
    return DoseAnswer(
        result=f"{check.drug.replace('_', ' ')}: {verdict_in_words(check)}",
        formula="the lowest of every limit that holds for this patient; the gravest reason decides",
        arithmetic=(*conversions(request), *(c.arithmetic for c in check.calculations), *_spelled(check)),
        units=check.dose.unit if check.dose else "mg",
        assumptions=check.caveats,
        missing=missing((ask.fact for ask in check.asks), knowledge),
        warnings=(*unread, *(told(reason) for reason in reasons), *offered),
        sources=cited((*check.sources, *(check.dose.sources if check.dose else ())), knowledge),
        drug=check.drug,
        form=check.form,
        verdict=check.verdict.value,
        verdict_in_words=verdict_in_words(check),
        grade=check.grade.value if check.grade else None,
        reasons=reasons,
        dose=_band(check.dose) if check.dose and check.is_allowed else None,
        computed=tuple(computed(c) for c in check.calculations),
        not_computed=tuple(not_computed(f) for f in check.cannot_compute),
        boxed=check.boxed,
        pharmacist=check.pharmacist,
        naloxone=check.naloxone,
        taper=check.taper,
        **desk.stamp(),
    )


def _spelled(check: DoseCheck) -> tuple[str, ...]:
    return check.dose.arithmetic if check.dose and check.is_allowed else ()


def _band(band: DoseBand) -> DoseBandOut:
    return DoseBandOut(
        unit=band.unit,
        start=band.start,
        start_max_day=band.start_max_day,
        min_day=band.min_day,
        max_day=band.max_day,
        max_single=band.max_single,
        max_days=band.max_days,
        per_day=band.per_day,
        says=band.says,
        arithmetic=band.arithmetic,
        verification=band.verification.value,
    )


def _against(reason: Reason) -> Against:
    return Against(
        kind=reason.kind,
        id=reason.id,
        grade=reason.grade.value if reason.grade else None,
        says=reason.says,
        action=reason.action,
        with_drug=reason.with_drug,
        possible=reason.possible,
        verification=reason.verification.value,
        rows=reason.rows,
    )


def told(reason: Against) -> str:
    """A reason in a sentence: what it is, then what to do."""
    return f"{reason.says.rstrip('.')}. {reason.action[:1].upper()}{reason.action[1:].rstrip('.')}."


# --- interactions -------------------------------------------------------------


def interactions(request: InteractionsRequest, knowledge: Knowledge, today: date) -> InteractionsAnswer:
    """Every interacting pair of a list, the gravest first.

    Raises:
        NothingReadError: no medicine could be read.
    """
    desk = Desk(knowledge, today, request.region)
    read = read_list(request.medicines, desk, "medicines")
    case = Case(today=today, medications=read.taken)
    facts = know(patient_of(View(case, knowledge, request.region)), tables_of(knowledge)).facts
    found = interactions_among(read.taken, facts)
    named = tuple(m.drug or m.name for m in read.taken)
    pairs = tuple(Pair(first=first, second=reason.with_drug or "", reason=_against(reason)) for first, reason in found)
    return InteractionsAnswer(
        result=f"{len(pairs)} interactions among {', '.join(named)}",
        formula="every pair of the list is looked up in the table of interactions; the gravest row comes first",
        arithmetic=(),
        units="grade: X do not use together, D avoid or change, C monitor",
        assumptions=("only the medicines of the list were looked up",),
        missing=(),
        warnings=(*_pair_warnings(pairs), *read.left_out(), NOT_ASSESSED),
        sources=cited((s for _, reason in found for s in reason.sources), knowledge),
        medicines=named,
        pairs=pairs,
        looked_up=tuple(combinations((m.drug for m in read.taken if m.drug), 2)),
        left_out=read.left_out(),
        **desk.stamp(),
    )


def _pair_warnings(pairs: Iterable[Pair]) -> tuple[str, ...]:
    return tuple(f"{pair.first} + {pair.second}: {told(pair.reason)}" for pair in pairs)


__all__ = [
    "DISCLAIMER",
    "Against",
    "CalculatorAnswer",
    "CalculatorRefusedError",
    "DoseAnswer",
    "DoseRequest",
    "DrugNotFoundError",
    "FactRefusedError",
    "InstrumentAnswer",
    "InstrumentNotFoundError",
    "InstrumentRequest",
    "InstrumentSummary",
    "InteractionsAnswer",
    "InteractionsRequest",
    "MmeAnswer",
    "MmeRequest",
    "NothingReadError",
    "RenalAnswer",
    "RenalRequest",
    "RequestRefusedError",
    "ScoreRefusedError",
    "dose",
    "instrument",
    "instruments",
    "interactions",
    "mme",
    "renal",
    "request_from",
    "told",
]
