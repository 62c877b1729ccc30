"""Incidents as a list, and one with all that is told of it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from attestry.incidents.models import FollowUp, Incident, IncidentNotice
from attestry.incidents.rules.closing import Facts, missing
from attestry.incidents.rules.standing import Severity
from attestry.incidents.rules.telling import Duty
from attestry.kit.errors import NotFound


def incidents_at(at: datetime) -> QuerySet[Incident]:
    """Every incident, with its late notices, its next deadline and its open follow-ups counted."""
    notices = IncidentNotice.objects.filter(incident=OuterRef("pk"))
    unsent = notices.filter(sent_at=None).order_by("due_at")
    open_ones = FollowUp.objects.filter(incident=OuterRef("pk"), done_on=None).order_by()
    count = open_ones.values("incident").annotate(found=Count("pk")).values("found")
    return Incident.objects.select_related("lead").annotate(
        next_due_at=Subquery(unsent.values("due_at")[:1]),
        late_count=Count("notices", filter=Q(notices__sent_at=None, notices__due_at__lt=at)),
        open_follow_ups=Subquery(count),
    )


def incident_numbered(number: int) -> Incident:
    """One incident, with what is asked for on its page. Raises NotFound."""
    found = (
        Incident.objects.select_related("lead")
        .prefetch_related("entries", "notices", "steps", "follow_ups__owner")
        .filter(pk=number)
        .first()
    )
    if found is None:
        raise NotFound(f"There is no incident {number}.", next_step="See the list of incidents.")
    return found


def missing_to_close(incident: Incident) -> list[str]:
    """What has to be written down before it can be closed."""
    notices = list(incident.notices.all())
    sent = [one for one in notices if one.sent_at is not None]
    return list(
        missing(
            Facts(
                is_serious=Severity(incident.severity).is_serious,
                is_contained=incident.contained_at is not None,
                is_resolved=incident.resolved_at is not None,
                entry_count=len(incident.entries.all()),
                affects_personal_data=incident.affects_personal_data,
                affects_confidential_data=incident.affects_confidential_data,
                affects_customers=incident.affects_customers,
                has_decision=bool(incident.notification_decision),
                customer_messages_sent=sum(Duty(one.duty).reaches_customers for one in sent),
                notices_unsent=len(notices) - len(sent),
                has_root_cause=bool(incident.root_cause),
                is_reviewed=incident.reviewed_on is not None,
                steps_left=tuple(one.title for one in incident.steps.all() if one.done_at is None),
            )
        )
    )
