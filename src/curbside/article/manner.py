"""How each reader is spoken to: one table, read by every part of the article.

Only the amount of evidence, the order of the parts and the words differ.  Urgency,
warnings, acts, drugs and numbers are the same for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from curbside.article.model import Audience


@dataclass(frozen=True, slots=True)
class Manner:
    """What one kind of reader needs."""

    statements: int | None
    """How many statements are printed beneath a piece of advice; None prints all.  The advice cites them all."""
    level: bool = False
    """The level of the evidence is printed with each statement."""
    folds: bool = False
    """Evidence and background stand behind the page."""
    parts: tuple[str, ...] = ()
    """The parts of the article in order; `plan` stands for the sections of the pathway."""


_PLAN = ("plan", "medicines", "timeline", "criteria", "conflicts")

MANNERS: Mapping[Audience, Manner] = {
    Audience.specialist: Manner(
        None,
        folds=True,
        parts=("understood", "alarms", "dose_alarms", "answer", "open_alarms", *_PLAN, "unknowns", "safety_net"),
    ),
    Audience.gp: Manner(
        1,
        folds=True,
        parts=("understood", "alarms", "dose_alarms", "answer", "open_alarms", "routes", *_PLAN, "unknowns",
               "safety_net"),
    ),
    Audience.nurse: Manner(
        1,
        folds=True,
        parts=("alarms", "dose_alarms", "answer", "safety_net", "open_alarms", "watch", "understood", *_PLAN,
               "unknowns"),
    ),
    Audience.reviewer: Manner(
        None,
        level=True,
        parts=(
            "understood", "alarms", "dose_alarms", "answer", "open_alarms", "criteria", "documents",
            "plan", "medicines", "timeline", "conflicts", "unknowns", "safety_net",
        ),
    ),
    Audience.patient: Manner(
        0,
        parts=(
            "alarms", "dose_alarms", "answer", "open_alarms", "safety_net", "understood", "plan", "medicines",
            "not_suddenly", "timeline", "whom_to_call", "tell_us", "unknowns", "to_ask", "education", "glossary",
        ),
    ),
}  # fmt: skip
"""The table.  What an emergency or an exclusion silences is left out whatever stands here (see `compose`)."""

IN_GENERAL = ("alarms", "answer", "criteria", "conflicts", "safety_net")
"""The parts of an answer to a question of the question bank that is about no patient."""

IN_DOSE_QUESTION = ("alarms", "medicines", "answer", "safety_net")
"""The parts of an answer on the dose of a medicine: what it is for the patient named, if one is, then the tables."""

IN_EMERGENCY = (
    "understood",
    "alarms",
    "dose_alarms",
    "answer",
    "open_alarms",
    "unknowns",
    "safety_net",
    "whom_to_call",
    "not_suddenly",
)
"""The parts that an emergency leaves standing: no procedure, no criteria, no medicine for later."""

WHEN_UNSTABLE = ("understood", "alarms", "dose_alarms", "safety_net")
"""The parts for a patient who is unstable now."""

OUTSIDE_POPULATION = ("medicines", "timeline", "criteria", "conflicts", "routes", "watch", "documents", "to_ask",
                      "education", "tell_us")  # fmt: skip
"""The parts withheld from a patient whom the pathway does not cover; the reason stands in place of the plan."""
