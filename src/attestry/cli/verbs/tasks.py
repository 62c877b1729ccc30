"""``attestry tasks``: bringing tasks and issue trackers into step, for homes that “up” does not serve."""

from __future__ import annotations

import typer

from attestry.cli.ready import operator, ready

app = typer.Typer(help="Tasks and the trackers they are in step with.", no_args_is_help=True)
SOME_LATER = 10


@app.callback()
def tasks() -> None:
    """Tasks and the trackers they are in step with."""


@app.command("sync")
def sync() -> None:
    """Ask every tracker whose time has come, both ways.

    “attestry up” does this by itself. Exits with 10 where a tracker is asked again later.
    """
    ready()
    # Imported late: needs Django.
    from attestry.remediation.actions.syncing import sync_due

    counts = sync_due(operator())
    typer.echo(f"{counts['synced']} in step, {counts['later']} asked again later.")
    if counts["later"]:
        raise typer.Exit(SOME_LATER)
