"""The plan in time: board, calendar, burn-down, and what each team carries."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of
from attestry.kit import clock
from attestry.remediation.actions.depending import set_capacity
from attestry.remediation.errors import TaskRefused
from attestry.remediation.queries.burdens import burdens
from attestry.remediation.queries.people import teams
from attestry.remediation.queries.schedule import board, burn_down, due_within
from attestry.remediation.queries.tasks import task_counts
from attestry.remediation.rules.burn_down import Point
from attestry.remediation.tables import BURDENS
from attestry.remediation.views.around import bearings
from attestry.ui.acting import answer

WIDTH, HEIGHT = 960, 260


@dataclass(frozen=True, slots=True)
class Chart:
    """Two lines in the units of the picture: what was left, and what is planned; and its corners in words."""

    left: str
    planned: str
    most: int
    first: date
    last: date
    today_x: float


@require_http_methods(["GET", "HEAD", "POST"])
def task_plan(request: HttpRequest) -> HttpResponseBase:
    """Everything on one page; asked by POST, how much a team can carry in a month.

    What each team carries is also a CSV file.
    """
    if request.method == "POST":
        return answer(request, lambda: _capacity(request), "Noted.", "task_plan")
    carried = burdens()
    if answered := BURDENS.as_csv(request.GET, carried):
        return answered
    today = clock.now().date()
    month = _month(request.GET.get("month", ""), today)
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    points, ahead = burn_down(today)
    counts = task_counts(today)
    context = {
        "counts": counts,
        "bearings": bearings(counts),
        "today": today,
        "month": month,
        "before": (month - timedelta(days=1)).replace(day=1),
        "after": (month + timedelta(days=31)).replace(day=1),
        "weeks": weeks,
        "due": due_within(weeks[0][0], weeks[-1][-1]),
        "board": board(),
        "chart": _chart(points, ahead, today),
        "ends": [*points[-1:], *ahead],
        "listing": BURDENS.listing(request.GET, carried, {"month": f"{month:%Y-%m}"}),
        "teams": list(teams()),
        "may": actor_of(request).may,
    }
    return render(request, "remediation/plan.html", context)


def _capacity(request: HttpRequest) -> object:
    named = {one.name: one for one in teams()}
    team, hours = named.get(request.POST.get("team", "")), request.POST.get("hours", "")
    if team is None or not (hours.isascii() and hours.isdigit() and len(hours) < 6):
        raise TaskRefused("Hours a month: it is no whole number of a team.", next_step="Choose both.")
    return set_capacity(actor_of(request), team, hours_a_month=int(hours))


def _month(asked: str, today: date) -> date:
    try:
        found = date.fromisoformat(f"{asked}-01")
    except ValueError:
        found = today
    return found.replace(day=1) if 1971 <= found.year <= 2998 else today.replace(day=1)


def _chart(points: Sequence[Point], ahead: Sequence[Point], today: date) -> Chart | None:
    if not points:
        return None
    first = points[0].on
    last = max(today + timedelta(days=7), ahead[-1].on if ahead else today)
    most = max(one.left for one in points) or 1
    days = (last - first).days or 1

    def place(one: Point) -> str:
        return f"{WIDTH * (one.on - first).days / days:.1f},{HEIGHT * (1 - one.left / most):.1f}"

    return Chart(
        left=" ".join(map(place, points)),
        planned=" ".join(map(place, [points[-1], *ahead])),
        most=most,
        first=first,
        last=last,
        today_x=WIDTH * (today - first).days / days,
    )
