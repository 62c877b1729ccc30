"""Lists of people: handed in or read from a directory, looked at, taken in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.accounts.importing import list_view
from attestry.kit import clock
from attestry.people.actions.importing import import_directory, import_people
from attestry.people.queries.imports import directories, directory_list, plan_for
from attestry.people.rules.employment import Engagement
from attestry.ui.csv_import import ListColumn, ListImport, ListSource, import_page
from attestry.ui.words import ago_words, counted_words

_FORM = ["GET", "HEAD", "POST"]
_COLUMNS = (
    ListColumn("email", "Work mail address, by which people are told apart.", needed=True),
    ListColumn("name", needed=True),
    ListColumn("started_on", "First working day, such as 2026-03-14.", needed=True),
    ListColumn("engagement", f"One of {', '.join(Engagement)}; empty means employee."),
    ListColumn("title", "Job title."),
    ListColumn("team", "A new name makes a new team."),
    ListColumn("manager_email", "Mail address of somebody in the list or in the register."),
    ListColumn("ended_on", "Last working day; it opens the leaver's checklist."),
)


people_import = list_view(
    "people.import",
    lambda actor: ListImport(
        title="People",
        back="people",
        lead="One line for each person. Who is not in the list stays as they are.",
        columns=_COLUMNS,
        plan=lambda data: plan_for(data).told(),
        take_in=lambda data, seen: import_people(actor, data, seen=seen),
        sources=_sources(),
    ),
)


@requires("people.import")
@require_http_methods(_FORM)
def people_directory(request: HttpRequest, connection: str) -> HttpResponseBase:
    """Take over the people of one directory, from its sealed list."""
    what = ListImport(
        title="People",
        back="people",
        lead="",
        columns=_COLUMNS,
        plan=lambda data: plan_for(data).told(),
        take_in=lambda _, seen: import_directory(actor_of(request), connection=connection, seen=seen),
        read=lambda: directory_list(connection)[0],
    )
    return import_page(request, what)


def _sources() -> tuple[ListSource, ...]:
    now = clock.now()
    return tuple(
        ListSource(
            one.title,
            f"{counted_words(one.row_count, 'worker')}, sealed {ago_words(one.observed_at, now)} "
            f"as entry {one.entry_seq} of the ledger",
            reverse("people_directory", args=[one.connection]),
        )
        for one in directories()
    )
