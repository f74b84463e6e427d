"""Run the examples and the probe for some files, for the person who writes them.

python -m curbside.pathway.author FILE...
"""

from __future__ import annotations

import sys
from pathlib import Path

from curbside.knowledge.load import default_root, load_unchecked
from curbside.pathway.examples import run_criteria_tests, run_rule_tests
from curbside.pathway.probe import Noticed, probe_criteria, probe_rule


def main(names: list[str]) -> int:
    """Print failing examples and missed slips of the rules in the named files (of all when none is named)."""
    knowledge, _ = load_unchecked(default_root())
    wanted = {Path(name).name for name in names}
    faults, counts = 0, dict.fromkeys(Noticed, 0)
    for (shelf, name), place in knowledge.places.items():
        if shelf not in ("recommendations", "criteria") or (wanted and Path(place.path).name not in wanted):
            continue
        if shelf == "recommendations":
            rule = knowledge.recommendations[name]
            outcomes, trials = list(run_rule_tests(rule, knowledge)), list(probe_rule(rule, knowledge))
        else:
            entry = knowledge.criteria[name]
            outcomes, trials = list(run_criteria_tests(entry, knowledge)), list(probe_criteria(entry, knowledge))
        for outcome in outcomes:
            if not outcome.passed:
                faults += 1
                print(f"{place}: {outcome}")
        for trial in trials:
            counts[trial.noticed] += 1
            if trial.noticed is Noticed.missed:
                print(f"{place}: {trial}")
    print(f"{faults} examples fail; slips: " + ", ".join(f"{n} {kind.value}" for kind, n in counts.items()))
    return 1 if faults or counts[Noticed.missed] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
