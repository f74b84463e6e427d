"""Reading a text: the one function that turns words into a `Case`.

Each reader below looks at the same page and adds what it knows about.  None of
them decides anything: a case says what was written, in which state, and where.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from curbside.case.anatomy import LevelMention, read_levels
from curbside.case.answers import Asked
from curbside.case.arm_pressures import gaps
from curbside.case.assertion import Context
from curbside.case.attributes import with_attributes
from curbside.case.bare_pressures import bare_pressures
from curbside.case.blood_count import falls
from curbside.case.coma_scale import later_scores, without_earlier_score
from curbside.case.course_words import Courses
from curbside.case.cues import CueMatch
from curbside.case.everyday_numbers import EverydayReader, beside_usual
from curbside.case.facts import free_cues, judged_fact, mentions, suspected, with_changes
from curbside.case.fold import fold
from curbside.case.graded import graded_since
from curbside.case.grades import has_improved
from curbside.case.history_lists import HistoryLists
from curbside.case.kidney_stage import stages
from curbside.case.layout import lay_out
from curbside.case.lexicon import Lexicon, Vocabulary
from curbside.case.matches import Matches
from curbside.case.measures import is_denied, judged, read_measures, refused
from curbside.case.medicine_uses import without_stops
from curbside.case.medicines import MedicineReader
from curbside.case.mending import mended
from curbside.case.model import ABSENT, PRESENT, Case, Finding, Span, Treatment
from curbside.case.names import names_of
from curbside.case.near import Mention
from curbside.case.page import Page
from curbside.case.pain import dominant_pain
from curbside.case.person import read_person, sex_by_pronoun
from curbside.case.question import QuestionReader
from curbside.case.reactions import without_reactions
from curbside.case.reflexes import ReflexReader
from curbside.case.room import KINDS
from curbside.case.shares import ShareReader
from curbside.case.surgery import Surgery, SurgeryReader
from curbside.case.surroundings import Surroundings
from curbside.case.timing import TimeMention, read_times
from curbside.case.treatments import TreatmentReader, injections
from curbside.case.unnamed import UnnamedReader
from curbside.case.unread import UnreadFinder
from curbside.case.verdict import Assertion
from curbside.case.whole_note import as_told_elsewhere
from curbside.case.words import load_words
from curbside.knowledge.model import FactKind, Region
from curbside.knowledge.uncollected import set_aside, uncollected


@dataclass(frozen=True, slots=True)
class _Laid:
    """A text laid out: its page, what its words mean, the facts they name, the cues beside them."""

    page: Page
    matches: Matches
    named: Sequence[Mention]
    cues: Sequence[CueMatch]
    context: Context


@dataclass(frozen=True)
class Reader:
    """The lexicon of one knowledge base and the readers that use it.  Build it once."""

    lexicon: Lexicon
    courses: Courses
    medicines: MedicineReader
    surgery: SurgeryReader
    treatments: TreatmentReader
    question: QuestionReader
    unread: UnreadFinder
    unnamed: UnnamedReader
    shares: ShareReader
    everyday: EverydayReader
    reflexes: ReflexReader
    signs: frozenset[str]
    """The facts that warn and do not stay with whoever had them."""
    conditions: frozenset[str]
    """The words of what notes list as background."""

    @classmethod
    @set_aside()
    def of(cls, vocabulary: Vocabulary) -> Reader:
        words = load_words()
        shelves: Mapping[str, Mapping[str, Any]] = getattr(vocabulary, "shelves", {})
        lexicon = Lexicon(words, vocabulary.facts, names_of(words, shelves))
        return cls(
            lexicon,
            Courses(words.table("course")),
            MedicineReader(words.table("medicines")),
            SurgeryReader(words.table("operations")),
            TreatmentReader(words.table("treatments")),
            QuestionReader(words.table("questions")),
            UnreadFinder(words.table("unread")),
            UnnamedReader.of(words.table("measures"), lexicon.units),
            ShareReader.of(words.table("measures")),
            EverydayReader.of(words.table("measures")),
            ReflexReader.of(words.table("reflexes")),
            frozenset(name for name, fact in vocabulary.facts.items() if fact.red_flag and name not in words.standing),
            frozenset(name for name in words.table("background")["conditions"] if " " not in name),
        )

    @uncollected()
    def read(self, text: str, today: date, region: Region) -> Case:
        laid = self._laid_out(text)
        page, matches, context = laid.page, laid.matches, laid.context
        times, levels = read_times(page, today, region), read_levels(page)
        surgery = self.surgery.read(page, matches, context, levels, times)
        treatments = self.treatments.read(page, matches, context, times)
        times = [time for time in times if time.form != "weekday"]
        medicines = self.medicines.read(page, matches, context, times)
        times = without_stops(page, medicines.medications, times)
        findings, useless = self._findings(laid, self._around(laid, times, levels, surgery), surgery, treatments)
        findings = without_reactions(page, findings, medicines.reactions)
        left = sorted({*medicines.not_understood, *useless}, key=lambda s: s.start)
        told = {operation.basis for operation in surgery.operations}
        understood = [*(f.basis for f in findings if f.fact != "sex" and not (told and f.basis in told)), *left]
        understood += [*(m.basis for m in medicines.medications), *(t.basis for t in treatments)]
        return Case(
            today=today,
            text=text,
            findings=findings,
            medications=medicines.medications,
            operations=surgery.operations,
            treatments=treatments,
            question=self.question.read(page, matches),
            complete=medicines.complete,
            not_understood=tuple(left),
            unread=self.unread.find(page, understood, laid.cues),
        )

    def _laid_out(self, text: str) -> _Laid:
        """The page of a text, with the words on it that mean something."""
        lexicon = self.lexicon
        words = lexicon.words
        page = lay_out(fold(text), words.sections, lexicon.is_word, words.passing)
        heard = lexicon.hear(page)
        page = mended(page, heard.phrases)
        named = mentions(page, heard, lexicon)
        cues = free_cues(lexicon.cues(page), named)
        signs = [mention.first for mention in named if mention.fact in self.signs]
        numbers = {match.first for match, _ in heard.matches.of("number")}
        lists = HistoryLists(page, signs, numbers, self.conditions)
        return _Laid(page, heard.matches, named, cues, Context(page, cues, words.section_means, lists))

    def _around(
        self, laid: _Laid, times: Sequence[TimeMention], levels: Sequence[LevelMention], surgery: Surgery
    ) -> Surroundings:
        starts = (mention.first for mention in laid.named if mention.fact not in self.lexicon.words.standing)
        return Surroundings(laid.page, times, self.courses, levels, surgery.operations, starts, surgery.used_times)

    def _findings(
        self, laid: _Laid, around: Surroundings, surgery: Surgery, treatments: Sequence[Treatment]
    ) -> tuple[tuple[Finding, ...], set[Span]]:
        """All findings from left to right, and the quotes of numbers that were refused."""
        page, matches, context, known = laid.page, laid.matches, laid.context, self.lexicon.facts
        measured, useless = self._measured(laid, around)
        facts = self._named_facts(without_earlier_score(page, laid.named, measured), context, around, surgery)
        facts = [f for f in facts if not (_may_be_a_gain(f) and has_improved(f, measured))]
        suspicions = suspected(page, matches, context, self.lexicon)
        counted = [f for f in (*surgery.findings, *injections(treatments)) if f.fact in known]
        person = self._person(page, matches, context, facts)
        every = as_told_elsewhere([*person, *counted, *facts, *suspicions, *measured])
        return tuple(sorted(every, key=_place)), useless

    def _measured(self, laid: _Laid, around: Surroundings) -> tuple[list[Finding], set[Span]]:
        """The numbers, and which pain leads where only their scores tell it; and the quotes that were refused."""
        page, matches, context, known = laid.page, laid.matches, laid.context, self.lexicon.facts
        numbers, taken = read_measures(page, matches, context, self.lexicon)
        everyday = tuple(self.everyday.read(page, taken))
        if not any(t.finding.fact == "systolic_pressure" for t in (*numbers, *everyday)):
            medicines = {match.last for kind in KINDS for match, _ in matches.of(kind)}
            everyday += tuple(bare_pressures(page, taken, medicines))
        taken = taken.union(*(range(t.first, t.last) for t in everyday))
        beside = tuple(beside_usual(page, [*numbers, *everyday]))
        if beside:
            numbers = [t for t in numbers if not any(t.first < a.first < t.last for a in beside)]
        more = (*everyday, *beside, *self.unnamed.read(page, taken), *self.shares.read(page), *self.reflexes.read(page),
                *stages(page), *falls(page), *gaps(page), *later_scores(page, self.lexicon.units))  # fmt: skip
        measured = [graded_since(t.finding, t.first, t.last, around) for t in numbers]
        measured.extend(judged(page, context, [t for t in more if t.finding.fact in known]))
        if not any(mention.fact == "dominant_pain" for mention in laid.named) and "dominant_pain" in known:
            measured.extend(dominant_pain(measured))
        return measured, refused(numbers)

    def _named_facts(
        self, named: Sequence[Mention], context: Context, around: Surroundings, surgery: Surgery
    ) -> list[Finding]:
        """The facts that words name, each judged; what only a planned operation would make true is left out."""
        page, wary = around.page, self.lexicon.words.not_when_planned
        return with_changes(
            page,
            [
                (mention, found)
                for mention in named
                if not (mention.fact in wary and _is_wanted(page, mention, surgery))
                if (found := self._fact(mention, context, around)) is not None
            ],
        )

    def _person(self, page: Page, matches: Matches, context: Context, facts: Sequence[Finding]) -> list[Finding]:
        """Age and sex; the sex from a pronoun where nothing else tells it."""
        known = self.lexicon.facts
        person = [f for f in read_person(page, context) if f.fact in known]
        if "sex" in known and not any(f.fact == "sex" for f in (*person, *facts)):
            telling = {page.sentence_of[m.first] for m in matches.all}
            person.extend(sex_by_pronoun(page, telling))
        return person

    def _fact(self, mention: Mention, context: Context, around: Surroundings) -> Finding | None:
        if mention.value is False and _is_only_paused(around.page, mention) and context.has_returned(mention.atoms):
            return None
        standing = mention.fact in self.lexicon.words.standing and not self._is_of_long_ago(mention, around)
        said = context.judge(mention.atoms, standing=standing, close=mention.value is False, asked=_asked(mention.fact))
        if mention.value is False and context.has_begun(mention.atoms):
            said = Assertion(ABSENT, "until lately")
        if mention.fact in self.lexicon.words.reports and mention.value is True and said.status is ABSENT:
            said = said if is_denied(around.page, mention.first) else Assertion(PRESENT)
        found = judged_fact(mention, said)
        if found is None:
            return None
        tokens = mention.first, mention.last
        if self.lexicon.facts[mention.fact].kind is FactKind.choice:
            return Finding(found.fact, found.value, found.status, around.page.span(*tokens), reason=found.reason)
        returned = context.has_returned(mention.atoms)
        return with_attributes(found, tokens, around, standing=standing, returned=returned)

    def _is_of_long_ago(self, mention: Mention, around: Surroundings) -> bool:
        """Whether a thing that stands while it is new is told of an old year and of no other time."""
        if mention.fact not in self.lexicon.words.standing_while_new:
            return False
        times = around.every_time(mention.first)
        return bool(times) and all(time.days.low >= _LONG_AGO for time in times)


_LONG_AGO = 365.0
_THERE = frozenset("has have had with implanted existing his her my the after since".split())
_DEVICES = frozenset(("stimulator", "intrathecal_pump"))
_GONE = frozenset("gone resolved settled dried stopped healed".split())
_READERS: list[tuple[Vocabulary, Reader]] = []
_KEPT = 4


def _may_be_a_gain(finding: Finding) -> bool:
    """Whether words name a loss of power by grades that may tell a gain: "DF was 2/5, now 4/5"."""
    return finding.fact == "motor_loss_rapid" or (finding.fact == "leg_weakness" and finding.course is None)


def _is_only_paused(page: Page, mention: Mention) -> bool:
    """Whether what denies a fact says that it went, and so may have come back: "leg pain gone for a month"."""
    return not _GONE.isdisjoint(page.words[mention.first : mention.last])


def _asked(fact: str) -> Asked:
    """What a bare question mark behind a fact makes of it."""
    if fact.endswith("_suspected"):
        return "suspicion"
    return "request" if fact.endswith(("_asked", "_planned")) else "sign"


def reader_of(vocabulary: Vocabulary) -> Reader:
    """The reader of a knowledge base, built once for each."""
    for known, reader in _READERS:
        if known is vocabulary:
            return reader
    reader = Reader.of(vocabulary)
    _READERS[:] = [(vocabulary, reader), *_READERS[: _KEPT - 1]]
    return reader


def read_case(text: str, vocabulary: Vocabulary, today: date, region: Region) -> Case:
    """Read what a text says about one patient as of `today`.

    `region` settles how `05/06/2025` is read and nothing else.  Any text can be read;
    what must be refused is refused before, by `curbside.case.refuse`.
    """
    return reader_of(vocabulary).read(text, today, region)


def _is_wanted(page: Page, mention: Mention, surgery: Surgery) -> bool:
    """Whether an operation or a device is only planned, asked for or asked about: "would a stimulator help?"."""
    sentence = page.sentences[page.sentence_of[mention.first]]
    before = page.words[max(sentence.first, mention.first - 5) : mention.last]
    is_asked = page.words[sentence.last - 1] == "?" and _THERE.isdisjoint(before)
    return mention.first in surgery.planned or (is_asked and mention.fact in _DEVICES)


def _place(finding: Finding) -> tuple[int, int, str]:
    basis = finding.basis
    start, end = (basis.start, basis.end) if isinstance(basis, Span) else (0, 0)
    return start, end, finding.fact
