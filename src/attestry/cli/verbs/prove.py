"""``attestry prove``: walk back from a criterion or control to the bytes of its evidence."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import typer

from attestry.cli.instants import AsOf, instant
from attestry.cli.ready import ready
from attestry.kit import clock
from attestry.kit.errors import Broken, Invalid

USUAL = timedelta(days=90)
From = Annotated[str, typer.Option("--from", help="Over a period from then; 90 days before its end.")]
Until = Annotated[str, typer.Option("--until", help="Where the period ends, itself left out; now.")]
KnownOn = Annotated[str, typer.Option(help="Only what had been recorded by this instant.")]


def prove(
    subject: Annotated[str, typer.Argument(help="A criterion (CC6.1) or a control (ACC-01).")],
    as_of: AsOf = "",
    from_: From = "",
    until: Until = "",
    known_on: KnownOn = "",
) -> None:
    """Print the proof of a criterion or a control as a tree, each step checked again.

    With --from or --until, over that period: every interval with the entries that opened and last
    showed it. Exit code 7: something on the way does not match what was sealed.
    """
    at, known_at = instant(as_of), instant(known_on)
    over = _period(from_, until, has_instant=at is not None)
    ready()
    # Imported late: needs Django.
    from attestry.effectiveness.queries.proof import prove as walk_of
    from attestry.effectiveness.queries.proof_period import prove_period

    if over:
        found = prove_period(subject, from_at=over[0], until_at=over[1], known_at=known_at)
        text, reference, broken = str(found), found.reference, found.broken
    else:
        walk = walk_of(subject, at=at, known_at=known_at)
        text, reference, broken = str(walk), walk.reference, walk.broken
    typer.echo(text)
    if broken:
        raise Broken(
            f"The proof of {reference} does not hold: {broken[0]}.",
            next_step="“attestry verify” checks everything and names each entry.",
        )


def _period(from_: str, until: str, *, has_instant: bool) -> tuple[datetime, datetime] | None:
    """The period asked for; None where none was. Raises Invalid."""
    if not from_ and not until:
        return None
    if has_instant:
        raise Invalid(
            "--as-of asks about an instant, --from and --until about a period.", next_step="Choose one."
        )
    until_at = instant(until) or clock.now()
    return instant(from_) or until_at - USUAL, until_at
