"""The command line, run in this process: its words, its errors, its exit code."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from tests.shipped import knowledge_for_a_command

from curbside.doors import cli, cli_calculators
from curbside.doors.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command printed, what it said was wrong, and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def one_knowledge_base(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands in this process share one; those in a process of their own load it as users do."""
    monkeypatch.setattr(cli, "load", knowledge_for_a_command)
    monkeypatch.setattr(cli_calculators, "load", knowledge_for_a_command)


@pytest.fixture
def curbside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run one command as the shell would; `stdin` is the bytes on standard input."""

    def run(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setenv("COLUMNS", "200")
        monkeypatch.setattr(sys, "argv", ["curbside", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return Ran(int(ended.value.code or 0), out, err)

    return run
