"""Tasks in time: the board by state, the calendar by deadline, and the moves that the burn-down counts."""

from __future__ import annotations

from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncDate

from attestry.remediation.models import Task, TaskMove
from attestry.remediation.rules.burn_down import DayMoves, Point, left_by_day, planned
from attestry.remediation.rules.task import LEFT, TaskState

CARDS = 8


def board() -> dict[TaskState, list[Task]]:
    """The first tasks of each state, most urgent first; one query a state."""
    found = Task.objects.select_related("owner", "team")
    return {
        one: list(found.filter(state=one).order_by("priority", "due_on", "pk")[:CARDS]) for one in TaskState
    }


def due_within(first: date, last: date) -> dict[date, list[Task]]:
    """The tasks due on each day of [first, last] that are left."""
    found = Task.objects.filter(due_on__range=(first, last), state__in=LEFT)
    by_day: dict[date, list[Task]] = {}
    for one in found.order_by("due_on", "priority", "pk").only("pk", "title", "state", "due_on", "priority"):
        if one.due_on is not None:
            by_day.setdefault(one.due_on, []).append(one)
    return by_day


def burn_down(today: date) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """What was left each day until today, and what would be left if every deadline ahead were met."""
    rows = (
        TaskMove.objects.annotate(on=TruncDate("at"))
        .order_by("on")
        .values_list("on", "from_state", "to_state")
        .annotate(count=Count("pk"))
    )
    points = left_by_day((DayMoves(*row) for row in rows), until=today)
    ahead = (
        Task.objects.filter(state__in=LEFT, due_on__gte=today)
        .order_by("due_on")
        .values_list("due_on")
        .annotate(count=Count("pk"))
    )
    days = [(day, count) for day, count in ahead if day is not None]
    return points, planned(days, left=points[-1].left if points else 0)
