"""What every benchmark understands: where the data lie, and whether to print JSON."""

from __future__ import annotations

import argparse
from pathlib import Path


def options(told: str | None) -> argparse.Namespace:
    """`--data DIR` and `--json`."""
    parser = argparse.ArgumentParser(description=(told or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder that holds the real data")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args()
