"""Coma scales told one after another: "GCS 15 on arrival, now 12" tells of altered consciousness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curbside.case.matches import Match
from curbside.case.model import Finding, Span, Status
from curbside.case.near import Mention
from curbside.case.page import Page
from curbside.case.quantity import Told
from curbside.case.series import values_of
from curbside.case.units import Units

_NAME = frozenset(("gcs",))
_FACT = "altered_consciousness"
_LOWEST, _FULL = 3, 15


def later_scores(page: Page, units: Units) -> Iterator[Told]:
    """Altered consciousness where the last of several scores is below 15."""
    for at in page.places(_NAME):
        values = values_of(page, Match(at, at + 1, ()), units, False, frozenset())
        last = values[-1].quantity if len(values) > 1 else None
        if last is not None and _LOWEST <= last.value.low < _FULL:
            told = Finding(_FACT, True, Status.present, page.span(at, last.last), reason="the last score is below 15")
            yield Told(told, last.first, last.last)


def without_earlier_score(page: Page, named: Sequence[Mention], measured: Sequence[Finding]) -> list[Mention]:
    """What the words name, without a full score that a later one has overtaken."""
    spans = [f.basis for f in measured if f.fact == _FACT and isinstance(f.basis, Span)]
    return [m for m in named if not (m.fact == _FACT and m.value is False and _lies_in(page, m, spans))]


def _lies_in(page: Page, mention: Mention, spans: Sequence[Span]) -> bool:
    own = page.span(mention.first, mention.last)
    return any(span.start <= own.start and own.end <= span.end for span in spans)
