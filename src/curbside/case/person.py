"""Age and sex, in the many ways in which a first line gives them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from curbside.case.assertion import Context
from curbside.case.layout import Page
from curbside.case.model import Finding, Interval, Status

_AGE = re.compile(
    r"(?<![\d./-])(?P<a>\d{1,3})[\s-]*(?:years?|yrs?|yr|y)?[\s-]*(?:old\b|of age\b|y/o\b|yo\b|y\.o\.?)(?:\s*(?P<s>male|female|man|woman|m|f)\b)?"
    r"|\b(?:aged?|age)\s*(?::|is|of|=)?\s*(?P<b>\d{1,3})\b(?!\s*(?:/|weeks|days|months|mg))"
    r"|(?<![\d./-])(?P<c>\d{2,3})[\s-]*(?:year|yr)s?[\s-]*(?:old)?[\s-]*(?P<s2>male|female|man|woman|gentleman|lady)\b"
    r"|(?<![\d./a-z-])(?P<d>\d{2})\s?(?P<s3>m|f)\b(?!\s*(?:/|g\b))"
    r"|(?<![a-z])(?P<s4>m|f)\s?(?P<e>\d{2})\b(?!\s*(?:mg|ml|mcg|/|%|\.))"
    r"|\bin (?:his|her|their|my|the) (?:(?P<t>early|mid|late)[\s-]+)?(?P<g>[2-9])0'?s\b"
    r"|\b(?:i am|i'm|im|he is|she is|patient is|is)\s+(?P<h>\d{2})\s+years?\b(?!\s*(?:after|post|ago|since|out|from))"
)
_SEX = {
    "m": "male",
    "male": "male",
    "man": "male",
    "gentleman": "male",
    "f": "female",
    "female": "female",
    "woman": "female",
    "lady": "female",
}
_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}


def read_person(page: Page, context: Context) -> Iterator[Finding]:
    """Findings of `age` and `sex` given with an age; `age` in years."""
    for found in _AGE.finditer(page.folded.text):
        first = max(bisect_right(page.starts, found.start()) - 1, 0)
        last = max(bisect_right(page.starts, found.end() - 1), first + 1)
        said = context.judge(((first, last),), standing=True)
        if said.status in (Status.absent, Status.hypothetical):
            continue
        span = page.folded.span(found.start(), found.end())
        age = _age(found)
        if age.low > 120:
            reason = f"refused: {age.low:g} is no plausible age"
            yield Finding("age", age, Status.hypothetical, span, reason=reason)
            continue
        yield Finding("age", age, said.status, span, reason=said.reason)
        sex = next((_SEX[found[g]] for g in ("s", "s2", "s3", "s4") if found[g]), None)
        if sex is not None:
            yield Finding("sex", sex, said.status, span, reason=said.reason)


def _age(found: re.Match[str]) -> Interval:
    if found["g"]:
        decade = float(found["g"]) * 10
        low, high = _PARTS.get(found["t"] or "", (0, 9))
        return Interval(decade + low, decade + high)
    return Interval.point(float(next(found[g] for g in "abcdeh" if found[g])))
