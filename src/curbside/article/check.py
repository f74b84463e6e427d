"""The gate: an article with a sentence that cannot be defended does not leave the house.

`check` sees the article and the evidence it was made from, and nothing else.  It
collects every fault; one is enough to refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from curbside.article.model import CLINICAL, Article, Block, BlockKind
from curbside.evidence.model import Evidence
from curbside.knowledge.model import Urgency, Verification
from curbside.knowledge.wording import PLACEHOLDER, typed_digits
from curbside.pathway.model import ALARMS, Assessment

LONGEST_BOTTOM_LINE = 60
"""Words."""


class ArticleRefusedError(Exception):
    """An article that must not be shown; it lists every reason, and the alarms that had fired all the same."""

    def __init__(self, faults: Iterable[str], alarms: Iterable[str] = ()) -> None:
        self.faults = tuple(faults)
        self.alarms = tuple(alarms)
        told = ["this answer was refused because a sentence of it could not be defended:"]
        told += [f"  {fault}" for fault in self.faults]
        if self.alarms:
            told += ["These alarms had fired; act on them:", *(f"  {alarm}" for alarm in self.alarms)]
        super().__init__("\n".join(told))


def check(article: Article, evidence: Evidence, assessment: Assessment, names: Iterable[str] = ()) -> Article:
    """Return the article unchanged, or refuse it.

    `names` are the words that may hold a digit without being a number.

    Raises:
        ArticleRefusedError: a sentence lacks support, a digit was typed, a figure lacks
            its population, a marker points nowhere, a reference is cited nowhere, a
            section is empty, an emergency does not come first, or two acts contradict.
    """
    faults = [fault for rule in _RULES for fault in rule(article, evidence)]
    faults += _digits(article, tuple(names))
    faults += [f"{c.acts[0]} and {c.acts[1]} contradict each other on {c.target}" for c in assessment.contradictions]
    if faults:
        raise ArticleRefusedError(faults, (j.recommendation for j in assessment.fired() if j.urgency in ALARMS))
    return article


def _told(block: Block) -> str:
    return f"'{block.text[:70]}'"


def _support(article: Article, evidence: Evidence) -> Iterator[str]:
    for block in article.blocks():
        if block.kind not in CLINICAL:
            continue
        if not block.because:
            yield f"{_told(block)} has no support"
        for row in block.because:
            statement = evidence.statements.get(row)
            if not evidence.holds(row):
                yield f"{_told(block)} rests on {row}, which is not among the evidence"
            elif statement is not None and statement.verification is Verification.unverified:
                yield f"{_told(block)} rests on {row}, which is unverified"
        if not block.citations:
            yield f"{_told(block)} cites nothing"


def _markers(article: Article, evidence: Evidence) -> Iterator[str]:
    listed = {reference.n: reference for reference in article.references}
    for block in article.blocks():
        allowed = set(evidence.sources_of(block.because))
        for n in block.citations:
            if n not in listed:
                yield f"{_told(block)} cites [{n}], which is not in the list"
            elif listed[n].source not in allowed:
                yield f"{_told(block)} cites [{n}] {listed[n].source}, which does not support it"
    cited = {n for block in article.blocks() for n in block.citations}
    for reference in article.references:
        if reference.n not in cited:
            yield f"reference [{reference.n}] {reference.source} is cited nowhere"
        if reference.source not in evidence.sources:
            yield f"reference [{reference.n}] {reference.source} is not among the evidence"
    if sorted(listed) != list(range(1, len(article.references) + 1)):
        yield "the references are not numbered one after the other"


def _figures(article: Article, _evidence: Evidence) -> Iterator[str]:
    for block in article.blocks():
        for use in block.figures:
            if not use.scope:
                yield f"{_told(block)} prints {use.name} without its population"
            elif use.inline and any(part not in block.text for part in use.scope.split("; ")):
                yield f"{_told(block)} prints {use.name} without saying for whom it holds"
        if left := PLACEHOLDER.findall(block.text):
            yield f"{_told(block)} leaves {', '.join(left)} open"


def _digits(article: Article, names: tuple[str, ...]) -> Iterator[str]:
    for block in article.blocks():
        filled = {name for name, _ in block.fills}
        for word in typed_digits(block.template, names):
            yield f"{_told(block)} holds the typed number {word!r}"
        for name in PLACEHOLDER.findall(block.template):
            if name not in filled:
                yield f"{_told(block)} has nothing for {{{name}}}"


def _shape(article: Article, _evidence: Evidence) -> Iterator[str]:
    words = len(article.bottom_line.text.split())
    if words > LONGEST_BOTTOM_LINE:
        yield f"the bottom line has {words} words: at most {LONGEST_BOTTOM_LINE}"
    for section in article.sections:
        if not section.blocks:
            yield f"the section '{section.title}' is empty"


def _emergencies_first(article: Article, _evidence: Evidence) -> Iterator[str]:
    if article.urgency is not Urgency.emergency:
        return
    advice = [b for s in article.sections for b in s.blocks if b.kind in (BlockKind.advice, BlockKind.act)]
    if not advice or advice[0].urgency is not Urgency.emergency:
        yield "an emergency is present and does not come first"


_RULES: tuple[Callable[[Article, Evidence], Iterator[str]], ...] = (
    _support,
    _markers,
    _figures,
    _shape,
    _emergencies_first,
)
