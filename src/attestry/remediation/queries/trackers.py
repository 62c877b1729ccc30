"""The trackers, which are due, and what each issue should say."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from attestry.journal.models import JournalEntry
from attestry.remediation.errors import TaskRefused
from attestry.remediation.models import Task, TrackedIssue, Tracker
from attestry.remediation.rules.task import LEFT, UNFIXED, TaskState
from attestry.remediation.rules.tracker import MISSING, Wanted, mark_of, shown, wants_open


def trackers() -> QuerySet[Tracker]:
    """Every tracker that was not removed, with how many tasks it has and how many of them have an issue."""
    made = Count("issues", filter=Q(issues__external_id__gt=""))
    return Tracker.objects.filter(removed_at=None).annotate(made_count=made, task_count=Count("issues"))


def tracker_numbered(number: int) -> Tracker:
    """One tracker. Raises TaskRefused where there is none, or it was removed."""
    found = Tracker.objects.filter(pk=number, removed_at=None).first()
    if found is None:
        raise TaskRefused("There is no such tracker.", next_step="See the list of trackers.")
    return found


def asking(most: int = 50) -> list[TrackedIssue]:
    """Issues that were closed without evidence, or that a tracker refuses, newest first."""
    is_noted = ~Q(note="") & Q(task__state__in=UNFIXED)
    found = TrackedIssue.objects.filter(is_noted | ~Q(refusal=""), tracker__removed_at=None)
    return list(found.select_related("tracker", "task").order_by("-pk")[:most])


def due(now: datetime) -> list[int]:
    """The numbers of the trackers whose time has come."""
    found = Tracker.objects.filter(removed_at=None, next_at__lte=now)
    return list(found.order_by("next_at", "pk").values_list("pk", flat=True))


def is_due(now: datetime) -> bool:
    """Whether a tracker is to be asked now."""
    return Tracker.objects.filter(removed_at=None, next_at__lte=now).exists()


def unlinked(tracker: Tracker) -> QuerySet[Task]:
    """Tasks that are not done and have no issue in this tracker."""
    theirs = TrackedIssue.objects.filter(tracker=tracker, task=OuterRef("pk"))
    return Task.objects.filter(~Exists(theirs), state__in=LEFT)


def home_mark() -> str:
    """What tells this home's tasks from another's in the same tracker: its journal's first entry."""
    first = JournalEntry.objects.order_by("seq").values_list("hash", flat=True).first()
    return str(first)[:8]


def wanted_of(issue: TrackedIssue, home: str) -> Wanted:
    """What the issue should say. Reads the task."""
    task, state = issue.task, TaskState(issue.task.state)
    is_open = wants_open(state, moved_at=task.moved_at, closed_there_at=issue.closed_there_at)
    is_missing = bool(issue.note) and not is_open and state in UNFIXED
    return Wanted(
        mark=mark_of(home, task.pk),
        title=shown(task.title),
        why=task.why[:20_000],
        state=f"{state.label}, {MISSING}" if is_missing else state.label,
        is_open=is_open,
    )
