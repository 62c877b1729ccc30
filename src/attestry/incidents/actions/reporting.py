"""Reporting an incident, telling what happened, and saying when it was contained and resolved."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from attestry.incidents.actions.writing import check_past, check_times, refuse_changed, refuse_closed, touch
from attestry.incidents.models import Incident, MandatoryStep, TimelineEntry
from attestry.incidents.rules.standing import STEPS, TIMES, IncidentKind, Severity
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.people.models import Person

_FIELDS = ("title", "summary", "kind", "happened_at", "detected_at")


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
    _refuse_empty(title=title, summary=summary)
    now = clock.now()
    noticed = detected_at or now
    check_times({"happened_at": happened_at, "detected_at": noticed})
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
    _ask_for_steps(made)
    record(made.subject, after={"title": made.title, "kind": str(made.kind), "severity": str(made.severity)})
    return made


@act("incidents.work")
def change_incident(
    actor: Actor,
    incident: Incident,
    *,
    title: str,
    summary: str,
    kind: IncidentKind,
    detected_at: datetime,
    happened_at: datetime | None = None,
    made_from: str = "",
) -> Incident:
    """What was written down of it, put right. Deadlines follow when it was noticed; steps its sort.

    Raises Invalid, IncidentClosed, and IncidentChanged where ``made_from`` is another state.
    """
    refuse_closed(incident)
    refuse_changed(incident, made_from)
    _refuse_empty(title=title, summary=summary)
    check_times(
        {**{name: getattr(incident, name) for name in TIMES}, "happened_at": happened_at,
         "detected_at": detected_at}
    )  # fmt: skip
    before = _told(incident)
    moved = detected_at - incident.detected_at
    incident.title, incident.summary, incident.kind = title.strip(), summary.strip(), IncidentKind(kind)
    incident.happened_at, incident.detected_at = happened_at, detected_at
    touch(incident, *_FIELDS)
    if moved:
        incident.notices.update(due_at=F("due_at") + moved)
    _ask_for_steps(incident)
    after = _told(incident)
    changed = [name for name in after if after[name] != before[name]]
    record(
        incident.subject,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return incident


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
    actor: Actor, incident: Incident, *, severity: Severity, lead: Person | None = None, made_from: str = ""
) -> Incident:
    """How bad it is, and who leads. Without a person the lead stays. Raises IncidentChanged."""
    refuse_closed(incident)
    refuse_changed(incident, made_from)
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
    check_times(times)
    setattr(incident, name, at)
    touch(incident, name)
    record(
        incident.subject,
        before={name: before.isoformat() if before else None},
        after={name: at.isoformat()},
    )
    return incident


def _refuse_empty(**said: str) -> None:
    for name, words in said.items():
        if not words.strip():
            raise Invalid(f"{name}: an incident needs it.", next_step="Say in a few words what you saw.")


def _ask_for_steps(incident: Incident) -> None:
    """The steps of its sort that are not asked for yet; those of another sort that were not done go."""
    asked = STEPS.get(IncidentKind(incident.kind), ())
    incident.steps.filter(done_at=None).exclude(key__in=[key for key, _ in asked]).delete()
    there = set(incident.steps.values_list("key", flat=True))
    MandatoryStep.objects.bulk_create(
        MandatoryStep(incident=incident, key=key, title=words) for key, words in asked if key not in there
    )


def _told(incident: Incident) -> dict[str, str]:
    return {name: str(getattr(incident, name)) for name in _FIELDS}
