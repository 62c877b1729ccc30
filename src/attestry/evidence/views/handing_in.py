"""Handing in a document as evidence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import BinaryIO, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.evidence.actions import hand_in_document, sign_checkpoint
from attestry.evidence.errors import DocumentRefused, DocumentUnfit
from attestry.evidence.forms import KIND_OPTIONS, HandInForm
from attestry.journal.rules import Actor
from attestry.kit.errors import Unavailable
from attestry.ui.addresses import address


@requires("evidence.hand_in")
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest) -> HttpResponse:
    """Take a file with its period, seal it, and sign the log."""
    form = HandInForm(request.POST, request.FILES) if request.method == "POST" else HandInForm()
    if form.is_bound and form.is_valid() and (seq := _sealed(request, form)) is not None:
        messages.success(request, f"Sealed as entry {seq}. It cannot be changed or deleted any more.")
        return redirect("entry", seq=seq)
    context = {
        "form": form,
        "kinds": KIND_OPTIONS,
        "typed": request.POST if form.is_bound else {"controls": request.GET.get("control", "")},
        "breadcrumb": [("Evidence", address("evidence")), ("Hand in a document", "")],
    }
    return render(request, "evidence/hand_in.html", context, status=422 if form.errors else 200)


def _sealed(request: HttpRequest, form: HandInForm) -> int | None:
    typed = form.cleaned_data
    document: UploadedFile[bytes] = typed["document"]
    try:
        entry = hand_in_document(
            actor_of(request),
            cast("BinaryIO", document.file),
            filename=document.name or "document",
            title=typed["title"],
            period_from=_start(typed["period_from"]),
            period_until=_start(typed["period_until"]) + timedelta(days=1),
            controls=typed["controls"],
            note=typed["note"],
            facts=form.facts(),
        )
    except DocumentUnfit as refusal:
        for name, why in refusal.fields:
            form.add_error(name, why)
        return None
    except (DocumentRefused, Unavailable) as refusal:
        form.add_error(None, f"{refusal.message} {refusal.next_step}")
        return None
    sign_checkpoint(Actor.system("hand-in"))
    return entry.seq


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
