"""The demonstration: the answer to a real case as the terminal prints it."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from rich.console import Console

from curbside.consult import Asked, consult
from curbside.doors.terminal import show
from curbside.knowledge.load import Knowledge

DAY = date(2026, 11, 22)
WIDTH = 100


def demo_page(knowledge: Knowledge, case: Path) -> str:
    """What `make demo` prints, without colours."""
    out = io.StringIO()
    console = Console(file=out, width=WIDTH, highlight=False, color_system=None, legacy_windows=False)
    show(consult(Asked(case.read_text(encoding="utf-8"), DAY), knowledge).article, console, explain=False)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
