"""An engagement is issued: its report stands in the ledger, and neither changes any more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from attestry.engagements.errors import CannotIssue, EngagementRefused, WrongForKind
from attestry.engagements.models import Engagement, EngagementStep
from attestry.engagements.queries.standing import lacking_to_issue
from attestry.engagements.rules.contents import Part, strange_parts
from attestry.engagements.rules.side import Duty
from attestry.engagements.rules.state import State
from attestry.engagements.wall import refuse_unless_firm
from attestry.evidence.models import Entry
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock


@act("engagements.issue", offered=False)
def issue_engagement(
    actor: Actor,
    engagement: Engagement,
    *,
    report_on: date,
    report_entry_seq: int,
    parts: Iterable[Part],
    also_missing: Sequence[str] = (),
) -> Engagement:
    """Take the engagement to “issued”, with the ledger's entry of its report and the day that it bears.

    Called by the act that issues a report, with the parts that it holds and what other rooms find missing.
    Only a partner of the firm. Raises BehindTheWall, WrongForKind, CannotIssue with all that is missing
    (a licence that has lapsed among it), and EngagementRefused for an entry that is not there.
    """
    refuse_unless_firm(actor, engagement, "Issuing the report", Duty.PARTNER)
    held = Engagement.objects.select_for_update(of=("self",)).select_related("firm").get(pk=engagement.pk)
    strange = strange_parts(held.the_kind, parts)
    if strange:
        raise WrongForKind(held.the_kind.label, [one.value for one in strange])
    today = clock.now().date()
    missing = [*lacking_to_issue(held, report_on=report_on, today=today), *also_missing]
    if missing:
        raise CannotIssue(missing)
    if not Entry.objects.filter(seq=report_entry_seq).exists():
        raise EngagementRefused("report_entry_seq", "The report is not in the ledger.")
    before, held.state = held.state, State.ISSUED.value
    held.issued_at, held.report_dated_on, held.report_entry_seq = clock.now(), report_on, report_entry_seq
    held.save(update_fields=["state", "issued_at", "report_dated_on", "report_entry_seq"])
    EngagementStep.objects.create(
        engagement=held, before=before, after=held.state, by=actor.name, at=clock.now()
    )
    record(
        held.subject,
        before={"state": before},
        after={"state": held.state, "report_dated_on": report_on.isoformat(), "entry": report_entry_seq},
    )
    return held
