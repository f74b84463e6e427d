"""Consults while they are open: in memory only, for an hour, for the browser that began them."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from curbside.article.model import Audience
from curbside.consult import Consult
from curbside.followup import Thread, answered, read_by
from curbside.knowledge.load import Knowledge

KEPT_ANSWERS = 48
"""Answers kept ready; an older one is made again when it is looked at."""


class NoSuchConsultError(LookupError):
    """There is no such consult, it has expired, or it belongs to another browser: all the same to who asks."""

    def __init__(self) -> None:
        super().__init__(
            "this consult is not here: consults are kept for an hour, in memory, for the browser that began them. "
            "Ask again to start a new one."
        )


@dataclass(slots=True)
class _Kept:
    thread: Thread
    owner: str
    seen: float


class Consults:
    """The open consults of one running server."""

    def __init__(
        self, knowledge: Knowledge, keep_seconds: float, most: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._knowledge, self._keep, self._most, self._clock = knowledge, keep_seconds, most, clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._answers: OrderedDict[tuple[str, int, Audience], Consult] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, thread: Thread, owner: str) -> str:
        """Keep a new consult; returns its id, which nobody can guess."""
        name = secrets.token_urlsafe(16)
        with self._lock:
            self._forget_old()
            self._kept[name] = _Kept(thread, owner, self._clock())
        return name

    def thread(self, name: str, owner: str) -> Thread:
        """The thread of a consult.

        Raises:
            NoSuchConsultError: it is not here for this owner.
        """
        with self._lock:
            return self._find(name, owner).thread

    def go_on(self, name: str, owner: str, thread: Thread) -> None:
        """Replace the thread by a longer one."""
        with self._lock:
            self._find(name, owner).thread = thread

    def close(self, name: str, owner: str) -> None:
        """Forget a consult and everything made from it."""
        with self._lock:
            self._find(name, owner)
            self._drop(name)

    def answer(self, name: str, owner: str, at: int, audience: Audience | None = None) -> Consult:
        """The answer after turn `at` (from 0), in the words of a reader.

        Raises:
            NoSuchConsultError: there is no such consult or turn.
        """
        thread = self.thread(name, owner)
        if not 0 <= at < len(thread.turns):
            raise NoSuchConsultError
        reader = audience or thread.turns[at].audience
        key = (name, at, reader)
        with self._lock:
            ready = self._answers.get(key)
            if ready is not None:
                self._answers.move_to_end(key)
                return ready
        made = answered(read_by(Thread(thread.asked, thread.turns[: at + 1]), reader), self._knowledge)
        with self._lock:
            self._answers[key] = made
            while len(self._answers) > KEPT_ANSWERS:
                self._answers.popitem(last=False)
        return made

    def _find(self, name: str, owner: str) -> _Kept:
        self._forget_old()
        kept = self._kept.get(name)
        if kept is None or not secrets.compare_digest(kept.owner, owner):
            raise NoSuchConsultError
        kept.seen = self._clock()
        self._kept.move_to_end(name)
        return kept

    def _forget_old(self) -> None:
        oldest = self._clock() - self._keep
        for name in [name for name, kept in self._kept.items() if kept.seen < oldest]:
            self._drop(name)
        while len(self._kept) > self._most:
            self._drop(next(iter(self._kept)))

    def _drop(self, name: str) -> None:
        self._kept.pop(name, None)
        for key in [key for key in self._answers if key[0] == name]:
            del self._answers[key]
