"""Which pain is worse, when back and leg are each given a score of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curbside.case.model import CURRENT, Finding, Interval, Span

_PARTS = {"back": ("back", "lumbar", "lbp", "axial"), "leg": ("leg", "radic", "sciatic", "calf", "thigh", "foot")}


def dominant_pain(findings: Sequence[Finding]) -> Iterator[Finding]:
    """`dominant_pain` from "back pain 8/10, leg pain 2/10": one score for each part of the body, both of now."""
    scores: dict[str, list[Finding]] = {"back": [], "leg": []}
    for finding in findings:
        if finding.fact == "pain_score" and finding.status in CURRENT and isinstance(finding.value, Interval):
            part = _part(finding)
            if part:
                scores[part].append(finding)
    if len(scores["back"]) != 1 or len(scores["leg"]) != 1:
        return
    back, leg = scores["back"][0], scores["leg"][0]
    assert isinstance(back.value, Interval)
    assert isinstance(leg.value, Interval)
    if back.value.low > leg.value.high:
        worse = "back"
    elif leg.value.low > back.value.high:
        worse = "leg"
    elif back.value == leg.value and back.value.is_point:
        worse = "equal"
    else:
        return
    basis = leg.basis if worse == "leg" else back.basis
    yield Finding("dominant_pain", worse, back.status, basis, reason="the scores of back and leg compared")


def _part(score: Finding) -> str | None:
    quote = score.basis.quote.lower() if isinstance(score.basis, Span) else ""
    named = [part for part, words in _PARTS.items() if any(word in quote for word in words)]
    return named[0] if len(named) == 1 else None
