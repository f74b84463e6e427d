"""How long an answer takes: cold on the command line, warm in one process; memory, size, dependencies.

    python -m benchmarks.speed [--json]

The baseline of the cold answer is the bare interpreter on the same machine in the
same run; that of the warm answer is reading the text alone.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import yaml

from benchmarks.options import options
from curbside.case.read import read_case
from curbside.consult import Asked, consult
from curbside.doors.rendering import render
from curbside.knowledge.load import load
from curbside.pathway.assess import assess

ROOT = Path(__file__).parent.parent
WARM_UPS, CONSULTS, COLD_RUNS = 20, 200, 7
TODAY = date(2026, 11, 22)


def texts() -> list[str]:
    """The questions and notes of the acceptance tests, in their order, repeated as needed."""
    cases = [
        c for n in ("questions", "vignettes") for c in yaml.safe_load((ROOT / f"tests/acceptance/{n}.yaml").read_text())
    ]
    found = [case["text"] for case in cases]
    return [found[n % len(found)] for n in range(WARM_UPS + CONSULTS)]


def cold(command: list[str]) -> float:
    """Median wall time in seconds of a whole process."""
    times = []
    for _ in range(COLD_RUNS):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def each(work: Callable[[str], object]) -> dict[str, float]:
    """Milliseconds per text after the warm-ups: median and 95th percentile."""
    times = []
    for n, text in enumerate(texts()):
        start = time.perf_counter()
        work(text)
        if n >= WARM_UPS:
            times.append((time.perf_counter() - start) * 1000)
    return {"p50_ms": round(statistics.median(times), 2), "p95_ms": round(statistics.quantiles(times, n=20)[18], 2)}


def measure() -> dict[str, Any]:
    """Every figure, with its baseline."""
    knowledge = load()
    cases = {text: read_case(text, knowledge, TODAY, "us") for text in dict.fromkeys(texts())}
    bin_ = Path(sys.executable).parent
    return {
        "cold_answer_s": round(cold([str(bin_ / "curbside"), "ask", "--file", str(ROOT / "docs/demo/case.txt")]), 2),
        "cold_baseline_bare_interpreter_s": round(cold([sys.executable, "-c", "pass"]), 2),
        "answer_to_json": each(lambda text: render(consult(Asked(text, TODAY), knowledge), knowledge, "json")),
        "baseline_reading_alone": each(lambda text: read_case(text, knowledge, TODAY, "us")),
        "assess_alone": each(lambda text: assess(cases[text], knowledge, "us")),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "installed_source_kb": sum(p.stat().st_size for d in ("src", "knowledge") for p in (ROOT / d).rglob("*.*"))
        // 1024,
        "direct_dependencies": len([r for r in distribution("curbside").requires or () if "extra ==" not in r]),
        "locked_packages": (ROOT / "requirements/run.lock").read_text().count("=="),
        "recommendations": len(knowledge.recommendations),
    }


if __name__ == "__main__":
    chosen = options(__doc__)
    figures = measure()
    print(json.dumps(figures, indent=1) if chosen.json else "\n".join(f"{k}: {v}" for k, v in figures.items()))
