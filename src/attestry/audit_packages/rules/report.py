"""The answer of a verification as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.audit_packages.errors import NotReplayed, PackageRefused, ReplayDiffers
from attestry.audit_packages.rules.answer import Answer, Replay, Replayed
from attestry.kit.clock import to_text
from attestry.kit.errors import DomainError

SHOWN = 20


def text(answer: Answer) -> str:
    """The short report."""
    return "\n".join(_lines(answer))


def refusal(answer: Answer) -> DomainError | None:
    """The refusal that a verification ends with; None where all holds and is the same."""
    advice = "Ask whoever handed it over; the report names each place."
    if not answer.holds:
        return PackageRefused(answer.verdict, next_step=advice)
    if answer.of(Replay.DIFFERS):
        return ReplayDiffers(answer.verdict, next_step=advice)
    if answer.unreplayed:
        return NotReplayed(answer.verdict, next_step="The report says of each why it could not be replayed.")
    return None


def _lines(answer: Answer) -> Iterator[str]:
    plan, counted = answer.plan, answer.counted
    made_up = " (a made-up company: nothing here is evidence of anything)" if plan.is_sample else ""
    yield f"{answer.file}: the audit package of {plan.organization}{made_up}"
    yield f"Period            {to_text(plan.period_from)} until {to_text(plan.period_until)}"
    yield f"Log               {plan.ledger_size:,} entries, signed by {plan.origin}, root {plan.ledger_root}"
    kept = f" ({counted.withheld_lines:,} of them withheld)" if counted.withheld_lines else ""
    yield (
        f"Checked           {counted.bytes / 1e6:,.1f} MB in {counted.members:,} files: "
        f"{counted.entries:,} entries, {counted.checkpoints:,} signed roots, {counted.stamps:,} time stamps, "
        f"{counted.journal_lines:,} journal lines{kept}, {counted.blobs:,} sealed files"
    )
    for (authority, root), count in sorted(answer.stamped.items()):
        yield (
            f"Stamped           {count:,} by {authority} under the root certificate {root}; "
            "compare its digest with what the authority publishes"
        )
    for finding in answer.findings[:SHOWN]:
        yield f"  DOES NOT MATCH  {finding.where}: {finding.what}"
    if len(answer.findings) > SHOWN:
        yield f"  and {len(answer.findings) - SHOWN} more"
    for kind, title in (("test", "Tests"), ("control", "Controls"), ("person", "People's findings")):
        of_kind = [one for one in answer.replayed if one.kind == kind]
        if of_kind:
            yield from _kind_lines(title, of_kind)
    yield answer.verdict


def _kind_lines(title: str, replayed: list[Replayed]) -> Iterator[str]:
    counted = ", ".join(
        f"{sum(one.replay is replay for one in replayed)} {replay}"
        for replay in Replay
        if any(one.replay is replay for one in replayed)
    )
    runs, asked = sum(one.runs for one in replayed), sum(one.asked for one in replayed)
    how = f"; {runs:,} answers compared, {asked:,} questions asked anew" if asked else ""
    yield f"{title:<18}{counted}{how}"
    for one in replayed:
        if one.replay is not Replay.SAME:
            where = "".join([f", item {one.item}" if one.item else "", f", as of {one.at}" if one.at else ""])
            yield f"  {one.replay.upper()}  {one.id}{where}: {one.why}"
