"""A reader signs in by a mailed link, and out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.middleware import public
from attestry.readers.access import reader_of, seat, unseat
from attestry.readers.actions.signing_in import ask_reader_link, use_reader_link
from attestry.readers.forms import MailboxForm
from attestry.readers.views.asking import DOOR, refuse_flood
from attestry.ui.acting import kept
from attestry.ui.addresses import address


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reader_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a link; the same answer whether the mailbox is a reader's or not."""
    if request.method != "POST" and reader_of(request) is not None:
        return redirect(address("reading") or "ask_access")
    form = MailboxForm(request.POST if request.method == "POST" else None)
    is_sent = False
    if form.is_valid():
        refuse_flood(request, form.cleaned_data["email"])
        is_sent = kept(form, lambda: ask_reader_link(DOOR, email=form.cleaned_data["email"]))
    context = {"form": form, "is_sent": is_sent}
    return render(request, "readers/sign_in.html", context, status=422 if form.errors else 200)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reader_link(request: HttpRequest, token: str) -> HttpResponse:
    """A page whose button spends the link; a mail scanner that only looks spends nothing."""
    if request.method != "POST":
        return render(request, "readers/link.html", {"token": token})
    refuse_flood(request, token)
    reader, handed_by = use_reader_link(DOOR, token)
    seat(request, reader, handed_by=handed_by)
    return redirect(address("reading") or "ask_access")


@public
@require_POST
def reader_sign_out(request: HttpRequest) -> HttpResponse:
    """End the reader's session."""
    unseat(request)
    return redirect("reader_sign_in")
