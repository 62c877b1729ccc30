"""``attestry prove``: walk back from a criterion or control to the bytes of its evidence."""

from __future__ import annotations

from typing import Annotated

import typer

from attestry.cli.ready import ready


def prove(
    subject: Annotated[str, typer.Argument(help="A criterion (CC6.1) or a control (ACC-01).")],
) -> None:
    """Print the proof of a criterion or a control as a tree, down to the digests of the evidence."""
    ready()
    # Imported late: needs Django.
    from attestry.effectiveness.queries import prove as walk_of

    typer.echo(str(walk_of(subject)))
