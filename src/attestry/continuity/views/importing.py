"""Lists of plans, of tests and of forecasts: handed in, looked at, taken in."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.continuity.actions.importing import import_forecasts, import_plans, import_tests
from attestry.journal.acts import rehearsed
from attestry.kit.csv_plan import CsvPlan
from attestry.kit.csv_rows import MOST_BY_ACTS
from attestry.ui.csv_import import ListColumn, ListImport, import_page

_DAY = "A day such as 2026-03-14"
_SPAN = "A span such as 4 h, or 240 for minutes"
_PLANS = (
    ListColumn(
        "title", "What it is called. One that is known becomes what the list says of it.", needed=True
    ),
    ListColumn("covers", "What comes back by it.", needed=True),
    ListColumn("owner_email", "Mail address of somebody who works here.", needed=True),
    ListColumn("kind", "recovery or response; recovery where it is empty."),
    ListColumn("service", "The service that it is for."),
    ListColumn("rto", f"{_SPAN}: within which time; a recovery plan needs it."),
    ListColumn("rpo", f"{_SPAN}: how much data may be lost; a recovery plan needs it."),
    ListColumn("document", "Where the plan is kept."),
    ListColumn("text", "The plan itself."),
)
_TESTS = (
    ListColumn("plan", "The title of a plan that is written down.", needed=True),
    ListColumn("kind", "restore or failover.", needed=True),
    ListColumn("tested_on", f"{_DAY}; a test of the same plan, sort and day stays as it is.", needed=True),
    ListColumn("recovery", f"{_SPAN}: how long it took.", needed=True),
    ListColumn("loss", f"{_SPAN}: how much data were lost.", needed=True),
    ListColumn("is_whole", "yes or no: whether all data came back.", needed=True),
    ListColumn("findings", "What was noticed."),
    ListColumn("action", "What is done about it; a test that misses its target needs it."),
    ListColumn("action_owner_email", "Who does that: mail address of somebody who works here."),
    ListColumn("action_due_on", f"{_DAY}, by when."),
)
_FORECASTS = (
    ListColumn("service", "The service or system.", needed=True),
    ListColumn("unit", "What is counted, such as requests a second.", needed=True),
    ListColumn("expected_peak", "The largest load until then.", needed=True),
    ListColumn("capacity", "What it carries today.", needed=True),
    ListColumn("until", f"{_DAY}: how far it looks ahead.", needed=True),
    ListColumn("basis", "What it rests on.", needed=True),
    ListColumn("made_on", f"{_DAY}; a forecast of the same service and day stays as it is.", needed=True),
)
_LISTS: dict[str, tuple[Callable[..., CsvPlan], tuple[ListColumn, ...], str, str, str]] = {
    "plans": (import_plans, _PLANS, "continuity", "Plans", "plan"),
    "tests": (import_tests, _TESTS, "recovery_tests", "Restores and failovers", "test"),
    "forecasts": (import_forecasts, _FORECASTS, "capacity", "Forecasts of capacity", "forecast"),
}


@requires("continuity.import")
@require_http_methods(["GET", "HEAD", "POST"])
def continuity_import(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Take in a file, all of it or nothing."""
    if kind not in _LISTS:
        raise Http404
    take, columns, back, title, noun = _LISTS[kind]
    what = ListImport(
        title=title,
        back=back,
        lead=f"One line for each {noun}.",
        columns=columns,
        most=MOST_BY_ACTS,
        plan=lambda data: rehearsed(lambda: take(actor_of(request), data)),
        take_in=lambda data, seen: take(actor_of(request), data, seen=seen),
    )
    return import_page(request, what)
