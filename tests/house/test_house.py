"""The rules of the house, held by tests and not by good will."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from curbside.doors.cli import app
from curbside.knowledge.load import load

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "curbside"
ROOMS = ("doors", "review", "followup", "consult", "article", "evidence", "pathway", "drugs", "case", "knowledge")
MODULES = sorted(SOURCE.rglob("*.py"))


def tracked() -> list[Path]:
    """The files that are handed on: those that git knows; all of them where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout: nothing tells which files are handed on")
    names = listed.stdout.decode().split("\0")
    return [path for name in names if name and (path := ROOT / name).is_file()]


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


# --- layers and the clock -----------------------------------------------------


def test_every_room_uses_only_the_rooms_to_its_right() -> None:
    tool = Path(sys.executable).parent / "lint-imports"
    ran = subprocess.run([tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_the_contract_on_layers_names_every_room_in_order() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(c["layers"] for c in settings["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    assert [layer.strip("()").removeprefix("curbside.") for layer in layers] == list(ROOMS)


CORE = {"knowledge", "drugs", "pathway"}
MAY_IMPORT = set(sys.stdlib_module_names) | {"curbside", "pydantic", "pydantic_core", "yaml"}
LINT = SOURCE / "pathway" / "lint.py"
"""The solver's lint: it stands beside the rules it reads and nothing of the product imports it."""


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_the_clinical_core_needs_nothing_but_pydantic_and_the_yaml_reader(path: Path) -> None:
    room = path.relative_to(SOURCE).parts[0]
    if path != LINT and (room in CORE or path == SOURCE / "case" / "model.py"):
        assert {name.split(".")[0] for name in imports(path)} <= MAY_IMPORT
    if path != LINT:
        assert "curbside.pathway.lint" not in set(imports(path))


CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "localtime", "gmtime", "monotonic", "perf_counter"}
MODULES_OF_CLOCKS = {"datetime", "date", "time"}


def clocks_read(tree: ast.AST) -> Iterator[int]:
    """Lines that call date.today(), datetime.now(), time.time() and their like."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if name in MODULES_OF_CLOCKS:
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield node.lineno


OUTSIDE = ("doors", "review")
"""Rooms that meet the world and may ask it for the time; `evidence` may stamp what it ingests."""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_inside_the_core_reads_the_clock(path: Path) -> None:
    if path.relative_to(SOURCE).parts[0] not in OUTSIDE:
        assert list(clocks_read(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "line", ["date.today()", "datetime.now()", "datetime.datetime.utcnow()", "time.time()", "from time import time"]
)
def test_the_scan_for_clocks_finds_them(line: str) -> None:
    assert list(clocks_read(ast.parse(line))) == [1]


# --- names and sizes ----------------------------------------------------------


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_module_is_named_for_nothing(path: Path) -> None:
    assert not re.search(r"util|helper|manager|common|misc", path.stem)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_files_and_functions_stay_small_enough_to_read() -> None:
    """The median and the ninth decile over the product; single exceptions say why where they stand."""
    lines = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES)
    lengths = sorted((f.end_lineno or f.lineno) - f.lineno + 1 for path in MODULES for f in functions(path))
    assert lines[len(lines) * 9 // 10] <= 300
    assert lengths[len(lengths) * 9 // 10] <= 25


def test_no_function_takes_mutable_state_along() -> None:
    for path in MODULES:
        for function in functions(path):
            assert not [d for d in function.args.defaults if isinstance(d, ast.List | ast.Dict | ast.Set)], path


# --- the clinicians' room -----------------------------------------------------


def test_the_knowledge_holds_data_only() -> None:
    kinds = {path.suffix for path in (ROOT / "knowledge").rglob("*") if path.is_file()}
    assert kinds <= {".yaml", ".md"}


def test_every_recommendation_has_evidence_and_examples_of_its_own() -> None:
    for rule in load().recommendations.values():
        assert rule.because, rule.id
        assert rule.tests, rule.id
        assert all(test.source for test in rule.tests), rule.id


def test_every_recommendation_is_seen_to_hold_and_to_fail_in_its_own_examples() -> None:
    from curbside.knowledge.conditions import Always

    for rule in load().recommendations.values():
        seen = {"yes" if test.expect.value == "possible" else test.expect.value for test in rule.tests}
        wanted = {"yes"} if isinstance(rule.when, Always) else {"yes", "no"}
        assert wanted <= seen, rule.id


# --- what is handed on --------------------------------------------------------

_PERSONAL = re.compile(r"(?<![\w.])/(?:home|Users|root|work|opt|tmp)/[\w.-]+|[A-Z]:\\Users\\")
_HOSTS = re.compile(
    r"(?:index-url|extra-index|find-links|trusted-host|https?://[^\s\"']*(?:/simple\b|artifactory|nexus))"
)
MAY_NAME_A_FOLDER = {"tests/house/test_house.py"}


def test_no_file_holds_a_personal_path_or_the_address_of_a_registry() -> None:
    wrong = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if name in MAY_NAME_A_FOLDER:
            continue
        for number, line in enumerate(text_of(path).splitlines(), 1):
            if _PERSONAL.search(line) or _HOSTS.search(line):
                wrong.append(f"{name}:{number}: {line.strip()[:100]}")
    assert wrong == []


@pytest.mark.parametrize("name", ["run", "dev"])
def test_every_locked_package_has_its_hash_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    entries = [e for e in re.split(r"\n(?=\S)", text.strip()) if not e.startswith("#")]
    assert entries
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+(\[[\w,]+\])?==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]
    assert "://" not in text


def test_every_package_that_is_used_is_declared_with_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    declared = [line for line in lines if re.match(r'^\s+"[A-Za-z0-9._\[\]-]+[<>=]', line)]
    assert declared
    assert [line for line in declared if " # " not in line] == []


# --- documents ----------------------------------------------------------------


def commands() -> list[str]:
    return [c.name or (c.callback.__name__ if c.callback else "") for c in app.registered_commands]


def documents() -> str:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages if page.exists())


@pytest.mark.parametrize("command", commands())
def test_every_command_is_described_where_a_newcomer_looks(command: str) -> None:
    assert f"curbside {command}" in documents()


_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_every_link_between_documents_leads_somewhere() -> None:
    pages = [p for p in tracked() if p.suffix == ".md"]
    broken = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in pages
        for target in _LINK.findall(text_of(page))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_page_of_the_docs_can_be_reached_from_the_readme() -> None:
    """A folder that is linked reaches the pages in it: generated pages are many."""
    seen: set[Path] = set()
    reached = {ROOT / "README.md"}
    while new := reached - seen:
        page = new.pop()
        seen.add(page)
        for target in _LINK.findall(text_of(page)) if page.is_file() and page.suffix == ".md" else ():
            at = (page.parent / target).resolve()
            reached |= {at, *(at.glob("*.md") if at.is_dir() else ())}
    pages = {p for p in tracked() if p.suffix == ".md" and (ROOT / "docs") in p.parents}
    assert sorted(str(p.relative_to(ROOT)) for p in pages - reached) == []


def test_the_readme_shows_what_the_demonstration_prints() -> None:
    """The excerpt is the beginning of the generated answer, word for word."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    excerpt = readme.split("<!-- demo -->\n```text\n")[1].split("\n```\n<!-- /demo -->")[0]
    answer = (ROOT / "docs" / "demo" / "answer.txt").read_text(encoding="utf-8")
    assert answer.startswith(excerpt)
    assert len(excerpt.splitlines()) > 20
