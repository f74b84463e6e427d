"""Whether a thing that is named is said to be so: present, possible, absent, past, conditional, or someone else's.

The method is ConText's: cues reach forward or backward over the sentence until
something ends them.  Three things are added.  A cue that is part of the phrase
itself ("cannot feel") says nothing about it; a phrase that looks like a denial but
speaks of change or relief ("no improvement in", "not relieved by") denies nothing;
and where the reach of a denial is doubtful the answer is "possible", never "no".
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from curbside.case.across import Atoms, is_across, stands_alone, swallowed
from curbside.case.answers import NO, Asked, Heard, Questions
from curbside.case.aside import speaks_of_other
from curbside.case.asked_if import tells_state
from curbside.case.cues import CueMatch, cues_in
from curbside.case.history_lists import HistoryLists
from curbside.case.model import ABSENT, HISTORICAL, HYPOTHETICAL, OTHER_PERSON, POSSIBLE, PRESENT, Status
from curbside.case.page import Page, Sentence
from curbside.case.reach import (
    EMPTY_BOX,
    ends_reach,
    is_closed,
    is_of_bracket,
    is_of_item,
    is_of_other_box,
    is_undated,
)
from curbside.case.speaker import spoken_for
from curbside.case.told_of import is_of_the_patient
from curbside.case.verdict import PLAIN, Assertion, settled
from curbside.case.whole import NONE_APPLIES, OVER, WholeSentences

_NEUTRAL, _NOW, _BEFALLEN, _BEGAN = "neutral", "now", "befallen", "began"
_RETURNED, _NEW_SUBJECT = "returned", "new_subject"
_RIGHT_BEHIND = 3
_TRIAL, _USED_TO = "passed_trial", "used_to"
_PREOP = ("preop", "pre - op", "pre op")
_SINCE = frozenset(("/", "post", "postop"))
"""Where what was before an operation ends: "Hb 131 pre-op / 69 this morning"."""
_STAYS = frozenset("still never persists persisted persisting remains remained continues hasn't".split())
"""Behind what was there before an operation these tell that it is there yet: "pre-op numb saddle, still there"."""
_OPERATION: Asked = "operation"
STATUSES = {status.value: status for status in Status}
"""The cues that give a finding a status, by what they mean; the others end, turn or undo these."""


class Context:
    """The cues of one page, ready to judge any span of it."""

    def __init__(
        self, page: Page, cues: Sequence[CueMatch], section_means: Mapping[str, str], lists: HistoryLists | None = None
    ) -> None:
        self.page = page
        self._lists = lists or HistoryLists(page, (), (), frozenset())
        self._section_means = section_means
        own: defaultdict[int, list[CueMatch]] = defaultdict(list)
        meaning: defaultdict[str, set[int]] = defaultdict(set)
        """The sentences with a cue of each meaning: most pages have none of most."""
        speaking: dict[int, list[tuple[Status, CueMatch]]] = {}
        """The cues of each sentence that give a status."""
        relative, sentence_of = spoken_for(page), page.sentence_of
        for cue in cues:
            means = cue.cue.means
            if relative and means == OTHER_PERSON and page.words[cue.last - 1] in relative:
                continue
            number = sentence_of[cue.first]
            own[number].append(cue)
            meaning[means].add(number)
            if means in STATUSES:
                speaking.setdefault(number, []).append((STATUSES[means], cue))
        self._by_sentence, self._meaning, self._speaking = own, meaning, speaking
        self._commas = page.where.get(",", [])
        self._questions, self._whole = Questions(page, own), WholeSentences(page, own, meaning)

    def is_bare(self, atoms: Atoms) -> bool:
        """Whether the sentence is nothing but the finding: an item of a list."""
        sentence = self.page.sentences[self.page.sentence_of[atoms[0][0]]]
        outside = self.page.words[sentence.first : atoms[0][0]] + self.page.words[atoms[-1][1] : sentence.last]
        return not any(word.isalnum() for word in outside)

    def is_spoken_of(self, first: int, last: int) -> bool:
        """Whether a cue that gives a status stands in tokens `first` to `last` (excluded)."""
        return any(first <= cue.first < last for _, cue in self._speaking.get(self.page.sentence_of[first], ()))

    def judge(self, atoms: Atoms, *, standing: bool = False, close: bool = False, asked: Asked = "sign") -> Assertion:
        """Judge a finding.

        `standing` findings (a diagnosis that stays) remain true when told as history.  A
        `close` finding is denied only by a cue with no comma or "and" between ("no numbness, continent").
        With nothing but a question mark behind it a "suspicion" is possible ("Discitis?"), a "sign" was
        asked for and not answered ("Saddle numbness?"), and a "request" is made ("Fusion?").  An "operation" was
        done also when the question that names it is a general one ("Who gains from a stimulator after fusion?").
        """
        number = self.page.sentence_of[atoms[0][0]]
        sentence = self.page.sentences[number]
        own = self._by_sentence.get(number, [])
        heard: Heard = {}
        if asked != "request":
            self._questions.hear_item(atoms[-1][1], heard)
        is_neutral = number in self._meaning.get(_NEUTRAL, ())
        if not (heard or is_neutral or number in self._speaking) and self._is_plain(number, sentence):
            return PLAIN
        speaking = swallowed(self.page.words, own, atoms) if is_neutral else []
        speaking += [
            (status, cue)
            for status, cue in self._speaking.get(number, ())
            if self._reaches(cue, atoms, own)
            and not (is_across(self.page.words, cue, atoms) and (close or stands_alone(self.page.words, atoms)))
        ]
        if sentence.lead is not None:
            speaking += self._leading(sentence, own, atoms)
        for status, cue in speaking if not heard else ():
            heard.setdefault(status, cue)
        if sentence.section in self._section_means:
            self._hear_section(sentence, own, atoms, heard)
        if asked != "request":
            self._questions.hear(number, heard, asked)
            self._hear_whole(number, heard, asked, atoms[0][0])
        if heard:
            self._hear_correction(number, own, atoms, heard)
        if standing:
            heard.pop(HISTORICAL, None)
        return settled(self.page, heard)

    def _is_plain(self, number: int, sentence: Sentence) -> bool:
        """Whether a sentence is no item of a list, no question, in no section that speaks, and not spoken of."""
        if sentence.lead is not None or sentence.section in self._section_means:
            return False
        return self.page.words[sentence.last - 1] != "?" and self._whole.is_plain(number)

    def _reaches(self, cue: CueMatch, atoms: Atoms, own: Sequence[CueMatch]) -> bool:
        first, last = atoms[0][0], atoms[-1][1]
        said, begins, ends = cue.cue, cue.first, cue.last
        if (said.not_in_question and self._is_question(first)) or self._is_lost_since(cue, atoms):
            return False
        if cue.phrase == EMPTY_BOX and is_of_other_box(self.page, cue, first):
            return False
        if ends <= first:
            is_near = said.acts != "backward" and first - ends <= said.reach
            return is_near and self._is_open(ends, first, cue, own)
        if begins >= last:
            is_near = said.acts != "forward" and (begins - last <= said.reach or is_of_item(self.page, cue, last))
            is_open = is_near and self._is_open(last, begins, cue, own)
            return is_open and not speaks_of_other(self.page, cue, first, last)
        if said.acts != "backward" and begins < first < ends and self.page.words[first] not in NO:
            return True
        if begins < first or any(begins < end and start < ends for start, end in atoms):
            return False
        following = min((start for start, _ in atoms if start >= ends), default=last)
        is_one_clause = "," not in self.page.words[ends:following]
        return said.means == ABSENT and said.acts != "backward" and is_one_clause

    def _is_lost_since(self, cue: CueMatch, atoms: Atoms) -> bool:
        """Whether behind a comma it is told that what "used to" be is no more: "used to climax, now it's vanished"."""
        return cue.cue.name == _USED_TO and len(atoms) > 1 and "," in self.page.words[atoms[0][1] : atoms[-1][0]]

    def _is_open(self, start: int, end: int, cue: CueMatch, own: Sequence[CueMatch]) -> bool:
        if self._is_stopped(start, end, cue):
            return False
        for other in cues_in(own, start, end):
            if (other.last <= end or other.cue.name == _NEW_SUBJECT) and ends_reach(self.page, other, cue, end):
                return False
        return True

    def _is_question(self, at: int) -> bool:
        return self.page.words[self._sentence(at).last - 1] == "?"

    def _sentence(self, at: int) -> Sentence:
        return self.page.sentences[self.page.sentence_of[at]]

    def _is_stopped(self, start: int, end: int, cue: CueMatch) -> bool:
        """Whether a comma, a bracket or a new clause stands between a cue and a finding."""
        if cue.cue.narrow and bisect_left(self._commas, start) < bisect_left(self._commas, end):
            return True
        if cue.phrase.startswith(_PREOP) and not _SINCE.isdisjoint(self.page.words[start:end]):
            return True
        if cue.last == start:
            if is_of_the_patient(self.page, cue, end) or self._lists.is_over(cue.cue.name, start, end):
                return True
            return is_closed(self.page, cue, start, end)
        return is_undated(self.page, cue, start) or is_of_bracket(self.page.words[start:end])

    def _leading(self, sentence: Sentence, own: Sequence[CueMatch], atoms: Atoms) -> list[tuple[Status, CueMatch]]:
        """Cues before the colon that opens a list ("Denies:") that reach its items; an item may speak for itself."""
        assert sentence.lead is not None
        if any(cue.cue.means == PRESENT and cue.first < atoms[0][0] for cue in own):
            return []
        end = self._colon(self.page.sentences[sentence.lead])
        lead = self._by_sentence.get(sentence.lead, [])
        return [
            (status, cue)
            for status, cue in self._speaking.get(sentence.lead, ())
            if cue.cue.acts != "backward" and cue.last <= end and self._is_open(cue.last, end, cue, lead)
        ]

    def _colon(self, lead: Sentence) -> int:
        """Behind the colon that opens a list: at the end of its line, or within it before the first of its items."""
        words = self.page.words
        if words[lead.last - 1] == ":":
            return lead.last
        return next((at + 1 for at in range(lead.first, lead.last) if words[at] == ":"), lead.last)

    def _hear_section(self, sentence: Sentence, own: Sequence[CueMatch], atoms: Atoms, heard: Heard) -> None:
        means = self._section_means[sentence.section or ""]
        undone = (_NOW,) if means == HISTORICAL else (_NOW, PRESENT)
        if any(cue.cue.means in undone and cue.first < atoms[0][0] for cue in own):
            return
        if means != ABSENT and self._lists.is_over_under_heading(sentence.first, atoms[0][0]):
            return
        heard.setdefault(Status(means), f"the section {sentence.section!r}")

    def _hear_whole(self, number: int, heard: Heard, asked: Asked, first: int) -> None:
        """A question in general, and what the next sentence says of this one."""
        whole = self._whole
        if asked != _OPERATION and (whole.asks_in_general(number) or whole.asks_of_paper(number, first)):
            heard.setdefault(HYPOTHETICAL, "a question in general")
        if asked == "suspicion" and POSSIBLE in heard and whole.is_answered(number):
            heard.setdefault(HISTORICAL, "a clear scan")
        if POSSIBLE in heard and whole.is_clot_answered(number, first):
            heard.setdefault(HISTORICAL, "a clear scan of the leg")
        if number + 1 not in self._by_sentence:
            return
        over = whole.ended_by(number, OVER)
        if over is not None and whole.tells_of_past(self.page.sentences[number]):
            heard.setdefault(HISTORICAL, over)
        denial = whole.ended_by(number, NONE_APPLIES)
        if denial is not None:
            heard.setdefault(ABSENT, denial)
            heard.pop(HYPOTHETICAL, None)

    def _hear_correction(self, number: int, own: Sequence[CueMatch], atoms: Atoms, heard: Heard) -> None:
        """What has come back or is so now is neither past nor gone, and what has befallen or is named is not feared."""
        first, last = atoms[0][0], atoms[-1][1]
        if HYPOTHETICAL in heard and (
            self._whole.asks_with(number, first)
            or self._whole.befalls_next(number)
            or any(cue.first >= last and cue.cue.means == _BEFALLEN and cue.cue.name != _BEFALLEN for cue in own)
        ):
            heard.pop(HYPOTHETICAL)
        condition = heard.get(HYPOTHETICAL)
        if isinstance(condition, CueMatch) and tells_state(self.page, condition.last, first):
            heard.pop(HYPOTHETICAL)
            heard.setdefault(POSSIBLE, condition)
        if ABSENT in heard and self.has_begun(atoms):
            heard.pop(ABSENT)
        if HISTORICAL not in heard:
            return
        past = heard[HISTORICAL]
        if isinstance(past, CueMatch) and past.cue.name == _TRIAL and not self._whole.is_normal_since(number):
            heard.pop(HISTORICAL)
            return
        rest = self.page.words[last : self.page.sentences[number].last]
        if isinstance(past, CueMatch) and past.phrase.startswith(_PREOP) and not _STAYS.isdisjoint(rest):
            heard.pop(HISTORICAL)
            return
        is_now = any(cue.cue.means == _NOW and 0 <= first - cue.last <= 4 for cue in own)
        if is_now or self.has_returned(atoms):
            heard.pop(HISTORICAL, None)

    def has_begun(self, atoms: Atoms) -> bool:
        """Whether what was not so is said to have lasted until lately: "no trouble weeing until last night"."""
        number, last = self.page.sentence_of[atoms[0][0]], atoms[-1][1]
        return number in self._meaning.get(_BEGAN, ()) and any(
            cue.cue.means == _BEGAN
            and atoms[0][0] <= cue.first <= last + _RIGHT_BEHIND
            and "," not in self.page.words[last : cue.first]
            for cue in self._by_sentence[number]
        )

    def has_returned(self, atoms: Atoms) -> bool:
        """Whether the sentence says behind the finding that it has come back."""
        number, last = self.page.sentence_of[atoms[0][0]], atoms[-1][1]
        return number in self._meaning.get(_RETURNED, ()) and any(
            cue.cue.means == _RETURNED and cue.first >= last for cue in self._by_sentence[number]
        )
