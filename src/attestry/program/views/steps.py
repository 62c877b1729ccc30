"""The six steps on one page; closing one, overriding its conditions, opening it again."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.kit.errors import DomainError, NotFound
from attestry.program.actions.closing import close_step, override_step, reopen_step
from attestry.program.queries.progress import program
from attestry.scope.queries.categories import the_system
from attestry.scope.rules.condition import Step
from attestry.ui.addresses import address
from attestry.ui.words import counted_words, number_words


@require_safe
def program_page(request: HttpRequest) -> HttpResponse:
    """Where one is, the one next thing, and what it will take; then each step with its conditions."""
    found = program(the_system(), at=clock.now())
    context = {"program": found, "may": actor_of(request).may, "takes": takes}
    return render(request, "program/program.html", context)


@requires("program.close_step")
@require_POST
def close(request: HttpRequest, key: str) -> HttpResponse:
    """Close a step; the refusal names what does not hold."""
    step = _step(key)
    return _answer(
        request, step, lambda: close_step(actor_of(request), the_system(), step), "is closed.", kept=""
    )


@requires("program.override_step")
@require_POST
def override(request: HttpRequest, key: str) -> HttpResponse:
    """Close a step against its conditions."""
    step, reason = _step(key), request.POST.get("reason", "")
    responsible = request.POST.get("responsible", "")
    return _answer(
        request,
        step,
        lambda: override_step(actor_of(request), the_system(), step, reason=reason, responsible=responsible),
        "is closed by override.",
        kept=reason,
    )


@requires("program.reopen_step")
@require_POST
def reopen(request: HttpRequest, key: str) -> HttpResponse:
    """Open a closed step again."""
    step, reason = _step(key), request.POST.get("reason", "")
    return _answer(
        request,
        step,
        lambda: reopen_step(actor_of(request), the_system(), step, reason=reason),
        "is open again.",
        kept=reason,
    )


def takes(hours: tuple[int, int], count: int) -> str:
    """What a number of open conditions takes, in words."""
    if not count:
        return "Nothing: every condition holds."
    waiting = counted_words(count, "condition does", "conditions do")
    best, worst = hours
    if not worst:
        return f"{waiting} not hold; no hours are assumed for {'it' if count == 1 else 'them'}."
    span = number_words(best) if best == worst else f"{number_words(best)} to {number_words(worst)}"
    return f"{waiting} not hold; about {span} hours by what is assumed."


def _step(key: str) -> Step:
    if key not in set(Step):
        raise NotFound(f"There is no step “{key}”.", next_step="See the six steps.")
    return Step(key)


def _answer(
    request: HttpRequest, step: Step, write: Callable[[], object], said: str, *, kept: str
) -> HttpResponse:
    try:
        write()
    except DomainError as refusal:
        typed = f" You wrote: “{kept}”" if kept.strip() else ""
        messages.error(request, f"{refusal}{typed}")
    else:
        messages.success(request, f"Step {step.number}, “{step.label}”, {said}")
    return redirect(f"{address('program')}#{step.value}")
