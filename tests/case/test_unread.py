"""A passage about the body in which nothing was read is named, so that nobody thinks it was heard."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from curbside.case.model import Case
from curbside.consult import Asked, answer
from curbside.knowledge.load import Knowledge

TODAY_OF_TESTS = "Fusion 3 weeks ago."


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Since Friday my toes curl oddly.", ["Since Friday my toes curl oddly"]),
        ("Fever since Friday, and my toes keep curling oddly.", ["my toes keep curling oddly"]),
        ("My toes are fine and I walk normally.", []),
        ("Denies that his toes curl oddly.", []),
        ("Ring us if your toes curl oddly.", []),
        ("My brother's toes curl oddly.", []),
        ("Foot drop on the left.", []),
        ("Leg pain, left buttock to the outer calf.", []),
        ("Leg pain, left buttock wobbles to the outer calf.", ["left buttock wobbles to the outer calf"]),
        ("She likes her garden a lot.", []),
    ],
)  # fmt: skip
def test_passages_about_the_body_in_which_nothing_was_read_are_named(
    read: Callable[..., Case], text: str, unread: list[str]
) -> None:
    assert [span.quote for span in read(f"{TODAY_OF_TESTS} {text}").unread] == unread


def test_the_answer_says_what_it_did_not_read(read: Callable[..., Case], knowledge: Knowledge) -> None:
    case = read(f"{TODAY_OF_TESTS} My toes keep curling oddly.")
    article = answer(case, Asked(case.text, case.today), knowledge).article
    told = [block.text for section in article.sections if section.id == "understood" for block in section.blocks]
    assert (
        "Nothing was read in: “My toes keep curling oddly”. If it tells of a warning sign, say it in other words."
        in told
    )


def test_an_answer_says_what_was_not_understood(read: Callable[..., Case], knowledge: Knowledge) -> None:
    case = read(f"{TODAY_OF_TESTS} Weight 4000 kg.")
    article = answer(case, Asked(case.text, case.today), knowledge).article
    told = [block.text for section in article.sections if section.id == "understood" for block in section.blocks]
    assert any(text.startswith("Not understood: “Weight 4000 kg") for text in told)
