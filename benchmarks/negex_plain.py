"""Plain NegEx: triggers before and after a concept, at most six tokens away, ended by a conjunction.

Written from the published description of the algorithm (Chapman 2001) as a comparator.
"""

from __future__ import annotations

import re

_PSEUDO = (
    "no increase|no suspicious change|no significant change|no change|no interval change|no definite change|"
    "no significant interval change|not extend|not cause|not drain|not certain if|not certain whether|"
    "gram negative|without difficulty|not necessarily|not only|no further"
)
_BEFORE = (
    "absence of|cannot|cannot see|checked for|declined|declines|denied|denies|denying|evaluate for|fails to reveal|"
    "free of|negative for|never developed|never had|no|no abnormal|no cause of|no complaints of|no evidence|"
    "no new evidence|no other evidence|no evidence to suggest|no findings of|no findings to indicate|"
    "no mammographic evidence of|no new|no radiographic evidence of|no sign of|no significant|no signs of|"
    "no suggestion of|no suspicious|not|not appear|not appreciate|not associated with|not complain of|"
    "not demonstrate|not exhibit|not feel|not had|not have|not know of|not known to have|not reveal|not see|"
    "not to be|patient was not|rather than|resolved|test for|to exclude|unremarkable for|with no|without|"
    "without any evidence of|without evidence|without indication of|without sign of|"
    "rule out for|rules out|ruled out|rules him out|rules her out|ruled the patient out|did rule out"
)
_AFTER = "unlikely|free|was ruled out|is ruled out|are ruled out|have been ruled out|has been ruled out|being ruled out"
_ENDS = (
    "but|however|nevertheless|yet|though|although|still|aside from|except|apart from|secondary to|as the cause of|"
    "as the source of|as the reason of|as the etiology of|as the origin of|as the cause for|trigger event for|"
    "other possibilities of"
)
_WINDOW = 6


def is_negated(concept: str, sentence: str) -> bool:
    """Whether plain NegEx negates the concept."""
    marked = re.sub(r"\s+".join(map(re.escape, concept.split())), " CONCEPT ", sentence, flags=re.IGNORECASE)
    text = " ".join(re.findall(r"[A-Za-z'-]+", marked))
    text = re.sub(rf"\b(?:{_PSEUDO})\b", "PSEUDO", text, flags=re.IGNORECASE)
    text = re.sub(rf"\b(?:{_ENDS})\b", "END", text, flags=re.IGNORECASE)
    gap = rf"(?:(?!END|PSEUDO)\S+ ){{0,{_WINDOW}}}"
    before = re.search(rf"\b(?:{_BEFORE}) {gap}CONCEPT", text, flags=re.IGNORECASE)
    after = re.search(rf"CONCEPT {gap}(?:{_AFTER})\b", text, flags=re.IGNORECASE)
    return bool(before or after)
