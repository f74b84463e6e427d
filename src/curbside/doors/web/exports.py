"""The answer as files: the same renderings as on the command line, and the PDF made from the page."""

from __future__ import annotations

import logging

from starlette.responses import Response

from curbside.doors.rendering import render
from curbside.doors.web.showing import Looked, told_of
from curbside.doors.web.site import STATIC, Site

_TYPES = {
    "text": ("text/plain; charset=utf-8", "txt"),
    "markdown": ("text/markdown; charset=utf-8", "md"),
    "soap": ("text/plain; charset=utf-8", "txt"),
    "letter": ("text/plain; charset=utf-8", "txt"),
    "ris": ("application/x-research-info-systems; charset=utf-8", "ris"),
    "bibtex": ("application/x-bibtex; charset=utf-8", "bib"),
    "csl": ("application/vnd.citationstyles.csl+json; charset=utf-8", "json"),
    "json": ("application/json; charset=utf-8", "json"),
}


def exported(looked: Looked, site: Site, form: str) -> Response:
    """The answer in one of its written forms; the name of the file says nothing of the patient."""
    if form in ("pdf", "leaflet-pdf"):
        template = "article.html" if form == "pdf" else "leaflet.html"
        return Response(pdf_of(looked, site, template), media_type="application/pdf", headers=_named("pdf"))
    kind, ending = _TYPES[form]
    return Response(render(looked.done, site.knowledge, form), media_type=kind, headers=_named(ending))


def _named(ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="curbside-answer.{ending}"'}


def pdf_of(looked: Looked, site: Site, template: str) -> bytes:
    """The print view as a PDF: numbered pages, with version, hash and review status on each."""
    import weasyprint

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    page = site.written(template, **told_of(looked, site, opened=True))
    stamp = looked.done.article.stamp
    foot = (
        f"Edition {stamp.edition.isoformat()}; knowledge {stamp.knowledge_hash[:12]}; plan {stamp.plan_hash[:12]}; "
        f"{stamp.review_status}"
    )
    style = weasyprint.CSS(string=_FOOT.replace("FOOT", foot.replace('"', "'")))
    ours = weasyprint.CSS(filename=str(STATIC / "curbside.css"))
    nowhere = weasyprint.URLFetcher(allowed_protocols=())
    made: bytes = weasyprint.HTML(string=page, base_url="curbside:/", url_fetcher=nowhere).write_pdf(
        stylesheets=[ours, style]
    )
    return made


_FOOT = (
    '@page{size:A4;margin:18mm 16mm 20mm;@bottom-left{content:"FOOT";font:7.5pt sans-serif;color:#52606d}'
    '@bottom-right{content:"Page " counter(page) " of " counter(pages);font:7.5pt sans-serif;color:#52606d}}'
)
