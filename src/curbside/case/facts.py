"""Yes-or-no facts and choices: from matched phrases to findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from curbside.case.assertion import Context
from curbside.case.cues import CueMatch
from curbside.case.lexicon import Heard, Lexicon
from curbside.case.matches import ONLY_DENIED, Matches
from curbside.case.model import ABSENT, HISTORICAL, POSSIBLE, PRESENT, Finding, Span, Status, Value
from curbside.case.near import Mention, named_together
from curbside.case.page import Page
from curbside.case.time_words import MONTHS
from curbside.case.verdict import Assertion

_BOTH = frozenset("both bilateral bilaterally bilat b".split())
_CHANGES = frozenset("now since today currently then later subsequently thereafter afterwards passed".split())
_WAS = (["was"], ["were"], ["had"])
_EARLIER = frozenset("check clinic discharge visit review before yesterday last preop admission handover ago".split())
_EARLIER_REACH = 6
_AFTER_YEAR = frozenset(("with", "w", "for", "had", ":", "-"))
_BEFELL = (["had"], ["developed"], ["with"])
_YEAR_REACH = 4
_HAD = frozenset((PRESENT, HISTORICAL))
_KINDS = ("fact", "choice")


_PLACE = attrgetter("first", "last", "fact")


def mentions(page: Page, heard: Heard, lexicon: Lexicon) -> list[Mention]:
    """Everything that names a fact; of two mentions of one fact that overlap, the longer."""
    found = [
        Mention(meaning.name, meaning.value, match.first, match.last, ((match.first, match.last),))
        for kind in _KINDS
        for match, meaning in heard.matches.of(kind)
    ]
    found.extend(named_together(page, heard.phrases))
    number, two_sided, wary = page.sentence_of, lexicon.words.two_sided, lexicon.words.not_before_number
    found = [
        m
        for m in found
        if number[m.first] == number[m.last - 1]
        and (m.fact not in two_sided or _is_of_both(page, m, lexicon))
        and not (m.fact in wary and _number_follows(page, m.last))
    ]
    kept = _uncovered(list(_longest(found)), lexicon.generals)
    if not page.vocabulary.isdisjoint(_BOTH):
        kept = _most_special(page, kept, lexicon)
    return sorted([m for m in kept if m.value is not None], key=_PLACE)


def _is_of_both(page: Page, mention: Mention, lexicon: Lexicon) -> bool:
    """Whether the words that name a fact of both legs do: "legs weak" does and "leg weak" does not."""
    own = {word for first, last in mention.atoms for word in page.words[first:last]}
    return own.isdisjoint(lexicon.words.one_side_words) or not own.isdisjoint(lexicon.words.both_sides_words)


def _number_follows(page: Page, at: int) -> bool:
    """Whether "to 40" or "from 140" comes next: a measurement fell, not a person."""
    following = page.words[at : at + 2]
    return len(following) == 2 and following[0] in ("to", "from") and following[1][0].isdigit()


def free_cues(cues: Sequence[CueMatch], named: Sequence[Mention]) -> list[CueMatch]:
    """Cues that are not part of what a phrase says: the "cannot" of "cannot feel" denies nothing else either."""
    reach: dict[int, int] = {}
    for mention in named:
        if mention.value is not False:
            for first, last in mention.atoms:
                for at in range(first, last):
                    if last > reach.get(at, 0):
                        reach[at] = last
    return [cue for cue in cues if cue.last > reach.get(cue.first, 0) or cue.phrase == "neither"]


def _longest(found: Iterable[Mention]) -> Iterator[Mention]:
    """Of mentions of one fact that overlap the one that ranks first."""
    of_fact: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        of_fact[mention.fact].append(mention)
    for same in of_fact.values():
        yield from same if len(same) == 1 else _apart(same)


def _apart(same: Iterable[Mention]) -> Iterator[Mention]:
    taken: set[int] = set()
    for mention in sorted(same, key=_rank):
        own = range(mention.first, mention.last)
        if taken.isdisjoint(own):
            taken.update(own)
            yield mention


def _rank(mention: Mention) -> tuple[bool, int, int, int]:
    """What is denied alone comes last, and of the others what is named in one piece, then the longer, first.

    Before all stand words that together mean something else: "numb bum after two hours on a chair, normal again".
    """
    first, last = mention.first, mention.last
    pieces = 0 if mention.value is None and len(mention.atoms) > 1 else len(mention.atoms)
    return mention.value == ONLY_DENIED, pieces, first - last, first


def _uncovered(found: list[Mention], generals: Mapping[str, Container[str]]) -> list[Mention]:
    """Without denials that lie within a longer one: "crossed straight leg raise negative" denies only that.

    Nor may the word of a good state deny what names a special case of it: "not PU'd" is no sound bladder.
    """
    around: dict[int, list[Mention]] = {}
    for mention in found:
        if mention.value is False or (mention.value is True and generals.get(mention.fact)):
            for at in range(mention.first, mention.last):
                around.setdefault(at, []).append(mention)
    return [
        mention
        for mention in found
        if mention.value is not False or not any(_covers(m, mention, generals) for m in around.get(mention.first, ()))
    ]


def _covers(longer: Mention, denial: Mention, generals: Mapping[str, Container[str]]) -> bool:
    if longer.last < denial.last or longer.last - longer.first <= denial.last - denial.first:
        return False
    if longer.value is False:
        return len(longer.atoms) == 1 or longer.fact == denial.fact or _is_in_one_atom(longer, denial)
    is_of_it = denial.fact in generals.get(longer.fact, ())
    return is_of_it and _is_in_one_atom(longer, denial)


def _is_in_one_atom(longer: Mention, denial: Mention) -> bool:
    return any(first <= denial.first and denial.last <= last for first, last in longer.atoms)


def _most_special(page: Page, found: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """Without mentions that lie within one of both sides: "no pain in both legs" does not deny pain in one."""
    around: dict[int, list[Mention]] = {}
    for mention in found:
        is_both = not _BOTH.isdisjoint(page.words[mention.first : mention.last])
        if mention.value is True and is_both and lexicon.generals.get(mention.fact):
            for at in range(mention.first, mention.last):
                around.setdefault(at, []).append(mention)
    return [
        mention
        for mention in found
        if mention.value is not True
        or not any(
            mention.fact in lexicon.generals[m.fact] and mention.last <= m.last for m in around.get(mention.first, ())
        )
    ]


@dataclass(slots=True)
class Judged:
    """What a mention says once it was judged: a finding still without what stands around it."""

    fact: str
    value: Value
    status: Status
    reason: str


def judged_fact(mention: Mention, said: Assertion) -> Judged | None:
    """The fact of a mention, as it was judged; none where its words say nothing then."""
    value, status = mention.value, said.status
    if value == ONLY_DENIED:
        return Judged(mention.fact, True, status, said.reason) if status is ABSENT else None
    if isinstance(value, bool):
        return Judged(mention.fact, True, status if value else _turned(status), said.reason)
    return None if status is ABSENT else Judged(mention.fact, value, status, said.reason)


def _turned(status: Status) -> Status:
    """The status of a fact whose opposite was named: "not walking normally" may be the fact, "normal" denies it."""
    return {PRESENT: ABSENT, ABSENT: POSSIBLE}.get(status, status)


def suspected(page: Page, matches: Matches, context: Context, lexicon: Lexicon) -> Iterator[Finding]:
    """What a named diagnosis makes possible: "?CES" makes a saddle and a bladder change possible, never present."""
    diagnoses = matches.of("diagnosis")
    if not diagnoses:
        return
    others = [(match.first, match.last) for match, _ in matches.of("no_diagnosis")]
    operations = {match.first for match, _ in matches.of("operation")}
    for match, named in ((match, meaning.value) for match, meaning in diagnoses):
        said = context.judge(((match.first, match.last),), asked="suspicion")
        span = page.span(match.first, match.last)
        if _is_of_a_year(page, match.first, match.last):
            yield from _shown(span, named.dated if said.status in _HAD else (), lexicon)
        elif (
            said.status in (PRESENT, POSSIBLE)
            and operations.isdisjoint(range(match.last, match.last + 3))
            and not any(first <= match.first and match.last <= last for first, last in others)
        ):
            told = "; ".join(filter(None, (f"{span.quote!r} is named", said.reason)))
            for fact in filter(lexicon.facts.__contains__, named.suspects):
                yield Finding(fact, True, POSSIBLE, span, reason=told)


def _shown(span: Span, facts: Iterable[str], lexicon: Lexicon) -> Iterator[Finding]:
    """What a diagnosis of an earlier year shows: that it was looked for and found."""
    for fact in facts:
        if fact in lexicon.facts:
            yield Finding(fact, True, PRESENT, span, reason=f"{span.quote!r} is named with its year")


def _is_of_a_year(page: Page, first: int, last: int) -> bool:
    """Whether a diagnosis is that of a year, and no suspicion of today: "in 2019", "(May 2019", "2019 with CES"."""
    words = page.words
    if first >= 2 and words[first - 1] in _AFTER_YEAR and _is_year(words[first - 2]):
        return True
    start = max(first - _YEAR_REACH, page.sentences[page.sentence_of[first]].first)
    if words[first - 1 : first] in _BEFELL and any(map(_is_year, words[start:first])):
        return True
    start = last + (words[last : last + 1] == ["syndrome"])
    following = words[start : start + 3]
    if following and following[0] in ("in", "("):
        following = following[1:]
    if following and following[0][:3] in MONTHS:
        following = following[1:]
    return bool(following) and _is_year(following[0])


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


def with_changes(page: Page, found: Sequence[tuple[Mention, Finding]]) -> list[Finding]:
    """The findings, where one that the sentence goes on to undo is past: "febrile on day 2, afebrile since"."""
    keys = [(finding.fact, page.sentence_of[mention.first]) for mention, finding in found]
    if len(set(keys)) == len(keys):
        return [finding for _, finding in found]
    latest: dict[tuple[str, int], tuple[Mention, Finding]] = {}
    kept: list[Finding] = []
    said_now = {key for key, (_, finding) in zip(keys, found, strict=True) if finding.status is PRESENT}
    for key, (mention, finding) in zip(reversed(keys), reversed(found), strict=True):
        if key in said_now and _was_so(page, mention, finding):
            continue
        later = latest.get(key)
        if later is not None and _is_undone(page, mention, finding, later):
            told = f"changed later in the sentence: {page.quote(later[0].first, later[0].last)!r}"
            kept.append(replace(finding, status=HISTORICAL, reason=told))
        else:
            latest[key] = (mention, finding)
            kept.append(finding)
    return kept[::-1]


def _was_so(page: Page, mention: Mention, finding: Finding) -> bool:
    """Whether a denial tells how it was at an earlier visit: "EHL 2/5, was full power at the six-week check"."""
    if finding.status is not ABSENT or mention.value is not False:
        return False
    words = page.words
    behind = words[
        mention.last : min(mention.last + _EARLIER_REACH, page.sentences[page.sentence_of[mention.first]].last)
    ]
    return words[mention.first - 1 : mention.first] in _WAS and not _EARLIER.isdisjoint(behind)


def _is_undone(page: Page, mention: Mention, finding: Finding, later: tuple[Mention, Finding]) -> bool:
    if {finding.status, later[1].status} != {PRESENT, ABSENT}:
        return False
    if {finding.side, later[1].side} == {"left", "right"}:
        return False
    words = page.words[mention.last : later[0].last + 2]
    return not _CHANGES.isdisjoint(words)
