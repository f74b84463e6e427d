"""The library: its start and search, its lists, a page for every entry, and what this product is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from curbside.article.markdown import DETAILS
from curbside.article.model import Audience
from curbside.doors.calculators import InstrumentRequest, instrument
from curbside.doors.web.faults import NotFoundError
from curbside.doors.web.site import AtSite, Site
from curbside.doors.web.views.about import about
from curbside.doors.web.views.library import Library, library_of, record_of
from curbside.doors.web.views.library_evidence import source_page, statement_page
from curbside.doors.web.views.library_listing import MOST_HITS, listing
from curbside.doors.web.views.library_medicines import medicine_page
from curbside.doors.web.views.library_reading import education_page, fact_page, question_page
from curbside.doors.web.views.library_rules import conflict_page, criteria_page, rule_page
from curbside.doors.web.views.library_shelves import BY_SLUG, KINDS, Kind
from curbside.knowledge.model import Region

router = APIRouter(include_in_schema=False)
HERE = "/library"

PAGES: Mapping[str, tuple[str, Callable[[Any, Library], object]]] = {
    "recommendations": ("entry_recommendation.html", rule_page),
    "statements": ("entry_statement.html", statement_page),
    "sources": ("entry_source.html", source_page),
    "conflicts": ("entry_conflict.html", conflict_page),
    "criteria": ("entry_criteria.html", criteria_page),
    "education": ("entry_education.html", education_page),
    "medicines": ("entry_medicine.html", medicine_page),
    "facts": ("entry_fact.html", fact_page),
}
"""The template of each kind, and what draws its entries."""


@router.get("/library")
def start(request: Request, site: AtSite, q: str = "") -> Response:
    """The shelves with their counts; with a query, what was found on all of them."""
    library = library_of(site.knowledge)
    hits = library.search(q) if q.strip() else None
    counts = {kind.slug: len(library.shelves[kind.slug]) for kind in KINDS}
    told = {"kinds": KINDS, "counts": counts, "q": q, "hits": hits, "most": MOST_HITS}
    return site.show(request, "library.html", here=HERE, **told)


@router.get("/library/{slug}")
def shelf(request: Request, site: AtSite, slug: str) -> Response:
    """The entries of one kind, narrowed by its filters, a page at a time."""
    kind = _kind(slug)
    shown = listing(library_of(site.knowledge), kind, request.query_params)
    template = "library_terms.html" if slug == "terms" else "library_list.html"
    return site.show(request, template, here=HERE, kind=kind, shown=shown)


@router.get("/library/questions/{name}")
def question(
    request: Request, site: AtSite, name: str, audience: Audience = Audience.specialist, region: Region = "us"
) -> Response:
    """A question of the bank with its answer, composed for one reader."""
    asked = _record(site, "questions", name)
    shown = question_page(asked, site, library_of(site.knowledge), audience, region)
    told = {"shown": shown, "audience": audience, "region": region, "details_title": DETAILS}
    return _entry(request, site, "questions", "entry_question.html", **told)


@router.get("/library/instruments/{name}")
def questionnaire(request: Request, site: AtSite, name: str, region: Region = "us") -> Response:
    """A questionnaire or score: how it is scored and read."""
    _record(site, "instruments", name)
    shown = instrument(InstrumentRequest(name=name, region=region), site.knowledge, site.today())
    return _entry(request, site, "instruments", "entry_instrument.html", shown=shown)


@router.get("/library/{slug}/{name}")
def entry(request: Request, site: AtSite, slug: str, name: str) -> Response:
    """One entry of any other kind."""
    if slug not in PAGES:
        raise NotFoundError(f"{_kind(slug).title} have no pages of their own: see the list")
    template, draw = PAGES[slug]
    shown = draw(_record(site, slug, name), library_of(site.knowledge))
    return _entry(request, site, slug, template, shown=shown)


@router.get("/about")
def about_page(request: Request, site: AtSite) -> Response:
    """What this product is for, what it is not, and how to read an answer."""
    minutes = site.settings.keep_seconds // 60
    return site.show(request, "about.html", here="/about", shown=about(site.knowledge), keep_minutes=minutes)


def _entry(request: Request, site: Site, slug: str, template: str, **told: Any) -> Response:
    return site.show(request, template, here=HERE, kind=BY_SLUG[slug], **told)


def _kind(slug: str) -> Kind:
    if slug not in BY_SLUG:
        raise NotFoundError(f"the library has no such shelf: use one of {', '.join(BY_SLUG)}")
    return BY_SLUG[slug]


def _record(site: Site, slug: str, name: str) -> Any:
    found = record_of(site.knowledge, slug, name)
    if found is None:
        raise NotFoundError(f"the library holds no such entry: look for it under /library/{slug}")
    return found
