"""The calculators on the command line: dose, mme, interactions."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from curbside.knowledge.load import load


class Factors(StrEnum):
    cdc_2022 = "cdc_2022"
    cdc_2016 = "cdc_2016"
    research_2018 = "research_2018"


def dose(  # noqa: PLR0913  each is an option of the command
    drug: Annotated[str, typer.Argument(help="Generic or brand name.")],
    age: Annotated[str | None, typer.Option(help="Years.")] = None,
    sex: Annotated[str | None, typer.Option(help="male or female.")] = None,
    weight: Annotated[str | None, typer.Option(help="Kilograms.")] = None,
    height: Annotated[str | None, typer.Option(help="Centimetres.")] = None,
    creatinine: Annotated[str | None, typer.Option(help="Milligrams per decilitre.")] = None,
    taking: Annotated[str, typer.Option(help="Medicines taken, separated by ';'.")] = "",
    set_: Annotated[list[str] | None, typer.Option("--set", help="A further fact: fact=value (repeatable).")] = None,
) -> None:
    """Check one drug on one patient: bands, contraindications, interactions, with formula, units and sources."""
    from curbside.case.given import ValueRefusedError
    from curbside.doors import calculators
    from curbside.drugs.tables import AmbiguousNameError, UnknownDrugError

    named = {"age": age, "sex": sex, "weight": weight, "height": height, "creatinine": creatinine}
    given = {name: value for name, value in named.items() if value is not None}
    knowledge = load()
    for item in set_ or []:
        name, equals, value = item.partition("=")
        if not equals or name.strip() not in knowledge.facts:
            raise typer.BadParameter(f"{item!r} sets no fact: write fact=value; `curbside facts` lists them")
        given[name.strip()] = value.strip()
    try:
        check = calculators.dose_check(drug, given, taking, knowledge, _today())
    except (UnknownDrugError, AmbiguousNameError, ValueRefusedError, calculators.NothingReadError) as error:
        raise typer.BadParameter(str(error)) from None
    calculators.show_dose(check, knowledge, Console(highlight=False))


def mme(
    medicines: Annotated[str, typer.Argument(help="Opioids with strength and frequency, separated by ';'.")],
    vintage: Annotated[Factors, typer.Option(help="Which published factors.")] = Factors.cdc_2022,
) -> None:
    """Add up the opioids of a list in milligrams of oral morphine equivalent a day."""
    from curbside.doors import calculators

    knowledge = load()
    try:
        total = calculators.opioid_total(medicines, vintage.value, knowledge, _today(), "us")
    except calculators.NothingReadError as error:
        raise typer.BadParameter(str(error)) from None
    calculators.show_mme(total, knowledge, Console(highlight=False))


def interactions(
    medicines: Annotated[str, typer.Argument(help="Medicines separated by ';'.")],
) -> None:
    """Look up every pair of a list of medicines, the gravest first."""
    from curbside.doors import calculators

    try:
        calculators.show_interactions(medicines, load(), _today(), "us", Console(highlight=False))
    except calculators.NothingReadError as error:
        raise typer.BadParameter(str(error)) from None


def _today() -> date:
    return date.today()  # noqa: DTZ011  the day at the asker's desk is meant


def register(app: typer.Typer) -> None:
    """Add the calculators to the command line."""
    for command in (dose, mme, interactions):
        app.command()(command)
