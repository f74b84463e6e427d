"""Operations on the spine: kinds, levels, dates and how many.

A note names one operation many times.  Mentions that could be the same operation are
joined; two are kept only when kinds, levels or dates tell them apart, or when the text
counts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from curbside.case.anatomy import LevelMention, region_of
from curbside.case.assertion import Context
from curbside.case.layout import Page, by_sentence
from curbside.case.lexicon import Match
from curbside.case.model import Finding, Interval, Operation, Status
from curbside.case.operations import DEVICES, GENERIC, had_surgery, joined, padded, regions
from curbside.case.timing import TimeMention
from curbside.case.units import number_at

_GLUE = frozenset("and + / with & , - the a of plus then (".split())
_REACH = 9
_INJECTED = frozenset("esi esis tfesi epidural injection injections block blocks rfa ablation".split())
_BEFORE = frozenset("before until".split())
_PUT_IN = ("implant", "plac", "insert", "trial")
_MOST = 100
_BEFORE_FORMS = {"postop": 0, "after": 0, "date": 3, "ago": 3}
_BETWEEN = frozenset("previous prior past earlier back spine spinal lumbar low lower major separate open".split())
_ORDINALS = frozenset("second third fourth fifth sixth one single 1".split())


@dataclass(frozen=True, slots=True)
class Surgery:
    """What was read about operations, and the time expressions that belong to them."""

    operations: tuple[Operation, ...]
    findings: tuple[Finding, ...]
    used_times: frozenset[int]
    """First tokens of the times that belong to operations."""
    planned: frozenset[int]
    """Tokens that name an operation which is only planned or asked for."""


@dataclass(frozen=True, slots=True)
class _Mention:
    first: int
    last: int
    kinds: tuple[str, ...]


class SurgeryReader:
    """Reads operations by the words of `knowledge/reading/operations.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._generic = frozenset(table["generic"])
        self._elsewhere = frozenset(table["other_body_parts"])
        self._instrumented = frozenset(table["instrumented"])
        self._not_instrumented = frozenset(table["not_instrumented"])
        self._regions = {word: region for region, words in table["regions"].items() for word in words}
        self._planned_before = frozenset(table["planned_before"])
        self._planned_after = frozenset(table["planned_after"])
        self._counts = {word: float(n) for n, words in table["counts"].items() for word in words}
        self._at_least_two = frozenset(table["at_least_two"])

    def read(
        self,
        page: Page,
        matches: Sequence[Match],
        context: Context,
        levels: Sequence[LevelMention],
        times: Sequence[TimeMention],
    ) -> Surgery:
        """All operations of the patient, past and planned, with counts and region as findings."""
        used: set[int] = set()
        planned: set[int] = set()
        levels_of, times_of = by_sentence(page, levels), by_sentence(page, times)
        operations: list[Operation] = []
        findings: list[Finding] = []
        found = self._mentions(page, matches)
        names = _syndrome_names(matches)
        for at, mention in enumerate(found):
            if len(operations) >= _MOST:
                break
            said = context.judge(((mention.first, mention.last),), standing=True)
            if said.status in (Status.absent, Status.other_person):
                continue
            limit = found[at + 1].first if at + 1 < len(found) else len(page.words)
            start = found[at - 1].last if at else 0
            number = page.sentence_of[mention.first]
            here = levels_of.get(number, ()), times_of.get(number, ())
            operation = self._operation(page, mention, (start, limit), here, used)
            if self._is_name_only(page, mention, operation, names):
                continue
            if said.status is Status.hypothetical and operation.days_ago is None:
                operation = replace(operation, planned=True)
            if operation.planned:
                planned.update(range(mention.first, mention.last))
            findings.extend(self._counted(page, mention))
            operations = joined(operations, operation)
        operations = self._unplaced(page, operations, times, used)
        operations = padded(operations, findings)
        findings.extend(regions(operations))
        findings.extend(had_surgery(operations))
        return Surgery(tuple(operations), tuple(findings), frozenset(used), frozenset(planned))

    def _mentions(self, page: Page, matches: Sequence[Match]) -> list[_Mention]:
        named = [
            (m.first, m.last, meaning.name) for m in matches for meaning in m.meanings if meaning.kind == "operation"
        ]
        named = _outermost(named)
        taken = {at for first, last, _ in named for at in range(first, last)}
        for at in page.places(self._generic):
            if at not in taken and not self._is_elsewhere(page, at):
                named.append((at, at + 1, GENERIC))
        mentions: list[_Mention] = []
        for first, last, kind in sorted(named):
            previous = mentions[-1] if mentions else None
            if previous and self._is_one(page, previous, first):
                kinds = tuple(dict.fromkeys((*previous.kinds, kind)))
                mentions[-1] = _Mention(previous.first, max(last, previous.last), kinds)
            else:
                mentions.append(_Mention(first, last, (kind,)))
        return mentions

    def _is_elsewhere(self, page: Page, at: int) -> bool:
        """Whether "surgery" is of another part of the body, or only a point in time ("before surgery")."""
        before = page.words[max(at - 2, 0) : at]
        return any(word in self._elsewhere or word in _BEFORE for word in before)

    def _is_one(self, page: Page, previous: _Mention, first: int) -> bool:
        if page.sentence_of[previous.last - 1] != page.sentence_of[first]:
            return False
        between = page.words[previous.last : first]
        return len(between) <= 4 and all(w in _GLUE or w in self._regions or w in self._instrumented for w in between)

    def _operation(
        self,
        page: Page,
        mention: _Mention,
        room: tuple[int, int],
        here: tuple[Sequence[LevelMention], Sequence[TimeMention]],
        used: set[int],
    ) -> Operation:
        levels, times = here
        sentence = page.sentences[page.sentence_of[mention.first]]
        start, end = max(sentence.first, room[0]), min(sentence.last, room[1])
        near = [
            lv
            for lv in levels
            if (start <= lv.first and lv.last <= end and -6 <= lv.first - mention.last <= 6)
            or (start <= lv.first and lv.last <= mention.first and mention.first - lv.last <= 4)
        ]
        named = tuple(dict.fromkeys(level for lv in near for level in lv.levels))
        dates_it = DEVICES.isdisjoint(mention.kinds) or _is_put_in(page.words[mention.first : mention.last + 2])
        free = [t for t in times if t.first not in used] if dates_it else []
        time = self._time(page, mention, (start, end), free)
        days = None if time is None else time.days
        if time is not None:
            used.add(time.first)
        around = page.words[max(start, mention.first - 3) : min(end, mention.last + 4)]
        return Operation(
            kinds=mention.kinds,
            basis=page.span(min([mention.first, *(lv.first for lv in near if lv.last <= mention.first)]), mention.last),
            days_ago=days,
            levels=named,
            region=self._region(mention, around, named),
            instrumented=self._is_instrumented(mention, around),
            planned=(days is None or days.high < 0) and self._is_planned(page, mention, (sentence.first, end)),
        )

    def _time(
        self, page: Page, mention: _Mention, room: tuple[int, int], times: Iterable[TimeMention]
    ) -> TimeMention | None:
        """The time that dates an operation: "3 weeks ago" behind it, "3 weeks after" or a date before it."""
        best: tuple[int, TimeMention] | None = None
        for time in times:
            if time.first < room[0] - 1 or time.last > room[1]:
                continue
            if time.first >= mention.last and time.form in ("ago", "date", "postop"):
                gap = time.first - mention.last
                if "since" in page.words[time.first - 1 : time.first + 1]:
                    continue
            elif time.last <= mention.first and time.form in _BEFORE_FORMS:
                if self._is_of_another(page, time, mention):
                    continue
                gap = mention.first - time.last + _BEFORE_FORMS[time.form]
            else:
                continue
            if gap <= _REACH and (best is None or gap < best[0]):
                best = (gap, time)
        return best[1] if best else None

    @staticmethod
    def _is_of_another(page: Page, time: TimeMention, mention: _Mention) -> bool:
        """Whether a time before a comma tells since when something else is so: "fever since yesterday, the fusion"."""
        since = "since" in page.words[max(time.first - 2, 0) : time.first + 1]
        return since and "," in page.words[time.last : mention.first]

    def _region(self, mention: _Mention, around: Sequence[str], levels: Sequence[str]) -> str | None:
        if "acdf" in mention.kinds:
            return "cervical"
        if levels:
            regions = [region_of(level) for level in levels]
            return "lumbar" if "lumbar" in regions else regions[0]
        named = next((self._regions[word] for word in around if word in self._regions), None)
        lumbar = {"plif", "tlif", "alif", "llif"} & set(mention.kinds)
        return named or ("lumbar" if lumbar else None)

    def _is_instrumented(self, mention: _Mention, around: Sequence[str]) -> bool | None:
        if any(word in self._not_instrumented for word in around):
            return False
        if {"instrumentation", "plif", "tlif", "alif", "llif", "disc_replacement"} & set(mention.kinds):
            return True
        return True if any(word in self._instrumented for word in around) else None

    def _is_planned(self, page: Page, mention: _Mention, room: tuple[int, int]) -> bool:
        if page.sentences[page.sentence_of[mention.first]].section in ("plan", "question"):
            return True
        before = page.words[max(room[0], mention.first - 6) : mention.first]
        after = page.words[mention.last : min(room[1], mention.last + 4)]
        if "post" in before or "s" in before or "history" in before or "had" in before or "previous" in before:
            return False
        return any(word in self._planned_before for word in before) or any(
            word in self._planned_after for word in after
        )

    def _counted(self, page: Page, mention: _Mention) -> Iterator[Finding]:
        """How many operations a phrase counts: "2 back surgeries", "third lumbar operation"."""
        words = page.words
        at = mention.first - 1
        while at >= 0 and words[at] in _BETWEEN:
            at -= 1
        if at < 0 or page.sentence_of[at] != page.sentence_of[mention.first] or (at and page.touches(at - 1)):
            return
        plural, word = words[mention.last - 1].endswith("s"), words[at]
        if word in self._at_least_two and plural:
            yield self._count(page, at, mention, Interval(2, 30))
        number = self._counts.get(word) or number_at(word)
        if number is not None and 1 <= number <= 15 and (plural or word in _ORDINALS):
            yield self._count(page, at, mention, Interval.point(number))

    def _is_name_only(self, page: Page, mention: _Mention, operation: Operation, names: frozenset[int]) -> bool:
        """Whether the words are part of the name of the syndrome, and neither dated nor counted as an operation."""
        return mention.first in names and operation.days_ago is None and not any(self._counted(page, mention))

    @staticmethod
    def _count(page: Page, at: int, mention: _Mention, value: Interval) -> Finding:
        return Finding("spine_operation_count", value, Status.present, page.span(at, mention.last))

    def _unplaced(
        self, page: Page, operations: list[Operation], times: Sequence[TimeMention], used: set[int]
    ) -> list[Operation]:
        """A "day 3 post-op" that stands alone dates the only operation without a date, or tells of one."""
        for time in times:
            if (
                time.form != "postop"
                or time.first in used
                or not _INJECTED.isdisjoint(page.words[time.first : time.last + 4])
            ):
                continue
            used.add(time.first)
            undated = [at for at, op in enumerate(operations) if op.days_ago is None and not op.planned]
            if len(undated) == 1:
                operations[undated[0]] = replace(operations[undated[0]], days_ago=time.days)
            elif not operations:
                operations = [Operation((GENERIC,), page.span(time.first, time.last), time.days)]
        return operations


def _syndrome_names(matches: Sequence[Match]) -> frozenset[int]:
    """The words of names like "post-laminectomy syndrome", which tell of no operation of that kind."""
    named = [m for m in matches for meaning in m.meanings if meaning[:2] == ("group", "syndrome_name")]
    return frozenset(at for match in named for at in range(match.first, match.last))


def _outermost(named: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Names that lie within no longer one; a general name beside a special one for the same words goes too."""
    owner: dict[int, list[tuple[int, int]]] = {}
    kept = []
    for first, last, kind in sorted(named, key=lambda n: (n[0] - n[1], n[2] == GENERIC, n[0])):
        around = [span for span in owner.get(first, ()) if span[1] >= last]
        if any(span != (first, last) for span in around) or (around and kind == GENERIC):
            continue
        kept.append((first, last, kind))
        for at in range(first, last):
            owner.setdefault(at, []).append((first, last))
    return kept


def _is_put_in(words: Sequence[str]) -> bool:
    """Whether words about a device tell of putting it in, not of filling or using it."""
    return any(word.startswith(_PUT_IN) for word in words)
