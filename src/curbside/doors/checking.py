"""`curbside check` for people: progress, findings, counts."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from curbside.case.words import ReadingDataError, load_words
from curbside.pathway.checkup import check_up
from curbside.pathway.probe import Noticed


def run_check(root: Path, *, probe: bool) -> int:
    """Print everything that is wrong; 1 if anything is, else 0."""
    console = Console(highlight=False, soft_wrap=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks = {}

        def progress(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done)

        found = check_up(root, progress, probe=probe)
    unreadable = _words_of(root)
    for item in (*found.problems, *found.failed, *found.missed, *unreadable):
        console.print(str(item), markup=False)
    console.print(f"{len(found.problems) + len(unreadable)} problems")
    console.print(f"{len(found.outcomes)} examples, {len(found.failed)} fail")
    if probe:
        counts = ", ".join(f"{found.count(kind)} {kind.value}" for kind in Noticed)
        console.print(f"{len(found.trials)} slips tried: {counts}")
    return 0 if found.is_clean and not unreadable else 1


def _words_of(root: Path) -> list[ReadingDataError]:
    """What keeps the reader from using the words of a knowledge base; nothing where it brings none of its own."""
    try:
        if (root / "reading").is_dir():
            load_words(root)
    except ReadingDataError as error:
        return [error]
    return []
