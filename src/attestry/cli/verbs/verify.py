"""``attestry verify``: check this home, or a package that somebody handed over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from attestry.cli.progress import Progress
from attestry.cli.ready import ready
from attestry.kit.errors import Broken, Invalid


def verify(
    package: Annotated[
        Path | None, typer.Argument(help="An audit package; this home where left out.", exists=True)
    ] = None,
    replay: Annotated[
        bool, typer.Option(help="With --no-replay: check the bytes and proofs of the package alone.")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write the report as an HTML file, too.", dir_okay=False)
    ] = None,
) -> None:
    """Check every digest, proof, signature and stamp; of a package, replay every control test too.

    A package needs no home, no server and no network. Exit code 7: something does not match, each
    finding names the entry and the place, or the file is no whole package; 12: the bytes hold, but
    a recomputed answer is not the recorded one; 13: nothing differs, but a test could not be replayed.
    """
    if package is None and (as_json or html is not None or not replay):
        raise Invalid(
            "--no-replay, --json and --html are about an audit package, and none is named.",
            next_step="Name it: attestry verify FILE --json.",
        )
    if package is None:
        _verify_home()
    else:
        _verify_package(package, replay=replay, as_json=as_json, html=html)


def _verify_package(path: Path, *, replay: bool, as_json: bool, html: Path | None) -> None:
    # Imported late: most of a second, which no other verb should pay.
    from attestry.audit_packages.html_report import html as html_of
    from attestry.audit_packages.rules.report import refusal, text
    from attestry.audit_packages.verifying import verify_package

    with Progress() as progress:
        answer = verify_package(path, progress=progress, is_replay_wanted=replay)
    if html is not None:
        html.write_text(html_of(answer), encoding="utf-8")
    typer.echo(json.dumps(answer.as_json(), indent=2) if as_json else text(answer))
    if (found := refusal(answer)) is not None:
        raise found


def _verify_home() -> None:
    """Check the whole home against its own ledger and journal."""
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
