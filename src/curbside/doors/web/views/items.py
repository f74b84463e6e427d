"""The article as a page lays it out: sections of items, each item with its sentences and their why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from curbside.article.blocks import WITHIN
from curbside.article.markdown import PLANNED, marks_of, nesting
from curbside.article.model import Article, ArticleSection, Block, BlockKind
from curbside.consult import Consult
from curbside.doors.web.views.why import Reasons, Why
from curbside.knowledge.load import Knowledge

ACTIONS = 4
"""Actions told in the first screen."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One block as it is shown: `new` when the answer before did not hold it."""

    anchor: str
    kind: str
    text: str
    within: str
    citations: tuple[int, ...]
    scope: str
    marks: str
    new: bool
    why: str
    """Anchor of its why; "" when it has none."""


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence with those beneath it, and the why they share."""

    lead: Sentence
    beneath: tuple[Sentence, ...]
    why: Why | None
    why_anchor: str


@dataclass(frozen=True, slots=True)
class ShownSection:
    id: str
    title: str
    items: tuple[Item, ...]
    folded: bool
    owners: tuple[tuple[str, tuple[Item, ...]], ...]
    """Its items by the disagreement or criteria set that owns them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The parts of a page that come from the article."""

    bottom: Sentence
    actions: tuple[Sentence, ...]
    sections: tuple[ShownSection, ...]
    cited_in: dict[int, tuple[str, ...]]
    """Anchors of the sentences that cite each reference."""


def shown(done: Consult, knowledge: Knowledge, before: Article | None = None) -> Shown:
    """Lay an answer out; what `before` did not say is marked as new."""
    reasons = Reasons(done, knowledge)
    known = None if before is None else {(b.kind, b.text) for b in before.blocks()}
    layout = _Layout(reasons, known)
    bottom = layout.sentence(done.article.bottom_line, "bottom-line", "")
    sections = tuple(layout.section(section) for section in done.article.sections)
    every = [bottom, *_sentences(sections)]
    cited: dict[int, list[str]] = {}
    for sentence in every:
        for n in sentence.citations:
            cited.setdefault(n, []).append(sentence.anchor)
    return Shown(bottom, tuple(_actions(sections)), sections, {n: tuple(where) for n, where in cited.items()})


def _sentences(sections: tuple[ShownSection, ...]) -> Iterator[Sentence]:
    for section in sections:
        for item in section.items:
            yield item.lead
            yield from item.beneath


_NOT_NOW = frozenset({"understood", "not-excluded", "unknowns", "differential", "conflicts", "criteria", "avoid"})
_SOONEST = tuple(WITHIN.values())


def _actions(sections: tuple[ShownSection, ...]) -> list[Sentence]:
    """The first things to do, each once, the soonest first, then in the order of the article."""
    acts: dict[str, Sentence] = {}
    for section in sections:
        if section.id in _NOT_NOW:
            continue
        for item in section.items:
            for sentence in (item.lead, *item.beneath):
                if sentence.kind == BlockKind.act.value:
                    acts.setdefault(sentence.text, sentence)
    return sorted(acts.values(), key=_due)[:ACTIONS]


def _due(act: Sentence) -> int:
    begins = act.within.partition(",")[0] or PLANNED
    return _SOONEST.index(begins) if begins in _SOONEST else len(_SOONEST)


@dataclass
class _Layout:
    reasons: Reasons
    known: set[tuple[BlockKind, str]] | None

    def section(self, section: ArticleSection) -> ShownSection:
        groups: list[list[Block]] = []
        for block, beneath in nesting(section.blocks):
            if beneath:
                groups[-1].append(block)
            else:
                groups.append([block])
        items = tuple(self._item(section.id, n, group) for n, group in enumerate(groups, start=1))
        owners: dict[str, list[Item]] = {}
        for item, group in zip(items, groups, strict=True):
            owners.setdefault(group[0].recommendation or "", []).append(item)
        folded = bool(getattr(section, "folded", False))
        by_owner = tuple((name, tuple(found)) for name, found in owners.items())
        return ShownSection(section.id, section.title, items, folded, by_owner)

    def _item(self, section: str, n: int, group: list[Block]) -> Item:
        anchor = f"{section}-{n}"
        name = group[0].recommendation or ""
        speaks = group[0].kind not in (BlockKind.note, BlockKind.finding, BlockKind.question)
        why = self.reasons.of(name, tuple(group)) if speaks else None
        why_anchor = f"why-{anchor}" if why is not None else ""
        lead, *beneath = [
            self.sentence(block, anchor if place == 0 else f"{anchor}-{place}", why_anchor)
            for place, block in enumerate(group)
        ]
        return Item(lead, tuple(beneath), why, why_anchor)

    def sentence(self, block: Block, anchor: str, why: str) -> Sentence:
        beside = [f"{use.text}: {use.scope}" for use in block.figures if not use.inline]
        return Sentence(
            anchor=anchor,
            kind=block.kind.value,
            text=block.text,
            within="" if block.within in (None, PLANNED) else str(block.within),
            citations=block.citations,
            scope="; ".join(beside),
            marks=marks_of(block).strip("()"),
            new=self.known is not None and (block.kind, block.text) not in self.known,
            why=why,
        )
