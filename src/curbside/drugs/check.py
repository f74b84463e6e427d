"""Checking one drug in one patient: every rule fires, the highest grade decides (INV-07).

The result never says "safe".  It says what speaks against the drug, what must be
asked, the most that may be given, and what was not assessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from curbside.case.model import Interval
from curbside.drugs.cautions import allergies_to, cautions_of
from curbside.drugs.interactions import interactions_of
from curbside.drugs.known import Knowing, know
from curbside.drugs.limits import Limits, band_of, limits_of
from curbside.drugs.model import Ask, DoseBand, DoseCheck, Order, Patient, Reason, Verdict
from curbside.drugs.orders import order_of, totalled, with_form
from curbside.drugs.tables import Tables
from curbside.drugs.units import plain, span
from curbside.knowledge.drug_model import Drug, Grade

_BY_GRADE = {Grade.X: Verdict.block, Grade.D: Verdict.avoid, Grade.C: Verdict.caution}


def check_drug(drug_id: str, patient: Patient, tables: Tables, knowing: Knowing | None = None) -> DoseCheck:
    """Check a drug as it would be proposed: in its first form, as a start."""
    return check_order(Order(drug_id), patient, tables, knowing)


def check_order(order: Order, patient: Patient, tables: Tables, knowing: Knowing | None = None) -> DoseCheck:
    """Check an order for this patient.  A drug in no table is told, never ignored.

    `knowing` is what `know` derives of the patient; without it, it is derived here.
    """
    drug = tables.drugs.get(order.drug)
    if drug is None:
        return _unknown(order.drug)
    order = with_form(order, drug)
    found = _find(order, drug, patient, knowing or know(patient, tables))
    return _result(found, patient)


@dataclass(frozen=True, slots=True)
class _Found:
    """Everything that was found about one order, before it is judged."""

    order: Order
    drug: Drug
    knowing: Knowing
    reasons: tuple[Reason, ...]
    asks: tuple[Ask, ...]
    open: tuple[str, ...]
    limits: Limits
    band: DoseBand | None

    @property
    def deciding(self) -> tuple[Reason, ...]:
        graded = [r for r in self.reasons if r.grade is not None]
        return tuple(sorted(graded, key=lambda r: -(r.grade.rank if r.grade else 0)))

    @property
    def form_is_open(self) -> bool:
        return any(r.kind == "form" for r in self.reasons)


def _find(order: Order, drug: Drug, patient: Patient, known: Knowing) -> _Found:
    knowing, tables = known.with_taken(drug.id), known.facts.tables
    cautions = cautions_of(order, knowing)
    limits = limits_of(order, knowing)
    ceiling = band_of(limits, knowing, starting=order.starting)
    others = tuple(m for m in patient.medications if m.drug != drug.id)
    reasons = (
        *allergies_to(drug.id, patient, tables),
        *cautions.reasons,
        *interactions_of(drug.id, order.form, others, knowing.facts),
        *_form_reason(order, drug, tables),
        *_over(totalled(order, patient, tables), ceiling),
        *_product_reasons(order, tables),
    )
    band = None if limits.asks else ceiling
    asks = _merged((*cautions.asks, *limits.asks))
    return _Found(order, drug, knowing, reasons, asks, cautions.open, limits, band)


def _likely(found: _Found, patient: Patient) -> tuple[Reason, ...]:
    """The grave reasons that an eGFR alone raises: told until the clearance is computed, never deciding."""
    if not _only_egfr(found):
        return ()
    egfr = found.knowing.facts.values["egfr"]
    if not isinstance(egfr, Interval):
        return ()
    like = replace(patient, facts={**patient.facts, "creatinine_clearance": egfr})
    known = {reason.id for reason in found.reasons}
    told = f"should the creatinine clearance be like the eGFR ({span(egfr)} mL/min), "
    return tuple(
        replace(reason, says=told + reason.says[:1].lower() + reason.says[1:])
        for reason in _find(found.order, found.drug, like, know(like, found.knowing.facts.tables)).deciding
        if reason.id not in known and reason.grade in (Grade.X, Grade.D)
    )


def _unknown(name: str) -> DoseCheck:
    told = f"unknown drug: {name!r}"
    return DoseCheck(name, None, Verdict.unknown_drug, (), pharmacist=(told,), caveats=(told,))


def _form_reason(order: Order, drug: Drug, tables: Tables) -> Iterable[Reason]:
    """Forms with different limits are never mixed: an unknown form cannot be checked."""
    if order.form is not None or len(drug.forms) < 2:
        return
    differing = {e.forms for e, _ in tables.limits_about[drug.id] if e.forms}
    if len(differing) > 1:
        told = f"the form is not given ({', '.join(drug.forms)}), and their limits differ"
        yield Reason("form", "INV-04", None, told, "Ask for the form", drug.verification, drug.rows, drug.sources)


def _over(order: Order, band: DoseBand | None) -> list[Reason]:
    """What of the order lies above the band."""
    if band is None:
        return []
    found = []
    if order.daily is not None and band.max_day is not None and order.daily.high > band.max_day:
        found.append(
            _above(f"{plain(order.daily.high)} {band.unit} a day", f"{plain(round(band.max_day, 2))} a day", band)
        )
    if order.single is not None and band.max_single is not None and order.single.high > band.max_single:
        limit = f"{plain(round(band.max_single, 2))} at once"
        found.append(_above(f"{plain(order.single.high)} {band.unit} at once", limit, band))
    if order.day is not None and band.max_days is not None and order.day > band.max_days:
        found.append(_above(f"day {order.day}", f"{plain(band.max_days)} days", band))
    top = band.start_max_day
    if order.starting and order.daily is not None and top is not None and order.daily.high > top:
        found.append(
            _above(f"a start with {plain(order.daily.high)} {band.unit} a day", f"{plain(top)} a day", band, "start")
        )
    return found


def _product_reasons(order: Order, tables: Tables) -> Iterable[Reason]:
    """Label limits that count tablets, not milligrams."""
    product = tables.product(order.product) if order.product else None
    if product is None:
        return
    counted = (
        (order.units_single, product.max_units_single, "units at once"),
        (order.units_day, product.max_units_day, "units a day"),
        (order.day, product.max_days, "days"),
    )
    for given, limit, unit in counted:
        if given is not None and limit is not None and given > limit:
            said = f"{plain(given)} {unit} is above the limit of {plain(limit)} for {product.names[0]}"
            yield Reason(
                "limit",
                product.id,
                Grade.X,
                said,
                "Lower the dose",
                product.verification,
                product.rows,
                product.sources,
            )


def _above(what: str, limit: str, band: DoseBand, kind: str = "limit") -> Reason:
    said = f"{what} is above the limit of {limit}"
    action = band.start or "Lower the dose"
    return Reason(kind, band.limits[0], Grade.X, said, action, band.verification, band.rows, band.sources)


def _verdict(found: _Found) -> Verdict:
    """The worst of all reasons; a taken dose above its limit is reduced, not blocked; missing data hold."""
    verdicts = [Verdict.ok, *(_weighed(reason, found) for reason in found.deciding)]
    if found.asks or found.form_is_open:
        verdicts.append(Verdict.hold if found.order.starting else Verdict.unjudged)
    return max(verdicts, key=lambda v: v.rank)


def _weighed(reason: Reason, found: _Found) -> Verdict:
    """What one reason asks for.

    Where a pain medicine meets a medicine taken for something else (an anticoagulant,
    an antibiotic), the pain medicine is the one to change: the other is only watched.
    """
    if not found.order.starting:
        if reason.kind in ("limit", "start"):
            return Verdict.reduce
        other = found.knowing.facts.tables.drugs.get(reason.with_drug or "")
        if reason.kind == "interaction" and found.drug.kind == "interacting" and other and other.kind == "treatment":
            return Verdict.caution
    return _BY_GRADE[reason.grade or Grade.C]


def _result(found: _Found, patient: Patient) -> DoseCheck:
    drug, order, tables = found.drug, found.order, found.knowing.facts.tables
    never = any(r.grade is Grade.X and r.kind not in ("limit", "start") for r in found.deciding)
    taper = next((d.taper for d in drug.dosing if d.taper), None)
    return DoseCheck(
        drug=drug.id,
        form=order.form,
        verdict=_verdict(found),
        reasons=found.deciding,
        asks=found.asks,
        dose=None if never or found.form_is_open else found.band,
        calculations=tuple(c for c in found.knowing.calculations if c.name in tables.facts_read[drug.id]),
        cannot_compute=found.knowing.failed if any(a.for_dose for a in found.asks) else (),
        boxed=boxed_warnings(drug.id, order.form, tables),
        pharmacist=_unverified(found),
        is_only_crossed=drug.kind == "interacting",
        naloxone=any(r.naloxone for r in found.deciding),
        taper=taper if drug.recurring else None,
        caveats=_caveats(found, patient),
        likely=_likely(found, patient),
        rows=tuple(dict.fromkeys(row for r in found.deciding for row in r.rows)),
        sources=tuple(dict.fromkeys(s for r in found.deciding for s in r.sources)),
    )


def _unverified(found: _Found) -> tuple[str, ...]:
    told = [r.says for r in found.reasons if r.grade is None and r.kind != "form"]
    told += [e.says for e in found.limits.unverified]
    return tuple(f"needs pharmacist check: {text}" for text in told)


def _merged(asks: Iterable[Ask]) -> tuple[Ask, ...]:
    found: dict[str, Ask] = {}
    for ask in asks:
        earlier = found.get(ask.fact)
        needed = (*(earlier.needed_by if earlier else ()), *ask.needed_by)
        for_dose = ask.for_dose or (earlier is not None and earlier.for_dose)
        found[ask.fact] = Ask(ask.fact, tuple(dict.fromkeys(needed)), for_dose)
    return tuple(sorted(found.values(), key=lambda a: (not a.for_dose, -len(a.needed_by), a.fact)))


def _caveats(found: _Found, patient: Patient) -> tuple[str, ...]:
    told = list(found.knowing.assumptions)
    told += [a for c in found.knowing.calculations for a in c.assumptions]
    if not patient.medications_complete:
        told.append("interactions were checked only with the medicines that were named")
    told += [f"unknown drug: {m.name!r}; not checked" for m in patient.medications if m.drug is None]
    told += [r.says for r in found.reasons if r.kind == "form"]
    asked = {ask.fact for ask in found.asks}
    left = [fact.replace("_", " ") for fact in found.open if fact not in asked]
    if left:
        told.append(f"not judged while unknown: {', '.join(left)}")
    told += _only_egfr(found)
    if not found.limits.holding and not found.limits.asks:
        told.append("no limit stands in the tables for this form: not assessed")
    if found.drug.kind == "interacting":
        told.append("recognised but never proposed: its dose is not assessed")
    return tuple(dict.fromkeys(told))


def _only_egfr(found: _Found) -> list[str]:
    """An eGFR never stands in for clearance in silence (INV-03)."""
    values = found.knowing.facts.values
    if "egfr" not in values or "creatinine_clearance" in values:
        return []
    if "creatinine_clearance" not in found.knowing.facts.tables.facts_read[found.drug.id]:
        return []
    return [
        "an eGFR is known, but the bands of this drug go by creatinine clearance: give creatinine, age, sex and weight"
    ]


def boxed_warnings(drug: str, form: str | None, tables: Tables) -> tuple[str, ...]:
    """The boxed warnings of a drug in a form, each in our own words."""
    return tuple(
        entry.says for entry in tables.boxed_about[drug] if not entry.forms or form is None or form in entry.forms
    )


__all__ = ["boxed_warnings", "check_drug", "check_order", "order_of"]
