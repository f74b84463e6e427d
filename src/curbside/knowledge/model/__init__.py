"""The nouns of the knowledge base, as clinicians write them.

Two ideas carry this module.

*Everything is data.*  A recommendation, a fact, a source or a figure is a frozen
record.  Nothing here runs: a condition is a tree of nodes that `pathway.truth`
reads, so the same tree can be judged, drawn, tested, mutated and compiled.

*Nothing invalid exists.*  A record checks itself when it is built; what needs a
second record to judge (does this fact exist? does that source resolve?) is
checked by `knowledge.check` before a `Knowledge` is handed to anyone.

The records lie in the modules of this package, by what they speak of.  Those that
many rooms speak of are named here; the others are asked for where they lie.
"""

from __future__ import annotations

from curbside.knowledge.model.advice import Conflict, Do, Recommendation
from curbside.knowledge.model.asking import Subject
from curbside.knowledge.model.criteria import CriteriaSet
from curbside.knowledge.model.evidence import Figure, FigureKind, Source, SourceType, Statement
from curbside.knowledge.model.record import Region, Urgency, Verification
from curbside.knowledge.model.vocabulary import Act, ActKind, Fact, FactKind

__all__ = [
    "Act",
    "ActKind",
    "Conflict",
    "CriteriaSet",
    "Do",
    "Fact",
    "FactKind",
    "Figure",
    "FigureKind",
    "Recommendation",
    "Region",
    "Source",
    "SourceType",
    "Statement",
    "Subject",
    "Urgency",
    "Verification",
]
