"""Being told of changes by mail: asked for, confirmed from the mailbox, ended with one click."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from attestry.accounts.middleware import public
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.readers.errors import MailboxRefused
from attestry.trust_center.actions.subscribing import ask_for_updates, confirm_updates, leave_updates
from attestry.trust_center.errors import LinkOver
from attestry.trust_center.forms import UpdatesForm
from attestry.trust_center.queries.world import the_world
from attestry.trust_center.rendering import rendered_public
from attestry.trust_center.views.nothing import nothing_here
from attestry.trust_center.views.public import context_of
from attestry.ui.refusals import note_refused, page_of
from attestry.ui.uploads import takes_at_most

_DOOR = Actor.system("trust center")
_ASKED = "If this address can be written to, a mail is on its way. Follow its link within three days."


@public
@takes_at_most(1 << 20)
@csrf_exempt  # nobody is signed in here: what is asked for counts only once the mailbox says so
@require_POST
def trust_updates(request: HttpRequest) -> HttpResponse:
    """Ask to be told. The same words whether the address was known or not."""
    world = the_world(clock.now())
    if not world.is_open:
        return nothing_here()
    form = UpdatesForm(request.POST)
    if form.is_valid():
        try:
            ask_for_updates(
                _DOOR,
                address=form.cleaned_data["address"],
                organization=settings.HOME.organization().name,
            )
        except MailboxRefused as refusal:
            note_refused(refusal, page_of(request))
            form.add_error("address", str(refusal))
    if form.errors:
        context = {**context_of(world), "updates": form}
        return _page("trust_center/subprocessors.html", context, status=422)
    return _said("A mail is on its way", _ASKED)


@public
@csrf_exempt  # the link is the proof, and mail programs send no cookie (RFC 8058 §3.1)
@require_http_methods(["GET", "HEAD", "POST"])
def trust_updates_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button, since mail programs open links by themselves; pressing it confirms."""
    if request.method != "POST":
        return _asked(
            "Tell me of changes", "You are told by mail before a subprocessor changes.", "Yes, tell me"
        )
    try:
        confirm_updates(_DOOR, token)
    except LinkOver as refusal:
        note_refused(refusal, page_of(request))
        return _said(refusal.message, refusal.next_step, status=404)
    return _said("You are told of changes from now on", "Each mail carries a link that ends this at once.")


@public
@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def trust_updates_leave(request: HttpRequest, token: str) -> HttpResponse:
    """Ends the mails by POST, as a mail program's own button does; a reader of the link presses one here."""
    if request.method != "POST":
        return _asked("Stop these mails", "Your address is forgotten at once.", "Stop them")
    try:
        leave_updates(_DOOR, token)
    except LinkOver as refusal:
        note_refused(refusal, page_of(request))
        return _said(refusal.message, refusal.next_step, status=404)
    return _said("You get no more of these mails", "Your address was forgotten.")


def _asked(heading: str, words: str, press: str) -> HttpResponse:
    return _page("trust_center/said.html", _around(heading, words) | {"press": press})


def _said(heading: str, words: str, *, status: int = 200) -> HttpResponse:
    return _page("trust_center/said.html", _around(heading, words), status=status)


def _around(heading: str, words: str) -> dict[str, Any]:
    return {**context_of(the_world(clock.now())), "heading": heading, "words": words}


def _page(template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    answer = HttpResponse(rendered_public(template, context), status=status)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
