"""``attestry evidence``: where sealed bytes are kept."""

from __future__ import annotations

import typer

from attestry.cli.progress import Progress
from attestry.cli.ready import operator, ready

app = typer.Typer(help="Where sealed bytes are kept.", no_args_is_help=True)


@app.callback()
def evidence() -> None:
    """Where sealed bytes are kept."""


@app.command("copy")
def copy() -> None:
    """Copy every sealed file of the home's folder into the bucket of ATTESTRY_EVIDENCE_BUCKET.

    Safe to repeat, and to interrupt: what the bucket has is not sent again. Takes nothing away.
    """
    ready()
    # Imported late: needs Django.
    from attestry.evidence.actions import copy_evidence

    with Progress() as progress:
        copied = copy_evidence(operator(), progress=progress)
    typer.echo(f"{copied.place} keeps all {copied.count:,} blobs of the folder, each locked.")
    typer.echo("“attestry verify” now reads every one of them back from there.")
