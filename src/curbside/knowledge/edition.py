"""The name of an edition (its content hash) and the memory of editions already read.

Reading a megabyte of YAML takes longer than answering a question.  What was read
and found right once is kept, as plain JSON, under its hash in the user's cache
folder; it is used only for exactly the same files and the same program.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from curbside.knowledge.yaml_source import Document

_FORMAT = "1"


def digest(root: Path) -> str:
    """SHA-256 over the names and bytes of all YAML files below `root`, in name order."""
    total = hashlib.sha256()
    for path in sorted(root.rglob("*.yaml"), key=lambda p: p.relative_to(root).as_posix()):
        total.update(path.relative_to(root).as_posix().encode())
        total.update(b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def recall(name: str) -> list[tuple[int, Document]] | None:
    """The documents of an edition that was found right before; None when it is not remembered."""
    try:
        stored = json.loads(_place(name).read_text(encoding="utf-8"))
        return [(index, _document(path, content, lines)) for index, path, content, lines in stored]
    except (OSError, ValueError, TypeError):
        return None


def remember(name: str, documents: list[tuple[int, Document]]) -> None:
    """Keep an edition that was found right.  If the folder cannot be written, it is read again next time."""
    stored = [(index, d.path, d.content, _entry_lines(d)) for index, d in documents]
    place = _place(name)
    half = place.with_suffix(f".{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        half.write_text(json.dumps(stored), encoding="utf-8")
        half.replace(place)
    except OSError:
        half.unlink(missing_ok=True)


def _place(name: str) -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "curbside" / f"edition-{_program()}-{name}.json"


def _program() -> str:
    """A short hash of the code that reads and checks knowledge: what was right for other code is read again."""
    total = hashlib.sha256(_FORMAT.encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()[:12]


def _entry_lines(document: Document) -> list[int]:
    if isinstance(document.content, list):
        return [document.line_of((index,)) for index in range(len(document.content))]
    return [document.line_of(())]


def _document(path: str, content: object, lines: list[int]) -> Document:
    if isinstance(content, list):
        return Document(path, content, {(index,): line for index, line in enumerate(lines)})
    return Document(path, content, {(): lines[0]})
