"""Orders: from a medicine line, with the form it has and the amount of every product that holds the drug."""

from __future__ import annotations

from dataclasses import replace

from curbside.case.model import Interval, Medication, Use
from curbside.drugs.model import Order, Patient
from curbside.drugs.tables import Tables
from curbside.drugs.totals import daily_amounts, form_of, times_a_day, total_of
from curbside.knowledge.drug_model import Drug

ROUTE_OF_FORM = {
    "iv": "iv",
    "nasal": "nasal",
    "gel": "topical",
    "buccal": "buccal",
    "sl": "sublingual",
    "intrathecal": "intrathecal",
    **dict.fromkeys(("tablet", "capsule", "ir", "er", "cr", "otc", "once_daily", "enacarbil", "liquid"), "oral"),
}
"""The route that a form implies; a patch is told by the drug."""


def with_form(order: Order, drug: Drug) -> Order:
    """A proposed drug takes its first form for its route; what is already taken keeps an unknown form."""
    form, route = order.form, order.route
    if form is None and route is not None:
        fitting = [f for f in drug.forms if ROUTE_OF_FORM.get(f) == route]
        form = fitting[0] if len(fitting) == 1 else None
    if form is None and order.starting and drug.forms:
        form = next((f for f in drug.forms if route in (None, ROUTE_OF_FORM.get(f))), None)
    return replace(order, form=form, route=route or ROUTE_OF_FORM.get(form or ""))


SUMMED = ("acetaminophen",)
"""Drugs whose daily amount is that of all products together (INV-09)."""


def totalled(order: Order, patient: Patient, tables: Tables) -> Order:
    """The order with the daily amount of every product that holds the drug."""
    if order.drug not in SUMMED:
        return order
    taken = total_of(SUMMED, (m for m in patient.medications if m.use is Use.taken), tables)
    own = order.daily.high if order.daily is not None and order.starting else 0.0
    most = own + float(taken.low)
    if not taken.parts or (order.daily is not None and order.daily.high >= most):
        return order
    return replace(order, daily=Interval.point(most))


def order_of(medication: Medication, tables: Tables) -> Order:
    """The order that a medicine line amounts to: what is taken is no start; amounts that are unknown stay unknown."""
    parts = [d for d in daily_amounts(medication, tables) if d.drug == medication.drug and d.high is not None]
    daily = Interval.point(float(parts[0].high)) if parts and parts[0].high is not None else None
    single = medication.amount if medication.unit == "mg" else None
    counted = medication.amount is not None and medication.unit.rstrip("s") in ("tablet", "capsule")
    times = times_a_day(medication)
    units = medication.amount.high if counted and medication.amount is not None else None
    return Order(
        medication.drug or medication.name,
        product=medication.name,
        units_single=units,
        units_day=units * float(times[1]) if units is not None and times is not None else None,
        form=form_of(medication, tables),
        route=medication.route,
        single=single,
        daily=daily,
        starting=medication.use is not Use.taken,
    )
