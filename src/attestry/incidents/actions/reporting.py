"""Reporting an incident, telling what happened, and saying when it was contained and resolved."""

from __future__ import annotations

from datetime import datetime

from attestry.incidents.errors import IncidentClosed
from attestry.incidents.models import Incident, MandatoryStep, TimelineEntry
from attestry.incidents.rules.standing import STEPS, TIMES, IncidentKind, Severity, out_of_order
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.people.models import Person


@act("incidents.report")
def report_incident(
    actor: Actor,
    *,
    title: str,
    summary: str,
    kind: IncidentKind = IncidentKind.SECURITY,
    severity: Severity = Severity.MEDIUM,
    detected_at: datetime | None = None,
    happened_at: datetime | None = None,
) -> Incident:
    """Something went wrong; anybody who works here may say so. Raises Invalid."""
    for name, said in (("title", title), ("summary", summary)):
        if not said.strip():
            raise Invalid(f"{name}: an incident needs it.", next_step="Say in a few words what you saw.")
    now = clock.now()
    noticed = detected_at or now
    _check_times({"happened_at": happened_at, "detected_at": noticed})
    made = Incident.objects.create(
        title=title.strip(),
        summary=summary.strip(),
        kind=IncidentKind(kind),
        severity=Severity(severity),
        reported_by=actor.name,
        happened_at=happened_at,
        detected_at=noticed,
        recorded_at=now,
        updated_at=now,
    )
    MandatoryStep.objects.bulk_create(
        MandatoryStep(incident=made, key=key, title=words)
        for key, words in STEPS.get(IncidentKind(made.kind), ())
    )
    record(made.subject, after={"title": made.title, "kind": str(made.kind), "severity": str(made.severity)})
    return made


@act("incidents.work")
def add_entry(actor: Actor, incident: Incident, *, words: str, at: datetime | None = None) -> TimelineEntry:
    """One line of the timeline. Raises Invalid for no words or a time to come."""
    refuse_closed(incident)
    if not words.strip():
        raise Invalid("words: a timeline entry says something.", next_step="Say what happened, or was done.")
    check_past("at", at)
    now = clock.now()
    made = TimelineEntry.objects.create(
        incident=incident, at=at or now, words=words.strip(), by_name=actor.name, recorded_at=now
    )
    record(incident.subject, after={"at": made.at.isoformat(), "words": made.words})
    return made


@act("incidents.work")
def rank_incident(
    actor: Actor, incident: Incident, *, severity: Severity, lead: Person | None = None
) -> Incident:
    """How bad it is, and who leads. Without a person the lead stays."""
    refuse_closed(incident)
    before = {"severity": str(incident.severity), "lead": incident.lead.email if incident.lead else None}
    incident.severity, incident.lead = Severity(severity), lead or incident.lead
    touch(incident, "severity", "lead")
    after = {"severity": str(incident.severity), "lead": incident.lead.email if incident.lead else None}
    record(incident.subject, before=before, after=after)
    return incident


@act("incidents.work")
def contain_incident(actor: Actor, incident: Incident, *, at: datetime) -> Incident:
    """It spreads no further. Raises Invalid for a time out of order."""
    return _reach(incident, "contained_at", at)


@act("incidents.work")
def resolve_incident(actor: Actor, incident: Incident, *, at: datetime) -> Incident:
    """The service is what it was. Raises Invalid for a time out of order, Conflict before it is contained."""
    if incident.contained_at is None:
        raise Conflict("It is not contained yet.", next_step="Say first when it was contained.")
    return _reach(incident, "resolved_at", at)


@act("incidents.work")
def do_step(actor: Actor, step: MandatoryStep, *, note: str, at: datetime | None = None) -> MandatoryStep:
    """A mandatory step was done, at a time. Raises Invalid without a note, Conflict where it was done."""
    refuse_closed(step.incident)
    if step.done_at is not None:
        raise Conflict("This step was done before.")
    if not note.strip():
        raise Invalid("note: say how it was done.", next_step="Name what was revoked, rotated or found.")
    check_past("at", at)
    done = at or clock.now()
    if done < step.incident.detected_at:
        raise Invalid("at: this is before the incident was noticed.", next_step="Give the time it was done.")
    step.done_at, step.done_by, step.note = done, actor.name, note.strip()
    step.save(update_fields=["done_at", "done_by", "note"])
    record(step.incident.subject, after={"step": step.key, "done_at": done.isoformat(), "note": step.note})
    return step


def _reach(incident: Incident, name: str, at: datetime) -> Incident:
    refuse_closed(incident)
    times: dict[str, datetime | None] = {each: getattr(incident, each) for each in TIMES}
    before = times[name]
    times[name] = at
    _check_times(times)
    setattr(incident, name, at)
    touch(incident, name)
    record(
        incident.subject,
        before={name: before.isoformat() if before else None},
        after={name: at.isoformat()},
    )
    return incident


def _check_times(times: dict[str, datetime | None]) -> None:
    for name, at in times.items():
        check_past(name, at)
    place = out_of_order([times.get(name) for name in TIMES])
    if place is not None:
        raise Invalid(
            f"{TIMES[place]}: this is before what has to come first.",
            next_step="An incident happens, is noticed, contained and resolved, in this order.",
        )


def check_past(name: str, at: datetime | None) -> None:
    """Raises Invalid for a time that is to come, or names no zone."""
    if at is None:
        return
    if at.tzinfo is None:
        raise Invalid(f"{name}: this time names no zone.", next_step="Give it in UTC, with a Z at its end.")
    if at > clock.now():
        raise Invalid(f"{name}: this time is to come.", next_step="Write down what was, once it was.")


def refuse_closed(incident: Incident) -> None:
    """Raises IncidentClosed."""
    if incident.closed_at is not None:
        raise IncidentClosed(incident.title)


def touch(incident: Incident, *names: str) -> None:
    """Save these fields, and that it changed."""
    incident.updated_at = clock.now()
    incident.save(update_fields=[*names, "updated_at"])
