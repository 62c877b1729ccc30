"""``attestry package``: everything of a period in one file that a stranger verifies and replays."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from attestry.cli.progress import Progress
from attestry.cli.ready import operator, ready


def package(
    period: Annotated[
        str, typer.Argument(help="The first and the last day of the period: 2026-01-01..2026-06-30.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.", dir_okay=False)],
) -> None:
    """Write the audit package of a period.

    Interrupted, it goes on where it stopped when it is run again. The same period under the same
    signed root gives the same bytes.
    """
    ready()
    # Imported late: needs Django.
    from attestry.audit_packages.actions import request_package, write_package
    from attestry.audit_packages.rules.period import Period
    from attestry.project.preparing import prepare

    asked = Period.read(period)
    with Progress() as progress:
        prepare(progress)
        made = request_package(operator(), asked, target=output.resolve())
        write_package(made, progress=progress)
    typer.echo(f"{output}: {made.bytes / 1e6:,.1f} MB, {asked}, under {made.ledger_size:,} signed entries")
    typer.echo(f"SHA-256 {made.digest}")
    typer.echo("Give the digest on another way than the file; “attestry verify FILE” checks and replays it.")
