"""The list of an engagement's requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.accounts.access import actor_of
from attestry.engagements.header import page_facts
from attestry.engagements.rules.side import Side
from attestry.engagements.rules.state import State
from attestry.engagements.wall import for_both_sides, side_of
from attestry.kit import clock
from attestry.requests.forms import AssignForm, DueForm
from attestry.requests.queries.listing import RequestLine, progress, request_lines, who_may_answer
from attestry.requests.queries.tailoring import fitting, library_count
from attestry.requests.rules.state import RequestState
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Choice, Column, Filter, Listing, Option, read_choice

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement

_COLUMNS = (
    Column("number", "Request"),
    Column("owner", "Who answers"),
    Column("due", "By"),
    Column("state", "State"),
    Column("evidence", "Evidence", numeric=True),
)
_HEADER = (
    "number", "group", "title", "text", "kind", "frequency", "criteria", "controls", "owner_email", "due_on",
    "state", "evidence", "comments",
)  # fmt: skip


@for_both_sides
@require_safe
def requests(request: HttpRequest, engagement: Engagement) -> HttpResponseBase:
    """Everything that is asked for, with what is owed first in figures."""
    today = clock.now().date()
    lines = request_lines(engagement, today=today)
    filters = _filters(lines)
    choice = read_choice(request.GET, _COLUMNS, filters, sort="number")
    chosen = _sorted([one for one in lines if _fits(one, choice)], choice)
    if request.GET.get("format") == "csv":
        return csv_answer("requests.csv", _HEADER, map(_row, chosen))
    start = (choice.page - 1) * PAGE_SIZE
    side = side_of(actor_of(request), engagement)
    may_ask = side is Side.FIRM or engagement.the_state is State.PLANNING
    context: dict[str, Any] = {
        **page_facts(request, engagement, ("Requests", "")),
        "side": side,
        "lines": lines,
        "counts": progress(lines),
        "listing": Listing(_COLUMNS, chosen[start : start + PAGE_SIZE], len(chosen), choice, filters),
        "may_ask": may_ask and actor_of(request).may("requests.ask"),
        "fitting": len(fitting(engagement)) if not lines else 0,
        "library": library_count(),
        "today": today,
        "bulk": _bulk(request, side, may_ask=may_ask),
    }
    return render(request, "requests/requests.html", context)


def _bulk(request: HttpRequest, side: Side, *, may_ask: bool) -> tuple[tuple[str, Any], ...]:
    """What may be done with several requests at once: each act with the form that it takes."""
    found: list[tuple[str, Any]] = []
    if side is Side.MANAGEMENT and actor_of(request).may("requests.keep"):
        found.append(("assign", AssignForm(people=who_may_answer())))
    if may_ask and actor_of(request).may("requests.ask"):
        found.append(("reschedule", DueForm()))
    return tuple(found)


def _filters(lines: Sequence[RequestLine]) -> tuple[Filter, ...]:
    states, groups = Counter(one.state for one in lines), Counter(one.request.group for one in lines)
    due = Option("overdue", "Overdue", sum(one.is_overdue for one in lines))
    return (
        Filter(
            "state",
            "State",
            tuple(Option(one, one.label, states[one]) for one in RequestState if states[one]),
        ),
        Filter("due", "By", (due,)),
        Filter("group", "About", tuple(Option(name, name, count) for name, count in groups.items())),
    )


def _fits(one: RequestLine, choice: Choice) -> bool:
    state, due, group = (choice.filters.get(key) for key in ("state", "due", "group"))
    words = f"{one.request.number} {one.request.title} {one.request.text} {one.request.owner.name}".lower()
    return (
        choice.search.lower() in words
        and state in (None, one.state)
        and (due is None or one.is_overdue)
        and group in (None, one.request.group)
    )


def _sorted(lines: list[RequestLine], choice: Choice) -> list[RequestLine]:
    order = list(RequestState)
    keys: dict[str, Callable[[RequestLine], Any]] = {
        "number": lambda one: (one.request.position, one.request.number),
        "owner": lambda one: one.request.owner.name.casefold(),
        "due": lambda one: (one.state.is_settled, one.request.due_on),
        "state": lambda one: order.index(one.state),
        "evidence": lambda one: one.evidence_count,
    }
    return sorted(lines, key=keys[choice.sort or "number"], reverse=choice.is_descending)


def _row(one: RequestLine) -> tuple[object, ...]:
    said = one.request
    due: date = said.due_on
    return (
        said.number, said.group, said.title, said.text, said.kind, said.frequency, " ".join(said.criteria),
        " ".join(said.controls), said.owner.email, due, said.state, one.evidence_count, one.comment_count,
    )  # fmt: skip
