"""The dictionary of declared tables: every column of every source, described."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.connectors.queries import source, source_ids
from attestry.ui.addresses import address


@require_safe
def connection_tables(request: HttpRequest) -> HttpResponse:
    """Every table that a source may bring."""
    chosen = request.GET.get("source", "")
    sources = [source(one) for one in source_ids() if chosen in ("", one)]
    context = {
        "sources": sources,
        "titles": [(one, source(one).manifest.title) for one in source_ids()],
        "chosen": chosen,
        "personal": {name for one in sources for stream in one.manifest.streams for name in stream.personal},
        "breadcrumb": [("Connections", address("connections")), ("Tables", "")],
    }
    return render(request, "connectors/tables.html", context)
