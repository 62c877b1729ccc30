"""A stranger asks to read a report, and proves the mailbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.actions.signing_in import begin_attempt
from attestry.accounts.middleware import public
from attestry.accounts.origin import origin_of
from attestry.journal.rules import Actor
from attestry.readers.access import seat
from attestry.readers.actions.asking import ask_access as ask
from attestry.readers.actions.asking import confirm_request
from attestry.readers.errors import TooManyAsked
from attestry.readers.forms import AskForm
from attestry.readers.queries.offers import offered_reports
from attestry.readers.rules.kinds import Purpose
from attestry.ui.acting import kept
from attestry.ui.addresses import address

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement

DOOR = Actor.system("trust center")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_access(request: HttpRequest) -> HttpResponse:
    """The form; the same answer to everybody whose form is whole, whoever they are."""
    offered = offered_reports()
    form = AskForm(offered, request.POST if request.method == "POST" else None)
    if form.is_valid():
        refuse_flood(request, form.cleaned_data["email"])
        by_number = {str(one.engagement.pk): one.engagement for one in offered}
        wanted = [by_number[one] for one in form.cleaned_data["wanted"]]
        if kept(form, lambda: _asked(form, wanted)):
            return redirect("access_asked")
    context = {"form": form, "offered": offered}
    return render(request, "readers/ask.html", context, status=422 if form.errors else 200)


@public
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What happens now."""
    return render(request, "readers/asked.html")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_access(request: HttpRequest, token: str) -> HttpResponse:
    """A page that a person confirms on; a mail scanner that only looks proves nothing."""
    if request.method != "POST":
        return render(request, "readers/confirm.html", {"token": token})
    refuse_flood(request, token)
    found = confirm_request(DOOR, token)
    if found.reader is None:
        return render(request, "readers/waiting.html", {"found": found})
    seat(request, found.reader)
    return redirect(address("reading") or "access_asked")


def refuse_flood(request: HttpRequest, about: str) -> None:
    """Raises TooManyAsked where one place asks too often, or everybody about one mailbox or link."""
    if not begin_attempt(DOOR, address=f"reader {about}", origin=f"reader {origin_of(request)}"):
        raise TooManyAsked


def _asked(form: AskForm, wanted: list[Engagement]) -> None:
    said = form.cleaned_data
    ask(
        DOOR, name=said["name"], email=said["email"], company=said["company"], title=said["title"],
        purpose=Purpose(said["purpose"]), words=said["words"], wanted=wanted,
    )  # fmt: skip
