"""``attestry notices``: sending what waits in the outbox, for homes that “up” does not serve."""

from __future__ import annotations

import typer

from attestry.cli.ready import operator, ready

app = typer.Typer(help="What people are told by mail and in chat.", no_args_is_help=True)
SOME_GIVEN_UP = 10


@app.callback()
def notices() -> None:
    """What people are told by mail and in chat."""


@app.command("send")
def send() -> None:
    """Make the reminders of today and send every notice whose time has come.

    “attestry up” does this by itself. Exits with 10 where a notice was given up.
    """
    ready()
    # Imported late: needs Django.
    from attestry.notices.actions.delivering import send_due
    from attestry.today.actions.telling import tell_due

    actor = operator()
    made = tell_due(actor)
    counts = send_due(actor)
    typer.echo(
        f"{made} new; {counts['delivered']} delivered, {counts['waiting']} to be tried again, "
        f"{counts['given_up']} given up."
    )
    if counts["given_up"]:
        raise typer.Exit(SOME_GIVEN_UP)
