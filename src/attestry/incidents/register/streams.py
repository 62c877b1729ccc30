"""The register of incidents, read as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q

from attestry.connectors.rules.observation import Collect, Observation, Provenance, Rows, Session
from attestry.incidents.models import Exercise, FollowUp, Incident, IncidentNotice
from attestry.incidents.rules.telling import Duty

_NEVER_HELD: dict[str, Any] = {
    "exercise_id": "none", "title": "No exercise was ever held", "form": None, "held_on": None,
    "participant_count": 0, "has_leadership": False, "is_last": True,
}  # fmt: skip


def incidents(_session: Session) -> Iterator[Observation]:
    """Each incident, notice, follow-up and exercise; where none was ever held, one row that says so."""
    yield Provenance(
        principal="Attestry", endpoint="the register of incidents", query="every incident and exercise"
    )
    found = Incident.objects.annotate(left=Count("steps", filter=Q(steps__done_at=None))).order_by("pk")
    found = found.prefetch_related("entries", "notices")
    yield Rows("incidents_incident", [_incident(one, one.left) for one in found])
    notices = IncidentNotice.objects.select_related("incident").order_by("pk")
    yield Rows("incidents_notice", [_notice(one) for one in notices])
    follow_ups = FollowUp.objects.select_related("incident", "exercise", "owner").order_by("pk")
    yield Rows("incidents_follow_up", [_follow_up(one) for one in follow_ups])
    held = list(Exercise.objects.annotate(people=Count("participants")).order_by("-held_on", "-pk"))
    rows = [_exercise(one, one.people, is_last=place == 0) for place, one in enumerate(held)]
    yield Rows("incidents_exercise", rows or [_NEVER_HELD])


def _incident(one: Incident, steps_left: int) -> dict[str, Any]:
    effects = (one.affects_personal_data, one.affects_confidential_data, one.affects_customers)
    return {
        "incident_id": str(one.pk),
        "title": one.title,
        "kind": one.kind,
        "severity": one.severity,
        "happened_at": one.happened_at,
        "detected_at": one.detected_at,
        "contained_at": one.contained_at,
        "resolved_at": one.resolved_at,
        "closed_at": one.closed_at,
        "has_root_cause": bool(one.root_cause),
        "has_decision": bool(one.notification_decision),
        "is_judged": None not in effects,
        "has_timeline": bool(one.entries.all()),
        "lacks_customer_message": one.affects_customers is not False
        and not any(notice.sent_at and Duty(notice.duty).reaches_customers for notice in one.notices.all()),
        "reviewed_on": one.reviewed_on,
        "steps_left": steps_left,
    }


def _notice(one: IncidentNotice) -> dict[str, Any]:
    return {
        "notice_id": str(one.pk),
        "incident_id": str(one.incident_id),
        "incident": one.incident.title,
        "duty": one.duty,
        "audience": one.audience,
        "due_at": one.due_at,
        "sent_at": one.sent_at,
    }


def _follow_up(one: FollowUp) -> dict[str, Any]:
    return {
        "follow_up_id": str(one.pk),
        "title": one.title,
        "source": str(one.incident or one.exercise),
        "owner_email": one.owner.email,
        "due_on": one.due_on,
        "done_on": one.done_on,
    }


def _exercise(one: Exercise, people: int, *, is_last: bool) -> dict[str, Any]:
    return {
        "exercise_id": str(one.pk),
        "title": one.title,
        "form": one.form,
        "held_on": one.held_on,
        "participant_count": people,
        "has_leadership": one.has_leadership,
        "is_last": is_last,
    }


STREAMS: dict[str, Collect] = {"incidents": incidents}
