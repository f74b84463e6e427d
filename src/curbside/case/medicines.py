"""Medicines: what is taken, how much, how often, since when; and what must not be given.

Nothing is assumed: a number without a unit stays without one, a frequency that is
not written stays unknown, and a fragment that is not understood is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from curbside.case.assertion import Context
from curbside.case.doses import Dose, DoseReader
from curbside.case.layout import Page, by_sentence
from curbside.case.lexicon import Match
from curbside.case.model import Interval, Medication, Span, Status, Use
from curbside.case.phrases import Phrases, Said, longest
from curbside.case.timing import TimeMention
from curbside.case.tokens import TOKEN
from curbside.case.units import number_at

_ROOM_AFTER = 24
_BEGUN = frozenset("for since x started began begun commenced past last initiated".split())
_SHORTEST_NAME = 5
_ROOM_BEFORE = 6
_SECTION_USE = {"allergies": "allergic", "past_medicines": "stopped", "medicines": "taken", "plan": "planned"}
_TOLD = ("reactions", "purposes", "complete")
_KINDS = ("product", "drug", "drug_class")
_STOPS = frozenset((";", "but", "however", ".", "then", "now"))
_PARTS = frozenset((",", "and", ";", "&", "+", "plus", "with", "then", "or", "-", "(", "."))
_MASS = frozenset("mg mcg mgs g ug micrograms milligrams".split())
_NO_NAMES = frozenset(
    "dose doses daily about take takes taking total only than over with from this that each every then plus tablet tablets "
    "capsule capsules patch increased reduced strength maximum added started back down just once twice least most "
    "currently dosage around approximately approx current morning evening night times creatinine calcium glucose sodium "
    "potassium level levels another additional extra oral using given were was are has had the and for".split()
)


@dataclass(frozen=True, slots=True)
class Medicines:
    """What was read about medicines; `complete` names lists said to be complete."""

    medications: tuple[Medication, ...]
    complete: frozenset[str]
    not_understood: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    first: int
    last: int
    drug: str | None
    kind: str = "drug"
    called: str | None = None


class MedicineReader:
    """Reads medicines by the words of `knowledge/reading/medicines.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._doses = DoseReader(table)
        self._uses = Phrases()
        for use, sides in table["use"].items():
            for side in ("before", "after"):
                for phrase in sides[side]:
                    self._uses.add(TOKEN.findall(phrase.lower()), (side, use))
        for name in ("reactions", "purposes"):
            for phrase in table[name]:
                self._uses.add(TOKEN.findall(phrase.lower()), (name, phrase))
        for name, meant in (
            ("all_lists_end", "allergies"),
            ("no_medicines", "medications"),
            ("no_operations", "operations"),
        ):
            for phrase in table[name]:
                self._uses.add(TOKEN.findall(phrase.lower()), ("complete", meant))
        self._uses.compile()

    def read(self, page: Page, matches: Sequence[Match], context: Context, times: Sequence[TimeMention]) -> Medicines:
        """All medicines named on the page, with every dose that is given for them."""
        told = list(self._uses.find(page.words))
        said_in = by_sentence(page, longest(f for f in told if not any(kind in _TOLD for kind, _ in f.meant)))
        told_in, times_in = by_sentence(page, told), by_sentence(page, times)
        complete = frozenset(m for _, _, meant in told for kind, m in meant if kind == "complete")
        names = _names(page, matches)
        medications: list[Medication] = []
        left: list[Span] = []
        for at, name in enumerate(names):
            room = _room(page, names, at)
            number = page.sentence_of[name.first]
            use = self._use(page, name, said_in.get(number, ()), room, context)
            if use is None:
                continue
            reading = self._doses.read(page, name.first, name.last, room)
            left.extend(page.span(first, last) for first, last in reading.left_over)
            base = self._base(page, name, use, (told_in.get(number, ()), times_in.get(number, ())), room)
            medications.extend(_dosed(base, dose, page, name) for dose in reading.doses or (Dose(),))
        return Medicines(tuple(medications), complete, tuple(left))

    def _use(
        self,
        page: Page,
        name: _Name,
        said: Sequence[Said],
        room: tuple[int, int],
        context: Context,
    ) -> Use | None:
        """What is said of a medicine; None when it is denied or is someone else's."""
        judged = context.judge(((name.first, name.last),), standing=True)
        if judged.status is Status.other_person:
            return None
        word = self._after(page, name, said, room) or self._before(page, name, said)
        sentence = page.sentences[page.sentence_of[name.first]]
        if word is None or (word == "taken" and sentence.section in ("allergies", "past_medicines")):
            word = _SECTION_USE.get(sentence.section or "", word)
        asks = page.words[sentence.last - 1] == "?"
        if word in (None, "asked"):
            word = "asked" if asks or (word == "asked" and judged.status is Status.hypothetical) else "taken"
        if judged.status is Status.hypothetical and word == "taken":
            word = "asked"
        if word == "denied":
            return None
        return Use(word)

    def _after(self, page: Page, name: _Name, said: Sequence[Said], room: tuple[int, int]) -> str | None:
        for first, last, meant in said:
            if first >= name.last and last <= room[1]:
                if first - name.last > 12 or not _STOPS.isdisjoint(page.words[name.last : first]):
                    return None
                for side, use in meant:
                    near = first - name.last <= 3 or use == "stopped"
                    if side == "after" and near and use != "taken":
                        return str(use)
        return None

    def _before(self, page: Page, name: _Name, said: Sequence[Said]) -> str | None:
        for first, last, meant in reversed(said):
            if last > name.first:
                continue
            if not {";", "but", "however"}.isdisjoint(page.words[last : name.first]):
                return None
            for side, use in meant:
                if side == "before" and (use not in ("asked", "denied") or name.first - last <= 12):
                    return str(use)
        return None

    def _base(
        self,
        page: Page,
        name: _Name,
        use: Use,
        here: tuple[Sequence[Said], Sequence[TimeMention]],
        room: tuple[int, int],
    ) -> Medication:
        said, times = here
        reaction = self._told("reactions", name, said, room) if use is Use.allergic else None
        purpose = self._told("purposes", name, said, room) if use is Use.taken else None
        since = stopped = None
        for time in times:
            if (
                room[0] <= time.first
                and time.last <= room[1]
                and time.form in ("ago", "date", "length")
                and time.days.low >= 0
            ):
                if use is Use.stopped and time.form != "length":
                    stopped = stopped or time.days
                elif use is Use.taken and not _BEGUN.isdisjoint(page.words[max(time.first - 3, 0) : time.first + 1]):
                    since = since or time.days
        return Medication(
            drug=name.drug, name=_called(page, name), use=use, basis=page.span(name.first, name.last),
            reaction=reaction, purpose=purpose, since=since, stopped=stopped,
        )  # fmt: skip

    @staticmethod
    def _told(kind: str, name: _Name, said: Sequence[Said], room: tuple[int, int]) -> str | None:
        for first, last, meant in said:
            if room[0] <= first and last <= room[1]:
                for side, phrase in meant:
                    if side == kind and (kind == "reactions" or first >= name.last):
                        return str(phrase)
        return None


def _names(page: Page, matches: Sequence[Match]) -> list[_Name]:
    named = [
        _Name(m.first, m.last, meaning.name or None, meaning.kind, meaning.value)
        for m in matches
        for meaning in m.meanings
        if meaning.kind in ("drug", "drug_class", "product")
    ]
    named.sort(key=lambda n: (n.first - n.last, n.first, _KINDS.index(n.kind)))
    kept: list[_Name] = []
    taken: set[int] = set()
    for name in named:
        if (
            taken.isdisjoint(range(name.first, name.last))
            and page.sentence_of[name.first] == page.sentence_of[name.last - 1]
        ):
            taken.update(range(name.first, name.last))
            kept.append(name)
    kept.extend(_unknown(page, taken))
    return sorted(kept, key=lambda n: n.first)


def _called(page: Page, name: _Name) -> str:
    """The name as the tables write it for a product, whose name holds its strengths; else as it was written."""
    return name.called if name.kind == "product" and name.called else page.span(name.first, name.last).quote


def _unknown(page: Page, taken: set[int]) -> Iterator[_Name]:
    """A word that nobody knows, right before an amount in milligrams, is kept as a medicine without a table."""
    words = page.words
    for mass, word in enumerate(words):
        if word not in _MASS or mass < 2 or number_at(words[mass - 1]) is None or words[mass + 1 : mass + 2] == ["/"]:
            continue
        at = mass - 2
        is_name = words[at].isalpha() and len(words[at]) >= _SHORTEST_NAME and words[at] not in _NO_NAMES
        if (
            is_name
            and taken.isdisjoint(range(max(at - 4, 0), at + 1))
            and page.sentence_of[at] == page.sentence_of[mass]
        ):
            yield _Name(at, at + 1, None)


def _room(page: Page, names: Sequence[_Name], at: int) -> tuple[int, int]:
    """The tokens that may speak of one medicine: from the comma before it to the comma before the next one."""
    name = names[at]
    sentence = page.sentences[page.sentence_of[name.first]]
    start = max(sentence.first, name.first - _ROOM_BEFORE)
    end = min(sentence.last, name.last + _ROOM_AFTER)
    if at and names[at - 1].last > start:
        start = _parting(page, names[at - 1].last, name.first, name.first)
    if at + 1 < len(names) and names[at + 1].first < end:
        end = _parting(page, name.last, names[at + 1].first, names[at + 1].first)
    return start, max(end, name.last)


def _parting(page: Page, first: int, last: int, otherwise: int) -> int:
    """The last comma or "and" between two medicines."""
    return next((at for at in range(last - 1, first - 1, -1) if page.words[at] in _PARTS), otherwise)


def _dosed(base: Medication, dose: Dose, page: Page, name: _Name) -> Medication:
    last = max(dose.last or name.last, name.last)
    first = min(dose.first if dose.first is not None else name.first, name.first)
    per_day = dose.per_day
    if per_day is None and dose.interval_hours:
        per_day = Interval.point(round(24 / dose.interval_hours, 4))
    return replace(
        base, basis=page.span(first, last), amount=dose.amount, unit=dose.unit, strength=dose.strength,
        strength_unit=dose.strength_unit, per_day=per_day, interval_hours=dose.interval_hours, route=dose.route,
        form=dose.form, prn=dose.prn,
    )  # fmt: skip
