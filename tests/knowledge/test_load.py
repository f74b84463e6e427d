"""Loading: all problems at once, each with its place and what to write instead."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from curbside.knowledge import edition
from curbside.knowledge.load import load, load_unchecked
from curbside.knowledge.problems import KnowledgeError, KnowledgeMissingError

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad").glob("*.yaml"))


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copytree(HERE / "small", tmp_path / "small"))


def test_the_small_knowledge_base_has_no_problem(small: Path) -> None:
    assert load_unchecked(small)[1] == []


@pytest.mark.parametrize("bad", BAD, ids=lambda path: path.stem)
def test_a_bad_file_gets_the_message_it_states(bad: Path, small: Path) -> None:
    at, expects = (line.split(": ", 1)[1] for line in bad.read_text().splitlines()[:2])
    shutil.copy(bad, small / at)
    with pytest.raises(KnowledgeError) as refused:
        load(small)
    assert expects in str(refused.value)


def test_all_problems_are_told_at_once(small: Path) -> None:
    for bad in ("unknown-key", "typed-number"):
        source = HERE / "bad" / f"{bad}.yaml"
        shutil.copy(source, small / source.read_text().splitlines()[0].removeprefix("# at: "))
    _, problems = load_unchecked(small)
    assert {Path(p.path).parent.name for p in problems} == {"facts", "statements"}


def test_every_problem_names_a_line(small: Path) -> None:
    shutil.copy(HERE / "bad" / "unknown-key.yaml", small / "facts" / "bad.yaml")
    assert all(problem.line > 0 for problem in load_unchecked(small)[1])


def test_no_in_a_rule_test_is_the_word_no(small: Path) -> None:
    tests = load(small).recommendations["suspected-cauda-equina"].tests
    assert tests[2].given == {"saddle_numbness": "no", "bladder_change": "no"}


def test_the_hash_changes_with_any_byte(small: Path) -> None:
    before = edition.digest(small)
    path = small / "facts" / "facts.yaml"
    path.write_text(path.read_text() + "\n# a remark\n")
    assert edition.digest(small) != before


def test_a_remembered_edition_equals_the_one_that_was_read(small: Path) -> None:
    first = load(small)
    assert edition.recall(first.hash) is not None
    assert load(small) == first


@pytest.mark.parametrize("changed", ["load.py", "model/evidence.py"])
def test_what_was_right_for_other_code_is_read_again(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    room = tmp_path / "room"
    shutil.copytree(Path(edition.__file__).parent, room, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(edition, "__file__", str(room / "edition.py"))
    name = load(small).hash
    assert edition.recall(name) is not None
    with (room / changed).open("a", encoding="utf-8") as code:
        code.write("\n")
    assert edition.recall(name) is None


def test_an_edition_with_problems_is_never_remembered(small: Path) -> None:
    shutil.copy(HERE / "bad" / "typed-number.yaml", small / "statements" / "bad.yaml")
    with pytest.raises(KnowledgeError):
        load(small)
    with pytest.raises(KnowledgeError):
        load(small)


def test_a_damaged_memory_is_read_again(small: Path, tmp_path: Path) -> None:
    first = load(small)
    for path in (tmp_path / "cache" / "curbside").iterdir():
        path.write_text("{")
    assert load(small) == first


def test_a_folder_without_knowledge_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeMissingError, match="no knowledge base"):
        load(tmp_path)
