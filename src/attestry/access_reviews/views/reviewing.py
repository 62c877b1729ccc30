"""Access reviews: the list, one with its frozen population, deciding on items, closing and proving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.access_reviews.actions.reviewing import close_review, decide, note_proofs, open_review
from attestry.access_reviews.errors import ReviewRefused
from attestry.access_reviews.models import AccessReview
from attestry.access_reviews.queries.population import reviewable_systems
from attestry.access_reviews.queries.reviews import items_found, review_numbered, reviews, roles_of
from attestry.access_reviews.rules.review import Decision
from attestry.accounts.access import actor_of, requires, user_of
from attestry.accounts.middleware import for_everyone
from attestry.accounts.queries import active_users
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid, NotAllowed
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice
from attestry.ui.navigation import READS_THE_PROGRAM

_COLUMNS = tuple(
    Column(key, label, sortable=False)
    for key, label in (
        ("account", "Account"),
        ("rights", "Rights"),
        ("flags", "Look twice"),
        ("decision", "Decision"),
        ("proof", "Proof"),
    )
)
_STATES = ("undecided", "flagged", "keep", "change", "remove", "not proved")
_FILTERS = (Filter("state", "State", tuple(Option(one, one.capitalize()) for one in _STATES)),)
_FROZEN = ("account_id", "person_email", "rights", "is_privileged")
_HEAD = (*_FROZEN, "decision", "reason", "decided_by_name", "decided_at", "proof", "proved_seq", "proved_at")


@require_http_methods(["GET", "HEAD", "POST"])
def access_reviews(request: HttpRequest) -> HttpResponse:
    """Every review, and the systems whose accounts can be frozen; posting opens one."""
    if request.method == "POST":
        try:
            made = _opened(request)
        except Invalid as refusal:
            messages.error(request, str(refusal))
            return redirect("access_reviews")
        messages.success(request, f"“{made.name}” is open. Its population does not change any more.")
        return redirect("access_review", pk=made.pk)
    may = actor_of(request).may
    context = {
        "reviews": list(reviews()),
        "systems": reviewable_systems() if may("access_reviews.open_review") else [],
        "users": list(active_users()) if may("access_reviews.open_review") else [],
        "today": clock.now().date(),
        "may": may,
    }
    return render(request, "access_reviews/access_reviews.html", context)


def _opened(request: HttpRequest) -> AccessReview:
    connection, _, system = request.POST.get("system", "").partition("|")
    reviewer = {str(one.pk): one for one in active_users()}.get(request.POST.get("reviewer", ""))
    due_on = _day(request.POST.get("due_on", ""))
    if reviewer is None or due_on is None:
        raise ReviewRefused("A review needs a reviewer and a day.", next_step="Choose both.")
    name = request.POST.get("name", "")
    return open_review(
        actor_of(request), connection=connection, system=system, reviewer=reviewer, due_on=due_on, name=name
    )


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None


@for_everyone
@require_safe
def access_review(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One review, for who reads the program and for its reviewer; also as CSV."""
    found = _review(request, pk)
    choice = read_choice(request.GET, _COLUMNS, _FILTERS)
    items = items_found(found, state=choice.filters.get("state", ""), words=choice.search)
    if request.GET.get("format") == "csv":
        return csv_answer("access-review.csv", _HEAD, items.values_list(*_HEAD).iterator(chunk_size=2000))
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "review": found,
        "listing": Listing(_COLUMNS, list(items[start : start + PAGE_SIZE]), items.count(), choice, _FILTERS),
        "roles": roles_of(found),
        "today": clock.now().date(),
        "own": user_of(request).email.lower(),
        "breadcrumb": [("Access reviews", reverse("access_reviews")), (found.name, "")],
        "may": actor_of(request).may,
    }
    return render(request, "access_reviews/access_review.html", context)


@requires("access_reviews.decide")
@for_everyone
@require_POST
def access_review_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide on the chosen items. Raises SelfReview and NotAllowed."""
    found = _review(request, pk)
    chosen = [int(one) for one in request.POST.getlist("item") if one.isdecimal() and len(one) < 15]
    asked = request.POST.get("decision", "")
    try:
        if asked not in set(Decision):
            raise ReviewRefused("It was not said what is decided.", next_step="Keep, change or remove.")
        count = decide(
            actor_of(request),
            found,
            items=chosen,
            decision=Decision(asked),
            reason=request.POST.get("reason", ""),
        )
    except (Invalid, Conflict) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{count:,} decided: {asked}.")
    return redirect("access_review", pk=pk)


@requires("access_reviews.close_review")
@require_POST
def access_review_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the review, or look for proof of what was to go."""
    found = review_numbered(pk)
    try:
        if request.POST.get("act") == "close":
            close_review(actor_of(request), found)
            messages.success(request, "The review is closed; its decisions stay.")
        else:
            count = note_proofs(actor_of(request), found)
            messages.success(request, f"{count:,} proved by the latest sealed list.")
    except (Invalid, Conflict) as refusal:
        messages.error(request, str(refusal))
    return redirect("access_review", pk=pk)


def _review(request: HttpRequest, pk: int) -> AccessReview:
    found = review_numbered(pk)
    if not actor_of(request).may(READS_THE_PROGRAM) and found.reviewer_id != user_of(request).pk:
        raise NotAllowed("This review is not yours to see.", next_step="See what is yours.")
    return found
