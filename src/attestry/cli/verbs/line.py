"""``attestry line``: what ``up`` runs in a process of its own whenever the line is due."""

from __future__ import annotations

from typing import Annotated

import typer

from attestry.cli.progress import Progress
from attestry.cli.ready import ready


def line(
    leashed: Annotated[bool, typer.Option(help="End when the process that started this one ends.")] = False,
) -> None:
    """Tell people what is due; do what they asked for; where the line is due, collect, test, stamp."""
    ready()
    # Imported late: needs Django.
    from attestry import pipeline
    from attestry.audit_packages.actions import write_pending
    from attestry.cli.serving.children import end_with_parent
    from attestry.effectiveness.actions.alerting import alert_owners
    from attestry.evidence.actions import stamp_due
    from attestry.journal.rules import Actor
    from attestry.kit import clock
    from attestry.notices.actions.delivering import send_due
    from attestry.remediation.actions.syncing import sync_due
    from attestry.today.actions.telling import tell_due

    if leashed:
        end_with_parent()
    actor = Actor.system("pipeline")
    with Progress() as progress:
        tell_due(actor)
        send_due(actor)
        pipeline.serve_requests(actor)
        if pipeline.due(clock.now()):
            pipeline.collect(actor, progress=progress)
            pipeline.test(actor, progress=progress)
            alert_owners(actor)
        stamp_due(actor, progress=progress)
        write_pending(progress=progress)
        sync_due(actor)
