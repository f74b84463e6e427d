"""The article in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from curbside.article.markdown import (
    DETAILS,
    citations_of,
    closing_words,
    marks_of,
    nesting,
    reference_in_words,
    urgency_in_words,
)
from curbside.article.model import Article, ArticleSection, Block, BlockKind

_COLOURS = {"emergency": "bold white on red", "urgent": "bold black on yellow", "soon": "bold cyan", "routine": "bold"}
_SIGNS = {BlockKind.act: "→ ", BlockKind.evidence: "why: ", BlockKind.hold: "HOLD: ", BlockKind.question: "? "}


def show(article: Article, console: Console, *, explain: bool) -> None:
    """Print an article; `explain` adds its details: the evidence, and the advice that waits for an answer."""
    if article.heading:
        console.print(Text(article.heading, style="bold reverse"))
    console.print(Text(article.title, style="bold underline"))
    level = article.urgency.value
    if article.judged:
        console.print(Text(f" {urgency_in_words(level)} ", style=_COLOURS[level]))
    if article.urgency < article.urgency_possible:
        raised = urgency_in_words(article.urgency_possible.value)
        console.print(Text(f"Open questions could raise this to: {raised}.", style="yellow"))
    console.print(Panel(escape(_sentence(article.bottom_line)), title="Bottom line", title_align="left"))
    cited: set[int] = set(article.bottom_line.citations)
    told = [section for section in article.sections if explain or not section.folded]
    for section in told:
        shown = tuple(b for b in section.blocks if explain or not _waits(b, section.id))
        _section(section, shown, console)
        cited |= {n for block in shown for n in block.citations}
    if len(told) < len(article.sections):
        console.print()
        console.print(Text(f"{DETAILS}: {len(article.sections) - len(told)} more parts (--explain)", style="dim"))
    _closing(article, cited, console)


def _waits(block: Block, section: str) -> bool:
    """Evidence, and advice that hangs on an unanswered question, are shown when they are asked for."""
    return block.kind is BlockKind.evidence or (block.kind is BlockKind.open and section not in _ALWAYS_WHOLE)


_ALWAYS_WHOLE = ("emergencies", "not-excluded")


def _section(section: ArticleSection, shown: tuple[Block, ...], console: Console) -> None:
    waiting = sum(block.kind is BlockKind.open for block in section.blocks) - sum(
        b.kind is BlockKind.open for b in shown
    )
    if not shown and not waiting:
        return
    console.print()
    console.print(Text(section.title, style="bold"))
    for block, nested in nesting(shown):
        _item(block, console, nested=nested)
    if waiting:
        points = "points that depend" if waiting > 1 else "point that depends"
        console.print(_hanging(Text(f"+ {waiting} {points} on open questions (--explain)", style="dim"), 1))


def _item(block: Block, console: Console, *, nested: bool) -> None:
    indent = 4 if nested else 1
    style = "dim" if block.kind is BlockKind.evidence else ""
    sign = _SIGNS.get(block.kind, "" if nested else "• ")
    line = Text(sign + _sentence(block), style=style)
    console.print(_hanging(line, indent))


def _hanging(line: Text, indent: int) -> Padding:
    return Padding(line, (0, 0, 0, indent))


def _sentence(block: Block) -> str:
    when = f"({block.within})" if block.within else ""
    beside = [f"{use.text}: {use.scope}" for use in block.figures if not use.inline]
    scope = f"({'; '.join(beside)})" if beside else ""
    return " ".join(filter(None, [block.text, when, citations_of(block), scope, marks_of(block)]))


def _closing(article: Article, cited: set[int], console: Console) -> None:
    if cited:
        console.print()
        console.print(Text("References", style="bold"))
    for reference in (r for r in article.references if r.n in cited):
        console.print(_hanging(Text(f"{reference.n}. {reference_in_words(reference)}"), 1))
    if article.related_questions:
        console.print()
        console.print(Text("Related questions", style="bold"))
        for question in article.related_questions:
            console.print(_hanging(Text(f"• {question}"), 1))
    console.print()
    for words in closing_words(article):
        console.print(Text(words, style="dim"))
