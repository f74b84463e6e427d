"""Treatments that were tried: which, for how long, how often, with what result.

"Failed conservative care" names no treatment and documents none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf
from typing import Any

from curbside.case.assertion import Context
from curbside.case.matches import Match, Matches
from curbside.case.model import Finding, Interval, Status, Treatment
from curbside.case.page import Page, by_sentence
from curbside.case.phrases import Phrases, Said, longest
from curbside.case.timing import TimeMention
from curbside.case.tokens import TOKEN
from curbside.case.units import number_at

_TREATMENT = "treatment"
_STOPS = frozenset((";", "but", "however"))
_DONE = frozenset(
    "tried had completed failed s attended after following previous underwent undergone received did".split()
)
_TIMES = frozenset("week weeks / month months day days year years".split())
_WORD_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}
_OUTCOME_REACH = 14
_COMMA = 3
"""An outcome with a comma before the treatment rather tells of what was named before it."""
_WEARS = frozenset(("wore", "wears", "worn"))
_INJECTIONS = frozenset(
    ("epidural_injection", "nerve_root_block", "facet_injection", "injection", "si_joint_injection", "adhesiolysis")
)
_OF_ALL = ("no_benefit", "partial")
"""A failure or a poor result told at the end of a list is told of all of it; a benefit may be of the last alone."""
_CUES = frozenset("failed tried completed had attended did after with of and weeks sessions no".split())
_UNDER = frozenset(("under", "<", "than", "below", "only"))
_PERCENT = frozenset(("%", "percent"))
_HARDLY = 20
_BREAKS = frozenset((":", ";", "but", "then", "which", "who", "that", "where", "now", "however"))
_LINKS = frozenset((",", "and", "&", "/", "+"))
_LONGEST_LIST = 12
_LONGEST_PAIR = 2
_RELATIVE = ("that", "which", "who")
"""Behind the last of a list these tell of the last alone."""
_RECENT_DAYS = 31
_TIME_REACH = 10


class TreatmentReader:
    """Reads treatments by the words of `knowledge/reading/treatments.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._outcomes = Phrases()
        for outcome, phrases in table["outcomes"].items():
            for phrase in phrases:
                self._outcomes.add(TOKEN.findall(phrase.lower()), outcome)
        self._percent_of = frozenset(table["percent_of"])
        self._helped_from = float(table["helped_from_percent"])
        self._sessions = frozenset(table["sessions"])
        self._asked_before = frozenset(table["asked_before"])
        self._only_with_outcome = frozenset(table["only_with_outcome"])
        self._never = frozenset(tuple(phrase.split()) for phrase in table["never"])
        self._no_treatment = {
            tuple(word.split()): (frozenset(beside.get("before", ())), frozenset(beside.get("after", ())))
            for word, beside in table["no_treatment"].items()
        }

    def read(
        self, page: Page, matches: Matches, context: Context, times: Sequence[TimeMention]
    ) -> tuple[Treatment, ...]:
        """Every treatment that the text says was tried; what is only asked for or planned is left out."""
        named = longest(
            Said(match.first, match.last, tuple(x.name for x in match.meanings if x.kind == _TREATMENT))
            for match, _ in matches.of(_TREATMENT)
            if not self._is_else(page, match)
        )
        named = [said for at, said in enumerate(named) if not (at and _is_rest_of(named[at - 1], said))]
        if not named:
            return ()
        told = longest([*self._outcomes.find(page.coded), *self._percentages(page)])
        outcomes = by_sentence(page, told)
        times_in = by_sentence(page, [time for time in times if not _is_how_long(page, time)])
        found: list[Treatment] = []
        verdicts = self._verdicts(page, named, outcomes)
        for at, said in enumerate(named):
            number = page.sentence_of[said.first]
            outcome = verdicts[at]
            if not self._is_tried(page, said, context, outcome):
                continue
            sentence = page.sentences[number]
            start = max(sentence.first, named[at - 1].last if at else 0)
            end = min(sentence.last, named[at + 1].first if at + 1 < len(named) else sentence.last)
            weeks, ended = _when(page, times_in.get(number, ()), (start, end), said)
            sessions = self._count(page, (start, end), said)
            basis = page.span(said.first, said.last)
            is_told = outcome is not None or weeks is not None
            shown = [kind for kind in said.meant if is_told or kind not in self._only_with_outcome]
            found.extend(Treatment(kind, basis, weeks, sessions, outcome, ended) for kind in shown)
        return tuple(_merged(found))

    def _verdicts(self, page: Page, named: Sequence[Said], outcomes: Mapping[int, Sequence[Said]]) -> list[str | None]:
        """What came of each treatment: told of itself, of the list it is in, or by the line above."""
        told: list[str | None] = []
        for at, said in enumerate(named):
            number = page.sentence_of[said.first]
            lead = page.sentences[number].lead
            heading = outcomes.get(lead, ()) if lead is not None else ()
            until = named[at + 1].first if at + 1 < len(named) else len(page.words)
            here = [outcome for outcome in outcomes.get(number, ()) if outcome.first < until]
            own = self._outcome(page, said, here) or (heading[-1].meant[0] if heading else None)
            told.append(own or ("no_benefit" if _is_under_failed(page, number) else None))
        for at in range(len(named) - 2, -1, -1):
            if told[at] is None and _are_listed(page, named[at], named[at + 1], told[at + 1]):
                told[at] = told[at + 1]
        return told

    def _is_else(self, page: Page, match: Match) -> bool:
        """Whether the word means no treatment here: an epidural scar, "Pt" for the patient, a pulse."""
        name = tuple(page.words[match.first : match.last])
        beside = self._no_treatment.get(name)
        if beside is None:
            return name in self._never
        before, after = page.words[max(match.first - 2, 0) : match.first], page.words[match.last : match.last + 1]
        is_patient = page.quote(match.first, match.last) in ("Pt", "pt", "pt's", "Pt's") and _CUES.isdisjoint(before)
        return is_patient or not beside[0].isdisjoint(before[-1:]) or not beside[1].isdisjoint(after) or "dp" in before

    def _percentages(self, page: Page) -> Iterator[Said]:
        """Shares of relief: "80% relief" is a benefit, "30% better" one in part, "0% improvement" none."""
        words = page.words
        for sign in page.places(_PERCENT):
            at = sign - 1
            share = number_at(words[at]) if sign and sign + 1 < len(words) else None
            if share is None or self._percent_of.isdisjoint(words[at + 2 : at + 4]):
                continue
            is_under = not _UNDER.isdisjoint(words[max(at - 2, 0) : at])
            is_none = share <= (_HARDLY if is_under else 0)
            outcome = (
                "no_benefit" if is_none else "benefit" if share >= self._helped_from and not is_under else "partial"
            )
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
            if outcome.last <= said.first and ")" in between and "(" not in between:
                continue  # "physio (no help), one caudal": told in brackets of what stands before them
            if "latter" in between and not {",", "and"}.isdisjoint(between):
                continue
            apart = sum(word.isalpha() for word in between) + _COMMA * (outcome.last <= said.first and "," in between)
            if apart <= _OUTCOME_REACH and _STOPS.isdisjoint(between) and (not best or apart < best[0]):
                best = (apart, outcome.meant[0])
        if best and best[1] == "benefit" and any(_is_passing(page, outcome, said) for outcome in outcomes):
            return "partial"
        return best[1] if best else None

    def _is_asked(self, page: Page, said: Said) -> bool:
        sentence = page.sentences[page.sentence_of[said.first]]
        if sentence.section == "plan":
            return True
        before = page.words[max(sentence.first, said.first - 4) : said.first]
        if said.first == sentence.first and page.words[sentence.last - 1] == "?":
            return True
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


def _is_passing(page: Page, outcome: Said, said: Said) -> bool:
    """Whether a benefit is said to have worn off again."""
    words = page.words[outcome.first : outcome.last]
    return said.last <= outcome.first <= said.last + _OUTCOME_REACH and "off" in words and not _WEARS.isdisjoint(words)


def _is_how_long(page: Page, time: TimeMention) -> bool:
    """Whether "for a day after the epidural" tells how long something lasted, not when the epidural was."""
    return time.form == "after" and "for" in page.words[max(time.first - 1, 0) : time.first + 1]


def _is_rest_of(previous: Said, said: Said) -> bool:
    """Whether "injections" is only the last word of "caudal epidural injections"."""
    return said.meant == ("injection",) and previous.last == said.first


def _are_listed(page: Page, one: Said, other: Said, outcome: str | None) -> bool:
    """Whether an outcome of the second of two treatments is that of the first, too.

    They stand in one list: few words between them, and none that begins something new.
    """
    between = page.words[one.last : other.first]
    if page.words[other.last : other.last + 1] and page.words[other.last] in _RELATIVE:
        return False
    is_one = page.sentence_of[one.first] == page.sentence_of[other.first]
    if not is_one or not _BREAKS.isdisjoint(between) or _LINKS.isdisjoint(between):
        return False
    return sum(word.isalpha() for word in between) <= (_LONGEST_LIST if outcome in _OF_ALL else _LONGEST_PAIR)


def _is_under_failed(page: Page, number: int) -> bool:
    """Whether the heading right before says "Failed:"."""
    first = page.sentences[number].first
    return page.words[max(first - 2, 0) : first] == ["failed", ":"]


def injections(treatments: Sequence[Treatment]) -> Iterator[Finding]:
    """Days since each injection near the spine that has a date; one of the last weeks is a recent one."""
    for treatment in treatments:
        if treatment.kind not in _INJECTIONS or treatment.ended is None:
            continue
        yield Finding("days_since_injection", treatment.ended, Status.present, treatment.basis)
        if treatment.ended.high <= _RECENT_DAYS:
            yield Finding("injection_recent", True, Status.present, treatment.basis, onset=treatment.ended)


def _when(
    page: Page, times: Sequence[TimeMention], room: tuple[int, int], said: Said
) -> tuple[Interval | None, Interval | None]:
    """Duration in weeks and days since the end, from the times in the room of one treatment."""
    weeks = ended = None
    for time in times:
        if (
            time.first < room[0]
            or time.last > room[1]
            or abs(time.first - said.last) > _TIME_REACH
            or time.days.low < 0
        ):
            continue
        if time.form == "length" and weeks is None:
            high = inf if time.days.high == inf else round(time.days.high / 7, 2)
            weeks = replace(time.days, low=round(time.days.low / 7, 2), high=high)
        elif ended is None and (
            time.form in ("ago", "date", "clock")
            or (time.form == "weekday" and time.first == said.last)
            or (time.form in ("postop", "after") and _is_before(page, time, said))
        ):
            ended = time.days
    return weeks, ended


def _is_before(page: Page, time: TimeMention, said: Said) -> bool:
    """Whether "3 days after" leads to the treatment: in "5 weeks post laminectomy, had an injection" it does not."""
    return time.last <= said.last and "," not in page.words[time.last : said.first]


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
