"""Numbers whose name does not stand beside them: "62M, 104 kg", "hot at 39.4", "left leg pain for 5 months, 7/10".

Each is read only where nothing else is meant: beside words of change or load a mass is
no body weight, and a bare number is a temperature only in talk of fever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from curbside.case.page import Page
from curbside.case.quantity import Quantity, Told, quantity_at, told
from curbside.case.units import Units, number_at

_SIGNS = frozenset(", ; ( ) . : ? !".split())
_PEOPLE = frozenset("man woman patient lady gentleman male female adult".split())
_NEAR = 5
_PAIN_REACH = 40
_USUAL_REACH = 6
_WEIGHTS = (25, 350)
_HEIGHTS = (130, 220)
_FEVERS = (37.4, 42.0)
_FEVER_TOLD = 38.0
_COOLEST = 35.0
"""A sentence that opens with its temperature may give a normal one: "36.7, no shivers"."""
_NO_OTHER = ("°C", "in")
_GOES_ON = (["/"], ["-"], ["%"], ["to"])
_THEY_ARE = frozenset("she's he's i'm im they're hes shes".split())
_THEY = frozenset("she he i they patient pt mum mom dad and".split())
_BE = frozenset(("is", "was", "am", "are"))
_TEN = 10
_ABOUT = frozenset(("about", "around", "approx", "roughly", "~"))
_STONES = (5, 40)
_FEET = range(4, 8)
_FAHRENHEIT = (94, 107)
_BODY_SIZE = frozenset("weigh weighs weight tall height stone st kg kgs kilos lb lbs bmi".split())
_STONE = frozenset(("stone", "st"))
_FOOT = frozenset(("foot", "ft", "feet"))
_F = frozenset(("f",))
_NO_DEGREES = frozenset(("hba1c", "bmi", "a1c"))
_DEGREES = frozenset(("c", "celsius", "centigrade", "degrees"))
_OUT_OF_TEN = frozenset(("10", "ten"))
_SPOKEN = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven".split())}


@dataclass(frozen=True)
class UnnamedReader:
    """The words of `knowledge/reading/measures.yaml` that tell a body weight, a fever and a pain score."""

    words: Mapping[str, frozenset[str]]
    usual: tuple[tuple[str, ...], ...]
    units: Units

    @classmethod
    def of(cls, table: Mapping[str, Any], units: Units) -> UnnamedReader:
        return cls(
            {name: frozenset(words) for name, words in table.items()},
            tuple(tuple(phrase.split()) for phrase in table["usual_words"]),
            units,
        )

    def read(self, page: Page, taken: Set[int]) -> Iterator[Told]:
        """Findings of `weight`, `height`, `temperature` and `pain_score`; `taken` are numbers that have a name."""
        weights = [at for at in self._of_body(page, "mass_units", _WEIGHTS) if at not in taken]
        for at in weights:
            yield _number(page, "weight", at, at + 2, self.units)
        for at in self._of_body(page, "length_units", _HEIGHTS):
            if at not in taken and self._has_weight_beside(page, at):
                yield _number(page, "height", at, at + 2, self.units)
        yield from self._compounds(page, taken)
        yield from self._fahrenheit(page, taken)
        yield from self._celsius(page, taken)
        for at in dict.fromkeys((*self._temperatures(page), *self._of_someone(page))):
            if at not in taken:
                yield _number(page, "temperature", at, at + 1, self.units)
        yield from self._pains(page, taken)

    def _of_body(self, page: Page, unit: str, limits: tuple[int, int]) -> Iterator[int]:
        """Places of a number with a unit that stands between signs, with no word of change or load near it."""
        words = page.words
        for sign in page.places(self.words[unit]):
            at, sentence = sign - 1, page.sentences[page.sentence_of[sign]]
            value = number_at(words[at]) if at >= 0 else None
            if value is None or not limits[0] <= _in_base(words[sign], value, self.units) <= limits[1]:
                continue
            opens = at == sentence.first or words[at - 1] in _SIGNS or words[at - 1][0] == "\n" or _is_age(page, at)
            opens = opens or (words[at - 1] == "of" and words[at - 2] in _PEOPLE)
            if words[at - 1] in _ABOUT and (words[at - 2] in _SIGNS or words[at - 2] == "and"):
                opens = True
            following = words[sign + 1] if sign + 1 < sentence.last else "."
            closes = following in _SIGNS or following in ("and", "with", "/", "if")
            if words[at - 1] in ("a", "/"):
                opens, closes = True, following in (_PEOPLE if words[at - 1] == "a" else _SIGNS)
            beside = words[max(at - _NEAR, sentence.first) : min(sign + 1 + _NEAR, sentence.last)]
            if opens and closes and self.words["no_body_weight"].isdisjoint(beside):
                yield at

    def _compounds(self, page: Page, taken: Set[int]) -> Iterator[Told]:
        """A weight in stones and a height in feet, each with its second number: "14 stone 2, five foot six"."""
        words = page.words
        for sign in page.places(_STONE):
            found = quantity_at(page, sign - 1, self.units) if sign else None
            is_whole = found is not None and found.last > sign + 1 and sign - 1 not in taken
            beside = words[max(sign - 1 - _NEAR, 0) : sign + 2 + _NEAR]
            is_whole = is_whole and self.words["no_body_weight"].isdisjoint(beside)
            if found is not None and is_whole and _STONES[0] <= found.value.low <= _STONES[1]:
                value = round(found.value.low * self.units.by_name["st"].factor, 2)
                yield told(page, "weight", value, found.first, found.last)
        for sign in page.places(_FOOT):
            sentence = page.sentences[page.sentence_of[sign]]
            feet, inches = _small(words, sign - 1), _small(words, sign + 1)
            is_body = not _BODY_SIZE.isdisjoint(words[sentence.first : sentence.last])
            is_height = feet is not None and inches is not None and feet in _FEET and inches in range(12)
            if is_height and is_body and sign - 1 not in taken:
                height = 30.48 * (feet or 0) + 2.54 * (inches or 0)
                yield told(page, "height", round(height, 1), sign - 1, sign + 2)

    def _fahrenheit(self, page: Page, taken: Set[int]) -> Iterator[Told]:
        """ "No fever (98.4 F)": a temperature by its unit, in talk of fever."""
        for sign in page.places(_F):
            sentence = page.sentences[page.sentence_of[sign]]
            value = number_at(page.words[sign - 1]) if sign > sentence.first else None
            own = page.words[sentence.first : sentence.last]
            if value is None or sign - 1 in taken or not _FAHRENHEIT[0] <= value <= _FAHRENHEIT[1]:
                continue
            if "." in page.words[sign - 1] and not self.words["fever_company"].isdisjoint(own):
                yield told(page, "temperature", round((value - 32) / 1.8, 1), sign - 1, sign + 1)

    def _celsius(self, page: Page, taken: Set[int]) -> Iterator[Told]:
        """ "POD 5, 38.2C, wound red": a number with a decimal in degrees is that of a body."""
        for sign in page.places(_DEGREES):
            at = next((at for at in (sign - 1, sign - 2) if at >= 0 and number_at(page.words[at]) is not None), -1)
            value = number_at(page.words[at]) if at >= 0 else None
            is_near = at == sign - 1 or page.words[sign - 1] == "°"
            if value is None or not is_near or "." not in page.words[at] or at in taken:
                continue
            is_letter = page.words[sign] == "c" and page.quote(sign, sign + 1) != "C" and not page.touches(sign - 1)
            if (
                is_letter
                or page.words[sign + 1 : sign + 2] == ["/"]
                or not _NO_DEGREES.isdisjoint(page.words[at - 2 : at])
            ):
                continue
            if _COOLEST <= value <= _FEVERS[1]:
                yield told(page, "temperature", value, at, sign + 1)

    def _has_weight_beside(self, page: Page, at: int) -> bool:
        return not self.words["mass_units"].isdisjoint(page.words[max(at - _NEAR, 0) : at + 2 + _NEAR])

    def _temperatures(self, page: Page) -> Iterator[int]:
        words = page.words
        seen: dict[int, bool] = {}
        for company in page.places(self.words["fever_company"]):
            number = page.sentence_of[company]
            if seen.setdefault(number, False):
                continue
            seen[number] = True
            sentence = page.sentences[number]
            for at in range(sentence.first, sentence.last):
                value = number_at(words[at])
                is_told = at == sentence.first or words[at - 1] in ("afebrile", "apyrexial", "febrile")
                lowest = _COOLEST if is_told else _FEVERS[0]
                if value is None or "." not in words[at] or not lowest <= value <= _FEVERS[1]:
                    continue
                is_led = at == sentence.first or words[at - 1] in self.words["before_temperature"]
                if is_led and self._is_plain(words, at):
                    yield at

    def _of_someone(self, page: Page) -> Iterator[int]:
        """A fever told of a person with no other word: "she's 39.4", "he was 38.6 this morning"."""
        words = page.words
        for at in page.numbers:
            value = number_at(words[at]) or 0.0
            if "." in words[at] and _FEVER_TOLD <= value <= _FEVERS[1] and self._is_plain(words, at):
                before = words[max(at - 2, 0) : at]
                if before[-1:] and (before[-1] in _THEY_ARE or (before[-1] in _BE and before[0] in _THEY)):
                    yield at

    def _is_plain(self, words: Sequence[str], at: int) -> bool:
        """Whether a number has no unit but that of a temperature; "in surgery" is no inch."""
        unit = self.units.at(words, at + 1)
        return (unit is None or unit[0].name in _NO_OTHER) and words[at + 1 : at + 2] not in _GOES_ON

    def _pains(self, page: Page, taken: Set[int]) -> Iterator[Told]:
        for at in page.places(_OUT_OF_TEN):
            found = self._of_ten(page, at)
            if found is None or not taken.isdisjoint(range(found.first, found.last)):
                continue
            if not self._is_pain(page, found):
                continue
            usual = self._usual(page, found)
            if usual is not None:
                yield told(page, "pain_score", usual.value, usual.first, usual.last)
            score = told(page, "pain_score", found.value, found.first, found.last)
            yield score if usual is None else score.past("another value is the usual one")

    def _of_ten(self, page: Page, ten: int) -> Quantity | None:
        """The score of which this is the ten: "7/10", "7-8/10", "7 out of 10"; none when it may be a date."""
        for back in (4, 3, 2):
            start = ten - back
            found = quantity_at(page, start, self.units, spoken=True) if start >= 0 else None
            if found is None or found.over != _TEN or found.last != ten + 1 or not 0 <= found.value.low <= _TEN:
                continue
            is_slash = page.words[ten - 1] == "/"
            before = page.words[start - 1] if start else ""
            if is_slash and ((before in self.words["dates_before"] and before != "at") or before == "/"):
                return None
            return None if page.words[ten + 1 : ten + 2] == ["/"] else found
        return None

    def _is_pain(self, page: Page, found: Quantity) -> bool:
        """Whether the nearest word of a scale before it, in this sentence or the one before, is one of pain."""
        number = page.sentence_of[found.first]
        start = page.sentences[max(number - 1, 0)].first
        for at in range(found.first - 1, max(start, found.first - _PAIN_REACH) - 1, -1):
            if page.words[at] in self.words["other_scales"]:
                return False
            if page.words[at] in self.words["pain_company"]:
                return True
        following = page.words[found.last : found.last + 2]
        return not self.words["pain_company"].isdisjoint(following)

    def _usual(self, page: Page, found: Quantity) -> Quantity | None:
        """The value of "some days 4 out of 10, most days 7"."""
        words = page.words
        for at in range(found.last, min(found.last + _USUAL_REACH, len(words))):
            for phrase in self.usual:
                if tuple(words[at : at + len(phrase)]) == phrase:
                    usual = quantity_at(page, at + len(phrase), self.units)
                    if usual is not None and usual.unit is None and 0 <= usual.value.low <= _TEN:
                        return usual
        return None


def _small(words: list[str], at: int) -> int | None:
    """A small whole number in figures or in a word."""
    if not 0 <= at < len(words):
        return None
    return int(words[at]) if words[at].isdigit() else _SPOKEN.get(words[at])


def _is_age(page: Page, at: int) -> bool:
    """Whether an age stands right before: "72M 80 kg"."""
    return page.words[at - 1] in ("m", "f", "male", "female", "old", "yo")


def _in_base(unit: str, value: float, units: Units) -> float:
    """A mass in kilograms or a length in centimetres, from the unit as it is written."""
    found = units.at([unit], 0)
    return value if found is None else value * found[0].factor


def _number(page: Page, fact: str, first: int, last: int, units: Units) -> Told:
    value = number_at(page.words[first])
    assert value is not None
    if last - first > 1:
        value = round(_in_base(page.words[first + 1], value, units), 4)
    return told(page, fact, value, first, last)
