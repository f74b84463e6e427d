"""Forty identifiers go through every command and every error path; none comes out where it may be kept.

What an answer shows to its asker may quote the clinical words of the text.  Errors,
titles, file names, logs and everything left on the disk may hold nothing of it, and
no identifier stands anywhere in an answer.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from curbside.article.model import Audience
from curbside.case.form import FormRefusedError
from curbside.consult import Asked, consult
from curbside.doors.cli import Form, ReadForm, app
from curbside.doors.discretion import fault_in_words, without_typed
from curbside.doors.reading import answer_form
from curbside.knowledge.load import Knowledge

Run = Callable[..., Any]
DAY = ("--today", "2026-06-01")
TODAY = date(2026, 6, 1)

CANARIES = (
    # names
    "Zephyrine", "Quillfeather", "Okonkwo-Brandt", "Thistlewood", "Anneliese", "Vanterpool", "Mhairi", "Szczepanski",
    # record, insurance and document numbers
    "MRN-8842917", "NHS 943 476 5919", "943-476-5870", "078-05-1120", "H1EG4-TE5-MK73", "PASS-X5500921", "ACC/77/40912",
    "QX-118-22-B", "DL-K5091177", "CLM2026-00917", "1EG4TE5MK72", "ENC#5519023",
    # telephone, mail and network
    "+44 7700 900461", "(555) 013-8842", "555.013.7719", "07700900982", "z.quill@example.org", "@mquillf",
    "https://example.org/pt/88213", "192.0.2.77",
    # dates of birth and other dates of a person
    "14/03/1961", "1961-03-14", "14 March 1961", "03.14.61",
    # addresses and places
    "17 Larkspur Crescent", "KX9 4QZ", "Flat 3B", "Port Ellenby", "90210-7718", "Ward Kestrel-9",
    # things that identify
    "VIN1HGCM82633A4", "ANYPLATE LK19 XQD",
)  # fmt: skip

HEADER = (
    "Patient: {} {} {}, also {}; next of kin {} {}, daughter {} {}. MRN {}, NHS {}, old NHS {}, SSN {}, "
    "Medicare {}, passport {}, account {}, badge {}, licence {}, claim {}, Medicare {}, encounter {}. "
    "Tel {}, home {}, work {}, mobile {}, mail {}, handle {}, portal {}, address {}. "
    "DOB {} ({}), born on {}, baptised {}. Lives at {}, {}, {}, {} {}, seen on {}. Car {}, {}."
).format(*CANARIES)

NOTE = (
    f"{HEADER}\n58-year-old woman, L4/5 fusion two years ago. Left leg pain for six weeks. Denies fever. "
    "Since yesterday numb between the legs. Takes oxycodone 10 mg every 6 hours. What should be done?"
)

FRENCH = (
    "La patiente a mal au dos depuis son operation et elle ne sent plus ses jambes avec une douleur qui descend dans "
    "le pied gauche pour la premiere fois. Que faut il faire pour elle dans les jours qui viennent ?"
)


def leaked(words: str) -> list[str]:
    return [canary for canary in CANARIES if canary.lower() in words.lower()]


def test_there_are_forty_and_the_note_holds_each() -> None:
    assert len(set(CANARIES)) == 40
    assert leaked(NOTE) == list(CANARIES)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all: the parsed knowledge base is kept there."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def watched(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[Path]:
    """An empty home, cache and working folder; afterwards neither they nor the log may hold a canary."""
    for name in ("home", "work", "temp"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    monkeypatch.chdir(tmp_path / "work")
    with caplog.at_level(logging.DEBUG):
        yield tmp_path
    assert leaked(caplog.text) == []
    for path in (*tmp_path.rglob("*"), *cache.rglob("*")):
        assert leaked(path.name) == []
        assert not path.is_file() or leaked(path.read_bytes().decode("utf-8", "replace")) == [], path


# --- answers ------------------------------------------------------------------


@pytest.mark.parametrize("form", Form)
def test_no_answer_names_the_patient(curbside: Run, watched: Path, form: Form) -> None:  # noqa: ARG001
    ran = curbside("ask", NOTE, *DAY, "--format", form.value, "--explain")
    assert (ran.code, ran.err) == (0, "")
    assert leaked(ran.out) == []


@pytest.mark.parametrize("audience", Audience)
def test_no_title_and_no_sentence_holds_an_identifier(knowledge: Knowledge, audience: Audience) -> None:
    article = consult(Asked(NOTE, TODAY, audience=audience), knowledge).article
    assert leaked(article.title) == []
    assert not any(word in article.title for word in ("58", "woman", "yesterday"))
    assert leaked(repr(article)) == []


@pytest.mark.parametrize("form", [ReadForm.json, ReadForm.form])
def test_no_finding_is_made_of_an_identifier(curbside: Run, watched: Path, form: ReadForm) -> None:  # noqa: ARG001
    ran = curbside("read", NOTE, *DAY, "--format", form.value)
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)
    told.pop("question", None)
    assert leaked(json.dumps(told, ensure_ascii=False)) == []


def test_a_text_from_a_file_or_from_standard_input_leaves_nothing(curbside: Run, watched: Path) -> None:
    assert leaked(curbside("ask", "-", *DAY, stdin=NOTE.encode()).out) == []
    outside = watched.parent / f"{watched.name}-note.txt"
    outside.write_text(NOTE, encoding="utf-8")
    assert leaked(curbside("ask", "--file", str(outside), *DAY).out) == []
    outside.unlink()


# --- errors -------------------------------------------------------------------

C = CANARIES
REFUSED: list[tuple[str, ...]] = [
    ("ask", f"{HEADER} {FRENCH} {FRENCH} {FRENCH} {FRENCH} {FRENCH} {FRENCH}"),
    ("ask", f"{NOTE}\0"),
    ("ask", NOTE * 1_500),
    ("ask", NOTE, "--file", f"{C[0]}.txt"),
    ("ask", "--file", f"{C[1]}.txt"),
    ("ask", "--form", f"{C[2]}.json"),
    ("ask", NOTE, "--form", f"{C[3]}.json"),
    ("ask", NOTE, "--set", f"age={C[4]}"),
    ("ask", NOTE, "--set", f"{C[5]}=yes"),
    ("ask", NOTE, "--set", C[6]),
    ("ask", NOTE, "--today", C[28]),
    ("ask", NOTE, "--today", C[30]),
    ("ask", NOTE, "--region", C[33]),
    ("ask", NOTE, "--audience", C[9]),
    ("ask", NOTE, "--format", C[10]),
    ("ask", NOTE, "--parameter", f"limit={C[11]}"),
    ("ask", NOTE, "--parameter", C[12]),
    ("ask", NOTE, f"--{C[1]}"),
    ("ask", NOTE, HEADER),
    ("ask",),
    ("read", f"{NOTE}\0"),
    ("read", NOTE, "--set", f"age={C[20]}"),
    ("read", NOTE, "--format", C[22]),
    ("read", NOTE, "--region", C[34]),
    ("read", NOTE, "--today", C[31]),
    ("read", "--file", C[24]),
    ("schema", C[25]),
    ("show", HEADER),
    ("dose", HEADER),
    ("dose", "gabapentin", "--age", C[13]),
    ("dose", "gabapentin", "--sex", C[14]),
    ("dose", "gabapentin", "--set", f"{C[16]}=1"),
    ("mme", HEADER),
    ("mme", "oxycodone 10 mg bd", "--vintage", C[19]),
    ("interactions", C[35]),
    ("renal", "--sex", C[14]),
    ("renal", "--creatinine", C[13]),
    ("renal", "--days", C[28]),
    ("renal", "--set", f"{C[16]}=1"),
    ("instrument", HEADER),
    ("instrument", "opioid-risk-tool", "--item", f"{C[5]}=yes"),
    ("instrument", "opioid-risk-tool", "--item", f"depression={C[6]}"),
    ("instrument", "phq-9", "--total", C[21]),
    (C[0],),
    (f"--{C[1]}",),
    ("facts", C[2], C[3]),
    ("sources", C[4], C[5]),
]


@pytest.mark.parametrize("arguments", REFUSED, ids=lambda a: " ".join(part[:14] for part in a))
def test_no_refusal_repeats_what_was_typed(curbside: Run, watched: Path, arguments: tuple[str, ...]) -> None:  # noqa: ARG001
    ran = curbside(*arguments)
    assert ran.code in (0, 2, 3)
    assert ran.code or arguments[0] == "interactions"
    assert leaked(ran.err) == []
    assert ran.code == 0 or leaked(ran.out) == []


def test_every_command_stands_among_the_refusals() -> None:
    commands = {info.name or info.callback.__name__ for info in app.registered_commands if info.callback}
    tried = {arguments[0] for arguments in REFUSED}
    without_words = {"check", "pages", "serve"}  # tests/web holds what is served to the same
    assert commands - tried <= without_words, "these read the knowledge base and no patient's words"


FORMS: list[object] = [
    {"facts": {C[0]: "yes"}},
    {"facts": {"age": C[1]}},
    {"facts": {"sex": HEADER}},
    {"facts": {"foot_drop": {"value": "yes", C[2]: C[3]}}},
    {"medications": [{"drug": C[4]}]},
    {"medications": [{"drug": "oxycodone", "amount": C[5]}]},
    {"medications": [{"drug": "oxycodone", C[6]: C[7]}]},
    {"operations": C[8]},
    {"treatments": [{"kind": "physiotherapy", "outcome": C[9]}]},
    {"complete": [C[10]]},
    {C[11]: C[12]},
    [C[13]],
]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form)[:40])
def test_no_refused_form_is_repeated(form: object, knowledge: Knowledge) -> None:
    with pytest.raises(FormRefusedError) as refused:
        answer_form(json.dumps(form).encode(), Asked("", TODAY), knowledge)
    assert leaked(str(refused.value)) == []


def test_a_form_that_is_not_json_is_not_repeated(curbside: Run, tmp_path: Path) -> None:
    file = tmp_path / "form.json"
    file.write_text(HEADER, encoding="utf-8")
    assert leaked(curbside("ask", "--form", str(file), *DAY).err) == []


def test_a_fault_that_nobody_foresaw_tells_its_kind_and_place_alone() -> None:
    try:
        int(HEADER)
    except ValueError as error:
        told = fault_in_words(error)
    assert "ValueError" in told
    assert leaked(told) == []


def test_words_of_ours_stay_in_a_message() -> None:
    message = "Invalid value for '--audience': 'Zephyrine' is not one of 'gp'"
    assert without_typed(message, ["--audience", "Zephyrine"], frozenset({"--audience"})) == message.replace(
        "Zephyrine", "⟨as typed⟩"
    )


# --- the disk -----------------------------------------------------------------


def test_a_whole_process_leaves_no_file_with_the_text(tmp_path: Path) -> None:
    """Run as its user runs it, with bytecode and caches allowed."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))},
        "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "TMPDIR": str(tmp_path),
    }  # fmt: skip
    command = [sys.executable, "-m", "curbside.doors.cli", "ask", "-", *DAY]
    ran = subprocess.run(command, input=NOTE.encode(), capture_output=True, check=False, env=environment, cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert leaked(ran.stdout.decode()) == []
    assert [path for path in tmp_path.rglob("*") if path.is_file() and leaked(path.name)] == []
    assert [p for p in tmp_path.rglob("*") if p.is_file() and leaked(p.read_bytes().decode("utf-8", "replace"))] == []
