"""The list of bridge letters, and the reports that one may bridge on from."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.accounts.access import actor_of
from attestry.bridge_letters.queries.pages import letter_lines, report_lines
from attestry.bridge_letters.rules.state import LetterState
from attestry.engagements.wall import for_management_alone
from attestry.kit import clock
from attestry.ui.listing import Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("letter", "Letter", sortable=False),
    Column("report", "Report", sortable=False),
    Column("state", "State", sortable=False),
    Column("signed", "Signed by", sortable=False),
)


@for_management_alone
@require_safe
def bridge_letters(request: HttpRequest) -> HttpResponse:
    """Reports with the days of which nobody speaks, and every letter."""
    today = clock.now().date()
    lines = letter_lines()
    counts = {state: sum(one.state is state for one in lines) for state in LetterState}
    filters = (
        Filter("state", "State", tuple(Option(one.value, one.label, counts[one]) for one in LetterState)),
    )
    choice = read_choice(request.GET, _COLUMNS, filters)
    wanted = choice.filters.get("state", "")
    chosen = [one for one in lines if wanted in ("", one.state.value)]
    reports = report_lines(today=today)
    context = {
        "reports": reports,
        "worst": max(reports, key=lambda one: one.without_word, default=None),
        "lines": lines,
        "open": next((one for one in lines if one.state.is_open), None),
        "listing": Listing(_COLUMNS, chosen, len(chosen), choice, filters, page_size=1000),
        "may": actor_of(request).may,
    }
    return render(request, "bridge_letters/letters.html", context)
