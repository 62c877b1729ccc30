"""The log, the systems read and the tasks of remediation, as a readiness report names them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max

from attestry.evidence.models import Checkpoint, Entry
from attestry.remediation.models import Task, TaskDependency, TaskMove
from attestry.remediation.rules.task import DONE, SETTLED, TaskState
from attestry.ui.words import day_words, instant_words


def ledger_facts(at: datetime) -> dict[str, Any]:
    """The log as it stood: how many entries, and the last root signed by then."""
    checkpoint = Checkpoint.objects.filter(signed_at__lte=at).order_by("-size").first()
    return {
        "entries": Entry.objects.filter(recorded_at__lte=at).count(),
        "size": checkpoint.size if checkpoint else 0,
        "root": checkpoint.root if checkpoint else "",
        "signed": instant_words(checkpoint.signed_at) if checkpoint else "",
    }


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task of remediation as it stood at an instant; ``waits_for`` are tasks that hold its fix back."""

    gap_key: str
    title: str
    state: TaskState
    owner: str
    due_on: date | None
    hours: float | None
    priority: str
    criteria: tuple[str, ...]
    controls: tuple[str, ...]
    waits_for: tuple[str, ...]

    @property
    def words(self) -> str:
        """Its state and day, as a gap's line says them."""
        day = f"due {day_words(self.due_on)}" if self.due_on else "no day yet"
        end = "" if self.state in DONE else f", {day}"
        held = f"; waits for {', '.join(self.waits_for)}" if self.waits_for else ""
        return f"{self.state.label}{end}; {self.owner or 'no owner'}; {self.priority.lower()}{held}"


def tasks_at(at: datetime) -> tuple[TaskLine, ...]:
    """Every task that was opened by then, in the state that it had, in three queries; the newest last."""
    found = list(Task.objects.filter(opened_at__lte=at).select_related("owner", "team").order_by("pk"))
    moves = TaskMove.objects.filter(at__lte=at).order_by("at", "pk").values_list("task", "to_state")
    states = {task: TaskState(state) for task, state in moves}
    titles = {one.pk: one.title for one in found}
    waits: dict[int, list[str]] = {}
    for task, needs in TaskDependency.objects.values_list("task", "needs"):
        if needs in titles and states.get(needs, TaskState.OPEN) not in SETTLED:
            waits.setdefault(task, []).append(titles[needs])
    return tuple(
        TaskLine(
            gap_key=one.gap_key or "",
            title=one.title,
            state=states.get(one.pk, TaskState.OPEN),
            owner=one.owner_name,
            due_on=one.due_on,
            hours=float(one.effort_hours) if one.effort_hours is not None else None,
            priority=one.get_priority_display(),
            criteria=tuple(one.criteria),
            controls=tuple(one.controls),
            waits_for=tuple(waits.get(one.pk, ())),
        )
        for one in found
    )


def systems_read(at: datetime) -> list[list[str]]:
    """The connections that brought evidence by then, each with how many times; one query."""
    rows = (
        Entry.objects.filter(recorded_at__lte=at, connection__isnull=False)
        .order_by("connection__title")
        .values_list("connection__title")
        .annotate(times=Count("pk"), last=Max("recorded_at"))
    )
    return [[title, str(times), instant_words(last)] for title, times, last in rows]
