"""What an error may say: never the words that were typed, for they may be a patient's.

Errors of our own are written without them.  The command line's own errors quote the
argument they refuse ("'...' is not one of ..."), so what was typed is taken out here;
and a fault that nobody foresaw is told by its kind and place, without its message.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""A command that was used wrongly; typer names only its special cases."""

_HIDDEN = "⟨as typed⟩"


def usage_in_words(error: Exception, typed: Iterable[str]) -> str:
    """The usage line and what was wrong, with everything taken out that was typed and is no word of ours."""
    context = getattr(error, "ctx", None)
    message = without_typed(getattr(error, "format_message", lambda: str(error))(), typed, _words_of(context))
    if message.startswith("Usage: "):
        return message
    usage = f"{context.get_usage()}\n" if context is not None else ""
    return f"{usage}Error: {message}"


def without_typed(message: str, typed: Iterable[str], ours: frozenset[str] = frozenset()) -> str:
    """The message with every typed argument, and every value after '=', replaced."""
    for words in sorted({part for item in typed for part in _parts(item)} - ours, key=len, reverse=True):
        for written in (words, repr(words)[1:-1]):
            message = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", _HIDDEN, message)
    return message


def _parts(argument: str) -> Iterator[str]:
    for part in (argument, *argument.split("=", 1)):
        if len(part.strip()) > 1:
            yield part
            yield part.strip()


def _words_of(context: typer.Context | None) -> frozenset[str]:
    """Names of the command and its options."""
    if context is None:
        return frozenset()
    options = (word for parameter in context.command.params for word in (*parameter.opts, *parameter.secondary_opts))
    return frozenset({*options, str(context.info_name)})


def fault_in_words(error: BaseException) -> str:
    """An unforeseen fault: its kind and where it rose, never its message."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "curbside" in frame.filename]
    place = f" in {Path(ours[-1].filename).name}, line {ours[-1].lineno}" if ours else ""
    return (
        f"this cannot be answered: an unforeseen fault ({type(error).__name__}{place}). "
        "Nothing was kept. Report the kind and the place; leave out the text. "
        "If this may be an emergency, act on that first."
    )
