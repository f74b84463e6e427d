"""Show the problems of some files to the person who writes them.

python -m curbside.knowledge.author FILE...
"""

from __future__ import annotations

import sys
from pathlib import Path

from curbside.knowledge.load import default_root, load_unchecked


def main(names: list[str]) -> int:
    """Print the problems of the named files (of all when none is named); 1 if there are any."""
    _, problems = load_unchecked(default_root())
    wanted = {Path(name).name for name in names}
    shown = sorted({p for p in problems if not wanted or Path(p.path).name in wanted})
    for problem in shown:
        print(problem)
    print(f"{len(shown)} problems here, {len(set(problems))} in all")
    return 1 if shown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
