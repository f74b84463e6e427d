"""Follow-ups: a consult goes on with what is added, supposed, corrected or asked again.

    "she now has urinary retention"   a later note: its facts replace what was known of them
    "what if eGFR is 25?"             the same, supposed
    "explain for the patient"         the same plan in another reader's words

A thread is its opening and its turns; the answer after any turn is made from them
anew, so it is the same on every machine and through every door.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from curbside.article.model import Audience
from curbside.case.correct import correct
from curbside.case.later import add_later
from curbside.case.model import Case, QuestionType, Use
from curbside.case.read import read_case
from curbside.case.refuse import refuse_unreadable
from curbside.case.words import load_words
from curbside.consult import Asked, Consult, answer, opening_case
from curbside.knowledge.load import Knowledge
from curbside.pathway.view import lineage

MOST_TURNS = 50
"""Turns of one thread; after that a new consult is clearer than a longer one."""

Listed = Literal["medications", "operations", "treatments"]
TurnKind = Literal["opened", "told", "supposed", "corrected", "reworded"]


class FollowUpRefusedError(ValueError):
    """A follow-up that cannot be used; nothing of the thread is changed."""


class NothingFollowedError(FollowUpRefusedError):
    def __init__(self) -> None:
        super().__init__(
            "nothing in this follow-up could be read: say what has changed (“she now has a fever”), "
            "what to suppose (“what if eGFR is 25?”), what is asked, or for whom to explain it"
        )


class ThreadTooLongError(FollowUpRefusedError):
    def __init__(self) -> None:
        super().__init__(f"this consult has {MOST_TURNS} turns already: start a new one with what is known now")


class NoSuchEntryError(FollowUpRefusedError):
    def __init__(self, kind: str) -> None:
        super().__init__(f"there is no such entry among the {kind}: open the consult again to see what is there now")


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of a consult, in the asker's own words, and the case as it was after it."""

    kind: TurnKind
    said: str
    case: Case
    audience: Audience
    parameters: Mapping[str, float]
    """Thresholds that a payer or region sets, as they were known by then."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A consult with its follow-ups, the opening first."""

    asked: Asked
    turns: tuple[Turn, ...]

    @property
    def now(self) -> Turn:
        """The latest turn."""
        return self.turns[-1]


def open_thread(asked: Asked, knowledge: Knowledge, case: Case | None = None) -> Thread:
    """A thread for a question; `case` when it came as a form.

    Raises:
        TextRefusedError, CorrectionRefusedError: as for `consult`.
    """
    case = opening_case(asked, knowledge) if case is None else correct(case, asked.corrections, knowledge.facts)
    return Thread(asked, (Turn("opened", asked.text, case, asked.audience, asked.parameters),))


def follow(thread: Thread, text: str, knowledge: Knowledge) -> Thread:
    """The thread with one more turn.

    Raises:
        TextRefusedError: the text is empty, too long, binary or not English.
        FollowUpRefusedError: nothing in it can be read, or the thread is full.
    """
    refuse_unreadable(text)
    audience = asked_for(text)
    if audience is not None:
        return _with(thread, replace(thread.now, kind="reworded", said=text, audience=audience))
    supposition = without_supposing(text)
    later = read_case(supposition or text, knowledge, thread.asked.today, thread.asked.region)
    if supposition is not None:
        later = _as_taken(later)
    if not _says_anything(later):
        raise NothingFollowedError
    case = add_later(thread.now.case, replace(later, text=text), lineage(knowledge).generals, _table()["rivals"])
    kind: TurnKind = "told" if supposition is None else "supposed"
    return _with(thread, replace(thread.now, kind=kind, said=text, case=case))


