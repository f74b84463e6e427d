"""What is asked: the kind of answer that is wanted, and what the question names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curbside.case.matches import Matches
from curbside.case.model import Question, QuestionType
from curbside.case.page import Page, Sentence
from curbside.case.phrases import Phrases
from curbside.case.tokens import TOKEN

_TOPIC_KINDS = ("operation", "treatment", "drug", "drug_class", "product", "topic")


class QuestionReader:
    """Reads the question by the words of `knowledge/reading/questions.yaml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._types = Phrases()
        self._order = list(table["types"])
        for kind, phrases in table["types"].items():
            for phrase in phrases:
                self._types.add(TOKEN.findall(phrase.lower()), kind)
        self._starts = Phrases()
        for phrase in table["starts"]:
            self._starts.add(TOKEN.findall(phrase.lower()), phrase)
        self._requesting = Phrases()
        for phrase in table["requests"]:
            self._requesting.add(TOKEN.findall(phrase.lower()), phrase)

    def read(self, page: Page, matches: Matches) -> Question:
        """The last question of the text; a title without a verb ("Management of ...") is a question too."""
        sentences = page.sentences
        short = len(sentences) <= 3
        marked = {page.sentence_of[at] for at in page.where.get("?", ())}
        may_ask = [s for n, s in enumerate(sentences) if short or n == 0 or n in marked or s.section == "question"]
        asked = [s for s in may_ask if self._is_question(page, s, short)]
        if not asked:
            return Question()
        typed = [(s, self._type(page, s)) for s in asked]
        sentence, kind = next((pair for pair in reversed(typed) if pair[1] is not None), typed[-1])
        topics = tuple(
            dict.fromkeys(
                meaning.name
                for match in matches.all
                if sentence.first <= match.first and match.last <= sentence.last
                for meaning in match.meanings
                if meaning.kind in _TOPIC_KINDS and meaning.name
            )
        )
        span = page.span(sentence.first, sentence.last)
        return Question(QuestionType(kind or "management"), " ".join(span.quote.split()), topics)

    def _is_question(self, page: Page, sentence: Sentence, short: bool) -> bool:
        if page.words[sentence.last - 1] == "?":
            return sentence.last - sentence.first > 3
        if sentence.section == "question":
            return True
        if sentence is page.sentences[0] and self._requests(page, sentence):
            return True
        if not short:
            return False
        opening = page.coded_part(sentence.first, sentence.first + 4)
        opens = self._starts.opens(opening)
        return opens and self._type(page, sentence) is not None

    def _requests(self, page: Page, sentence: Sentence) -> bool:
        """Whether a text opens with what it requests ("Request for L4-5 TLIF."), however long it goes on."""
        opening = page.coded_part(sentence.first, sentence.first + 5)
        return self._requesting.opens(opening)

    def _type(self, page: Page, sentence: Sentence) -> str | None:
        found = {
            kind for _, _, kinds in self._types.find(page.coded_part(sentence.first, sentence.last)) for kind in kinds
        }
        return next((kind for kind in self._order if kind in found), None)
