"""``attestry demo``: a made-up company with months of history, in a home of its own."""

from __future__ import annotations

import os
from pathlib import Path

from attestry.cli.progress import Progress
from attestry.cli.ready import ready
from attestry.cli.serving.web_server import WebServer
from attestry.cli.verbs.up import Host, Port


def demo(host: Host = "127.0.0.1", port: Port = None) -> None:
    """Make or continue the sample company's home, and serve it.

    Without ATTESTRY_HOME the home is ~/.attestry-sample. Nothing in it is evidence of anything.
    """
    os.environ.setdefault("ATTESTRY_HOME", str(Path.home() / ".attestry-sample"))
    home = ready()
    # Imported late: needs Django.
    from attestry.cli.serving import foreground, lock
    from attestry.sample_company.actions.telling import build

    with lock.hold(home) as is_ours:
        if not is_ours:
            foreground.link_to_running(home)
            return
        with Progress() as progress:
            build(progress)
        with WebServer(host, port) as server:
            foreground.serve(home, server)
