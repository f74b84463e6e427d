"""Treatments that were tried: which, for how long, how often, with what result.

"Failed conservative care" names no treatment and documents none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf
from typing import Any

from curbside.case.assertion import Context
from curbside.case.layout import Page, by_sentence
from curbside.case.lexicon import Match
from curbside.case.model import Finding, Interval, Status, Treatment
from curbside.case.phrases import Phrases, Said, longest
from curbside.case.timing import TimeMention
from curbside.case.tokens import TOKEN
from curbside.case.units import number_at

_STOPS = frozenset((";", "but", "however"))
_DONE = frozenset(
    "tried had completed failed s attended after following previous underwent undergone received did".split()
)
_TIMES = frozenset("week weeks / month months day days year years".split())
_WORD_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}
_OUTCOME_REACH = 14
_INJECTIONS = frozenset(
    ("epidural_injection", "nerve_root_block", "facet_injection", "injection", "si_joint_injection", "adhesiolysis")
)
_RECENT_DAYS = 31
_TIME_REACH = 10


class TreatmentReader:
    """Reads treatments by the words of `knowledge/reading/treatments.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._outcomes = Phrases()
        for outcome, phrases in table["outcomes"].items():
            for phrase in phrases:
                self._outcomes.add(TOKEN.findall(phrase.lower()), outcome)
        self._outcomes.compile()
        self._percent_of = frozenset(table["percent_of"])
        self._helped_from = float(table["helped_from_percent"])
        self._sessions = frozenset(table["sessions"])
        self._asked_before = frozenset(table["asked_before"])
        self._only_with_outcome = frozenset(table["only_with_outcome"])

    def read(
        self, page: Page, matches: Sequence[Match], context: Context, times: Sequence[TimeMention]
    ) -> tuple[Treatment, ...]:
        """Every treatment that the text says was tried; what is only asked for or planned is left out."""
        named = longest(
            Said(m.first, m.last, kinds)
            for m in matches
            if (kinds := tuple(x.name for x in m.meanings if x.kind == "treatment"))
        )
        told = longest([*self._outcomes.find(page.coded), *self._percentages(page)])
        outcomes = by_sentence(page, told)
        times_in = by_sentence(page, times)
        found: list[Treatment] = []
        for at, said in enumerate(named):
            number = page.sentence_of[said.first]
            lead = page.sentences[number].lead
            heading = outcomes.get(lead, ()) if lead is not None else ()
            outcome = self._outcome(page, said, outcomes.get(number, ())) or (heading[-1].meant[0] if heading else None)
            if not self._is_tried(page, said, context, outcome):
                continue
            sentence = page.sentences[number]
            start = max(sentence.first, named[at - 1].last if at else 0)
            end = min(sentence.last, named[at + 1].first if at + 1 < len(named) else sentence.last)
            weeks, ended = _when(times_in.get(number, ()), (start, end), said.last)
            sessions = self._count(page, (start, end), said)
            basis = page.span(said.first, said.last)
            is_told = outcome is not None or weeks is not None
            shown = [kind for kind in said.meant if is_told or kind not in self._only_with_outcome]
            found.extend(Treatment(kind, basis, weeks, sessions, outcome, ended) for kind in shown)
        return tuple(_merged(found))

    def _percentages(self, page: Page) -> Iterator[Said]:
        """Shares of relief: "80% relief" is a benefit, "30% better" one in part, "0% improvement" none."""
        words = page.words
        for sign in page.places({"%", "percent"}):
            at = sign - 1
            share = number_at(words[at]) if sign and sign + 1 < len(words) else None
            if share is None or self._percent_of.isdisjoint(words[at + 2 : at + 4]):
                continue
            outcome = "benefit" if share >= self._helped_from else "partial" if share else "no_benefit"
            yield Said(at, at + 3, (outcome,))

    def _is_tried(self, page: Page, said: Said, context: Context, outcome: str | None) -> bool:
        status = context.judge(((said.first, said.last),), standing=True).status
        if status in (Status.other_person, Status.hypothetical):
            return False
        return outcome is not None or not (status is Status.absent or self._is_asked(page, said))

    def _outcome(self, page: Page, said: Said, outcomes: Sequence[Said]) -> str | None:
        """What came of a treatment: the nearest outcome of the sentence."""
        best: tuple[int, str] | None = None
        for outcome in outcomes:
            if outcome.first < said.last and said.first < outcome.last:
                continue
            between = page.words[outcome.last : said.first] or page.words[said.last : outcome.first]
            if len(between) <= _OUTCOME_REACH and _STOPS.isdisjoint(between) and (not best or len(between) < best[0]):
                best = (len(between), outcome.meant[0])
        return best[1] if best else None

    def _is_asked(self, page: Page, said: Said) -> bool:
        sentence = page.sentences[page.sentence_of[said.first]]
        if sentence.section == "plan":
            return True
        before = page.words[max(sentence.first, said.first - 4) : said.first]
        return not self._asked_before.isdisjoint(before) and _DONE.isdisjoint(before)

    def _count(self, page: Page, room: tuple[int, int], said: Said) -> Interval | None:
        """The number of sessions: "12 sessions", "3 ESIs", "epidural x3"."""
        words = page.words
        for at in range(room[0], room[1]):
            number = number_at(words[at]) or _WORD_NUMBERS.get(words[at])
            if number is None:
                continue
            following = words[at + 1] if at + 1 < len(words) else ""
            counts = following in self._sessions and at + 1 < room[1]
            names = at + 1 == said.first and words[said.last - 1] in self._sessions
            times = words[at - 1] == "x" and said.last <= at - 1 <= said.last + 1 and following not in _TIMES
            if counts or names or times:
                return Interval.point(float(number))
        return None


def injections(treatments: Sequence[Treatment]) -> Iterator[Finding]:
    """Days since each injection near the spine that has a date; one of the last weeks is a recent one."""
    for treatment in treatments:
        if treatment.kind not in _INJECTIONS or treatment.ended is None:
            continue
        yield Finding("days_since_injection", treatment.ended, Status.present, treatment.basis)
        if treatment.ended.high <= _RECENT_DAYS:
            yield Finding("injection_recent", True, Status.present, treatment.basis, onset=treatment.ended)


def _when(times: Sequence[TimeMention], room: tuple[int, int], last: int) -> tuple[Interval | None, Interval | None]:
    """Duration in weeks and days since the end, from the times in the room of one treatment."""
    weeks = ended = None
    for time in times:
        if time.first < room[0] or time.last > room[1] or abs(time.first - last) > _TIME_REACH or time.days.low < 0:
            continue
        if time.form == "length" and weeks is None:
            high = inf if time.days.high == inf else round(time.days.high / 7, 2)
            weeks = replace(time.days, low=round(time.days.low / 7, 2), high=high)
        elif ended is None and (
            time.form in ("ago", "date", "clock") or (time.form in ("postop", "after") and time.last <= last)
        ):
            ended = time.days
    return weeks, ended


def _merged(found: Sequence[Treatment]) -> list[Treatment]:
    """One entry a kind where a later mention adds nothing."""
    kept: list[Treatment] = []
    seen: set[str] = set()
    for treatment in found:
        told = (treatment.weeks, treatment.sessions, treatment.outcome, treatment.ended)
        if any(part is not None for part in told) or treatment.kind not in seen:
            kept.append(treatment)
            seen.add(treatment.kind)
    return kept
