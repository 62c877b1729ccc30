"""The reader reads the agreement and signs it, and gets the signed copy."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.origin import origin_of
from attestry.nondisclosure.actions.signing import about, sign_agreement
from attestry.nondisclosure.errors import TicketSpent
from attestry.nondisclosure.forms import SignForm
from attestry.nondisclosure.queries.files import signed_bytes
from attestry.nondisclosure.queries.standing import bound, signing_of
from attestry.nondisclosure.tickets import new_ticket
from attestry.policies.rendering import rendered
from attestry.readers.access import for_readers, handed_by
from attestry.ui.acting import kept
from attestry.ui.addresses import address

if TYPE_CHECKING:
    from attestry.readers.models import Reader


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_to_sign(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The text in force with the form below it; what was signed where nothing is left to sign."""
    found = bound(reader)
    form = SignForm(request.POST) if request.method == "POST" else _fresh(reader)
    if form.is_valid() and kept(form, lambda: _sign(request, reader, form), also=(TicketSpent,)):
        return redirect(address("reading") or "agreement_to_sign")
    context = {
        "reader": reader,
        "found": found,
        "form": form,
        # What was typed stays; the text that is shown may be another one now, and so is its ticket.
        "ticket": new_ticket(reader, found.in_force) if found.in_force else "",
        "text": rendered(found.in_force.text) if found.in_force else "",
        "about": about(found.signing) if found.signing else [],
    }
    return render(request, "nondisclosure/sign.html", context, status=422 if form.errors else 200)


@for_readers
@require_safe
def signed_copy(_request: HttpRequest, reader: Reader, key: UUID) -> HttpResponse:
    """The reader's own copy."""
    return pdf_answer(signed_bytes(signing_of(reader, key)), f"agreement-{key}.pdf")


def pdf_answer(pdf: bytes, name: str) -> HttpResponse:
    """A PDF to keep."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _fresh(reader: Reader) -> SignForm:
    return SignForm(initial={"title": reader.title, "company": reader.user_entity.name})


def _sign(request: HttpRequest, reader: Reader, form: SignForm) -> None:
    sign_agreement(
        reader.actor(), reader, origin=origin_of(request), handed_by=handed_by(request), **form.cleaned_data
    )