def put_right(
    thread: Thread,
    corrections: Mapping[str, str],
    knowledge: Knowledge,
    parameters: Mapping[str, float] | None = None,
) -> Thread:
    """The thread with facts set by the asker ("unknown" withdraws one), and thresholds of a payer or region.

    Raises:
        CorrectionRefusedError: a correction names no fact, or a value the fact cannot have.
        FollowUpRefusedError: the thread is full.
    """
    case = correct(thread.now.case, corrections, knowledge.facts)
    given = {knowledge.facts[name].label: value for name, value in corrections.items()}
    given |= {name.replace("_", " "): f"{value:g}" for name, value in (parameters or {}).items()}
    said = "; ".join(f"{name}: {value}" for name, value in given.items())
    known = {**thread.now.parameters, **(parameters or {})}
    return _with(thread, replace(thread.now, kind="corrected", said=said, case=case, parameters=known))


def without(thread: Thread, kind: Listed, place: int) -> Thread:
    """The thread without one entry of a list, for example a medicine that is not taken.

    Raises:
        FollowUpRefusedError: there is no such entry, or the thread is full.
    """
    case = thread.now.case
    entries: tuple[Any, ...] = getattr(case, kind)
    if not 0 <= place < len(entries):
        raise NoSuchEntryError(kind)
    cut: dict[str, Any] = {kind: (*entries[:place], *entries[place + 1 :])}
    said = f"without {kind.removesuffix('s')} {place + 1}"
    return _with(thread, replace(thread.now, kind="corrected", said=said, case=replace(case, **cut)))


def read_by(thread: Thread, audience: Audience) -> Thread:
    """The thread whose latest answer speaks to another reader; no turn is added."""
    return replace(thread, turns=(*thread.turns[:-1], replace(thread.now, audience=audience)))


def answered(thread: Thread, knowledge: Knowledge, at: int = -1) -> Consult:
    """The answer after a turn, by default the latest.

    Raises:
        IndexError: there is no such turn.
        ArticleRefusedError: a sentence of the answer could not be defended.
    """
    turn = thread.turns[at]
    asked = replace(thread.asked, audience=turn.audience, parameters=turn.parameters)
    return answer(turn.case, asked, knowledge)


def asked_for(text: str) -> Audience | None:
    """The reader for whom the same answer is asked again ("explain for the patient"); None for anything else."""
    words = _plain(text)
    table = _table()
    explain = [w for w in table["explain"] if w not in ("for", "as")]
    if not any(words.startswith(w) for w in explain) and not re.match(r"(and |now )?(for|as|in) ", words):
        return None
    named = {name: max((len(w) for w in phrases if _ends_with(words, w)), default=0)
             for name, phrases in table["audiences"].items()}  # fmt: skip
    best = max(named, key=lambda name: named[name])
    return Audience(best) if named[best] else None


def without_supposing(text: str) -> str | None:
    """A supposition as a statement, every character in its place; None when nothing is supposed."""
    table = _table()
    opened = re.match(rf"\s*(?:{_any_of(table['suppose'])})\b[\s,:]*", text, re.IGNORECASE)
    if opened is None:
        return None
    said = text[opened.end() :].rstrip()
    return " " * opened.end() + re.sub(r"\?+$", ".", said)


def _as_taken(case: Case) -> Case:
    """A supposition asks nothing: a medicine that it names is supposed to be taken, unless it is to be started."""
    is_planned = re.search(r"\b(start|add|try|give|prescribe)", case.text, re.IGNORECASE)
    use = Use.planned if is_planned else Use.taken
    medications = tuple(replace(m, use=use) if m.use is Use.asked else m for m in case.medications)
    return replace(case, medications=medications, question=replace(case.question, type=QuestionType.none))


def _says_anything(case: Case) -> bool:
    told = [f for f in case.findings if f.reason != "from the pronoun"]
    asks = case.question.type is not QuestionType.none
    return bool(told or case.medications or case.operations or case.treatments or asks)


def _with(thread: Thread, turn: Turn) -> Thread:
    if len(thread.turns) >= MOST_TURNS:
        raise ThreadTooLongError
    return replace(thread, turns=(*thread.turns, turn))


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    return load_words().table("followups")


def _any_of(phrases: list[str]) -> str:
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(phrases, key=len, reverse=True))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z']+", text.lower()))


def _ends_with(words: str, phrase: str) -> bool:
    return words == phrase or words.endswith(f" {phrase}")
