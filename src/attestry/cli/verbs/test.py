"""``attestry test``: put every control test to the evidence."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from attestry.cli.progress import Progress
from attestry.cli.ready import operator, ready
from attestry.kit import clock
from attestry.kit.errors import Invalid


def test(
    as_of: Annotated[
        str, typer.Option(help="An instant in UTC (2026-03-14T09:12:00Z) or a day; now where left out.")
    ] = "",
) -> None:
    """Run the control tests on the evidence as it stood at an instant."""
    instant = _instant(as_of) if as_of else None
    ready()
    # Imported late: needs Django.
    from attestry import pipeline
    from attestry.project.preparing import prepare

    with Progress() as progress:
        prepare(progress)
        summary = pipeline.test(operator(), as_of=instant, progress=progress)
    typer.echo(str(summary))


def _instant(text: str) -> datetime:
    try:
        return clock.from_text(text)
    except ValueError as refusal:
        raise Invalid(
            f"“{text}” is not an instant.", next_step="Write it as 2026-03-14 or 2026-03-14T09:12:00Z."
        ) from refusal
