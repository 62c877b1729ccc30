"""``attestry doctor``: check what Attestry needs, and say what to do about the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from attestry.cli.progress import Progress
from attestry.cli.ready import ready
from attestry.project.home import Home

if TYPE_CHECKING:
    from attestry.project.health.finding import Finding

NOT_WELL = 1


def doctor() -> None:
    """Check machine, home, database, evidence, connections and ledger.

    Exit code 1: something is in the way of working.
    """
    home = ready()
    findings = _examine(home)
    for finding in findings:
        typer.echo(f"{finding.severity.value:<7} {finding.subject}: {finding.found}")
        if finding.next_step:
            typer.echo(f"        → {finding.next_step}")
    if any(finding.severity.value == "broken" for finding in findings):
        raise typer.Exit(NOT_WELL)


def _examine(home: Home) -> list[Finding]:
    # Imported late: needs Django.
    from attestry.project.health import machine, records
    from attestry.project.health.finding import Severity

    findings: list[Finding] = []
    with Progress() as progress:
        for check in (*machine.CHECKS, *records.CHECKS):
            progress(f"Checking {check.__name__.replace('_', ' ')}")
            findings += check(home)
            if check is records.migrations and findings[-1].severity is Severity.BROKEN:
                break
    return findings
