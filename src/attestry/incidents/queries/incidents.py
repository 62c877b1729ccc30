"""Incidents as a list, and one with all that is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from attestry.incidents.models import Exercise, FollowUp, Incident, IncidentNotice
from attestry.incidents.rules.closing import Facts, Missing, missing
from attestry.incidents.rules.standing import EXERCISE_VALID_FOR, Severity
from attestry.incidents.rules.telling import Duty
from attestry.kit.errors import NotFound
from attestry.ui.words import span_words


@dataclass(frozen=True, slots=True)
class Event:
    """One thing in the course of an incident. ``is_told`` says that somebody wrote it into the timeline."""

    at: datetime
    who: str
    what: str
    icon: str = "dot"
    is_told: bool = False


def incidents_at(at: datetime) -> QuerySet[Incident]:
    """Every incident, with its late notices, its next deadline and its open follow-ups counted.

    ``rank`` is 0 for a critical one, ``step`` 0 for one that is open and not contained.
    """
    notices = IncidentNotice.objects.filter(incident=OuterRef("pk"))
    unsent = notices.filter(sent_at=None).order_by("due_at")
    open_ones = FollowUp.objects.filter(incident=OuterRef("pk"), done_on=None).order_by()
    count = open_ones.values("incident").annotate(found=Count("pk")).values("found")
    late = unsent.filter(due_at__lt=at).order_by().values("incident")
    late_ones = Coalesce(Subquery(late.annotate(found=Count("pk")).values("found")), 0)
    ranks = [When(severity=one.value, then=Value(place)) for place, one in enumerate(Severity)]
    steps = [When(**{f"{name}__isnull": False}, then=Value(place))
             for place, name in ((3, "closed_at"), (2, "resolved_at"), (1, "contained_at"))]  # fmt: skip
    return Incident.objects.select_related("lead").annotate(
        next_due_at=Subquery(unsent.values("due_at")[:1]),
        late_count=late_ones,
        open_follow_ups=Subquery(count),
        rank=Case(*ranks, default=Value(len(Severity)), output_field=IntegerField()),
        step=Case(*steps, default=Value(0), output_field=IntegerField()),
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


def next_incident(at: datetime) -> Incident | None:
    """The open incident to look at first: with a late message, then the worst, then the oldest."""
    found: QuerySet[Any] = incidents_at(at)
    first: Incident | None = (
        found.filter(closed_at=None).order_by("-late_count", "rank", "detected_at").first()
    )
    return first


def exercise_by() -> date | None:
    """The last day of the year within which the response is rehearsed again; None: it never was."""
    last = Exercise.objects.order_by("-held_on").values_list("held_on", flat=True).first()
    return last + EXERCISE_VALID_FOR if last else None


def exercise_numbered(number: int) -> Exercise:
    """One exercise, with who took part and what follows from it. Raises NotFound."""
    found = Exercise.objects.prefetch_related("participants", "follow_ups__owner").filter(pk=number).first()
    if found is None:
        raise NotFound(f"There is no exercise {number}.", next_step="See the list of exercises.")
    return found


def course_of(incident: Incident) -> list[Event]:
    """Everything that has a time, in its order: what was told, steps, notices, and how far it got."""
    since = incident.detected_at

    def after(at: datetime) -> str:
        return f", {span_words(at - since)} after it was noticed"

    found = [Event(since, incident.reported_by, "reported it as noticed", "flag")]
    if incident.happened_at:
        found.append(Event(incident.happened_at, "It", "happened", "bolt"))
    for name, words in (("contained_at", "contained"), ("resolved_at", "resolved"), ("closed_at", "closed")):
        at = getattr(incident, name)
        if at:
            found.append(Event(at, "It", f"was {words}{after(at)}", "check"))
    found += [Event(one.at, one.by_name, one.words, is_told=True) for one in incident.entries.all()]
    for step in incident.steps.all():
        if step.done_at:
            words = f"{step.title}{after(step.done_at)}: {step.note}"
            found.append(Event(step.done_at, step.done_by, words, "check"))
    for notice in incident.notices.all():
        if notice.sent_at:
            words = f"was told{after(notice.sent_at)}"
            found.append(Event(notice.sent_at, notice.audience, words, "external"))
    return sorted(found, key=lambda one: one.at)


def missing_to_close(incident: Incident, at: datetime) -> list[Missing]:
    """What has to be written down before it can be closed; what is late at an instant comes first."""
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
                notices_late=sum(one.sent_at is None and one.due_at < at for one in notices),
                has_root_cause=bool(incident.root_cause),
                is_reviewed=incident.reviewed_on is not None,
                steps_left=tuple(one.title for one in incident.steps.all() if one.done_at is None),
            )
        )
    )
