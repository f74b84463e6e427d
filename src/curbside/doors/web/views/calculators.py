"""The forms of the calculators: their fields, what was typed into them, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from curbside.doors.calculators import (
    CalculatorAnswer,
    CalculatorRefusedError,
    DoseAnswer,
    InstrumentAnswer,
    InteractionsAnswer,
    RequestRefusedError,
    told,
)
from curbside.doors.web.site import REGIONS
from curbside.doors.web.views.understood import Control, control_of
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import FactKind

FACT = "fact:"
ITEM = "item:"
Values = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: what it asks, what was typed, what was wrong."""

    name: str
    label: str
    kind: str
    """line, number, list (of medicines) or choice."""
    hint: str = ""
    unit: str = ""
    values: Values = ()
    value: str = ""
    error: str = ""
    optional: bool = True

    @property
    def anchor(self) -> str:
        return f"field-{self.name.replace(':', '-')}"


@dataclass(frozen=True, slots=True)
class Calculator:
    """A calculator: its address, its title, what it is for, its fields."""

    slug: str
    title: str
    about: str
    fields: tuple[Field, ...]


_YES_NO: Values = (("", "not known"), ("yes", "yes"), ("no", "no"))
_SEX: Values = (("", "not known"), ("female", "female"), ("male", "male"))
_SPAN = "A number, a span such as 70..75, or a bound such as > 80."
_REGION = Field("region", "Region", "choice", values=tuple(REGIONS.items()), value="us", optional=False)
_PATIENT = (
    Field("age", "Age", "number", unit="years"),
    Field("sex", "Sex", "choice", values=_SEX, hint="As the formulas use it."),
    Field("weight", "Weight", "number", unit="kg"),
    Field("height", "Height", "number", unit="cm"),
    Field("creatinine", "Serum creatinine", "number", hint=_SPAN),
    Field("creatinine_unit", "Unit of the creatinine", "choice", values=(("mg/dL", "mg/dL"), ("umol/L", "µmol/L"))),
    Field("creatinine_days", "Days since it was taken", "number", unit="days"),
    Field("creatinine_changing", "Is it rising or falling?", "choice", values=_YES_NO),
    Field("in_hospital", "In hospital?", "choice", values=_YES_NO),
)
_LIST = "Drug, strength and how often, separated by ';' or new lines."

CALCULATORS = (
    Calculator(
        "mme",
        "Opioid total (MME)",
        "Morphine milligram equivalents a day, each opioid with its factor; a gauge of risk only.",
        (
            Field("medicines", "Opioids taken", "list", f"{_LIST} For example: oxycodone 10 mg q6h.", optional=False),
            Field(
                "vintage",
                "Factors",
                "choice",
                "Only CDC 2022 is meant for decisions about care.",
                values=(
                    ("cdc_2022", "CDC 2022"),
                    ("cdc_2016", "CDC 2016, for comparison"),
                    ("research_2018", "Research 2018, for comparison"),
                ),
            ),
            _REGION,
        ),
    ),
    Calculator(
        "renal",
        "Kidney function",
        "Creatinine clearance, which chooses dose bands, and the eGFR beside it, with the arithmetic.",
        (*_PATIENT, _REGION),
    ),
    Calculator(
        "dose",
        "One medicine in one patient",
        "Dose, limits, cautions and interactions of one medicine; what is not known is asked and never assumed.",
        (
            Field("drug", "Medicine", "line", "Generic or brand name.", optional=False),
            Field("taking", "Medicines taken", "list", _LIST),
            *_PATIENT,
            _REGION,
        ),
    ),
    Calculator(
        "interactions",
        "Interactions of a list",
        "Every pair of a list of medicines that the tables hold, the gravest first.",
        (Field("medicines", "Medicines", "list", f"{_LIST} At least two.", optional=False), _REGION),
    ),
)
BY_SLUG: Mapping[str, Calculator] = {calculator.slug: calculator for calculator in CALCULATORS}
FURTHER: Mapping[str, tuple[str, ...]] = {"renal": ("dialysis",)}
"""Facts that a calculator always asks besides its own fields."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it is shown: its fields, further facts that decide, and every error with the field it belongs to."""

    fields: tuple[Field, ...]
    further: tuple[Field, ...]
    errors: tuple[tuple[str, str], ...]
    """Anchor of the field, and the error in words."""


