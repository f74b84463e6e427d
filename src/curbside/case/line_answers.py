"""Words at the end of a line that answer what stands before them: "fever: no", and not "there is no"."""

from __future__ import annotations

from curbside.case.page import Page

ANSWERS = frozenset("no nil none n neg negative nad normal ok clear y yes denied".split())
"""At the end of a line these answer what stands before them, whatever the next line begins with."""
BEFORE_NO = frozenset(
    "is are was were has have had with and but or there got get feel feels felt of reports shows showed found still "
    "also to for can could by in on i he she they".split()
)
"""Behind these a "no" is of what follows."""
_ASKS = frozenset(":-=?")
"""Behind these it answers."""


def is_answer(page: Page, at: int) -> bool:
    """Whether the word at token `at`, the last of its line, is an answer."""
    words, first = page.words, page.sentences[page.sentence_of[at]].first
    if words[at] != "no":
        return words[at] in ANSWERS
    before = words[at - 1] if at > first else ""
    return before in _ASKS or (before.isalpha() and before not in BEFORE_NO)
