"""The command line.

Exit codes: 0 answered or clean; 1 `check` found something; 2 the command was used
wrongly; 3 the text was refused; 4 the knowledge base has problems; 5 an answer was
refused because a sentence of it could not be defended; 70 a fault that nobody foresaw.
"""

from __future__ import annotations

import gc
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from curbside.article.check import ArticleRefusedError
from curbside.article.model import Audience
from curbside.case.correct import CorrectionRefusedError
from curbside.case.form import FormRefusedError
from curbside.case.refuse import TextRefusedError
from curbside.doors.cli_arguments import bytes_of, day_given, numbers_given, pairs_given, text_given
from curbside.doors.cli_calculators import register as register_calculators
from curbside.doors.discretion import UsageError, fault_in_words, usage_in_words
from curbside.followup import FollowUpRefusedError
from curbside.knowledge.load import Knowledge, default_root, load
from curbside.knowledge.problems import KnowledgeError, KnowledgeMissingError

if TYPE_CHECKING:
    from curbside.article.changes import Changes
    from curbside.consult import Asked, Consult

app = typer.Typer(
    help="Answers questions about pain after spine surgery; every sentence shows its reason and its source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


register_calculators(app)


class Form(StrEnum):
    text = "text"
    markdown = "markdown"
    html = "html"
    json = "json"
    letter = "letter"
    soap = "soap"
    ris = "ris"
    bibtex = "bibtex"
    csl = "csl"


class ReadForm(StrEnum):
    text = "text"
    json = "json"
    form = "form"


class Place(StrEnum):
    us = "us"
    uk = "uk"


def main() -> None:
    """Run a command; a known fault ends with its message and its exit code, never with a traceback."""
    try:
        sys.exit(app(standalone_mode=False))
    except UsageError as error:
        print(usage_in_words(error, sys.argv[1:]), file=sys.stderr)
        sys.exit(2)
    except (CorrectionRefusedError, FormRefusedError) as error:
        _end(str(error), 2)
    except (TextRefusedError, FollowUpRefusedError) as error:
        _end(str(error), 3)
    except (KnowledgeError, KnowledgeMissingError) as error:
        _end(str(error), 4)
    except ArticleRefusedError as error:
        _end(f"{error}\nNo answer was given. If this may be an emergency, act on that first.", 5)
    except (BrokenPipeError, typer.Abort):
        sys.exit(1)
    except Exception as error:  # noqa: BLE001  a traceback may hold a patient's words
        _end(fault_in_words(error), 70)
    finally:
        gc.freeze()  # the program ends: the collector would look at all that was read once more


def _end(message: str, code: int) -> None:
    print(f"curbside: {message}", file=sys.stderr)
    sys.exit(code)


@app.command()
def ask(  # noqa: PLR0913  each is an option of the command
    text: Annotated[str | None, typer.Argument(help="A question or a case; '-' reads standard input.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Read the text from a file.")] = None,
    audience: Annotated[Audience, typer.Option(help="Whom the answer speaks to.")] = Audience.specialist,
    today: Annotated[str | None, typer.Option(help="The day of the question, YYYY-MM-DD; by default today.")] = None,
    region: Annotated[Place, typer.Option(help="Whose rules and limits hold.")] = Place.us,
    form: Annotated[Form, typer.Option("--format", help="How the answer is written.")] = Form.text,
    explain: Annotated[bool, typer.Option("--explain", help="Show the evidence behind each sentence.")] = False,
    set_: Annotated[list[str] | None, typer.Option("--set", help="Correct a fact: fact=value (repeatable).")] = None,
    parameter: Annotated[
        list[str] | None, typer.Option("--parameter", help="Set a payer's or region's threshold: name=number.")
    ] = None,
    answers: Annotated[Path | None, typer.Option("--form", help="Read a typed form (JSON) in place of a text.")] = None,
    follow_up: Annotated[
        list[str] | None, typer.Option("--follow-up", help="Go on: a later note, 'what if ...', a reader (repeatable).")
    ] = None,
) -> None:
    """Answer a question, a case or a typed form, and its follow-ups; only the last answer is printed."""
    from curbside.consult import Asked, consult

    if answers is not None and (text is not None or file is not None):
        raise typer.BadParameter("give a text or --form, not both")
    asked = Asked(
        text="" if answers is not None else text_given(text, file),
        today=day_given(today),
        region=region.value,
        audience=audience,
        corrections=pairs_given(set_ or [], "--set"),
        parameters=numbers_given(parameter or [], "--parameter"),
    )
    knowledge = load()
    done = consult(asked, knowledge) if answers is None else _answered_form(answers, asked, knowledge)
    changed = None
    if follow_up:
        done, changed = _followed(done, follow_up, knowledge)
    _tell(done, knowledge, form, changed=changed, explain=explain)


def _answered_form(answers: Path, asked: Asked, knowledge: Knowledge) -> Consult:
    """The answer to a typed form that lies in a file."""
    from curbside.doors.reading import answer_form

    return answer_form(bytes_of(answers), asked, knowledge)


def _tell(done: Consult, knowledge: Knowledge, form: Form, *, changed: Changes | None, explain: bool) -> None:
    """Print the answer: text as the terminal can show it, any other form as it is written for every door."""
    from curbside.doors.rendering import render
    from curbside.doors.terminal import show

    if form is Form.text and changed is None:
        show(done.article, Console(highlight=False), explain=explain)
    else:
        print(render(done, knowledge, form.value, changed=changed, explain=explain), end="")


def _followed(first: Consult, follow_ups: list[str], knowledge: Knowledge) -> tuple[Consult, Changes]:
    """The answer after the last follow-up, and what changed since the first."""
    from curbside.article.changes import changes
    from curbside.followup import answered, follow, open_thread

    thread = open_thread(first.asked, knowledge, first.assessment.case)
    for text in follow_ups:
        thread = follow(thread, text, knowledge)
    last = answered(thread, knowledge)
    return last, changes(first.assessment, last.assessment, knowledge)


@app.command()
def read(  # noqa: PLR0913  each is an option of the command
    text: Annotated[str | None, typer.Argument(help="A text; '-' reads standard input.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Read the text from a file.")] = None,
    today: Annotated[str | None, typer.Option(help="The day of the text, YYYY-MM-DD; by default today.")] = None,
    region: Annotated[Place, typer.Option(help="How dates such as 05/06/2026 are read.")] = Place.us,
    form: Annotated[ReadForm, typer.Option("--format", help="How it is written; form: to be corrected and asked.")] = (
        ReadForm.text
    ),
    set_: Annotated[list[str] | None, typer.Option("--set", help="Correct a fact: fact=value (repeatable).")] = None,
) -> None:
    """Show what is understood of a text, and what is not."""
    from curbside.case.correct import correct
    from curbside.case.read import read_case
    from curbside.doors.reading import document, show_reading

    words = text_given(text, file)
    corrections = pairs_given(set_ or [], "--set")
    knowledge = load()
    case = correct(read_case(words, knowledge, day_given(today), region.value), corrections, knowledge.facts)
    if form is ReadForm.text:
        show_reading(case, knowledge, Console(highlight=False))
        return
    told = document(case, knowledge)
    print(json.dumps(told if form is ReadForm.json else told["form"], indent=1, ensure_ascii=False))


@app.command()
def check(
    knowledge: Annotated[Path | None, typer.Argument(help="A knowledge folder; by default the one in use.")] = None,
    probe: Annotated[bool, typer.Option("--probe", help="Also try every plausible slip in every rule.")] = False,
) -> None:
    """Check the knowledge base: its form, the examples beside its rules, and with --probe its slips."""
    from curbside.doors.checking import run_check

    raise typer.Exit(run_check(knowledge or default_root(), probe=probe))


@app.command()
def facts(word: Annotated[str, typer.Argument(help="Show only facts that hold this word.")] = "") -> None:
    """List the facts that can be known of a patient."""
    from curbside.doors.listing import list_facts

    list_facts(load(), word, Console(highlight=False))


@app.command()
def sources(word: Annotated[str, typer.Argument(help="Show only sources that hold this word.")] = "") -> None:
    """List the sources that may be cited, and those that are refused."""
    from curbside.doors.listing import list_sources

    list_sources(load(), word, Console(highlight=False))


@app.command("show")
def show_entry(name: Annotated[str, typer.Argument(help="Id of a recommendation, statement, source or fact.")]) -> None:
    """Show one entry: for a recommendation its logic, its examples and its evidence."""
    from curbside.doors.listing import show_one

    knowledge: Knowledge = load()
    if not show_one(knowledge, name, Console(highlight=False)):
        raise typer.BadParameter(f"nothing is called {name!r}: try `curbside facts` or `curbside sources`")


@app.command()
def pages(
    out: Annotated[Path, typer.Option(help="The documentation folder.")] = Path("docs"),
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if a page would change.")] = False,
) -> None:
    """Make the pages of the documentation that come from the knowledge base."""
    from curbside.doors.pages import make_pages, stale_pages, write_pages

    made = make_pages(load(), out)
    stale = stale_pages(made, out) if check else write_pages(made, out)
    for name in stale:
        print(f"{'stale' if check else 'made'}: {out / name}")
    raise typer.Exit(1 if check and stale else 0)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; by default loopback only.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; by default 8377.")] = None,
    today: Annotated[str | None, typer.Option(help="A fixed day, YYYY-MM-DD; by default today.")] = None,
) -> None:
    """Open the pages and the REST interface on this machine."""
    from curbside.doors.serving import serve as start
    from curbside.settings import SettingRefusedError, Settings

    try:
        settings = Settings.from_environment(host=host, port=port, today=today and day_given(today).isoformat())
    except SettingRefusedError as error:
        raise typer.BadParameter(str(error)) from None
    start(settings)


@app.command()
def schema(
    kind: Annotated[str, typer.Argument(help="answer, form, or a kind of knowledge file: recommendations ...")],
) -> None:
    """Print the JSON Schema of the answer or of a kind of knowledge file."""
    from curbside.doors.schemas import schema_of, schemas

    if kind not in schemas():
        raise typer.BadParameter(f"there is no schema {kind!r}: use one of {', '.join(schemas())}")
    print(json.dumps(schema_of(kind), indent=2, sort_keys=True))


if __name__ == "__main__":
    main()
