"""Making tasks of gaps: what would be made, whose it would be and by when, and then making it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.kit import clock
from attestry.people.queries.register import person_acting
from attestry.remediation.actions.drawing import draw_tasks
from attestry.remediation.forms import DrawForm
from attestry.remediation.queries.drafts import drafts_of
from attestry.remediation.queries.gaps import gap_list
from attestry.remediation.rules.assigned import suggested_day
from attestry.remediation.rules.task import Priority
from attestry.remediation.tables import DRAFTS
from attestry.remediation.views.around import offered
from attestry.ui.acting import kept
from attestry.ui.addresses import address


@requires("remediation.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def gaps_make(request: HttpRequest) -> HttpResponseBase:
    """The gaps without a task, or those that are named; a valid form makes a task of each. Also as CSV."""
    only = _named(request)
    found = drafts_of(gap_list(clock.now()), only=only)
    if answered := DRAFTS.as_csv(request.GET, found):
        return answered
    form = offered(DrawForm(request.POST if request.method == "POST" else None, initial=_suggested(request)))
    form.fields["owner"].required = any(one.owner is None for one in found)
    if form.is_valid() and kept(form, lambda: _make(request, form, only)):
        return redirect("gaps")
    context = {
        "form": form,
        "named": "\n".join(only),
        "drafts": found,
        "without_owner": sum(one.owner is None for one in found),
        "urgent": sum(one.is_urgent for one in found),
        "listing": DRAFTS.listing(request.GET, found, {"gap": "\n".join(only)} if only else None),
        "breadcrumb": [("Gaps", address("gaps")), ("Make tasks", "")],
    }
    return render(request, "remediation/draw.html", context, status=422 if form.errors else 200)


def _named(request: HttpRequest) -> list[str]:
    """The keys of the gaps that are asked for, each once; none where all are."""
    asked = (request.POST if request.method == "POST" else request.GET).getlist("gap")
    return list(dict.fromkeys(key for one in asked for key in one.splitlines() if key))


def _suggested(request: HttpRequest) -> dict[str, object]:
    today, person = clock.now().date(), person_acting(actor_of(request))
    return {
        "owner": f"p{person.pk}" if person else "",
        "urgent_on": suggested_day(Priority.HIGH, today),
        "due_on": suggested_day(Priority.MEDIUM, today),
    }


def _make(request: HttpRequest, form: DrawForm, only: Sequence[str]) -> None:
    made = draw_tasks(actor_of(request), only=only, **form.plan())
    messages.success(request, f"Tasks made: {made}." if made else "Every gap has its task already.")
