"""The calculators on the command line: dose, mme, interactions, renal, instrument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console

from curbside.doors.cli_arguments import today
from curbside.knowledge.load import load


class Factors(StrEnum):
    cdc_2022 = "cdc_2022"
    cdc_2016 = "cdc_2016"
    research_2018 = "research_2018"


class CreatinineUnit(StrEnum):
    mg_dl = "mg/dL"
    umol_l = "umol/L"


Years = Annotated[str | None, typer.Option("--age", help="Years.")]
Sex = Annotated[str | None, typer.Option("--sex", help="male or female.")]
Weight = Annotated[str | None, typer.Option("--weight", help="Kilograms.")]
Height = Annotated[str | None, typer.Option("--height", help="Centimetres.")]
Creatinine = Annotated[str | None, typer.Option("--creatinine", help="Serum creatinine.")]
Unit = Annotated[CreatinineUnit, typer.Option("--unit", help="Unit of the creatinine.")]
Facts = Annotated[list[str] | None, typer.Option("--set", help="A further fact: fact=value (repeatable).")]


def dose(  # noqa: PLR0913  each is an option of the command
    drug: Annotated[str, typer.Argument(help="Generic or brand name.")],
    age: Years = None,
    sex: Sex = None,
    weight: Weight = None,
    height: Height = None,
    creatinine: Creatinine = None,
    unit: Unit = CreatinineUnit.mg_dl,
    taking: Annotated[str, typer.Option(help="Medicines taken, separated by ';'.")] = "",
    set_: Facts = None,
) -> None:
    """Check one drug on one patient: bands, contraindications, interactions, with formula, units and sources."""
    from curbside.doors import calculators, calculators_shown

    fields = _patient(age, sex, weight, height, creatinine) | {"creatinine_unit": unit.value, "facts": _facts(set_)}
    with _refused():
        request = calculators.request_from(calculators.DoseRequest, fields | {"drug": drug, "taking": taking})
        answer = calculators.dose(request, load(), today())
    calculators_shown.show_dose(answer, Console(highlight=False))


def renal(  # noqa: PLR0913  each is an option of the command
    age: Years = None,
    sex: Sex = None,
    weight: Weight = None,
    height: Height = None,
    creatinine: Creatinine = None,
    unit: Unit = CreatinineUnit.mg_dl,
    days: Annotated[str | None, typer.Option(help="Days since the creatinine was taken.")] = None,
    changing: Annotated[bool | None, typer.Option("--changing/--stable", help="Whether the creatinine moves.")] = None,
    set_: Facts = None,
) -> None:
    """Compute creatinine clearance, eGFR, body surface and weights, each with its arithmetic."""
    from curbside.doors import calculators, calculators_shown

    fields = _patient(age, sex, weight, height, creatinine) | {"creatinine_unit": unit.value, "facts": _facts(set_)}
    fields |= {"creatinine_days": days, "creatinine_changing": changing}
    with _refused():
        request = calculators.request_from(calculators.RenalRequest, fields)
        answer = calculators.renal(request, load(), today())
    calculators_shown.show_renal(answer, Console(highlight=False))


def mme(
    medicines: Annotated[str, typer.Argument(help="Opioids with strength and frequency, separated by ';'.")],
    vintage: Annotated[Factors, typer.Option(help="Which published factors.")] = Factors.cdc_2022,
) -> None:
    """Add up the opioids of a list in milligrams of oral morphine equivalent a day."""
    from curbside.doors import calculators, calculators_shown

    with _refused():
        request = calculators.MmeRequest(medicines=medicines, vintage=vintage.value)
        answer = calculators.mme(request, load(), today())
    calculators_shown.show_mme(answer, Console(highlight=False))


def interactions(
    medicines: Annotated[str, typer.Argument(help="Medicines separated by ';'.")],
) -> None:
    """Look up every pair of a list of medicines, the gravest first."""
    from curbside.doors import calculators, calculators_shown

    with _refused():
        answer = calculators.interactions(calculators.InteractionsRequest(medicines=medicines), load(), today())
    calculators_shown.show_interactions(answer, Console(highlight=False))


def instrument(
    name: Annotated[str, typer.Argument(help="Id of the instrument; none: list them all.")] = "",
    total: Annotated[float | None, typer.Option(help="The total, obtained elsewhere.")] = None,
    item: Annotated[list[str] | None, typer.Option(help="An item: name=yes or name=no (repeatable).")] = None,
    sex: Sex = None,
) -> None:
    """Show how a questionnaire or score is read, and the band of a total or of answered items."""
    from curbside.doors import calculators, calculators_shown

    if not name:
        calculators_shown.show_instruments(calculators.instruments(load()), Console(highlight=False))
        return
    fields = {"name": name, "total": total, "items": _facts(item, "--item"), "sex": sex}
    with _refused():
        request = calculators.request_from(calculators.InstrumentRequest, fields)
        answer = calculators.instrument(request, load(), today())
    calculators_shown.show_instrument(answer, Console(highlight=False))


def _patient(*values: str | None) -> dict[str, Any]:
    named = zip(("age", "sex", "weight", "height", "creatinine"), values, strict=True)
    return {name: value for name, value in named if value is not None}


def _facts(raw: list[str] | None, option: str = "--set") -> Mapping[str, str]:
    found = {}
    for item in raw or []:
        name, equals, value = item.partition("=")
        if not equals:
            wanted = "write fact=value; `curbside facts` lists the facts" if option == "--set" else "write name=yes"
            raise typer.BadParameter(wanted, param_hint=option)
        found[name.strip()] = value.strip()
    return found


@contextmanager
def _refused() -> Iterator[None]:
    """A refusal of a calculator as the command line tells it."""
    from curbside.doors.calculators import CalculatorRefusedError

    try:
        yield
    except CalculatorRefusedError as error:
        raise typer.BadParameter(str(error)) from None


def register(app: typer.Typer) -> None:
    """Add the calculators to the command line."""
    for command in (dose, mme, interactions, renal, instrument):
        app.command()(command)
