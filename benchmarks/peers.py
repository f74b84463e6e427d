"""medspaCy beside ours, from an environment of its own (`make bench-peers`); nothing of ours imports it.

Without that environment every figure of it is a sentence that says so.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

OWN = Path(__file__).parent.parent / ".venv-peers" / "bin" / "python"
ABSENT = "absent: `make bench-peers` makes its environment"

THROUGHPUT = """
import json, sys, time
import medspacy
from medspacy.target_matcher import TargetRule
given = json.load(open(sys.argv[1]))
def speed(nlp):
    nlp.get_pipe("medspacy_target_matcher").add([TargetRule(word, "FACT") for word in given["words"]])
    nlp(given["notes"][0])
    start = time.process_time()
    for note in given["notes"]:
        nlp(note)
    return round(len(given["notes"]) / (time.process_time() - start), 1)
print(json.dumps(speed(medspacy.load())))
"""

ASSERTIONS = """
import json, sys
import medspacy
given = json.load(open(sys.argv[1]))
nlp = medspacy.load()
cut, context = nlp.get_pipe("medspacy_pyrush"), nlp.get_pipe("medspacy_context")
told = []
for text, start, end in given["rows"]:
    doc = cut(nlp.make_doc(text))
    span = doc.char_span(start, end, label="FACT", alignment_mode="expand")
    doc.ents = [span]
    doc = context(doc)
    ent = doc.ents[0]
    told.append([bool(ent._.is_negated), bool(ent._.is_historical), bool(ent._.is_family)])
print(json.dumps(told))
"""


def ask(script: str, given: dict[str, Any]) -> Any:
    """What a script says in the environment of medspaCy, or a sentence that says why there is nothing."""
    python = os.environ.get("CURBSIDE_MEDSPACY", str(OWN))
    if not Path(python).exists():
        return ABSENT
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "given.json"
        file.write_text(json.dumps(given), encoding="utf-8")
        ran = subprocess.run(
            [python, "-W", "ignore", "-c", script, str(file)], capture_output=True, text=True, check=False
        )
    if ran.returncode:
        return f"failed: {ran.stderr.strip().splitlines()[-1] if ran.stderr.strip() else 'no message'}"
    return json.loads(ran.stdout.splitlines()[-1])
