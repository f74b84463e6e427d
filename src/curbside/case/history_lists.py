"""Where a list of what was is over: in "PMH HTN, T2DM, foot drop 2/7" the foot drop is why the patient came."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence

from curbside.case.clauses import SAYS
from curbside.case.page import Page

_LISTS = frozenset(("past_before", "family_history"))
_CLOSES = frozenset(("and", "or", "nor", "incl", "including", "with"))
"""Before its last item these tell that it belongs to the list."""
_TELLS = SAYS | {"my", "new"}
_DAYS = frozenset("day days hour hours hr hrs week weeks wk wks h d".split())
_PARTS_OF = frozenset(("7", "52", "24"))
_NOW = frozenset("now since today yesterday overnight tonight currently worsening".split())
_OVER = frozenset("resolved settled recovered ago previous prior old treated repaired childhood".split())
_OF_SIGNS = frozenset("the my his her a both left right l r lt rt new bilateral bilat now i pt he she".split())
"""These may stand before a sign and belong to it."""
_DIAGNOSES = frozenset("dvt pe vte stroke mi tia".split())
"""Signs of today by what they may mean; in a list of what was they are conditions like others."""
_MOST_DIGITS = 2


class HistoryLists:
    """The lists of one page.

    `signs` are the tokens at which warning signs begin that do not stay with whoever had them, `numbers` those at
    which a measurement is named, both in order; `conditions` the words of what is listed as background.
    """

    def __init__(self, page: Page, signs: Sequence[int], numbers: Collection[int], conditions: frozenset[str]) -> None:
        self._page, self._signs, self._numbers, self._conditions = page, signs, numbers, conditions

    def is_over(self, cue: str, start: int, end: int) -> bool:
        """Whether the list that a cue of this name opens at token `start` is over at a sign at token `end`.

        It is where conditions alone were listed, and the sign stands last behind a comma or is told with a time of now.
        """
        return cue in _LISTS and self._is_left(start, end) and (self._is_last(end) or self._is_dated(end))

    def is_over_under_heading(self, start: int, end: int) -> bool:
        """The same under a heading, which needs a time of now."""
        return self._is_left(start, end) and self._is_dated(end)

    def _is_left(self, start: int, end: int) -> bool:
        """Whether conditions stand between token `start` and a sign or a measurement at `end`, which is none of them.

        A comma parts them, or, in a telegram without commas, the last of the conditions stands right before the sign.
        """
        words = self._page.words
        if start >= end or not (self._is_sign(end, end + 1) or end in self._numbers):
            return False
        commas = [at for at in range(start, end) if words[at] == ","]
        if not commas:
            return self._is_right_behind_condition(start, end) and not self._is_sign(start, end)
        if self._is_sign(start, commas[0]) and _DIAGNOSES.isdisjoint(words[start : commas[0]]):
            return False
        told = words[commas[-1] : end]
        return self._is_sign(commas[-1], end) or _CLOSES.isdisjoint(told) or not _TELLS.isdisjoint(told)

    def _is_right_behind_condition(self, start: int, end: int) -> bool:
        words = self._page.words
        before = next((at for at in range(end - 1, start - 1, -1) if words[at] not in _OF_SIGNS), start)
        return words[before] in self._conditions

    def _is_sign(self, start: int, end: int) -> bool:
        """Whether a sign begins in these tokens."""
        at = bisect_left(self._signs, start)
        return at < len(self._signs) and self._signs[at] < end

    def _is_last(self, end: int) -> bool:
        rest = self._rest(end)
        return self._conditions.isdisjoint(rest) and _OVER.isdisjoint(rest)

    def _is_dated(self, end: int) -> bool:
        rest = self._rest(end)
        if not _OVER.isdisjoint(rest):
            return False
        return not _NOW.isdisjoint(rest) or any(map(self._is_length, range(end, end + len(rest))))

    def _is_length(self, at: int) -> bool:
        """Whether a length of time stands at a token: "2/7", "3 days"."""
        words = self._page.words
        if not words[at].isdigit() or len(words[at]) > _MOST_DIGITS:
            return False
        following = words[at + 1 : at + 3]
        return following[:1] != [] and (
            following[0] in _DAYS or (following[0] == "/" and following[1:] != [] and following[1] in _PARTS_OF)
        )

    def _rest(self, end: int) -> list[str]:
        page = self._page
        return page.words[end : page.sentences[page.sentence_of[end]].last]