def form_of(
    calculator: Calculator,
    given: Mapping[str, str],
    knowledge: Knowledge,
    asked: Iterable[str] = (),
    error: CalculatorRefusedError | None = None,
) -> Form:
    """The form with what was typed; `asked` names further facts, `error` what was wrong."""
    wrong = _wrong(error) if error else {}
    own = {field.name for field in calculator.fields}
    wanted = (name for name in (*FURTHER.get(calculator.slug, ()), *asked) if name not in own)
    typed = (name.removeprefix(FACT) for name, value in given.items() if name.startswith(FACT) and value)
    names = [name for name in dict.fromkeys((*typed, *wanted)) if name in knowledge.facts]
    fields = _filled(calculator.fields, given, wrong)
    further = _filled((fact_field(name, knowledge) for name in names), given, wrong)
    return Form(fields, further, _errors((*fields, *further), wrong))


def instrument_form(answer: InstrumentAnswer, given: Mapping[str, str], error: CalculatorRefusedError | None) -> Form:
    """The form of an instrument: its items where they are held, else its total."""
    wrong = _wrong(error) if error else {}
    sexed = any(item.points_male is not None for item in answer.items)
    fields = tuple(
        Field(f"{ITEM}{item.item}", item.label[:1].upper() + item.label[1:], "choice", values=_YES_NO)
        for item in answer.items
    )
    if sexed:
        fields = (Field("sex", "Sex", "choice", "The points differ by sex.", values=_SEX, optional=False), *fields)
    if not answer.items:
        runs = f"{answer.lowest:g} to {answer.highest:g}" if answer.lowest is not None and answer.highest else ""
        fields = (Field("total", "Total", "number", f"Scored elsewhere{f', {runs}' if runs else ''}.", answer.units),)
    shown = _filled((*fields, _REGION), given, wrong)
    return Form(shown, (), _errors(shown, wrong))


def fact_field(name: str, knowledge: Knowledge) -> Field:
    """A fact as a field."""
    fact = knowledge.facts[name]
    control: Control = control_of(fact)
    values = (("", "not known"), *control.values) if fact.kind is not FactKind.number else ()
    kind = "number" if fact.kind is FactKind.number else "choice"
    return Field(f"{FACT}{name}", fact.ask, kind, unit=fact.unit, values=values)


def _filled(fields: Iterable[Field], given: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Field, ...]:
    return tuple(
        replace(field, value=given.get(field.name, field.value), error=wrong.get(_bare(field.name), ""))
        for field in fields
    )


def _bare(name: str) -> str:
    return name.removeprefix(FACT).removeprefix(ITEM)


def _wrong(error: CalculatorRefusedError) -> dict[str, str]:
    words = error.next_step if isinstance(error, RequestRefusedError) else f"{error.problem}: {error.next_step}"
    return {place: words[:1].upper() + words[1:] for place in error.place.split(", ")}


def _errors(fields: tuple[Field, ...], wrong: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Every error with its field; one that belongs to no field stands at the first."""
    at = {_bare(field.name): field for field in fields}
    return tuple(
        (at[place].anchor, f"{at[place].label}: {words[:1].lower()}{words[1:]}")
        if place in at
        else (fields[0].anchor, words)
        for place, words in wrong.items()
    )


def request_fields(calculator: Calculator, given: Mapping[str, str]) -> dict[str, Any]:
    """What was typed as the fields of a request; what was left empty is left out."""
    kept = {field.name: given[field.name].strip() for field in calculator.fields if given.get(field.name, "").strip()}
    facts = {
        name.removeprefix(FACT): value.strip()
        for name, value in given.items()
        if name.startswith(FACT) and value.strip() and value != "unknown"
    }
    return {**kept, **({"facts": facts} if facts else {})}


def instrument_fields(name: str, given: Mapping[str, str]) -> dict[str, Any]:
    """What was typed into the form of an instrument, as the fields of its request."""
    items = {key.removeprefix(ITEM): value for key, value in given.items() if key.startswith(ITEM) and value}
    kept = {key: given[key].strip() for key in ("total", "sex", "region") if given.get(key, "").strip()}
    return {"name": name, **kept, **({"items": items} if items else {})}


def besides(answer: CalculatorAnswer | None) -> tuple[str, ...]:
    """The warnings that stand nowhere else on the page: what was not read comes among them."""
    if answer is None or isinstance(answer, InteractionsAnswer):
        return ()
    if isinstance(answer, DoseAnswer):
        said = {told(reason) for reason in answer.reasons} | {"offer naloxone"}
        return tuple(words for words in answer.warnings if words not in said)
    return answer.warnings
