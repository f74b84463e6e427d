"""The size of the house: lines and functions of every room, and what the probe found.

python -m benchmarks.house [--json]
"""

from __future__ import annotations

import ast
import json
import statistics
from pathlib import Path
from typing import Any

from benchmarks.options import options
from curbside.knowledge.load import default_root
from curbside.pathway.checkup import check_up
from curbside.pathway.probe import Noticed

SOURCE = Path(__file__).parent.parent / "src" / "curbside"


def percentile(values: list[int]) -> tuple[int, int]:
    """Median and 90th percentile."""
    ordered = sorted(values)
    return round(statistics.median(ordered)), ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))]


def room(folder: Path) -> dict[str, Any]:
    """Files, lines and function lengths of one room."""
    files = sorted(folder.rglob("*.py"))
    lines = [path.read_text().count("\n") for path in files]
    functions = [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in files
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return {
        "files": len(files),
        "lines": sum(lines),
        "file_median_p90": percentile(lines),
        "functions": len(functions),
        "function_median_p90": percentile(functions) if functions else (0, 0),
    }


def measure() -> dict[str, Any]:
    rooms = {p.name: room(p) for p in sorted(SOURCE.iterdir()) if p.is_dir() and list(p.glob("*.py"))}
    found = check_up(default_root(), lambda _what, _done, _total: None, probe=True)
    slips = {kind.value: found.count(kind) for kind in Noticed}
    return {"rooms": rooms, "examples": len(found.outcomes), "slips_tried": len(found.trials), **slips}


if __name__ == "__main__":
    chosen = options(__doc__)
    figures = measure()
    print(json.dumps(figures, indent=1) if chosen.json else "\n".join(f"{k}: {v}" for k, v in figures.items()))
