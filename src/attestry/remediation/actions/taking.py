"""What an issue that changed in its tracker does to its task."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.remediation.actions.moving import fix_task, reopen_task
from attestry.remediation.actions.planning import keep, locked
from attestry.remediation.models import Task, TrackedIssue
from attestry.remediation.rules.task import TaskState
from attestry.remediation.rules.tracker import Issue, Theirs, asks, shown, title_after


@act("remediation.sync", offered=False)
def take_issue(actor: Actor, number: int, *, issue: Issue) -> None:
    """Adopt an issue of ours that was made before, take its title, and do what its state asks."""
    found = TrackedIssue.objects.select_related("tracker").select_for_update(of=("self",)).get(pk=number)
    task, seen = locked(found.task_id), (issue.id, issue.title, issue.is_open)
    if found.external_id and found.external_id != issue.id:
        return
    if not found.external_id:
        found.external_id, found.external_key, found.external_url = issue.id, issue.key, issue.url
        found.agreed_title, found.refusal = shown(task.title), ""
        record(task.subject, after={"issue": issue.url})
    before = (found.external_id, found.agreed_title, found.theirs_open)
    _take_title(found, task, shown(issue.title))
    wanted = asks(
        TaskState(task.state),
        was_open=found.theirs_open,
        is_open=issue.is_open,
        closed_there=found.closed_there_at is not None,
    )
    if found.theirs_open and not issue.is_open:
        found.closed_there_at = clock.now()
    if issue.is_open:
        found.closed_there_at, found.note = None, ""
    if wanted is Theirs.FIX:
        _fix(actor, found, task, issue)
    elif wanted is Theirs.REOPEN:
        reopen_task(actor, task, reason=f"Its issue {issue.key} was opened again in {found.tracker.name}.")
    found.theirs_open = issue.is_open
    if seen != before:
        found.sent_digest = ""
    found.save()


def _take_title(found: TrackedIssue, task: Task, theirs: str) -> None:
    stands, overruled = title_after(found.agreed_title, task.title, theirs)
    if stands != task.title:
        before, task.title = task.title, stands
        keep(task)
        record(task.subject, before={"title": before}, after={"title": stands, "of": found.external_key})
        found.agreed_title = stands
    if overruled:
        found.agreed_title = overruled
        record(task.subject, after={"title": task.title, "overruled": overruled, "of": found.external_key})


def _fix(actor: Actor, found: TrackedIssue, task: Task, issue: Issue) -> None:
    """Fixed where the issue names new evidence; else why not is noted, here and there."""
    try:
        fix_task(
            actor,
            task,
            entries=issue.entries,
            reason=f"Its issue {issue.key} was closed in {found.tracker.name}.",
        )
    except (Invalid, Conflict) as refusal:
        if found.note != refusal.message:
            record(task.subject, after={"closed_there": issue.key, "but": refusal.message})
        found.note = refusal.message
    else:
        found.note = ""
