"""From words to matches: every phrase that means something, found in one pass.

Each word becomes one character of a private alphabet; a text becomes a string of
them and an Aho-Corasick automaton finds all phrases at once.  Phrases therefore
match whole words only, over line ends, hyphens and little words alike.  There are
two alphabets: word forms brought together (`stem`) for what is named, exact words
for cues, where "resolved" and "resolving" differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple, Protocol

from curbside.case.cues import CueMatch, Cues
from curbside.case.matches import ONLY_DENIED, Match, Matches, Meaning
from curbside.case.meant import Meant, NearRule, Phrase, partners_of
from curbside.case.page import Page
from curbside.case.phrases import BREAK, EXACT, UNKNOWN, Alphabet, Phrases
from curbside.case.phrases import WIDTH as _WIDTH
from curbside.case.spelling import Spelling
from curbside.case.tokens import LITTLE_WORDS, MINE, OWN, TOKEN, is_tensed, stem
from curbside.case.units import Units
from curbside.case.word_checks import NAMING_GROUPS
from curbside.case.words import Words
from curbside.knowledge.model import Fact, FactKind

_COLUMN_LETTERS = frozenset("ctdls")
_WATCHED = 3
_REMEMBERED = 50_000
_TITLES = frozenset("mr mrs ms miss mx dr prof professor sir dame sister nurse dear re".split())
_BREAKS = frozenset(", . ; ( ) [ ] ! ?".split())


class Vocabulary(Protocol):
    """What the reader needs of a knowledge base."""

    @property
    def facts(self) -> Mapping[str, Fact]: ...


class Heard(NamedTuple):
    """Every phrase on a page, and those that name something by themselves."""

    phrases: list[Phrase]
    matches: Matches


class _Remembered(dict[str, str]):
    """What a function makes of a word, kept, for words come again; it forgets all before it grows too large."""

    def __init__(self, make: Callable[[str], str]) -> None:
        self._make = make

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        made = self[word] = self._make(word)
        return made


class Lexicon:
    """All phrases of one knowledge base.  Build it once; reading changes nothing in it but remembered spellings."""

    def __init__(self, words: Words, facts: Mapping[str, Fact], names: Sequence[tuple[str, Meaning]] = ()) -> None:
        self.words = words
        self.facts = facts
        self._groups_with = Counter(
            word for phrases in words.groups.values() for word in set(" ".join(phrases).split())
        )
        self._bits = {group: 1 << at for at, group in enumerate(words.groups)}
        self._near: dict[str, list[NearRule]] = {}
        """Rules by that group of words, of all that each needs, which is likely to be met least often."""
        self._rules = 0
        self.units = Units(words.table("units"))
        self.generals = {fact.id: _generals(fact.id, facts) for fact in facts.values() if fact.implies}
        self._alphabet = Alphabet()
        self._telling = _Remembered(self._told)
        self._named = Phrases(self._alphabet, self._meant)
        self._tensed = Phrases(EXACT, self._meant)
        """Phrases that must stand there word for word."""
        self._capitals: set[str] = set()
        for fact in facts.values():
            self._add_fact(fact)
        for group, phrases in words.groups.items():
            self._add(phrases, Meaning("group", group))
        for diagnosis in words.diagnoses:
            self._add(diagnosis.words, Meaning("diagnosis", diagnosis.name, diagnosis))
            self._add(diagnosis.not_meant, Meaning("no_diagnosis", diagnosis.name))
        for phrase, meaning in names:
            self._add((phrase,), meaning)
        self._cues = Cues(words.cues)
        self._letters = dict(self._alphabet.letters)
        self._known = _Remembered(self._letter)
        self._slips: set[str] = set()
        """The words met so far that were taken for another one."""
        drugs = {
            phrase.lower(): meaning.name for phrase, meaning in names if meaning.kind == "drug" and phrase.isalpha()
        }
        self._spelling = Spelling(words.table("spelling"), self._letters, drugs, self._warning_words())

    def _warning_words(self) -> set[str]:
        """The longer words by which warning signs are named: a slip in one of them must not hide the sign."""
        found: set[str] = set()
        for fact in self.facts.values():
            more = self.words.facts.get(fact.id)
            if fact.red_flag:
                for phrase in (*fact.words, *(more.names if more else ())):
                    found.update(w for w in TOKEN.findall(phrase.lower()) if len(w) >= _WATCHED and w.isalpha())
        return found

    def _add_fact(self, fact: Fact) -> None:
        more = self.words.facts.get(fact.id)
        kind = "number" if fact.kind is FactKind.number else "fact"
        if fact.id in self.words.from_operations:
            return
        self._add(fact.words, Meaning(kind, fact.id, True))
        self._add(fact.absent_words, Meaning(kind, fact.id, False))
        for value, phrases in fact.values.items():
            self._add(phrases, Meaning("choice", fact.id, value))
        if more is None:
            return
        self._add((*more.names, *more.words), Meaning(kind, fact.id, True))
        self._add(more.absent_words, Meaning(kind, fact.id, False))
        self._add(more.false_friends, Meaning(kind, fact.id, None))
        self._add(more.denied_words, Meaning(kind, fact.id, ONLY_DENIED))
        for value, phrases in more.values.items():
            self._add(phrases, Meaning("choice", fact.id, value))
        kinds = ((True, more.near), (False, more.absent_near), (None, more.harmless_near))
        for holds, near in ((holds, near) for holds, rules in kinds for near in rules):
            self._rules += 1
            rule = NearRule(fact.id, holds, near, self._joined(near.of), self._rules)
            self._near.setdefault(min(near.of, key=self._commonness), []).append(rule)

    def _joined(self, groups: Iterable[str]) -> int:
        """The bits of these groups."""
        return sum(self._bits[group] for group in set(groups))

    def _commonness(self, group: str) -> tuple[int, str]:
        """A group is met by words that stand alone, above all by those that many groups have; phrases seldom are."""
        return sum(self._groups_with[phrase] for phrase in self.words.groups[group] if " " not in phrase), group

    def _add(self, phrases: Iterable[str], meaning: Meaning) -> None:
        more = self._nearly_said(phrases) if meaning.value is not False else ()
        said = (*phrases, *more)
        self._capitals.update(phrase.lower() for phrase in self.words.capitals_only.intersection(said))
        telling = self._telling.__getitem__
        for phrase in said:
            written = phrase.lower().split()
            if is_tensed(written):
                self._tensed.add(TOKEN.findall(phrase.lower()), meaning)
            else:
                self._named.add_coded("".join(map(telling, written)), meaning)

    def _told(self, written: str) -> str:
        """The letters of what stands between two blanks of a phrase, without little words."""
        words = TOKEN.findall(written)
        return "".join([self._alphabet.letter(stem(word)) for word in words if word not in LITTLE_WORDS])

    def _nearly_said(self, phrases: Iterable[str]) -> Iterator[str]:
        """The phrases that lack a function of the body, said of one that is as good as lacking: "barely any power"."""
        for phrase in phrases:
            if "no " not in phrase:
                continue
            before, no, after = f" {phrase}".partition(" no ")
            if no and after.split()[0] in self.words.of_function:
                yield from (f"{before} {said} {after}" for said in self.words.as_good_as_no)

    def _meant(self, meanings: list[Meaning]) -> Meant:
        """Everything that one phrase stands for, once all rules are known."""
        groups = frozenset([meaning.name for meaning in meanings if meaning.kind == "group"])
        named = tuple([m for m in meanings if m.kind != "group" or m.name in NAMING_GROUPS])
        led = [rule for group in groups for rule in self._near.get(group, ())]
        bits = self._joined(groups)
        return Meant(named, groups, bits, tuple(led), partners_of(bits, led))

    def hear(self, page: Page) -> Heard:
        """Every phrase that names something, also when it lies within another."""
        letters = list(map(self._known.__getitem__, page.words))
        for at in page.places(MINE):
            if page.words[at + 1 : at + 2] and page.words[at + 1] in OWN:
                letters[at] = ""
        coded = "".join(letters)
        places = list(compress(range(len(letters)), letters))
        if len(places) * _WIDTH != len(coded):
            places = [at for at, letter in enumerate(letters) for _ in range(len(letter) // _WIDTH)]
        found = self._checked(page, self._named.placed(coded, places) + self._tensed.places(page.coded))
        named = [Match(first, last, meant.meanings) for first, last, meant in found if meant.meanings]
        return Heard(found, Matches(named))

    def _letter(self, word: str) -> str:
        """The letter of a word, empty for a little word."""
        if word in LITTLE_WORDS:
            letter = ""
        elif word in _BREAKS:
            letter = BREAK
        else:
            root = stem(word)
            letter = self._letters.get(root) or ""
            if not letter and (letter := self._letters.get(self._spelling.corrected(word, root)) or ""):
                self._remember_slip(word)
            if not letter:
                parts = self._spelling.parted(word)
                letter = "".join(self._letters.get(stem(part), "") for part in parts) or UNKNOWN
        return letter

    def _remember_slip(self, word: str) -> None:
        if len(self._slips) >= _REMEMBERED:
            self._known.clear()
            self._slips.clear()
        self._slips.add(word)

    def is_word(self, word: str) -> bool:
        """Whether this is a word of some phrase or cue, so that its halves on two lines belong together."""
        return stem(word) in self._letters or word in EXACT.letters

    def cues(self, page: Page) -> list[CueMatch]:
        """Cues from left to right; where they overlap the longest stands."""
        return self._cues.on(page)

    def _checked(self, page: Page, found: list[Phrase]) -> list[Phrase]:
        torn = _torn_levels(page)
        barred = {at for at in page.places(self._capitals) if not _is_in_capitals(page, at)}
        barred |= {at for at in page.places(self._slips) if self._is_surname(page, at)}
        if barred:
            found = [phrase for phrase in found if phrase[0] not in barred or phrase[1] - phrase[0] > 1]
        if torn:
            found = [
                phrase
                for phrase in found
                if phrase[1] - phrase[0] == 1 or torn.isdisjoint(range(phrase[0], phrase[1] - 1))
            ]
        return found

    def _is_surname(self, page: Page, at: int) -> bool:
        """Whether a word that looks like a slip is somebody's name: "Mr Considine" takes no clonidine."""
        before = at - 1 - (page.words[at - 1 : at] == ["."])
        if before < 0 or not _is_capitalised(page, at):
            return False
        previous = page.words[before]
        return previous in _TITLES or (_is_capitalised(page, before) and not self.is_word(previous))


def _is_in_capitals(page: Page, at: int) -> bool:
    """Whether an abbreviation stands in capitals, whatever its plural: "BC", "BCs"."""
    return page.quote(at, at + 1).removesuffix("s").isupper()


def _is_capitalised(page: Page, at: int) -> bool:
    """Whether a word is written with one capital: "Smith" or "J", not "SMITH"."""
    quote = page.quote(at, at + 1)
    return quote[0].isupper() and (len(quote) == 1 or not quote.isupper())


def _generals(fact: str, facts: Mapping[str, Fact]) -> frozenset[str]:
    """Every fact that the presence of this one makes true."""
    found: set[str] = set()
    waiting = [fact]
    while waiting:
        entry = facts.get(waiting.pop())
        new = set(entry.implies) - found if entry else set()
        found |= new
        waiting.extend(new)
    return frozenset(found)


def _torn_levels(page: Page) -> frozenset[int]:
    """Letters that name a level with the number behind them ("L3") but stand apart in the text ("left: L 3/5")."""
    words = page.words
    return frozenset(
        at
        for at in page.places(_COLUMN_LETTERS)
        if at + 1 < len(words) and words[at + 1][0].isdigit() and not page.touches(at)
    )
