"""The calculators as pages.  Forms are sent, never put into an address: what is typed may be about a patient."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from curbside.doors.calculator_requests import CalculatorRecord
from curbside.doors.calculators import (
    CalculatorAnswer,
    CalculatorRefusedError,
    DoseRequest,
    InstrumentNotFoundError,
    InstrumentRequest,
    InteractionsRequest,
    MmeRequest,
    RenalRequest,
    dose,
    instrument,
    instruments,
    interactions,
    mme,
    renal,
    request_from,
)
from curbside.doors.web.faults import NotFoundError
from curbside.doors.web.session import FIELD
from curbside.doors.web.site import AtBrowser, AtSite, Site
from curbside.doors.web.views.calculators import (
    BY_SLUG,
    CALCULATORS,
    Calculator,
    Form,
    besides,
    form_of,
    instrument_fields,
    instrument_form,
    request_fields,
)
from curbside.doors.web.views.library_shelves import BY_SLUG as SHELVES
from curbside.knowledge.load import Knowledge

router = APIRouter(include_in_schema=False)
HERE = "/calculators"
Compute = Callable[[Any, Knowledge, date], CalculatorAnswer]

COMPUTED: Mapping[str, tuple[type[CalculatorRecord], Compute]] = {
    "mme": (MmeRequest, mme),
    "renal": (RenalRequest, renal),
    "dose": (DoseRequest, dose),
    "interactions": (InteractionsRequest, interactions),
}
"""What each calculator is asked, and the function that answers."""


async def _typed(request: Request) -> dict[str, str]:
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


Typed = Annotated[dict[str, str], Depends(_typed)]


@router.get("/calculators")
def start(request: Request, site: AtSite) -> Response:
    """Every calculator and every instrument."""
    found = instruments(site.knowledge)
    return site.show(request, "calculators.html", here=HERE, calculators=CALCULATORS, instruments=found)


@router.get("/calculators/instruments")
def instrument_list(request: Request, site: AtSite) -> Response:
    """The instruments stand on the first page of the calculators."""
    return start(request, site)


@router.get("/calculators/instruments/{name}")
def empty_instrument(request: Request, site: AtSite, name: str) -> Response:
    """The form of an instrument."""
    return _instrument(request, site, name, {}, compute=False)


@router.post("/calculators/instruments/{name}")
def scored_instrument(request: Request, site: AtSite, session: AtBrowser, name: str, typed: Typed) -> Response:
    """A total in its band, or items added up; the form comes back with what was typed."""
    site.sessions.check(session, typed.get(FIELD, ""))
    return _instrument(request, site, name, typed, compute=True)


@router.get("/calculators/{slug}")
def empty(request: Request, site: AtSite, slug: str, drug: str = "") -> Response:
    """The form of a calculator; the name of a medicine may stand in the address, nothing of a patient may."""
    calculator = _calculator(slug)
    given = {"drug": drug} if drug and slug == "dose" else {}
    return _shown(request, site, calculator, form_of(calculator, given, site.knowledge))


@router.post("/calculators/{slug}")
def computed(request: Request, site: AtSite, session: AtBrowser, slug: str, typed: Typed) -> Response:
    """The result above the form; an error beside its field, and nothing that was typed is lost."""
    calculator = _calculator(slug)
    site.sessions.check(session, typed.get(FIELD, ""))
    kind, compute = COMPUTED[slug]
    try:
        answer = compute(request_from(kind, request_fields(calculator, typed)), site.knowledge, site.today())
    except CalculatorRefusedError as error:
        form = form_of(calculator, typed, site.knowledge, error=error)
        return _shown(request, site, calculator, form, status=422)
    asked = [missing.field for missing in answer.missing]
    return _shown(request, site, calculator, form_of(calculator, typed, site.knowledge, asked), answer)


def _shown(  # noqa: PLR0913  a page is made of these
    request: Request,
    site: Site,
    calculator: Calculator,
    form: Form,
    answer: CalculatorAnswer | None = None,
    status: int = 200,
) -> Response:
    told = {"calculator": calculator, "form": form, "answer": answer, "warnings": besides(answer)}
    return site.show(request, "calculator.html", status, here=HERE, slug=calculator.slug, **told)


def _instrument(request: Request, site: Site, name: str, typed: Mapping[str, str], *, compute: bool) -> Response:
    plain = _read(site, {"name": name})
    error: CalculatorRefusedError | None = None
    answer = None
    if compute:
        try:
            answer = _read(site, instrument_fields(name, typed))
        except CalculatorRefusedError as refused:
            error = refused
    calculator = Calculator(f"instruments/{name}", plain.title, plain.measures, ())
    told = {
        "calculator": calculator,
        "form": instrument_form(plain, typed, error),
        "answer": answer,
        "warnings": besides(answer),
    }
    status = 422 if error else 200
    return site.show(request, "calculator.html", status, here=HERE, slug="instrument", name=name, **told)


def _read(site: Site, fields: Mapping[str, Any]) -> Any:
    try:
        return instrument(request_from(InstrumentRequest, fields), site.knowledge, site.today())
    except InstrumentNotFoundError:
        raise NotFoundError(f"no instrument has this name: see {SHELVES['instruments'].title} in the library") from None


def _calculator(slug: str) -> Calculator:
    if slug not in BY_SLUG:
        raise NotFoundError(f"there is no such calculator: use one of {', '.join(BY_SLUG)}, instruments")
    return BY_SLUG[slug]
