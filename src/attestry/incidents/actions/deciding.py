"""Judging whom an incident touched, telling them, finding why, and closing it."""

from __future__ import annotations

from datetime import date, datetime

from attestry.incidents.actions.reporting import check_past, refuse_closed, touch
from attestry.incidents.errors import IncidentChanged, NotReadyToClose
from attestry.incidents.models import Exercise, FollowUp, Incident, IncidentNotice
from attestry.incidents.queries.incidents import incident_numbered, missing_to_close
from attestry.incidents.rules.telling import Duty, due_at
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.people.models import Person

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
) -> Incident:
    """Whom and which data it touched, and whether others are told. What is None is not judged yet."""
    refuse_closed(incident)
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
    if made_from and made_from != incident.updated_at.isoformat():
        raise IncidentChanged(incident.title)
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


@act("incidents.review")
def add_follow_up(
    actor: Actor,
    *,
    title: str,
    owner: Person,
    due_on: date,
    incident: Incident | None = None,
    exercise: Exercise | None = None,
) -> FollowUp:
    """Something to do because of an incident or of an exercise. Raises Invalid for a day that is over."""
    source = incident or exercise
    if source is None or (incident and exercise):
        raise Invalid("A follow-up comes from one incident or from one exercise.")
    if not title.strip():
        raise Invalid("title: say what is to be done.")
    if due_on < clock.now().date():
        raise Invalid("due_on: this day is over.", next_step="Choose one that is to come.")
    made = FollowUp.objects.create(
        incident=incident, exercise=exercise, title=title.strip(), owner=owner, due_on=due_on
    )
    record(source.subject, after={"to_do": made.title, "owner": owner.email, "due_on": str(due_on)})
    return made


@act("incidents.work")
def finish_follow_up(actor: Actor, follow_up: FollowUp, *, outcome: str) -> FollowUp:
    """It is done, and how one sees it. Raises Invalid without that, Conflict where it was done."""
    if follow_up.done_on is not None:
        raise Conflict("This was done before.")
    if not outcome.strip():
        raise Invalid(
            "outcome: say what is different now.", next_step="Name the change, or where it is seen."
        )
    follow_up.done_on, follow_up.outcome = clock.now().date(), outcome.strip()
    follow_up.save(update_fields=["done_on", "outcome"])
    source = follow_up.incident or follow_up.exercise
    if source is not None:
        record(source.subject, after={"done": follow_up.title, "outcome": follow_up.outcome})
    return follow_up


@act("incidents.close")
def close_incident(actor: Actor, incident: Incident) -> Incident:
    """Nothing more is written into it. Raises NotReadyToClose with all that is missing."""
    found = incident_numbered(incident.pk)
    refuse_closed(found)
    missing = missing_to_close(found)
    if missing:
        raise NotReadyToClose(missing)
    found.closed_at = clock.now()
    touch(found, "closed_at")
    record(found.subject, after={"state": "closed"})
    return found
