"""The trackers, which are due, and what each issue should say."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from attestry.journal.models import JournalEntry
from attestry.remediation.errors import TaskRefused
from attestry.remediation.models import Task, TrackedIssue, Tracker
from attestry.remediation.rules.task import LEFT, UNFIXED, TaskState
from attestry.remediation.rules.tracker import MISSING, Wanted, mark_of, shown, wants_open


def trackers() -> QuerySet[Tracker]:
    """Every tracker that was not removed, with how many tasks it has and how many of them have an issue."""
    made = Count("issues", filter=Q(issues__external_id__gt=""))
    found = Tracker.objects.filter(removed_at=None).select_related("takes_owner", "takes_team")
    return found.annotate(made_count=made, task_count=Count("issues"))


def tracker_numbered(number: int) -> Tracker:
    """One tracker. Raises TaskRefused where there is none, or it was removed."""
    found = Tracker.objects.select_related("takes_owner", "takes_team")
    one = found.filter(pk=number, removed_at=None).first()
    if one is None:
        raise TaskRefused("There is no such tracker.", next_step="See the list of trackers.")
    return one


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
    """Tasks that are not done, that this tracker takes, and that have no issue in it."""
    theirs = TrackedIssue.objects.filter(tracker=tracker, task=OuterRef("pk"))
    return taken_by(tracker).filter(~Exists(theirs), state__in=LEFT)


def taken_by(tracker: Tracker) -> QuerySet[Task]:
    """The tasks that fit the tracker's rule."""
    fits = Q()
    if tracker.takes_owner_id is not None:
        fits &= Q(owner=tracker.takes_owner_id)
    if tracker.takes_team_id is not None:
        fits &= Q(team=tracker.takes_team_id) | Q(owner__team=tracker.takes_team_id)
    if tracker.takes_priority is not None:
        fits &= Q(priority__lte=tracker.takes_priority)
    if tracker.takes_tools:
        found = Task.objects.annotate(tool=Lower("tool_category"))
        return found.filter(fits, tool__in=tracker.takes_tools)
    return Task.objects.filter(fits)


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
