"""Access reviews: the list, one with its frozen population, deciding on items, closing and proving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.access_reviews.actions.deciding import close_review, decide, own_addresses, undo_decisions
from attestry.access_reviews.actions.opening import open_review
from attestry.access_reviews.actions.proving import note_proofs
from attestry.access_reviews.errors import ReviewRefused
from attestry.access_reviews.models import AccessReview
from attestry.access_reviews.queries.population import reviewable_systems
from attestry.access_reviews.queries.reviews import items_found, review_numbered, reviews, roles_of, unflagged
from attestry.access_reviews.rules.review import Decision
from attestry.access_reviews.tables import REVIEWS
from attestry.access_reviews.views.answering import answer
from attestry.accounts.access import actor_of, requires, user_of
from attestry.accounts.middleware import for_everyone
from attestry.accounts.queries import active_users
from attestry.kit import clock
from attestry.kit.errors import Invalid, NotAllowed
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
def access_reviews(request: HttpRequest) -> HttpResponseBase:
    """Every review, also as CSV, and the systems whose accounts can be frozen; posting opens one."""
    if request.method == "POST":
        try:
            made = _opened(request)
        except Invalid as refusal:
            messages.error(request, str(refusal))
            return redirect("access_reviews")
        messages.success(request, f"“{made.name}” is open. Its population does not change any more.")
        return redirect("access_review", pk=made.pk)
    found = list(reviews())
    if answered := REVIEWS.as_csv(request.GET, found):
        return answered
    may = actor_of(request).may
    context = {
        "reviews": found,
        "listing": REVIEWS.listing(request.GET, found),
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
        "own": own_addresses(actor_of(request)),
        "unflagged_count": len(unflagged(found, own_addresses(actor_of(request)))),
        "is_reviewer": found.reviewer_id == user_of(request).pk,
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
    return answer(request, lambda: _decided(request, found), "access_review", pk)


def _decided(request: HttpRequest, found: AccessReview) -> str:
    """What was done with what was chosen, in words."""
    actor, asked = actor_of(request), request.POST.get("decision", "")
    chosen = [int(one) for one in request.POST.getlist("item") if one.isdecimal() and len(one) < 15]
    if asked == "undo":
        return f"{undo_decisions(actor, found, items=chosen):,} taken back."
    if asked == "keep unflagged":
        chosen, asked = unflagged(found, own_addresses(actor)), Decision.KEEP.value
    if asked not in set(Decision):
        raise ReviewRefused("It was not said what is decided.", next_step="Keep, change or remove.")
    reason = request.POST.get("reason", "")
    count = decide(actor, found, items=chosen, decision=Decision(asked), reason=reason)
    return f"{count:,} decided: {asked}. It can be taken back until the review is signed."


@requires("access_reviews.decide")
@for_everyone
@require_POST
def access_review_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the review, or look for proof of what was to go."""
    found = _review(request, pk)

    def act() -> str:
        if request.POST.get("act") == "close":
            close_review(actor_of(request), found)
            return "The review is signed; its decisions stay."
        return f"{note_proofs(actor_of(request), found):,} proved by the latest sealed list."

    return answer(request, act, "access_review", pk)


def _review(request: HttpRequest, pk: int) -> AccessReview:
    found = review_numbered(pk)
    if not actor_of(request).may(READS_THE_PROGRAM) and found.reviewer_id != user_of(request).pk:
        raise NotAllowed("This review is not yours to see.", next_step="See what is yours.")
    return found
