"""One entry: its page, the rows of its tables, and its sealed bytes."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.accounts.access import actor_of, requires, shows_evidence
from attestry.evidence.detail import canonical_text, entry_page, sealed_digests, sealed_file
from attestry.evidence.preview import PAGE, preview
from attestry.evidence.queries import store
from attestry.evidence.uses import uses_of
from attestry.evidence.withholding import readable_entry
from attestry.ui.addresses import address
from attestry.ui.listing import Column, Listing, read_choice

EXPORT = "evidence.export"


@shows_evidence("entry:{seq}", "page")
@require_safe
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    """What one line of the ledger says, what rests on it, and what proves it."""
    page = entry_page(actor_of(request), seq)
    context = {
        "page": page,
        "files": sealed_digests(page.entry),
        "uses": uses_of(page.entry),
        "text": canonical_text(page.entry),
        "may_export": actor_of(request).may(EXPORT),
        "breadcrumb": [("Evidence", address("evidence")), (f"Entry {seq}", "")],
    }
    return render(request, "evidence/entry.html", context)


@shows_evidence("entry:{seq}", "rows of {table}")
@require_safe
def entry_rows(request: HttpRequest, seq: int, table: str) -> HttpResponse:
    """A page of one table's rows as of the entry."""
    found = readable_entry(actor_of(request), seq)
    may_see = actor_of(request).may(EXPORT)
    choice = read_choice(request.GET, ())
    shown = preview(found, table, offset=(choice.page - 1) * PAGE, search=choice.search, unmasked=may_see)
    columns = tuple(Column(one.name, one.name, sortable=False) for one in shown.columns)
    context = {
        "entry": found,
        "shown": shown,
        "listing": Listing(columns, shown.rows, shown.total, choice, page_size=PAGE),
        "breadcrumb": [
            ("Evidence", address("evidence")),
            (f"Entry {seq}", address("entry", seq)),
            (table, ""),
        ],
    }
    return render(request, "evidence/rows.html", context)


@shows_evidence("entry:{seq}", "bytes {digest}")
@requires(EXPORT)
@require_safe
def entry_bytes(request: HttpRequest, seq: int, digest: str) -> FileResponse:
    """The sealed bytes as a download, never shown: their name says nothing a browser would act on."""
    found = readable_entry(actor_of(request), seq)
    name = sealed_file(found, digest)
    path = store().existing_path(digest)
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Sealed-SHA-256"] = digest
    return answer


@shows_evidence("entry:{seq}", "leaf")
@requires(EXPORT)
@require_safe
def entry_leaf(request: HttpRequest, seq: int) -> HttpResponse:
    """The exact bytes that the leaf is the hash of."""
    found = readable_entry(actor_of(request), seq)
    answer = HttpResponse(found.body.encode(), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="entry-{seq}.json"'
    return answer
