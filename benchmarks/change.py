"""Which texts are told to be seen later than before: run once before the reader or the rules are changed, and after.

    python -m benchmarks.change --keep before.json
    python -m benchmarks.change --against before.json

Every text that is open to development is answered, single sentences three weeks after a fusion.  A text that became
less urgent is either a false alarm mended or an emergency lost: each wants a look.  Without either option nothing is
compared and only the numbers of texts by urgency are told.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from benchmarks.options import parser_of
from benchmarks.reading import TODAY
from benchmarks.reading_gold import HALVES, corpus, paraphrases
from benchmarks.urgency import patients, urgency_of
from curbside.case.read import read_case
from curbside.knowledge.load import default_root, load_unchecked
from curbside.knowledge.model import Urgency

_BEFORE = "Lumbar fusion 3 weeks ago. "


def texts() -> list[str]:
    """All open texts, each once."""
    read = [text for text in (*corpus(), *paraphrases("open")) if text.half in (HALVES[0], "open")]
    said = [text.text if text.form == "note" else _BEFORE + text.text for text in read]
    return list(dict.fromkeys([*said, *(patient.text for patient in patients("open"))]))


def urgencies() -> dict[str, str]:
    """How soon the answer to each text tells to act."""
    knowledge = load_unchecked(default_root())[0]
    return {text: urgency_of(read_case(text, knowledge, TODAY, "us"), knowledge).value for text in texts()}


def later(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, str, str]]:
    """The texts that became less urgent: before, after, text; the most urgent first."""
    shared = [(Urgency(before[text]), Urgency(now), text) for text, now in after.items() if text in before]
    lost = [row for row in shared if row[1] < row[0]]
    lost.sort(key=lambda row: (row[0], row[2]), reverse=True)
    return [(was.value, now.value, text) for was, now, text in lost]


def main() -> None:
    parser = parser_of(__doc__, data="not used: the texts are our own")
    parser.add_argument("--keep", type=Path, help="write the urgencies to this file")
    parser.add_argument("--against", type=Path, help="compare with the urgencies in this file")
    chosen = parser.parse_args()
    now = urgencies()
    if chosen.keep:
        chosen.keep.write_text(json.dumps(now, indent=1), encoding="utf-8")
    before = json.loads(chosen.against.read_text(encoding="utf-8")) if chosen.against else {}
    lost = later(before, now)
    earlier = len(later(now, before))
    told = {"texts": len(now), **Counter(now.values()), "earlier_than_before": earlier, "later_than_before": len(lost)}
    if chosen.json:
        print(json.dumps({**told, "later": lost}, indent=1))
        return
    print(told)
    for was, is_now, text in lost:
        print(f"{was} -> {is_now} | {' '.join(text.removeprefix(_BEFORE).split())}")


if __name__ == "__main__":
    main()
