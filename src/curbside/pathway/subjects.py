"""Questions that want an explanation: which kind, and about what.

A definition, a code, a comparison, a score, a dose or an outlook is asked of a
subject that the knowledge names.  Where nobody is spoken of, what the question
mentions is its subject and not a finding of a patient.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from math import inf

from curbside.case.model import Case, Finding, Span, Status, Use
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Subject
from curbside.pathway.model import Explained
from curbside.pathway.subject_words import Named, index_of, key_of, kind_of, subjects_in, without_subjects

LONGEST = 300
"""Characters; a longer text is a case, whatever it asks."""

MOST_AROUND = 5
"""Words of a question around a word of the glossary."""

MOST_WORDS = 30
"""Words of a question that speaks of nobody."""


def explained_by(case: Case, knowledge: Knowledge) -> Explained | None:
    """What the question of this case wants explained; None for any other question, and for a note that asks nothing."""
    text = case.text if len(case.text) <= LONGEST else case.question.text
    if not text or len(text) > LONGEST or "question_kinds" not in knowledge.shelves:
        return None
    if not case.question.text and not _only_asks(text):
        return None
    index = index_of(knowledge)
    asked = case.question.text if case.question.text and case.question.text in text else text
    found = here = tuple(subjects_in(asked, index))
    if not found and len(asked.split()) <= MOST_AROUND:
        found = tuple(subjects_in(text, index))
    if not found:
        return None
    rest = without_subjects(asked, here)
    kind = kind_of(rest, index) or kind_of(asked, index)
    named = tuple(dict.fromkeys(name for _, _, names in found for name in names))
    if kind is None and _tells_of_somebody(case, knowledge):
        return None
    chosen = _chosen(kind, named, rest, knowledge)
    if not chosen or (kind == "outlook" and _asks_for_another(case, knowledge)):
        return None
    about = tuple((n.shelf, n.id) for n in chosen)
    return Explained(kind or "advice", about, kind is not None and _is_about_nobody(case, about, knowledge))


def _tells_of_somebody(case: Case, knowledge: Knowledge) -> bool:
    """Whether a medicine is taken or a warning sign told: then a plan is wanted and no advice on a subject.

    "Headache when I stand up since the epidural" asks for no advice on epidurals.
    """
    if any(m.use is Use.taken for m in case.medications):
        return True
    facts = knowledge.facts
    present = (f.fact for f in case.findings if f.status in (Status.present, Status.possible) and f.value is True)
    return not case.question.text and any(name in facts and facts[name].red_flag for name in present)


def _asks_for_another(case: Case, knowledge: Knowledge) -> bool:
    """Whether a treatment is asked for that is no subject ("do lidocaine infusions help in ...?")."""
    wanted = {f.fact for f in case.findings if f.fact.endswith("_asked") and f.status is Status.present}
    return not wanted <= {fact for subject in knowledge.shelves["subjects"].values() for fact in subject.asked}


def named_in(text: str, knowledge: Knowledge) -> Iterator[tuple[int, int, Subject]]:
    """The subjects that a text names, each with its characters, in the order of the text."""
    if len(text) > LONGEST or "question_kinds" not in knowledge.shelves:
        return
    for start, end, names in subjects_in(text, index_of(knowledge)):
        for named in names:
            if named.shelf == "subjects":
                yield start, end, knowledge.shelves["subjects"][named.id]


def without_mentions(case: Case, about: tuple[tuple[str, str], ...], knowledge: Knowledge) -> Case:
    """The case without what its text only names as the subject of a question.

    A warning sign is a mere mention only where it is itself what the question is about.
    """
    index = index_of(knowledge)
    named = tuple(subjects_in(case.text, index))
    asked = [(start, end) for start, end, names in named if any((n.shelf, n.id) in about for n in names)]
    spans = [(start, end) for start, end, _ in named]

    def mentioned(basis: object, within: list[tuple[int, int]] = spans) -> bool:
        if not isinstance(basis, Span):
            return False
        return any(start < basis.end and basis.start < end for start, end in within) or bool(
            kind_of(basis.quote, index)
        )

    def is_mention(finding: Finding) -> bool:
        entry = knowledge.facts.get(finding.fact)
        if finding.fact.endswith(("_asked", "_planned")):
            return False
        return mentioned(finding.basis, asked if entry is not None and entry.red_flag else spans)

    return replace(
        case,
        findings=tuple(f for f in case.findings if not is_mention(f)),
        medications=tuple(m for m in case.medications if m.use is not Use.asked and not mentioned(m.basis)),
        operations=tuple(o for o in case.operations if not mentioned(o.basis)),
        treatments=tuple(t for t in case.treatments if not mentioned(t.basis)),
    )


def with_what_is_questioned(case: Case, knowledge: Knowledge) -> Case:
    """Where the whole text is a question, a warning sign in question is possible ("numb bum after fusion?").

    The operation that it names beside the sign then counts as done: nobody asks about
    a fever after a fusion that is still to come.  Beside other sentences a bare
    question is an item that was not answered yet, and is asked.
    """
    facts = knowledge.facts
    doubted = [
        f for f in case.findings if f.reason.endswith(_QUESTIONED) and f.fact in facts and facts[f.fact].red_flag
    ]
    if not doubted or not _only_asks(case.text):
        return case
    findings = [replace(f, status=Status.possible) if f in doubted else f for f in case.findings]
    operations = tuple(replace(o, planned=False) for o in case.operations)
    findings += [Finding(_HAD, True, Status.present, o.basis) for o in operations[:1] if _HAD in facts]
    return replace(case, findings=tuple(findings), operations=operations)


_HAD = "spine_surgery"
_QUESTIONED = "the question mark"


def with_possible_subjects(case: Case, knowledge: Knowledge) -> Case:
    """Where more is told than the question, a warning sign that it asks about counts as possible, not as supposed."""
    if _only_asks(case.text):
        return case

    def taken_up(finding: Finding) -> Finding:
        entry = knowledge.facts.get(finding.fact)
        supposed = finding.status is Status.hypothetical and entry is not None and entry.red_flag
        return replace(finding, status=Status.possible) if supposed else finding

    return replace(case, findings=tuple(map(taken_up, case.findings)))


def _is_about_nobody(case: Case, about: tuple[tuple[str, str], ...], knowledge: Knowledge) -> bool:
    """No word speaks of somebody, and beside the subject stands nothing that only a patient has."""
    text, index = case.text, index_of(knowledge)
    if len(text) > LONGEST or len(text.split()) > MOST_WORDS or not _only_asks(text):
        return False
    if kind_of(without_subjects(text, tuple(subjects_in(text, index))), index, only="person"):
        return False
    if any(f.onset is not None and f.onset.high < inf for f in case.findings):
        return False
    left = without_mentions(case, about, knowledge)
    states = (Status.present, Status.possible)
    if any(_is_of_a_patient(f.fact, f.value, knowledge) for f in left.findings if f.status in states):
        return False
    return not any(m.amount is not None or m.use is Use.stopped for m in case.medications)


def _is_of_a_patient(fact: str, value: object, knowledge: Knowledge) -> bool:
    entry = knowledge.facts.get(fact)
    return value is not False and (entry is None or entry.red_flag or not isinstance(value, bool | str))


def _only_asks(text: str) -> bool:
    """Whether the text is one sentence, or nothing but questions."""
    parts = re.split(r"(?<=[.?!;])\s+", text.strip())
    return len(parts) == 1 or all(part.endswith("?") for part in parts)


def _chosen(kind: str | None, named: tuple[Named, ...], rest: str, knowledge: Knowledge) -> tuple[Named, ...]:
    """For a comparison all; for a score at most two; otherwise the first that holds what is asked.

    A word of the glossary alone is a subject only of a question of hardly any other word.
    """
    own = tuple(n for n in named if n.shelf != "glossary")
    if not own:
        own = named if kind in ("definition", "comparison") and len(key_of(rest)) <= MOST_AROUND else ()
    if kind == "comparison":
        return own
    if kind is None:
        return tuple(n for n in own if n.shelf == "subjects")[:1]
    if kind == "dose":
        return tuple(n for n in own if n.shelf == "drugs")[:1]
    fitting = tuple(n for n in own if _holds(kind, n, knowledge)) or tuple(n for n in own if n.shelf == "subjects")
    return fitting[:2] if kind == "scoring" else fitting[:1]


def _holds(kind: str, named: Named, knowledge: Knowledge) -> bool:
    entry = knowledge.shelves[named.shelf][named.id]
    if isinstance(entry, Subject):
        return bool(
            {"coding": entry.codes, "scoring": entry.scoring, "outlook": entry.outlook}.get(kind, kind != "dose")
        )
    if kind == "definition":
        return True
    return named.shelf == {"scoring": "questionnaires", "dose": "drugs"}.get(kind) or (
        kind == "scoring" and named.shelf == "instruments"
    )
