"""Withdrawing a report that was issued, where facts came to light that it should have told (AT-C 205)."""

from __future__ import annotations

from attestry.engagements.rules.side import Duty
from attestry.engagements.wall import refuse_unless_firm
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.opinions.errors import OpinionRefused
from attestry.opinions.models import IssuedReport, ReportWithdrawal


@act("opinions.withdraw_report")
def withdraw_issued_report(actor: Actor, report: IssuedReport, *, reason: str) -> ReportWithdrawal:
    """Say that nobody may rely on the report any more. The file and its digest stay, and say so.

    Raises BehindTheWall but for a partner, and OpinionRefused without a reason or for one withdrawn before.
    """
    found = IssuedReport.objects.select_for_update(of=("self",)).select_related("engagement")
    report = found.get(pk=report.pk)
    member = refuse_unless_firm(actor, report.engagement, "Withdrawing the report", Duty.PARTNER)
    if not reason.strip():
        raise OpinionRefused("reason", "Say why nobody may rely on it; readers are told.")
    if ReportWithdrawal.objects.filter(report=report).exists():
        raise OpinionRefused("reason", "The report was withdrawn before.")
    made = ReportWithdrawal.objects.create(
        report=report,
        reason=reason.strip(),
        by=member.user,
        by_name=member.user.name,
        at=clock.now(),
    )
    record(report.engagement.subject, after={"report_withdrawn": report.version, "reason": made.reason})
    return made
