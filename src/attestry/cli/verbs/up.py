"""``attestry up``: prepare the home, serve it, and keep the line running until told to stop."""

from __future__ import annotations

from typing import Annotated

import typer

from attestry.cli.progress import Progress
from attestry.cli.ready import login, operator, ready
from attestry.cli.serving import lock
from attestry.cli.serving.web_server import WebServer
from attestry.project.home import Home, current

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[
    int | None, typer.Option(help="The port; 8400, or a free one, where left out.", min=1, max=65535)
]


def up(
    host: Host = "127.0.0.1",
    port: Port = None,
    serve: Annotated[bool, typer.Option(help="With --no-serve: prepare, collect, test, and end.")] = True,
) -> None:
    """Prepare the home, collect and test where due, serve the pages, print one sign-in link.

    Run again beside a running one, it prints a fresh link and ends.
    """
    home = current()
    with lock.hold(home) as is_ours:
        if not is_ours:
            _point_to(home)
        elif serve:
            _serve(home, host, port)
        else:
            _once(ready())


def _point_to(home: Home) -> None:
    ready()
    # Imported late: needs Django.
    from attestry.cli.serving.foreground import link_to_running

    link_to_running(home)


def _serve(home: Home, host: str, port: int | None) -> None:
    with WebServer(host, port) as server:
        # An installed home is served while this process is still loading.
        if home.database.exists():
            server.start()
        ready()
        # Imported late: needs Django.
        from attestry.cli.serving import foreground

        foreground.serve(home, server)


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
