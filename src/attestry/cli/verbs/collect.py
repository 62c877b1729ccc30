"""``attestry collect``: read the sources now and seal what they say."""

from __future__ import annotations

from typing import Annotated

import typer

from attestry.cli.progress import Progress
from attestry.cli.ready import operator, ready


def collect(
    only: Annotated[
        list[str] | None, typer.Argument(help="Connections or streams; all of them where none is named.")
    ] = None,
) -> None:
    """Collect from every connection, or from those named, and seal the evidence.

    Exit code 10: something was not seen in full, and stands as unknown.
    """
    ready()
    # Imported late: needs Django.
    from attestry import pipeline
    from attestry.project.preparing import prepare

    with Progress() as progress:
        prepare(progress)
        summary = pipeline.collect(operator(), progress=progress, only=only or [])
    typer.echo(str(summary))
    raise typer.Exit(summary.exit_code)
