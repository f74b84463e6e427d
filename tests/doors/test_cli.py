"""The command line: every form of answer, every refusal, every exit code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from curbside.article.model import Audience
from curbside.doors.cli import Form, Place
from curbside.doors.schemas import schema_of, schemas
from curbside.knowledge.load import load

Run = Callable[..., Any]

CASE = (
    "58-year-old woman, L4/5 fusion two years ago. Left leg pain for six weeks. Since yesterday numb between the legs. "
    "No fever. Takes oxycodone 10 mg every 6 hours. What should be done?"
)
CALM = "Which exercises help back pain two years after a lumbar discectomy?"
DAY = ("--today", "2026-11-22")
CANARY = "zephyrquill"
"""A word that no message of ours holds: where it appears, the text of a patient has leaked."""

FRENCH = (
    "La patiente a mal au dos depuis son operation et elle ne sent plus ses jambes avec une douleur qui descend dans "
    "le pied gauche pour la premiere fois. Que faut il faire pour elle dans les jours qui viennent ?"
)


def answered(curbside: Run, *options: str, text: str = CASE) -> dict[str, Any]:
    ran = curbside("ask", text, *DAY, "--format", "json", *options)
    assert ran.code == 0, ran.err
    return dict(json.loads(ran.out))


# --- answers ------------------------------------------------------------------


PLANS: list[str] = []
"""The hash of the one plan behind this case, from whichever answer came first."""


def same_plan(shown: str) -> bool:
    PLANS.append(shown)
    return shown == PLANS[0]


@pytest.mark.parametrize("audience", Audience)
def test_every_reader_gets_the_same_emergency_and_the_same_plan(curbside: Run, audience: Audience) -> None:
    answer = answered(curbside, "--audience", audience.value)
    assert answer["urgency"] == "emergency"
    assert same_plan(answer["plan_hash"][:12])


@pytest.mark.parametrize("form", Form)
def test_every_form_shows_the_emergency_and_the_same_plan(curbside: Run, form: Form) -> None:
    ran = curbside("ask", CASE, *DAY, "--format", form.value)
    assert (ran.code, ran.err) == (0, "")
    assert "emergency" in ran.out.lower()
    stamp = re.search(r"plan(?:_hash)?\W{1,5}([0-9a-f]{12})", ran.out.replace("\n", " "))
    assert stamp is not None
    assert same_plan(stamp[1])


def test_the_same_question_gives_the_same_bytes(curbside: Run) -> None:
    first, second = (curbside("ask", CASE, *DAY, "--format", "json").out for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("text", "region"), [(CASE, Place.us), (CASE, Place.uk), (CALM, Place.us), ("Is terbinafine safe?", Place.uk)]
)
def test_the_answer_obeys_its_own_schema(curbside: Run, text: str, region: Place) -> None:
    schema = schema_of("answer")
    document = answered(curbside, "--region", region.value, text=text)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert document["region"] == region.value


def test_the_schema_refuses_an_answer_without_its_plan_hash(curbside: Run) -> None:
    document = answered(curbside, text=CALM)
    del document["plan_hash"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema_of("answer")).validate(document)


def test_every_finding_quotes_the_text_it_was_read_from(curbside: Run) -> None:
    read = [f for f in answered(curbside)["findings"] if f["span"] is not None]
    assert read
    for finding in read:
        start, end = finding["span"] if isinstance(finding["span"], list) else finding["span"].values()
        assert CASE[start:end] == finding["quote"]


def test_a_file_the_argument_and_standard_input_give_one_answer(curbside: Run, tmp_path: Path) -> None:
    file = tmp_path / "case.txt"
    file.write_text(CASE, encoding="utf-8")
    typed = curbside("ask", CASE, *DAY, "--format", "json").out
    assert curbside("ask", "--file", str(file), *DAY, "--format", "json").out == typed
    assert curbside("ask", "-", *DAY, "--format", "json", stdin=CASE.encode()).out == typed


def test_a_corrected_fact_wins_over_what_was_read(curbside: Run) -> None:
    ran = answered(curbside, "--set", "saddle_sensory_change=no")
    findings = {f["fact"]: f["status"] for f in ran["findings"]}
    assert findings["saddle_sensory_change"] == "absent"
    assert answered(curbside)["urgency"] == "emergency" != ran["urgency"]


def test_a_fact_can_be_withdrawn(curbside: Run) -> None:
    ran = answered(curbside, "--set", "saddle_sensory_change=unknown")
    assert "saddle_sensory_change" not in {f["fact"] for f in ran["findings"]}
    assert ran["urgency_possible"] == "emergency"


def test_explain_adds_the_evidence_and_takes_nothing_away(curbside: Run) -> None:
    plain = curbside("ask", CASE, *DAY).out
    explained = curbside("ask", CASE, *DAY, "--explain").out
    assert "why: " in explained
    assert "why: " not in plain
    told = {line for line in plain.splitlines() if "(--explain)" not in line}
    assert told <= set(explained.splitlines())


def test_a_question_outside_the_pathway_is_declined(curbside: Run) -> None:
    ran = answered(curbside, text="What is the dose of terbinafine for a nail?")
    assert ran["scope"]["cover"] == "outside"
    assert not [r for r in ran["recommendations"] if r["verdict"] == "yes"]


def test_the_real_command_answers_in_a_process_of_its_own() -> None:
    command = [sys.executable, "-m", "curbside.doors.cli", "ask", "-", *DAY]
    ran = subprocess.run(command, input=CASE.encode(), capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"Bottom line" in ran.stdout


# --- refusals -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "empty"),
        (b"   \n\t ", "empty"),
        (b"back pain after fusion " * 50_000, "1,150,000 bytes"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d", "not text"),
        (b"back pain\x00\x01\x02 after fusion", "not text"),
        (b"back pain \xff\xfe after fusion", "not text"),
        (FRENCH.encode(), "English"),
        ("у пациента болит спина после операции".encode(), "English"),
    ],
    ids=["nothing", "blanks", "over a megabyte", "a picture", "control characters", "no UTF-8", "French", "Russian"],
)
def test_what_cannot_be_read_is_refused_with_its_reason(curbside: Run, text: bytes, says: str) -> None:
    ran = curbside("ask", "-", *DAY, stdin=text)
    assert (ran.code, ran.out) == (3, "")
    assert says in ran.err
    assert ran.err.startswith("curbside: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", CASE, "--file", "case.txt"),
        ("ask", CASE, "--today", "22/11/2026"),
        ("ask", CASE, "--region", "mars"),
        ("ask", CASE, "--audience", "nobody"),
        ("ask", CASE, "--format", "pdf"),
        ("ask", CASE, "--set", "saddle_sensory_change"),
        ("ask", CASE, "--set", "no_such_fact=yes"),
        ("ask", CASE, "--set", "age=old"),
        ("ask", CASE, "--set", "age=900"),
        ("ask", CASE, "--parameter", "limit=many"),
        ("ask", "--file", "/no/such/file"),
        ("show", "no-such-thing"),
        ("schema", "no-such-kind"),
        ("no-such-command",),
    ],
    ids=" ".join,
)
def test_a_command_used_wrongly_says_so_and_ends_with_two(curbside: Run, arguments: tuple[str, ...]) -> None:
    ran = curbside(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip()
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", f"{CANARY} {CASE}", "--set", "age=old"),
        ("ask", f"{CANARY} {CASE}", "--set", "no_such_fact=yes"),
        ("ask", f"{CANARY} {CASE}", "--today", "tomorrow"),
        ("ask", f"{CANARY} {CASE}", "--parameter", "limit=many"),
        ("ask", f"{CANARY} {FRENCH}"),
        ("ask", f"{CANARY}\0"),
        ("ask", f"{CANARY} back pain " * 80_000),
        ("ask", f"{CANARY} {CASE}", "--file", "case.txt"),
    ],
    ids=["value", "fact", "day", "parameter", "language", "binary", "length", "twice"],
)
def test_no_error_repeats_the_words_of_the_patient(curbside: Run, arguments: tuple[str, ...]) -> None:
    ran = curbside(*arguments)
    assert ran.code in (2, 3)
    assert CANARY not in ran.out + ran.err


def test_a_file_that_cannot_be_read_is_not_named_in_the_error(curbside: Run, tmp_path: Path) -> None:
    ran = curbside("ask", "--file", str(tmp_path / f"{CANARY}.txt"), *DAY)
    assert ran.code == 2
    assert CANARY not in ran.err


# --- the knowledge base -------------------------------------------------------

SMALL = Path(__file__).parent.parent / "knowledge" / "small"
BAD = SMALL.parent / "bad"


def test_check_passes_a_clean_knowledge_base(curbside: Run) -> None:
    ran = curbside("check", str(SMALL), "--probe")
    assert (ran.code, ran.err) == (0, "")
    assert "0 problems" in ran.out
    assert "slips tried" in ran.out


def test_check_ends_with_one_and_names_the_line_when_something_is_wrong(curbside: Run, tmp_path: Path) -> None:
    import shutil

    root = Path(shutil.copytree(SMALL, tmp_path / "small"))
    shutil.copy(BAD / "unknown-key.yaml", root / "facts" / "bad.yaml")
    ran = curbside("check", str(root))
    assert ran.code == 1
    assert "facts/bad.yaml:" in ran.out
    assert "Traceback" not in ran.out + ran.err


def test_facts_lists_every_fact_and_finds_one_by_a_word(curbside: Run) -> None:
    listed = curbside("facts").out
    assert all(name in listed for name in load().facts)
    found = curbside("facts", "saddle").out
    assert "saddle_sensory_change" in found
    assert "days_since_surgery" not in found


def test_sources_shows_how_far_each_was_read(curbside: Run) -> None:
    listed = curbside("sources").out
    for source in load().sources.values():
        assert source.id in listed
    assert "never support" in listed


@pytest.mark.parametrize("name", ["suspected-cauda-equina", "RF-01", "P-G01", "age"])
def test_show_shows_an_entry_of_any_kind(curbside: Run, name: str) -> None:
    ran = curbside("show", name)
    assert (ran.code, ran.err) == (0, "")
    assert name in ran.out


def test_show_draws_the_logic_the_examples_and_the_evidence_of_a_recommendation(curbside: Run) -> None:
    ran = curbside("show", "suspected-cauda-equina").out
    assert "holds when" in ran
    assert "Examples" in ran
    assert "FAIL" not in ran
    assert "RF-01 (" in ran


def test_every_schema_is_itself_sound() -> None:
    for kind in schemas():
        jsonschema.Draft202012Validator.check_schema(schema_of(kind))


def test_schema_prints_the_schema_of_the_answer(curbside: Run) -> None:
    assert json.loads(curbside("schema", "answer").out) == json.loads(json.dumps(schema_of("answer")))


def test_a_broken_knowledge_base_gives_no_answer_and_ends_with_four(tmp_path: Path) -> None:
    """The product is run from a copy whose knowledge holds one problem."""
    import shutil

    import curbside as package

    source = Path(str(package.__file__)).parent
    copy = tmp_path / "site" / "curbside"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__", "_knowledge"))
    root = Path(shutil.copytree(SMALL, copy / "_knowledge"))
    shutil.copy(BAD / "unknown-key.yaml", root / "facts" / "bad.yaml")
    command = [sys.executable, "-m", "curbside.doors.cli", "ask", f"{CANARY} {CASE}", *DAY]
    where = {"PYTHONPATH": str(copy.parent), "XDG_CACHE_HOME": str(tmp_path / "cache"), "PATH": ""}
    ran = subprocess.run(command, capture_output=True, check=False, env=where, text=True)
    assert (ran.returncode, ran.stdout) == (4, "")
    assert "facts/bad.yaml:" in ran.stderr
    assert CANARY not in ran.stderr
