"""``attestry test``: put every control test to the evidence."""

from __future__ import annotations

import typer

from attestry.cli.instants import AsOf, instant
from attestry.cli.progress import Progress
from attestry.cli.ready import operator, ready


def test(as_of: AsOf = "") -> None:
    """Run the control tests on the evidence as it stood at an instant."""
    at = instant(as_of)
    ready()
    # Imported late: needs Django.
    from attestry import pipeline
    from attestry.project.preparing import prepare

    with Progress() as progress:
        prepare(progress)
        run = pipeline.test(operator(), as_of=at, progress=progress)
    typer.echo(str(run) if run else "There is nothing to test yet; “attestry collect” comes first.")
