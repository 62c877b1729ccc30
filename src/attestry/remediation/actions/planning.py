"""Writing a task down, and changing what is planned of it: owner, verifier, deadline, effort, priority."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person, Team
from attestry.remediation.actions.checking import refuse_past, refuse_unassigned, refuse_unsound
from attestry.remediation.errors import ChangedMeanwhile, TaskUnknown
from attestry.remediation.models import Task, TaskMove
from attestry.remediation.queries.assigning import Staff, staff
from attestry.remediation.rules.task import Priority, TaskKind, TaskState


@act("remediation.plan")
def add_task(
    actor: Actor,
    *,
    title: str,
    why: str = "",
    owner: Person | None = None,
    team: Team | None = None,
    verifier: Person | None = None,
    starts_on: date | None = None,
    due_on: date | None = None,
    effort_hours: Decimal | None = None,
    priority: Priority = Priority.MEDIUM,
    tool_category: str = "",
    cost: Decimal | None = None,
    controls: Sequence[str] = (),
    criteria: Sequence[str] = (),
) -> Task:
    """Write a task down by hand: it has an owner and a deadline.

    Raises TaskRefused, DeadlinePassed, VerifierIsOwner, and Unassigned that names what is missing.
    """
    task = new_task(title=title, why=why, priority=priority, controls=controls, criteria=criteria)
    task.owner, task.team, task.verifier = owner, team, verifier
    task.starts_on, task.due_on, task.effort_hours = starts_on, due_on, effort_hours
    task.tool_category, task.cost = tool_category.strip(), cost
    refuse_unsound(task)
    refuse_past(due_on)
    (made,) = write_tasks(actor, [task])
    record(made.subject, after=plan_of(made))
    return made


@act("remediation.plan")
def edit_task(
    actor: Actor,
    task: Task,
    *,
    revision: int,
    title: str,
    why: str = "",
    owner: Person | None = None,
    team: Team | None = None,
    verifier: Person | None = None,
    starts_on: date | None = None,
    due_on: date | None = None,
    effort_hours: Decimal | None = None,
    priority: Priority = Priority.MEDIUM,
    tool_category: str = "",
    cost: Decimal | None = None,
) -> Task:
    """Plan a task anew. ``revision`` is that of the task which the form was made from.

    Raises ChangedMeanwhile with both versions, TaskRefused, DeadlinePassed where a deadline is moved
    into the past, VerifierIsOwner, TaskUnknown, and Unassigned where it would lose its owner or deadline.
    """
    found = locked(task.pk)
    before, due_before, seen, as_it_was = plan_of(found), found.due_on, found.revision, copy(found)
    found.title, found.why = title.strip(), why.strip()
    found.owner, found.team, found.verifier = owner, team, verifier
    found.starts_on, found.due_on = starts_on, due_on
    found.effort_hours, found.priority = effort_hours, priority
    found.tool_category, found.cost = tool_category.strip(), cost
    after = plan_of(found)
    if revision != seen:
        raise ChangedMeanwhile(
            [(key, said(before[key]), said(after[key])) for key in after if after[key] != before[key]]
        )
    refuse_unsound(found)
    if due_on != due_before:
        refuse_past(due_on)
    refuse_unassigned(found, staff(clock.now().date()), unless=as_it_was)
    if after != before:
        keep(found)
        record(found.subject, before=before, after=after)
    return found


def new_task(
    *,
    title: str,
    why: str = "",
    priority: Priority = Priority.MEDIUM,
    kind: TaskKind = TaskKind.OTHER,
    controls: Iterable[str] = (),
    criteria: Iterable[str] = (),
    gap_key: str | None = None,
    url: str = "",
) -> Task:
    """A task that nobody has written down yet."""
    now = clock.now()
    return Task(
        title=title.strip()[:300],
        why=why.strip(),
        kind=kind,
        priority=priority,
        controls=list(controls),
        criteria=list(criteria),
        gap_key=gap_key,
        url=url,
        opened_at=now,
        moved_at=now,
        changed_at=now,
    )


def write_tasks(
    actor: Actor, tasks: list[Task], reason: str = "", *, there: Staff | None = None
) -> list[Task]:
    """Write new tasks down with their first move. Only within an act; there is no other way to one.

    ``there`` is who works here today, where that was read already. Raises Unassigned for the first that
    has no owner who is there, or no deadline.
    """
    there = there or staff(clock.now().date())
    for one in tasks:
        refuse_unassigned(one, there)
    made = Task.objects.bulk_create(tasks, batch_size=500)
    TaskMove.objects.bulk_create(
        (first_move(actor, one, one.opened_at, reason) for one in made), batch_size=500
    )
    return made


def first_move(actor: Actor, task: Task, at: datetime, reason: str) -> TaskMove:
    """The move from nothing to open."""
    return TaskMove(
        task=task, at=at, actor_key=actor.key, actor_name=actor.name, to_state=TaskState.OPEN, reason=reason
    )


def locked(number: int) -> Task:
    """A task that nobody else changes until the act ends. Raises TaskUnknown."""
    found = (
        Task.objects.select_related("owner", "team", "verifier")
        .select_for_update(of=("self",))
        .filter(pk=number)
        .first()
    )
    if found is None:
        raise TaskUnknown(number)
    return found


def keep(task: Task) -> None:
    """Save a changed task under its next revision. Only within an act."""
    stamp(task)
    task.save()


def stamp(task: Task) -> None:
    """Mark a task as changed; one that has owner and deadline by now keeps them from then on."""
    task.revision += 1
    task.changed_at = clock.now()
    task.may_lack = task.may_lack and not task.is_assigned


def plan_of(task: Task) -> dict[str, Any]:
    """What is planned of a task, in words that the journal keeps."""
    return {
        "title": task.title,
        "why": task.why,
        "owner": task.owner.email if task.owner else None,
        "team": task.team.name if task.team else None,
        "verifier": task.verifier.email if task.verifier else None,
        "starts_on": task.starts_on.isoformat() if task.starts_on else None,
        "due_on": task.due_on.isoformat() if task.due_on else None,
        "effort_hours": str(Decimal(task.effort_hours).normalize())
        if task.effort_hours is not None
        else None,
        "priority": Priority(task.priority).label,
        "tool_category": task.tool_category,
        "cost": str(Decimal(task.cost).normalize()) if task.cost is not None else None,
    }


def said(value: object) -> str:
    """A planned value as a person would say it."""
    return "nothing" if value in (None, "") else str(value)
