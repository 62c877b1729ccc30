"""The register of people, read as rows."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.connectors.rules.observation import Collect, Observation, Provenance, Rows, Session
from attestry.people.models import Person

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


STREAMS: dict[str, Collect] = {"people": people}
