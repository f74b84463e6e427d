"""What a whole sentence is: a question in general, or a story that the next sentence ends.

"Is foot drop common after fusion?" asks of nobody; "Is it common that I can't feel the paper?" does.  In doubt
a question is about the patient: any word of a person or of a time of one's own makes it so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from curbside.case.cues import CueMatch
from curbside.case.ended import goes_on
from curbside.case.page import Page, Sentence

GENERAL = "general"
GENERAL_IF_ASKED = "general if asked"
GENERAL_IF_ANY = "general if any"
GENERAL_BEFORE = "general before"
NOBODY = "nobody"
_TO_COME = "operation to come"
_PAPER = "paper"
_IF_COMMON = "asks if common"
_BEFALLEN = "befallen"
LIKELY = "likely"
_HOW_SOON = "how_soon_to_scan"
_SYMPTOMS_OVER = "symptoms over"
OVER = "over"
NONE_APPLIES = "all absent"
_OWN = frozenset(
    "my mine me myself i'm im i've ive he she him his her hers he's she's this these now since today tonight "
    "yesterday still again new newly sudden suddenly day days hour hours week weeks ml pt patient's husband wife "
    "mum mom dad son daughter mother father can't cannot haven't hasn't isn't won't".split()
)
_IS = frozenset("is are isn't aren't and so".split())
_LISTS = frozenset((",", ":", "-"))
_LATELY = frozenset("new newly sudden suddenly day days hour hours week weeks ml still again".split())
"""In a text about nobody these may tell of anyone: "new weakness", "after two days"."""
_OWN_AT_ANY_TIME = _OWN - _LATELY
_NOT_ONES_BODY = frozenset("patients exam ward leaflet guideline protocol essay colleagues".split())
_THIS_OPERATION = frozenset("op operation surgery procedure kind sort type".split())
"""Behind "this" these are anyone's: "do many people lose power after this op?"."""
_ASKS_HOW = frozenset("should do would must to will how".split())
"""Beside "i" these tell that the writer asks what to do, not of himself: "how do I tell if"."""
_GOES_ON = frozenset("it it's its mine started began came this that's since because he she i i'm i've my for".split())
"""First words of a sentence behind a question that tell of one's own after all: "It began yesterday"."""
_AFTER_END = frozenset(
    ". , ; ! ) since by within after in on over completely fully quickly nicely now before and with of soon "
    "overnight".split()
)
"""What may follow the words that end a story: "It settled by Monday" does and "It settled a bit" does not."""
_WITH = frozenset(("with", "given", "having"))
_SCANS = frozenset(("mri", "mr", "scan"))
_NOTHING = frozenset(("no", "nil", "without"))
_COMPRESSED = frozenset(("compression", "compressive", "compressed"))
_CAUDA = frozenset(("cauda", "ces"))
_TO_ME = frozenset("make tell let advise remind help send give".split())
_COUNTED = frozenset(("many", "first"))
"""Before hours or days these count in general: "how many hours to observe", "in the first 24 hours"."""
_STORY = 12
"""Sentences within which a suspicion is answered, its own among them."""
_GENERAL = frozenset((GENERAL, GENERAL_IF_ASKED, GENERAL_IF_ANY, GENERAL_BEFORE))
_ENDING = frozenset((OVER, NONE_APPLIES))
_UNDOES = frozenset(("returned", "ends", "now", "began"))
_ENDS_NONE = frozenset(
    "hope hopefully think supposedly told says left right other both only scan mri leaflet daytime time if "
    "except".split()
)
"""Behind words that end a story these tell of a hope, of hearsay or of one part of it: "settled on the left only"."""
_WHERE = frozenset(("in", "on"))
_OWN_PARTS = frozenset(("my", "his", "her"))
_GOES = frozenset("gone went passed".split())
_LASTING = "for"
"""Where the words that end a story close with it, what follows tells how long: "quiet for four years"."""
_WELL = frozenset("grand fine good great ok okay well normal".split())
_NORMAL = frozenset("normally normal fine well".split())
_UNWELL = frozenset("not isn't isnt no never but until except".split())
_SCAN_REACH = 12
_COMPRESSION_REACH = 6
_CLOT = frozenset(("dvt", "thrombosis", "clot"))
_CLOT_STORY = 3
_VEIN_REACH = 9
_VEIN_SCANS = frozenset("doppler dopplers duplex ultrasound uss".split())
_CLEAR = frozenset(("normal", "negative", "clear"))
_THOROUGH = frozenset("whole x2 twice both repeat repeated".split())
_PARTS = frozenset((".", ",", ";", "but"))
_EARLIER = frozenset("last previous prior old earlier ago january february march april may june july august".split())
"""Beside a scan these tell of one that was made before what is suspected now."""
_BEGAN = frozenset(
    "had was were couldn't could developed went got lost wasn't didn't needed presented leaked discharged ago".split()
)


