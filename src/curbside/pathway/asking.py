"""What a question asks for: the treatments that it names, beside those that the patient has had.

The reader knows the words of a request ("request for", "candidate for").  A question
can name a treatment without any of them; then it is asked for all the same, unless
the text tells of it as something that was done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from curbside.case.model import Case, Finding, QuestionType, Span, Status
from curbside.knowledge.load import Knowledge
from curbside.knowledge.model import Subject
from curbside.pathway.subjects import named_in

_BEFORE = ("after", "post", "since", "following", "previous", "prior", "failed", "had", "s/p", "from", "despite")
"""Words before a treatment that tell of it as past, or as what something else is for."""


def with_what_is_asked(case: Case, knowledge: Knowledge) -> Case:
    """The case with a finding for every treatment that its question names and that was not done yet."""
    held = {finding.fact for finding in case.findings}
    found = tuple(
        Finding(fact, True, Status.present, span, reason="named by the question")
        for subject, span in _asked(case, knowledge)
        for fact in subject.asked
        if fact not in held and fact in knowledge.facts
    )
    return case.with_findings(*{finding.fact: finding for finding in found}.values()) if found else case


def treatments_asked(case: Case, knowledge: Knowledge) -> tuple[Subject, ...]:
    """The treatments that the question names, in its order."""
    return tuple(dict.fromkeys(subject for subject, _ in _asked(case, knowledge)))


WORDS_BEFORE = 3
"""So many words before a treatment are read for one that tells of it as past."""

_REQUEST = re.compile(
    r"\b(?:request(?:ed|s|ing)?|medically necessary|medical necessity|meets? (?:the )?criteria|candidate|"
    r"prior auth\w*|pre-?auth\w*|authori[sz]\w+)\b",
    re.IGNORECASE,
)
BARE = 5
"""Words of a question that names nothing itself ("Medically necessary?")."""

NEAR = 60
"""Characters between the words of a request and what is requested."""


def _asked(case: Case, knowledge: Knowledge) -> Iterator[tuple[Subject, Span]]:
    """What the question sentence names, then what stands beside the words of a request."""
    yield from _in_question(case, knowledge)
    if case.question.text and len(case.question.text.split()) <= BARE and case.question.type is QuestionType.indication:
        named = [n for n in named_in(case.text, knowledge) if n[2].treatment and not _is_past(case.text, n[0])]
        yield from ((entry, Span(first, last, case.text[first:last])) for first, last, entry in named[:1])
    requests = [(found.start(), found.end()) for found in _REQUEST.finditer(case.text)]
    for first, last, entry in named_in(case.text, knowledge) if requests else ():
        near = any(first - NEAR <= end <= first or last <= start <= last + NEAR for start, end in requests)
        if entry.treatment and near and not _is_past(case.text, first):
            yield entry, Span(first, last, case.text[first:last])


def _is_past(text: str, at: int) -> bool:
    before = text[:at].lower().split()[-WORDS_BEFORE:]
    return any(word.strip("(,") in _BEFORE for word in before)


def _in_question(case: Case, knowledge: Knowledge) -> Iterator[tuple[Subject, Span]]:
    if case.question.type is QuestionType.none or not case.question.text:
        return
    start = case.text.find(case.question.text)
    if start < 0:
        return
    done = [operation.basis for operation in case.operations if not operation.planned]
    done += [t.basis for t in case.treatments if t.outcome or t.weeks or t.sessions or t.ended]
    for first, last, entry in named_in(case.question.text, knowledge):
        span = Span(start + first, start + last, case.text[start + first : start + last])
        past = _is_past(case.question.text, first)
        if entry.treatment and not past and not any(_overlap(span, basis) for basis in done):
            yield entry, span


def _overlap(span: Span, basis: object) -> bool:
    return isinstance(basis, Span) and span.start < basis.end and basis.start < span.end
