"""Management's pages: what was handed out, what is shared besides reports, and whose a leaked copy was."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of, requires
from attestry.disclosures.actions.sharing import MOST_BYTES, end_sharing, share_file
from attestry.disclosures.errors import FileRefused, NoStamp, UnknownFile
from attestry.disclosures.forms import ShareForm, TraceForm
from attestry.disclosures.models import Disclosure, SharedFile
from attestry.disclosures.queries.listing import disclosure_page, disclosure_rows
from attestry.disclosures.rules.stamp import How
from attestry.disclosures.tracing import traced, typed
from attestry.readers.queries.listing import reportable
from attestry.ui.acting import answer, kept
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("at", "When"),
    Column("what", "What"),
    Column("who", "To whom"),
    Column("how", "How"),
    Column("number", "Number", numeric=True),
)
_HEADER = (
    "number", "code", "at", "how", "title", "page", "reader", "email", "company", "kind", "origin",
    "source_digest", "copy_digest",
)  # fmt: skip


@requires("disclosures.see")
@require_safe
def disclosures(request: HttpRequest) -> HttpResponseBase:
    """Every copy and page that was handed out, the newest first; as CSV where asked for."""
    filters = (Filter("how", "How", tuple(Option(one.value, one.label, None) for one in How)),)
    choice = read_choice(request.GET, _COLUMNS, filters, sort="")
    if request.GET.get("format") == "csv":
        return csv_answer("handed-out.csv", _HEADER, disclosure_rows(choice))
    rows, total = disclosure_page(choice)
    context = {
        "listing": Listing(_COLUMNS, rows, total, choice, filters),
        "is_empty": not Disclosure.objects.exists(),
        "may": actor_of(request).may,
    }
    return render(request, "disclosures/disclosures.html", context)


@requires("disclosures.see")
@require_http_methods(["GET", "HEAD", "POST"])
def shared_files(request: HttpRequest) -> HttpResponse:
    """What readers get besides reports; a further file by POST."""
    is_sent = request.method == "POST"
    form = ShareForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    known = {str(one.pk): one for one in reportable()}
    choices = [("", "Every report"), *((key, one.title) for key, one in known.items())]
    form.fields["engagement"].choices = choices  # type: ignore[attr-defined]

    def share() -> None:
        said: dict[str, Any] = form.cleaned_data
        document = said["document"]
        if document.size > MOST_BYTES:
            raise FileRefused(f"document: it is larger than {MOST_BYTES >> 20} MB.", next_step="Split it.")
        share_file(
            actor_of(request), title=said["title"], document=document.read(), filename=document.name,
            engagement=known.get(said["engagement"]), password=said["password"],
        )  # fmt: skip

    if form.is_valid() and kept(form, share):
        messages.success(request, "Readers find it beside the report from now on.")
        return redirect("shared_files")
    context = {
        "form": form,
        "files": list(SharedFile.objects.select_related("engagement")),
        "may": actor_of(request).may,
        "breadcrumb": [("Handed out", "/disclosures/"), ("Shared files", "")],
    }
    return render(request, "disclosures/files.html", context, status=422 if form.errors else 200)


@requires("disclosures.share_file")
@require_POST
def shared_file_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody opens it from now on."""
    found = SharedFile.objects.filter(pk=pk).first()
    if found is None:
        raise UnknownFile
    actor, why = actor_of(request), request.POST.get("why", "")
    return answer(request, lambda: end_sharing(actor, found, why=why), "It has ended.", "shared_files")


@requires("disclosures.see")
@require_http_methods(["GET", "HEAD", "POST"])
def trace(request: HttpRequest) -> HttpResponse:
    """Whose copy a leaked file was."""
    is_sent = request.method == "POST"
    form = TraceForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    found: list[Disclosure] = []

    def look() -> None:
        document = form.cleaned_data["document"]
        if document is not None and document.size > MOST_BYTES:
            raise FileRefused(f"document: it is larger than {MOST_BYTES >> 20} MB.", next_step="Cut one out.")
        found.extend(traced(document.read()) if document is not None else typed(form.cleaned_data["typed"]))

    is_found = form.is_valid() and kept(form, look, also=(NoStamp,))
    context = {
        "form": form,
        "found": found,
        "breadcrumb": [("Handed out", "/disclosures/"), ("Trace a copy", "")],
    }
    return render(request, "disclosures/trace.html", context, status=200 if is_found or not is_sent else 422)
