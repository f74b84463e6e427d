"""Numbering: citations are made from the sources behind each block, never written by hand."""

from __future__ import annotations

from dataclasses import replace

from curbside.article.model import CLINICAL, ArticleSection, Block, Reference
from curbside.evidence.model import Evidence
from curbside.knowledge.model import Source


def number_citations(
    bottom_line: Block, sections: tuple[ArticleSection, ...], evidence: Evidence
) -> tuple[Block, tuple[ArticleSection, ...], tuple[Reference, ...]]:
    """Give every clinical block its numbers, in the order of first use, and list what they stand for."""
    numbers: dict[str, int] = {}

    def numbered(block: Block) -> Block:
        if block.kind not in CLINICAL:
            return block
        named = evidence.sources_of(block.because)
        return replace(block, citations=tuple(numbers.setdefault(s, len(numbers) + 1) for s in named))

    first = numbered(bottom_line)
    rest = tuple(replace(s, blocks=tuple(numbered(b) for b in s.blocks)) for s in sections)
    return first, rest, tuple(_reference(n, evidence.sources[name]) for name, n in numbers.items())


def _reference(n: int, source: Source) -> Reference:
    named = source.identifiers.model_dump(exclude_none=True)
    return Reference(
        n=n,
        source=source.id,
        type=source.type,
        title=source.title,
        authors=source.authors,
        year=source.year,
        identifiers=tuple(sorted((str(k), str(v)) for k, v in named.items())),
        verification=source.verification,
        region=source.region,
    )
