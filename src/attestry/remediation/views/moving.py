"""One task: what it is, its evidence and history, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.accounts.middleware import for_everyone
from attestry.accounts.rules import READ
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.remediation.actions.depending import add_dependency, remove_dependency
from attestry.remediation.actions.moving import (
    accept_gap,
    close_task,
    fix_task,
    reopen_task,
    start_task,
    verify_task,
)
from attestry.remediation.actions.planning import edit_task
from attestry.remediation.errors import NotYourTask, TaskRefused, TaskUnknown
from attestry.remediation.forms import TaskForm
from attestry.remediation.models import Task
from attestry.remediation.queries.tasks import is_of, task_detail, task_numbered
from attestry.remediation.rules.task import Move, Priority, TaskState, moves_from
from attestry.remediation.views.around import offered
from attestry.ui.acting import answer
from attestry.ui.addresses import address


def _seen(actor: Actor, pk: int) -> Task:
    """A task that the actor may see. Raises NotYourTask, and TaskUnknown for who reads the program."""
    try:
        found = task_numbered(pk)
    except TaskUnknown:
        if actor.may(READ):
            raise
        raise NotYourTask(actor.name) from None
    if not actor.may(READ) and not is_of(found, actor):
        raise NotYourTask(actor.name)
    return found


@for_everyone
@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task."""
    actor = actor_of(request)
    found = _seen(actor, pk)
    state = TaskState(found.state)
    context = {
        "task": found,
        "detail": task_detail(found),
        "moves": [one.value for one in moves_from(state)],
        "priority": Priority(found.priority).label,
        "labels": {one.value: one.label for one in TaskState},
        "today": clock.now().date(),
        "is_theirs": is_of(found, actor),
        "may": actor.may,
        "breadcrumb": [("Tasks", address("tasks" if actor.may(READ) else "my_tasks")), (found.title, "")],
    }
    return render(request, "remediation/task.html", context)


@requires("remediation.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def task_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan it anew."""
    found = task_numbered(pk)
    initial = {
        "title": found.title, "why": found.why, "starts_on": found.starts_on, "due_on": found.due_on,
        "effort_hours": found.effort_hours,
        "priority": found.priority, "tool_category": found.tool_category, "cost": found.cost,
        "owner": f"p{found.owner_id}" if found.owner_id else (f"t{found.team_id}" if found.team_id else ""),
        "verifier": f"p{found.verifier_id}" if found.verifier_id else "",
    }  # fmt: skip
    form = offered(TaskForm(request.POST if request.method == "POST" else None, initial=initial))
    if request.method == "POST" and form.is_valid():
        try:
            edit_task(actor_of(request), found, revision=_number(request, "revision"), **form.plan())
        except (Invalid, Conflict) as refusal:
            form.add_error(None, str(refusal))
            messages.error(request, str(refusal))
        else:
            messages.success(request, "It is planned so.")
            return redirect("task", pk=pk)
    context = {
        "form": form,
        "task": found,
        "breadcrumb": [("Tasks", address("tasks")), (found.title, address("task", pk)), ("Plan", "")],
    }
    return render(request, "remediation/task_form.html", context, status=422 if form.errors else 200)


def _number(request: HttpRequest, name: str) -> int:
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


@for_everyone
@require_POST
def task_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Start, fix, verify, close, accept or reopen it."""
    actor = actor_of(request)
    found = _seen(actor, pk)
    reason = request.POST.get("reason", "")[:4000]
    moves: dict[str, Callable[[], object]] = {
        Move.START: lambda: start_task(actor, found),
        Move.FIX: lambda: fix_task(actor, found, entries=_entries(request), reason=reason),
        Move.VERIFY: lambda: verify_task(actor, found, reason=reason),
        Move.CLOSE: lambda: close_task(actor, found, reason=reason),
        Move.ACCEPT: lambda: accept_gap(actor, found, reason=reason, until=_until(request)),
        Move.REOPEN: lambda: reopen_task(actor, found, reason=reason),
    }
    return answer(request, lambda: _made(moves, request.POST.get("move", "")), "Done.", "task", pk)


def _made(moves: dict[str, Callable[[], object]], asked: str) -> object:
    if asked not in moves:
        raise TaskRefused("It was not said what to do with it.", next_step="Choose one of the moves.")
    return moves[asked]()


def _entries(request: HttpRequest) -> list[int]:
    said = [*request.POST.getlist("entry"), *request.POST.get("entries", "").replace(",", " ").split()]
    wrong = [one for one in said if not (one.isascii() and one.isdigit() and len(one) < 16)]
    if wrong:
        raise TaskRefused(f"Evidence: “{wrong[0][:40]}” is no entry's number.", next_step="Give numbers.")
    return [int(one) for one in said]


def _until(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        raise TaskRefused("Until: it was not said for how long.", next_step="Give a day.") from None


@requires("remediation.plan")
@require_POST
def task_needs(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it need another task first, or no longer."""
    found, number = task_numbered(pk), _number(request, "needs")
    change = remove_dependency if request.POST.get("remove") else add_dependency
    return answer(
        request, lambda: change(actor_of(request), found, needs=task_numbered(number)), "Noted.", "task", pk
    )
