"""`curbside pages`: the pages of the documentation that are made from the knowledge base.

Nobody edits these pages by hand; `--check` says which of them the knowledge base has
left behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from curbside.doors.coverage_page import claims_page, coverage_page
from curbside.doors.demo_page import demo_page
from curbside.doors.knowledge_pages import knowledge_pages
from curbside.doors.sign_off_page import sign_off_page
from curbside.knowledge.load import Knowledge


def make_pages(knowledge: Knowledge, out: Path) -> Mapping[str, str]:
    """Every page by its path below the documentation folder `out`, which holds the demonstration's case."""
    return {
        "demo/answer.txt": demo_page(knowledge, out / "demo" / "case.txt"),
        "coverage.md": coverage_page(knowledge),
        "claims.md": claims_page(knowledge),
        "sign-off.md": sign_off_page(knowledge),
        **knowledge_pages(knowledge),
    }


def stale_pages(pages: Mapping[str, str], out: Path) -> tuple[str, ...]:
    """Paths of the pages that differ from the folder: changed, missing, or left over from an earlier edition."""
    changed = [name for name, text in pages.items() if _text_of(out / name) != text]
    kept = {path.relative_to(out).as_posix() for path in (out / "knowledge").glob("*.md")}
    return tuple(sorted({*changed, *(kept - set(pages))}))


def write_pages(pages: Mapping[str, str], out: Path) -> tuple[str, ...]:
    """Write what changed, remove what is left over, and return the paths of both."""
    stale = stale_pages(pages, out)
    for name in stale:
        path = out / name
        if name in pages:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages[name], encoding="utf-8")
        else:
            path.unlink()
    return stale


def _text_of(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
