"""The list of connections, one connection, and what one asks of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.connectors.actions import remove_connection, request_collection
from attestry.connectors.guides import guide
from attestry.connectors.health import connection_named, health, health_of, readings, shown_settings
from attestry.connectors.queries import source, streams_of
from attestry.kit import clock
from attestry.ui.addresses import address
from attestry.ui.listing import Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("at", "Began", sortable=False),
    Column("stream", "Stream", sortable=False),
    Column("state", "State", sortable=False),
    Column("rows", "Rows", sortable=False, numeric=True),
    Column("gaps", "Gaps", sortable=False, numeric=True),
    Column("detail", "What was not seen", sortable=False),
    Column("entry", "Entry", sortable=False, numeric=True),
)
_HISTORY = 20


@require_safe
def connections(request: HttpRequest) -> HttpResponse:
    """Every connection with the health of its streams."""
    now = clock.now()
    found = health(now)
    in_use = [one for one in found if not one.connection.removed_at]
    context = {
        "now": now,
        "in_use": [one for one in in_use if not source(one.connection.source).is_register],
        "registers": [one for one in in_use if source(one.connection.source).is_register],
        "removed": [one for one in found if one.connection.removed_at],
        "may_add": actor_of(request).may("connectors.add"),
    }
    return render(request, "connectors/connections.html", context)


@require_safe
def connection(request: HttpRequest, name: str) -> HttpResponse:
    """One connection: streams, readings, scopes, settings without secrets, guide."""
    found = connection_named(name)
    state = health_of(found, clock.now())
    options = tuple(Option(line.stream.id, line.stream.title) for line in state.streams)
    filters = (Filter("stream", "Stream", options),) if len(options) > 1 else ()
    choice = read_choice(request.GET, _COLUMNS, filters)
    rows = readings(found, choice.filters.get("stream", ""))
    start = (choice.page - 1) * _HISTORY
    actor = actor_of(request)
    context = {
        "health": state,
        "manifest": source(found.source).manifest,
        "settings": shown_settings(found),
        "guide": guide(found.source),
        "listing": Listing(
            _COLUMNS, list(rows[start : start + _HISTORY]), rows.count(), choice, filters, _HISTORY
        ),
        "titles": {line.stream.id: line.stream.title for line in state.streams},
        "may_collect": actor.may("connectors.request_collection"),
        "may_remove": actor.may("connectors.remove"),
        "breadcrumb": [("Connections", address("connections")), (found.title, "")],
    }
    return render(request, "connectors/connection.html", context)


@requires("connectors.request_collection")
@require_POST
def connection_collect(request: HttpRequest, name: str) -> HttpResponse:
    """Ask for one stream, or for all of them, to be collected as soon as the line runs."""
    found = connection_named(name)
    asked = request.POST.get("stream", "")
    wanted = [one for one in streams_of(found) if asked in ("", one.id)]
    for stream in wanted:
        request_collection(actor_of(request), found, stream.id)
    if wanted:
        said = wanted[0].title if len(wanted) == 1 else f"{len(wanted)} streams"
        messages.success(request, f"{said}: asked for. They are read as soon as the line runs.")
    else:
        messages.error(request, "This connection has no such stream.")
    return redirect("connection", name=name)


@requires("connectors.remove")
@require_POST
def connection_remove(request: HttpRequest, name: str) -> HttpResponse:
    """Stop reading a system, with the reason."""
    found = connection_named(name)
    remove_connection(actor_of(request), found, reason=request.POST.get("reason", ""))
    messages.success(request, f"{found.title} is no longer read. What it said stays sealed.")
    return redirect("connections")
