"""Run every benchmark, each in a process of its own; one that lacks its data says so and is passed over."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.options import options

HERE = Path(__file__).parent
SHARED = {"__init__", "__main__", "options"}


def main() -> int:
    chosen = options(__doc__)
    worst = 0
    for path in sorted(HERE.glob("*.py")):
        if path.stem in SHARED or path.stem.startswith("_") or "__main__" not in path.read_text():
            continue
        print(f"== {path.stem}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{path.stem}", "--data", str(chosen.data)]
        worst = max(worst, subprocess.run(command, check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
