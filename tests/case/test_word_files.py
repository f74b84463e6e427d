"""The files of words: each phrase can be found, each group has one place and a rule, each fact its own file."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from curbside.case.word_checks import problems
from curbside.case.words import ReadingDataError, load_words
from curbside.knowledge.load import default_root

WORDS = default_root() / "reading" / "words"
RULE = {"of": ["numb", "seat"]}
SOUND: dict[str, Any] = {
    "words/a.yaml": {
        "groups": {"numb": ["numb", "no feeling"], "seat": ["where i sit"]},
        "facts": {"saddle_sensory_change": {"words": ["saddle numb"], "near": [RULE]}},
    }
}


def told(**changed: Any) -> list[str]:
    """What is found wrong when something is added to the sound file."""
    content = SOUND["words/a.yaml"]
    groups = {**content["groups"], **changed.get("groups", {})}
    facts = {**content["facts"], **changed.get("facts", {})}
    return [problem for _, problem in problems({"words/a.yaml": {"groups": groups, "facts": facts}})]


def test_sound_words_have_no_problem() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"groups": {"seat": ["is very"]}}, "group seat: 'is very' holds little words alone"),
        ({"groups": {"seat": ["he is"]}}, "group seat: of 'he is' only 'he' is looked for"),
        ({"groups": {"seat": ["sit", "sit"]}}, "group seat: 'sit' stands there twice"),
        ({"groups": {"seat": ["sit", {"stool": "hard"}]}}, "group seat: {'stool': 'hard'} is no phrase"),
        ({"groups": {"idle": ["sit"]}}, "no rule needs the group idle"),
        ({"facts": {"fever": {"false_friends": ["my own"], "words": ["the"]}}}, "fever, words: 'the' holds little"),
    ],
)  # fmt: skip
def test_dead_words_are_told_with_their_place(changed: dict[str, Any], problem: str) -> None:
    assert [p[: len(problem)] for p in told(**changed)] == [problem]


def test_a_group_in_two_files_is_refused_with_both_places(tmp_path: Path) -> None:
    root = tmp_path / "knowledge"
    shutil.copytree(default_root() / "reading", root / "reading")
    (root / "reading" / "words" / "zz.yaml").write_text("groups:\n  saddle_area: [seat]\n", encoding="utf-8")
    with pytest.raises(ReadingDataError, match=r"words/zz\.yaml: the group saddle_area stands in words/.*\.yaml too"):
        load_words(root)


def test_the_words_of_a_fact_stand_in_the_file_of_its_topic() -> None:
    homes = {
        str(entry["id"]): file.stem
        for file in (default_root() / "facts").glob("*.yaml")
        for entry in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    }
    for file in WORDS.glob("*.yaml"):
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        assert {fact for fact in content.get("facts") or {} if not file.stem.startswith(homes.get(fact, "?"))} == set()
