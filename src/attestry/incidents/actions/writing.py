"""What every act on an incident holds what it is given to, and how it is kept."""

from __future__ import annotations

from datetime import datetime

from attestry.incidents.errors import IncidentChanged, IncidentClosed
from attestry.incidents.models import Incident
from attestry.incidents.rules.standing import TIMES, out_of_order
from attestry.kit import clock
from attestry.kit.errors import Invalid


def check_times(times: dict[str, datetime | None]) -> None:
    """Raises Invalid for a time that is to come, names no zone, or stands before what comes first."""
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


def refuse_changed(incident: Incident, made_from: str) -> None:
    """Raises IncidentChanged where a form was made from another state than the one that stands.

    ``made_from`` is the instant of that state; empty where nobody read one.
    """
    if made_from and made_from != incident.updated_at.isoformat():
        raise IncidentChanged(incident.title)


def touch(incident: Incident, *names: str) -> None:
    """Save these fields, and that it changed."""
    incident.updated_at = clock.now()
    incident.save(update_fields=[*names, "updated_at"])
