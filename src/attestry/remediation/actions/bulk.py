"""Changing several tasks at once, all or none, and taking that back while nobody has changed them since."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from attestry.journal.acts import act
from attestry.journal.bulk import BulkKind, change_together, chosen, given, put_back
from attestry.journal.models import BulkEdit
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person, Team
from attestry.remediation.actions.checking import refuse_past, refuse_unsound
from attestry.remediation.models import Task
from attestry.remediation.rules.task import Priority


def _told(task: Task) -> dict[str, Any]:
    return {
        "owner": task.owner.email if task.owner else "",
        "team": task.team.name if task.team else "",
        "verifier": task.verifier.email if task.verifier else "",
        "due_on": str(task.due_on or ""),
        "effort_hours": "" if task.effort_hours is None else str(task.effort_hours),
        "priority": Priority(task.priority).label,
    }


def _stamp(task: Task) -> None:
    task.revision += 1
    task.changed_at = clock.now()


TASKS = BulkKind(
    "tasks",
    ("task", "tasks"),
    ("owner_id", "team_id", "verifier_id", "due_on", "effort_hours", "priority"),
    _told,
    stamps=("revision", "changed_at"),
    stamp=_stamp,
)


@act("remediation.plan")
def edit_tasks(
    actor: Actor,
    tasks: Collection[int],
    *,
    owner: Person | None = None,
    team: Team | None = None,
    verifier: Person | None = None,
    due_on: date | None = None,
    effort_hours: Decimal | None = None,
    priority: Priority | None = None,
) -> BulkEdit:
    """Give every task named what is given; what is left out stays. One that will not do stops all.

    Raises BulkRefused that names the tasks that refuse, DeadlinePassed.
    """
    said = given(
        owner=owner, team=team, verifier=verifier, due_on=due_on, effort_hours=effort_hours, priority=priority
    )
    refuse_past(due_on)

    def change(task: Task) -> None:
        if owner and not team:
            task.team = None
        if team and not owner:
            task.owner = None
        for name, value in said.items():
            setattr(task, name, value)
        refuse_unsound(task)

    return change_together(actor, TASKS, chosen(TASKS, _rows(), tasks), change, to=said)


@act("remediation.plan")
def undo_edit(actor: Actor, edit: BulkEdit) -> BulkEdit:
    """Put back what stood before a bulk edit of tasks. Raises BulkEditUnknown and UndoRefused."""
    return put_back(TASKS, _rows(), edit)


def _rows() -> Any:
    return Task.objects.select_related("owner", "team", "verifier")
