"""Operations on the spine: kinds, levels, dates and how many.

A note names one operation many times.  Mentions that could be the same operation are
joined; two are kept only when kinds, levels or dates tell them apart, or when the text
counts them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from curbside.case.anatomy import LevelMention, region_of
from curbside.case.assertion import Context
from curbside.case.matches import Matches
from curbside.case.model import Finding, Operation, Status
from curbside.case.operations import DEVICES, GENERIC, Counted, had_surgery, joined, padded, regions
from curbside.case.page import Page, by_sentence
from curbside.case.surgery_counts import OperationCounter
from curbside.case.surgery_details import (
    bare,
    dates_behind,
    is_at_same_level,
    is_put_in,
    levels_of,
    time_of,
)
from curbside.case.surgery_names import (
    BARE_REVISION,
    dural_repairs,
    is_of_joint,
    is_practice,
    is_revision,
    is_shown_fused,
    is_the_second,
    is_to_do,
    outermost,
    syndrome_names,
    with_revisions,
)
from curbside.case.timing import TimeMention

_GLUE = frozenset("and + / with & , - the a of plus (".split())
_INJECTED = frozenset("esi esis tfesi epidural injection injections block blocks rfa ablation".split())
_BEFORE = frozenset("before until".split())
_BOOKED = frozenset("listed awaiting scheduled booked upcoming".split())
_AROUND = (["pre", "-"], ["peri", "-"])
_MOST = 100
_DONE = frozenset("post history had previous".split())
_NO_TIME = frozenset(("step", "steps", "move", "?", "."))
"""Behind "next" these tell that it is no time of the operation: "fever after fusion - next step?"."""
_STATUS_POST = ["s", "/", "p"]
_REQUESTS = frozenset("authorization authorisation necessity appeal denial sought covers coverage".split())
"""A line that opens with one of these asks for what it names."""


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


@dataclass(slots=True)
class _Told:
    """What the text has told so far, and the levels, times and names of syndromes that it holds."""

    levels_in: Mapping[int, Sequence[LevelMention]]
    times_in: Mapping[int, Sequence[TimeMention]]
    names: frozenset[int]
    operations: list[Operation] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    planned: set[int] = field(default_factory=set)


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
        self._counter = OperationCounter(table)

    def read(
        self,
        page: Page,
        matches: Matches,
        context: Context,
        levels: Sequence[LevelMention],
        times: Sequence[TimeMention],
    ) -> Surgery:
        """All operations of the patient, past and planned, with counts and region as findings."""
        found = self._mentions(page, matches)
        told = _Told(by_sentence(page, levels), by_sentence(page, times), syndrome_names(matches))
        for at, mention in enumerate(found):
            if len(told.operations) >= _MOST:
                break
            said = context.judge(((mention.first, mention.last),), standing=True, asked="operation")
            if said.status in (Status.absent, Status.other_person):
                continue
            limit = found[at + 1].first if at + 1 < len(found) else len(page.words)
            start = found[at - 1].last if at else 0
            self._take(page, mention, (start, limit), told, is_supposed=said.status is Status.hypothetical)
        operations = padded(self._unplaced(page, told.operations, (levels, times), told.used), told.counted)
        findings = (*(count for count, _, _ in told.counted), *regions(operations), *had_surgery(operations))
        return Surgery(tuple(operations), findings, frozenset(told.used), frozenset(told.planned))

    def _take(self, page: Page, mention: _Mention, room: tuple[int, int], told: _Told, *, is_supposed: bool) -> None:
        """Add what one mention tells to what was told before it."""
        number = page.sentence_of[mention.first]
        here = told.levels_in.get(number, ()), told.times_in.get(number, ())
        operation = self._operation(page, mention, room, here, told.used)
        if self._is_name_only(page, mention, operation, told.names):
            return
        if is_supposed and operation.days_ago is None:
            operation = replace(operation, planned=True)
        if told.operations and not operation.levels and is_at_same_level(page, mention.last):
            operation = replace(operation, levels=told.operations[-1].levels, region=told.operations[-1].region)
        if operation.kinds == ("dural_repair",) and operation.days_ago is None and told.operations:
            operation = replace(operation, days_ago=told.operations[-1].days_ago)
        if operation.planned:
            told.planned.update(range(mention.first, mention.last))
        of_level = {token for lv in here[0] for token in range(lv.first, lv.last)}
        for count in self._counter.counted(page, (mention.first, mention.last), of_level):
            dates = dates_behind(page, mention.last, room[1], here[1], of_level)
            told.counted.append((count, operation, dates))
        told.operations = joined(told.operations, operation)

    def _mentions(self, page: Page, matches: Matches) -> list[_Mention]:
        named = [(match.first, match.last, meaning.name) for match, meaning in matches.of("operation")]
        named = outermost([*named, *dural_repairs(page)])
        named = [each for each in named if not is_of_joint(page, each[0]) and not is_the_second(page, *each)]
        taken = {at for first, last, _ in named for at in range(first, last)}
        for at in page.places(self._generic):
            if at not in taken and not self._is_elsewhere(page, at):
                named.append((at, at + 1, GENERIC))
        for at in page.places(BARE_REVISION):
            if at not in taken and is_revision(page, at):
                named.append((at, at + 1, "revision"))
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
        """Whether "surgery" is of another part of the body, or only a point in time ("before surgery", "pre-op")."""
        before = page.words[max(at - 2, 0) : at]
        if page.words[at] == "op" and (before[-2:] in _AROUND or before[-1:] == ["pre"]):
            return True
        return is_practice(page, at) or any(word in self._elsewhere or word in _BEFORE for word in before)

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
        if "post" in page.words[max(mention.first - 2, 0) : mention.first] and mention.kinds == (GENERIC,):
            levels = ()
        sentence = page.sentences[page.sentence_of[mention.first]]
        start, end = max(sentence.first, room[0]), min(sentence.last, room[1])
        name = mention.first, mention.last
        near = levels_of(page, name, (start, end, room[1] < sentence.last), levels)
        named = tuple(dict.fromkeys(level for lv in near for level in lv.levels))
        dates_it = DEVICES.isdisjoint(mention.kinds) or is_put_in(page.words[mention.first : mention.last + 2])
        dates_it = dates_it and not is_shown_fused(page, mention.first)
        free = [t for t in times if t.first not in used] if dates_it else []
        time = time_of(page, name, (start, end), (levels, free))
        days = None if time is None else time.days
        if time is not None:
            used.add(time.first)
        begins = min([mention.first, *(lv.first for lv in near)])
        kinds, begins = with_revisions(page, mention.kinds, mention.first, begins, start)
        is_booked = not _BOOKED.isdisjoint(page.words[max(sentence.first, begins - 3) : begins])
        is_planned = (is_booked or days is None or days.high < 0) and self._is_planned(
            page, mention, (sentence.first, begins, end), max([mention.last, *(lv.last for lv in near)])
        )
        around = page.words[max(start, mention.first - 3) : min(end, mention.last + 4)]
        return Operation(
            kinds=kinds,
            basis=page.span(min([mention.first, *(lv.first for lv in near if lv.last <= mention.first)]), mention.last),
            days_ago=None if is_booked and is_planned else days,
            levels=named,
            region=self._region(mention, around, named),
            instrumented=self._is_instrumented(mention, around),
            planned=is_planned,
        )

    def _region(self, mention: _Mention, around: Sequence[str], levels: Sequence[str]) -> str | None:
        if "acdf" in mention.kinds:
            return "cervical"
        if levels:
            regions = [region_of(level) for level in levels]
            return "lumbar" if "lumbar" in regions else regions[0]
        said = f" {' '.join(around)} "
        named = [(said.find(f" {name} "), part) for name, part in self._regions.items() if f" {name} " in said]
        if named:
            return str(min(named)[1])
        return "lumbar" if {"plif", "tlif", "alif", "llif"} & set(mention.kinds) else None

    def _is_instrumented(self, mention: _Mention, around: Sequence[str]) -> bool | None:
        if any(word in self._not_instrumented for word in around):
            return False
        if {"instrumentation", "plif", "tlif", "alif", "llif", "disc_replacement"} & set(mention.kinds):
            return True
        return True if any(word in self._instrumented for word in around) else None

    def _is_planned(self, page: Page, mention: _Mention, room: tuple[int, int, int], last: int) -> bool:
        """`room` is where the sentence begins, where the operation with its levels begins, and where its room ends.

        `last` is where the operation with its levels ends.
        """
        if is_to_do(page, mention.first, mention.last):
            return True
        if page.sentences[page.sentence_of[mention.first]].section in ("plan", "question"):
            return True
        before = page.words[max(room[0], room[1] - 6) : room[1]]
        after = page.words[last : min(room[2], last + 4)]
        is_done = not _DONE.isdisjoint(before) or any(before[at : at + 3] == _STATUS_POST for at in range(len(before)))
        if is_done:
            return False
        if not _REQUESTS.isdisjoint(page.words[room[0] : mention.first]):
            return True
        return any(word in self._planned_before for word in before) or any(
            word in self._planned_after
            and (word != "next" or _NO_TIME.isdisjoint(page.words[last + on + 1 : last + on + 2]))
            for on, word in enumerate(after)
        )

    def _is_name_only(self, page: Page, mention: _Mention, operation: Operation, names: frozenset[int]) -> bool:
        """Whether the words are part of the name of the syndrome, and neither dated nor counted as an operation."""
        return (
            mention.first in names
            and operation.days_ago is None
            and not any(self._counter.counted(page, (mention.first, mention.last), ()))
        )

    def _unplaced(
        self,
        page: Page,
        operations: list[Operation],
        parts: tuple[Sequence[LevelMention], Sequence[TimeMention]],
        used: set[int],
    ) -> list[Operation]:
        """A "day 3 post-op" that stands alone dates the only operation without a date, or tells of one.

        With levels right behind it ("6 wks s/p T10-pelvis") it tells where; down to the pelvis a spine is fused.
        """
        for time in parts[1]:
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
                operations = [bare(page, time, parts[0])]
        return operations
