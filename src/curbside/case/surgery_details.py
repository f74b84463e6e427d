"""Where and when of one operation: the levels and the time that stand near its name."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from curbside.case.anatomy import LevelMention, region_of
from curbside.case.model import Interval, Operation
from curbside.case.operations import GENERIC
from curbside.case.page import Page
from curbside.case.timing import TimeMention
from curbside.case.units import number_at

_REACH = 9
_BEFORE_FORMS = {"postop": 0, "after": 0, "date": 3, "ago": 3}
_JOINS = frozenset(("and", ",", "&", "+", "/", "plus"))
_LEADS = frozenset("at of ( from left right for : in l r".split())
_BESIDE = frozenset("above below adjacent beside beyond next".split())
"""A level named with one of these before an operation is not the level operated on."""
_COMES_BACK = frozenset("returned recurred back relapsed until till lasted resolved well free gone".split())
"""Behind these "3 months after the operation" tells how long something took, not how long ago it was."""
_BACK_NAMES = frozenset("pain pains ache aches surgery op stiffness".split())
_LEVEL = frozenset(("level", "levels"))
_PUT_IN = ("implant", "plac", "insert", "trial")
_UNITS_OF_TIME = frozenset("day days week weeks month months year years hour hours / wk wks yr yrs".split())
_LISTS = frozenset(("(", "at", ",", "and", "in", "&", "then", ")", "again"))
_LONG_DONE = frozenset("prev previous prior background bg pmh hx history failed known old".split())
_TOLD_NOW = frozenset("today tonight morning afternoon evening yesterday night overnight am pm yday weekend".split())
"""An operation long done has no date of today: "fell today, previous fusion"."""
_CAME = frozenset(
    "rang rings called calls phoned phones came comes presented presents attended attends reports reported is has was "
    "woke noticed developed fell feels felt now says said who".split()
)
_LAST = (["last", "week"], ["last", "month"])
_NEARBY = 6
_BEFORE_NAME = 4
_DIRECTLY = 1


def levels_of(
    page: Page, name: tuple[int, int], room: tuple[int, int, bool], levels: Sequence[LevelMention]
) -> list[LevelMention]:
    """The levels that belong to the operation named by the tokens of `name`.

    `room` is where they may stand, and whether another operation begins at its end.
    """
    start, end, is_followed = room
    here = [lv for lv in levels if start <= lv.first and lv.last <= end]
    if is_followed:
        here = _without_next(page, here, name, end)
    near = _beside(page, here, name) or [lv for lv in here if _is_near(page, lv, name)]
    for lv in reversed(here):
        if near and lv.last <= near[0].first and _JOINS.issuperset(page.words[lv.last : near[0].first]):
            near.insert(0, lv)
    return near


def _beside(page: Page, levels: Sequence[LevelMention], name: tuple[int, int]) -> list[LevelMention]:
    """Levels right behind the name with those joined to them; so no other that is told before belongs to it."""
    end, found = name[1], list[LevelMention]()
    for lv in levels:
        if lv.first < name[1]:
            continue
        if not (_JOINS if found else _LEADS).issuperset(page.words[end : lv.first]) or lv.first - end > _NEARBY:
            break
        found.append(lv)
        end = lv.last
    right_before = [lv for lv in levels if lv.last == name[0]]
    return [*right_before, *found]


def _is_near(page: Page, level: LevelMention, name: tuple[int, int]) -> bool:
    first, last = name
    if level.last <= first:
        return first - level.last <= _BEFORE_NAME and _BESIDE.isdisjoint(page.words[level.last : first])
    return -_NEARBY <= level.first - last <= _NEARBY


def _without_next(page: Page, levels: Sequence[LevelMention], name: tuple[int, int], end: int) -> list[LevelMention]:
    """The levels but those right before the next operation, with all that are joined to them."""
    kept = list(levels)
    while kept and kept[-1].first - name[1] > _DIRECTLY:
        if not _JOINS.issuperset(page.words[kept[-1].last : end]):
            break
        end = kept.pop().first
    return kept


def time_of(
    page: Page,
    name: tuple[int, int],
    room: tuple[int, int],
    parts: tuple[Sequence[LevelMention], Sequence[TimeMention]],
) -> TimeMention | None:
    """The time that dates an operation: "3 weeks ago" behind it, "3 weeks after" or a date before it."""
    levels, times = parts
    best: tuple[int, TimeMention] | None = None
    for time in times:
        if time.first < room[0] - 1 or time.last > room[1]:
            continue
        gap = _gap(page, time, name, levels)
        if gap is not None and gap <= _REACH and (best is None or gap < best[0]):
            best = (gap, time)
    return best[1] if best else None


def _gap(page: Page, time: TimeMention, name: tuple[int, int], levels: Sequence[LevelMention]) -> int | None:
    """How far a time stands from an operation, the words of levels not counted; None when it cannot date it."""
    first, last = name
    if time.form == "length" and time.first == last and page.words[last : last + 2] in _LAST:
        return 0
    if time.first >= last and time.form in ("ago", "date", "postop", "weekday"):
        gap = time.first - last - sum(lv.last - lv.first for lv in levels if last <= lv.first and lv.last <= time.first)
        is_since = "since" in page.words[time.first - 1 : time.first + 1] or _tells_of_now(page, time, last)
        return None if is_since or (time.form == "weekday" and gap > _DIRECTLY) else gap
    if time.last <= first and time.form in _BEFORE_FORMS and not _is_of_another(page, time, first):
        between = sum(lv.last - lv.first for lv in levels if time.last <= lv.first and lv.last <= first)
        return first - time.last - between + _BEFORE_FORMS[time.form]
    return None


def _is_of_another(page: Page, time: TimeMention, first: int) -> bool:
    """Whether a time tells of something else: "fever since yesterday, the fusion", "pain back 3 months after it"."""
    before = page.words[max(time.first - 3, 0) : time.first + 1]
    before = before[before.index(",") + 1 :] if "," in before else before
    if time.form in ("after", "postop") and not _COMES_BACK.isdisjoint(before) and not _is_the_back(before):
        return True
    between = page.words[time.last : first]
    if time.form == "after" and "for" in (page.words[time.first], *before[-2:-1]):
        return True
    if (
        time.form == "ago"
        and not _LONG_DONE.isdisjoint(between)
        and not _TOLD_NOW.isdisjoint(page.words[time.first : time.last])
    ):
        return True
    return "since" in before[-3:] and "," in between


def _tells_of_now(page: Page, time: TimeMention, last: int) -> bool:
    """Whether "today" behind a comma begins something else: "six weeks after her fusion, afebrile today"."""
    words = page.words
    if _begins_anew(words[last : time.first]):
        return True
    closes = words[time.first - 1] == "," and not "".join(words[time.last : time.last + 1]).isalpha()
    return not closes and "," in words[last : time.first] and not _TOLD_NOW.isdisjoint(words[time.first : time.last])


def _begins_anew(words: Sequence[str]) -> bool:
    """Whether "and" with a verb goes on to what came after: "8 days out from a PLIF and rang this morning"."""
    return any(word == "and" and following in _CAME for word, following in pairwise(words))


def _is_the_back(words: Sequence[str]) -> bool:
    """Whether "back" is the part of the body: "back pain six weeks after"."""
    return any(one == "back" and other in _BACK_NAMES for one, other in pairwise(words))


def dates_behind(
    page: Page, start: int, end: int, times: Sequence[TimeMention], levels: Container[int]
) -> tuple[Interval, ...]:
    """Dates listed right behind counted operations: "(2016, 2021)", "in 2017 and 2022"; `levels` are tokens."""
    found: list[Interval] = []
    at = start + 2 * (page.words[start : start + 1] == ["x"])
    for time in times:
        if time.form != "date" or time.first < start or time.last > end:
            continue
        if any(page.words[on] not in _LISTS and on not in levels for on in range(at, time.first)):
            break
        found.append(time.days)
        at = time.last
    return tuple(found)


def times_behind(words: Sequence[str], last: int) -> float | None:
    """The number of "back surgery x3" and "fusion twice"."""
    following = words[last : last + 3]
    if following[:1] == ["twice"]:
        return 2.0
    number = number_at(following[1]) if len(following) > 1 and following[0] == "x" else None
    is_time = len(following) > 2 and following[2] in _UNITS_OF_TIME
    return number if number is not None and 2 <= number <= 15 and number.is_integer() and not is_time else None


def is_at_same_level(page: Page, last: int) -> bool:
    """Whether the words behind an operation say that it was where the one before it was."""
    following = page.words[last : last + 6]
    return "same" in following and not _LEVEL.isdisjoint(following)


def is_put_in(words: Sequence[str]) -> bool:
    """Whether words about a device tell of putting it in, not of filling or using it."""
    return any(word.startswith(_PUT_IN) for word in words)


def bare(page: Page, time: TimeMention, levels: Sequence[LevelMention]) -> Operation:
    """The operation of which only the time is told, and perhaps the levels behind it."""
    level = next((lv for lv in levels if lv.first == time.last), None)
    if level is None:
        return Operation((GENERIC,), page.span(time.first, time.last), time.days)
    kind = "fusion" if page.words[level.last - 1] in ("pelvis", "ilium") else GENERIC
    basis, region = page.span(time.first, level.last), region_of(level.levels[-1])
    return Operation((kind,), basis, time.days, levels=level.levels, region=region)
