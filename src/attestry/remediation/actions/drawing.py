"""Making tasks of the gaps of today, each with an owner and a day, and noting which gaps have gone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.models import Person, Team
from attestry.remediation.actions.checking import refuse_past, refuse_unsound
from attestry.remediation.actions.planning import new_task, write_tasks
from attestry.remediation.errors import Unassigned
from attestry.remediation.models import Task
from attestry.remediation.queries.assigning import Staff, staff
from attestry.remediation.queries.drafts import TaskDraft, drafts_of
from attestry.remediation.queries.gaps import gap_list
from attestry.remediation.rules.task import TaskKind
from attestry.ui.words import counted_words


@act("remediation.plan")
def draw_tasks(
    actor: Actor,
    *,
    only: Collection[str] = (),
    owner: Person | None = None,
    team: Team | None = None,
    due_on: date | None = None,
    urgent_on: date | None = None,
) -> int:
    """Make a task of every gap that has none (or of those whose keys are named); answers how many.

    A task belongs to whoever keeps what the gap is of, such as a risk, or owns its control, and works
    here; else to ``owner`` or ``team``. It is due on ``due_on``; what is missing or fails already on
    ``urgent_on`` where that is given. Safe to repeat: a gap has one task at a time. A gap that went away
    after its task was closed and comes back gets a new one. Raises DeadlinePassed, TaskRefused for an
    owner and a team, and Unassigned with how many would stand without an owner who is there, or without
    a deadline.
    """
    for day in (due_on, urgent_on):
        refuse_past(day)
    found = gap_list(clock.now())
    _note_gone(actor, {one.gap.key for one in found.lines})
    tasks = []
    for one in drafts_of(found, only=only):
        task = _task_of(one)
        task.owner, task.team = (one.owner, None) if one.owner else (owner, team)
        task.due_on = urgent_on if one.is_urgent and urgent_on else due_on
        refuse_unsound(task)
        tasks.append(task)
    there = staff(clock.now().date())
    _refuse_lacking(tasks, there)
    made = write_tasks(actor, tasks, there=there)
    if made:
        record(
            "remediation", after={"tasks made of gaps": len(made), "first": [one.title for one in made[:5]]}
        )
    return len(made)


def _refuse_lacking(tasks: Sequence[Task], there: Staff) -> None:
    """Raises Unassigned with each thing that is missing, and of how many tasks."""
    titles: dict[str, list[str]] = {}
    for one in tasks:
        for lack in there.lacks(one):
            titles.setdefault(lack, []).append(one.title)
    if titles:
        raise Unassigned(
            [
                f"{lack} It is so of {counted_words(len(named), 'task')}, such as “{named[0]}”."
                for lack, named in titles.items()
            ]
        )


def _task_of(draft: TaskDraft) -> Task:
    gap = draft.gap
    task = new_task(
        title=gap.title,
        why=gap.why,
        kind=TaskKind(gap.kind.value),
        priority=draft.priority,
        controls=gap.controls,
        criteria=gap.criteria,
        gap_key=gap.key,
        url=gap.url,
    )
    task.effort_hours = gap.hours
    return task


def _note_gone(actor: Actor, found: set[str]) -> None:
    """Write down for each task of a gap when it was first not found; a gap that is back is found again."""
    now = clock.now()
    with_gap = Task.objects.exclude(gap_key=None)
    gone = [
        one.pk for one in with_gap.filter(gap_gone_at=None).only("pk", "gap_key") if one.gap_key not in found
    ]
    for start in range(0, len(gone), 500):
        Task.objects.filter(pk__in=gone[start : start + 500]).update(gap_gone_at=now, changed_at=now)
    back = [
        one.pk
        for one in with_gap.filter(gap_gone_at__isnull=False, closed_at=None).only("pk", "gap_key")
        if one.gap_key in found
    ]
    for start in range(0, len(back), 500):
        Task.objects.filter(pk__in=back[start : start + 500]).update(gap_gone_at=None, changed_at=now)
    if gone or back:
        record("remediation", after={"gaps gone": len(gone), "gaps back": len(back)})
