"""The page of what was learned later: one date, as known on two days."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.effectiveness.errors import PeriodRefused
from attestry.effectiveness.queries.difference import difference as difference_of
from attestry.kit import clock
from attestry.ui.addresses import address
from attestry.ui.as_of import Moment, instant_asked, moment


@require_safe
def difference(request: HttpRequest) -> HttpResponse:
    """What differs between two days of knowing; by default between the date itself and now."""
    asked = moment(request.GET)
    earlier = asked.known_at or asked.at
    later = _later(request, earlier)
    answer = difference_of(asked.at, earlier=earlier, later=later)
    context = {
        "answer": answer,
        "longest": max((one.late for one in answer.late), default=timedelta()),
        "asked_of": _day(asked.at),
        "asked_on": _day(earlier),
        "asked_and": _day(later) if later else None,
        "at_text": request.GET.get("as_of", "").strip() or clock.to_text(asked.at),
        "moment": asked,
        "breadcrumb": [("As of a date", address("as_of")), ("What was learned later", "")],
    }
    return render(request, "effectiveness/difference.html", context)


def _later(request: HttpRequest, earlier: datetime) -> datetime | None:
    """The second day of knowing, read as the first is; now where none is given.

    Raises Invalid for what is no day, and PeriodRefused for one before the first.
    """
    text = request.GET.get("and_on", "").strip()
    later = instant_asked("and_on", text) if text else None
    if later and later < earlier:
        raise PeriodRefused(
            f"and_on: “{text[:40]}” lies before the first day of knowing, so nothing was learned since.",
            next_step="Choose a later second day, or leave it empty: it then is now.",
        )
    return later


def _day(at: datetime) -> datetime:
    """The day as it was chosen: its end is the first instant of the next."""
    return Moment(at, at, (("as_of", ""),)).chosen()["as_of"] or at
