"""A finished consult in any of its written forms: the same for every door."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from rich.console import Console

from curbside.article.bibliography import to_bibtex, to_csl_json, to_ris
from curbside.article.changes import Changes
from curbside.article.documenting import document_of
from curbside.article.html import to_html
from curbside.article.letter import to_letter, write_letter
from curbside.article.markdown import to_markdown
from curbside.article.model import Audience
from curbside.article.soap import to_soap
from curbside.consult import Consult, answer
from curbside.doors.changes_shown import to_lines
from curbside.doors.terminal import show
from curbside.knowledge.load import Knowledge

WIDTH = 100
"""Characters in a line of the text form."""

MEDIA_TYPES: Mapping[str, str] = {
    "text": "text/plain; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "letter": "text/markdown; charset=utf-8",
    "soap": "text/plain; charset=utf-8",
    "ris": "application/x-research-info-systems",
    "bibtex": "application/x-bibtex; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}
"""Every form and what it is sent as."""


class UnknownFormError(ValueError):
    """A form that nothing is written in; what was asked for is not repeated."""

    def __init__(self) -> None:
        super().__init__(f"format: there is no such form: use one of {', '.join(MEDIA_TYPES)}")


def render(
    done: Consult, knowledge: Knowledge, form: str, *, changed: Changes | None = None, explain: bool = False
) -> str:
    """The answer in one of the forms of `MEDIA_TYPES`.

    `changed` is told first, in text and Markdown for clinicians; `explain` adds the
    evidence to the text form (the others hold it).  A letter and a SOAP note are for
    clinicians whoever reads the answer.

    Raises:
        UnknownFormError: there is no such form.
        ArticleRefusedError: a sentence of a letter could not be defended.
    """
    if form not in _WRITERS:
        raise UnknownFormError
    if changed is None or done.asked.audience is Audience.patient or form not in ("text", "markdown"):
        return _WRITERS[form](done, knowledge, explain)
    return "\n".join(to_lines(changed, form)) + "\n\n" + _WRITERS[form](done, knowledge, explain)


def _text(done: Consult, _knowledge: Knowledge, explain: bool) -> str:
    """What the terminal prints, without colours."""
    out = io.StringIO()
    console = Console(file=out, width=WIDTH, highlight=False, color_system=None, legacy_windows=False)
    show(done.article, console, explain=explain)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _json(done: Consult, knowledge: Knowledge, _explain: bool) -> str:
    document = document_of(done.article, done.assessment, done.evidence, knowledge)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def _letter(done: Consult, knowledge: Knowledge, _explain: bool) -> str:
    return to_letter(write_letter(done.assessment, done.evidence, knowledge, done.asked.audience))


def _soap(done: Consult, knowledge: Knowledge, _explain: bool) -> str:
    if done.asked.audience is Audience.patient:
        done = answer(done.assessment.case, replace(done.asked, audience=Audience.specialist), knowledge)
    return to_soap(done.article, done.assessment, knowledge)


_WRITERS: Mapping[str, Callable[[Consult, Knowledge, bool], str]] = {
    "text": _text,
    "markdown": lambda done, _knowledge, _explain: to_markdown(done.article),
    "html": lambda done, _knowledge, _explain: to_html(done.article),
    "json": _json,
    "letter": _letter,
    "soap": _soap,
    "ris": lambda done, knowledge, _explain: to_ris(done.article, knowledge),
    "bibtex": lambda done, knowledge, _explain: to_bibtex(done.article, knowledge),
    "csl": lambda done, knowledge, _explain: to_csl_json(done.article, knowledge),
}
