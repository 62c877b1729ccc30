"""The list of tasks, one's own, and a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.accounts.middleware import for_everyone
from attestry.accounts.together import Together
from attestry.kit import clock
from attestry.kit.errors import Invalid
from attestry.people.queries.register import person_acting
from attestry.remediation.actions.bulk import TASKS, edit_tasks, undo_edit
from attestry.remediation.actions.planning import add_task
from attestry.remediation.forms import TaskForm, TogetherForm
from attestry.remediation.queries.tasks import TaskCounts, task_counts, tasks_found
from attestry.remediation.rules.task import Priority, TaskState
from attestry.remediation.views.around import bearings, offered
from attestry.ui.addresses import address
from attestry.ui.bulk import BulkList
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Choice, Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("title", "Task"),
    Column("owner", "Owner"),
    Column("due", "Deadline"),
    Column("priority", "Priority"),
    Column("state", "State"),
    Column("hours", "Hours", numeric=True),
)
_HEADER = (
    "task", "title", "state", "priority", "owner", "team", "verifier", "start", "deadline", "hours",
    "tool category", "cost", "controls", "criteria",
)  # fmt: skip


@require_safe
def tasks(request: HttpRequest) -> HttpResponseBase:
    """Every task, most urgent first."""
    today, actor = clock.now().date(), actor_of(request)
    counts = task_counts(today)
    filters = _filters(counts)
    choice = read_choice(request.GET, _COLUMNS, filters, sort="priority")
    found = _chosen(choice)
    if request.GET.get("format") == "csv":
        return csv_answer("tasks.csv", _HEADER, (_csv_row(one) for one in found))
    start = (choice.page - 1) * PAGE_SIZE
    total = counts.total if not (choice.filters or choice.search) else found.count()
    context = {
        "listing": Listing(_COLUMNS, list(found[start : start + PAGE_SIZE]), total, choice, filters),
        "counts": counts,
        "bearings": bearings(counts),
        "today": today,
        "bulk": TOGETHER.bar(request),
        "may": actor.may,
    }
    return render(request, "remediation/tasks.html", context)


def _filters(counts: TaskCounts) -> tuple[Filter, ...]:
    states = [Option("left", "Not closed", counts.left)]
    states += [Option(one.value, one.label, counts.by_state[one.value]) for one in TaskState]
    return (
        Filter("state", "State", tuple(states)),
        Filter(
            "due",
            "Deadline",
            (Option("overdue", "Overdue", counts.overdue), Option("none", "None", counts.without_day)),
        ),
        Filter("owner", "Owner", (Option("nobody", "Nobody", counts.without_owner),)),
        Filter(
            "priority",
            "Priority",
            tuple(Option(one.name.lower(), one.label, counts.by_priority[one]) for one in Priority),
        ),
    )


def _chosen(choice: Choice) -> Any:
    return tasks_found(
        clock.now().date(),
        state=choice.filters.get("state", ""),
        priority=choice.filters.get("priority", ""),
        due=choice.filters.get("due", ""),
        owner=choice.filters.get("owner", ""),
        words=choice.search,
        sort=choice.sort,
        is_descending=choice.is_descending,
    )


def _shown(query: Mapping[str, str]) -> list[int]:
    """The numbers of all tasks that a query of the page shows."""
    filters = _filters(task_counts(clock.now().date()))
    return list(_chosen(read_choice(query, _COLUMNS, filters)).values_list("pk", flat=True))


TOGETHER = Together(
    "remediation.plan",
    BulkList("task", "tasks", "tasks_bulk", "tasks_undo", _shown),
    TASKS,
    lambda data: offered(TogetherForm(data)),
    lambda actor, chosen, given: edit_tasks(actor, chosen, **given),
    undo_edit,
)
tasks_bulk, tasks_undo = TOGETHER.views()


def _csv_row(task: Any) -> tuple[object, ...]:
    return (
        task.pk, task.title, task.state, Priority(task.priority).label,
        task.owner.email if task.owner else "", task.team.name if task.team else "",
        task.verifier.email if task.verifier else "", task.starts_on or "", task.due_on or "",
        task.effort_hours or "",
        task.tool_category, task.cost or "", " ".join(task.controls), " ".join(task.criteria),
    )  # fmt: skip


@for_everyone
@require_safe
def my_tasks(request: HttpRequest) -> HttpResponse:
    """What whoever asks owns, alone or with their team, or verifies; without what is closed."""
    today, person = clock.now().date(), person_acting(actor_of(request))
    found = tasks_found(today, state="left", sort="due", theirs=person) if person else ()
    context = {"tasks": list(found[:200]), "today": today, "person": person}
    return render(request, "remediation/my_tasks.html", context)


@requires("remediation.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def task_add(request: HttpRequest) -> HttpResponse:
    """Write a task down by hand."""
    form = offered(TaskForm(request.POST if request.method == "POST" else None, initial={"priority": 3}))
    if request.method == "POST" and form.is_valid():
        try:
            made = add_task(actor_of(request), **form.plan())
        except Invalid as refusal:
            form.add_error(None, str(refusal))
            messages.error(request, str(refusal))
        else:
            messages.success(request, "The task is written down.")
            return redirect("task", pk=made.pk)
    context = {"form": form, "breadcrumb": [("Tasks", address("tasks")), ("Add a task", "")]}
    return render(request, "remediation/task_form.html", context, status=422 if form.errors else 200)
