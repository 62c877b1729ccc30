"""``attestry backup``: the home as one file, and a home from such a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from attestry.cli.progress import Progress
from attestry.cli.ready import ready
from attestry.project.home import Home, current

app = typer.Typer(help="Backups of this home: create, verify, restore.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="The backup, one file.")]


@app.command("create")
def create(
    file: File,
    keys: Annotated[
        bool, typer.Option(help="With --no-keys, connection secrets and signing keys stay out.")
    ] = True,
) -> None:
    """Write the whole home into one file. The home may be in use meanwhile."""
    home = ready()
    # Imported late: needs Django.
    from attestry.evidence.queries import bucket_address
    from attestry.project.backup.create import create as create_backup

    with Progress() as progress:
        made = create_backup(home, file, with_keys=keys, progress=progress, bucket=bucket_address())
    typer.echo(f"{file}: {len(made.files):,} files, journal up to entry {made.journal_seq}.")
    if made.bucket:
        typer.echo(f"The sealed bytes stay in {made.bucket}, locked; the file names them and holds none.")
    typer.echo("It holds private keys; keep it as you keep those." if keys else "It holds no private keys.")


@app.command("verify")
def verify(file: File) -> None:
    """Check that a backup is whole and unchanged, without unpacking it."""
    # Imported late: starts faster without it.
    from attestry.project.backup.restore import verify as verify_backup

    with Progress() as progress:
        made = verify_backup(file, progress=progress)
    typer.echo(f"{file}: whole; made {made.made_at} by version {made.attestry_version}.")


@app.command("restore")
def restore(file: File) -> None:
    """Make this home from a backup, once the backup holds against its own ledger."""
    home = current()
    # Imported late: starts faster without it.
    from attestry.project.backup.restore import restore as restore_backup

    with Progress() as progress:
        made = restore_backup(
            file,
            home,
            check=_findings,
            progress=progress,
            bucket=os.environ.get("ATTESTRY_EVIDENCE_BUCKET", ""),
        )
    typer.echo(f"{home.root} is as it was at {made.made_at}. “attestry up” serves it.")


def _findings(home: Home) -> list[str]:
    """What ``attestry verify`` says against a home, in a process of its own."""
    checked = subprocess.run(
        [sys.executable, "-m", "attestry", "verify"],
        env={**os.environ, "ATTESTRY_HOME": str(home.root)},
        capture_output=True,
        text=True,
        check=False,
    )
    if checked.returncode == 0:
        return []
    return (checked.stdout + checked.stderr).strip().splitlines() or ["the verification ended early"]
