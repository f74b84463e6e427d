"""REST for the calculators: the typed requests and answers that every door shares."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Path
from pydantic import Field

from curbside.doors.calculator_requests import CalculatorRecord
from curbside.doors.calculators import (
    DoseAnswer,
    DoseRequest,
    InstrumentAnswer,
    InstrumentRequest,
    InteractionsAnswer,
    InteractionsRequest,
    MmeAnswer,
    MmeRequest,
    RenalAnswer,
    RenalRequest,
    dose,
    instrument,
    interactions,
    mme,
    renal,
)
from curbside.doors.web.rest_models import problems
from curbside.doors.web.site import AtSite
from curbside.knowledge.model import Region

router = APIRouter(prefix="/api/v1/calculators", tags=["calculators"])
_REFUSED = problems(400, 403, 413, 422, 429)


class InstrumentBody(CalculatorRecord):
    """A total obtained elsewhere, or items answered; an item left out is unknown, not no."""

    total: float | None = Field(None, description="The total obtained elsewhere, in the instrument's points.")
    items: dict[str, bool] = Field({}, description="Item to yes or no; only where the items are held.")
    sex: Literal["male", "female"] | None = Field(None, description="Needed where points differ by sex.")
    region: Region = "us"


def _examples(**values: dict[str, Any]) -> dict[str, Any]:
    return {name: {"value": value} for name, value in values.items()}


_MME = _examples(two_opioids={"medicines": "oxycodone 10 mg q6h; fentanyl patch 25 mcg/h q72h", "vintage": "cdc_2022"})
_RENAL = _examples(woman={"age": 70, "sex": "female", "weight": 60, "height": 160, "creatinine": 1.4})
_DOSE = _examples(
    gabapentin={
        "drug": "gabapentin", "age": 70, "sex": "female", "weight": 60, "creatinine": 1.4,
        "taking": "oxycodone 5 mg q6h", "facts": {"dialysis": "no"},
    }
)  # fmt: skip
_PAIRS = _examples(three={"medicines": "tramadol 50 mg tds; sertraline 50 mg daily; ibuprofen 400 mg tds"})
_SCORE = _examples(total={"total": 44})


@router.post("/mme", responses=_REFUSED, operation_id="computeMme", summary="Morphine milligram equivalents a day")
def mme_total(asked: Annotated[MmeRequest, Body(openapi_examples=_MME)], site: AtSite) -> MmeAnswer:
    """The opioids of a list added up; "at least" while something is missing.  A gauge of risk only."""
    return mme(asked, site.knowledge, site.today())


@router.post("/renal", responses=_REFUSED, operation_id="computeRenal", summary="Kidney function")
def renal_function(asked: Annotated[RenalRequest, Body(openapi_examples=_RENAL)], site: AtSite) -> RenalAnswer:
    """Creatinine clearance, eGFR and body measures with their arithmetic; what is missing is named."""
    return renal(asked, site.knowledge, site.today())


@router.post("/dose", responses=_REFUSED, operation_id="checkDose", summary="One drug in one patient")
def dose_check(asked: Annotated[DoseRequest, Body(openapi_examples=_DOSE)], site: AtSite) -> DoseAnswer:
    """The check of a drug as it would be started; `missing` names what decides and is not known."""
    return dose(asked, site.knowledge, site.today())


@router.post("/interactions", responses=_REFUSED, operation_id="checkInteractions", summary="Interactions of a list")
def interactions_of(
    asked: Annotated[InteractionsRequest, Body(openapi_examples=_PAIRS)], site: AtSite
) -> InteractionsAnswer:
    """The interacting pairs, the gravest first; a pair that is not among them was not found harmless."""
    return interactions(asked, site.knowledge, site.today())


@router.post(
    "/instruments/{name}", responses=problems(400, 403, 404, 413, 422, 429), operation_id="readInstrument",
    summary="A questionnaire or score",
)  # fmt: skip
def instrument_read(
    name: Annotated[str, Path(description="The id of an instrument.", max_length=64)],
    asked: Annotated[InstrumentBody, Body(openapi_examples=_SCORE)],
    site: AtSite,
) -> InstrumentAnswer:
    """How it is scored and read, with the band of a total."""
    return instrument(InstrumentRequest(name=name, **asked.model_dump()), site.knowledge, site.today())
