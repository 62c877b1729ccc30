"""Giving several incidents a lead or a severity at once, and undoing that."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from attestry.incidents.actions.writing import refuse_closed
from attestry.incidents.models import Incident
from attestry.incidents.rules.standing import Severity
from attestry.journal.acts import act
from attestry.journal.bulk import BulkKind, change_together, chosen, given, put_back
from attestry.journal.models import BulkEdit
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person


def _told(one: Incident) -> dict[str, Any]:
    return {"severity": str(one.severity), "lead": one.lead.email if one.lead else None}


def _stamp(one: Incident) -> None:
    one.updated_at = clock.now()


INCIDENTS = BulkKind(
    "incidents",
    ("incident", "incidents"),
    ("lead_id", "severity"),
    _told,
    stamps=("updated_at",),
    stamp=_stamp,
)


@act("incidents.work")
def edit_incidents(
    actor: Actor,
    *,
    incidents: Collection[int],
    lead: Person | None = None,
    severity: Severity | None = None,
) -> BulkEdit:
    """Give every incident named a lead, a severity, or both.

    Raises BulkRefused that names those that are closed, which stay as they were concluded.
    """
    said = given(lead=lead, severity=severity)

    def change(one: Incident) -> None:
        refuse_closed(one)
        for name, value in said.items():
            setattr(one, name, value)

    return change_together(actor, INCIDENTS, chosen(INCIDENTS, _rows(), incidents), change, to=said)


@act("incidents.work")
def undo_edit(actor: Actor, edit: BulkEdit) -> BulkEdit:
    """Put back what stood before a bulk edit of incidents. Raises BulkEditUnknown and UndoRefused."""
    return put_back(INCIDENTS, _rows(), edit)


def _rows() -> Any:
    return Incident.objects.select_related("lead")
