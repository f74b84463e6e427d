"""The calculators on the command line show formula, unit, what is missing, and sources."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from curbside.doors.cli import app


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, " ".join(result.output.split())


def test_the_total_of_a_tablet_and_a_patch_is_spelled_out() -> None:
    code, said = run("mme", "oxycodone 10 mg q6h; fentanyl patch 25 mcg/h q72h")
    assert code == 0
    assert said.startswith("120.0 MME/day")
    assert "40 mg/day; x 1.5 = 60 MME" in said
    assert "never used to choose the dose of another opioid" in said


def test_a_patch_without_strength_makes_the_total_a_lower_bound() -> None:
    _, said = run("mme", "oxycodone 10 mg q6h; fentanyl patch")
    assert said.startswith("at least 60.0 MME/day; fentanyl: patch strength not given")


def test_the_vintage_changes_the_factor() -> None:
    assert run("mme", "hydromorphone 2 mg q4h")[1].startswith("60.0")
    assert run("mme", "hydromorphone 2 mg q4h", "--vintage", "cdc_2016")[1].startswith("48.0")


def test_the_gravest_interaction_comes_first_and_an_unknown_drug_is_named() -> None:
    code, said = run("interactions", "tramadol 50 mg qds; linezolid 600 mg bd; foozle 2 mg daily")
    assert code == 0
    assert "X: tramadol + linezolid" in said
    assert "unknown drug: 'foozle'" in said


def test_without_creatinine_a_kidney_dosed_drug_is_held() -> None:
    code, said = run("dose", "Lyrica")
    assert code == 0
    assert said.startswith("pregabalin: hold until the open questions are answered")
    assert "needed first: age" in said
    assert "at most" not in said


def test_clearance_is_shown_with_its_arithmetic() -> None:
    options = ("--age", "72", "--sex", "male", "--weight", "80", "--height", "175", "--creatinine", "1.3")
    _, said = run("dose", "gabapentin", *options)
    assert "(140 - 72) x 70.5 kg / (72 x 1.3 mg/dL) = 51.2 mL/min" in said


@pytest.mark.parametrize(
    "command", [("dose", "xyzzy"), ("mme", "nothing here"), ("dose", "gabapentin", "--age", "400")]
)
def test_what_cannot_be_used_is_refused_with_a_reason(command: tuple[str, ...]) -> None:
    code, said = run(*command)
    assert code == 2
    assert "Invalid value" in said
