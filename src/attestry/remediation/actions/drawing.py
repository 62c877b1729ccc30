"""Making tasks of the gaps of today, and noting which gaps have gone."""

from __future__ import annotations

from collections.abc import Collection

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.remediation.actions.planning import new_task, write_tasks
from attestry.remediation.models import Task
from attestry.remediation.queries.gaps import GapLine, gap_list
from attestry.remediation.rules.task import URGENCY, TaskKind


@act("remediation.plan")
def draw_tasks(actor: Actor, *, only: Collection[str] = ()) -> int:
    """Make a task of every gap that has none (or of those whose keys are named); answers how many.

    Safe to repeat: a gap has one task at a time. A gap that went away after its task was closed and
    comes back gets a new one.
    """
    found = gap_list(clock.now())
    _note_gone(actor, {one.gap.key for one in found.lines})
    wanted = [one for one in found.without_task if not only or one.gap.key in only]
    made = write_tasks(actor, [_task_of(one) for one in wanted])
    if made:
        record(
            "remediation", after={"tasks made of gaps": len(made), "first": [one.title for one in made[:5]]}
        )
    return len(made)


def _task_of(line: GapLine) -> Task:
    gap = line.gap
    kind = TaskKind(gap.kind.value)
    task = new_task(
        title=gap.title,
        why=gap.why,
        kind=kind,
        priority=URGENCY[kind],
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
