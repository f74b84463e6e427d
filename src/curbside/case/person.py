"""Age and sex, in the many ways in which a first line gives them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Set

from curbside.case.assertion import Context
from curbside.case.model import Finding, Interval, Status
from curbside.case.page import Page

_SEX_WORDS = r"male|female|man|woman|gentleman|lady|gent|bloke|chap|guy|fella|boy|girl"
_NO_AGE = (
    r"(?!\s*(?:mg|mcg|ml|kg|cm|lb|g\b|st\b|%|/|[.,:]\d|-\s?\d|x\b|weeks?|wks?|days?|months?|mths?|hours?|hrs?"
    r"|years?\s+(?:ago|after|since|out|post|from|of\b|with)))"
)
_AGE = re.compile(
    r"(?<![\d./a-z-])(?P<a>\d{1,3})(?:[\s-]*(?:years?|yrs?|yr|y)?[\s-]*(?:old\b|of age\b|y/o\b|yo\b|y\.o\.?)"
    rf"(?:\s*(?P<s>{_SEX_WORDS}|m|f)\b)?"
    rf"|[\s-]*(?:year|yr|y)s?[\s-]*(?P<s2>{_SEX_WORDS}|(?<=[ry] )[mf])\b(?!/)"
    r"|/(?P<s4>f)\b(?!/)"
    r"|(?<!\d\d\d)(?!(?<=(?<!\d)\d)[\s-]?m)[\s-]?(?P<s3>m|f)\b(?!\s*(?:/|g\b))"
    r"|[\s-]?(?P<s7>male|female)\b)"
)
_OTHERS: tuple[tuple[tuple[str, ...], tuple[int, ...], re.Pattern[str]], ...] = (
    (("age", "aged"), (0,), re.compile(
        r"(?<!\bat )(?<!\bat the )(?<!\bsince )(?<!\bfrom )(?<!\bfrom the )(?<!\buntil )(?<!\bbefore )"
        r"\bage(?:d)?\s*(?::|is|of|=)?\s*(?P<a>\d{1,3})\b(?!\s*(?:/|weeks|days|months|mg))"
    )),
    (("in",), (0,), re.compile(r"\bin (?:his|her|their|my|the) (?:(?P<t>early|mid|late)[\s-]+)?(?P<g>[2-9])0'?s\b")),
    (("in",), (0,), re.compile(
        r"\bin (?:his|her|their|my) (?:(?P<t>early|mid|late)[\s-]+)?"
        r"(?P<d>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"
    )),
    (("turned",), (0,), re.compile(
        r"\bturned (?P<a>[2-9]\d)(?=\s*(?:last|this|in|on|and|yesterday|today|recently)\b|\s*[.,;:!?)\n]|$)"
        r"(?! (?:in|on) (?:bed|the|his|her)\b)"
    )),
    (("years", "year"), (2, 3), re.compile(
        r"\b(?:i am|i'm|im|he is|she is|patient is)\s+(?P<a>\d{2})\s+years?\b(?!\s*(?:after|post|ago|since|out|from))"
    )),
    (("i'm", "im", "i", "he", "she", "he's", "she's", "who", "patient", "pt"), (0,), re.compile(
        r"\b(?:i'm|im|i am|he's|he is|she's|she is|who is|who's|patient is|pt is) (?:now |only |nearly |just |still )?"
        rf"(?P<a>[2-9]\d)(?=\s*(?:[.,;:!?)\n]|$|and\b|but\b|with\b|on\b|years old|now\b|so\b|if\b)){_NO_AGE}"
    )),
    (tuple("man woman lady gentleman male female gent chap bloke".split()), (0,), re.compile(
        rf"\b(?P<s2>{_SEX_WORDS}),? (?:of |aged )?(?P<a>\d{{2}})\b{_NO_AGE}"
    )),
    (tuple("man woman lady gentleman male female gent chap bloke".split()), (0,), re.compile(
        rf"\b(?P<s2>{_SEX_WORDS})\s?[:;/]\s?(?P<a>[1-9]\d)(?=\s*(?:[.,;:)\n]|$))"
    )),
    (("mr", "mrs", "ms", "miss", "mx"), (0,), re.compile(
        r"\b(?P<s5>mr|mrs|ms|miss|mx)\b\.? (?:[a-z][a-z.'-]{0,20} ){0,3}?[a-z][a-z.'-]{0,20}"
        r"(?:,? \(|, | (?=[1-9]\d(?:,| lives)))(?:(?:who is|a) )?(?P<a>[1-9]\d)"
        r"(?=\s*(?:[.,;:)\n]|$|yrs?\b|years?\b|lives\b))"
    )),
    (("m", "f"), (0,), re.compile(
        r"(?:^|(?<=[\n.,(;] )|(?<=\n))(?P<s4>m|f)\s?(?P<a>\d{2})\b(?!\s*(?:mg|ml|mcg|/|%|\.\d))"
    )),
    (("patient", "pt", "member", "caller", "client"), (0,), re.compile(
        r"\b(?:patient|pt|member|caller|client)\s?[,:]? ?\(?(?P<a>[1-9]\d)\s?,? ?(?P<s6>m|f|male|female|man|woman)\b"
    )),
    (("patient", "pt", "caller"), (0,), re.compile(
        r"\b(?:patient|pt|caller)(?: on the (?:phone|line))?, (?P<a>[1-9]\d)(?=,)"
    )),
    (("patient", "pt", "caller", "member"), (0,), re.compile(
        r"\b(?:patient|pt|caller|member):? [a-z][a-z'-]{1,20}(?: [a-z][a-z'-]{0,20}\.?)?, (?P<a>[1-9]\d)(?=,)"
    )),
    (("patient", "pt", "member"), (0,), re.compile(
        r"\b(?:patient|pt|member)\s?[:,]? (?P<s4>m|f|male|female),? (?P<a>[1-9]\d)(?=\s*(?:[.,;)\n]|$))"
    )),
    (tuple("twenty thirty forty fourty fifty sixty seventy eighty ninety".split()), (0,), re.compile(
        r"\b(?P<w>twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety)"
        r"(?:[\s-](?P<u>one|two|three|four|five|six|seven|eight|nine))?[\s-]*(?:years?|yrs?)?[\s-]*(?:old\b|of age\b)"
        rf"(?:\s*(?P<s>{_SEX_WORDS})\b)?"
    )),
)  # fmt: skip
"""The words that betray a pattern, how many tokens before them it begins, and the pattern."""
_BETRAYED = {
    word: tuple((back, p) for words, backs, p in _OTHERS if word in words for back in backs)
    for word in {word for words, _, _ in _OTHERS for word in words}
}
_BETRAYS = frozenset(_BETRAYED)
_SEX = {
    **dict.fromkeys("m male man gentleman gent bloke chap guy fella boy mr".split(), "male"),
    **dict.fromkeys("f female woman lady girl mrs ms miss".split(), "female"),
}
_TENS = {w: n * 10 for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_TENS["fourty"] = 40
_WHOSE = (["his"], ["her"], ["their"], ["my"])
_BEFORE_WORD, _BEHIND_WORD = 3, 14
"""Tokens before and behind a word that betrays an age within which its number stands: "Mr Jan van der Berg, 68"."""
_UNITS = {w: n for n, w in enumerate("one two three four five six seven eight nine".split(), 1)}
_BODY = frozenset("penis testicle testicles scrotum vagina vulva labia".split())
_TITLES = frozenset({"mr", "ms"})
"""Titles that are also abbreviations (modified release, milliseconds): a title has one capital."""
_PRONOUNS = {
    "male": frozenset("he him his himself he's mr penis testicle testicles scrotum erection erections".split()),
    "female": frozenset("she her hers herself she's mrs ms miss vagina vulva labia breastfeeding".split()),
}
_OTHERS_WORDS = frozenset(
    "mother father mum mom dad wife husband partner son daughter brother sister friend carer nurse doctor surgeon dr "
    "colleague parents grandmother grandfather uncle aunt neighbour neighbor physio physiotherapist therapist "
    "hubby missus lad mate boss girlfriend boyfriend stepson stepdaughter fiance nephew niece".split()
)
_RELATIVES = {
    "male": frozenset("mother mum mom wife daughter sister grandmother aunt missus girlfriend niece".split()),
    "female": frozenset("father dad husband son brother grandfather uncle hubby boyfriend nephew".split()),
}
"""Whom a pronoun of this sex cannot mean."""
_STRANGERS = {sex: _OTHERS_WORDS - own for sex, own in _RELATIVES.items()}
"""Whom it can."""
_SUBJECTS = {"male": frozenset(("he", "he's", "himself")), "female": frozenset(("she", "she's", "herself"))}
_FIRST_PERSON = frozenset("i i'm i've my me".split())
_LONGEST_AGE = 3
_SEX_GROUPS = ("s", "s2", "s3", "s4", "s5", "s6", "s7")
_AGED = frozenset(("age", "aged"))
_DONE = frozenset(
    "fused operated operation op surgery fusion discectomy decompression laminectomy diagnosed done".split()
)
_THEN_REACH = 4
_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}


def read_person(page: Page, context: Context) -> Iterator[Finding]:
    """Findings of `age` and `sex` given with an age; `age` in years."""
    ages = list(_ages(page))
    for found in ages:
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
        if len(ages) > 1 and _is_of_then(page, first):
            yield Finding("age", age, Status.historical, span, reason="the age at which something was done")
            continue
        yield Finding("age", age, said.status, span, reason=said.reason)
        sex = next((_SEX[found[g]] for g in _SEX_GROUPS if found.groupdict().get(g) in _SEX), None)
        if sex is not None:
            yield Finding("sex", sex, said.status, span, reason=said.reason)


def _is_of_then(page: Page, first: int) -> bool:
    """Whether an age is that at which something was done: "fused aged 42, now 67F"."""
    start = max(page.sentences[page.sentence_of[first]].first, first - _THEN_REACH)
    return page.words[first] in _AGED and not _DONE.isdisjoint(page.words[start:first])


def _ages(page: Page) -> Iterator[re.Match[str]]:
    text = page.folded.text
    betrayed = [at for at in page.places(_BETRAYS) if _is_spelled(page, at) or _is_numbered(page, at)]
    for at in sorted([*page.numbers, *betrayed]):
        word, start = page.words[at], page.starts[at]
        if word[0].isdigit():
            found = _AGE.match(text, start) if len(word) <= _LONGEST_AGE else None
            if found is not None:
                yield found
        for back, pattern in _BETRAYED.get(word, ()):
            found = pattern.match(text, page.starts[at - back]) if at >= back else None
            if found is not None:
                yield found


def _is_spelled(page: Page, at: int) -> bool:
    """Whether the age itself may be in words: "fifty years old", "in her sixties"."""
    return page.words[at] in _TENS or (page.words[at] == "in" and page.words[at + 1 : at + 2] in _WHOSE)


def _is_numbered(page: Page, at: int) -> bool:
    """Whether a number stands near enough behind a word, or right before it, to be the age it tells."""
    following = bisect_left(page.numbers, at - _BEFORE_WORD)
    return following < len(page.numbers) and page.numbers[following] <= at + _BEHIND_WORD


def _age(found: re.Match[str]) -> Interval:
    parts = found.groupdict()
    if parts.get("g") or parts.get("d"):
        decade = float(parts["g"]) * 10 if parts.get("g") else _TENS[parts["d"][:-3] + "y"]
        low, high = _PARTS.get(parts.get("t") or "", (0, 9))
        return Interval(decade + low, decade + high)
    if parts.get("w"):
        return Interval.point(_TENS[parts["w"]] + _UNITS.get(parts["u"] or "", 0))
    return Interval.point(float(parts["a"]))


def sex_by_pronoun(page: Page, telling: Collection[int]) -> Iterator[Finding]:
    """Sex from "he" or "her", where only one of them occurs and nobody is spoken of whom it may mean.

    A "he" is never the wife or the daughter who tells; a nurse or a doctor may be either.  Only the
    sentences of `telling`, those that say something clinical, are looked at.
    """
    said = {sex: at for sex, pronouns in _PRONOUNS.items() if (at := _first_of(page, pronouns, telling)) is not None}
    if len(said) != 1:
        return
    ((sex, at),) = said.items()
    is_other_told = _first_of(page, _OTHERS_WORDS, telling) is not None
    if is_other_told and (
        _first_of(page, _STRANGERS[sex], telling) is not None
        or _first_of(page, _SUBJECTS[sex], telling) is None
        or not _FIRST_PERSON.isdisjoint(page.words)
    ):
        return
    yield Finding("sex", sex, Status.present, page.span(at, at + 1), reason="from the pronoun")


def _first_of(page: Page, words: Set[str], telling: Collection[int]) -> int | None:
    """The first token of these sentences that is one of these words."""
    return next((at for at in page.places(words) if _is_meant(page, at, telling)), None)


def _is_meant(page: Page, at: int, telling: Collection[int]) -> bool:
    if page.sentence_of[at] not in telling and page.words[at] not in _BODY:
        return False
    return page.words[at] not in _TITLES or page.quote(at, at + 1).istitle()
