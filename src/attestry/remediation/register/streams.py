"""The register of tasks, read as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count

from attestry.connectors.rules.observation import Collect, Observation, Provenance, Rows, Session
from attestry.remediation.models import Task
from attestry.remediation.rules.task import Priority

BATCH = 5000


def tasks(_session: Session) -> Iterator[Observation]:
    """Every task."""
    yield Provenance(principal="Attestry", endpoint="the register of tasks", query="every task")
    found = Task.objects.select_related("owner", "team").annotate(evidence_count=Count("evidence"))
    yield Rows("remediation_task", [_row(one) for one in found.order_by("pk").iterator(chunk_size=BATCH)])


def _row(task: Any) -> dict[str, object]:
    return {
        "task_id": str(task.pk),
        "title": task.title,
        "gap_kind": task.kind,
        "priority": Priority(task.priority).name.lower(),
        "state": task.state,
        "owner_email": task.owner.email if task.owner else None,
        "team": task.team.name if task.team else None,
        "fixed_by": _who(task.fixed_by),
        "verified_by": _who(task.verified_by),
        "accepted_by": _who(task.accepted_by),
        "accepted_until": task.accepted_until,
        "due_on": task.due_on,
        "opened_at": task.opened_at,
        "fixed_at": task.fixed_at,
        "verified_at": task.verified_at,
        "closed_at": task.closed_at,
        "evidence_count": task.evidence_count,
    }


def _who(key: str) -> str | None:
    return key.removeprefix("user:") or None


STREAMS: dict[str, Collect] = {"tasks": tasks}
