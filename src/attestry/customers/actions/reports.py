"""Writing down the reports that are held, and those that are planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attestry.customers.models import HeldReport
from attestry.customers.rules.report import Opinion, Report
from attestry.frameworks.rules import Category
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid


@act("customers.record_report")
def record_report(
    actor: Actor,
    *,
    title: str,
    report: Report,
    period_until: date,
    available_on: date,
    categories: Sequence[Category] = (Category.SECURITY,),
    period_from: date | None = None,
    opinion: Opinion | None = None,
    deviations: int = 0,
) -> HeldReport:
    """A report that was issued, with its opinion, or one that is planned, without. Raises Invalid."""
    if not title.strip():
        raise Invalid("title: a report needs one.", next_step="Name it as its first page does.")
    if period_from is not None and period_from > period_until:
        raise Invalid("period_until: the period ends before it begins.", next_step="Choose a later end.")
    if report is Report.SOC2_TYPE2 and period_from is None:
        raise Invalid("period_from: a Type 2 covers a period.", next_step="Say on which day it begins.")
    if available_on < period_until:
        raise Invalid("available_on: no report is issued before its period is over.")
    if opinion is not None and available_on > clock.now().date():
        raise Invalid("available_on: an opinion was given, so this day is not to come.")
    if opinion is None and deviations:
        raise Invalid("deviations: nobody knows them before there is an opinion.")
    made = HeldReport.objects.create(
        title=title.strip(),
        report=report,
        categories=sorted({Category(one).value for one in categories}),
        period_from=period_from,
        period_until=period_until,
        available_on=available_on,
        opinion=opinion or "",
        deviations=deviations,
        recorded_at=clock.now(),
    )
    told = {"report": report.value, "until": str(period_until), "opinion": made.opinion}
    record(f"held_report:{made.pk}", after=told)
    return made


@act("customers.issue_report")
def issue_report(
    actor: Actor, held: HeldReport, *, available_on: date, opinion: Opinion, deviations: int = 0
) -> HeldReport:
    """A planned report was issued, with this opinion. Raises Invalid, Conflict for one that was before."""
    kept = HeldReport.objects.select_for_update().get(pk=held.pk)
    if kept.opinion or kept.withdrawn_on is not None:
        raise Conflict("It was issued or withdrawn before.", next_step="Reload the page.")
    if not kept.period_until <= available_on <= clock.now().date():
        raise Invalid("available_on: it was issued after its period was over, and by today.")
    before = {"available_on": str(kept.available_on), "opinion": ""}
    kept.available_on, kept.opinion, kept.deviations = available_on, opinion.value, deviations
    kept.save(update_fields=["available_on", "opinion", "deviations"])
    after = {"available_on": str(available_on), "opinion": opinion.value, "deviations": deviations}
    record(f"held_report:{kept.pk}", before=before, after=after)
    return kept


@act("customers.withdraw_report")
def withdraw_report(actor: Actor, held: HeldReport, *, reason: str) -> HeldReport:
    """A report nobody may rely on any more, or a plan that was given up. Raises Invalid, Conflict."""
    if not reason.strip():
        raise Invalid("A report is withdrawn for a reason.", next_step="Say why.")
    if held.withdrawn_on is not None:
        raise Conflict("It was withdrawn before.")
    held.withdrawn_on = clock.now().date()
    held.save(update_fields=["withdrawn_on"])
    record(f"held_report:{held.pk}", after={"withdrawn": reason.strip()})
    return held