class WholeSentences:
    """The sentences of a page that ask in general, or whose story the next sentence ends."""

    def __init__(
        self, page: Page, by_sentence: Mapping[int, Sequence[CueMatch]], meaning: Mapping[str, Set[int]]
    ) -> None:
        """`meaning` holds the sentences with a cue of each meaning."""
        self._page = page
        self._by_sentence = by_sentence
        self._is_about_nobody = NOBODY in meaning
        self._is_before = _TO_COME in meaning
        self._names_paper = _PAPER in meaning and _IF_COMMON in meaning
        self._general: Set[int] = set().union(*[meaning[means] for means in _GENERAL & meaning.keys()])
        self._ending: Set[int] = set().union(*[meaning[means] for means in _ENDING & meaning.keys()])

    def is_plain(self, number: int) -> bool:
        """Whether a sentence asks nothing in general and the next ends no story, so that neither need be asked."""
        return not self._is_about_nobody and number not in self._general and number + 1 not in self._ending

    def asks_in_general(self, number: int) -> bool:
        """Whether the sentence is a question about a sign and not about a person who has it."""
        if number not in self._general and not self._is_about_nobody:
            return False
        sentence = self._page.sentences[number]
        is_question = self._is_question(sentence)
        is_general = (is_question and self._is_about_nobody) or any(
            self._makes_general(cue, sentence, is_question) for cue in self._by_sentence.get(number, ())
        )
        return is_general and not self._is_of_someone(sentence) and not self._goes_on(number)

    def _makes_general(self, cue: CueMatch, sentence: Sentence, is_question: bool) -> bool:
        """Without a question mark only an opening does, and no list may follow it: "which signs: numb saddle"."""
        words = self._page.words
        if cue.cue.means == GENERAL_IF_ASKED:
            return is_question and words[sentence.first] in _IS
        if cue.cue.means == GENERAL_BEFORE:
            return is_question and self._is_before and words[sentence.first] in _IS
        if cue.cue.means == GENERAL_IF_ANY:
            return words[sentence.first] == "any"
        if cue.cue.means != GENERAL:
            return False
        return is_question or (
            cue.first <= sentence.first + 1 and _LISTS.isdisjoint(words[sentence.first : sentence.last])
        )

    def ended_by(self, number: int, means: str) -> CueMatch | None:
        """The cue with which the next sentence opens, when it speaks of all that this one said."""
        page = self._page
        if number + 1 not in self._ending:
            return None
        following = self._by_sentence[number + 1]
        if any(cue.cue.means in _UNDOES for cue in following):
            return None
        if means == NONE_APPLIES and "before" in page.words[page.sentences[number + 1].first : following[0].last + 1]:
            return None
        first = page.sentences[number + 1].first
        last = page.sentences[number + 1].last
        return next(
            (
                cue
                for cue in following
                if cue.cue.means == means
                and cue.first == first
                and (cue.last >= last or self._ends_story(cue.last, last))
            ),
            None,
        )

    def _ends_story(self, at: int, last: int) -> bool:
        """Whether the words that end before token `at` end a story; what follows up to `last` tells when or how."""
        said, rest = self._page.words[at - 1], self._page.words[at:last]
        if rest[-1] == "?" or not _ENDS_NONE.isdisjoint(rest) or (said in _GOES and goes_on(rest)):
            return False
        is_there = rest[0] in _WHERE and not _OWN_PARTS.isdisjoint(rest[1:2])
        return said == _LASTING or (rest[0] in _AFTER_END and not is_there)

    def befalls_next(self, number: int) -> bool:
        """Whether the next sentence opens by telling that it has come: "Call if he has a fit. He's got it now."."""
        following = self._by_sentence.get(number + 1, ())
        return any(
            cue.cue.means == _BEFALLEN and cue.first == self._page.sentences[number + 1].first for cue in following
        )

    def asks_of_paper(self, number: int, first: int) -> bool:
        """Whether what a leaflet says stands at token `first`, and the sentence only asks whether that is common.

        A word of one's own between the two, or in a sentence behind that goes on, makes it one's own sign.
        """
        if not self._names_paper:
            return False
        sentence, words = self._page.sentences[number], self._page.words
        own = self._by_sentence.get(number, ())
        paper = max((cue.last for cue in own if cue.cue.means == _PAPER and cue.last <= first), default=None)
        asked = max((cue.first for cue in own if cue.cue.means == _IF_COMMON), default=None)
        if paper is None or asked is None or asked < first or not self._is_question(sentence):
            return False
        said = words[paper:asked]
        return _OWN.isdisjoint(said) and "i" not in said and (not self._goes_on(number) or self._is_well(number + 1))

    def _is_well(self, number: int) -> bool:
        """Whether a sentence says at its end that all is well: "My mood's grand."."""
        sentence = self._page.sentences[number]
        words = self._page.words[sentence.first : sentence.last]
        return not _WELL.isdisjoint(words[-2:]) and _UNWELL.isdisjoint(words)

    def asks_with(self, number: int, first: int) -> bool:
        """Whether a question how likely or how soon names what it is "with" before token `first`: one's own signs."""
        sentence = self._page.sentences[number]
        if not self._is_question(sentence):
            return False
        own = self._by_sentence.get(number, ())
        asks = (cue.last for cue in own if cue.cue.means == LIKELY or cue.cue.name == _HOW_SOON)
        return any(not _WITH.isdisjoint(self._page.words[last:first]) for last in asks if last < first)

    def is_answered(self, number: int) -> bool:
        """Whether behind a suspicion of a compressed cauda equina a scan is clear and the symptoms are over."""
        sentence = self._page.sentences[number]
        if _CAUDA.isdisjoint(self._page.words[sentence.first : sentence.last]):
            return False
        story = range(number, min(number + _STORY, len(self._page.sentences)))
        later = {cue.cue.means for n in story for cue in self._by_sentence.get(n, ())}
        end = self._page.sentences[story[-1]].last
        return _SYMPTOMS_OVER in later and self._shows_no_compression(self._page.words[sentence.first : end])

    @staticmethod
    def _shows_no_compression(words: Sequence[str]) -> bool:
        """Whether a scan is named and behind it that nothing is compressed; no earlier scan counts."""
        for at, word in enumerate(words):
            if word not in _SCANS:
                continue
            near = words[at + 1 : at + 1 + _SCAN_REACH]
            if near[:1] != [] and near[0] in _CLEAR and _EARLIER.isdisjoint(words[max(at - 2, 0) : at]):
                return True
            told = next((n for n, other in enumerate(near) if other in _NOTHING), None)
            if told is None or not _EARLIER.isdisjoint([*words[max(at - 2, 0) : at], *near[:told]]):
                continue
            denied = near[told + 1 : told + 1 + _COMPRESSION_REACH]
            end = next((n for n, other in enumerate(denied) if other in _PARTS), len(denied))
            if not _COMPRESSED.isdisjoint(denied[:end]):
                return True
        return False

    def is_normal_since(self, number: int) -> bool:
        """Whether this sentence or the next says that it is normal since: "going normally since"."""
        sentences = self._page.sentences[number : number + 2]
        words = self._page.words[sentences[0].first : sentences[-1].last]
        return "since" in words and not _NORMAL.isdisjoint(words) and _UNWELL.isdisjoint(words)

    def is_clot_answered(self, number: int, first: int) -> bool:
        """Whether a clot is suspected at token `first`, and a scan of the whole leg or a second one is clear."""
        if self._page.words[first] not in _CLOT:
            return False
        last = min(number + _CLOT_STORY, len(self._page.sentences)) - 1
        return self._shows_no_clot(self._page.words[first : self._page.sentences[last].last])

    @staticmethod
    def _shows_no_clot(words: Sequence[str]) -> bool:
        """Whether scans of the veins are normal, of the whole leg or more than one."""
        for at, word in enumerate(words):
            near = words[at : at + _VEIN_REACH]
            end = next((n for n, other in enumerate(near) if other in _PARTS), len(near))
            told = [*words[max(at - 3, 0) : at], *near[:end]]
            if word in _VEIN_SCANS and not _CLEAR.isdisjoint(told) and not _THOROUGH.isdisjoint(told):
                return _UNWELL.isdisjoint(told) and _EARLIER.isdisjoint(told) and "proximal" not in told
        return False

    def tells_of_past(self, sentence: Sentence) -> bool:
        """Whether a sentence has a word of the past: what the next ends must have begun once."""
        return not _BEGAN.isdisjoint(self._page.words[sentence.first : sentence.last])

    def _is_question(self, sentence: Sentence) -> bool:
        return self._page.words[sentence.last - 1] == "?"

    def _is_of_someone(self, sentence: Sentence) -> bool:
        words = self._page.words
        own = words[sentence.first : sentence.last]
        mine = _OWN_AT_ANY_TIME if self._is_about_nobody or own[0] == "any" else _OWN
        if any(word in mine and not self._is_of_none(own, at) for at, word in enumerate(own)):
            return True
        return any(word == "i" and _ASKS_HOW.isdisjoint(own[max(at - 1, 0) : at + 2]) for at, word in enumerate(own))

    @staticmethod
    def _is_of_none(own: Sequence[str], at: int) -> bool:
        """Whether a word of a person or a time is none here: "my ward", "how many hours", "the first 24 hours"."""
        if own[at] == "my":
            return own[at + 1] in _NOT_ONES_BODY
        if own[at] == "this":
            return own[at + 1] in _THIS_OPERATION
        if own[at] == "me":
            return own[at - 1] in _TO_ME
        return own[at] in _LATELY and not _COUNTED.isdisjoint(own[max(at - 2, 0) : at])

    def _goes_on(self, number: int) -> bool:
        page = self._page
        if self._is_about_nobody or number + 1 >= len(page.sentences):
            return False
        following = page.sentences[number + 1]
        return not self._is_question(following) and page.words[following.first] in _GOES_ON
