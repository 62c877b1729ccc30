"""``attestry verify``: check every digest, proof, signature and link of the chain."""

from __future__ import annotations

import typer

from attestry.cli.progress import Progress
from attestry.cli.ready import ready
from attestry.kit.errors import Broken


def verify() -> None:
    """Check the whole home against its own ledger and journal.

    Exit code 7: something does not match; each finding names the entry and the place.
    """
    ready()
    # Imported late: needs Django.
    from attestry.control_tests.verification import findings
    from attestry.evidence.verification import verify_home
    from attestry.journal.queries import broken_at, head

    with Progress() as progress:
        report = verify_home(progress)
        progress("Checking the results of runs")
        report.findings.extend(findings())
        progress("Checking the journal's chain")
        journal_break = broken_at()
    for finding in report.findings:
        typer.echo(f"entry {finding.entry_seq}: {finding.where}: {finding.what}")
    if journal_break is not None:
        typer.echo(f"journal entry {journal_break.position}: {journal_break.reason}")
    if not report.ok or journal_break is not None:
        count = len(report.findings) + (journal_break is not None)
        raise Broken(
            f"{count} finding{'s' if count > 1 else ''}: the home does not match what was sealed.",
            next_step="Restore from a backup made before the change, and find out who had access since.",
        )
    sequence, _hash = head()
    for (authority, root), count in report.stamps.held.items():
        typer.echo(
            f"{count} time stamp{'s' if count > 1 else ''} by {authority} under the root certificate {root}; "
            "compare its digest with what the authority publishes."
        )
    typer.echo(f"Everything matches: the ledger with its evidence, and {sequence} journal entries.")
