"""Treatments that were tried: which, for how long, how often, with what result.

"Failed conservative care" names no treatment and documents none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from curbside.case.assertion import Context
from curbside.case.layout import Page
from curbside.case.lexicon import Match
from curbside.case.model import Interval, Status, Treatment
from curbside.case.phrases import Phrases, longest
from curbside.case.timing import TimeMention
from curbside.case.tokens import TOKEN
from curbside.case.units import number_at

_STOPS = frozenset((";", "but", "however"))
_WORD_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}


class TreatmentReader:
    """Reads treatments by the words of `knowledge/reading/treatments.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._outcomes = Phrases()
        for outcome, phrases in table["outcomes"].items():
            for phrase in phrases:
                self._outcomes.add(TOKEN.findall(phrase.lower()), outcome)
        self._outcomes.compile()
        self._sessions = frozenset(table["sessions"])
        self._asked_before = frozenset(table["asked_before"])

    def read(
        self, page: Page, matches: Sequence[Match], context: Context, times: Sequence[TimeMention]
    ) -> tuple[Treatment, ...]:
        """Every treatment that the text says was tried; what is only asked for or planned is left out."""
        named = longest(
            (m.first, m.last, tuple(x.name for x in m.meanings if x.kind == "treatment"))
            for m in matches
            if any(x.kind == "treatment" for x in m.meanings)
        )
        outcomes = longest(self._outcomes.find(page.words))
        found = []
        for at, (first, last, kinds) in enumerate(named):
            said = context.judge(((first, last),), standing=True)
            outcome = self._outcome(page, first, last, outcomes)
            if said.status in (Status.other_person, Status.hypothetical) or (
                said.status is Status.absent and outcome is None
            ):
                continue
            if outcome is None and self._is_asked(page, first, last):
                continue
            sentence = page.sentences[page.sentence_of[first]]
            start = max(sentence.first, named[at - 1][1] if at else 0)
            end = min(sentence.last, named[at + 1][0] if at + 1 < len(named) else sentence.last)
            weeks, ended = _when(page, times, (start, end), (first, last))
            sessions = self._count(page, (start, end), (first, last))
            for kind in kinds:
                found.append(Treatment(kind, page.span(first, last), weeks, sessions, outcome, ended))
        return tuple(_merged(found))

    def _outcome(
        self, page: Page, first: int, last: int, outcomes: Sequence[tuple[int, int, tuple[str, ...]]]
    ) -> str | None:
        sentence = page.sentences[page.sentence_of[first]]
        best: tuple[int, str] | None = None
        for begin, stop, meant in outcomes:
            if begin < sentence.first or stop > sentence.last or (begin < last and first < stop):
                continue
            gap, between = (
                (first - stop, page.words[stop:first]) if stop <= first else (begin - last, page.words[last:begin])
            )
            if gap > 14 or not _STOPS.isdisjoint(between):
                continue
            if best is None or gap < best[0]:
                best = (gap, meant[0])
        return best[1] if best else None

    def _is_asked(self, page: Page, first: int, last: int) -> bool:
        sentence = page.sentences[page.sentence_of[first]]
        if sentence.section == "plan":
            return True
        before = page.words[max(sentence.first, first - 4) : first]
        return any(word in self._asked_before for word in before) and not {
            "tried",
            "had",
            "completed",
            "failed",
            "s",
            "attended",
            "after",
            "following",
            "previous",
            "underwent",
        } & set(before)

    def _count(self, page: Page, room: tuple[int, int], tokens: tuple[int, int]) -> Interval | None:
        words = page.words
        for at in range(room[0], room[1]):
            n = number_at(words[at]) or _WORD_NUMBERS.get(words[at])
            if n is None or at + 1 >= len(words):
                continue
            if (
                words[at + 1] in self._sessions
                and at + 1 < room[1]
                or (at + 1 == tokens[0] and words[tokens[1] - 1] in self._sessions)
                or (
                    words[at - 1] == "x"
                    and at - 1 >= tokens[1]
                    and at - 1 <= tokens[1] + 1
                    and words[at + 1 : at + 2]
                    and words[at + 1] not in ("weeks", "/", "months", "days", "years", "week", "month")
                )
            ):
                return Interval.point(float(n))
        return None


def _when(
    page: Page, times: Sequence[TimeMention], room: tuple[int, int], tokens: tuple[int, int]
) -> tuple[Interval | None, Interval | None]:
    """Duration in weeks and days since the end, from the times in the room of one treatment."""
    weeks = ended = None
    for time in times:
        if time.first < room[0] or time.last > room[1] or abs(time.first - tokens[1]) > 10:
            continue
        if time.form == "length" and weeks is None and time.days.low >= 0:
            weeks = Interval(
                round(time.days.low / 7, 2),
                round(time.days.high / 7, 2) if time.days.high != float("inf") else float("inf"),
                time.days.low_open,
                time.days.high_open,
            )
        elif time.form in ("ago", "date") and ended is None and time.days.low >= 0:
            ended = time.days
    return weeks, ended


def _merged(found: Sequence[Treatment]) -> list[Treatment]:
    """One entry a kind where a later mention adds nothing."""
    kept: list[Treatment] = []
    for treatment in found:
        bare = (
            treatment.weeks is None
            and treatment.sessions is None
            and treatment.outcome is None
            and treatment.ended is None
        )
        if not (bare and any(other.kind == treatment.kind for other in kept)):
            kept.append(treatment)
    return kept
