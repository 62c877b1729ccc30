"""Changing several tasks at once, all or none, and taking that back while nobody has changed them since."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person, Team
from attestry.remediation.actions.checking import refuse_past, refuse_unsound
from attestry.remediation.errors import TaskRefused, TaskUnknown, UndoRefused, VerifierIsOwner
from attestry.remediation.models import BulkEdit, Task
from attestry.remediation.rules.task import Priority
from attestry.ui.words import counted_words

_FIELDS = ("owner_id", "team_id", "verifier_id", "due_on", "effort_hours", "priority")


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

    Raises TaskRefused that names the tasks that refuse, DeadlinePassed, TaskUnknown.
    """
    asked: dict[str, Any] = {
        "owner": owner, "team": team, "verifier": verifier, "due_on": due_on,
        "effort_hours": effort_hours, "priority": priority,
    }  # fmt: skip
    given = {name: value for name, value in asked.items() if value is not None}
    if not given:
        raise TaskRefused(
            "Nothing was said to change.", next_step="Choose an owner, a deadline or a priority."
        )
    refuse_past(due_on)
    found = _all(tasks)
    before = [_kept(one) for one in found]
    wrong = [problem for one in found if (problem := _changed(one, given))]
    if wrong:
        more = f"; and {len(wrong) - 5} more" if len(wrong) > 5 else ""
        raise TaskRefused(
            f"Nothing was changed: {'; '.join(wrong[:5])}{more}.",
            next_step="Leave these out, or change them singly.",
        )
    Task.objects.bulk_update(found, [*_FIELDS, "revision", "changed_at"], batch_size=200)
    said = ", ".join(f"{name.replace('_', ' ')}: {_words(value)}" for name, value in given.items())
    made = BulkEdit.objects.create(
        at=clock.now(), actor_key=actor.key, actor_name=actor.name, said=said[:300], before=before
    )
    record(f"bulk-edit:{made.pk}", after={"tasks": [one.pk for one in found], "changed": said})
    return made


def _all(tasks: Collection[int]) -> list[Task]:
    wanted = set(tasks)
    if not wanted:
        raise TaskRefused("No task was chosen.", next_step="Tick the tasks that it is about.")
    found = list(
        Task.objects.select_related("owner", "team", "verifier")
        .select_for_update(of=("self",))
        .filter(pk__in=wanted)
    )
    missing = wanted - {one.pk for one in found}
    if missing:
        raise TaskUnknown(min(missing))
    return found


def _kept(task: Task) -> dict[str, Any]:
    """A task's plan as the bulk edit keeps it, under the revision that it gets."""
    return {
        "task": task.pk,
        "revision": task.revision + 1,
        "owner_id": task.owner_id,
        "team_id": task.team_id,
        "verifier_id": task.verifier_id,
        "due_on": task.due_on.isoformat() if task.due_on else None,
        "effort_hours": str(task.effort_hours) if task.effort_hours is not None else None,
        "priority": task.priority,
    }


def _changed(task: Task, given: dict[str, Any]) -> str:
    """Change a task in memory; answers what is wrong with it then."""
    if "owner" in given and "team" not in given:
        task.team = None
    if "team" in given and "owner" not in given:
        task.owner = None
    for name, value in given.items():
        setattr(task, name, value)
    task.revision += 1
    task.changed_at = clock.now()
    try:
        refuse_unsound(task)
    except (TaskRefused, VerifierIsOwner) as refusal:
        return f"{task.title}: {refusal.message}"
    return ""


def _words(value: object) -> str:
    return value.label if isinstance(value, Priority) else str(value)


@act("remediation.plan")
def undo_edit(actor: Actor, edit: BulkEdit) -> BulkEdit:
    """Put back what stood before a bulk edit.

    Raises UndoRefused where it was undone already, or somebody changed one of its tasks since.
    """
    found = BulkEdit.objects.select_for_update().get(pk=edit.pk)
    if found.undone_at is not None:
        raise UndoRefused("This is undone already.", next_step="Look at the tasks.")
    kept = {one["task"]: one for one in found.before}
    tasks = list(Task.objects.select_for_update().filter(pk__in=kept))
    since = [one for one in tasks if one.revision != kept[one.pk]["revision"]]
    if since:
        raise UndoRefused(
            f"{counted_words(len(since), 'task')} changed since, such as “{since[0].title}”.",
            next_step="Change the tasks singly; undoing would lose what was done there.",
        )
    now = clock.now()
    for one in tasks:
        before = kept[one.pk]
        for name in _FIELDS:
            setattr(one, name, before[name])
        one.due_on = date.fromisoformat(before["due_on"]) if before["due_on"] else None
        one.effort_hours = Decimal(before["effort_hours"]) if before["effort_hours"] is not None else None
        one.revision += 1
        one.changed_at = now
    Task.objects.bulk_update(tasks, [*_FIELDS, "revision", "changed_at"], batch_size=200)
    found.undone_at = now
    found.save(update_fields=["undone_at"])
    record(f"bulk-edit:{found.pk}", before={"changed": found.said}, after={"undone": len(tasks)})
    return found
