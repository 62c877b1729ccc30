"""Serving a home from the shell that asked for it, or pointing to the process that already does."""

from __future__ import annotations

import typer

from attestry.accounts.queries import first_administrator
from attestry.cli.progress import Progress
from attestry.cli.ready import login, operator
from attestry.cli.serving.links import administrator, link_for
from attestry.cli.serving.lock import wait_until_announced
from attestry.cli.serving.running import Running
from attestry.cli.serving.web_server import WebServer
from attestry.project.home import Home
from attestry.project.preparing import prepare

_PATIENCE_SECONDS = 120


def link_to_running(home: Home) -> None:
    """Print a fresh link to the process that serves the home already."""
    listening = wait_until_announced(home, patience_seconds=_PATIENCE_SECONDS)
    typer.echo(f"Attestry serves this home already (process {listening.pid}).")
    _say(link_for(operator(), administrator(operator(), login()), listening.address))


def serve(home: Home, server: WebServer) -> None:
    """Serve the home until told to stop; the line runs beside it, and first of all in a new home."""
    with Progress() as progress, Running(home, server) as running:
        prepare(progress)
        is_new = first_administrator() is None
        user = administrator(operator(), login())
        server.start()
        if is_new:
            running.first_line(progress)
        if running.wait_for_server():
            progress.done()
            _say(link_for(operator(), user, running.address))
            running.until_told_to_stop()
    typer.echo("Stopped.")


def _say(link: str) -> None:
    typer.echo(f"Sign in here, once, within fifteen minutes:\n\n    {link}\n")
