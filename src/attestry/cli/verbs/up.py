"""``attestry up``: prepare the home, serve it, and keep the line running until told to stop."""

from __future__ import annotations

from typing import Annotated

import typer

from attestry.cli.progress import Progress
from attestry.cli.ready import login, operator, ready
from attestry.project.home import Home


def up(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(help="The port; 8400, or a free one, where left out.", min=1, max=65535)
    ] = None,
    serve: Annotated[bool, typer.Option(help="With --no-serve: prepare, collect, test, and end.")] = True,
) -> None:
    """Prepare the home, collect and test where due, serve the pages, print one sign-in link.

    Run again beside a running one, it prints a fresh link and ends.
    """
    home = ready()
    # Imported late: needs Django.
    from attestry.cli.serving import lock

    with lock.hold(home) as is_ours:
        if not is_ours:
            _link_to_running(home)
        elif serve:
            _serve(home, host, port)
        else:
            _once(home)


def _link_to_running(home: Home) -> None:
    # Imported late: needs Django.
    from attestry.cli.serving.links import administrator, link_for
    from attestry.cli.serving.lock import wait_until_announced

    listening = wait_until_announced(home, patience_seconds=120)
    typer.echo(f"Attestry serves this home already (process {listening.pid}).")
    _say(link_for(operator(), administrator(operator(), login()), listening.address))


def _once(home: Home) -> None:
    # Imported late: needs Django.
    from attestry import pipeline
    from attestry.cli.serving.links import administrator
    from attestry.journal.rules import Actor
    from attestry.project.preparing import prepare

    with Progress() as progress:
        prepare(progress)
        administrator(operator(), login())
        collected = pipeline.collect(Actor.system("pipeline"), progress=progress)
        tested = pipeline.test(Actor.system("pipeline"), progress=progress)
    typer.echo(str(collected))
    typer.echo(str(tested))
    typer.echo(f"The home {home.root} is ready; “attestry up” serves it.")


def _serve(home: Home, host: str, port: int | None) -> None:
    # Imported late: needs Django.
    from attestry.accounts.queries import first_administrator
    from attestry.cli.serving.links import administrator, link_for
    from attestry.cli.serving.running import Running
    from attestry.project.preparing import prepare
    from attestry.project.schema import waiting_migrations

    with Progress() as progress, Running(home, host, port) as running:
        is_installed = not waiting_migrations()
        if is_installed:
            running.start_server()
        prepare(progress)
        is_new = first_administrator() is None
        user = administrator(operator(), login())
        if not is_installed:
            running.start_server()
        if is_new:
            running.first_line(progress)
        if running.wait_for_server():
            progress.done()
            _say(link_for(operator(), user, running.address))
            running.until_told_to_stop()
    typer.echo("Stopped.")


def _say(link: str) -> None:
    typer.echo(f"Sign in here, once, within fifteen minutes:\n\n    {link}\n")
