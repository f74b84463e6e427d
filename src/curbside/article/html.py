"""The article as one plain HTML page: no script, no style sheet from elsewhere, every word escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from curbside.article.markdown import (
    DETAILS,
    PLANNED,
    closing_words,
    marks_of,
    nesting,
    reference_in_words,
    urgency_in_words,
)
from curbside.article.model import Article, ArticleSection, Block

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;"
    "background:#fff}.urgency{border-left:.5rem solid;padding:.5rem 1rem;font-weight:700}"
    ".emergency{border-color:#a00;color:#a00}.urgent{border-color:#8a4b00;color:#8a4b00}"
    ".evidence,.scope,.mark{color:#4a4a4a;font-size:.9rem}a{color:#0b4f9e}summary h2{display:inline}"
)


def to_html(article: Article) -> str:
    """A complete page."""
    return "\n".join(_page(article)) + "\n"


def _page(article: Article) -> Iterator[str]:
    yield "<!doctype html>"
    yield f'<html lang="en"><head><meta charset="utf-8"><title>{escape(article.title)}</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{_STYLE}</style></head><body><main>"
    yield f"<h1>{escape(article.title)}</h1>"
    if article.heading:
        yield f"<p><strong>{escape(article.heading)}</strong></p>"
    level = article.urgency.value
    if article.judged:
        yield f'<p class="urgency {level}">{escape(urgency_in_words(level))}</p>'
    if article.urgency < article.urgency_possible:
        raised = urgency_in_words(article.urgency_possible.value)
        yield f"<p>Open questions could raise this to: {escape(raised)}.</p>"
    yield f"<p><strong>Bottom line.</strong> {_sentence(article.bottom_line)}</p>"
    for section in article.sections:
        if not section.folded:
            yield from _section(section, "h2")
    behind = [section for section in article.sections if section.folded]
    if behind:
        yield f'<details id="details"><summary><h2>{escape(DETAILS)}</h2></summary>'
        for section in behind:
            yield from _section(section, "h3")
        yield "</details>"
    yield from _closing(article)
    yield "</main></body></html>"


def _section(section: ArticleSection, level: str) -> Iterator[str]:
    yield f'<section id="{escape(section.id)}"><{level}>{escape(section.title)}</{level}>'
    yield from _list(section.blocks)
    yield "</section>"


def _list(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Items, with acts and evidence nested beneath the advice they belong to."""
    yield "<ul>"
    open_item = nested = False
    for block, beneath in nesting(blocks):
        if beneath:
            if not nested:
                yield "<ul>"
            nested = True
            yield f'<li class="{block.kind.value}">{_sentence(block)}</li>'
            continue
        if open_item:
            yield "</ul></li>" if nested else "</li>"
        nested, open_item = False, True
        yield f'<li class="{block.kind.value}">{_sentence(block)}'
    yield "</ul></li></ul>" if nested else "</li></ul>"


def _sentence(block: Block) -> str:
    parts = [escape(block.text)]
    if block.within and block.within != PLANNED:
        parts.append(f"({escape(block.within)})")
    parts += [f'<a href="#ref-{n}">[{n}]</a>' for n in block.citations]
    beside = [f"{use.text}: {use.scope}" for use in block.figures if not use.inline]
    if beside:
        parts.append(f'<span class="scope">({escape("; ".join(beside))})</span>')
    if block.marks:
        parts.append(f'<span class="mark">{escape(marks_of(block))}</span>')
    return " ".join(parts)


def _closing(article: Article) -> Iterator[str]:
    if article.references:
        yield '<section id="references"><h2>References</h2><ol>'
        yield from (f'<li id="ref-{r.n}">{escape(reference_in_words(r))}</li>' for r in article.references)
        yield "</ol></section>"
    if article.related_questions:
        yield '<section id="related"><h2>Related questions</h2><ul>'
        yield from (f"<li>{escape(question)}</li>" for question in article.related_questions)
        yield "</ul></section>"
    yield "<footer>"
    yield from (f"<p>{escape(words)}</p>" for words in closing_words(article))
    yield "</footer>"
