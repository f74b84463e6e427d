"""A finished consult in one of its written forms: the same for every door."""

from __future__ import annotations

import json

from curbside.article.documenting import document_of
from curbside.article.html import to_html
from curbside.article.letter import to_letter, write_letter
from curbside.article.markdown import to_markdown
from curbside.consult import Consult
from curbside.knowledge.load import Knowledge


def render(done: Consult, knowledge: Knowledge, form: str) -> str:
    """The answer as markdown, html, a letter or json (one line)."""
    if form == "json":
        document = document_of(done.article, done.assessment, done.evidence, knowledge)
        return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
    if form == "letter":
        return to_letter(write_letter(done.assessment, done.evidence, knowledge, done.asked.audience))
    return to_markdown(done.article) if form == "markdown" else to_html(done.article)
