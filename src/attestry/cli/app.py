"""The verbs of the command line, gathered."""

from __future__ import annotations

from typing import Annotated

import typer

from attestry import __version__
from attestry.cli.verbs import (
    act,
    backup,
    collect,
    demo,
    doctor,
    evidence,
    line,
    notices,
    package,
    prove,
    tasks,
    test,
    tests,
    up,
    user,
    verify,
)

app = typer.Typer(
    help="Runs a SOC 2 program on your own machines: evidence first, conclusions after.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"attestry {__version__}")
        raise typer.Exit


@app.callback()
def attestry(
    _version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Runs a SOC 2 program on your own machines: evidence first, conclusions after."""


app.command("up")(up.up)
app.command("collect")(collect.collect)
app.command("test")(test.test)
app.command("package")(package.package)
app.command("prove")(prove.prove)
app.command("verify")(verify.verify)
app.command("doctor")(doctor.doctor)
app.command("demo")(demo.demo)
app.command("line", hidden=True)(line.line)
app.add_typer(act.app, name="act")
app.add_typer(notices.app, name="notices")
app.add_typer(tasks.app, name="tasks")
app.add_typer(tests.app, name="tests")
app.add_typer(user.app, name="user")
app.add_typer(backup.app, name="backup")
app.add_typer(evidence.app, name="evidence")
