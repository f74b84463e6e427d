"""Every form from one function; follow-ups on the command line tell what changed before the answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from curbside.article.model import Audience
from curbside.consult import Asked, consult
from curbside.doors.cli import Form
from curbside.doors.rendering import MEDIA_TYPES, UnknownFormError, render
from curbside.knowledge.load import Knowledge

Run = Callable[..., Any]
TEXT = "58-year-old woman, leg pain after L4/5 fusion two years ago. No fever. Takes gabapentin 300 mg tds."
DAY = ("--today", "2026-11-22")


def test_the_command_line_offers_every_form_there_is() -> None:
    assert {form.value for form in Form} == set(MEDIA_TYPES)


@pytest.mark.parametrize("form", sorted(set(MEDIA_TYPES) - {"text"}))
def test_the_command_line_prints_what_every_door_gets(form: str, curbside: Run, knowledge: Knowledge) -> None:
    done = consult(Asked(TEXT, date(2026, 11, 22)), knowledge)
    ran = curbside("ask", TEXT, *DAY, "--format", form)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == render(done, knowledge, form)


def test_the_text_form_is_the_terminals_without_colour(curbside: Run, knowledge: Knowledge) -> None:
    done = consult(Asked(TEXT, date(2026, 11, 22)), knowledge)
    text = render(done, knowledge, "text")
    assert "\x1b" not in text
    assert max(len(line) for line in text.splitlines()) <= 100
    printed = curbside("ask", TEXT, *DAY).out
    bare = re.compile(r"[\s─-╿]")
    assert bare.sub("", printed) == bare.sub("", text), "the same words, in wider lines"
    assert len(render(done, knowledge, "text", explain=True)) > len(text)


def test_a_form_that_does_not_exist_is_refused_without_repeating_it(knowledge: Knowledge) -> None:
    done = consult(Asked(TEXT, date(2026, 11, 22)), knowledge)
    with pytest.raises(UnknownFormError) as refused:
        render(done, knowledge, "Quillfeather")
    assert "Quillfeather" not in str(refused.value)
    assert "soap" in str(refused.value)


def test_a_follow_up_tells_what_changed_before_the_answer(curbside: Run) -> None:
    ran = curbside("ask", TEXT, *DAY, "--follow-up", "She now has urinary retention.")
    lines = ran.out.splitlines()
    assert ran.code == 0
    assert lines[0] == "What changed, and why"
    assert lines[1].startswith(" • Urgency: EMERGENCY: now or within hours; before: ")
    assert any("inability to pass urine: yes" in line for line in lines)
    assert any(line.strip().startswith("EMERGENCY") for line in lines)


def test_follow_ups_go_on_from_each_other(curbside: Run) -> None:
    asked = ("ask", TEXT, *DAY, "--format", "json")
    document = json.loads(
        curbside(*asked, "--follow-up", "She now has a fever.", "--follow-up", "what if creatinine is 2.5?").out
    )
    found = {f["fact"]: f for f in document["findings"]}
    assert found["fever"]["status"] == "present"
    assert found["creatinine"]["value"]["low"] == 2.5


def test_another_reader_changes_the_words_and_not_the_plan(curbside: Run) -> None:
    first = json.loads(curbside("ask", TEXT, *DAY, "--format", "json").out)
    last = json.loads(curbside("ask", TEXT, *DAY, "--format", "json", "--follow-up", "explain for the patient").out)
    assert last["article"]["audience"] == "patient"
    assert last["plan_hash"] == first["plan_hash"]


def test_a_patients_page_does_not_open_with_clinicians_words(curbside: Run) -> None:
    ran = curbside("ask", TEXT, *DAY, "--audience", "patient", "--follow-up", "She now has a fever.")
    assert not ran.out.startswith("What changed")


def test_in_markdown_the_changes_are_a_section_of_their_own(curbside: Run) -> None:
    out = curbside("ask", TEXT, *DAY, "--format", "markdown", "--follow-up", "She now has a fever.").out
    assert out.startswith("## What changed, and why\n\n- Urgency: ")
    assert "\n# " in out


def test_a_follow_up_that_says_nothing_is_refused_and_not_repeated(curbside: Run) -> None:
    ran = curbside("ask", TEXT, *DAY, "--follow-up", "Quillfeather Okonkwo")
    assert ran.code == 3
    assert "Quillfeather" not in ran.err
    assert ran.out == ""


def test_a_typed_form_can_be_followed_up_too(curbside: Run, tmp_path: Any) -> None:
    form = tmp_path / "form.json"
    form.write_text(json.dumps({"facts": {"age": 58, "leg_pain": "yes", "spine_surgery": "yes"}}), encoding="utf-8")
    ran = curbside("ask", "--form", str(form), *DAY, "--follow-up", "She now has urinary retention.")
    assert ran.code == 0
    assert "urinary retention" in ran.out.split("Bottom line")[0]


def test_the_audience_of_a_note_is_a_clinician(knowledge: Knowledge) -> None:
    asked = Asked(TEXT, date(2026, 11, 22))
    for_patient = consult(Asked(TEXT, date(2026, 11, 22), audience=Audience.patient), knowledge)
    assert render(for_patient, knowledge, "soap") == render(consult(asked, knowledge), knowledge, "soap")
