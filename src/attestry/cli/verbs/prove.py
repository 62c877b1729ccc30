"""``attestry prove``: walk back from a criterion or control to the bytes of its evidence."""

from __future__ import annotations

from typing import Annotated

import typer

from attestry.cli.instants import AsOf, instant
from attestry.cli.ready import ready
from attestry.kit.errors import Broken


def prove(
    subject: Annotated[str, typer.Argument(help="A criterion (CC6.1) or a control (ACC-01).")],
    as_of: AsOf = "",
) -> None:
    """Print the proof of a criterion or a control as a tree, each step checked again.

    Exit code 7: something on the way does not match what was sealed.
    """
    at = instant(as_of)
    ready()
    # Imported late: needs Django.
    from attestry.effectiveness.queries.proof import prove as walk_of

    walk = walk_of(subject, at=at)
    typer.echo(str(walk))
    if walk.broken:
        raise Broken(
            f"The proof of {walk.reference} does not hold: {walk.broken[0]}.",
            next_step="“attestry verify” checks everything and names each entry.",
        )
