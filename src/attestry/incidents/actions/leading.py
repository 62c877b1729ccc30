"""Naming who leads several incidents at once."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.incidents.actions.reporting import rank_incident
from attestry.incidents.models import Incident
from attestry.incidents.rules.standing import Severity
from attestry.journal.acts import act
from attestry.journal.rules import Actor
from attestry.kit.errors import Invalid
from attestry.people.models import Person


@act("incidents.work")
def name_lead(actor: Actor, incidents: Sequence[Incident], *, lead: Person) -> int:
    """Somebody leads all of these. Raises Invalid where none is chosen, IncidentClosed: none changes then."""
    if not incidents:
        raise Invalid("incidents: none is chosen.", next_step="Tick those that somebody leads.")
    for one in incidents:
        rank_incident(actor, one, severity=Severity(one.severity), lead=lead)
    return len(incidents)
