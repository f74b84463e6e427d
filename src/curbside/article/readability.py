"""How hard a text is to read: the Flesch-Kincaid grade, counted here and nowhere else.

The grade is 0.39 x words a sentence + 11.8 x syllables a word - 15.59.  Syllables
are counted by rule with a list of exceptions, so that the same text has the same
grade on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from curbside.article.model import Article, BlockKind

HARDEST = 8.0
"""The highest grade at which a patient's text may be read."""

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)|\n+")
_PLACEHOLDER = re.compile(r"\{[a-z0-9_]+\}")
_VOWELS = re.compile(r"[aeiouy]+")
_HIATUS = re.compile(
    r"(?<![qg])ua(?!r)|(?<![gq])uo(?!u)|[^cgstx]ia(?!g)|i(?:o(?!n|u)|um|et)|(?<!g)eo|ii|(?<![aeiou])yi|[^f]oi?ng$"
)

_EXCEPTIONS: Mapping[str, int] = {
    "area": 3, "areas": 3, "being": 2, "bleed": 1, "breathe": 1, "breathes": 1, "business": 2, "clothes": 1,
    "create": 2, "diet": 2, "does": 1, "doing": 2, "dual": 2, "every": 2, "evening": 2, "eye": 1, "eyes": 1,
    "fluid": 2, "fluids": 2, "genitals": 3, "going": 2, "idea": 3, "ideas": 3, "ion": 2, "juice": 1, "lead": 1,
    "medicine": 3, "medicines": 3, "people": 2, "quiet": 2, "real": 1, "really": 2, "science": 2, "sciatica": 4,
    "seeing": 2, "several": 3, "something": 2, "someone": 2, "sometimes": 2, "somebody": 3, "sure": 1, "the": 1,
    "trial": 2, "trials": 2, "try": 1, "usual": 3, "usually": 4, "vein": 1, "whole": 1, "diarrhoea": 4, "triage": 2,
    "naloxone": 3, "anaesthetic": 4, "haematoma": 4, "ischaemia": 4, "therapeutic": 4, "area's": 3, "safety": 2,
    "safely": 2, "movement": 2, "movements": 2, "statement": 2, "basement": 2, "placement": 2, "replacement": 3,
    "management": 3, "useful": 2, "careful": 2, "carefully": 3, "hopeful": 2, "likely": 2, "unlikely": 3,
    "lonely": 2, "closely": 2, "widely": 2, "surely": 2, "severely": 3, "nineteen": 2, "ninety": 2, "lifestyle": 2,
    "homework": 2, "nevertheless": 4, "therefore": 2, "before": 2, "elsewhere": 2, "somewhere": 2, "somehow": 2,
    "spine": 1, "metalwork": 3, "headache": 2, "headaches": 2, "preoperative": 5, "reoperation": 5, "react": 2,
    "reaction": 3, "video": 3, "period": 3, "radio": 3, "studio": 3, "biology": 4, "poem": 2, "naive": 2,
    "client": 2, "giant": 2, "violent": 3, "society": 4, "anxiety": 4, "variety": 4, "variable": 4, "experience": 4,
    "inferior": 4, "serious": 3, "various": 3, "previous": 3, "obvious": 3, "curious": 3, "appreciate": 4,
    "nausea": 3, "urea": 3, "apnoea": 3, "mri": 3, "ct": 2, "tens": 1, "gp": 2, "er": 2, "nhs": 3, "psps": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What the grade is made of."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        """Flesch-Kincaid grade; 0 for a text without words."""
        if not self.words:
            return 0.0
        per_sentence, per_word = self.words / self.sentences, self.syllables / self.words
        return round(0.39 * per_sentence + 11.8 * per_word - 15.59, 1)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Syllables of one English word: groups of vowels, less silent endings, plus vowels that part."""
    word = word.lower().replace("’", "'").removesuffix("'s").replace("'", "")
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    count = len(_VOWELS.findall(word)) + len(_HIATUS.findall(word))
    if (
        re.search(r"[^aeiouyl]e$|[aeiou]le$|[^aeiouy]{2}ye$", word)
        or re.search(r"[rl]le$", word)
        or re.search(r"(?:[^aeiouytd]|[aeiouy]{2})ed$", word)
        or re.search(r"[^aeioucgsxzy](?<!sh)(?<!ch)es$", word)
    ):
        count -= 1
    return max(count, 1)


def read_text(text: str) -> Reading:
    """Count a text.  A figure that stands open counts as one word of one syllable."""
    plain = _PLACEHOLDER.sub("one", text)
    words = _WORD.findall(plain)
    sentences = [part for part in _SENTENCE_END.split(plain) if _WORD.search(part)]
    return Reading(len(words), max(len(sentences), 1), sum(syllables(word) for word in words))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text."""
    return read_text(text).grade


def grades(article: Article) -> dict[str, float]:
    """The grade of each section of an article: its sentences as they were written, without the quoted scopes."""
    written = (BlockKind.advice, BlockKind.act, BlockKind.open, BlockKind.hold, BlockKind.safety_net,
               BlockKind.explanation, BlockKind.question)  # fmt: skip
    texts = {
        section.id: ". ".join((b.text if b.kind is BlockKind.question else b.template).rstrip(".")
                              for b in section.blocks if b.kind in written)
        for section in article.sections
    }  # fmt: skip
    return {name: grade(text) for name, text in texts.items() if text}
