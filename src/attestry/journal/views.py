"""The journal's page, its filters, and its export for somebody who trusts nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.journal import queries
from attestry.journal.models import JournalEntry
from attestry.journal.rules import Actor
from attestry.journal.withholding import readable_entries
from attestry.kit.errors import NotAllowed
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, Option, read_choice

EXPORT = "journal.export"
_COLUMNS = (
    Column("seq", "Entry", numeric=True),
    Column("at", "When", sortable=False),
    Column("act", "Who and what"),
    Column("subject", "Subject"),
    Column("change", "Before and after", sortable=False),
)
_CSV_HEAD = ("seq", "at", "actor", "actor_name", "act", "subject", "before", "after")


@require_safe
def journal(request: HttpRequest) -> HttpResponseBase:
    """Entries, newest first or as sorted, narrowed by act, actor, subject or words; also as CSV."""
    readable = readable_entries(_actor(request))
    choice = read_choice(request.GET, _COLUMNS, filters := _filters(readable))
    subject = request.GET.get("subject", "")
    found = queries.entries(
        subject=subject,
        act=choice.filters.get("act", ""),
        actor_key=choice.filters.get("actor", ""),
        words=choice.search,
        readable=readable,
        sort=choice.sort,
        is_descending=choice.is_descending,
    )
    if request.GET.get("format") == "csv":
        _may_export(request)
        rows = ([line[key] for key in _CSV_HEAD] for line in queries.records(found))
        return csv_answer("journal.csv", _CSV_HEAD, rows)
    if subject:
        choice = replace(choice, filters={**choice.filters, "subject": subject})
    start = (choice.page - 1) * PAGE_SIZE
    listing = Listing(_COLUMNS, list(found[start : start + PAGE_SIZE]), found.count(), choice, filters)
    return render(request, "journal/journal.html", _facts(request, listing, subject))


def _facts(request: HttpRequest, listing: Listing, subject: str) -> dict[str, Any]:
    sequence, head = queries.head()
    may_export = _actor(request).may(EXPORT)
    return {"listing": listing, "subject": subject, "count": sequence, "head": head, "may_export": may_export}


@require_safe
def journal_export(request: HttpRequest) -> HttpResponseBase:
    """The whole chain, one entry a line, as ``verify_journal.py`` reads it; hashes of what is withheld."""
    _may_export(request)
    answer = StreamingHttpResponse(queries.exported(_actor(request)), content_type="application/x-ndjson")
    answer["Content-Disposition"] = 'attachment; filename="journal.ndjson"'
    return answer


@require_safe
def journal_entry(request: HttpRequest, seq: int) -> HttpResponse:
    """One entry: what changed, and how it is chained."""
    return render(request, "journal/entry.html", {"entry": queries.entry(_actor(request), seq)})


def _filters(readable: QuerySet[JournalEntry]) -> tuple[Filter, ...]:
    acts = tuple(Option(name, name) for name in queries.acts(readable))
    actors = tuple(Option(key, name) for key, name in queries.actors(readable))
    return Filter("act", "Act", acts), Filter("actor", "Who", actors)


def _may_export(request: HttpRequest) -> None:
    if not _actor(request).may(EXPORT):
        raise NotAllowed(
            f"{_actor(request).name} may not export the journal.",
            next_step="Ask an administrator for a role that includes it.",
        )


def _actor(request: HttpRequest) -> Actor:
    return cast("Actor", request.actor)  # type: ignore[attr-defined]
