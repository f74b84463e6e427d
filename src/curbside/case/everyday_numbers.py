"""Numbers as people tell them: "heart racing at 140", "600 on the scanner", "60 above his usual".

Each needs a word that leaves no doubt about what was measured and only little words on the
way to the number; a number with a unit of something else is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from curbside.case.model import CURRENT, Interval
from curbside.case.page import Page
from curbside.case.quantity import Told, told
from curbside.case.units import number_at

_SPOKEN = {w: float(n) for n, w in enumerate("three four five six seven eight nine ten eleven twelve".split(), 3)}
_REACH = 7
_PRESSURE_REACH = 14
_PULSES = (25, 230)
_BREATHS = (3, 60)
_RESIDUALS = (100, 2500)
_FEVERS = (38, 41.9)
_TEMPERATURES = (34, 41.9)
_FAHRENHEIT = (94, 107)
_SAYS = frozenset("says said reads read reading showed shows showing gave was is : at up to".split())
_SYSTOLICS = (50, 260)
_DIASTOLICS = (20, 150)
_FASTEST_BREATH = 60
_FLOWS = frozenset("steps metres meters ml mcg litres units drops words".split())
_ANSWERS = {"0": 0.0, "1": 1.0, "2": 2.0, "3": 3.0, "zero": 0.0, "nil": 0.0, "one": 1.0, "two": 2.0, "three": 3.0}
_DIFFERENCES = (10, 150)
_PER_MINUTE = (["in", "a", "minute"], ["in", "one", "minute"], ["in", "the", "minute"])
_EACH_MINUTE = (["a", "minute"], ["per", "minute"])
_A_MINUTE = frozenset(("min",))
_PRESSURE = frozenset(("pressure", "pressures", "bp", "machine", "monitor", "cuff"))
_BREATHING = frozenset(("breath", "breaths"))
_MINUTE = frozenset(("minute",))
_SCANNERS = frozenset(("scanner", "scan", "bladder"))
_THERMOMETER = frozenset(("thermometer",))
_QUESTIONS = frozenset(("question", "item", "q"))
_OWNERS = frozenset("his her my their the patient's".split())
_MOST_BESIDE = 4
_USUAL = frozenset(("usual", "normal", "norm", "baseline", "usually", "normally", "was"))
_APART = {"above": "systolic_above_baseline", "over": "systolic_above_baseline", "on": "systolic_above_baseline",
          "higher": "systolic_above_baseline", "below": "systolic_fall", "under": "systolic_fall",
          "lower": "systolic_fall"}  # fmt: skip
"""What the words between a difference and the usual pressure make of it."""


@dataclass(frozen=True)
class EverydayReader:
    """The words of `knowledge/reading/measures.yaml` that tell a pulse, breaths, a pressure and a full bladder."""

    words: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> EverydayReader:
        return cls({name: frozenset(map(str, words)) for name, words in table.items()})

    def read(self, page: Page, taken: Set[int]) -> Iterator[Told]:
        """Findings of vital signs and of a residual; `taken` are numbers that have a name."""
        seen = set(taken)
        found_in = (self._pulses, self._rates, self._pressures, self._breaths, self._others, _last_items)
        for found in (each for reader in found_in for each in reader(page)):
            if found.first not in seen:
                seen.add(found.first)
                yield found

    def _pulses(self, page: Page) -> Iterator[Told]:
        """ "Heart racing at 140", "pulse unusually slow for him at 46"."""
        for name in page.places(self.words["heart_words"]):
            at = self._behind(page, name, "on_the_way_to_pulse")
            if at is not None and page.words[at - 1] == "at" and self._is_bare(page, at):
                yield from _within(page, "heart_rate", at, at + 1, _PULSES)

    def _rates(self, page: Page) -> Iterator[Told]:
        """ "Still 118/min": too fast for breathing; "= 9/min" in talk of breathing."""
        words = page.words
        for name in page.places(_A_MINUTE):
            at, sentence = name - 2, page.sentences[page.sentence_of[name]]
            value = number_at(words[at]) if at >= sentence.first and words[name - 1] == "/" else None
            if value is None or words[name + 1 : name + 2] == ["/"] or words[at - 1] in ("/", "-"):
                continue
            own = words[sentence.first : sentence.last]
            if value > _FASTEST_BREATH and _FLOWS.isdisjoint(words[max(at - 3, 0) : name + 3]):
                yield from _within(page, "heart_rate", at, name + 1, _PULSES)
            elif value <= _FASTEST_BREATH and not self.words["breathing_words"].isdisjoint(own):
                yield from _within(page, "respiratory_rate", at, name + 1, _BREATHS)

    def _pressures(self, page: Page) -> Iterator[Told]:
        """ "His pressure is 84/50": two numbers behind a pressure that is of nothing else."""
        for name in page.places(_PRESSURE):
            if page.words[name - 1 : name] and page.words[name - 1] in self.words["other_pressures"]:
                continue
            at = self._behind(page, name, "on_the_way_to_pressure")
            if at is None or page.words[at + 1 : at + 2] not in (["/"], ["over"]):
                continue
            lower = number_at(page.words[at + 2]) if at + 2 < len(page.words) else None
            upper = number_at(page.words[at])
            if lower is not None and upper is not None and _DIASTOLICS[0] <= lower <= min(upper, _DIASTOLICS[1]):
                yield from _within(page, "systolic_pressure", at, at + 3, _SYSTOLICS)

    def _breaths(self, page: Page) -> Iterator[Told]:
        """ "Six breaths a minute", "counted 7 in a minute" in talk of breathing."""
        words = page.words
        for name in page.places(_BREATHING):
            if (
                name
                and words[name - 1] in _SPOKEN
                and (words[name + 1 : name + 3] in _EACH_MINUTE or words[name + 1 : name + 4] in _PER_MINUTE)
            ):
                yield told(page, "respiratory_rate", _SPOKEN[words[name - 1]], name - 1, name + 3)
        for name in page.places(_MINUTE):
            at, sentence = name - 3, page.sentences[page.sentence_of[name]]
            if at < sentence.first or words[name - 2 : name + 1] not in _PER_MINUTE:
                continue
            if not self.words["breathing_words"].isdisjoint(words[sentence.first : sentence.last]):
                yield from _within(page, "respiratory_rate", at, at + 1, _BREATHS)

    def _others(self, page: Page) -> Iterator[Told]:
        """A residual "on the scanner" or "left in the bladder", and a fever on a thermometer."""
        words = page.words
        for name in page.places(_SCANNERS):
            sentence = page.sentences[page.sentence_of[name]]
            if self.words["voiding_words"].isdisjoint(words[sentence.first : sentence.last]):
                continue
            for at in range(name - 1, max(name - _MOST_BESIDE - 2, sentence.first - 1), -1):
                if number_at(words[at]) is not None:
                    if self._is_in_bladder(words[at + 1 : name + 1]):
                        yield from _within(page, "post_void_residual", at, at + 1, _RESIDUALS)
                    break
        for name in page.places(_THERMOMETER):
            yield from self._on_thermometer(page, name)

    def _on_thermometer(self, page: Page, name: int) -> Iterator[Told]:
        """ "39 on the thermometer", "the thermometer says 36.9"; degrees Fahrenheit are known by their size."""
        words = page.words
        for at in range(name - 1, max(name - _MOST_BESIDE - 1, -1), -1):
            if number_at(words[at]) is not None and "on" in words[at + 1 : name]:
                yield from _within(page, "temperature", at, at + 1, _FEVERS)
                return
        for at in range(name + 1, min(name + _MOST_BESIDE, page.sentences[page.sentence_of[name]].last)):
            value = number_at(words[at])
            if value is not None and _FAHRENHEIT[0] <= value <= _FAHRENHEIT[1]:
                yield told(page, "temperature", round((value - 32) / 1.8, 1), at, at + 1)
            elif value is not None:
                yield from _within(page, "temperature", at, at + 1, _TEMPERATURES)
            if value is not None or words[at] not in _SAYS:
                return

    def _is_in_bladder(self, words: Sequence[str]) -> bool:
        """Whether only little words stand between a volume and the bladder or its scanner."""
        return self.words["on_the_way_to_bladder"].issuperset(words) and not {"on", "in"}.isdisjoint(words)

    def _behind(self, page: Page, name: int, way: str) -> int | None:
        """The number behind a name, with nothing but the little words of `way` between."""
        end = min(name + 1 + _REACH, page.sentences[page.sentence_of[name]].last)
        for at in range(name + 1, end):
            if number_at(page.words[at]) is not None:
                return at
            if page.words[at] not in self.words[way]:
                return None
        return None

    def _is_bare(self, page: Page, at: int) -> bool:
        """Whether a number stands alone or is a rate: no dose, hour, age or share."""
        following = page.words[at + 1 : at + 2]
        return not following or following[0] not in self.words["no_rate_behind"]


def _last_items(page: Page) -> Iterator[Told]:
    """The answer to the last question of the PHQ-9: "PHQ-9 21 with a 2 on question 9", "item 9 zero"."""
    if "phq" not in page.vocabulary:
        return
    words = page.words
    for name in page.places(_QUESTIONS):
        if words[name + 1 : name + 2] != ["9"]:
            continue
        before = name - 2 if words[name - 1] in ("on", "for", "at", "to") else None
        at = before if before is not None else name + 2 + (words[name + 2 : name + 3] in ([":"], ["="], ["is"]))
        value = _ANSWERS.get(words[at]) if 0 <= at < len(words) else None
        if value is not None and (at < name or words[at + 1 : at + 2] != ["/"]):
            yield told(page, "phq9_last_item", value, min(at, name), max(at + 1, name + 2))


def beside_usual(page: Page, measured: Sequence[Told]) -> Iterator[Told]:
    """How far a systolic pressure is from the usual one: "60 above his usual", "190/105 (usual 100)", "82, was 140"."""
    words = page.words
    for at in page.places(_USUAL):
        sentence = page.sentences[page.sentence_of[at]]
        back = at - (at > sentence.first and words[at - 1] in _OWNERS)
        back -= words[back - 1 : back] == ["than"]
        if words[back - 1 : back] and words[back - 1] in _APART:
            number, fact = back - 2 - (words[back - 2] in ("mmhg", "points")), _APART[words[back - 1]]
            if number > sentence.first and _is_of_pressure(page, number, sentence.first):
                yield from _within(page, fact, number, back + 1, _DIFFERENCES)
            continue
        usual = next((n for n in range(at + 1, min(at + 4, sentence.last)) if number_at(words[n]) is not None), None)
        if usual is None or not (words[at - 1] in ("(", ",") or number_at(words[at - 1]) is not None):
            continue
        for found in measured:
            is_it = found.finding.fact == "systolic_pressure" and found.finding.status in CURRENT
            if is_it and 0 <= at - found.last <= _MOST_BESIDE and isinstance(found.finding.value, Interval):
                yield from _apart(page, found, usual)


def _apart(page: Page, found: Told, usual: int) -> Iterator[Told]:
    """The rise or the fall of a pressure from the usual one, which stands at token `usual`."""
    more = found.low - (number_at(page.words[usual]) or 0.0)
    if _DIFFERENCES[0] <= abs(more) <= _DIFFERENCES[1]:
        fact = "systolic_above_baseline" if more > 0 else "systolic_fall"
        yield told(page, fact, abs(more), found.first, usual + 1)._replace(last=found.last)


def _is_of_pressure(page: Page, number: int, start: int) -> bool:
    before = page.words[max(number - _PRESSURE_REACH, start) : number]
    return not {"bp", "sbp", "systolic", "pressure"}.isdisjoint(before)


def _within(page: Page, fact: str, first: int, last: int, limits: tuple[float, float]) -> Iterator[Told]:
    value = number_at(page.words[first])
    if value is not None and limits[0] <= value <= limits[1]:
        yield told(page, fact, value, first, last)
