"""What is asked of a calculator, and how it refuses: typed records, the same for every door.

Ages are in years, weights in kg, heights in cm, creatinine in the
unit that is asked with it.  A number may be a span ("70..75") or a bound ("> 80"):
what is not known exactly is not rounded to a single value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema

from curbside.case.form import NUMBER_SCHEMA
from curbside.knowledge.model import Region


class CalculatorRefusedError(ValueError):
    """A request that cannot be computed: what is wrong, in which field, and what to do instead.

    The message never repeats what was typed: it may be a patient's words.
    """

    def __init__(self, problem: str, place: str, next_step: str) -> None:
        self.problem = problem
        self.place = place
        self.next_step = next_step
        super().__init__(f"{place}: {problem}: {next_step}")


class RequestRefusedError(CalculatorRefusedError):
    """A request with a missing, unknown or mistyped field."""


class NothingReadError(CalculatorRefusedError):
    """A list of medicines in which no medicine could be read."""


class DrugNotFoundError(CalculatorRefusedError):
    """A name that stands in no medicine table, or for more than one drug."""


class FactRefusedError(CalculatorRefusedError):
    """A fact that is not in the vocabulary, or a value that it cannot have."""


class InstrumentNotFoundError(CalculatorRefusedError):
    """No instrument has this name."""


class ScoreRefusedError(CalculatorRefusedError):
    """A total that the instrument cannot yield, or items that it does not hold."""


def _as_written(raw: object) -> object:
    """A number as it would be typed; anything else is left to the check of the type."""
    return f"{raw:g}" if isinstance(raw, int | float) and not isinstance(raw, bool) else raw


Number = Annotated[str, BeforeValidator(_as_written), WithJsonSchema(NUMBER_SCHEMA)]
"""A number, a span such as "1..2" or a bound such as "< 3"."""


class CalculatorRecord(BaseModel):
    """A frozen record; unknown keys are refused, and an error never shows the value it refuses."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class PatientFields(CalculatorRecord):
    """What a calculator may know of a patient; what is left out is unknown."""

    age: Number | None = Field(None, description="Years.")
    sex: Literal["male", "female"] | None = None
    weight: Number | None = Field(None, description="Kilograms.")
    height: Number | None = Field(None, description="Centimetres.")
    creatinine: Number | None = Field(None, description="Serum creatinine, in `creatinine_unit`.")
    creatinine_unit: Literal["mg/dL", "umol/L"] = "mg/dL"
    creatinine_days: Number | None = Field(None, description="Days since the creatinine was taken.")
    creatinine_changing: bool | None = Field(None, description="True when the creatinine is rising or falling.")
    in_hospital: bool | None = None
    facts: dict[str, str] = Field({}, description="Further facts of the vocabulary: fact id to value.")


class MmeRequest(CalculatorRecord):
    """Opioids to be added up: a list with strength and frequency, separated by ';' or new lines."""

    medicines: str
    vintage: Literal["cdc_2022", "cdc_2016", "research_2018"] = Field(
        "cdc_2022", description="Which published factors; only cdc_2022 is meant for decisions about care."
    )
    region: Region = "us"


class DoseRequest(PatientFields):
    """One drug to be checked on one patient as it would be started."""

    drug: str = Field(description="Generic or brand name.")
    taking: str = Field("", description="Medicines taken, separated by ';' or new lines.")
    region: Region = "us"


class RenalRequest(PatientFields):
    """A patient whose kidney function is to be computed."""

    region: Region = "us"


class InteractionsRequest(CalculatorRecord):
    """A list of medicines whose pairs are to be looked up, separated by ';' or new lines."""

    medicines: str
    region: Region = "us"


class InstrumentRequest(CalculatorRecord):
    """A questionnaire or score: its items answered, or a total that was obtained elsewhere, or neither."""

    name: str = Field(description="Id of the instrument; `instruments` lists them.")
    total: float | None = Field(None, description="The total obtained elsewhere, in points (ODI: per cent).")
    items: dict[str, bool] = Field({}, description="Item to yes or no; an item left out is unknown, not no.")
    sex: Literal["male", "female"] | None = Field(None, description="Needed where points differ by sex.")
    region: Region = "us"


R = TypeVar("R", bound=CalculatorRecord)


def request_from(kind: type[R], raw: Mapping[str, Any]) -> R:
    """A request from loose fields, as a web form or JSON gives them.

    Raises:
        RequestRefusedError: a field is missing, unknown or mistyped; all of them are named, no value is.
    """
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        faults = [_told(fault["loc"], fault["type"], fault["msg"], kind) for fault in error.errors(include_url=False)]
        places = ", ".join(dict.fromkeys(place for place, _ in faults))
        raise RequestRefusedError(
            "cannot be used", places, "; ".join(dict.fromkeys(step for _, step in faults))
        ) from None


def _told(loc: tuple[int | str, ...], fault: str, message: str, kind: type[CalculatorRecord]) -> tuple[str, str]:
    """The field that is wrong and what to give instead; a field of another name may be a patient's words."""
    name = str(loc[0])
    if name not in kind.model_fields:
        return "a field of another name", f"the fields are {', '.join(kind.model_fields)}"
    if fault == "missing":
        return name, f"give {name}"
    return name, message[:1].lower() + message[1:]
