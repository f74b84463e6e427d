"""Examples on the first page: invented patients, and questions without a patient."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    title: str
    text: str
    audience: str = "specialist"


EXAMPLES = (
    Example(
        "A letter: leg pain is back after a fusion",
        "58-year-old woman, L4/5 discectomy in March 2025 and L4/5 fusion in January 2026. The leg pain settled for "
        "three months and then came back: now worse for six weeks, left buttock to the outer calf, with numbness on "
        "top of the foot. No pain in the right leg. Denies saddle numbness, bladder or bowel change. No fever, no "
        "weight loss. Power 5/5 throughout. Physiotherapy for eight weeks without benefit. Takes gabapentin 600 mg "
        "three times a day, oxycodone 10 mg every 6 hours and ibuprofen 400 mg three times a day. Creatinine 1.4 "
        "mg/dL, weight 62 kg, height 160 cm. Not imaged since the fusion. What should be done now?",
    ),
    Example(
        "In a patient's words: something has changed",
        "I had my back operated 3 weeks ago. Since last night I can't feel when I wipe and I can't pee properly. "
        "Both my legs tingle.",
        "patient",
    ),
    Example(
        "A payer's question: is another fusion supported?",
        "Request for revision fusion L5-S1. 47M, microdiscectomy 2019, fusion L5-S1 in 2022. Axial back pain, CT shows "
        "lucency around the S1 screws. Smokes 10 a day. Failed conservative care. Is the fusion medically necessary?",
        "reviewer",
    ),
    Example("A question without a patient", "When is spinal cord stimulation considered after spine surgery?", "gp"),
)
