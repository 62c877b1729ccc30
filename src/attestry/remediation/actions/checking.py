"""What a plan may not be: untitled, nobody's, owned twice, verified by its owner, due before it starts."""

from __future__ import annotations

from datetime import date

from attestry.kit import clock
from attestry.remediation.errors import DeadlinePassed, TaskRefused, Unassigned, VerifierIsOwner
from attestry.remediation.models import Task
from attestry.remediation.queries.assigning import Staff
from attestry.remediation.rules.segregation import Responsible, why_not_verifier


def refuse_unsound(task: Task) -> None:
    """Raises TaskRefused or VerifierIsOwner where the plan breaks a rule whatever the day is."""
    if not task.title:
        raise TaskRefused("Title: a task needs one.", next_step="Say what is to be done.")
    if task.owner and task.team:
        raise TaskRefused("Owner: a task belongs to a person or to a team.", next_step="Choose one of them.")
    if task.starts_on and task.due_on and task.due_on < task.starts_on:
        raise TaskRefused("Deadline: it lies before the start.", next_step="Give a later one.")
    for name, amount in (("Effort", task.effort_hours), ("Cost", task.cost)):
        if amount is not None and amount < 0:
            raise TaskRefused(
                f"{name}: it is below nothing.", next_step="Give zero or more, or leave it empty."
            )
    if task.verifier:
        responsible = Responsible(task.owner_id, task.team_id)
        why = why_not_verifier(responsible, person=task.verifier.pk, team=task.verifier.team_id)
        if why:
            raise VerifierIsOwner(task.verifier.name, why)


def refuse_past(due_on: date | None) -> None:
    """Raises DeadlinePassed for a day before today, in UTC."""
    if due_on is not None and due_on < clock.now().date():
        raise DeadlinePassed(due_on)


def refuse_unassigned(task: Task, there: Staff, *, unless: Task | None = None) -> None:
    """Raises Unassigned without an owner who is there or a deadline, save what ``unless`` lacked before."""
    before = set(there.lacks(unless)) if unless else set()
    lacks = [one for one in there.lacks(task) if one not in before]
    if lacks:
        raise Unassigned(lacks)
