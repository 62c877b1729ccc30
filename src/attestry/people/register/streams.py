"""The register of people and its checklists, read as rows."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q

from attestry.connectors.rules.observation import Collect, Observation, Provenance, Rows, Session
from attestry.people.models import Checklist, Person

BATCH = 5000


def people(_session: Session) -> Iterator[Observation]:
    """Everybody who works or worked here."""
    yield Provenance(principal="Attestry", endpoint="the register of people", query="everybody")
    found = Person.objects.select_related("team", "manager").order_by("pk")
    rows = [
        {
            "person_id": str(one.pk),
            "name": one.name,
            "email": one.email,
            "engagement": one.engagement,
            "title": one.title,
            "team": one.team.name if one.team else None,
            "manager_email": one.manager.email if one.manager else None,
            "started_on": one.started_on,
            "ended_on": one.ended_on,
        }
        for one in found.iterator(chunk_size=BATCH)
    ]
    yield Rows("people_person", rows)


def checklists(_session: Session) -> Iterator[Observation]:
    """The checklists of joiners, movers and leavers."""
    yield Provenance(principal="Attestry", endpoint="the register of people", query="every checklist")
    found = Checklist.objects.select_related("person").annotate(
        step_count=Count("steps"),
        left_count=Count("steps", filter=Q(steps__done_at=None)),
        waived_count=Count("steps", filter=Q(steps__is_waived=True)),
    )
    rows = [
        {
            "checklist_id": str(one.pk),
            "person_id": str(one.person_id),
            "person_name": one.person.name,
            "person_email": one.person.email,
            "kind": one.kind,
            "from_on": one.from_on,
            "due_on": one.due_on,
            "closed_on": one.closed_at.date() if one.closed_at else None,
            "withdrawn_on": one.withdrawn_at.date() if one.withdrawn_at else None,
            "step_count": one.step_count,
            "left_count": one.left_count,
            "waived_count": one.waived_count,
        }
        for one in found.order_by("pk").iterator(chunk_size=BATCH)
    ]
    yield Rows("people_checklist", rows)


STREAMS: dict[str, Collect] = {"people": people, "checklists": checklists}
