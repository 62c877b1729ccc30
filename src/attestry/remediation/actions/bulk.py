"""Changing several tasks at once, all or none, and taking that back while nobody has changed them since."""

from __future__ import annotations

from collections.abc import Collection
from copy import copy
from datetime import date
from decimal import Decimal
from typing import Any

from attestry.journal.acts import act
from attestry.journal.bulk import BulkKind, change_together, chosen, given, put_back
from attestry.journal.errors import UndoRefused
from attestry.journal.models import BulkEdit
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person, Team
from attestry.remediation.actions.checking import refuse_past, refuse_unassigned, refuse_unsound
from attestry.remediation.actions.planning import stamp
from attestry.remediation.models import Task
from attestry.remediation.queries.assigning import staff
from attestry.remediation.rules.assigned import lacking
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


TASKS = BulkKind(
    "tasks",
    ("task", "tasks"),
    ("owner_id", "team_id", "verifier_id", "due_on", "effort_hours", "priority"),
    _told,
    stamps=("revision", "changed_at", "may_lack"),
    stamp=stamp,
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
    there = staff(clock.now().date())

    def change(task: Task) -> None:
        as_it_was = copy(task)
        if owner and not team:
            task.team = None
        if team and not owner:
            task.owner = None
        for name, value in said.items():
            setattr(task, name, value)
        refuse_unsound(task)
        refuse_unassigned(task, there, unless=as_it_was)

    return change_together(actor, TASKS, chosen(TASKS, _rows(), tasks), change, to=said)


@act("remediation.plan")
def undo_edit(actor: Actor, edit: BulkEdit) -> BulkEdit:
    """Put back what stood before a bulk edit of tasks.

    Raises BulkEditUnknown, and UndoRefused also where a task would lose its owner or its deadline, or go
    back to somebody who does not work here any more.
    """
    if edit.kind == TASKS.name:
        _refuse_lacking(edit)
    return put_back(TASKS, _rows(), edit)


def _refuse_lacking(edit: BulkEdit) -> None:
    there, lacks = staff(clock.now().date()), list[str]()
    for columns in (one["columns"] for one in edit.items):
        owner, team = columns["owner_id"], columns["team_id"]
        lacks += lacking(
            has_owner=bool(owner or team),
            gone_owner="" if owner is None or int(owner) in there.people else "whoever had it before",
            empty_team="" if team is None or int(team) in there.teams else "that had it before",
            has_deadline=columns["due_on"] is not None,
        )
    if lacks:
        raise UndoRefused(
            f"A task would stand without what it has to have. {' '.join(dict.fromkeys(lacks))}",
            next_step="Change the tasks singly; each keeps an owner and a deadline.",
        )


def _rows() -> Any:
    return Task.objects.select_related("owner", "team", "verifier")
