"""What every benchmark understands: where the data lie, and whether to print JSON."""

from __future__ import annotations

import argparse
from pathlib import Path

_REAL = Path("../shared/data")


def parser_of(told: str | None, data: str = "folder that holds the real data") -> argparse.ArgumentParser:
    """`--data DIR` and `--json`, for a benchmark that has more to ask; `told` is its docstring."""
    parser = argparse.ArgumentParser(description=(told or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, help=data)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def options(told: str | None) -> argparse.Namespace:
    """`--data DIR`, by default the real data beside the checkout, and `--json`."""
    parser = parser_of(told)
    parser.set_defaults(data=_REAL)
    return parser.parse_args()


def folder_of(data: Path | None, name: str, own: Path) -> Path:
    """The folder `name` of the data that were asked for; our own where none were or they have none."""
    other = data / name if data else own
    return other if other.is_dir() else own
