"""``attestry act``: every act of the house from the shell, by the name and fields that the API has."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from attestry.cli.ready import operator, ready
from attestry.kit.errors import Invalid

app = typer.Typer(help="Acts by their names: list them, show what one is told, do one.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The act's name, such as scope.add_service.")]


@app.command("list")
def list_acts(room: Annotated[str, typer.Argument(help="Only those of this room.")] = "") -> None:
    """List the acts, tab-separated: name and what it does."""
    ready()
    # Imported late: needs Django.
    from attestry.journal.offered import acts

    for one in acts().values():
        if not room or one.name.startswith(f"{room}."):
            typer.echo(f"{one.name}\t{one.summary}")


@app.command("show")
def show(name: Name) -> None:
    """Print what an act is told, as JSON Schema."""
    ready()
    # Imported late: needs Django.
    from attestry.journal.offered import act_named

    typer.echo(json.dumps(act_named(name).arguments.schema(), indent=2))


@app.command("do")
def do(
    name: Name,
    fields: Annotated[
        list[str] | None, typer.Argument(help="field=value …; lists and objects as JSON.")
    ] = None,
    read: Annotated[bool, typer.Option("--json", help="Read a JSON object from standard input.")] = False,
    file: Annotated[
        list[str] | None, typer.Option(help="field=PATH: hand the file in. May be said more than once.")
    ] = None,
) -> None:
    """Do an act, and print what came of it as JSON."""
    ready()
    # Imported late: needs Django.
    from attestry.journal.offered import act_named
    from attestry.project.api.views import done, in_json

    found = act_named(name)
    said = _read() if read else {}
    for field, text in map(_pair, fields or []):
        said[field] = found.arguments.worded(field, text)
    with ExitStack() as opened:
        files = {field: opened.enter_context(_opened(field, path)) for field, path in map(_pair, file or [])}
        typer.echo(in_json(done(operator(), found, said, files)).decode())


def _read() -> dict[str, Any]:
    try:
        said = json.load(sys.stdin)
    except ValueError as refusal:
        raise Invalid(f"Standard input is no JSON: {refusal}.") from refusal
    if not isinstance(said, dict):
        raise Invalid("Standard input is no JSON object.", next_step="Give the arguments by their names.")
    return said


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise Invalid(f"“{text}” is no field=value.", next_step="Write the field, an equals sign, the value.")
    return name, value


def _opened(field: str, path: str) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except OSError as refusal:
        raise Invalid(f"{field}: {path} cannot be read: {refusal.strerror}.") from refusal
