"""The article as Markdown: for copying into a note, a mail or a repository."""

from __future__ import annotations

from collections.abc import Iterator

from curbside.article.model import Article, ArticleSection, Block, BlockKind, Reference
from curbside.knowledge.model import Verification

_URGENCY = {
    "emergency": "EMERGENCY: now or within hours",
    "urgent": "URGENT: the same day",
    "soon": "SOON: within about two weeks",
    "routine": "ROUTINE: at the next planned contact",
}
_INDENTED = (BlockKind.act, BlockKind.evidence, BlockKind.against)
_LEADS = {BlockKind.evidence: "Evidence: ", BlockKind.hold: "Hold: ", BlockKind.act: "Do: "}


def to_markdown(article: Article) -> str:
    """The whole article; everything that the page shows when it is opened."""
    return "\n".join(_lines(article)) + "\n"


def urgency_in_words(level: str) -> str:
    return _URGENCY[level]


def _lines(article: Article) -> Iterator[str]:
    yield f"# {article.title}"
    yield ""
    if article.heading:
        yield f"**{article.heading}**"
        yield ""
    if article.judged:
        yield f"**{urgency_in_words(article.urgency.value)}**"
    if article.urgency < article.urgency_possible:
        yield ""
        yield f"Open questions could raise this to: {urgency_in_words(article.urgency_possible.value)}."
    yield ""
    yield f"**Bottom line.** {_sentence(article.bottom_line)}"
    for section in article.sections:
        if not section.folded:
            yield from _section(section, "##")
    behind = [section for section in article.sections if section.folded]
    if behind:
        yield ""
        yield f"## {DETAILS}"
    for section in behind:
        yield from _section(section, "###")
    yield from _closing(article)


PLANNED = "at the planned visit"
"""The time of an act that goes without saying."""

DETAILS = "Details and evidence"
"""What stands above the folded sections."""


def _section(section: ArticleSection, mark: str) -> Iterator[str]:
    yield ""
    yield f"{mark} {section.title}"
    yield ""
    yield from (_item(block, nested=nested) for block, nested in nesting(section.blocks))


def nesting(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether it stands beneath the one before: acts and evidence under their own advice."""
    parent: str | None = None
    for block in blocks:
        nested = block.kind in _INDENTED and parent is not None and parent == block.recommendation
        if not nested:
            parent = None if block.kind in _INDENTED else block.recommendation
        yield block, nested


def _item(block: Block, *, nested: bool) -> str:
    indent = "  " if nested else ""
    return f"{indent}- {_LEADS.get(block.kind, '')}{_sentence(block)}"


def _sentence(block: Block) -> str:
    return " ".join(filter(None, [block.text, _when(block), citations_of(block), _scopes(block), marks_of(block)]))


def _when(block: Block) -> str:
    return f"({block.within})" if block.within and block.within != PLANNED else ""


def citations_of(block: Block) -> str:
    """The markers of a block: [1] or [1, 4]."""
    return f"[{', '.join(map(str, block.citations))}]" if block.citations else ""


def _scopes(block: Block) -> str:
    beside = [f"{use.text}: {use.scope}" for use in block.figures if not use.inline]
    return f"({'; '.join(beside)})" if beside else ""


def marks_of(block: Block) -> str:
    """What must be told besides the source."""
    return f"({'; '.join(mark.value for mark in block.marks)})" if block.marks else ""


def _closing(article: Article) -> Iterator[str]:
    if article.references:
        yield ""
        yield "## References"
        yield ""
    yield from (f"{r.n}. {reference_in_words(r)}" for r in article.references)
    if article.related_questions:
        yield ""
        yield "## Related questions"
        yield ""
        yield from (f"- {question}" for question in article.related_questions)
    yield ""
    yield "---"
    yield from closing_words(article)


def closing_words(article: Article) -> Iterator[str]:
    """Review status, intended use, disclaimer, and what made the article."""
    stamp = article.stamp
    yield f"Review status: {stamp.review_status}."
    yield article.intended_use
    yield article.disclaimer
    yield (
        f"Answered for {stamp.today.isoformat()}, region {stamp.region.upper()}, with the edition of "
        f"{stamp.edition.isoformat()} (knowledge {stamp.knowledge_hash[:12]}, plan {stamp.plan_hash[:12]})."
    )


_HOW_READ = {
    Verification.seen: "read",
    Verification.partly: "read in part",
    Verification.memory: "check the source",
    Verification.unverified: "unverified",
}


def reference_in_words(reference: Reference) -> str:
    """Type, authors, title, year, identifiers, and how far it was read."""
    ids = "; ".join(f"{name} {value}" for name, value in reference.identifiers if name != "url")
    urls = "; ".join(value for name, value in reference.identifiers if name == "url")
    year = str(reference.year) if reference.year and str(reference.year) not in reference.title else ""
    said = [reference.authors, reference.title, year, ids, urls]
    return f"[{reference.type.value}] {'. '.join(filter(None, said))} ({_HOW_READ[reference.verification]})"
