"""Reading a text: the one function that turns words into a `Case`.

Each reader below looks at the same page and adds what it knows about.  None of
them decides anything: a case says what was written, in which state, and where.
"""

from __future__ import annotations

from datetime import date

from curbside.case.assertion import Context
from curbside.case.facts import read_facts
from curbside.case.fold import fold
from curbside.case.layout import lay_out
from curbside.case.lexicon import Lexicon, Vocabulary
from curbside.case.model import Case
from curbside.case.words import load_words
from curbside.knowledge.model import Region

_LEXICONS: dict[int, tuple[Vocabulary, Lexicon]] = {}
_KEPT = 4


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """The lexicon of a vocabulary, built once for each."""
    kept = _LEXICONS.get(id(vocabulary))
    if kept is None or kept[0] is not vocabulary:
        if len(_LEXICONS) >= _KEPT:
            _LEXICONS.clear()
        kept = (vocabulary, Lexicon(load_words(), vocabulary.facts))
        _LEXICONS[id(vocabulary)] = kept
    return kept[1]


def read_case(text: str, vocabulary: Vocabulary, today: date, region: Region) -> Case:
    """Read what a text says about one patient as of `today`.

    `region` settles how `05/06/2025` is read and nothing else.  Any text can be read;
    what must be refused is refused before, by `curbside.case.refuse`.
    """
    lexicon = lexicon_of(vocabulary)
    page = lay_out(fold(text), lexicon.words.sections)
    context = Context(page, lexicon.cues(page), lexicon.words.section_means)
    matches = lexicon.matches(page)
    findings = read_facts(page, matches, context, lexicon)
    return Case(today=today, text=text, findings=tuple(findings))
