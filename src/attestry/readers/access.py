"""Pages for readers alone, and who of them asks: looked up at each page, so that revoking works at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from attestry.accounts.middleware import public
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.clock import from_text, to_text
from attestry.kit.errors import NotAllowed
from attestry.readers.models import Reader
from attestry.readers.rules.standing import SIGNED_IN_FOR

Arguments = ParamSpec("Arguments")
Page = Callable[Concatenate[HttpRequest, Reader, Arguments], HttpResponseBase]
View = Callable[..., HttpResponse]

FOR_READERS = "is_for_readers"
_SEAT = "reader"


def seat(request: HttpRequest, reader: Reader, *, handed_by: str = "") -> None:
    """Sign a reader in, in a session of its own: whoever else was signed in here is signed out."""
    request.session.flush()
    request.session[_SEAT] = {"key": str(reader.key), "at": to_text(clock.now()), "handed_by": handed_by}


def unseat(request: HttpRequest) -> None:
    """Sign out."""
    request.session.flush()


def reader_of(request: HttpRequest) -> Reader | None:
    """The reader who is signed in; None for a stranger, after eight hours, and once the reader is closed."""
    said: dict[str, Any] | None = request.session.get(_SEAT)
    if not said or clock.now() - from_text(said["at"]) > SIGNED_IN_FOR:
        return None
    return Reader.objects.select_related("user_entity").filter(key=said["key"], closed_at=None).first()


def handed_by(request: HttpRequest) -> str:
    """Who of management made the link that signed the reader in; empty where the mailbox got it alone."""
    return str((request.session.get(_SEAT) or {}).get("handed_by", ""))


def for_readers(page: Page[Arguments]) -> View:
    """A page that a signed-in reader alone sees; a stranger is sent to the sign-in page."""

    @wraps(page)
    def walled(request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponseBase:
        reader = reader_of(request)
        if reader is None:
            return HttpResponseRedirect(reverse("reader_sign_in"))
        answer = page(request, reader, *args, **kwargs)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    marked = public(cast("View", walled))
    setattr(marked, FOR_READERS, True)
    return marked


def refuse_unless_reader(actor: Actor, reader: Reader) -> None:
    """Raises NotAllowed for everybody but the reader: nobody signs, reads or asks in a reader's name."""
    if actor.kind != "user" or actor.key != reader.subject:
        raise NotAllowed("Only the reader does this.", next_step="Ask the reader to sign in.")
