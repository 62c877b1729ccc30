"""A list of risks: handed in, looked at, taken in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.risks.actions.importing import import_risks, plan_risks
from attestry.ui.csv_import import ListColumn, ListImport, import_page

_COLUMNS = (
    ListColumn(
        "title", "What may happen. One that stands in the register already stays as it is.", needed=True
    ),
    ListColumn("owner_email", "Mail address of somebody in the list of people.", needed=True),
    ListColumn("description", "How it would come about."),
    ListColumn(
        "likelihood", "1 (rare) to 5 (almost certain), before anything is done; with impact, or neither."
    ),
    ListColumn("impact", "1 (negligible) to 5 (severe), before anything is done."),
)


@requires("risks.import")
@require_http_methods(["GET", "HEAD", "POST"])
def risks_import(request: HttpRequest) -> HttpResponseBase:
    """Take in a file, all of it or nothing."""
    what = ListImport(
        title="Risks",
        back="risks",
        lead="One line for each risk.",
        columns=_COLUMNS,
        plan=plan_risks,
        take_in=lambda data, seen: import_risks(actor_of(request), data, seen=seen),
    )
    return import_page(request, what)
