"""Shares of relief and what they came from, and numbers that are counted in words: blocks, tests, weeks.

"85% and 80% relief" is of the block, of the trial of stimulation or of the present
treatment that was named last before it; of an epidural it is none of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from curbside.case.model import Finding, Status
from curbside.case.page import Page
from curbside.case.quantity import Told, told
from curbside.case.units import number_at

_REACH = 45
_COMPANY = 6
_NUMBERS = {w: float(n) for n, w in enumerate(
    "one two three four five six seven eight nine ten eleven twelve".split(), 1)} | {"single": 1.0}  # fmt: skip
_ORDINALS = {"third": 3.0, "fourth": 4.0, "fifth": 5.0, "sixth": 6.0}
_DAYS = {
    **dict.fromkeys(("day", "days"), 1.0),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), 7.0),
    **dict.fromkeys(("month", "months", "mo", "mth", "mths"), 30.4),
    **dict.fromkeys(("year", "years", "yr", "yrs"), 365.25),
}
_LENGTHS = frozenset(_DAYS)
_HOURS = frozenset("h hr hrs hour hours".split())
_FALLS = frozenset(
    "fall fell fallen drop dropped drops loss lost decline declined down worse weaker deteriorated by".split()
)
_PARTS = {"leg": "leg", "legs": "leg", "radicular": "leg", "back": "back", "axial": "back", "lumbar": "back"}
_PAUSES = frozenset(
    "settled eased relieved relief better gone free resolved without no well fine off on took takes".split()
)
_WEEK, _MONTH = 7.0, 30.4
_YEAR = (("past", "year"), ("last", "year"), ("this", "year"), ("last", "12"), ("past", "12"), ("within", "12"),
         ("in", "12"), ("past", "twelve"), ("last", "twelve"), ("a", "year"))  # fmt: skip
_OF_BLOCKS = frozenset(("branch", "mbb", "mbbs", "articular"))
_TESTS = frozenset(("tests",))
_GRADES = frozenset(("grade", "grades"))
_PERCENT = frozenset(("%", "percent"))


@dataclass(frozen=True)
class ShareReader:
    """The words of `knowledge/reading/measures.yaml` that tell what a share or a count is of."""

    words: Mapping[str, frozenset[str]]
    nicotine_free: tuple[tuple[str, ...], ...]
    free_words: frozenset[str]
    """The first words of those phrases."""

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> ShareReader:
        free = tuple(tuple(phrase.split()) for phrase in table["nicotine_free"])
        return cls(
            {name: frozenset(words) for name, words in table.items()}, free, frozenset(phrase[0] for phrase in free)
        )

    def read(self, page: Page) -> Iterator[Told]:
        """Findings of relief, its trials and blocks, and of counts of tests, weeks and months."""
        yield from self._relief(page)
        yield from self._blocks(page)
        yield from self._provocation(page)
        yield from self._times(page)
        yield from self._injections(page)
        yield from _grades(page)
        yield from _dominant(page)

    # --- relief ---

    def _relief(self, page: Page) -> Iterator[Told]:
        shares: dict[str, list[tuple[int, float]]] = {}
        for sign in page.places(_PERCENT):
            value = number_at(page.words[sign - 1]) if sign else None
            if value is not None and value <= 100 and self._is_relief(page, sign):
                fact = self._cause(page, sign)
                if fact:
                    shares.setdefault(fact, []).append((sign, value))
        for fact, values in shares.items():
            least = min(value for _, value in values)
            for sign, value in values:
                share = told(page, fact, value, sign - 1, sign + 1)
                is_least = value == least or fact != "block_relief"
                yield share if is_least else share.past("the least of several blocks counts")
            if fact == "stimulation_trial_relief":
                yield from self._trial_hours(page, values[0][0])
            if fact == "block_relief" and len(values) > 1 and self._counted_blocks(page) is None:
                first, last = values[0][0] - 1, values[0][0] + 1
                yield told(page, "block_count", len(values), first, last)

    def _is_relief(self, page: Page, sign: int) -> bool:
        sentence = page.sentences[page.sentence_of[sign]]
        near = page.words[max(sentence.first, sign - _COMPANY) : min(sentence.last, sign + 1 + _COMPANY)]
        is_of_block = not self.words["block_words"].isdisjoint(page.words[max(sentence.first, sign - 4) : sign])
        return is_of_block or not self.words["relief_words"].isdisjoint(near)

    def _cause(self, page: Page, sign: int) -> str | None:
        """The fact that a share of relief is of, by what was named last before it or else right behind it."""
        words = page.words
        sentence = page.sentences[page.sentence_of[sign]]
        improves = not self.words["improvement_words"].isdisjoint(words[max(sentence.first, sign - 7) : sign + 4])
        places = [*range(sign - 1, max(sign - _REACH, -1), -1), *range(sign + 1, min(sign + 14, sentence.last))]
        for at in places:
            word = words[at]
            if word in self.words["block_words"]:
                return None if words[at - 1] in ("root", "nerve") and words[at - 2] != "branch" else "block_relief"
            if word in ("injection", "injections") and not self.words["joint_words"].isdisjoint(
                words[max(at - 4, 0) : at]
            ):
                return "block_relief"
            if word == "trial" and not self.words["stimulation_words"].isdisjoint(page.vocabulary):
                return "stimulation_trial_relief"
            if word in self.words["stimulation_words"] or (word == "lead" and "trial" in words[max(at - 2, 0) : at]):
                around = words[max(sentence.first, at - 8, 0) : sign + 10]
                return None if self.words["trial_words"].isdisjoint(around) else "stimulation_trial_relief"
            if word in self.words["other_causes"]:
                return None
            if at < sentence.first and improves:
                break
        return "pain_improvement" if improves and self._tells_of_pain(page, sign) else None

    def _tells_of_pain(self, page: Page, sign: int) -> bool:
        sentence = page.sentences[page.sentence_of[sign]]
        own = page.words[sentence.first : sentence.last]
        return not (self.words["pain_company"] | {"rfa", "ablation", "reports"}).isdisjoint(own)

    def _trial_hours(self, page: Page, sign: int) -> Iterator[Told]:
        sentence = page.sentences[page.sentence_of[sign]]
        for at in range(sentence.first, sentence.last - 2):
            if page.words[at] in ("over", "for", "x", "of", "after", "lasting", "a"):
                step = 2 if page.words[at + 2 : at + 3] == ["-"] else 1
                value, unit = _number(page.words[at + 1]), page.words[at + 1 + step : at + 2 + step]
                if value and unit and unit[0] in _DAYS and _DAYS[unit[0]] <= _WEEK:
                    hours = value * _DAYS[unit[0]] * 24
                elif value and unit and unit[0] in _HOURS:
                    hours = value
                else:
                    continue
                yield told(page, "stimulation_trial_hours", hours, at + 1, at + 2 + step)
                return

    # --- counts ---

    def _counted_blocks(self, page: Page) -> tuple[int, float] | None:
        """The number before "medial branch blocks"."""
        words = page.words
        for at in page.places(_OF_BLOCKS):
            if words[at] == "articular" and self.words["block_words"].isdisjoint(words[at : at + 4]):
                continue
            for number in range(at - 1, max(at - 5, -1), -1):
                value = _number(words[number])
                if value is not None and value <= 10 and words[number + 1] not in ("/", "."):
                    return number, value
                if words[number] in (",", ".", ";", ":"):
                    break
        return None

    def _blocks(self, page: Page) -> Iterator[Told]:
        found = self._counted_blocks(page)
        if found is not None:
            yield told(page, "block_count", found[1], found[0], found[0] + 1)

    def _provocation(self, page: Page) -> Iterator[Told]:
        """ "4 of 5 provocation tests positive": the number of tests that hurt."""
        words = page.words
        tests = [at for at in page.places(_TESTS) if words[at - 1 : at] in (["sij"], ["joint"], ["si"])]
        named = [*page.places(self.words["provocation_words"]), *tests]
        for number in dict.fromkeys(page.sentence_of[at] for at in named):
            sentence = page.sentences[number]
            for at in range(sentence.first, sentence.last - 2):
                value, most = _number(words[at]), _number(words[at + 2])
                if (
                    value is None
                    or most is None
                    or not value <= most <= 6
                    or most < 3
                    or words[at + 1] not in ("of", "/")
                ):
                    continue
                if words[at - 1] not in ("power", "strength", "/") and words[at + 3 : at + 4] != ["/"]:
                    yield told(page, "sij_positive_tests", value, at, at + 3)
                    break

    def _times(self, page: Page) -> Iterator[Told]:
        words = page.words
        for unit in page.places(_LENGTHS):
            at = unit - 1 if unit and words[unit - 1] != "-" else unit - 2
            value = _number(words[at]) if at >= 0 else None
            if value is None:
                continue
            days = value * _DAYS[words[unit]]
            start = max(page.sentences[page.sentence_of[unit]].first, at - 6)
            before = [word for word in words[start:at] if word != "-"]
            after = words[unit + 1 : unit + 4]
            fact = self._of_time(before, after, days)
            if fact:
                size = _MONTH if fact in ("imaging_age", "pain_duration") else _WEEK
                amount = value if _DAYS[words[unit]] == size else round(days / size, 1)
                if fact != "pregnancy_weeks" or amount <= 44:
                    yield told(page, fact, amount, at, unit + 1)

    def _of_time(self, before: Sequence[str], after: Sequence[str], days: float) -> str | None:
        if after[:1] == ["old"]:
            return "imaging_age" if not self.words["imaging_words"].isdisjoint(before) else None
        if not self.words["pregnant_words"].isdisjoint({*before[-3:], *after[:2]}) and days <= 44 * _WEEK:
            return "pregnancy_weeks" if after[:1] != ["ago"] and "post" not in before else None
        free = not self.free_words.isdisjoint(before) and any(_holds(before, phrase) for phrase in self.nicotine_free)
        if free and not {"a", "per"} & set(after[:1]):
            return "nicotine_free_weeks"
        if not _PAUSES.isdisjoint(before) or after[:1] in (["ago"], ["after"], ["then"]):
            return None
        if before[-1:] == ["for"] and days >= _MONTH and not self.words["pain_company"].isdisjoint(before[-3:]):
            return "pain_duration"
        return "pain_duration" if before[-1:] == ["for"] and before[-4:-1] == ["out", "of", "10"] else None

    def _injections(self, page: Page) -> Iterator[Told]:
        """Steroid injections of the last year, when a number and the year are both named."""
        words = page.words
        for number in dict.fromkeys(page.sentence_of[at] for at in page.places(self.words["steroid_injections"])):
            sentence = page.sentences[number]
            own = words[sentence.first : sentence.last]
            if not any(_holds(own, pair) for pair in _YEAR):
                continue
            for at in range(sentence.first, sentence.last):
                value = self._injection_count(words, at)
                if value:
                    yield told(page, "steroid_injections_year", value, at, at + 1)
                    break

    def _injection_count(self, words: Sequence[str], at: int) -> float | None:
        names = self.words["steroid_injections"]
        value = _number(words[at])
        if value is not None and value <= 12 and words[at - 1 : at] == ["x"] and words[at - 2] in names:
            return value
        if value is not None and value <= 12 and not names.isdisjoint(words[at + 1 : at + 3]):
            return value
        nth = _ORDINALS.get(words[at])
        return nth - 1 if nth and not names.isdisjoint(words[at + 1 : at + 3]) else None


def _number(word: str) -> float | None:
    return _NUMBERS.get(word) or number_at(word)


def _holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    first, length, whole = phrase[0], len(phrase), list(phrase)
    return first in words and any(
        word == first and list(words[at : at + length]) == whole for at, word in enumerate(words)
    )


def _grades(page: Page) -> Iterator[Told]:
    """By how many grades the power of a muscle has fallen: "a fall of two MRC grades"."""
    words = page.words
    for grade in page.places(_GRADES):
        at = grade - 2 if grade and words[grade - 1] in ("mrc", "motor", "power", "muscle") else grade - 1
        value = _number(words[at]) if at > 0 else None
        if value is not None and value <= 5 and not _FALLS.isdisjoint(words[max(at - 5, 0) : at]):
            yield told(page, "power_drop", value, at, grade + 1)


def _dominant(page: Page) -> Iterator[Told]:
    """Which pain is worse, from the share of each: "70% leg and 30% back"."""
    words = page.words
    shares: dict[int, dict[str, tuple[int, float]]] = {}
    for sign in page.places(_PERCENT):
        value = number_at(words[sign - 1]) if sign else None
        parts = [part for part in words[sign + 1 : sign + 3] if part in _PARTS]
        if value is not None and parts:
            shares.setdefault(page.sentence_of[sign], {})[_PARTS[parts[0]]] = (sign, value)
    for found in shares.values():
        if len(found) == 2:
            (first, leg), (last, back) = found["leg"], found["back"]
            worse = "leg" if leg > back else "back" if back > leg else "equal"
            start, end = min(first, last) - 1, max(first, last) + 2
            yield Told(Finding("dominant_pain", worse, Status.present, page.span(start, end)), start, end)
