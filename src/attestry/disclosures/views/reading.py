"""The reader opens a file page by page, or downloads a copy that carries the reader's name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.accounts.origin import origin_of
from attestry.disclosures.actions.handing_out import hand_out_copy, show_page
from attestry.disclosures.actions.refusing import note_refusal
from attestry.disclosures.errors import TooManyPages
from attestry.disclosures.queries.files import the_file
from attestry.disclosures.stamping import page_count
from attestry.disclosures.tickets import new_ticket, read_ticket
from attestry.kit import clock
from attestry.kit.errors import DomainError
from attestry.kit.rates import Allowance, Rates
from attestry.readers.access import for_readers
from attestry.readers.queries.grants import open_grant

if TYPE_CHECKING:
    from attestry.readers.models import Reader

_PAGES = Rates(Allowance(burst=60, each_minute=90))
_COPIES = Rates(Allowance(burst=6, each_minute=2))


@for_readers
@require_safe
def file_viewer(request: HttpRequest, reader: Reader, key: UUID, file_key: str) -> HttpResponse:
    """One page of a file in the browser, with the ways to the others."""
    with _refusals_written_down(reader, f"{key}/{file_key}"):
        grant = open_grant(reader, key)
        file = the_file(grant, file_key)
        pages = page_count(file.read())
    asked = request.GET.get("page", "1")
    page = min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    context = {
        "reader": reader,
        "grant": grant,
        "file": file,
        "page": page,
        "pages": pages,
        "ticket": new_ticket(grant, file_key) if grant.may_download else "",
    }
    return render(request, "disclosures/viewer.html", context)


@for_readers
@require_safe
def file_page(request: HttpRequest, reader: Reader, key: UUID, file_key: str, page: int) -> HttpResponse:
    """The picture of a page, stamped for this reader."""
    _bounded(_PAGES, reader)
    with _refusals_written_down(reader, f"{key}/{file_key}/{page}"):
        shown = show_page(
            reader.actor(), reader, grant_key=key, file_key=file_key, page=page, origin=origin_of(request)
        )
    answer = HttpResponse(shown.content, content_type="image/png")
    answer["Cache-Control"] = "no-store"
    answer["Content-Disposition"] = "inline"
    return answer


@for_readers
@require_safe
def file_download(request: HttpRequest, reader: Reader, ticket: str) -> HttpResponse:
    """The stamped copy. A link of another reader, or of ten minutes ago, opens nothing."""
    _bounded(_COPIES, reader)
    with _refusals_written_down(reader, "a download"):
        key, file_key = read_ticket(ticket, reader)
        made = hand_out_copy(
            reader.actor(), reader, grant_key=key, file_key=file_key, origin=origin_of(request)
        )
    answer = HttpResponse(made.content, content_type="application/pdf")
    name = made.file.filename.encode("ascii", "replace").decode().replace('"', "").replace("?", "_")
    answer["Content-Disposition"] = f'attachment; filename="{made.disclosure.pk}-{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _bounded(rates: Rates, reader: Reader) -> None:
    if rates.wait_for(str(reader.key), clock.now()):
        raise TooManyPages


@contextmanager
def _refusals_written_down(reader: Reader, what: str) -> Iterator[None]:
    """What a signed-in reader is refused stands in the journal; the refusal goes on."""
    try:
        yield
    except DomainError as refusal:
        note_refusal(reader.actor(), reader, what=what, why=refusal.code)
        raise
