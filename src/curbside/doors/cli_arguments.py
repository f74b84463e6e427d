"""What is typed behind a command, as the product takes it; every refusal says what to write instead."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import typer


def text_given(text: str | None, file: Path | None) -> str:
    """The text, refused at once if it cannot be read: before the knowledge base is loaded."""
    from curbside.case.refuse import refuse_unreadable

    words = _words(text, file)
    refuse_unreadable(words)
    return words


def _words(text: str | None, file: Path | None) -> str:
    if (text is None) == (file is None):
        raise typer.BadParameter("give the text, or --file, or '-' for standard input")
    if file is not None:
        return _decoded(bytes_of(file))
    return _decoded(sys.stdin.buffer.read()) if text == "-" else str(text)


def bytes_of(file: Path) -> bytes:
    """What a file holds; its name is not repeated where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"cannot read the file: {error.strerror}") from None


def _decoded(raw: bytes) -> str:
    from curbside.case.refuse import decode

    return decode(raw)


def today() -> date:
    """The day at the asker's desk."""
    return date.today()  # noqa: DTZ011  the asker's own day is meant


def day_given(raw: str | None) -> date:
    """The day that was written; today where none was."""
    if raw is None:
        return today()
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise typer.BadParameter("write the day as YYYY-MM-DD", param_hint="--today") from None


def pairs_given(raw: list[str], option: str) -> dict[str, str]:
    """Every `name=value` of a repeatable option."""
    pairs = {}
    for item in raw:
        name, equals, value = item.partition("=")
        if not (equals and name.strip() and value.strip()):
            raise typer.BadParameter(f"write {option} name=value, not {item!r}")
        pairs[name.strip()] = value.strip()
    return pairs


def numbers_given(raw: list[str], option: str) -> dict[str, float]:
    """Every `name=number` of a repeatable option."""
    return {name: _number(value, name, option) for name, value in pairs_given(raw, option).items()}


def _number(raw: str, name: str, option: str) -> float:
    try:
        return float(raw)
    except ValueError:
        raise typer.BadParameter(f"{name} needs a number, not {raw!r}", param_hint=option) from None
