"""Saying that a task needs another one first, and how much a team can carry in a month."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.people.models import Team
from attestry.remediation.actions.planning import locked
from attestry.remediation.errors import DependencyRefused, TaskRefused
from attestry.remediation.models import Task, TaskDependency, TeamCapacity
from attestry.remediation.rules.segregation import circle


@act("remediation.plan")
def add_dependency(actor: Actor, task: Task, *, needs: Task) -> TaskDependency:
    """``task`` cannot be fixed before ``needs`` is verified. Raises DependencyRefused where it goes round."""
    found, needed = locked(task.pk), locked(needs.pk)
    if found.pk == needed.pk:
        raise DependencyRefused("Needs: a task does not need itself.", next_step="Choose another task.")
    edges: dict[int, tuple[int, ...]] = {}
    for one, other in TaskDependency.objects.values_list("task", "needs"):
        edges[one] = (*edges.get(one, ()), other)
    way = circle(edges, found.pk, needed.pk)
    if way:
        titles = dict(Task.objects.filter(pk__in=way).values_list("pk", "title"))
        said = " needs ".join(f"“{titles[one]}”" for one in way)
        raise DependencyRefused(
            f"Needs: this would go round in a circle, since {said}.", next_step="Choose another."
        )
    made, is_new = TaskDependency.objects.get_or_create(task=found, needs=needed)
    if is_new:
        record(found.subject, after={"needs": needed.title, "task": needed.pk})
    return made


@act("remediation.plan")
def remove_dependency(actor: Actor, task: Task, *, needs: Task) -> None:
    """Let the task be fixed without the other. Nothing happens where it did not need it."""
    found = locked(task.pk)
    if TaskDependency.objects.filter(task=found, needs=needs).delete()[0]:
        record(found.subject, before={"needs": needs.title, "task": needs.pk}, after={"needs": None})


@act("remediation.plan")
def set_capacity(actor: Actor, team: Team, *, hours_a_month: int) -> TeamCapacity:
    """Say how many hours of remediation a team can carry in a month. Raises TaskRefused below 0."""
    if hours_a_month < 0:
        raise TaskRefused("Hours a month: below nothing.", next_step="Give zero or more.")
    before = TeamCapacity.objects.filter(team=team).first()
    made, _ = TeamCapacity.objects.update_or_create(team=team, defaults={"hours_a_month": hours_a_month})
    record(
        f"team:{team.name}",
        before={"hours_a_month": before.hours_a_month if before else None},
        after={"hours_a_month": hours_a_month},
    )
    return made
