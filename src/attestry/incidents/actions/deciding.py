"""Judging whom an incident touched, telling them, finding why, and closing it."""

from __future__ import annotations

from datetime import datetime

from attestry.incidents.actions.writing import check_past, refuse_changed, refuse_closed, touch
from attestry.incidents.errors import NotReadyToClose
from attestry.incidents.models import Incident, IncidentNotice
from attestry.incidents.queries.incidents import incident_numbered, missing_to_close
from attestry.incidents.rules.telling import Duty, due_at
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid

_EFFECTS = ("affects_personal_data", "affects_confidential_data", "affects_customers")


@act("incidents.judge")
def judge_incident(
    actor: Actor,
    incident: Incident,
    *,
    affects_personal_data: bool | None,
    affects_confidential_data: bool | None,
    affects_customers: bool | None,
    decision: str = "",
    made_from: str = "",
) -> Incident:
    """Whom and which data it touched, and whether others are told. What is None is not judged yet.

    Raises IncidentChanged where ``made_from`` is the instant of another state.
    """
    refuse_closed(incident)
    refuse_changed(incident, made_from)
    before = {name: getattr(incident, name) for name in _EFFECTS}
    incident.affects_personal_data = affects_personal_data
    incident.affects_confidential_data = affects_confidential_data
    incident.affects_customers = affects_customers
    if decision.strip() != incident.notification_decision:
        incident.notification_decision = decision.strip()
        incident.notification_decided_at = clock.now() if decision.strip() else None
    touch(incident, *_EFFECTS, "notification_decision", "notification_decided_at")
    after = {name: getattr(incident, name) for name in _EFFECTS}
    record(incident.subject, before=before, after={**after, "decision": incident.notification_decision})
    return incident


@act("incidents.tell")
def plan_notice(
    actor: Actor, incident: Incident, *, duty: Duty, audience: str, hours: int | None = None
) -> IncidentNotice:
    """Somebody has to be told; the hours count from when the incident was noticed. Raises Invalid."""
    refuse_closed(incident)
    if not audience.strip():
        raise Invalid(
            "audience: say who is told.", next_step="Name the authority, the customer or the group."
        )
    if hours is not None and not 0 < hours <= 8784:
        raise Invalid(f"hours: {hours} is not 1 to 8784.", next_step="Give whole hours, at most a year.")
    try:
        due = due_at(Duty(duty), incident.detected_at, hours)
    except ValueError as refusal:
        raise Invalid(
            "hours: this rule names no hours.", next_step="Give those of the contract, or your own promise."
        ) from refusal
    made = IncidentNotice.objects.create(
        incident=incident, duty=Duty(duty), audience=audience.strip(), due_at=due, recorded_at=clock.now()
    )
    record(incident.subject, after={"tell": made.audience, "duty": str(duty), "due_at": due.isoformat()})
    return made


@act("incidents.tell")
def send_notice(
    actor: Actor, notice: IncidentNotice, *, message: str, sent_at: datetime | None = None
) -> IncidentNotice:
    """They were told, when and what. Raises Invalid without the message, Conflict where it went out."""
    refuse_closed(notice.incident)
    if notice.sent_at is not None:
        raise Conflict("They were told before.")
    if not message.strip():
        raise Invalid("message: keep what was said.", next_step="Paste the message that went out.")
    check_past("sent_at", sent_at)
    sent = sent_at or clock.now()
    if sent < notice.incident.detected_at:
        raise Invalid(
            "sent_at: this is before the incident was noticed.", next_step="Give the time it went out."
        )
    notice.sent_at, notice.message = sent, message.strip()
    notice.save(update_fields=["sent_at", "message"])
    record(notice.incident.subject, after={"told": notice.audience, "sent_at": sent.isoformat()})
    return notice


@act("incidents.review")
def review_incident(
    actor: Actor, incident: Incident, *, root_cause: str, lessons: str = "", made_from: str = ""
) -> Incident:
    """Why it happened and what was learned; with lessons it counts as reviewed.

    ``made_from`` is the instant of the state that was read. Raises IncidentChanged where it is another.
    """
    refuse_closed(incident)
    refuse_changed(incident, made_from)
    if not root_cause.strip():
        raise Invalid(
            "root_cause: say why it happened.", next_step="Ask why until the answer can be changed."
        )
    before = {"root_cause": incident.root_cause, "lessons": incident.lessons}
    incident.root_cause, incident.lessons = root_cause.strip(), lessons.strip()
    incident.reviewed_on = clock.now().date() if incident.lessons else None
    touch(incident, "root_cause", "lessons", "reviewed_on")
    after = {"root_cause": incident.root_cause, "lessons": incident.lessons}
    record(incident.subject, before=before, after=after)
    return incident


@act("incidents.close")
def close_incident(actor: Actor, incident: Incident) -> Incident:
    """Nothing more is written into it. Raises NotReadyToClose with all that is missing."""
    found = incident_numbered(incident.pk)
    refuse_closed(found)
    missing = missing_to_close(found, clock.now())
    if missing:
        raise NotReadyToClose([one.words for one in missing])
    found.closed_at = clock.now()
    touch(found, "closed_at")
    record(found.subject, after={"state": "closed"})
    return found


@act("incidents.close")
def reopen_incident(actor: Actor, incident: Incident, *, reason: str) -> Incident:
    """Something more came to light. Raises Invalid without a reason, Conflict where it is open."""
    if incident.closed_at is None:
        raise Conflict(f"“{incident.title}” is open.")
    if not reason.strip():
        raise Invalid("reason: say what came to light.", next_step="Say why it is opened again.")
    before, incident.closed_at = incident.closed_at.isoformat(), None
    touch(incident, "closed_at")
    record(incident.subject, before={"closed_at": before}, after={"opened_again": reason.strip()})
    return incident
