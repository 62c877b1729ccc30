"""Making the list: from the library, one by one, from a file; and changing several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.access import actor_of
from attestry.engagements.header import page_facts
from attestry.engagements.wall import for_both_sides
from attestry.requests.actions.answering import assign_several
from attestry.requests.actions.asking import ask, refuse_unless_asking, tailor_requests
from attestry.requests.actions.importing import OPTIONAL, REQUIRED, import_requests, plan_requests
from attestry.requests.actions.judging import reschedule_several
from attestry.requests.forms import AskForm, AssignForm, DueForm, TailorForm
from attestry.requests.queries.listing import who_may_answer
from attestry.requests.queries.tailoring import fitting, library_count
from attestry.requests.rules.kind import Frequency, RequestKind
from attestry.ui.acting import answer, kept
from attestry.ui.csv_import import ListColumn, ListImport, import_page
from attestry.ui.words import counted_words

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement

_WORDS = {
    "number": "What the firm calls it",
    "title": "What is asked for",
    "owner_email": "Who answers: somebody who signs in here",
    "due_on": "A day such as 2026-09-30",
    "kind": "population, point_in_time, sample or document",
    "frequency": ", ".join(Frequency),
    "criteria": "References, with spaces between",
    "controls": "Keys, with spaces between",
}


@for_both_sides
@require_http_methods(["GET", "HEAD", "POST"])
def requests_tailor(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """What of the library fits this engagement, and asking for it."""
    refuse_unless_asking(actor_of(request), engagement)
    form = TailorForm(request.POST if request.method == "POST" else None, people=who_may_answer())
    if form.is_valid() and kept(form, lambda: _tailored(request, engagement, form)):
        return redirect("requests", engagement.pk)
    known = set(engagement.requests.values_list("number", flat=True))
    found = fitting(engagement)
    context = {
        **_facts(request, engagement, "From the library"),
        "form": form,
        "found": [one for one in found if one.request.id not in known],
        "known": sum(one.request.id in known for one in found),
        "left_out": library_count() - len(found),
    }
    return render(request, "requests/tailor.html", context, status=422 if form.errors else 200)


@for_both_sides
@require_http_methods(["GET", "HEAD", "POST"])
def request_new(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """One more request."""
    refuse_unless_asking(actor_of(request), engagement)
    form = AskForm(request.POST if request.method == "POST" else None, people=who_may_answer())
    if form.is_valid() and kept(form, lambda: _asked(request, engagement, form)):
        messages.success(request, "It is asked for.")
        return redirect("requests", engagement.pk)
    context = {**_facts(request, engagement, "Ask for something"), "form": form}
    return render(request, "requests/ask.html", context, status=422 if form.errors else 200)


@for_both_sides
@require_http_methods(["GET", "HEAD", "POST"])
def requests_import(request: HttpRequest, engagement: Engagement) -> HttpResponseBase:
    """A list that the firm brings."""
    refuse_unless_asking(actor_of(request), engagement)
    what = ListImport(
        title="Requests",
        back="requests",
        at=(engagement.pk,),
        lead="The list that the firm sends, as CSV or as a workbook (XLSX, its first sheet).",
        columns=tuple(
            ListColumn(one, _WORDS.get(one, ""), one in REQUIRED) for one in (*REQUIRED, *OPTIONAL)
        ),
        plan=lambda data: plan_requests(engagement, data),
        take_in=lambda data, seen: import_requests(actor_of(request), engagement, data, seen=seen),
    )
    return import_page(request, what)


@for_both_sides
@require_POST
def requests_bulk(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """The same change to every ticked request: all are changed or none."""
    chosen = list(engagement.requests.filter(number__in=request.POST.getlist("request")))
    count = counted_words(len(chosen), "request")
    if not chosen:
        messages.error(request, "Tick the requests that are to change.")
        return redirect("requests", engagement.pk)
    if request.POST.get("do") == "assign":
        form = AssignForm(request.POST, people=who_may_answer())
        if form.is_valid():
            owner = form.chosen_owner()
            return answer(
                request,
                lambda: assign_several(actor_of(request), engagement, requests=chosen, owner=owner),
                f"{count}: {owner.name} answers.",
                "requests",
                engagement.pk,
            )
    due = DueForm(request.POST)
    if due.is_valid():
        return answer(
            request,
            lambda: reschedule_several(
                actor_of(request), engagement, requests=chosen, due_on=due.cleaned_data["due_on"]
            ),
            f"{count}: due on another day.",
            "requests",
            engagement.pk,
        )
    messages.error(request, "Say who answers, or by when.")
    return redirect("requests", engagement.pk)


def _tailored(request: HttpRequest, engagement: Engagement, form: TailorForm) -> None:
    due_on = form.cleaned_data["due_on"]
    made = tailor_requests(actor_of(request), engagement, owner=form.chosen_owner(), due_on=due_on)
    messages.success(request, f"Asked for {counted_words(len(made), 'thing')}.")


def _asked(request: HttpRequest, engagement: Engagement, form: AskForm) -> None:
    said = form.cleaned_data
    ask(
        actor_of(request),
        engagement,
        title=said["title"],
        text=said["text"],
        kind=RequestKind(said["kind"]),
        owner=form.chosen_owner(),
        due_on=said["due_on"],
    )


def _facts(request: HttpRequest, engagement: Engagement, here: str) -> dict[str, Any]:
    above = ("Requests", reverse("requests", args=[engagement.pk]))
    return page_facts(request, engagement, above, (here, ""))
