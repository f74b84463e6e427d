"""What the text says of a medicine: taken, stopped, planned, refused, allergic, or only asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from curbside.case.assertion import Context
from curbside.case.dose_parts import dose_words
from curbside.case.medicine_ends import asks_to_end, is_last, is_resumed, unless_resumed
from curbside.case.medicine_lists import SWITCHED, gives_way, governs_other
from curbside.case.model import Medication, Span, Status, Use
from curbside.case.no_allergy import denied_allergy
from curbside.case.page import Page, opens_line, tokens_of
from curbside.case.phrases import Phrases, Said, longest
from curbside.case.timing import TimeMention
from curbside.case.tokens import TOKEN
from curbside.case.units import number_at

_OF_THE_ONE_BEFORE = frozenset((("after", "stopped"), ("after", "allergic")))
_UNBORNE = ("allergic", "denied")
_SECTION_USE = {"allergies": "allergic", "past_medicines": "stopped", "medicines": "taken", "plan": "planned"}
_STOPS = frozenset((";", "but", "however", ".", "then", "now", "whose"))
_TURNS = frozenset((";", "but", "however"))
_GLUE = frozenset((",", "and", "/", "&", "+"))
_AFTER_REACH = 12
_SURGERY = (
    "back",
    "surg",
    "op",
    "operat",
    "fusion",
    "lamin",
    "disc",
    "decomp",
    "spin",
    "lumbar",
    "cervical",
    "conservative",
)
_APART = frozenset((",", "and", ";"))
_FAMILY = frozenset(("fh", "fhx", "fmhx", "family"))
_TAKES = frozenset(("on", "takes", "taking"))
_NEAR = 3
_HABITS = frozenset("work alcohol cigarettes sport school football golf tennis".split())
_TOOK = frozenset("took takes take taking taken borrowed borrowing had given used using tried".split())
_TELLS = frozenset("on takes taking currently now meds still uses continue continues continued continuing".split())
"""A sentence that opens with these speaks of now, in whatever section it stands."""
_BOTH = frozenset("were both have neither all".split())


@dataclass(slots=True)
class DrugName:
    """A medicine named by tokens `first` to `last` (excluded).

    `called` is its name in the tables; `written` the name to show, where the tokens hold a second one in brackets.
    """

    first: int
    last: int
    drug: str | None
    kind: str = "drug"
    called: str | None = None
    written: str | None = None


class UseReader:
    """Reads uses by the part `use` of `knowledge/reading/medicines.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._phrases = Phrases()
        for use, sides in table["use"].items():
            for side in ("before", "after"):
                for phrase in sides[side]:
                    self._phrases.add(TOKEN.findall(phrase.lower()), (side, use))
        self._dose = dose_words(table)

    def read(
        self, page: Page, names: Sequence[DrugName], rooms: Sequence[tuple[int, int]], context: Context
    ) -> list[Use | None]:
        """The use of each medicine; None for one that is denied or is someone else's."""
        said_in = {number: self._said(page, number) for number in {page.sentence_of[name.first] for name in names}}
        after: list[str | None] = []
        for name, room in zip(names, rooms, strict=True):
            after.append(self._after(page, name, said_in.get(page.sentence_of[name.first], ()), room))
        after = [
            "stopped" if gives_way(page, names[at : at + 2], self._is_of_dose) else told
            for at, told in enumerate(after)
        ]
        for at in range(len(names) - 2, -1, -1):
            if after[at] is None and after[at + 1] is not None and self._are_listed(page, names, at, rooms[at + 1][1]):
                after[at] = after[at + 1]
        told = [after[at] or self._before(page, names, at, said_in) for at in range(len(names))]
        return [
            _use(page, (name, _end(page, names, at)), unless_resumed(page, word, (name.last, room[1])), context)
            for at, (name, word, room) in enumerate(zip(names, told, rooms, strict=True))
        ]

    def _said(self, page: Page, number: int) -> list[Said]:
        """The words of use in one sentence."""
        first, last = page.sentences[number].first, page.sentences[number].last
        found = longest(self._phrases.find(page.coded_part(first, last)))
        return [Said(said.first + first, said.last + first, said.meant) for said in found]

    def _after(self, page: Page, name: DrugName, said: Sequence[Said], room: tuple[int, int]) -> str | None:
        """What is said behind the name, before the next medicine."""
        for first, last, meant in said:
            if first < name.last or last > room[1]:
                continue
            of_all = {"lot", "everything", "all"} & set(page.words[first:last])
            is_far = first - name.last > _AFTER_REACH or not _STOPS.isdisjoint(page.words[name.last : first])
            if is_far and not of_all:
                return None
            for side, use in meant:
                is_near = first - name.last <= _NEAR or use == "stopped"
                if use == "in_use":
                    is_near = last - first > 1 or self._is_behind_dose(page, name.last, first)
                if use == "stopped" and _tells_of_else(page.words[last - 1], page.words[last : last + 2]):
                    continue
                if side == "after" and is_near and use != "taken":
                    return "in_use" if use == "stopped" and is_resumed(page.words[last : room[1]]) else str(use)
        return "stopped" if is_last(page, name, room[1]) else None

    def _before(
        self, page: Page, names: Sequence[DrugName], at: int, said_in: Mapping[int, Sequence[Said]]
    ) -> str | None:
        """What is said before a name, but for what stands right behind the medicine before it: that is its own."""
        name, number = names[at], page.sentence_of[names[at].first]
        said = [
            each
            for each in said_in.get(number, ())
            if (each.last == name.first and not opens_line(page, name.first))
            or not (self._is_of(page, names, at, each) or self._is_of_other(page, names, at, each))
        ]
        return _before(page, name, said)

    def _is_of_other(self, page: Page, names: Sequence[DrugName], at: int, said: Said) -> bool:
        """Whether what is said before a medicine is said of something that is none, before a comma."""
        name = names[at]
        if said.last > name.first:
            return False
        named = {token for n in names[:at] if n.last > said.first for token in range(n.first, n.last)}
        return governs_other(page, said, (name.first, name.last), named, self._is_of_dose)

    def _is_of_dose(self, word: str) -> bool:
        return word in self._dose or number_at(word) is not None

    def _is_of(self, page: Page, names: Sequence[DrugName], at: int, said: Said) -> bool:
        """Whether "stopped" or "allergy" stands right behind an earlier medicine of the sentence or its dose."""
        if _OF_THE_ONE_BEFORE.isdisjoint(said.meant):
            return False
        number = page.sentence_of[said.first]
        for name in reversed(names[:at]):
            if name.last <= said.first:
                is_here = page.sentence_of[name.first] == number
                is_bracket = page.words[name.last : said.first] == ["("] and page.words[said.last] == ")"
                return is_here and (is_bracket or self._is_made_of_dose(page.words[name.last : said.first]))
        return False

    def _is_behind_dose(self, page: Page, start: int, end: int) -> bool:
        """Whether nothing but a dose stands between."""
        between = page.words[start:end]
        return not between or (number_at(between[0]) is not None and self._is_made_of_dose(between))

    def _is_made_of_dose(self, words: Sequence[str]) -> bool:
        return all(map(self._is_of_dose, words))

    def _are_listed(self, page: Page, names: Sequence[DrugName], at: int, end: int) -> bool:
        """Whether what is said behind the next medicine is said of this one, too.

        So it is when nothing but "and" or a comma stands between; with a dose between only
        when it is said of more than one: "A 300 mg and B 50 mg were stopped".
        """
        one, other = names[at], names[at + 1]
        between = page.words[one.last : other.first]
        if all(word in _GLUE for word in between):
            return True
        is_list = all(word in _GLUE or word in self._dose or number_at(word) is not None for word in between)
        return is_list and between[-1] in ("and", "&") and not _BOTH.isdisjoint(page.words[other.last : end])


def _tells_of_else(said: str, following: Sequence[str]) -> bool:
    """Whether something else was stopped or failed: "stopped work", "had to stop driving", "failed back"."""
    if not following:
        return False
    word = following[0]
    is_surgery = said.startswith("fail") and word.startswith(_SURGERY) and following != ["back", "in"]
    return is_surgery or word in _HABITS or (word.endswith("ing") and word not in ("taking", "using"))


def _is_borrowed(page: Page, name: DrugName) -> bool:
    """Whether the patient took what belongs to someone else: "took his wife's diazepam"."""
    before = page.words[max(name.first - _NEAR - 1, 0) : name.first]
    return bool(before) and before[-1].endswith("'s") and not _TOOK.isdisjoint(before)


def _end(page: Page, names: Sequence[DrugName], at: int) -> int:
    """Where the next medicine begins, or the sentence ends."""
    last = page.sentences[page.sentence_of[names[at].first]].last
    return min(last, names[at + 1].first) if at + 1 < len(names) else last


_MEASURES = frozenset("act ring call phone worry refer admit urgently urgent".split())
_WE = frozenset(("i", "we"))


def _use(page: Page, place: tuple[DrugName, int], word: str | None, context: Context) -> Use | None:
    """The use of a medicine by the word said of it; `place` is its name and the end of its room."""
    name, end = place
    status = context.judge(((name.first, name.last),), standing=True).status
    sentence = page.sentences[page.sentence_of[name.first]]
    if status is Status.other_person and not _is_behind_family(page.words, sentence.first, name):
        return Use.taken if _is_borrowed(page, name) else None
    if word == "in_use":
        return Use.taken
    is_told = page.words[sentence.first] in _TELLS
    if word is None or (word == "taken" and not is_told and sentence.section in ("allergies", "past_medicines")):
        word = _SECTION_USE.get(sentence.section or "", word)
    denial = denied_allergy(page, (name.first, name.last), (sentence.first, end)) if word in _UNBORNE else ""
    if denial:
        return None if denial == "denied" else Use.taken
    if asks_to_end(page, name, end):
        return Use.taken
    is_conditional = status is Status.hypothetical and not _is_said_apart(page.words, name)
    if word is None or word == "asked":
        following = page.words[name.last : sentence.last]
        is_question = page.words[sentence.last - 1] == "?" and not _asks_how_to_act(following)
        is_asked = is_question or (word == "asked" and is_conditional)
        word = "asked" if is_asked else "taken"
    if is_conditional and word == "taken":
        word = "asked"
    return None if word == "denied" else Use(word)


def _is_behind_family(words: Sequence[str], start: int, name: DrugName) -> bool:
    """Whether a dose stands in a line of family history, which is the patient's: "FH: diabetes, morphine 10 mg bd"."""
    is_dosed = name.last < len(words) and number_at(words[name.last]) is not None
    return words[start] in _FAMILY and is_dosed and "," in words[start : name.first]


def _is_said_apart(words: Sequence[str], name: DrugName) -> bool:
    """Whether behind a condition and a comma it is told what is taken: "returns if worse, takes morphine 10 mg bd"."""
    return name.first >= 2 and words[name.first - 2] in _APART and words[name.first - 1] in _TAKES


def _asks_how_to_act(following: Sequence[str]) -> bool:
    """Whether the question behind a medicine is how to act on what was told: ", QTc 482 - how quickly must I act?"."""
    breaks = [at for at, word in enumerate(following) if word in (",", "-")]
    asked = following[breaks[-1] + 1 :] if breaks else ()
    is_of_us = not _WE.isdisjoint(asked) and (not _MEASURES.isdisjoint(asked) or asked[-2] == "do")
    return is_of_us and asked[0] in ("how", "who", "what", "when", "where")


def _before(page: Page, name: DrugName, said: Sequence[Said]) -> str | None:
    """The nearest thing said before the name; a list keeps what was said before it."""
    for first, last, meant in reversed(said):
        if first >= name.first or last > name.first:
            continue
        if not _TURNS.isdisjoint(page.words[last : name.first]):
            return None
        if any(use == "stopped" for _, use in meant):
            if "now" in page.words[last : name.first]:
                return None
            if not _is_list(page, last, name.first):
                continue
        turned = _turned(page.words, last, name.first)
        if turned is not None:
            return turned
        for side, use in meant:
            if side == "before" and (use not in ("asked", "denied") or name.first - last <= _AFTER_REACH):
                return str(use)
    return None


def _turned(words: Sequence[str], last: int, first: int) -> str | None:
    """What "from A to B" and "add A to B" say of the B that begins at `first`."""
    if words[last - 1] == "from" and "to" in words[last:first]:
        return "in_use" if words[last - 2] in SWITCHED else "planned"
    return "in_use" if words[first - 1] == "to" and words[last - 1] in ("add", "adding") else None


def _is_list(page: Page, start: int, end: int) -> bool:
    """Whether what stands between "failed" and a medicine can be other medicines: few words, and none of surgery."""
    words = [word for word in page.words[start:end] if word.isalpha()]
    return not any(word.startswith(_SURGERY) for word in words[:3])


def without_stops(page: Page, medications: Sequence[Medication], times: Sequence[TimeMention]) -> list[TimeMention]:
    """The times but for those at which a medicine was stopped: they tell nothing of a pain beside it."""
    stops = {
        (page.sentence_of[tokens_of(page, m.basis.start, m.basis.end)[0]], m.stopped)
        for m in medications
        if m.stopped is not None and isinstance(m.basis, Span)
    }
    return [time for time in times if (page.sentence_of[time.first], time.days) not in stops]
